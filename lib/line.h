/* The line: the tokens of a segment as one string of bytes that PCRE2 patterns run over.
 *
 * Each token is LINE_HEADER bytes that hold its features, four bits a byte as one of the characters '@' to 'O', then its folded
 * form, then LINE_END. A pattern tests features by a character class at a fixed place of the header, and words by their forms,
 * so that one regular expression speaks of words, classes and mentions alike, and a mention found by one layer of rules is
 * seen by the next after changing one byte. No offset ever points into the line: matches are turned back into tokens. */
#ifndef NETRAL_LINE_H
#define NETRAL_LINE_H

#include "features.h"

#define LINE_HEADER (LIMIT_FEATURES / 4)
#define LINE_EMPTY '@' /* the header byte with no feature */
#define LINE_END '\x1f'

static inline char *line_header_byte(char *header, unsigned feature) {
    return header + feature / 4;
}

static inline void line_add_feature(char *header, unsigned feature) {
    *line_header_byte(header, feature) = (char)(*line_header_byte(header, feature) | 1 << feature % 4);
}

static inline int line_has_feature(const char *header, unsigned feature) {
    return header[feature / 4] >> feature % 4 & 1;
}

static inline void line_write_header(char *header, const struct features *features) {
    for (unsigned i = 0; i < LINE_HEADER; i++)
        header[i] = (char)(LINE_EMPTY | (features->bits[i / 16] >> (i % 16 * 4) & 0xf));
}

#endif
