/* Resolving: what single mentions mean in the light of the whole article. */
#ifndef NETRAL_RESOLVE_H
#define NETRAL_RESOLVE_H

#include "segment.h"

/* While the segment's tokens are at hand: notes capitalised words outside mentions (loose.c). */
int resolve_collect(netral_doc *doc, struct segment *segment);

/* When the whole text is read: aliases, later names and acronyms, order, normal forms. */
int resolve_document(netral_doc *doc);

/* The stages of it, in order; each in a file of its own name. */
int aliases_link(netral_doc *doc);      /* aliases.c: `(BKN)`, `(Wilfrid)` get the mention they stand for */
int later_mentions_find(netral_doc *doc); /* later_mentions.c: loose words that the article explains elsewhere */
int mentions_sort(netral_doc *doc);     /* resolve.c: order, nesting */
int names_normalize(netral_doc *doc);   /* names.c: persons */
int dates_normalize(netral_doc *doc);   /* dates.c */
int variants_join(netral_doc *doc);     /* variants.c: one person in two spellings */
int amendments_link(netral_doc *doc);   /* amendments.c: regulations that change others */

#endif
