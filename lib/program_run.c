/* A backtracking machine with a small stack and few steps: when either runs out the answer is "may". */
#include "program_run.h"

#define STACK 48
#define STEPS 160

struct state {
    uint32_t step, token;
};

struct machine {
    const netral_pack *pack;
    const struct segment *segment;
    const struct image_step *steps;
    uint32_t end; /* of the block */
    struct state stack[STACK];
    unsigned depth;
};

/* Whether a token passes a step that stands for one. */
static int passes(const struct machine *machine, const struct image_step *step, uint32_t token) {
    if (token >= machine->end)
        return 0;
    if (step->operation == STEP_WORD)
        return segment_token(machine->segment, token)->word == machine->pack->program_words[step->argument];
    if (step->operation == STEP_ANY)
        return 1;
    const struct image_test *test = &machine->pack->tests[step->argument];
    const struct features *features = &machine->segment->features[token];
    return features_cover(features, &test->wanted) && !features_share(features, &test->unwanted);
}

/* Remembers the other way of a branch. Returns 0 when there is no room. */
static int push(struct machine *machine, uint32_t step, uint32_t token) {
    if (machine->depth == STACK)
        return 0;
    machine->stack[machine->depth++] = (struct state){step, token};
    return 1;
}

static int run(struct machine *machine, struct state at, uint32_t trigger) {
    for (unsigned count = 0; count < STEPS; count++) {
        const struct image_step *step = &machine->steps[at.step];
        switch (step->operation) {
        case STEP_JUMP: at.step = step->argument; continue;
        case STEP_SPLIT: /* on; or, later, at the target */
            if (!push(machine, step->argument, at.token))
                return 1;
            at.step++;
            continue;
        case STEP_SPLIT_BACK: /* at the target; or, later, on */
            if (!push(machine, at.step + 1, at.token))
                return 1;
            at.step = step->argument;
            continue;
        case STEP_MATCH:
            if (at.token > trigger)
                return 1;
            break;
        default:
            if (!passes(machine, step, at.token))
                break;
            at.step++;
            at.token++;
            continue;
        }
        if (machine->depth == 0)
            return 0;
        at = machine->stack[--machine->depth];
    }
    return 1;
}

int program_may_match(const netral_pack *pack, const struct segment *segment, const struct image_rule *rule, uint32_t start,
                      uint32_t trigger) {
    if (rule->program == 0)
        return 1;
    struct machine machine;
    machine.pack = pack;
    machine.segment = segment;
    machine.steps = pack->steps + rule->program;
    machine.end = segment->block_end[start];
    machine.depth = 0;
    return run(&machine, (struct state){0, start}, trigger);
}
