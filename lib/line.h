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

/* Spreads the sixteen nibbles of a word over sixteen bytes, by halving steps. */
static inline void line_spread(uint64_t bits, char *bytes) {
    for (int half = 0; half < 2; half++, bits >>= 32, bytes += 8) {
        uint64_t spread = bits & 0xffffffffu;
        spread = (spread | spread << 16) & 0x0000ffff0000ffffu;
        spread = (spread | spread << 8) & 0x00ff00ff00ff00ffu;
        spread = (spread | spread << 4) & 0x0f0f0f0f0f0f0f0fu;
        spread |= 0x4040404040404040u; /* LINE_EMPTY in every byte */
        for (int i = 0; i < 8; i++)
            bytes[i] = (char)(spread >> 8 * i);
    }
}

static inline void line_write_header(char *header, const struct features *features) {
    for (unsigned i = 0; i < LIMIT_FEATURES / 64; i++)
        line_spread(features->bits[i], header + 16 * i);
}

#endif
