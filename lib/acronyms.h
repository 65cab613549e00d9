/* Short forms that the article itself gives to institutions: `Badan Kepegawaian Negara (BKN)`, `Dinas Tata Ruang (DTR) Kabupaten Demak`.
 * Lists know many acronyms, and many of these mean one thing here and another there: what the article says counts more. */
#ifndef NETRAL_ACRONYMS_H
#define NETRAL_ACRONYMS_H

#include "document.h"

/* So few mentions lie between an institution and the short form or the office that is looked for beside it. */
#define NEAR_MENTIONS 4

/* A short form, where it was given. */
struct acronym {
    uint32_t start, length;
    uint32_t hash; /* document_hash */
    uint32_t norm; /* of the institution it was given to, with its area */
    uint32_t base; /* so many bytes of that normal form are the name without an area, as its letters tell; 0: they do not tell */
};

/* The first one of each form counts. From the document's scratch arena. */
struct acronyms {
    struct acronym *items;
    uint32_t count;
    uint32_t *slots, mask; /* numbers plus one, by hash */
    uint64_t starts;       /* a bit for the first two letters of each */
};

/* A bit for the letters that an acronym begins with: most words have others. */
static inline uint64_t acronym_start_bit(const char *text) {
    return (uint64_t)1 << ((unsigned)(unsigned char)text[0] * 7 + (unsigned char)text[1]) % 64;
}

/* Finds those of the document. Returns 0 or NETRAL_ERROR_MEMORY. */
int acronyms_collect(netral_doc *doc, struct acronyms *acronyms);

/* Whether the normal form of a mention tells more than its text does. */
int acronym_is_expanded(const netral_doc *doc, const struct mention *mention);

/* The one with this hash, or NULL. */
const struct acronym *acronyms_find(const struct acronyms *acronyms, uint32_t hash);

/* Gives institutions that repeat one its normal form, where a list knows no other that fits or another one that does not, and so the
 * offices that hold these; an office that holds none gets the institution that it repeats, behind all mentions (mentions_join). Returns
 * 0 or NETRAL_ERROR_MEMORY. */
int acronyms_settle(netral_doc *doc, const struct acronyms *acronyms);

#endif
