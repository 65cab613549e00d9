/* Features: what is known of a token before any rule runs, one bit each.
 *
 * The first are shapes, the same in every pack. Then come two bits for each mention type and each lexicon class, "begins here"
 * and "goes on here", and one bit for each set that a rule file defines. Rules ask for them by their programs (pattern_program.h). */
#ifndef NETRAL_FEATURES_H
#define NETRAL_FEATURES_H

#include <stdint.h>

#include "bits.h"
#include "limits.h"

enum feature_shape {
    FEATURE_CAP,      /* begins with a capital letter */
    FEATURE_UPPER,    /* two letters or more, all capitals */
    FEATURE_LOWER,    /* a word without a capital at its start */
    FEATURE_NUMBER,   /* begins with a digit */
    FEATURE_INITIAL,  /* one capital letter, or several with full stops between them */
    FEATURE_DOTTED,   /* followed by an abbreviation's full stop */
    FEATURE_SPACED,   /* white space before it */
    FEATURE_SENTENCE, /* the first of its sentence */
    FEATURE_LINE,     /* the first of its line */
    FEATURE_MARK,     /* punctuation or symbol */
    FEATURE_WEB,      /* URL, e-mail address, or a word with a full stop inside */
    FEATURE_DATETIME, /* an ISO date */
    FEATURE_WORD,     /* letters */
    FEATURE_SHOUT,    /* stands in a sentence that is all capitals */
    FEATURE_TAKEN,    /* inside an opaque mention, or one that a veto rule claimed */
    FEATURE_YEAR,     /* four digits, 1600 to 2099 */
    FEATURE_SHORT,    /* a number of one or two digits */
    FEATURE_PLAIN,    /* ASCII letters and nothing else */
    FEATURE_SHAPES,   /* their number */
    FEATURE_NOTHING = FEATURE_SHAPES, /* of no token: what stands behind the last one */
    FEATURE_OTHERS    /* the first of classes, sets and mentions */
};

struct features {
    uint64_t bits[LIMIT_FEATURES / 64];
};

static inline void features_add(struct features *features, unsigned feature) {
    features->bits[feature / 64] |= (uint64_t)1 << (feature % 64);
}

static inline void features_remove(struct features *features, unsigned feature) {
    features->bits[feature / 64] &= ~((uint64_t)1 << (feature % 64));
}

static inline int features_has(const struct features *features, unsigned feature) {
    return (int)(features->bits[feature / 64] >> (feature % 64) & 1);
}

static inline void features_merge(struct features *into, const struct features *more) {
    for (unsigned i = 0; i < LIMIT_FEATURES / 64; i++)
        into->bits[i] |= more->bits[i];
}

static inline int features_share(const struct features *a, const struct features *b) {
    uint64_t common = 0;
    for (unsigned i = 0; i < LIMIT_FEATURES / 64; i++)
        common |= a->bits[i] & b->bits[i];
    return common != 0;
}

static inline int features_cover(const struct features *a, const struct features *wanted) {
    uint64_t lacking = 0;
    for (unsigned i = 0; i < LIMIT_FEATURES / 64; i++)
        lacking |= wanted->bits[i] & ~a->bits[i];
    return lacking == 0;
}

static inline int features_equal(const struct features *a, const struct features *b) {
    uint64_t different = 0;
    for (unsigned i = 0; i < LIMIT_FEATURES / 64; i++)
        different |= a->bits[i] ^ b->bits[i];
    return different == 0;
}

/* The first of some features, LIMIT_FEATURES when there is none. */
static inline uint32_t features_first(const struct features *features) {
    for (unsigned i = 0; i < LIMIT_FEATURES / 64; i++)
        if (features->bits[i])
            return i * 64 + (unsigned)lowest_bit(features->bits[i]);
    return LIMIT_FEATURES;
}

#endif
