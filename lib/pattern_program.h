/* A pattern as a small program over tokens, with the meaning that its translation to PCRE2 has (pattern.h): the same match, the
 * same parts. A step asks for a feature or a word, which are numbers, where PCRE2 would read the line byte by byte.
 *
 * A regular expression inside a token is part of a test, and is the only thing that PCRE2 is left to decide, once a form. A
 * pattern that is too long for a program, or that repeats something empty without bound, has none: it is left to PCRE2 whole. */
#ifndef NETRAL_PATTERN_PROGRAM_H
#define NETRAL_PATTERN_PROGRAM_H

#include "description.h"
#include "image.h"
#include "pattern.h"

/* A word of a literal, and the capitals it has there (token_level). */
struct program_word {
    uint32_t word;
    int level;
};

/* Takes a test, word or regular expression while a program is made, and gives its number; UINT32_MAX when memory ran out. */
struct program_sink {
    uint32_t (*test)(void *context, const struct image_test *test);
    /* The words of a literal, at most `room`; returns how many, UINT32_MAX when they are more or memory ran out. */
    uint32_t (*words)(void *context, const char *text, size_t length, struct program_word *words, uint32_t room);
    /* Adds a regular expression, at its opening slash, to a test, and the features that what it matches must have. Returns 0 when
     * memory ran out. */
    int (*regex)(void *context, const char *regex, struct image_test *test);
    void *context;
};

#define PROGRAM_STEPS 6000
#define PROGRAM_CHOICES (PROGRAM_STEPS + 1000) /* of a program as it runs; those with many moves take several */

/* A named group: its name in the pattern's text. Its number is its place. */
struct program_group {
    const char *name;
    size_t length;
};

struct program {
    struct image_step steps[PROGRAM_STEPS];
    uint16_t places[PROGRAM_STEPS]; /* of each: the item of the pattern's own text that it was made from, as a byte */
    uint32_t count;
    struct program_group groups[LIMIT_GROUPS];
    uint32_t group_count;
    int failed; /* it cannot be made, or memory ran out */
};

/* Compiles a pattern that pattern_translate has accepted. */
void program_compile(const char *pattern, const struct pattern_names *names, const struct program_sink *sink, struct program *program);

/* ---- What ways begin with (program_reach.c) ---- */

/* What programs ask for, and what gives the number of a description: 0 when there are too many. */
struct program_facts {
    struct asked_facts asked;
    uint32_t (*number)(void *context, const struct description *description);
    void *context;
};

/* The number of what steps from `from` on can begin with, and of what one step takes; 0 when that may be anything. `set` is empty before
 * and after. */
struct step_set;
uint16_t program_first(const struct program *program, const struct program_facts *facts, struct step_set *set, uint32_t from);
uint16_t program_take(const struct program *program, const struct program_facts *facts, uint32_t step);

#endif
