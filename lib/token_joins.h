/* What joins runs of letters and digits into one token. */
#ifndef NETRAL_TOKEN_JOINS_H
#define NETRAL_TOKEN_JOINS_H

#include <stddef.h>

/* A token that begins at text[start], inside a block that ends at `end`. */
struct join_text {
    const char *text;
    size_t start, end;
};

/* The length of the joining mark at text[at] when the token goes on behind it, 0 when the token ends here. */
size_t join_length(const struct join_text *text, size_t at);

/* `S.Kom.` keeps its last full stop: moves `at` behind it. */
size_t join_trailing_stop(const struct join_text *text, size_t at);

/* URLs, e-mail addresses and ISO dates: returns the kind and sets *end, or returns 0. */
int join_special(const struct join_text *text, size_t *end);

#endif
