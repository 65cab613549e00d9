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

/* Collects the article's definitions, before regulations get their normal forms. Returns 0 or NETRAL_ERROR_MEMORY. */
int definitions_collect(netral_doc *doc);

/* The regulation that the article gave this short name (of this type), or 0: none, or several. */
uint32_t definition_find(const netral_doc *doc, const char *type, const struct part *name);

#endif
