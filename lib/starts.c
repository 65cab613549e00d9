/* What kinds of tokens can be a match's first tokens, joined. See starts.h. All triggers are gone back from together, step by step, and no
 * step hangs on what was found before it: whether a rule may begin somewhere cannot be foreseen. Two tokens tell that most places are none;
 * at the others a third is asked. */
#include "starts.h"

#include <string.h>

struct asking {
    const netral_pack *pack;
    struct segment *segment;
    const struct group_kinds *kinds;
    const uint16_t *rows, *of_rows;
    const uint32_t *block_end;
    uint32_t group;
};

static struct asking ask(const netral_pack *pack, struct segment *segment, uint32_t group) {
    const struct group_kinds *kinds = segment->table->kinds[group];
    return (struct asking){pack, segment, kinds, segment->rows, kinds->of_rows, segment->block_end, group};
}

static uint32_t find_kind(const struct asking *asking, uint32_t row) {
    return kinds_find(asking->pack, asking->segment->table, asking->group, row, &asking->segment->allocator);
}

static inline uint32_t kind_of_row(const struct asking *asking, uint32_t row) {
    uint32_t kind = asking->of_rows[row];
    return kind != ANSWER_UNKNOWN ? kind : find_kind(asking, row);
}

static inline uint32_t kind_of(const struct asking *asking, uint32_t i) {
    return kind_of_row(asking, asking->rows[i]);
}

/* Behind the end of a block there is only what every token can be. */
static inline uint32_t kind_before(const struct asking *asking, uint32_t i, uint32_t end) {
    return kind_of_row(asking, i < end ? asking->rows[i] : ROW_NONE);
}

/* What follows from a kind; it lies elsewhere when more kinds become known. */
static inline const uint64_t *answers_of(const struct asking *asking, uint32_t kind) {
    return asking->kinds->answers.words + kind * ANSWER_LINE;
}

/* The kind of a trigger, and those of `rules` that wait for it. */
static inline uint32_t kind_of_trigger(const struct asking *asking, uint32_t i, uint64_t *rules) {
    uint32_t kind = asking->of_rows[asking->rows[i]];
    if (kind == ANSWER_UNKNOWN && (kind = find_kind(asking, asking->rows[i])) == ANSWER_ANY)
        *rules &= segment_waits(asking->pack, asking->segment, asking->group, i);
    *rules &= answers_of(asking, kind)[ANSWER_WAITS];
    return kind;
}

_Static_assert(REACH_TOKENS == 3 && BEGINNINGS == 2 && GROUP_ANSWERS == ANSWER_LINE + 1, "joins are written out; one word is no line's");
#define ANSWER_FIRST ANSWER_BEGINS
#define ANSWER_SECOND (ANSWER_FIRST + BEGINNINGS)
#define ANSWER_THIRD (ANSWER_SECOND + BEGINNINGS)

/* Those of some rules for which tokens can be the first of a match, for each of their beginnings. */
struct joined {
    uint64_t rules[BEGINNINGS];
};

static inline struct joined join(uint64_t rules, const uint64_t *answers, const uint64_t *behind) {
    const uint64_t *first = answers + ANSWER_FIRST, *second = behind + ANSWER_SECOND;
    struct joined joined;
#pragma GCC unroll 4
    for (unsigned i = 0; i < BEGINNINGS; i++)
        joined.rules[i] = rules & first[i] & second[i];
    return joined;
}

static inline uint64_t any_of(struct joined joined) {
    uint64_t rules = 0;
#pragma GCC unroll 4
    for (unsigned i = 0; i < BEGINNINGS; i++)
        rules |= joined.rules[i];
    return rules;
}

/* The same with one token more, for any of their beginnings. */
static inline uint64_t join_third(const struct asking *asking, struct joined joined, uint32_t first) {
    uint32_t kind = kind_before(asking, first + 2, asking->block_end[first]);
    uint64_t last = asking->kinds->answers.rest[kind];
    return (joined.rules[0] & answers_of(asking, kind)[ANSWER_THIRD]) | (joined.rules[1] & last);
}

/* ---- From the triggers back ---------------------------------------------------------------------------------------- */

/* A trigger of which rules may begin before the token that was looked at last. */
struct reaching {
    uint64_t rules;
    uint32_t first; /* that token */
    uint16_t kind, slot;
};

