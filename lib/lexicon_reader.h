/* Reading a lexicon file: sections of entries, `canonical|variant|…|@key=value`. See lib/lexicon/README.md. */
#ifndef NETRAL_LEXICON_READER_H
#define NETRAL_LEXICON_READER_H

#include "error.h"

/* One entry as it stands in its line. The pieces point into the file's text. */
struct lexicon_piece {
    const char *text;
    size_t length;
};

struct lexicon_entry {
    struct lexicon_piece class, canonical;
    int matches_canonical; /* the canonical form itself is also looked for */
    const struct lexicon_piece *variants;
    size_t variant_count;
    const struct lexicon_piece *attributes; /* each "key=value" */
    size_t attribute_count;
    struct place place;
};

/* Takes one entry; returns 0 to go on. */
typedef int lexicon_take(void *context, const struct lexicon_entry *entry, netral_error *error);

/* Reads text[0, length); returns 0, the taker's result, or NETRAL_ERROR_RULE with the place of what is wrong. */
int lexicon_read(const char *file, const char *text, size_t length, lexicon_take *take, void *context, netral_error *error);

#endif
