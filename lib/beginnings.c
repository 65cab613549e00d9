/* A way in is one of the first steps that take a token, then one of the second, and all that can follow; steps behind which a program
 * goes on at the same place are one. Of these ways those are joined, two by two, by which the fewest tokens more would fit, until there is
 * room for all. */
#include "beginnings.h"

#include <string.h>

#include "arrivals.h"

#define MOST_APART 24u
#define SHARE_MORE 16u /* added to every share: what is thought to be rare is less so where matches begin */

/* ---- One place ----------------------------------------------------------------------------------------------------- */

struct describing {
    const struct program *program;
    const struct asked_facts *facts;
    struct denials denials;
    struct arrivals arrivals[REACH_TOKENS];
    uint32_t landings[REACH_TOKENS][PROGRAM_STEPS]; /* of what was arrived at */
    struct step_set looked;
};

static void describe_looked(struct describing *describing, uint32_t first, struct description *besides) {
    const struct image_step *steps = describing->program->steps;
    step_set_look(steps, &describing->looked, first);
    for (uint32_t i = 0; i < describing->looked.count; i++)
        description_add(&steps[describing->looked.items[i]], describing->facts, 0, besides);
    step_set_clear(&describing->looked);
}

/* A place as a step has it that was arrived at. Behind the end of a match stands anything that was not denied, or nothing. */
static void describe(struct describing *describing, const struct arrivals *arrivals, uint32_t at, struct token_place *place) {
    const struct image_step *steps = describing->program->steps;
    const struct arrival *known = &arrivals->known[at];
    struct permitted permitted = known->permitted;
    description_add(&steps[at], describing->facts, 0, &place->token);
    permitted_by_step(&permitted, &steps[at], describing->facts);
    permitted_merge(&place->permitted, &permitted);
    if (known->look == NO_LOOK)
        description_add(&steps[at], describing->facts, 1, &place->besides);
    else
        describe_looked(describing, known->look + 1u, &place->besides);
    place->token.any |= place->token.ends;
    place->besides.any |= place->besides.ends;
}

static int is_place(unsigned operation) {
    return step_takes_token(operation) || operation == STEP_INSIDE || operation == STEP_MATCH;
}

/* ---- Ways ---------------------------------------------------------------------------------------------------------- */

#define LANDS_NOWHERE UINT32_MAX /* it takes no token, or is done with */
#define MOST_JUMPS 100u

/* Where a program goes on behind a step, after what only leads there. */
static uint32_t landing(const struct image_step *steps, uint32_t at) {
    if (!is_place(steps[at].operation))
        return LANDS_NOWHERE;
    if (steps[at].operation == STEP_MATCH)
        return at;
    at = step_behind(steps, at);
    for (uint32_t i = 0; i < MOST_JUMPS; i++) {
        unsigned operation = steps[at].operation;
        if (operation == STEP_JUMP)
            at = steps[at].argument;
        else if (operation == STEP_OPEN || operation == STEP_CLOSE || operation == STEP_END)
            at++;
        else
            break;
    }
    return at;
}

/* Those of the steps that were arrived at which land alike, from the place `first` on, described as one; their landings are struck out.
 * Returns the step of the first. */
static uint32_t describe_alike(struct describing *describing, uint32_t token, uint32_t first, struct token_place *place) {
    const struct arrivals *arrivals = &describing->arrivals[token];
    uint32_t *landings = describing->landings[token], land = landings[first], at = arrivals->items[first];
    memset(place, 0, sizeof *place);
    for (uint32_t i = first; i < arrivals->count; i++)
        if (landings[i] == land && arrivals->known[arrivals->items[i]].look == arrivals->known[at].look) {
            describe(describing, arrivals, arrivals->items[i], place);
            landings[i] = LANDS_NOWHERE;
        }
    return at;
}

