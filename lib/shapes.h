/* Shapes: the features that a token has by what it looks like. */
#ifndef NETRAL_SHAPES_H
#define NETRAL_SHAPES_H

#include "features.h"
#include "tokens.h"

#define SHAPE(shape) ((uint64_t)1 << (shape))

/* What a token's form and kind say of its shapes, a number below LOOKS. Of a word it has a bit for each of these; of anything else it is
 * one of the numbers below them. */
#define LOOKS 32u
enum look_bit { LOOK_DIGIT = 1, LOOK_STOP = 2, LOOK_INITIAL = 4, LOOK_LONG = 8, LOOK_WORD = 16 };
enum look { LOOK_OTHER, LOOK_NUMBER, LOOK_SHORT, LOOK_YEAR, LOOK_MARK, LOOK_COMMA, LOOK_WEB, LOOK_DATETIME };

/* `forms` are the token's list's. */
unsigned look_of(const struct token *token, const char *forms);

/* The same of a token that was looked up: part of what its row follows from. */
static inline unsigned token_look(const struct token *token) {
    return token->lone % LOOKS;
}

/* The bits of the shapes of a token with these flags and this look, of which all lie in the first word of its features. */
uint64_t shape_of(unsigned flags, unsigned look);

/* Whether it is a word of two letters and more that begins with a capital. */
int shape_is_capitalised(unsigned flags, unsigned look);

#endif
