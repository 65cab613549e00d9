/* What the checks of a pack share (pack_lint.c and the lint_*.c): what is checked, and how a warning is given. */
#ifndef NETRAL_LINT_H
#define NETRAL_LINT_H

#include "error.h"
#include "pack.h"
#include "program_walk.h"
#include "segment.h"

/* A form that a regular expression inside a token matches, and that a text may hold as one token. */
#define SAMPLE_BYTES 24
struct lint_sample {
    char form[SAMPLE_BYTES];
    int8_t length; /* 0: there is none; -1: not known, for it has no automaton */
    uint8_t known; /* it has been looked for */
};

struct lint {
    const netral_pack *pack;
    netral_diagnostic_report *report;
    void *context;
    netral_error *error;
    netral_doc *doc; /* examples are read with it */
    struct arena arena; /* of the check that runs */
    struct lint_sample *samples; /* for each regular expression of the pack */
    uint32_t level; /* only rules and files of this level, the uppermost pack's, are checked */
};

/* A warning of a rule, unless the rule allows it. */
void lint_rule(const struct lint *lint, const struct image_rule *rule, const char *name, const char *format, ...) PRINTF_LIKE(4, 5);

/* A warning of a place. */
void lint_place(const struct lint *lint, struct place place, const char *name, const char *format, ...) PRINTF_LIKE(4, 5);

/* Shapes that no token has together. */
int lint_shapes_exclude(const struct features *features);

/* Adds what every token with these features has besides. */
void lint_add_implied(const struct lint *lint, struct features *features);

/* Whether some token may have all of the features: its shapes agree, some word has all of its classes, and each of its sets has
 * an alternative that agrees with the rest. */
int lint_may_be_token(const struct lint *lint, const struct features *features);

/* The checks of one rule, and of the word lists. Each returns 0 or NETRAL_ERROR_MEMORY. */
int lint_reach(struct lint *lint, uint32_t rule);   /* can it match at all? */
int lint_effort(struct lint *lint, uint32_t rule);  /* how does its cost grow? */
int lint_lexicon(struct lint *lint);

/* Does it ask for mentions that nothing has found before its layer? */
void lint_layers(const struct lint *lint, uint32_t rule);

/* The sample of a regular expression by its number; NULL when memory ran out. */
const struct lint_sample *lint_sample(struct lint *lint, uint32_t regex);

#endif
