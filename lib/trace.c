/* A backtracking machine without groups: only whether, how far, and what was wanted there. */
#include "trace.h"

#include <string.h>

#include "token_regex.h"

#define STACK 2000
#define WAYS_BACK 20000
#define NO_STEP UINT32_MAX

enum { UNSURE = -1 };

struct state {
    uint32_t step, token;
    uint32_t first, last; /* the steps that took the first token and the last one so far, NO_STEP: none */
};

struct machine {
    const netral_pack *pack;
    struct segment *segment;
    const struct image_step *steps;
    const uint16_t *places;
    uint32_t end;
    unsigned depth, ways_back;
    unsigned silent; /* inside (?! … ), where to fail is what is wanted */
    struct trace *trace;
    struct state stack[STACK];
};

/* ---- Remembering --------------------------------------------------------------------------------------------------- */

static int same_wish(const struct trace_wish *a, const struct trace_wish *b) {
    return a->step == b->step && a->denied == b->denied && a->within == b->within;
}

static void note(struct machine *machine, uint32_t token, struct trace_wish wish) {
    struct trace *trace = machine->trace;
    if (machine->silent || token < trace->reached)
        return;
    if (token > trace->reached)
        trace->wish_count = 0;
    trace->reached = token;
    for (uint32_t i = 0; i < trace->wish_count; i++)
        if (same_wish(&trace->wishes[i], &wish))
            return;
    if (trace->wish_count < TRACE_WISHES)
        trace->wishes[trace->wish_count++] = wish;
}

static int is_within(const struct machine *machine, const struct state *at, uint32_t step) {
    return at->last != NO_STEP && machine->places[at->last] == machine->places[step];
}

/* ---- Steps --------------------------------------------------------------------------------------------------------- */

static int passes(const struct machine *machine, const struct image_step *step, uint32_t token) {
    switch (step->operation) {
    case STEP_FEATURE: return features_has(segment_features(machine->segment, token), step->argument);
    case STEP_TEST: return token_test(machine->pack, machine->segment, step->argument, token);
    case STEP_WORD: return machine->segment->words[token] == machine->pack->program_words[step->argument];
    default: return 1;
    }
}

/* A step that wants a token. */
static int take(struct machine *machine, struct state *at) {
    int result = at->token < machine->end ? passes(machine, &machine->steps[at->step], at->token) : 0;
    if (result > 0) {
        at->first = at->first == NO_STEP ? at->step : at->first;
        at->last = at->step++;
        at->token++;
    } else if (result == 0) {
        note(machine, at->token, (struct trace_wish){(uint16_t)at->step, 0, (uint8_t)is_within(machine, at, at->step)});
    }
    return result;
}

static int take_inside(struct machine *machine, struct state *at) {
    while (at->token < machine->end && features_has(segment_features(machine->segment, at->token), machine->steps[at->step].argument))
        at->token++;
    at->step++;
    return 1;
}

static int branch(struct machine *machine, struct state *at) {
    const struct image_step *step = &machine->steps[at->step];
    struct state other = *at;
    other.step = step->argument;
    at->step++;
    if (step->operation == STEP_SPLIT_BACK) {
        struct state way = other;
        other = *at;
        *at = way;
    }
    if (machine->depth == STACK)
        return UNSURE;
    machine->stack[machine->depth++] = other;
    return 1;
}

static int run(struct machine *machine, struct state at, struct state *end);

/* Looking ahead, or an atomic group: the ways it did not take are forgotten. */
static int run_apart(struct machine *machine, struct state *at) {
    const struct image_step *step = &machine->steps[at->step];
    unsigned base = machine->depth, denies = step->operation == STEP_LOOK_NOT;
    struct state end = *at, begin = {at->step + 1, at->token, denies ? NO_STEP : at->first, at->last};
    machine->silent += denies;
    int result = run(machine, begin, &end);
    machine->silent -= denies;
    machine->depth = base;
    if (result < 0)
        return result;
    if (denies && result)
        note(machine, at->token, (struct trace_wish){(uint16_t)(end.first == NO_STEP ? at->step : end.first), 1,
                                                     (uint8_t)is_within(machine, at, at->step)});
    if (step->operation == STEP_ATOMIC && result)
        *at = end;
    at->step = step->argument;
    return denies ? !result : result;
}

static int run_step(struct machine *machine, struct state *at) {
    const struct image_step *step = &machine->steps[at->step];
    switch (step->operation) {
    case STEP_FEATURE: case STEP_TEST: case STEP_WORD: case STEP_ANY: return take(machine, at);
    case STEP_INSIDE: return take_inside(machine, at);
    case STEP_JUMP: at->step = step->argument; return 1;
    case STEP_SPLIT: case STEP_SPLIT_BACK: return branch(machine, at);
    case STEP_LOOK: case STEP_LOOK_NOT: case STEP_ATOMIC: return run_apart(machine, at);
    default: at->step++; return 1;
    }
}

static int ends(const struct image_step *step) {
    return step->operation == STEP_END || step->operation == STEP_MATCH;
}

static int run(struct machine *machine, struct state at, struct state *end) {
    unsigned base = machine->depth;
    while (!ends(&machine->steps[at.step])) {
        int result = run_step(machine, &at);
        if (result > 0)
            continue;
        if (result < 0 || ++machine->ways_back > WAYS_BACK)
            return UNSURE;
        if (machine->depth == base)
            return 0;
        at = machine->stack[--machine->depth];
    }
    *end = at;
    return 1;
}

int trace_rule(const netral_pack *pack, struct segment *segment, const struct image_rule *rule, uint32_t start, uint32_t end,
               struct trace *trace) {
    struct machine machine;
    struct state last = {0, start, NO_STEP, NO_STEP};
    trace->reached = trace->end = start;
    trace->wish_count = 0;
    if (rule->program == 0)
        return UNSURE;
    machine.pack = pack;
    machine.segment = segment;
    machine.steps = pack->steps + rule->program;
    machine.places = pack->step_places + rule->program;
    machine.end = end;
    machine.depth = machine.ways_back = machine.silent = 0;
    machine.trace = trace;
    int result = run(&machine, last, &last);
    trace->end = result == 1 ? last.token : trace->reached;
    return result;
}
