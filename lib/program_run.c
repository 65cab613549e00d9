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

/* Where the machine stands. On its stack: a way not taken; or, where `step` has the mark, the former value of a group's border. */
struct state {
    uint32_t step, token;
};
#define BORDER_MARK 0x80000000u

struct machine {
    const netral_pack *pack;
    struct segment *segment;
    const struct image_step *steps;
    uint32_t end; /* of the window */
    unsigned depth, ways_back, most_ways_back;
    uint32_t borders[2 * LIMIT_GROUPS]; /* of groups: begin, end */
    struct state stack[STACK];
};

/* ---- The ways back ------------------------------------------------------------------------------------------------- */

/* Remembers the other way of a branch. Returns 0 when there is no room. */
static inline int push(struct machine *machine, uint32_t step, uint32_t token) {
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

/* ---- Steps --------------------------------------------------------------------------------------------------------- */

static int passes_test(const struct machine *machine, uint32_t number, uint32_t token) {
    const struct image_test *test = &machine->pack->tests[number];
    const struct features *features = &machine->segment->features[token];
    if (!features_cover(features, &test->wanted) || features_share(features, &test->unwanted))
        return 0;
    return test->regex ? token_regex(machine->pack, machine->segment, test->regex, token) : 1;
}

/* Whether a way of a branch can begin with the token. */
static inline int may_begin(const struct machine *machine, uint32_t first, uint32_t token) {
    return first == 0 || (token < machine->end && segment_reached(machine->segment, &machine->pack->firsts[first], token));
}

static int run(struct machine *machine, struct state at, uint32_t *end);

/* Runs the steps of looking ahead or of an atomic group. Returns 1 with the state to go on with, 0 when they say no. */
static int run_apart(struct machine *machine, const struct image_step *step, struct state *at) {
    unsigned base = machine->depth;
    uint32_t end = at->token;
    int result = may_begin(machine, step->way, at->token) ? run(machine, (struct state){at->step + 1, at->token}, &end) : 0;
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

/* Chooses the way of a branch, and remembers the other if that can be one. Returns 1, 0 when neither can, or UNSURE. */
static inline int branch(struct machine *machine, const struct image_step *step, struct state *at) {
    uint32_t way = at->step + 1, other = step->argument;
    if (step->operation == STEP_SPLIT_BACK) {
        way = step->argument;
        other = at->step + 1;
    }
    if (!may_begin(machine, step->way, at->token)) {
        at->step = other;
        return may_begin(machine, step->other, at->token);
    }
    at->step = way;
    return may_begin(machine, step->other, at->token) && !push(machine, other, at->token) ? UNSURE : 1;
}

/* Runs from a state to the end of the program, or of the steps apart. Returns 1, 0, or UNSURE. */
static int run(struct machine *machine, struct state at, uint32_t *end) {
    const struct segment *segment = machine->segment;
    unsigned base = machine->depth;
    while (at.step != NO_STEP) {
        const struct image_step *step = &machine->steps[at.step];
        int result = at.token < machine->end;
        switch (step->operation) {
        case STEP_FEATURE: result = result && features_has(&segment->features[at.token++], step->argument); break;
        case STEP_TEST: result = result ? passes_test(machine, step->argument, at.token++) : 0; break;
        case STEP_WORD: result = result && segment->words[at.token++] == machine->pack->program_words[step->argument]; break;
        case STEP_ANY: at.token++; break;
        case STEP_INSIDE:
            result = 1;
            while (at.token < machine->end && features_has(&segment->features[at.token], step->argument))
                at.token++;
            break;
        case STEP_JUMP: at.step = step->argument; continue;
        case STEP_SPLIT: case STEP_SPLIT_BACK:
            result = branch(machine, step, &at);
            at.step--;
            break;
        case STEP_OPEN: result = set_border(machine, 2u * step->argument, at.token) ? 1 : UNSURE; break;
        case STEP_CLOSE: result = set_border(machine, 2u * step->argument + 1, at.token) ? 1 : UNSURE; break;
        case STEP_LOOK: case STEP_LOOK_NOT: case STEP_ATOMIC:
            result = run_apart(machine, step, &at);
            at.step--;
            break;
        default: *end = at.token; return 1;
        }
        at.step++;
        if (result > 0)
            continue;
        if (result < 0 || machine->ways_back > machine->most_ways_back)
            return UNSURE;
        at = go_back(machine, base);
    }
    return 0;
}

/* ---- The rule's questions ------------------------------------------------------------------------------------------ */

int program_may_begin(const struct segment *segment, const struct image_rule *rule, uint32_t start) {
    const struct image_reach *reach = rule->reach;
    uint32_t end = segment->block_end[start];
    for (unsigned i = 0; rule->program && i < REACH_TOKENS && !reach->ends; i++, reach++, start++)
        if (start >= end || !segment_reached(segment, reach, start))
            return 0;
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

static int start_machine(struct machine *machine, const netral_pack *pack, struct segment *segment, const struct image_rule *rule,
                         uint32_t end, unsigned most_ways_back) {
    machine->pack = pack;
    machine->segment = segment;
    machine->steps = pack->steps + rule->program;
    machine->end = end;
    machine->depth = machine->ways_back = 0;
    machine->most_ways_back = most_ways_back;
    memset(machine->borders, 0, 2 * rule->part_count * sizeof *machine->borders);
    return rule->program != 0;
}

int program_match(const netral_pack *pack, struct segment *segment, const struct image_rule *rule, uint32_t start, uint32_t end,
                  struct rule_match *match) {
    struct machine machine;
    if (!start_machine(&machine, pack, segment, rule, end, WAYS_BACK))
        return UNSURE;
    int result = run(&machine, (struct state){0, start}, &match->end);
    if (result == 1)
        note_parts(&machine, rule, match);
    return result;
}

int program_measure(const netral_pack *pack, struct segment *segment, const struct image_rule *rule, uint32_t end, unsigned most,
                    unsigned *ways_back) {
    struct machine machine;
    uint32_t match_end;
    if (!start_machine(&machine, pack, segment, rule, end, most))
        return UNSURE;
    int result = run(&machine, (struct state){0, 0}, &match_end);
    *ways_back = machine.ways_back;
    return result;
}
