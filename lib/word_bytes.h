/* The sixteen bytes at a place, looked at together: how far ASCII letters and digits go, which of them are letters and capitals,
 * their folded form and its hash. Nearly every word of a text is known by one such look.
 *
 * With SSE2 that is a handful of instructions without a branch, where a loop over the bytes would be foreseen wrongly at the end
 * of nearly every word. word_bytes_plain says the same in C and is what other machines run; a test holds them together. */
#ifndef NETRAL_WORD_BYTES_H
#define NETRAL_WORD_BYTES_H

#include <stdint.h>
#include <string.h>

#include "hash.h"
#include "text_bits.h"

#define WORD_BYTES 16

struct word_bytes {
    size_t length;              /* of the run of letters and digits; WORD_BYTES: it may be longer */
    unsigned letters, capitals; /* a bit for each byte of the run */
    unsigned all;               /* all of these bits */
    uint32_t hash;              /* hash_bytes of the folded run */
};

/* Sixteen times all bits, sixteen times none: from WORD_BYTES - n on, what keeps the first n of sixteen bytes. */
static const unsigned char word_bytes_kept[2 * WORD_BYTES] = {255, 255, 255, 255, 255, 255, 255, 255,
                                                              255, 255, 255, 255, 255, 255, 255, 255};

/* The first `length` of sixteen bytes, at most all, with zeros behind them. */
static inline void word_bytes_keep(const char *bytes, size_t length, uint64_t *low, uint64_t *high) {
    uint64_t pair[2], kept[2];
    memcpy(pair, bytes, sizeof pair);
    memcpy(kept, word_bytes_kept + WORD_BYTES - length, sizeof kept);
    *low = pair[0] & kept[0];
    *high = pair[1] & kept[1];
}

/* Whether the first `length` of sixteen bytes, at most all, are the ones that were kept. */
static inline int word_bytes_are_plain(const char *bytes, size_t length, const uint64_t kept[2]) {
    uint64_t low, high;
    word_bytes_keep(bytes, length, &low, &high);
    return ((low ^ kept[0]) | (high ^ kept[1])) == 0;
}

/* Both read WORD_BYTES bytes, and write as many to `form`: the folded run, and zeros. */
static inline struct word_bytes word_bytes_plain(const char *bytes, char *form) {
    struct word_bytes word = {0, 0, 0, 0, 0};
    memset(form, 0, WORD_BYTES);
    for (; word.length < WORD_BYTES && ascii_bits_of(bytes[word.length]) & ASCII_WORD; word.length++) {
        unsigned bits = ascii_bits_of(bytes[word.length]), at = 1u << word.length;
        word.letters |= bits & (ASCII_SMALL | ASCII_CAPITAL) ? at : 0;
        word.capitals |= bits & ASCII_CAPITAL ? at : 0;
        form[word.length] = (char)((unsigned char)bytes[word.length] | (bits & ASCII_CAPITAL));
    }
    word.all = (1u << word.length) - 1;
    word.hash = hash_bytes(form, word.length);
    return word;
}

#if defined(__SSE2__) && defined(__x86_64__)

static inline __m128i load_bytes(const void *bytes) {
    return _mm_loadu_si128(bytes);
}

static inline int word_bytes_are(const char *bytes, size_t length, const uint64_t kept[2]) {
    __m128i made = _mm_and_si128(load_bytes(bytes), load_bytes(word_bytes_kept + WORD_BYTES - length));
    return _mm_movemask_epi8(_mm_cmpeq_epi8(made, load_bytes(kept))) == 0xffff;
}

/* Folds fewer than WORD_BYTES bytes, all of which become small letters by that one bit or have it; behind them, zeros are written. Returns
 * their hash. */
static inline uint32_t word_bytes_fold(const char *bytes, size_t length, char *form) {
    __m128i folded = _mm_or_si128(load_bytes(bytes), _mm_set1_epi8(ASCII_CAPITAL));
    __m128i made = _mm_and_si128(folded, load_bytes(word_bytes_kept + WORD_BYTES - length));
    _mm_storeu_si128((void *)form, made);
    return hash_short((uint64_t)_mm_cvtsi128_si64(made), (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(made, made)));
}

static inline struct word_bytes word_bytes_read(const char *text, char *form) {
    __m128i bytes = load_bytes(text), bit = _mm_set1_epi8(ASCII_CAPITAL), folded = _mm_or_si128(bytes, bit);
    __m128i letters = bytes_between(folded, 'a', 'z'), digits = bytes_between(bytes, '0', '9');
    __m128i capitals = _mm_andnot_si128(_mm_cmpeq_epi8(folded, bytes), letters);
    unsigned others = ~(unsigned)_mm_movemask_epi8(_mm_or_si128(letters, digits));
    unsigned run = others ^ (others - 1); /* the run's bits, and one behind it that is no letter */
    size_t length = (size_t)__builtin_ctz(others);
    __m128i made = _mm_and_si128(folded, load_bytes(word_bytes_kept + WORD_BYTES - length)); /* digits have that bit too */
    _mm_storeu_si128((void *)form, made);
    uint64_t low = (uint64_t)_mm_cvtsi128_si64(made), high = (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(made, made));
    return (struct word_bytes){length, (unsigned)_mm_movemask_epi8(letters) & run, (unsigned)_mm_movemask_epi8(capitals) & run, run >> 1,
                               hash_short(low, high)};
}

#else

static inline int word_bytes_are(const char *bytes, size_t length, const uint64_t kept[2]) {
    return word_bytes_are_plain(bytes, length, kept);
}

static inline uint32_t word_bytes_fold(const char *bytes, size_t length, char *form) {
    const uint64_t bit = EACH_BYTE * ASCII_CAPITAL;
    uint64_t pair[2];
    word_bytes_keep(bytes, length, &pair[0], &pair[1]);
    pair[0] |= bit;
    pair[1] |= bit;
    word_bytes_keep((const char *)pair, length, &pair[0], &pair[1]);
    memcpy(form, pair, sizeof pair);
    return hash_short(pair[0], pair[1]);
}

static inline struct word_bytes word_bytes_read(const char *bytes, char *form) {
    return word_bytes_plain(bytes, form);
}

#endif

#endif
