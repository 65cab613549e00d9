/* What a citation points at: the numbered regulation behind a short name, and a URI. */
#ifndef NETRAL_NORM_REFERENCE_H
#define NETRAL_NORM_REFERENCE_H

#include "document.h"

#define REFERENCE_BYTES 400

struct address {
    char bytes[REFERENCE_BYTES];
    size_t used;
};

/* The address of a regulation without a pinpoint, for the next citation of it. */
struct cited_before {
    struct address address; /* empty: the regulation has none */
    uint32_t name;          /* of which string it is the address, 0 of none yet … */
    size_t type_length;     /* … whose type has so many bytes */
};

/* A regulation as its normal form names it, without a pinpoint: "UU 5/2014", of which "UU" is the type. */
struct instrument {
    uint32_t name, refers; /* the document's strings; `refers`: the numbered one that a short name means, or 0 */
    size_t type_length;
    struct cited_before *before; /* the one whose address was asked for last */
};

/* By the parts of a citation: the numbered regulation that its short name or title (`UU ASN`, `PP tentang Disiplin PNS`, `KUHP`) means in
 * the article, else meant at its date, from the lexicon class [data-law]; 0 if none or more than one may be meant. Returns 0 or
 * NETRAL_ERROR_MEMORY. */
int reference_find(netral_doc *doc, const struct named_parts *parts, uint32_t *refers);

/* The URI of a regulation and the citation's pinpoints (see netral_mention.uri), *uri 0 when number or year is missing. Returns 0 or
 * NETRAL_ERROR_MEMORY. */
int reference_uri(netral_doc *doc, const struct instrument *instrument, const struct named_parts *parts, uint32_t *uri);

#endif
