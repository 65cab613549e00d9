/* Shapes: the features that a token has by what it looks like. */
#ifndef NETRAL_SHAPES_H
#define NETRAL_SHAPES_H

#include "features.h"
#include "tokens.h"

#define SHAPE(shape) ((uint64_t)1 << (shape))

/* The bits of a token's shapes, of which all lie in the first word of its features. `forms` are its list's. */
uint64_t shape_of(const struct token *token, const char *forms);

#endif
