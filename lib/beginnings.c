/* A way in is a first step that takes a token, with what was looked at before it. Ways that go on alike are one from the start; of the
 * others those are joined, two by two, by which the fewest tokens more would fit, until there is room for all. */
#include "beginnings.h"

#include <string.h>

#include "program_walk.h"

#define MOST_APART 24u

/* ---- First steps --------------------------------------------------------------------------------------------------- */

/* The steps that are reached without a token, and for each of them, plus two, the step that looks ahead before it on every way there; 1:
 * there is none. */
struct entering {
    const struct image_step *steps;
    uint16_t looks[PROGRAM_STEPS];
    uint16_t waiting[2 * PROGRAM_STEPS];
    uint32_t count;
};
#define NO_LOOK 1u
#define MIXED_LOOKS 0u /* of ways that were joined */

static void enter(struct entering *entering, uint32_t step, uint32_t look) {
    uint16_t *known = &entering->looks[step];
    if (*known == look || *known == NO_LOOK)
        return;
    *known = (uint16_t)(*known ? NO_LOOK : look);
    entering->waiting[entering->count++] = (uint16_t)step;
}

/* Each step is gone on from twice at most: with a look, and, when there is a way without it, once more. */
static void enter_all(struct entering *entering) {
    enter(entering, 0, NO_LOOK);
    for (uint32_t seen = 0; seen < entering->count; seen++) {
        uint32_t at = entering->waiting[seen], look = entering->looks[at];
        unsigned operation = entering->steps[at].operation;
        if (step_goes_to_target(operation))
            enter(entering, entering->steps[at].argument, operation == STEP_LOOK ? at + 2 : look);
        if (step_goes_on(operation))
            enter(entering, at + 1, look);
    }
}

/* ---- One way in ---------------------------------------------------------------------------------------------------- */

struct describing {
    const struct program *program;
    const struct asked_facts *facts;
    struct step_set sets[2], looked;
};

static void describe(const struct describing *describing, const struct step_set *set, int rank, struct description *description) {
    *description = (struct description){.any = 0};
    for (uint32_t i = 0; i < set->count; i++)
        description_add(&describing->program->steps[set->items[i]], describing->facts, (unsigned)rank, description);
}

static int has_all(const struct step_set *set, const struct step_set *others) {
    uint32_t i = 0;
    while (i < others->count && set->has[others->items[i]])
        i++;
    return i == others->count;
}

/* What the next token, of the steps `next`, has to be besides: what is looked at stands in place of what follows. Where nothing is looked
 * at, there is what conjunctions ask for besides. */
static void describe_besides(struct describing *describing, const struct step_set *before, const struct step_set *next,
                             struct description *besides) {
    const struct image_step *steps = describing->program->steps;
    for (uint32_t i = 0; i < before->count; i++) {
        uint32_t at = before->items[i];
        if (step_takes_token(steps[at].operation))
            step_set_look(steps, &describing->looked, at + 1);
        if (steps[at].operation == STEP_INSIDE)
            step_set_look(steps, &describing->looked, at);
    }
    describe(describing, &describing->looked, has_all(&describing->looked, next), besides);
    step_set_clear(&describing->looked);
}

static void describe_first(struct describing *describing, uint32_t step, uint32_t look, struct beginning *beginning) {
    const struct image_step *steps = describing->program->steps;
    description_add(&steps[step], describing->facts, 0, &beginning->tokens[0]);
    if (look == NO_LOOK) {
        description_add(&steps[step], describing->facts, 1, &beginning->besides[0]);
        return;
    }
    step_set_look(steps, &describing->looked, look - 1);
    describe(describing, &describing->looked, 0, &beginning->besides[0]);
    step_set_clear(&describing->looked);
}

/* Behind the end of a match stands anything; right behind it, what was looked at. */
static void note_ends(struct beginning *beginning) {
    uint32_t has_ended = 0;
    for (unsigned token = 0; token < REACH_TOKENS; token++) {
        beginning->besides[token].any |= has_ended | beginning->besides[token].ends;
        has_ended |= beginning->tokens[token].ends;
        beginning->tokens[token].any |= has_ended;
    }
}

static void describe_way(struct describing *describing, uint32_t step, uint32_t look, struct beginning *beginning) {
    const struct image_step *steps = describing->program->steps;
    struct step_set *set = &describing->sets[0], *next = &describing->sets[1];
    memset(beginning, 0, sizeof *beginning);
    describe_first(describing, step, look, beginning);
    step_set_reach(steps, set, step);
    for (unsigned token = 1; token < REACH_TOKENS; token++) {
        struct step_set *former = set;
        step_set_advance(steps, set, next);
        describe(describing, next, 0, &beginning->tokens[token]);
        describe_besides(describing, set, next, &beginning->besides[token]);
        step_set_clear(set);
        set = next;
        next = former;
    }
    step_set_clear(set);
    note_ends(beginning);
}

/* ---- Joining ways -------------------------------------------------------------------------------------------------- */

