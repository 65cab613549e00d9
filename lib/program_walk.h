/* Going through a program as if every question were answered by yes: which steps may be reached, and by which tokens. */
#ifndef NETRAL_PROGRAM_WALK_H
#define NETRAL_PROGRAM_WALK_H

#include "pattern_program.h"

/* Steps, each once, in the order in which they were found. Empty: all zero. */
struct step_set {
    uint16_t items[PROGRAM_STEPS];
    uint32_t count;
    unsigned char has[PROGRAM_STEPS];
};

void step_set_clear(struct step_set *set);
void step_set_add(struct step_set *set, uint32_t step);

/* Adds a step and all that is reached from it without a token. */
void step_set_reach(const struct image_step *steps, struct step_set *set, uint32_t first);

/* The same, but where steps look ahead at a token it adds what they look at, in place of what follows. */
void step_set_look(const struct image_step *steps, struct step_set *set, uint32_t first);

/* Adds to `next` what is reached by one token from the steps of `set`. */
void step_set_advance(const struct image_step *steps, const struct step_set *set, struct step_set *next);

/* The tokens that the longest match holds; `most` when it is that long or longer. */
uint32_t steps_longest(const struct image_step *steps, uint32_t most);

/* Where a step leads without a token: to its target, to the one behind it. What is looked at is no token of the match: the steps
 * of looking ahead are stepped over. */
int step_goes_to_target(unsigned operation);
int step_goes_on(unsigned operation);

/* A step that is passed by one token. */
static inline int step_takes_token(unsigned operation) {
    return operation <= STEP_ANY;
}

#endif
