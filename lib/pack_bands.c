/* The bands of a layer, and who is kept away. Rules of lower priority are tried when what those of higher priority found is settled: then
 * most triggers of theirs lie in a mention already, and where all that a rule finds holds its trigger, it need not be tried there, since
 * nothing that it finds could win. What wins is the same as if all were settled together, for a layer's rules see nothing of it. */
#include "description.h"
#include "pack_build.h"
#include "part.h"
#include "program_walk.h"

/* The least priorities of the bands but the last: what few others overlap is above, what is part of something longer below. */
static const int32_t least_priorities[BANDS - 1] = {61, 50};

uint32_t builder_band(int32_t priority) {
    uint32_t band = 0;
    while (band < BANDS - 1 && priority < least_priorities[band])
        band++;
    return band;
}

/* ---- Rules whose mentions hold their trigger ----------------------------------------------------------------------- */

/* Where a match is that has not come over a trigger inside its mention: with no token yet; before the mention; in one that began with the
 * match; in another one; behind it. */
enum where { AT_BEGINNING, BEFORE_MENTION, IN_FROM_BEGINNING, IN_MENTION, BEHIND_MENTION, PLACES };

struct holding {
    const struct pack_builder *builder;
    struct asked_facts facts;
    const struct image_rule *rule;
    uint32_t number;
    struct step_set sets[2][PLACES]; /* here, and one token further */
};

static int is_mention(const struct holding *holding, uint32_t group) {
    const struct image_part *part = (const struct image_part *)holding->builder->sections[IMAGE_PARTS].items + holding->rule->part;
    for (uint32_t i = 0; i < holding->rule->part_count; i++)
        if (part[i].part == PART_MENTION && part[i].group == group)
            return 1;
    return 0;
}

/* Whether tokens that have some features, and none of others, all have one: by what they have besides, or by an alternative of a set. */
static int brings(const struct holding *holding, const struct features *wanted, const struct features *unwanted, uint32_t feature) {
    const struct section *sets = &holding->builder->sections[IMAGE_SETS];
    struct features all = *wanted;
    for (uint32_t i = 0; i < LIMIT_FEATURES; i++)
        if (features_has(wanted, i))
            features_merge(&all, &holding->facts.implied[i]);
    for (uint32_t i = 0; i < sets->count; i++) {
        const struct image_term *term = (const struct image_term *)sets->items + i;
        if (term->feature == feature && features_cover(&all, &term->wanted) && features_cover(unwanted, &term->unwanted))
            return 1;
    }
    return features_has(&all, feature);
}

static int brings_trigger(const struct holding *holding, const struct image_step *step, const struct pending_trigger *trigger) {
    static const struct features none;
    struct features one = none;
    if (step->operation == STEP_WORD)
        return !trigger->is_feature && holding->facts.words[step->argument] == trigger->key;
    if (!trigger->is_feature || step->operation == STEP_ANY)
        return 0;
    if (step->operation == STEP_FEATURE) {
        features_add(&one, step->argument);
        return brings(holding, &one, &none, trigger->key);
    }
    const struct image_test *test = &holding->facts.tests[step->argument];
    return brings(holding, &test->wanted, &test->unwanted, trigger->key);
}

/* Whether all tokens that a step takes are triggers of the rule. */
static int takes_trigger(const struct holding *holding, const struct image_step *step) {
    const struct pending_trigger *pending = holding->builder->pending_triggers.items;
    for (size_t i = 0; i < holding->builder->pending_triggers.count; i++)
        if (pending[i].rule == holding->number && brings_trigger(holding, step, &pending[i]))
            return 1;
    return 0;
}

static int is_inside(enum where place) {
    return place == IN_FROM_BEGINNING || place == IN_MENTION;
}

/* Where a match is behind a step; PLACES where another mention would begin. */
static enum where behind(const struct holding *holding, const struct image_step *step, enum where place) {
    if ((step->operation != STEP_OPEN && step->operation != STEP_CLOSE) || !is_mention(holding, step->argument))
        return place;
    if (step->operation == STEP_CLOSE)
        return BEHIND_MENTION;
    return place == AT_BEGINNING ? IN_FROM_BEGINNING : place == BEFORE_MENTION ? IN_MENTION : PLACES;
}

/* Goes from a step to those that follow it, in the sets of this token or the next. Returns 0 where a match may end, or begin another
 * mention, with no trigger in its mention. */
static int go_on(struct holding *holding, const struct image_step *steps, uint32_t at, enum where place, struct step_set *here,
                 struct step_set *next) {
    unsigned operation = steps[at].operation;
    enum where further = place == AT_BEGINNING ? BEFORE_MENTION : place, then = behind(holding, &steps[at], place);
    if (operation == STEP_MATCH)
        return place == BEFORE_MENTION; /* then all of it is the mention */
    if (then == PLACES)
        return 0;
    if (step_takes_token(operation) && !(is_inside(place) && takes_trigger(holding, &steps[at])))
        step_set_add(&next[further], at + 1);
    if (operation == STEP_INSIDE)
        step_set_add(&next[further], at);
    if (step_goes_to_target(operation))
        step_set_add(&here[place], steps[at].argument);
    if (step_goes_on(operation))
        step_set_add(&here[then], at + 1);
    return 1;
}

