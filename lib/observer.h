/* One who looks on while a document's segments are matched: explaining (explain.c). Extraction has none, and pays for the
 * possibility with one question a layer and one a candidate. */
#ifndef NETRAL_OBSERVER_H
#define NETRAL_OBSERVER_H

#include "segment.h"

/* Why a candidate cannot stand where it does. */
enum clash {
    CLASH_NONE,
    CLASH_TYPE,  /* it overlaps a mention of its own type */
    CLASH_TAKEN, /* a token lies in an opaque or closed mention, or was claimed by a veto rule */
    CLASH_HOLDS, /* it holds, or lies in, a mention for which the types do not allow it */
    CLASH_CROSS  /* it overlaps a mention by a part */
};

/* Each returns 0, or an error code that ends the matching. */
struct observer {
    /* The layer's candidates are all found and settled, those too that were bound to lose. Rules see the tokens as before: they are not
     * told of winners yet. */
    int (*found)(void *context, const netral_doc *doc, struct segment *segment, uint32_t layer);
    /* A candidate has lost because of token number `token`; or it has won, and is the document's last mention unless its type
     * is a veto's. In the order in which they are settled. */
    int (*settled)(void *context, const netral_doc *doc, const struct segment *segment, const struct candidate *candidate,
                   enum clash clash, uint32_t token);
    void *context;
};

#endif