/* All of them. */
static void describe_last(struct describing *describing, struct token_place *place) {
    const struct arrivals *arrivals = &describing->arrivals[REACH_TOKENS - 1];
    memset(place, 0, sizeof *place);
    for (uint32_t i = 0; i < arrivals->count; i++)
        if (describing->landings[REACH_TOKENS - 1][i] != LANDS_NOWHERE)
            describe(describing, arrivals, arrivals->items[i], place);
}

/* Arrives at what follows behind a step, or at the first steps. */
static void arrive_behind(struct describing *describing, uint32_t token, uint32_t step) {
    const struct image_step *steps = describing->program->steps;
    struct arrivals *arrivals = &describing->arrivals[token];
    arrivals_clear(arrivals);
    arrivals_add(steps, &describing->denials, arrivals, step);
    for (uint32_t i = 0; i < arrivals->count; i++)
        describing->landings[token][i] = landing(steps, arrivals->items[i]);
}

static void describe_anything(struct token_place *place) {
    memset(place, 0, sizeof *place);
    place->token.any = place->besides.any = 1;
    permitted_all(&place->permitted);
}

/* ---- Joining ways -------------------------------------------------------------------------------------------------- */

/* Ways, their shares, and what would be lost by joining one with another. */
struct apart {
    struct beginning items[MOST_APART + 1];
    int64_t shares[MOST_APART + 1], losses[MOST_APART + 1][MOST_APART + 1];
    uint32_t count;
};

static void join(struct beginning *into, const struct beginning *more) {
    for (unsigned token = 0; token < REACH_TOKENS; token++) {
        description_merge(&into->places[token].token, &more->places[token].token);
        description_merge(&into->places[token].besides, &more->places[token].besides);
        permitted_merge(&into->places[token].permitted, &more->places[token].permitted);
    }
}

/* How many tokens fit, of SHARE_ALL. */
static uint32_t share_of_place(const struct token_place *place, const uint16_t *shares) {
    uint32_t one = description_share(&place->token, shares), other = description_share(&place->besides, shares);
    uint32_t share = (one < other ? one : other) * permitted_share(&place->permitted, shares) / SHARE_ALL;
    return share + SHARE_MORE;
}

/* How many ways out of many are thought to fit: about SHARE_ALL to the power of REACH_TOKENS. */
static int64_t share_of(const struct beginning *beginning, const uint16_t *shares) {
    int64_t share = 1;
    for (unsigned token = 0; token < REACH_TOKENS; token++)
        share *= share_of_place(&beginning->places[token], shares);
    return share;
}

/* Finds what is known of a way, new or changed. */
static void weigh(struct apart *apart, uint32_t changed, const uint16_t *shares) {
    apart->shares[changed] = share_of(&apart->items[changed], shares);
    for (uint32_t i = 0; i < apart->count; i++) {
        struct beginning joined = apart->items[i];
        join(&joined, &apart->items[changed]);
        apart->losses[i][changed] = apart->losses[changed][i] = share_of(&joined, shares) - apart->shares[i] - apart->shares[changed];
    }
}

static void take_away(struct apart *apart, uint32_t way) {
    uint32_t last = --apart->count;
    apart->items[way] = apart->items[last];
    apart->shares[way] = apart->shares[last];
    for (uint32_t i = 0; i < last; i++)
        apart->losses[i][way] = apart->losses[way][i] = apart->losses[last][i];
}

static void join_two(struct apart *apart, const uint16_t *shares) {
    uint32_t best = 0, with = 1;
    for (uint32_t i = 0; i < apart->count; i++)
        for (uint32_t j = i + 1; j < apart->count; j++)
            if (apart->losses[i][j] < apart->losses[best][with]) {
                best = i;
                with = j;
            }
    join(&apart->items[best], &apart->items[with]);
    take_away(apart, with);
    weigh(apart, best, shares);
}

static void add_way(struct apart *apart, const struct beginning *beginning, const uint16_t *shares) {
    apart->items[apart->count++] = *beginning;
    weigh(apart, apart->count - 1, shares);
    if (apart->count > MOST_APART)
        join_two(apart, shares);
}

