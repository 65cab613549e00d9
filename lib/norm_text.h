/* Normal forms of names of institutions and offices: abbreviations written out, parenthesised acronyms left out. */
#ifndef NETRAL_NORM_TEXT_H
#define NETRAL_NORM_TEXT_H

#include "segment.h"

/* The segment's tokens [first, end) in which the longest entries of [known-institution], [minister], [abbreviation] and
 * the regions stand in their canonical form, as a number of the document's strings. A name of an office or a body begins with a
 * capital (kepala dinas: Kepala dinas). 0 when memory ran out. */
uint32_t text_expand(netral_doc *doc, const struct segment *segment, uint32_t first, uint32_t end, int is_name);

#endif
