/* What a pattern's matches can have as their first tokens: by going through its program as if every question were answered by
 * yes. Most attempts of a rule end with this, before the program runs; and when it runs, most ways of its branches. */
#include "program_walk.h"

/* A conjunction is represented by its last feature: sets and classes tell more than shapes. */
static void add_test(const struct image_test *test, struct description *reach) {
    for (unsigned feature = LIMIT_FEATURES; feature-- > 0;)
        if (features_has(&test->wanted, feature)) {
            features_add(&reach->features, feature);
            return;
        }
    reach->any = 1;
}

static void add_word(uint32_t word, struct description *reach) {
    reach->words[word % WORD_KINDS / 64] |= (uint64_t)1 << word % 64;
}

static void add_reach(const struct image_step *step, const struct program_facts *facts, struct description *reach) {
    switch (step->operation) {
    case STEP_FEATURE: case STEP_INSIDE: features_add(&reach->features, step->argument); break;
    case STEP_TEST: add_test(&facts->tests[step->argument], reach); break;
    case STEP_WORD: add_word(facts->words[step->argument], reach); break;
    case STEP_ANY: reach->any = 1; break;
    case STEP_MATCH: reach->ends = 1; break;
    default: break;
    }
}

/* The first token, as it is wanted by what is looked at before anything is taken: the sentence's first, before all that can begin it. */
static void describe_looked(const struct program *program, const struct program_facts *facts, struct step_set *set,
                            struct description *looked) {
    *looked = (struct description){.any = 0};
    step_set_look(program->steps, set, 0);
    for (uint32_t i = 0; i < set->count; i++)
        add_reach(&program->steps[set->items[i]], facts, looked);
    looked->any |= looked->ends;
    step_set_clear(set);
}

void program_reach(const struct program *program, const struct program_facts *facts, struct description begins[REACHES]) {
    uint32_t has_ended = 0;
    struct step_set sets[2] = {{.count = 0}, {.count = 0}};
    describe_looked(program, facts, &sets[0], &begins[REACH_LOOKED]);
    step_set_reach(program->steps, &sets[0], 0);
    for (unsigned token = 0; token < REACH_TOKENS; token++) {
        struct step_set *set = &sets[token % 2];
        struct description *reach = &begins[token];
        *reach = (struct description){.any = 0};
        for (uint32_t i = 0; i < set->count; i++)
            add_reach(&program->steps[set->items[i]], facts, reach);
        step_set_advance(program->steps, set, &sets[1 - token % 2]);
        step_set_clear(set);
        has_ended |= reach->ends;
        reach->any |= has_ended;
    }
}

uint16_t program_first(const struct program *program, const struct program_facts *facts, struct step_set *set, uint32_t from) {
    struct description first = {.any = 0};
    step_set_reach(program->steps, set, from);
    for (uint32_t i = 0; i < set->count; i++) {
        const struct image_step *step = &program->steps[set->items[i]];
        add_reach(step, facts, &first);
        first.ends |= step->operation == STEP_END; /* what is atomic ends here: anything may follow */
    }
    step_set_clear(set);
    return first.any || first.ends ? 0 : (uint16_t)facts->number(facts->context, &first);
}

uint16_t program_take(const struct program *program, const struct program_facts *facts, uint32_t step) {
    struct description taken = {.any = 0};
    add_reach(&program->steps[step], facts, &taken);
    return taken.any ? 0 : (uint16_t)facts->number(facts->context, &taken);
}
