/* Normal forms of regulations: `UU 5/2014 Pasal 2 ayat (1)`. */
#ifndef NETRAL_NORM_REGULATION_H
#define NETRAL_NORM_REGULATION_H

#include "document.h"

/* Writes the normal form of a citation. `instrument` is the type and number of the last instrument named before ("UU 5/2014"),
 * for citations that name none, or NULL; on return, what this one names, for the next. Returns 0 or NETRAL_ERROR_MEMORY. */
int regulation_write(netral_doc *doc, struct mention *mention, const char **instrument);

#endif
