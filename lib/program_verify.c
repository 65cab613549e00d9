/* A program ends: between two tokens it may only go through each step once, on any way. Steps that take no token are walked from
 * every one of them; a step that is met again on the way to itself is a circle. What is atomic leads on without a token only when
 * its own steps may come to an end without one: that is found out first. */
#include <string.h>

#include "pack_verify.h"
#include "pattern_program.h"

enum mark { UNSEEN, ON_THE_WAY, DONE };

struct walk {
    const struct image_step *steps;
    uint32_t length;
    uint8_t ends[PROGRAM_STEPS]; /* the step may lead to an end without a token */
    uint8_t marks[PROGRAM_STEPS];
    uint8_t branches[PROGRAM_STEPS]; /* of a step on the way: how many of its ways were walked */
    uint16_t way[PROGRAM_STEPS];     /* the steps on the way */
};

/* The step that follows without a token, of the first or second way; UINT32_MAX when there is no such way. */
static uint32_t next_step(const struct image_step *step, uint32_t at, unsigned way) {
    switch (step->operation) {
    case STEP_JUMP: return way == 0 ? step->argument : UINT32_MAX;
    case STEP_INSIDE: case STEP_OPEN: case STEP_CLOSE: return way == 0 ? at + 1 : UINT32_MAX;
    case STEP_SPLIT: case STEP_SPLIT_BACK: case STEP_LOOK: case STEP_LOOK_NOT: case STEP_ATOMIC:
        return way == 0 ? at + 1 : way == 1 ? step->argument : UINT32_MAX;
    default: return UINT32_MAX;
    }
}

static uint8_t may_end(const struct walk *walk, uint32_t at) {
    const struct image_step *step = &walk->steps[at];
    switch (step->operation) {
    case STEP_END: case STEP_MATCH: return 1;
    case STEP_JUMP: case STEP_LOOK: case STEP_LOOK_NOT: return walk->ends[step->argument];
    case STEP_INSIDE: case STEP_OPEN: case STEP_CLOSE: return walk->ends[at + 1];
    case STEP_SPLIT: case STEP_SPLIT_BACK: return walk->ends[at + 1] || walk->ends[step->argument];
    case STEP_ATOMIC: return walk->ends[at + 1] && walk->ends[step->argument];
    default: return 0;
    }
}

/* From the last step to the first, until nothing changes: as often as loops stand in each other. Returns 0 for a program in which
 * they stand in each other as no pattern can have them. */
static int find_ends(struct walk *walk) {
    int changed = 1;
    for (unsigned round = 0; changed && round < 2 * LIMIT_PATTERN_NESTING; round++) {
        changed = 0;
        for (uint32_t i = walk->length; i-- > 0;) {
            uint8_t ends = may_end(walk, i);
            changed |= ends != walk->ends[i];
            walk->ends[i] = ends;
        }
    }
    return !changed;
}

static int is_bounded(const struct image_step *step, uint32_t length, const struct program_bounds *bounds) {
    if (step->operation > STEP_MATCH)
        return 0;
    if (operation_has_target(step->operation))
        return step->argument < length;
    switch (step->operation) {
    case STEP_FEATURE: case STEP_INSIDE: return step->argument < LIMIT_FEATURES;
    case STEP_TEST: return step->argument < bounds->tests;
    case STEP_WORD: return step->argument < bounds->words;
    case STEP_OPEN: case STEP_CLOSE: return step->argument < bounds->groups;
    default: return 1;
    }
}

/* Walks on from a step. Returns 0 when the way comes back to where it has been. */
static int walk_from(struct walk *walk, uint32_t first) {
    uint32_t depth = 0;
    walk->way[depth++] = (uint16_t)first;
    walk->marks[first] = ON_THE_WAY;
    while (depth > 0) {
        uint32_t at = walk->way[depth - 1], way = walk->branches[at]++, next = next_step(&walk->steps[at], at, way);
        if (walk->steps[at].operation == STEP_ATOMIC && way == 1 && !walk->ends[at + 1])
            continue; /* some token was taken */
        if (next == UINT32_MAX) {
            walk->marks[at] = DONE;
            depth--;
        } else if (walk->marks[next] == ON_THE_WAY) {
            return 0;
        } else if (walk->marks[next] == UNSEEN) {
            walk->marks[next] = ON_THE_WAY;
            walk->way[depth++] = (uint16_t)next;
        }
    }
    return 1;
}

uint32_t program_verify(const struct image_step *steps, uint32_t room, const struct program_bounds *bounds) {
    struct walk walk;
    walk.steps = steps;
    walk.length = 0;
    while (walk.length < room && walk.length < PROGRAM_STEPS && steps[walk.length].operation != STEP_MATCH)
        walk.length++;
    if (walk.length == room || walk.length == PROGRAM_STEPS)
        return 0;
    walk.length++;
    memset(walk.marks, UNSEEN, walk.length);
    memset(walk.branches, 0, walk.length);
    for (uint32_t i = 0; i < walk.length; i++)
        if (!is_bounded(&steps[i], walk.length, bounds))
            return 0;
    memset(walk.ends, 0, walk.length);
    if (!find_ends(&walk))
        return 0;
    for (uint32_t i = 0; i < walk.length; i++)
        if (walk.marks[i] == UNSEEN && !walk_from(&walk, i))
            return 0;
    return walk.length;
}
