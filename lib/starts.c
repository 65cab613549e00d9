/* What kinds of tokens can be a match's first tokens, joined. See starts.h. */
#include "starts.h"

struct asking {
    const netral_pack *pack;
    struct segment *segment;
    const struct group_kinds *kinds;
    uint32_t group;
};

static struct asking ask(const netral_pack *pack, struct segment *segment, uint32_t group) {
    return (struct asking){pack, segment, segment->table->kinds[group], group};
}

static inline uint32_t kind_of(const struct asking *asking, uint32_t i) {
    uint32_t kind = asking->kinds->of_rows[asking->segment->rows[i]];
    if (kind != ANSWER_UNKNOWN)
        return kind;
    return kinds_find(asking->pack, asking->segment->table, asking->group, asking->segment->rows[i], &asking->segment->allocator);
}

/* Behind the end of a block there is only what every token can be. */
static inline uint32_t kind_before(const struct asking *asking, uint32_t i, uint32_t end) {
    if (i < end)
        return kind_of(asking, i);
    uint32_t kind = asking->kinds->of_rows[ROW_NONE];
    return kind != ANSWER_UNKNOWN ? kind : kinds_find(asking->pack, asking->segment->table, asking->group, ROW_NONE, &asking->segment->allocator);
}

static inline uint64_t waiting(const struct asking *asking, uint32_t trigger, uint32_t kind) {
    return kind == ANSWER_ANY ? segment_waits(asking->pack, asking->segment, asking->group, trigger)
                            : asking->kinds->answers.words[kind * GROUP_ANSWERS + ANSWER_WAITS];
}

_Static_assert(REACH_TOKENS == 2 && BEGINNINGS == 2, "join and join_all are written out");

/* For which rules the tokens can be the first of a match, as one of their beginnings has it. */
static inline uint64_t join(const uint64_t *answers, const uint32_t kinds[REACH_TOKENS], unsigned beginning) {
    const uint64_t *first = answers + ANSWER_BEGINS + beginning;
    return first[kinds[0] * GROUP_ANSWERS] & first[kinds[1] * GROUP_ANSWERS + BEGINNINGS];
}

static inline uint64_t join_all(const struct asking *asking, const uint32_t kinds[REACH_TOKENS]) {
    const uint64_t *answers = asking->kinds->answers.words;
    return join(answers, kinds, 0) | join(answers, kinds, 1);
}

void starts_find(const netral_pack *pack, struct segment *segment, uint32_t group, uint64_t seats, uint32_t trigger, struct starts *starts) {
    const uint64_t *reach = pack->groups[group].reach;
    const struct asking asking = ask(pack, segment, group);
    const uint32_t *block_end = segment->block_end;
    uint32_t end = block_end[trigger];
    uint32_t kinds[REACH_TOKENS] = {kind_of(&asking, trigger)};
    uint64_t reaching = seats & waiting(&asking, trigger, kinds[0]);
    for (unsigned token = 1; token < REACH_TOKENS; token++)
        kinds[token] = kind_before(&asking, trigger + token, end);
    starts->count = 0;
    for (uint32_t distance = 0; reaching;) {
        uint64_t rules = reaching & join_all(&asking, kinds);
        starts->items[starts->count].rules = rules;
        starts->items[starts->count].distance = distance;
        starts->count += rules != 0;
        if (distance == LIMIT_RULE_BACK || distance == trigger || block_end[trigger - distance - 1] != end)
            break;
        reaching &= reach[++distance] & asking.kinds->answers.words[kinds[0] * GROUP_ANSWERS + ANSWER_HOLDS];
        kinds[1] = kinds[0];
        kinds[0] = kind_of(&asking, trigger - distance);
    }
}

int starts_has(const netral_pack *pack, struct segment *segment, const struct image_rule *rule, uint32_t start) {
    uint32_t group = rule->seat / GROUP_RULES;
    if (kinds_wake(pack, segment->table, group, &segment->allocator))
        return 1;
    const struct asking asking = ask(pack, segment, group);
    uint32_t kinds[REACH_TOKENS];
    for (unsigned token = 0; token < REACH_TOKENS; token++)
        kinds[token] = kind_before(&asking, start + token, segment->block_end[start]);
    return (int)(join_all(&asking, kinds) >> rule->seat % GROUP_RULES & 1);
}
