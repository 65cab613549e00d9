/* What a pattern's matches can have as their first tokens: by going through its program as if every question were answered by
 * yes. Most attempts of a rule end with this, before the program runs; and when it runs, most ways of its branches. */
#include "pattern_program.h"

/* Steps, each once, in the order in which they were found. */
struct step_set {
    uint16_t items[PROGRAM_STEPS];
    uint32_t count;
    unsigned char has[PROGRAM_STEPS];
};

static void add_step(struct step_set *set, uint32_t step) {
    if (set->has[step])
        return;
    set->has[step] = 1;
    set->items[set->count++] = (uint16_t)step;
}

static void clear(struct step_set *set) {
    while (set->count > 0)
        set->has[set->items[--set->count]] = 0;
}

/* What is looked at is no token of the match, and its steps are stepped over, but where it is asked what is looked at. */
enum looking { LOOKED_OVER, LOOKED_AT };

static int goes_to_target(unsigned operation, enum looking looking) {
    return operation == STEP_JUMP || operation == STEP_SPLIT || operation == STEP_SPLIT_BACK || operation == STEP_LOOK_NOT ||
           (operation == STEP_LOOK && looking == LOOKED_OVER);
}

static int goes_on(unsigned operation, enum looking looking) {
    return operation == STEP_SPLIT || operation == STEP_SPLIT_BACK || operation == STEP_INSIDE || operation == STEP_OPEN ||
           operation == STEP_CLOSE || operation == STEP_ATOMIC || operation == STEP_END ||
           (operation == STEP_LOOK && looking == LOOKED_AT);
}

/* Adds a step and all that is reached from it without a token. */
static void add_all(const struct program *program, struct step_set *set, uint32_t first, enum looking looking) {
    uint32_t seen = set->count;
    for (add_step(set, first); seen < set->count; seen++) {
        uint32_t at = set->items[seen];
        const struct image_step *step = &program->steps[at];
        if (goes_to_target(step->operation, looking))
            add_step(set, step->argument);
        if (goes_on(step->operation, looking))
            add_step(set, at + 1);
    }
}

static void add_closure(const struct program *program, struct step_set *set, uint32_t first) {
    add_all(program, set, first, LOOKED_OVER);
}

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
    add_all(program, set, 0, LOOKED_AT);
    for (uint32_t i = 0; i < set->count; i++)
        add_reach(&program->steps[set->items[i]], facts, looked);
    looked->any |= looked->ends;
    clear(set);
}

void program_reach(const struct program *program, const struct program_facts *facts, struct description begins[REACHES]) {
    uint32_t has_ended = 0;
    struct step_set sets[2] = {{.count = 0}, {.count = 0}};
    describe_looked(program, facts, &sets[0], &begins[REACH_LOOKED]);
    add_closure(program, &sets[0], 0);
    for (unsigned token = 0; token < REACH_TOKENS; token++) {
        struct step_set *set = &sets[token % 2], *next = &sets[1 - token % 2];
        struct description *reach = &begins[token];
        *reach = (struct description){.any = 0};
        for (uint32_t i = 0; i < set->count; i++) {
            const struct image_step *step = &program->steps[set->items[i]];
            add_reach(step, facts, reach);
            if (step->operation <= STEP_ANY)
                add_closure(program, next, set->items[i] + 1u);
            if (step->operation == STEP_INSIDE)
                add_closure(program, next, set->items[i]);
        }
        clear(set);
        has_ended |= reach->ends;
        reach->any |= has_ended;
    }
}

/* The number of what steps from `from` on can begin with, 0 when that may be anything. `set` is empty before and after. */
static uint16_t first_of(const struct program *program, const struct program_facts *facts, struct step_set *set, uint32_t from) {
    struct description first = {.any = 0};
    add_closure(program, set, from);
    for (uint32_t i = 0; i < set->count; i++) {
        const struct image_step *step = &program->steps[set->items[i]];
        add_reach(step, facts, &first);
        first.ends |= step->operation == STEP_END; /* what is looked at, or atomic, ends here: anything may follow */
    }
    clear(set);
    return first.any || first.ends ? 0 : (uint16_t)facts->number(facts->context, &first);
}

void program_note_firsts(struct program *program, const struct program_facts *facts) {
    struct step_set set = {.count = 0};
    for (uint32_t i = 0; i < program->count; i++) {
        struct image_step *step = &program->steps[i];
        uint32_t target = step->argument;
        switch (step->operation) {
        case STEP_SPLIT:
            step->way = first_of(program, facts, &set, i + 1);
            step->other = first_of(program, facts, &set, target);
            break;
        case STEP_SPLIT_BACK:
            step->way = first_of(program, facts, &set, target);
            step->other = first_of(program, facts, &set, i + 1);
            break;
        case STEP_LOOK: case STEP_LOOK_NOT: case STEP_ATOMIC: step->way = first_of(program, facts, &set, i + 1); break;
        default: break;
        }
    }
}
