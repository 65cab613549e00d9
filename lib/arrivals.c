/* See arrivals.h. */
#include "arrivals.h"

#include <stddef.h>
#include <string.h>

/* ---- What is denied ------------------------------------------------------------------------------------------------ */

/* Adds a step and all that is reached from it without a token, where nothing is asked on the way. */
static void pass(const struct image_step *steps, struct step_set *set, uint32_t first) {
    uint32_t seen = set->count;
    for (step_set_add(set, first); seen < set->count; seen++) {
        uint32_t at = set->items[seen];
        unsigned operation = steps[at].operation;
        if (operation == STEP_JUMP || operation == STEP_SPLIT || operation == STEP_SPLIT_BACK)
            step_set_add(set, steps[at].argument);
        if (operation == STEP_SPLIT || operation == STEP_SPLIT_BACK || operation == STEP_OPEN || operation == STEP_CLOSE ||
            operation == STEP_INSIDE)
            step_set_add(set, at + 1);
    }
}

static int may_end(const struct image_step *steps, struct step_set *set, uint32_t first) {
    int ends = 0;
    pass(steps, set, first);
    for (uint32_t i = 0; i < set->count; i++)
        ends |= steps[set->items[i]].operation == STEP_END;
    step_set_clear(set);
    return ends;
}

/* What is looked at denies the token that it could end with. */
static void deny(const struct image_step *steps, const struct asked_facts *facts, uint32_t look, struct denials *denials) {
    struct permitted *permitted = &denials->permitted[denials->count++];
    permitted_all(permitted);
    pass(steps, &denials->looked, look + 1);
    for (uint32_t i = 0; i < denials->looked.count; i++) {
        uint32_t at = denials->looked.items[i];
        if (step_takes_token(steps[at].operation) && may_end(steps, &denials->behind, at + 1))
            permitted_but_step(permitted, &steps[at], facts);
    }
    step_set_clear(&denials->looked);
}

void denials_find(const struct program *program, const struct asked_facts *facts, struct denials *denials) {
    memset(denials, 0, offsetof(struct denials, permitted));
    for (uint32_t at = 0; at < program->count && denials->count < MOST_DENIALS; at++)
        if (program->steps[at].operation == STEP_LOOK_NOT) {
            deny(program->steps, facts, at, denials);
            denials->numbers[at] = (uint16_t)denials->count;
        }
}

/* ---- Arriving ------------------------------------------------------------------------------------------------------ */

void arrivals_init(struct arrivals *arrivals) {
    arrivals->count = arrivals->waiting_count = 0;
    memset(arrivals->has, 0, sizeof arrivals->has);
    memset(arrivals->is_waiting, 0, sizeof arrivals->is_waiting);
}

void arrivals_clear(struct arrivals *arrivals) {
    while (arrivals->count > 0)
        arrivals->has[arrivals->items[--arrivals->count]] = 0;
}

/* Another way to a step: it is gone on from again when that makes a difference. */
static void arrive(struct arrivals *arrivals, uint32_t step, const struct arrival *by) {
    struct arrival *known = &arrivals->known[step];
    int is_new = !arrivals->has[step];
    if (is_new) {
        arrivals->has[step] = 1;
        arrivals->items[arrivals->count++] = (uint16_t)step;
        *known = *by;
    } else {
        int is_less = known->look != by->look && known->look != NO_LOOK;
        known->look = is_less ? NO_LOOK : known->look;
        is_new = permitted_merge(&known->permitted, &by->permitted) | is_less;
    }
    if (is_new && !arrivals->is_waiting[step]) {
        arrivals->is_waiting[step] = 1;
        arrivals->waiting[arrivals->waiting_count++] = (uint16_t)step;
    }
}

static void go_on(const struct image_step *steps, const struct denials *denials, struct arrivals *arrivals, uint32_t at) {
    struct arrival by = arrivals->known[at];
    unsigned operation = steps[at].operation;
    if (operation == STEP_LOOK)
        by.look = (uint16_t)at;
    if (operation == STEP_LOOK_NOT && denials->numbers[at])
        permitted_narrow(&by.permitted, &denials->permitted[denials->numbers[at] - 1]);
    if (operation == STEP_INSIDE) /* it takes every such token */
        features_remove(&by.permitted.features, steps[at].argument);
    if (step_goes_to_target(operation))
        arrive(arrivals, steps[at].argument, &by);
    if (step_goes_on(operation))
        arrive(arrivals, at + 1, &by);
}

void arrivals_add(const struct image_step *steps, const struct denials *denials, struct arrivals *arrivals, uint32_t first) {
    struct arrival by = {.look = NO_LOOK};
    permitted_all(&by.permitted);
    arrive(arrivals, first, &by);
    while (arrivals->waiting_count > 0) {
        uint32_t at = arrivals->waiting[--arrivals->waiting_count];
        arrivals->is_waiting[at] = 0;
        go_on(steps, denials, arrivals, at);
    }
}
