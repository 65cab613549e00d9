/* A backtracking machine. Its stack holds, for each branch, the way not taken, and, for each group that was opened or closed
 * since, what it was before; going back undoes the one until it finds the other. The stack is small and the branches are
 * counted: when either runs out, PCRE2 is asked, whose limits are far higher. */
#include "program_run.h"

#include <string.h>

#include "token_regex.h"

#define STACK 320
#define BRANCHES 10000
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
    const struct image_step *steps; /* the rule's */
    uint32_t end; /* of the window */
    unsigned depth, branches, most_branches;
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
        if (!(state.step & BORDER_MARK))
            return state;
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

/* Which ways can begin with the token at which the machine stands, a bit each. */
static inline const uint64_t *ways_at(const struct machine *machine, uint32_t token) {
    uint32_t row = token < machine->end ? segment_row(machine->pack, machine->segment, token) : ROW_NONE;
    return row_answers(machine->pack, machine->segment->table, row) + machine->pack->group_count * GROUP_ANSWERS;
}

static inline unsigned has_way(const uint64_t *ways, uint32_t way) {
    return (unsigned)(ways[way / 64] >> way % 64 & 1);
}

static int run(struct machine *machine, struct state from, uint32_t *end);

/* Runs the steps of looking ahead or of an atomic group, from `at` on. Returns 1 with the token to go on with, 0 when they say no. */
static int run_apart(struct machine *machine, const struct image_step *step, struct state at, uint32_t *token) {
    unsigned base = machine->depth;
    uint32_t end = at.token;
    if (++machine->branches > BRANCHES)
        return UNSURE;
    int result = has_way(ways_at(machine, at.token), step->way) ? run(machine, at, &end) : 0;
    if (result < 0)
        return result;
    if (step->operation == STEP_LOOK_NOT) {
        if (result)
            while (go_back(machine, base).step != NO_STEP) {}
        result = !result;
    }
    forget_ways(machine, base);
    *token = step->operation == STEP_ATOMIC ? end : at.token;
    return result;
}

/* Takes the way of a branch; remembers the other if both may be right. Returns 1, 0 when neither can be, or UNSURE. */
static inline int branch(struct machine *machine, const struct image_step *step, uint32_t token, uint32_t *at) {
    const uint64_t *ways = ways_at(machine, token);
    unsigned is_back = step->operation == STEP_SPLIT_BACK, way = has_way(ways, step->way), other = has_way(ways, step->other);
    uint32_t on = *at, target = step->argument;
    if (way != other) {
        *at = way != is_back ? on : target; /* the first way of a branch back is the one back */
        return 1;
    }
    machine->branches += way;
    *at = is_back ? target : on;
    return way && !push(machine, is_back ? on : target, token) ? UNSURE : (int)way;
}

/* Runs from a state to the end of the program, or of the steps apart. Returns 1, 0, or UNSURE. A step that says yes continues
 * the loop, one that says no leaves the switch and goes back to the last way not taken. */
static int run(struct machine *machine, struct state from, uint32_t *end) {
    const struct image_step *steps = machine->steps;
    const struct features *features = machine->segment->features;
    const uint32_t *words = machine->segment->words, window_end = machine->end;
    unsigned base = machine->depth;
    uint32_t at = from.step, token = from.token;
    int result = 0;
    for (;;) {
        const struct image_step *step = &steps[at++];
        switch (step->operation) {
        case STEP_FEATURE:
            if (token < window_end && features_has(&features[token++], step->argument))
                continue;
            break;
        case STEP_TEST:
            result = token < window_end ? token_test(machine->pack, machine->segment, step->argument, token++) : 0;
            if (result > 0)
                continue;
            break;
        case STEP_WORD:
            if (token < window_end && words[token++] == machine->pack->program_words[step->argument])
                continue;
            break;
        case STEP_ANY:
            if (token++ < window_end)
                continue;
            break;
        case STEP_INSIDE:
            while (token < window_end && features_has(&features[token], step->argument))
                token++;
            continue;
        case STEP_JUMP: at = step->argument; continue;
        case STEP_SPLIT: case STEP_SPLIT_BACK:
            result = branch(machine, step, token, &at);
            if (result > 0)
                continue;
            break;
        case STEP_OPEN: case STEP_CLOSE:
            result = set_border(machine, 2u * step->argument + (step->operation == STEP_CLOSE), token) ? 1 : UNSURE;
            if (result > 0)
                continue;
            break;
        case STEP_LOOK: case STEP_LOOK_NOT: case STEP_ATOMIC:
            result = run_apart(machine, step, (struct state){at, token}, &token);
            at = step->argument;
            if (result > 0)
                continue;
            break;
        default: *end = token; return 1;
        }
        if (result < 0 || machine->branches > machine->most_branches)
            return UNSURE;
        struct state back = go_back(machine, base);
        if (back.step == NO_STEP)
            return 0;
        at = back.step;
        token = back.token;
    }
}

/* ---- The rule's questions ------------------------------------------------------------------------------------------ */

uint32_t rule_match_start(const struct rule_match *match, uint32_t start) {
    for (uint32_t i = 0; i < match->part_count; i++)
        if (match->parts[i].part == PART_WHOLE)
            return match->parts[i].first;
    return start;
}

static void note_parts(const struct machine *machine, const struct image_rule *rule, struct rule_match *match) {
    const struct image_part *part = machine->pack->parts + rule->part;
    match->part_count = 0;
    for (uint32_t i = 0; i < rule->part_count; i++, part++) {
        const uint32_t *borders = &machine->borders[2 * part->group];
        if (borders[0] < borders[1])
            match->parts[match->part_count++] = (struct found_part){machine->pack->strings + part->name, borders[0], borders[1], part->part};
    }
}

static inline int start_machine(struct machine *machine, const netral_pack *pack, struct segment *segment, const struct image_rule *rule,
                         uint32_t end, unsigned most_branches) {
    segment->regex_steps = 0;
    machine->pack = pack;
    machine->segment = segment;
    machine->steps = pack->steps + rule->program;
    machine->end = end;
    machine->depth = machine->branches = 0;
    machine->most_branches = most_branches;
    memset(machine->borders, 0, 2 * rule->part_count * sizeof *machine->borders);
    return rule->program != 0;
}

int program_match(const netral_pack *pack, struct segment *segment, const struct image_rule *rule, uint32_t start, uint32_t end,
                  struct rule_match *match) {
    match->steps = 1;
    struct machine machine;
    if (!start_machine(&machine, pack, segment, rule, end, BRANCHES))
        return UNSURE;
    int result = run(&machine, (struct state){0, start}, &match->end);
    match->steps += machine.branches + segment->regex_steps;
    if (result == 1)
        note_parts(&machine, rule, match);
    return result;
}

int program_measure(const netral_pack *pack, struct segment *segment, const struct image_rule *rule, uint32_t end, unsigned most,
                    unsigned *branches) {
    struct machine machine;
    uint32_t match_end;
    if (!start_machine(&machine, pack, segment, rule, end, most))
        return UNSURE;
    int result = run(&machine, (struct state){0, 0}, &match_end);
    *branches = machine.branches;
    return result;
}
