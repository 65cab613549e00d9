/* A pattern as a small program over tokens: the cheap question asked before PCRE2 runs.
 *
 * The program says whether a pattern *may* match at a token. It knows features, words, alternatives and repetition, and takes
 * every regular expression inside a token and every look-ahead for granted; so it never says no where PCRE2 would say yes.
 * Nine of ten attempts end here, after a few steps of some nanoseconds each. */
#ifndef NETRAL_PATTERN_PROGRAM_H
#define NETRAL_PATTERN_PROGRAM_H

#include "image.h"
#include "pattern.h"

/* Takes a test or word while a program is made, and gives its number; UINT32_MAX when memory ran out. */
struct program_sink {
    uint32_t (*test)(void *context, const struct features *wanted, const struct features *unwanted);
    /* The words of a literal, at most `room`; returns how many, UINT32_MAX when they are more or memory ran out. */
    uint32_t (*words)(void *context, const char *text, size_t length, uint32_t *words, uint32_t room);
    void *context;
};

#define PROGRAM_STEPS 6000 /* a longer program is not made: its pattern always may match */

struct program {
    struct image_step steps[PROGRAM_STEPS];
    uint32_t count;
    int failed; /* too long, or memory ran out */
};

/* Compiles a pattern that pattern_translate has accepted. */
void program_compile(const char *pattern, const struct pattern_names *names, const struct program_sink *sink, struct program *program);

#endif
