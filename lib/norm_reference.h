/* What a citation points at: the numbered regulation behind a short name, and a URI. */
#ifndef NETRAL_NORM_REFERENCE_H
#define NETRAL_NORM_REFERENCE_H

#include "document.h"

/* A regulation as its normal form names it, without a pinpoint: "UU 5/2014", of which "UU" is the type. */
struct instrument {
    uint32_t name, refers; /* the document's strings; `refers`: the numbered one that a short name means, or 0 */
    size_t type_length;
};

/* The numbered regulation that a citation's short name (`UU ASN`, `KUHP`) meant at the article's date, from the lexicon class
 * [data-law]; 0 if none or more than one may be meant. Returns 0 or NETRAL_ERROR_MEMORY. */
int reference_find(netral_doc *doc, const struct mention *mention, uint32_t *refers);

/* The URI of a regulation and the mention's pinpoints (see netral_mention.uri), *uri 0 when number or year is missing. Returns 0 or
 * NETRAL_ERROR_MEMORY. */
int reference_uri(netral_doc *doc, const struct instrument *instrument, const struct mention *mention, uint32_t *uri);

#endif
