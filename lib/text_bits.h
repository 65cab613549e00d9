/* Sixty-four bytes of a text at a look, as one bit for each byte: where words are in it, what these are like, and spaces.
 *
 * Nearly all tokens are read off these bits, a dozen from one look (tokens.c). With SSE2 sixteen bytes are compared at once;
 * text_bits_plain says the same in C and is what other machines run; a test holds them together. */
#ifndef NETRAL_TEXT_BITS_H
#define NETRAL_TEXT_BITS_H

#include <stddef.h>
#include <stdint.h>

#include "bits.h"
#include "unicode.h"

#if defined(__SSE2__) && defined(__x86_64__)
#include <emmintrin.h>
#endif

#define TEXT_BITS 64

struct text_bits {
    uint64_t words; /* ASCII letters and digits */
    uint64_t letters, capitals;
    uint64_t spaces; /* and no other white space */
};

/* Bits [first, end), of which at least one is wanted. */
static inline uint64_t text_bits_between(size_t first, size_t end) {
    return ~(uint64_t)0 << first & ~(uint64_t)0 >> (TEXT_BITS - end);
}

/* Both read TEXT_BITS bytes. */
static inline struct text_bits text_bits_plain(const char *bytes) {
    struct text_bits bits = {0, 0, 0, 0};
    for (size_t i = 0; i < TEXT_BITS; i++) {
        unsigned found = ascii_bits_of(bytes[i]);
        bits.words |= (uint64_t)((found & ASCII_WORD) != 0) << i;
        bits.letters |= (uint64_t)((found & (ASCII_SMALL | ASCII_CAPITAL)) != 0) << i;
        bits.capitals |= (uint64_t)((found & ASCII_CAPITAL) != 0) << i;
        bits.spaces |= (uint64_t)(bytes[i] == ' ') << i;
    }
    return bits;
}

#if defined(__SSE2__) && defined(__x86_64__)

/* The bytes from `first` to `last`, both ASCII: moved to the top of what a signed byte holds, where one comparison finds them. */
static inline __m128i bytes_between(__m128i bytes, char first, char last) {
    __m128i moved = _mm_add_epi8(bytes, _mm_set1_epi8((char)(127 - last)));
    return _mm_cmpgt_epi8(moved, _mm_set1_epi8((char)(127 - last + first - 1)));
}

static inline uint64_t high_bits(__m128i bytes) {
    return (uint64_t)(unsigned)_mm_movemask_epi8(bytes);
}

/* The bits of sixteen bytes. */
static inline struct text_bits text_bits_piece(const char *text) {
    __m128i bytes = _mm_loadu_si128((const void *)text), folded = _mm_or_si128(bytes, _mm_set1_epi8(ASCII_CAPITAL));
    __m128i letters = bytes_between(folded, 'a', 'z'), digits = bytes_between(bytes, '0', '9');
    __m128i small = _mm_slli_epi16(bytes, 2); /* the bit that a capital has not becomes the high one */
    return (struct text_bits){high_bits(_mm_or_si128(letters, digits)), high_bits(letters), high_bits(_mm_andnot_si128(small, letters)),
                              high_bits(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(' ')))};
}

static inline uint64_t text_bits_join(uint64_t a, uint64_t b, uint64_t c, uint64_t d) {
    return (d << 16 | c) << 32 | (b << 16 | a);
}

static inline struct text_bits text_bits_read(const char *bytes) {
    struct text_bits a = text_bits_piece(bytes), b = text_bits_piece(bytes + 16);
    struct text_bits c = text_bits_piece(bytes + 32), d = text_bits_piece(bytes + 48);
    return (struct text_bits){text_bits_join(a.words, b.words, c.words, d.words),
                              text_bits_join(a.letters, b.letters, c.letters, d.letters),
                              text_bits_join(a.capitals, b.capitals, c.capitals, d.capitals),
                              text_bits_join(a.spaces, b.spaces, c.spaces, d.spaces)};
}

#else

static inline struct text_bits text_bits_read(const char *bytes) {
    return text_bits_plain(bytes);
}

#endif

/* The words of some bytes: runs of letters and digits. Adding a run's first bit to its bits carries to the bit behind it, if no bit is
 * lacking between: so all runs are told apart at once by whether they have a certain bit. */
struct text_words {
    uint64_t begin; /* the first bit of each */
    /* The bit behind each that … */
    uint64_t only_letters, upper, small; /* … has letters alone; two capitals or more, and no small letter; a small letter */
};

/* The bits behind those runs in which there is none of `some`. */
static inline uint64_t text_words_without(const struct text_bits *bits, uint64_t begin, uint64_t some) {
    return ((bits->words & ~some) + begin) & ~bits->words;
}

static inline struct text_words text_bits_words(const struct text_bits *bits) {
    uint64_t begin = bits->words & ~(bits->words << 1), ends = bits->words << 1 & ~bits->words;
    uint64_t small = bits->letters & ~bits->capitals;
    uint64_t first_capitals = ((bits->words & ~bits->capitals) + begin) & bits->capitals;
    uint64_t has_small = ends & ~text_words_without(bits, begin, small);
    uint64_t has_more = ends & ~text_words_without(bits, begin, bits->capitals & ~first_capitals);
    uint64_t only_letters = ends & text_words_without(bits, begin, bits->words & ~bits->letters);
    return (struct text_words){begin, only_letters, has_more & ~has_small, has_small};
}

#endif
