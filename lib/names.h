/* Names as sequences of words (names.c), and the names of a document's persons: finding the fullest one that a shorter one is part of
 * (name_index.c). */
#ifndef NETRAL_NAMES_H
#define NETRAL_NAMES_H

#include "document.h"
#include "segment.h"
#include "unicode.h"

#define NAME_WORDS 12
#define NAME_COUNT 15u           /* what a link can say of their number … */
#define MOST_NUMBER 0xfffffffu /* … and of a name's place: a text with more names counts as one that memory does not hold */

struct name {
    uint32_t words[NAME_WORDS]; /* hashes of the folded words */
    uint32_t count;
};

/* Where the words of a name stand in the text that it was read from. */
struct name_places {
    uint32_t start[NAME_WORDS], end[NAME_WORDS];
};

/* A name of the document's persons: where its words begin among those of all names, and bits for them. */
struct known_name {
    uint32_t words, filter;
    uint32_t start, length; /* of the mention that shows it: the first one, or the first that is not all capitals */
    uint16_t count, is_shouted;
};

/* The distinct names of a document's persons, numbered from 1 in the order of the text, while it is read and resolved: the persons' normal
 * forms are these numbers until they get their own. The document keeps the room for the next text; the way from words to
 * names, wanted when the text is read and where they are many, lives in its scratch arena. */
struct name_index {
    struct known_name *names;
    size_t count, capacity;
    size_t laid_out; /* of them: those that later come are parts of these */
    uint32_t *words;
    size_t word_count, word_capacity;
    uint32_t *slots; /* numbers by a hash of all words (number_table.h) */
    size_t slot_count;
    int may_vary; /* whether two full names may be one in two spellings (persons.c, variants.c) */
    uint32_t *ends, mask; /* by word hash: where in `links` the names with such a word end, and those of the next one begin */
    struct name_link {
        unsigned name : 28, count : 4; /* its place, and how many words it has */
        uint32_t filter;
    } *links; /* the last names first; NULL: there are few names, which are looked through */
};

/* What parts the words of a name: white space, a full stop, a hyphen. */
static inline int name_is_gap(char c) {
    return ascii_is_space(c) || c == '.' || c == '-';
}

#define NAME_LONGEST_WORD 200 /* bytes of a word that count */

/* Reads text[start, end) into words. text[0, limit) may be looked at. `places` may be NULL. */
void name_read(const char *text, size_t start, size_t end, size_t limit, struct name *name, struct name_places *places);

/* Whether `part`'s words stand in `whole` in the same order. */
int name_contains(const struct name *whole, const struct name *part);
int name_words_contain(const uint32_t *whole, uint32_t count, const uint32_t *part, uint32_t part_count);

/* There are no names, before a text is read and when persons have their normal forms. */
void name_index_clear(netral_doc *doc);

/* Notes the names of the segment's persons, whose mentions are settled. These return 0 or NETRAL_ERROR_MEMORY. */
int names_collect(netral_doc *doc, const struct segment *segment);

/* Fetches where the number of a name will be looked for, in a text of so many names that these are far away; `index` may be NULL. */
void name_index_fetch_number(const struct name_index *index, const struct name *name);

/* The number of a name that a mention shows, which need not be one of the document's yet. */
int name_index_number(netral_doc *doc, const struct name *name, const struct mention *mention, uint32_t *number);

/* Lays the names out to be found by their words. */
int name_index_lay_out(netral_doc *doc);

/* Numbers the names anew when persons have come or moved, and lays them out again. */
int name_index_settle(netral_doc *doc);

void name_index_free(netral_doc *doc);

static inline const uint32_t *name_index_words(const struct name_index *index, const struct known_name *name) {
    return index->words + name->words;
}

/* Fetches what will be asked of the names some numbers on: where they are many, each question of each lies elsewhere in memory. */
void name_index_fetch(const struct name_index *index, uint32_t number);

/* The longest laid out name that contains these words, which are those of the name `own`, or of none (NULL); NULL if none does. */
const struct known_name *name_index_fullest(const struct name_index *index, const uint32_t *words, uint32_t count,
                                            const struct known_name *own);

#endif
