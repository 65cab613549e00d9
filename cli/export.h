/* `netral rules export`: the shipped rules and word lists as text, to read or to start from. */
#ifndef EXPORT_H
#define EXPORT_H

#include "netral.h"
#include "output.h"

/* Writes every file of the pack one behind the other, each under a line with its name. */
void export_list(struct output *output, const netral_pack *pack);

/* Writes every file into `folder`, which is made if it is not there: word lists into its `lexicon`, rules into its `rules`. A file that
 * is there already is never written over. Returns 0, or the status to end with, the reason reported. */
int export_folder(const netral_pack *pack, const char *folder);

#endif
