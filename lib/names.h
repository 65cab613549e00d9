/* Names as sequences of words, and finding the fullest name that a shorter one is part of. */
#ifndef NETRAL_NAMES_H
#define NETRAL_NAMES_H

#include "document.h"

#define NAME_WORDS 12

struct name {
    uint32_t words[NAME_WORDS]; /* hashes of the folded words */
    uint32_t count, mention;
};

/* Where the words of a name stand in the text that it was read from. */
struct name_places {
    uint32_t start[NAME_WORDS], end[NAME_WORDS];
};

/* The distinct names of a document's persons, found by any of their words: those with a word lie side by side, the last ones first. The
 * document keeps the room of the names for the next text; the rest lives in its scratch arena. */
struct name_index {
    struct name *names;
    size_t count, capacity;
    uint32_t *numbers; /* for each mention of a person, in order: its name's number plus one, 0 for one without words */
    size_t number_count;
    uint32_t *known, known_mask; /* numbers of names plus one, by a hash of all their words; 0 empty */
    uint32_t *ends, mask;        /* by word hash: where in `links` the names with such a word end, and those of the next one begin */
    struct name_link {
        uint32_t name, filter; /* filter: a bit for each of the name's words */
    } *links;
};

/* Reads text[start, end) into words. text[0, limit) may be looked at. `places` may be NULL. */
void name_read(const char *text, size_t start, size_t end, size_t limit, struct name *name, struct name_places *places);

/* Whether `part`'s words stand in `whole` in the same order. */
int name_contains(const struct name *whole, const struct name *part);

/* Indexes all person mentions, as doc->names. Returns 0 or NETRAL_ERROR_MEMORY. */
int name_index_make(netral_doc *doc);

void name_index_free(netral_doc *doc);

/* The longest indexed name that contains `part`, NULL if none does. */
const struct name *name_index_fullest(const struct name_index *index, const struct name *part);

#endif
