/* Shapes: the features that a token has by what it looks like. */
#ifndef NETRAL_SHAPES_H
#define NETRAL_SHAPES_H

#include "features.h"
#include "tokens.h"

#define SHAPE(shape) ((uint64_t)1 << (shape))

/* What a token's form and kind say of its shapes: a number from 1 to LOOKS - 1. `forms` are its list's. */
#define LOOKS 32u
unsigned look_of(const struct token *token, const char *forms);

/* The bits of the shapes of a token with these flags and this look, of which all lie in the first word of its features. */
uint64_t shape_of(unsigned flags, unsigned look);

/* Whether it is a word of two letters and more that begins with a capital. */
int shape_is_capitalised(unsigned flags, unsigned look);

#endif
