/* Normal forms of regulations: `UU 5/2014 Pasal 2 ayat (1)`. */
#ifndef NETRAL_NORM_REGULATION_H
#define NETRAL_NORM_REGULATION_H

#include "norm_reference.h"

/* Writes the normal form of a citation, what it refers to and its URI. `instrument` is the last one named before, all zero at the
 * beginning but for `before`, for citations that name none; on return, what this one names. Returns 0 or NETRAL_ERROR_MEMORY. */
int regulation_write(netral_doc *doc, struct mention *mention, struct instrument *instrument);

/* The short type of a citation with these parts ("UU"), NULL when the lexicon has none or an issuer belongs to it. */
const char *regulation_type(const netral_doc *doc, const struct named_parts *parts);

/* TYPE NUMBER/YEAR, among the document's strings; 0 when memory ran out. */
uint32_t regulation_name(netral_doc *doc, const struct named_parts *parts);

#endif
