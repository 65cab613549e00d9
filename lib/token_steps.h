/* Tokens one by one, with all that may join, cut or hide them. The tokeniser's short way (tokens.c) leaves to it what is not plain. */
#ifndef NETRAL_TOKEN_STEPS_H
#define NETRAL_TOKEN_STEPS_H

#include "tokens.h"

struct token_scan {
    struct token_list *list;
    const char *text;
    size_t start, at, end; /* of the block, and where the next token is looked for */
    size_t readable;       /* the bytes from `end` up to here may be looked at, and the first is a blank */
    unsigned flags;        /* of the next token */
};

/* Goes on by one token, or by what stands between two. There is room in the list. */
void token_step(struct token_scan *scan);

#endif