/* Goes on from all steps of a token. */
static int go_on_from_all(struct holding *holding, const struct image_step *steps, struct step_set *here, struct step_set *next) {
    uint32_t seen[PLACES] = {0};
    for (int is_more = 1; is_more;) {
        is_more = 0;
        for (unsigned place = 0; place < PLACES; place++)
            for (; seen[place] < here[place].count; is_more = 1)
                if (!go_on(holding, steps, here[place].items[seen[place]++], (enum where)place, here, next))
                    return 0;
    }
    return 1;
}

static int has_mention(const struct holding *holding) {
    const struct image_part *part = (const struct image_part *)holding->builder->sections[IMAGE_PARTS].items + holding->rule->part;
    for (uint32_t i = 0; i < holding->rule->part_count; i++)
        if (part[i].part == PART_MENTION)
            return 1;
    return 0;
}

/* Whether whatever the rule finds holds a trigger that leads to it, so few tokens behind where the match begins. */
static int always_holds_trigger(struct holding *holding) {
    const struct image_step *steps = (const struct image_step *)holding->builder->sections[IMAGE_STEPS].items + holding->rule->program;
    if (!holding->rule->program || !has_mention(holding))
        return holding->rule->program != 0;
    for (unsigned place = 0; place < 2 * PLACES; place++)
        step_set_clear(&holding->sets[place / PLACES][place % PLACES]);
    step_set_add(&holding->sets[0][AT_BEGINNING], 0);
    for (uint32_t token = 0; token <= holding->rule->back; token++) {
        struct step_set *here = holding->sets[token % 2], *next = holding->sets[(token + 1) % 2];
        if (!go_on_from_all(holding, steps, here, next))
            return 0;
        for (unsigned place = 0; place < PLACES; place++)
            step_set_clear(&here[place]);
    }
    const struct step_set *left =
        holding->sets[(holding->rule->back + 1) % 2]; /* what no trigger leads to is no matter, but for those passed */
    return left[BEFORE_MENTION].count + left[IN_MENTION].count + left[BEHIND_MENTION].count == 0;
}

/* ---- Who is kept away ---------------------------------------------------------------------------------------------- */

static int holds(const struct pack_builder *builder, uint32_t outer, uint32_t inner) {
    return (int)(SECTION_ITEM(builder, IMAGE_TYPES, struct image_type, outer)->holds >> inner & 1);
}

/* Whether a mention of the type may lie in another one when the layer's rules are run. */
static int may_be_held(const struct pack_builder *builder, uint32_t type, uint32_t layer) {
    const struct image_rule *rules = builder->sections[IMAGE_RULES].items;
    for (uint32_t i = 0; i < builder->sections[IMAGE_RULES].count; i++)
        if (!rules[i].is_guard && rules[i].layer <= layer && holds(builder, rules[i].type, type))
            return 1;
    return 0;
}

/* Whether a find of the rule always loses to a mention of the type that has a token of it. */
static int loses_to(const struct pack_builder *builder, const struct image_rule *rule, uint32_t type) {
    if (type == rule->type || SECTION_ITEM(builder, IMAGE_TYPES, struct image_type, type)->flags & (TYPE_OPAQUE | TYPE_VETO))
        return 1;
    return !holds(builder, type, rule->type) && !holds(builder, rule->type, type) && !may_be_held(builder, type, rule->layer);
}

static void keep_rule_away(struct pack_builder *builder, const struct image_rule *rule) {
    struct image_group *group = SECTION_ITEM(builder, IMAGE_GROUPS, struct image_group, rule->seat / GROUP_RULES);
    for (uint32_t type = 0; type < builder->sections[IMAGE_TYPES].count; type++)
        group->kept_away[type] |= (uint64_t)loses_to(builder, rule, type) << rule->seat % GROUP_RULES;
}

int builder_keep_away(struct pack_builder *builder) {
    struct holding *holding = memory_resize(&builder->allocator, NULL, 0, sizeof *holding);
    if (!holding)
        return NETRAL_ERROR_MEMORY;
    for (unsigned i = 0; i < 2 * PLACES; i++)
        holding->sets[i / PLACES][i % PLACES] = (struct step_set){.count = 0};
    holding->builder = builder;
    holding->facts = builder_asked_facts(builder);
    for (uint32_t i = 0; i < builder->sections[IMAGE_RULES].count; i++) {
        holding->rule = SECTION_ITEM(builder, IMAGE_RULES, struct image_rule, i);
        holding->number = i;
        if (!holding->rule->is_guard && always_holds_trigger(holding))
            keep_rule_away(builder, holding->rule);
    }
    memory_resize(&builder->allocator, holding, sizeof *holding, 0);
    return 0;
}
