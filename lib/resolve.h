/* Resolving: what single mentions mean in the light of the whole article. */
#ifndef NETRAL_RESOLVE_H
#define NETRAL_RESOLVE_H

#include "acronyms.h"
#include "segment.h"

/* While the segment's tokens are at hand: order, nesting, aliases, the normal forms that need nothing but their own words, and
 * capitalised words outside mentions. */
int resolve_segment(netral_doc *doc, struct segment *segment);

/* When the whole text is read: later names and acronyms, and the normal forms that the whole article tells. */
int resolve_document(netral_doc *doc);

/* The stages of both, in order; each in a file of its own name. Each leaves the document's scratch arena to be reset. */
void aliases_link(netral_doc *doc, const struct segment *segment); /* aliases.c: `(BKN)`, `(Wilfrid)`: the mention they stand for */
int loose_collect(netral_doc *doc, struct segment *segment);       /* loose.c */
/* later_mentions.c: loose words that the article explains elsewhere */
int later_mentions_find(netral_doc *doc, const struct acronyms *acronyms);
int dates_normalize(netral_doc *doc);     /* dates.c */
int persons_normalize(netral_doc *doc);     /* persons.c */
int variants_join(netral_doc *doc);       /* variants.c: one person in two spellings */
int amendments_link(netral_doc *doc);     /* amendments.c: regulations that change others */

#endif
