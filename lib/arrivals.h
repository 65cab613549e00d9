/* Where a program may be when it looks at the next token of a match, and what that token may have after all that was looked at on the way:
 * by going through the program as if every question were answered by yes, but for looking ahead that must find nothing. */
#ifndef NETRAL_ARRIVALS_H
#define NETRAL_ARRIVALS_H

#include "permitted.h"
#include "program_walk.h"

#define NO_LOOK UINT16_MAX

/* What is known of a step that was arrived at: the step that looks ahead before it, when one does on every way there; what the token may
 * have on some way. */
struct arrival {
    struct permitted permitted;
    uint16_t look;
};

/* The steps, in the order in which they were found. What is known of others means nothing, and its memory is not touched. */
struct arrivals {
    uint16_t items[PROGRAM_STEPS], waiting[PROGRAM_STEPS];
    uint32_t count, waiting_count;
    unsigned char has[PROGRAM_STEPS], is_waiting[PROGRAM_STEPS];
    struct arrival known[PROGRAM_STEPS];
};

/* What looking ahead denies, for as many such steps of a program as there is room for: of each its number, plus one. */
#define MOST_DENIALS 512u
struct denials {
    uint16_t numbers[PROGRAM_STEPS];
    uint32_t count;
    struct step_set looked, behind;
    struct permitted permitted[MOST_DENIALS];
};

void denials_find(const struct program *program, const struct asked_facts *facts, struct denials *denials);

/* Adds a step and all that is arrived at from it without a token. */
void arrivals_add(const struct image_step *steps, const struct denials *denials, struct arrivals *arrivals, uint32_t first);

void arrivals_init(struct arrivals *arrivals);
void arrivals_clear(struct arrivals *arrivals);

/* Where a program goes on behind the token that a step takes. */
static inline uint32_t step_behind(const struct image_step *steps, uint32_t at) {
    return steps[at].operation == STEP_INSIDE ? at : at + 1;
}

#endif
