/* What a pattern's matches can have as their first tokens: by going through its program as if every question were answered by
 * yes. Most attempts of a rule end with this, before the program runs. */
#include "pattern_program.h"

struct step_set {
    unsigned char has[PROGRAM_STEPS + 1];
};

/* What is looked at is no token of the match: the steps of looking ahead are stepped over. */
static int goes_to_target(unsigned operation) {
    return operation == STEP_JUMP || operation == STEP_SPLIT || operation == STEP_SPLIT_BACK || operation == STEP_LOOK ||
           operation == STEP_LOOK_NOT;
}

static int goes_on(unsigned operation) {
    return operation == STEP_SPLIT || operation == STEP_SPLIT_BACK || operation == STEP_INSIDE || operation == STEP_OPEN ||
           operation == STEP_CLOSE || operation == STEP_ATOMIC || operation == STEP_END;
}

/* Adds a step and all that is reached from it without a token. */
static void add_closure(const struct program *program, struct step_set *set, uint32_t first) {
    uint32_t stack[2 * PROGRAM_STEPS + 4], depth = 0;
    stack[depth++] = first;
    while (depth > 0) {
        uint32_t at = stack[--depth];
        if (set->has[at])
            continue;
        set->has[at] = 1;
        const struct image_step *step = &program->steps[at];
        if (goes_to_target(step->operation) && !set->has[step->argument])
            stack[depth++] = step->argument;
        if (goes_on(step->operation))
            stack[depth++] = at + 1;
    }
}

/* A conjunction is represented by its last feature: sets and classes tell more than shapes. */
static void add_test(const struct image_test *test, struct image_reach *reach) {
    for (unsigned feature = LIMIT_FEATURES; feature-- > 0;)
        if (features_has(&test->wanted, feature)) {
            features_add(&reach->features, feature);
            return;
        }
    reach->any = 1;
}

static void add_word(uint32_t word, struct image_reach *reach) {
    for (unsigned i = 0; i < REACH_WORDS; i++) {
        if (reach->words[i] == word)
            return;
        if (reach->words[i] == 0) {
            reach->words[i] = word;
            return;
        }
    }
    reach->any = 1;
}

static void add_reach(const struct image_step *step, const struct image_test *tests, const uint32_t *words, struct image_reach *reach) {
    switch (step->operation) {
    case STEP_FEATURE: case STEP_INSIDE: features_add(&reach->features, step->argument); break;
    case STEP_TEST: add_test(&tests[step->argument], reach); break;
    case STEP_WORD: add_word(words[step->argument], reach); break;
    case STEP_ANY: reach->any = 1; break;
    case STEP_MATCH: reach->ends = 1; break;
    default: break;
    }
}

void program_reach(const struct program *program, const struct image_test *tests, const uint32_t *words, struct image_reach *reach) {
    struct step_set set = {{0}};
    add_closure(program, &set, 0);
    for (unsigned token = 0; token < REACH_TOKENS; token++) {
        struct step_set next = {{0}};
        for (uint32_t i = 0; i < program->count; i++) {
            if (!set.has[i])
                continue;
            add_reach(&program->steps[i], tests, words, &reach[token]);
            if (program->steps[i].operation <= STEP_ANY)
                add_closure(program, &next, i + 1);
            if (program->steps[i].operation == STEP_INSIDE)
                add_closure(program, &next, i);
        }
        set = next;
    }
}
