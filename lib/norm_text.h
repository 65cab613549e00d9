/* Normal forms of names of institutions and offices: abbreviations written out, parenthesised acronyms left out. */
#ifndef NETRAL_NORM_TEXT_H
#define NETRAL_NORM_TEXT_H

#include "document.h"

/* The text [start, end) in which the longest entries of [known-institution], [minister], [abbreviation] and the regions stand in
 * their canonical form. NULL when memory ran out. */
const char *text_expand(netral_doc *doc, size_t start, size_t end);

#endif
