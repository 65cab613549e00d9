/* Short names that an article gives to regulations itself. */
#ifndef NETRAL_NORM_DEFINITION_H
#define NETRAL_NORM_DEFINITION_H

#include "document.h"

/* A name and the citation that it stands for. */
struct definition {
    struct part name;       /* bytes of the text: "ASN", "Aparatur Sipil Negara" */
    const char *type;       /* the short type that goes with it: "UU" */
    const char *regulation; /* "UU 5/2014" */
    int is_explicit;        /* said in so many words, `(UU ASN)`, not only by the title */
};

/* Collects the article's definitions, before normal forms are written. Returns 0 or NETRAL_ERROR_MEMORY. */
int definitions_collect(netral_doc *doc);

/* The regulation that the article gave this short name (of this type), or NULL: none, or several. */
const char *definition_find(netral_doc *doc, const char *type, const struct part *name);

/* The name in a title: without "tentang", and without the acronym in parentheses that may end it. */
struct part definition_title(const netral_doc *doc, const struct part *title);

#endif
