/* What a pattern's matches can begin with: the cheap question asked before PCRE2 runs. */
#ifndef NETRAL_PATTERN_FIRST_H
#define NETRAL_PATTERN_FIRST_H

#include "pattern.h"

#define FIRST_WORDS 16

/* A match begins with a token that has one of the features, or one of the words; `any`: nothing can be said. */
struct pattern_first {
    struct features features;
    const char *words[FIRST_WORDS]; /* as written in the pattern, not ended by NUL */
    size_t lengths[FIRST_WORDS];
    size_t word_count;
    int any, nullable;
};

/* Reads a pattern that pattern_translate has accepted. */
void pattern_first(const char *pattern, const struct pattern_names *names, struct pattern_first *first);

#endif
