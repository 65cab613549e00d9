/* The rules that a command works with: the shipped ones, and what `--pack` lays over them. */
#ifndef PACK_H
#define PACK_H

#include "netral.h"
#include "options.h"

struct packs {
    const char *paths[OPTION_REPEATS];
    int count;
    int without_shipped;
};

/* The rows of a command's table of options; there are PACK_OPTIONS of them. */
#define PACK_OPTIONS 2
#define PACK_OPTION_ROWS(packs)                                                                                                      \
    {"pack", "PATH", NULL, (packs)->paths, &(packs)->count, "rules and word lists laid over the shipped ones; again: over these"},   \
    {"no-shipped", NULL, NULL, NULL, &(packs)->without_shipped, "only what --pack gives, without the shipped rules and lists"}

/* Opens the pack; `top`, a path or NULL, is laid over all others. Returns 0, or the status to end with, the reason reported; *pack is
 * then NULL. */
int packs_open(const struct packs *packs, const char *top, netral_pack **pack);

/* An error of rule files, in a form that editors can jump to: FILE:LINE:COLUMN: [name] text. `path` is for errors without a place. */
void pack_report_error(const char *path, const netral_error *error);

#endif
