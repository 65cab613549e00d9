/* Spellings of persons' names: the distinct normal forms of a document's persons, and which of them have the same words but one. */
#ifndef NETRAL_SPELLINGS_H
#define NETRAL_SPELLINGS_H

#include "names.h"

struct spelt_word {
    uint32_t hash;
    uint16_t start, length; /* where it stands in the normal form */
};

struct spelling {
    const struct spelt_word *words;
    uint32_t norm, likeness; /* its first likeness */
    uint32_t chosen;         /* the spelling that stands for it */
    uint32_t alike;          /* its number, from 1, among those that have the same words but one as another, as far as keys tell; or 0 */
    uint16_t count;          /* of its words, two at least */
    uint16_t has_initial;    /* in the middle */
};

/* A name's words, without its middle initials if so wished. */
struct word_list {
    const struct spelt_word *items[NAME_WORDS];
    uint32_t at[NAME_WORDS]; /* their places in the spelling */
    uint32_t count;
};

/* A spelling without one of its words, and the one before it that may be equal. */
struct likeness {
    unsigned spelling : 31, has_like : 1; /* whether one before it has its key */
    uint32_t key, next;
};

struct spellings {
    struct spelling *items;
    uint32_t count;
    uint32_t *by_norm;           /* a norm's spelling plus one, where it has several words */
    uint64_t *alike_norms;       /* a bit for each norm whose spelling is alike */
    struct likeness *likenesses; /* from 1: for each spelling, of all words and, where it has them, of those without initials in the middle,
                                  * without the first, the second … */
    uint32_t *heads, mask;       /* by key */
    uint32_t alike;              /* how many are alike */
};

/* How many likenesses of one key are looked at. */
#define LIKENESS_CHAIN 8

/* All from the document's scratch arena, persons being so many. Returns 0 or NETRAL_ERROR_MEMORY. */
int spellings_find(netral_doc *doc, size_t persons, struct spellings *spellings);

/* Reads a normal form of the document into words; `places` in it may be NULL. */
void spelling_read(const netral_doc *doc, uint32_t norm, struct name *name, struct name_places *places);

struct word_list spelling_words(const struct spelling *spelling, int without_initials);

#endif