/* A place where rules may begin, as two tokens have it. */
struct begun {
    struct joined joined;
    uint32_t first;
    uint16_t distance, slot;
};

/* Where the next ones are written. */
struct ends {
    struct reaching *reaching;
    struct begun *begun;
};

struct looking {
    struct asking asking;
    const uint64_t *reach;
    struct ends ends;
    struct reaching reaching[TRIGGERS_AT_ONCE];
    struct begun begun[TRIGGERS_AT_ONCE * (LIMIT_RULE_BACK + 1)];
};

/* Both are written in any case, for whether they are kept cannot be foreseen. */
static inline struct ends note(struct ends ends, struct joined joined, uint32_t distance, struct reaching left) {
    *ends.begun = (struct begun){joined, left.first, (uint16_t)distance, left.slot};
    ends.begun += any_of(joined) != 0;
    *ends.reaching = left;
    ends.reaching += left.rules != 0;
    return ends;
}

static void begin(struct looking *looking, uint64_t seats, const struct starts *starts) {
    const struct asking asking = looking->asking;
    struct ends ends = {looking->reaching, looking->begun};
    uint64_t reach = looking->reach[1];
    for (uint32_t slot = 0; slot < starts->count; slot++) {
        uint32_t first = starts->triggers[slot];
        uint64_t rules = seats;
        uint32_t kind = kind_of_trigger(&asking, first, &rules), next = kind_before(&asking, first + 1, asking.block_end[first]);
        const uint64_t *here = answers_of(&asking, kind);
        rules &= answers_of(&asking, next)[ANSWER_FOLLOWS]; /* else nothing before it begins a match over it either */
        struct reaching left = {rules & reach & here[ANSWER_HOLDS], first, (uint16_t)kind, (uint16_t)slot};
        ends = note(ends, join(rules, here, answers_of(&asking, next)), 0, left);
    }
    looking->ends = ends;
}

/* One token further back, where there is one in the block. */
static void go_back(struct looking *looking, uint32_t distance) {
    const struct asking asking = looking->asking;
    struct ends ends = {looking->reaching, looking->ends.begun};
    uint64_t reach = looking->reach[distance + 1];
    for (const struct reaching *at = looking->reaching; at < looking->ends.reaching; at++) {
        uint32_t first = at->first - 1;
        if (at->first == 0 || asking.block_end[first] == at->first)
            continue;
        uint32_t kind = kind_of(&asking, first);
        const uint64_t *here = answers_of(&asking, kind);
        struct joined joined = join(at->rules, here, answers_of(&asking, at->kind));
        ends = note(ends, joined, distance, (struct reaching){at->rules & reach & here[ANSWER_HOLDS], first, (uint16_t)kind, at->slot});
    }
    looking->ends = ends;
}

/* Keeps the places that a third token allows. */
static void narrow(const struct looking *looking, struct starts *starts) {
    const struct asking asking = looking->asking;
    starts->found = 0;
    memset(starts->distances, 0, sizeof starts->distances);
    for (const struct begun *begun = looking->begun; begun < looking->ends.begun; begun++) {
        uint64_t rules = join_third(&asking, begun->joined, begun->first);
        starts->rules[begun->distance][begun->slot] = rules;
        starts->distances[begun->slot] |= (uint16_t)((rules != 0) << begun->distance);
        starts->found |= (uint64_t)(rules != 0) << begun->slot;
    }
}

void starts_find(const netral_pack *pack, struct segment *segment, uint32_t group, uint64_t seats, struct starts *starts) {
    struct looking looking;
    looking.asking = ask(pack, segment, group);
    looking.reach = pack->groups[group].reach;
    begin(&looking, seats, starts);
    for (uint32_t distance = 1; looking.ends.reaching > looking.reaching; distance++)
        go_back(&looking, distance);
    narrow(&looking, starts);
}

int starts_has(const netral_pack *pack, struct segment *segment, const struct image_rule *rule, uint32_t start) {
    uint32_t group = rule->seat / GROUP_RULES;
    if (kinds_wake(pack, segment->table, group, &segment->allocator))
        return 1;
    const struct asking asking = ask(pack, segment, group);
    uint32_t kind = kind_of(&asking, start), next = kind_before(&asking, start + 1, segment->block_end[start]);
    uint64_t seat = (uint64_t)1 << rule->seat % GROUP_RULES;
    return join_third(&asking, join(seat, answers_of(&asking, kind), answers_of(&asking, next)), start) != 0;
}