struct apart {
    struct beginning items[MOST_APART + 1];
    uint32_t looks[MOST_APART + 1]; /* before the first step */
    uint32_t count;
};

static void join(struct beginning *into, const struct beginning *more) {
    for (unsigned token = 0; token < REACH_TOKENS; token++) {
        description_merge(&into->tokens[token], &more->tokens[token]);
        description_merge(&into->besides[token], &more->besides[token]);
    }
}

/* How many tokens out of many are thought to fit: SHARE_ALL to the power of REACH_TOKENS. */
static int64_t share_of(const struct beginning *beginning, const uint16_t *shares) {
    int64_t share = 1;
    for (unsigned token = 0; token < REACH_TOKENS; token++) {
        uint32_t one = description_share(&beginning->tokens[token], shares), other = description_share(&beginning->besides[token], shares);
        share *= one < other ? one : other;
    }
    return share;
}

static int64_t loss_of(const struct beginning *one, const struct beginning *other, const uint16_t *shares) {
    struct beginning joined = *one;
    join(&joined, other);
    return share_of(&joined, shares) - share_of(one, shares) - share_of(other, shares);
}

static void join_two(struct apart *apart, const uint16_t *shares) {
    uint32_t best = 0, with = 1;
    int64_t least = INT64_MAX;
    for (uint32_t i = 0; i < apart->count; i++)
        for (uint32_t j = i + 1; j < apart->count; j++) {
            int64_t loss = loss_of(&apart->items[i], &apart->items[j], shares);
            if (loss < least) {
                least = loss;
                best = i;
                with = j;
            }
        }
    join(&apart->items[best], &apart->items[with]);
    apart->looks[best] = MIXED_LOOKS;
    apart->count--;
    apart->items[with] = apart->items[apart->count];
    apart->looks[with] = apart->looks[apart->count];
}

static int goes_on_alike(const struct beginning *one, const struct beginning *other) {
    return memcmp(&one->tokens[1], &other->tokens[1], sizeof one->tokens - sizeof one->tokens[0]) == 0 &&
           memcmp(&one->besides[1], &other->besides[1], sizeof one->besides - sizeof one->besides[0]) == 0;
}

static void add_way(struct apart *apart, const struct beginning *beginning, uint32_t look, const uint16_t *shares) {
    for (uint32_t i = 0; i < apart->count; i++)
        if (apart->looks[i] == look && goes_on_alike(&apart->items[i], beginning)) {
            join(&apart->items[i], beginning);
            return;
        }
    apart->looks[apart->count] = look;
    apart->items[apart->count++] = *beginning;
    if (apart->count > MOST_APART)
        join_two(apart, shares);
}

/* ---- A rule -------------------------------------------------------------------------------------------------------- */

void beginnings_any(struct rule_beginnings *found) {
    memset(found, 0, sizeof *found);
    found->holds.any = 1;
    for (unsigned token = 0; token < REACH_TOKENS; token++)
        found->items[0].tokens[token].any = found->items[0].besides[token].any = 1;
}

/* Describes all tokens that matches can have. */
static void describe_all(struct describing *describing, struct description *holds) {
    const struct image_step *steps = describing->program->steps;
    struct step_set *set = &describing->sets[0];
    step_set_reach(steps, set, 0);
    for (uint32_t i = 0; i < set->count; i++)
        if (step_takes_token(steps[set->items[i]].operation))
            step_set_reach(steps, set, set->items[i] + 1u);
    describe(describing, set, 0, holds);
    step_set_clear(set);
}

/* What is needed while a program is described: too much for a thread's stack. */
struct working {
    struct entering entering;
    struct describing describing;
    struct apart apart;
};

static void find(struct working *working, struct rule_beginnings *found) {
    const struct program *program = working->describing.program;
    const uint16_t *shares = working->describing.facts->shares;
    struct beginning beginning;
    enter_all(&working->entering);
    for (uint32_t step = 0; step < program->count; step++) {
        unsigned operation = program->steps[step].operation;
        uint32_t look = working->entering.looks[step];
        if (!look || !(step_takes_token(operation) || operation == STEP_INSIDE || operation == STEP_MATCH))
            continue;
        describe_way(&working->describing, step, look, &beginning);
        add_way(&working->apart, &beginning, look, shares);
    }
    while (working->apart.count > BEGINNINGS)
        join_two(&working->apart, shares);
    memset(found, 0, sizeof *found);
    describe_all(&working->describing, &found->holds);
    memcpy(found->items, working->apart.items, working->apart.count * sizeof *working->apart.items);
}

int beginnings_find(const struct program *program, const struct asked_facts *facts, const netral_allocator *allocator,
                    struct rule_beginnings *found) {
    struct working *working = memory_resize(allocator, NULL, 0, sizeof *working);
    if (!working)
        return NETRAL_ERROR_MEMORY;
    memset(working, 0, sizeof *working);
    working->entering.steps = program->steps;
    working->describing.program = program;
    working->describing.facts = facts;
    find(working, found);
    memory_resize(allocator, working, sizeof *working, 0);
    return 0;
}
