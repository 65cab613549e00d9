/* Phrases: entries of several words. For each class the longest phrase wins, from left to right. */
#ifndef NETRAL_PHRASES_H
#define NETRAL_PHRASES_H

#include "segment.h"

/* Gives the tokens of phrases the rows that they come to by them; all tokens have the rows of their words alone. */
void phrases_mark(const netral_pack *pack, struct segment *segment);

/* Whether the token is a comma, which is no part of a phrase. */
static inline int phrases_step_over(const struct token *token, const char *forms) {
    return (token->kind == NETRAL_PUNCTUATION) & (token->form_length == 1) & (forms[token->form] == ',');
}

#endif
