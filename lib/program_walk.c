/* See program_walk.h. */
#include "program_walk.h"

void step_set_add(struct step_set *set, uint32_t step) {
    if (set->has[step])
        return;
    set->has[step] = 1;
    set->items[set->count++] = (uint16_t)step;
}

void step_set_clear(struct step_set *set) {
    while (set->count > 0)
        set->has[set->items[--set->count]] = 0;
}

int step_goes_to_target(unsigned operation) {
    return operation_has_target(operation) && operation != STEP_ATOMIC;
}

int step_goes_on(unsigned operation) {
    return operation == STEP_SPLIT || operation == STEP_SPLIT_BACK || operation == STEP_INSIDE || operation == STEP_OPEN ||
           operation == STEP_CLOSE || operation == STEP_ATOMIC || operation == STEP_END;
}

static void reach(const struct image_step *steps, struct step_set *set, uint32_t first, int looks) {
    uint32_t seen = set->count;
    for (step_set_add(set, first); seen < set->count; seen++) {
        uint32_t at = set->items[seen];
        int is_looked_at = looks && steps[at].operation == STEP_LOOK;
        if (looks && step_denies_all(&steps[at]))
            continue;
        if (step_goes_to_target(steps[at].operation) && !is_looked_at)
            step_set_add(set, steps[at].argument);
        if (step_goes_on(steps[at].operation) || is_looked_at)
            step_set_add(set, at + 1);
    }
}

void step_set_reach(const struct image_step *steps, struct step_set *set, uint32_t first) {
    reach(steps, set, first, 0);
}

void step_set_look(const struct image_step *steps, struct step_set *set, uint32_t first) {
    reach(steps, set, first, 1);
}

void step_set_advance(const struct image_step *steps, const struct step_set *set, struct step_set *next) {
    for (uint32_t i = 0; i < set->count; i++) {
        uint32_t at = set->items[i];
        if (step_takes_token(steps[at].operation))
            step_set_reach(steps, next, at + 1);
        if (steps[at].operation == STEP_INSIDE)
            step_set_reach(steps, next, at);
    }
}

uint32_t steps_longest(const struct image_step *steps, uint32_t most) {
    struct step_set sets[2] = {{.count = 0}, {.count = 0}};
    uint32_t tokens = 0;
    step_set_reach(steps, &sets[0], 0);
    while (tokens < most) {
        struct step_set *here = &sets[tokens % 2], *next = &sets[(tokens + 1) % 2];
        step_set_advance(steps, here, next);
        if (next->count == 0)
            return tokens;
        step_set_clear(here);
        tokens++;
    }
    return most;
}
