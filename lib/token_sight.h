/* What is seen of a text at one look, and which of its tokens can be told from that alone. */
#ifndef NETRAL_TOKEN_SIGHT_H
#define NETRAL_TOKEN_SIGHT_H

#include "text_bits.h"
#include "tokens.h"
#include "word_bytes.h"

#define PLAIN_BYTES WORD_BYTES /* a plain token has fewer than these */

/* The bytes from a place on, seen together. */
struct sight {
    const char *bytes; /* with more behind them that may be read: a plain token, and two bytes */
    size_t length;     /* of what is seen: to the block's end, or to a word that goes on behind it */
    struct text_bits bits;
    struct text_words words;
    char near[TEXT_BITS + PLAIN_BYTES + 2];
};

/* Letters and digits from bit `at` on, PLAIN_BYTES at most. */
static inline size_t sight_word(const struct sight *sight, size_t at) {
    return (unsigned)lowest_bit(~(sight->bits.words >> at) | (uint64_t)1 << PLAIN_BYTES);
}

/* Whether a mark stands here that may join what is before it to what is behind. */
static inline unsigned may_join(const char *mark) {
    return ascii_bits_of(mark[0]) & ~(ascii_bits_of(mark[1]) / (ASCII_BOUND / ASCII_JOINS)) & ASCII_JOINS;
}

/* The length of the token that begins at bit `at` with no odd byte, where more than a word or a mark may belong together; 0: what is seen
 * does not tell. */
size_t sight_token(const struct sight *sight, size_t at);

/* The shape of the bytes [at, end) that are seen, as flags of a token. */
unsigned sight_shape(const struct sight *sight, size_t at, size_t end);

#endif
