/* "Did you mean …?": the known word that is nearest to a mistyped one. */
#ifndef GUESS_H
#define GUESS_H

#include <stddef.h>

struct guess {
    const char *typed;
    const char *best; /* NULL: nothing is near enough */
    size_t distance;  /* of the best */
};

struct guess guess_start(const char *typed);
void guess_try(struct guess *guess, const char *known);

#endif
