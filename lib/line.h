/* The line: the tokens of a window as one string of bytes that PCRE2 patterns run over, where a rule's program cannot decide.
 *
 * Each token is LINE_HEADER bytes that hold its features, six bits a byte as one of the 64 characters from '@' on, then its folded
 * form, then LINE_END. A pattern tests features by a character class at a fixed place of the header, and words by their forms,
 * so that one regular expression speaks of words, classes and mentions alike. No offset ever points into the line: matches are turned
 * back into tokens. */
#ifndef NETRAL_LINE_H
#define NETRAL_LINE_H

#include "features.h"

#define LINE_BITS 6
#define LINE_HEADER ((LIMIT_FEATURES + LINE_BITS - 1) / LINE_BITS)
#define LINE_EMPTY '@' /* the header byte with no feature */
#define LINE_END '\x1f'

/* The features of header byte i. */
static inline unsigned line_bits(const struct features *features, unsigned i) {
    unsigned first = i * LINE_BITS, word = first / 64, shift = first % 64;
    uint64_t bits = features->bits[word] >> shift;
    if (shift > 64 - LINE_BITS && word + 1 < LIMIT_FEATURES / 64)
        bits |= features->bits[word + 1] << (64 - shift);
    return (unsigned)bits & ((1u << LINE_BITS) - 1);
}

static inline void line_write_header(char *header, const struct features *features) {
    for (unsigned i = 0; i < LINE_HEADER; i++)
        header[i] = (char)(LINE_EMPTY | line_bits(features, i));
}

#endif
