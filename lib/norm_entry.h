/* Which lexicon entry a mention spells. */
#ifndef NETRAL_NORM_ENTRY_H
#define NETRAL_NORM_ENTRY_H

#include "segment.h"

/* While the segment's tokens are at hand: finds the entry that the whole mention spells, of a class that its rule asks for. Returns
 * 0 or NETRAL_ERROR_MEMORY. */
int entry_find(netral_doc *doc, const struct segment *segment, const struct placed_mention *placed, struct mention *mention);

/* The canonical form of the entry that was found, 0 if none was. */
uint32_t entry_norm(netral_doc *doc, const struct mention *mention);

/* The entry of a class that is meant by the name at a node of the lexicon's phrases, by the article's date; 0 if there is none. */
uint32_t entry_meant(const netral_doc *doc, uint32_t node, uint32_t class);

/* When the article's date is known: settles which of the entries of one name is meant. */
int entries_settle(netral_doc *doc);

#endif