/* ---- A rule -------------------------------------------------------------------------------------------------------- */

/* No token fits, whatever is permitted. */
static void describe_nothing(struct beginning *beginning) {
    memset(beginning, 0, sizeof *beginning);
    for (unsigned token = 0; token < REACH_TOKENS; token++)
        permitted_all(&beginning->places[token].permitted);
}

void beginnings_any(struct rule_beginnings *found) {
    memset(found, 0, sizeof *found);
    found->holds.any = 1;
    for (unsigned i = 0; i < BEGINNINGS; i++)
        describe_nothing(&found->items[i]);
    for (unsigned token = 0; token < REACH_TOKENS; token++)
        describe_anything(&found->items[0].places[token]);
}

/* Describes all tokens that matches can have. */
static void describe_all(struct describing *describing, struct description *holds) {
    const struct image_step *steps = describing->program->steps;
    struct step_set *set = &describing->looked;
    step_set_reach(steps, set, 0);
    for (uint32_t i = 0; i < set->count; i++) {
        description_add(&steps[set->items[i]], describing->facts, 0, holds);
        if (step_takes_token(steps[set->items[i]].operation))
            step_set_reach(steps, set, set->items[i] + 1u);
    }
    step_set_clear(set);
}

/* What is needed while a program is described: too much for a thread's stack. */
struct working {
    struct describing describing;
    struct apart apart;
};

/* Where the match has ended before, anything may stand. */
static void describe_behind_end(struct beginning *beginning, uint32_t token) {
    for (; token < REACH_TOKENS; token++)
        describe_anything(&beginning->places[token]);
}

/* Adds the ways that begin as `beginning` does and have come to `token`. */
static void find_ways(struct working *working, uint32_t token, struct beginning *beginning) {
    struct describing *describing = &working->describing;
    const struct image_step *steps = describing->program->steps;
    for (uint32_t i = 0; i < describing->arrivals[token].count; i++) {
        if (describing->landings[token][i] == LANDS_NOWHERE)
            continue;
        uint32_t at = describe_alike(describing, token, i, &beginning->places[token]);
        if (steps[at].operation == STEP_MATCH) {
            describe_behind_end(beginning, token + 1);
        } else if (token + 2 < REACH_TOKENS) {
            arrive_behind(describing, token + 1, step_behind(steps, at));
            find_ways(working, token + 1, beginning);
            continue;
        } else {
            arrive_behind(describing, token + 1, step_behind(steps, at));
            describe_last(describing, &beginning->places[token + 1]);
        }
        add_way(&working->apart, beginning, describing->facts->shares);
    }
}

static void find(struct working *working, struct rule_beginnings *found) {
    struct beginning beginning;
    memset(found, 0, sizeof *found);
    describe_all(&working->describing, &found->holds);
    arrive_behind(&working->describing, 0, 0);
    find_ways(working, 0, &beginning);
    while (working->apart.count > BEGINNINGS)
        join_two(&working->apart, working->describing.facts->shares);
    for (uint32_t i = 0; i < BEGINNINGS; i++)
        if (i < working->apart.count)
            found->items[i] = working->apart.items[i];
        else
            describe_nothing(&found->items[i]);
}

int beginnings_find(const struct program *program, const struct asked_facts *facts, const netral_allocator *allocator,
                    struct rule_beginnings *found) {
    struct working *working = memory_resize(allocator, NULL, 0, sizeof *working);
    if (!working)
        return NETRAL_ERROR_MEMORY;
    working->apart.count = 0;
    memset(&working->describing.looked, 0, sizeof working->describing.looked);
    for (unsigned token = 0; token < REACH_TOKENS; token++)
        arrivals_init(&working->describing.arrivals[token]);
    working->describing.program = program;
    working->describing.facts = facts;
    denials_find(program, facts, &working->describing.denials);
    find(working, found);
    memory_resize(allocator, working, sizeof *working, 0);
    return 0;
}
