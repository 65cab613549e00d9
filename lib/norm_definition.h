/* Short names that an article gives to regulations itself. */
#ifndef NETRAL_NORM_DEFINITION_H
#define NETRAL_NORM_DEFINITION_H

#include "document.h"

/* A name and the citation that it stands for. */
struct definition {
    struct part name;    /* "ASN", "Aparatur Sipil Negara" */
    const char *type;    /* the short type that goes with it: "UU" */
    uint32_t regulation; /* "UU 5/2014", among the document's strings */
    int is_explicit;     /* said in so many words, `(UU ASN)`, not only by the title */
};

/* Before regulations get their normal forms: the article's definitions are not known yet. */
void definitions_forget(netral_doc *doc);

/* The regulation that the article gave this short name (of this type), or 0: none, or several. Most articles never ask: their
 * definitions are collected when the first one does. Returns 0 or NETRAL_ERROR_MEMORY. */
int definition_find(netral_doc *doc, const char *type, const struct part *name, uint32_t *found);

#endif
