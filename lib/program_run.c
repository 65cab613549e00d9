/* A backtracking machine. Its stack holds, for each branch, the way not taken, and, for each group that was opened or closed
 * since, what it was before; going back undoes the one until it finds the other. The stack is small and the ways back are
 * counted: when either runs out, PCRE2 is asked, whose limits are far higher. */
#include "program_run.h"

#include <string.h>

#include "token_regex.h"

#define STACK 320
#define WAYS_BACK 4000
#define NO_STEP UINT32_MAX

enum { UNSURE = -1 };

/* A way not taken; or, where `step` has the mark, the former value of a group's border. */
struct state {
    uint32_t step, token;
};
#define BORDER_MARK 0x80000000u

struct machine {
    const netral_pack *pack;
    struct segment *segment;
    const struct image_step *steps;
    uint32_t end; /* of the window */
    unsigned depth, ways_back;
    uint32_t borders[2 * LIMIT_GROUPS]; /* of groups: begin, end */
    struct state stack[STACK];
};

static int passes_test(const struct machine *machine, uint32_t number, uint32_t token) {
    const struct image_test *test = &machine->pack->tests[number];
    const struct features *features = &machine->segment->features[token];
    if (!features_cover(features, &test->wanted) || features_share(features, &test->unwanted))
        return 0;
    return test->regex ? token_regex(machine->pack, machine->segment, test->regex, token) : 1;
}

/* Remembers the other way of a branch. Returns 0 when there is no room. */
static int push(struct machine *machine, uint32_t step, uint32_t token) {
    if (machine->depth == STACK)
        return 0;
    machine->stack[machine->depth++] = (struct state){step, token};
    return 1;
}

static int set_border(struct machine *machine, uint32_t border, uint32_t token) {
    if (!push(machine, border | BORDER_MARK, machine->borders[border]))
        return 0;
    machine->borders[border] = token;
    return 1;
}

/* Goes back to the last way not taken above `base`; groups become what they were. */
static struct state go_back(struct machine *machine, unsigned base) {
    while (machine->depth > base) {
        struct state state = machine->stack[--machine->depth];
        if (!(state.step & BORDER_MARK)) {
            machine->ways_back++;
            return state;
        }
        machine->borders[state.step & ~BORDER_MARK] = state.token;
    }
    return (struct state){NO_STEP, 0};
}

/* Forgets the ways not taken above `base`, but keeps what undoes the groups. */
static void forget_ways(struct machine *machine, unsigned base) {
    unsigned kept = base;
    for (unsigned i = base; i < machine->depth; i++)
        if (machine->stack[i].step & BORDER_MARK)
            machine->stack[kept++] = machine->stack[i];
    machine->depth = kept;
}

static int run(struct machine *machine, struct state at, uint32_t *end);

/* Runs the steps of looking ahead or of an atomic group. Returns 1 with the state to go on with, 0 when they say no. */
static int run_apart(struct machine *machine, const struct image_step *step, struct state *at) {
    unsigned base = machine->depth;
    uint32_t end;
    int result = run(machine, (struct state){at->step + 1, at->token}, &end);
    if (result < 0)
        return result;
    if (step->operation == STEP_LOOK_NOT) {
        if (result)
            while (go_back(machine, base).step != NO_STEP) {}
        result = !result;
    }
    forget_ways(machine, base);
    *at = (struct state){step->argument, step->operation == STEP_ATOMIC ? end : at->token};
    return result;
}

/* Takes one step of those that only lead on. Returns 1, or UNSURE. */
static int lead_on(struct machine *machine, const struct image_step *step, struct state *at) {
    const struct features *features = machine->segment->features;
    uint32_t argument = step->argument;
    int room = 1;
    switch (step->operation) {
    case STEP_JUMP: at->step = argument; return 1;
    case STEP_SPLIT: room = push(machine, argument, at->token); break;
    case STEP_SPLIT_BACK:
        room = push(machine, at->step + 1, at->token);
        at->step = argument;
        return room ? 1 : UNSURE;
    case STEP_INSIDE:
        while (at->token < machine->end && features_has(&features[at->token], argument))
            at->token++;
        break;
    default: room = set_border(machine, 2 * argument + (step->operation == STEP_CLOSE), at->token);
    }
    at->step++;
    return room ? 1 : UNSURE;
}

/* Takes a step that stands for one token. */
static int take_token(struct machine *machine, const struct image_step *step, uint32_t token) {
    const struct segment *segment = machine->segment;
    if (token >= machine->end)
        return 0;
    switch (step->operation) {
    case STEP_FEATURE: return features_has(&segment->features[token], step->argument);
    case STEP_WORD: return segment->words[token] == machine->pack->program_words[step->argument];
    case STEP_ANY: return 1;
    default: return passes_test(machine, step->argument, token);
    }
}

/* Runs from a state to the end of the program, or of the steps apart. Returns 1, 0, or UNSURE. */
static int run(struct machine *machine, struct state at, uint32_t *end) {
    unsigned base = machine->depth;
    while (at.step != NO_STEP) {
        const struct image_step *step = &machine->steps[at.step];
        int result;
        if (step->operation <= STEP_ANY) {
            result = take_token(machine, step, at.token);
            at.step += 1;
            at.token += 1;
        } else if (step->operation <= STEP_CLOSE) {
            result = lead_on(machine, step, &at);
        } else if (step->operation <= STEP_ATOMIC) {
            result = run_apart(machine, step, &at);
        } else {
            *end = at.token;
            return 1;
        }
        if (result < 0 || machine->ways_back > WAYS_BACK)
            return UNSURE;
        if (result == 0)
            at = go_back(machine, base);
    }
    return 0;
}

int program_may_begin(const struct segment *segment, const struct image_rule *rule, uint32_t start) {
    const struct image_reach *reach = rule->reach;
    uint32_t end = segment->block_end[start];
    for (unsigned i = 0; rule->program && i < REACH_TOKENS; i++, reach++, start++) {
        if (reach->ends)
            return 1;
        if (start >= end)
            return 0;
        if (reach->any || features_share(&reach->features, &segment->features[start]))
            continue;
        uint32_t word = segment->words[start];
        unsigned j = 0;
        while (j < REACH_WORDS && reach->words[j] && reach->words[j] != word)
            j++;
        if (j == REACH_WORDS || reach->words[j] != word || word == 0)
            return 0;
    }
    return 1;
}

static void note_parts(const struct machine *machine, const struct image_rule *rule, struct rule_match *match) {
    const struct image_part *part = machine->pack->parts + rule->part;
    match->part_count = 0;
    for (uint32_t i = 0; i < rule->part_count; i++, part++) {
        const uint32_t *borders = &machine->borders[2 * part->group];
        if (borders[0] < borders[1])
            match->parts[match->part_count++] = (struct found_part){machine->pack->strings + part->name, borders[0], borders[1]};
    }
}

int program_match(const netral_pack *pack, struct segment *segment, const struct image_rule *rule, uint32_t start, uint32_t end,
                  struct rule_match *match) {
    if (rule->program == 0)
        return UNSURE;
    struct machine machine;
    machine.pack = pack;
    machine.segment = segment;
    machine.steps = pack->steps + rule->program;
    machine.end = end;
    machine.depth = machine.ways_back = 0;
    memset(machine.borders, 0, 2 * rule->part_count * sizeof *machine.borders);
    int result = run(&machine, (struct state){0, start}, &match->end);
    if (result == 1)
        note_parts(&machine, rule, match);
    return result;
}
