/* The bands of a layer, and who is kept away. Rules of lower priority are tried when what those of higher priority found is settled: then
 * most triggers of theirs lie in a mention already, and where all that a rule finds holds its trigger, it need not be tried there, since
 * nothing that it finds could win. What wins is the same as if all were settled together: a band ends only where no later rule asks for what
 * earlier ones find. */
#include "pack_build.h"
#include "part.h"
#include "program_walk.h"

/* The least priorities of the bands but the last. */
static const int32_t least_priorities[BANDS - 1] = {90, 61, 50, 40};

/* ---- Bands --------------------------------------------------------------------------------------------------------- */

static uint8_t band_of_priority(int32_t priority) {
    uint8_t band = 0;
    while (band < BANDS - 1 && priority < least_priorities[band])
        band++;
    return band;
}

/* What becomes known of tokens when a rule has found something. */
static void add_marks(const struct pack_builder *builder, const struct image_rule *rule, struct features *marks) {
    const struct image_type *type = SECTION_ITEM(builder, IMAGE_TYPES, struct image_type, rule->type);
    features_add(marks, type->begin);
    features_add(marks, type->inside);
    if (type->last < LIMIT_FEATURES)
        features_add(marks, type->last);
    if (rule->closed || type->flags & (TYPE_OPAQUE | TYPE_VETO))
        features_add(marks, FEATURE_TAKEN);
}

static int step_asks(const struct pack_builder *builder, const struct image_step *step, const struct features *marks) {
    if (step->operation == STEP_FEATURE || step->operation == STEP_INSIDE)
        return features_has(marks, step->argument);
    if (step->operation != STEP_TEST)
        return 0;
    const struct image_test *test = SECTION_ITEM(builder, IMAGE_TESTS, struct image_test, step->argument);
    return features_share(marks, &test->wanted) || features_share(marks, &test->unwanted);
}

/* Whether a rule, or the guard of one, asks for what is marked. Of one without a program that is not known. */
static int asks(const struct pack_builder *builder, const struct image_rule *rule, const struct features *marks) {
    const struct image_step *step = (const struct image_step *)builder->sections[IMAGE_STEPS].items + rule->program;
    if (!rule->program)
        return rule->code_length != 0;
    for (; step->operation != STEP_MATCH; step++)
        if (step_asks(builder, step, marks))
            return 1;
    return 0;
}

static int waits_for(const struct pack_builder *builder, uint32_t rule, const struct features *marks) {
    const struct pending_trigger *pending = builder->pending_triggers.items;
    for (size_t i = 0; i < builder->pending_triggers.count; i++)
        if (pending[i].rule == rule && pending[i].is_feature && features_has(marks, pending[i].key))
            return 1;
    return 0;
}

/* Whether nothing in later bands of the layer asks for what the bands up to this one find. */
static int may_end_behind(const struct pack_builder *builder, uint32_t layer, uint32_t band, const uint8_t *bands) {
    struct features marks = {{0}};
    uint32_t count = (uint32_t)builder->sections[IMAGE_RULES].count;
    const struct image_rule *rules = builder->sections[IMAGE_RULES].items;
    for (uint32_t i = 0; i < count; i++)
        if (rules[i].layer == layer && !rules[i].is_guard && bands[i] <= band)
            add_marks(builder, &rules[i], &marks);
    for (uint32_t i = 0; i < count; i++)
        if (rules[i].layer == layer && !rules[i].is_guard && bands[i] > band &&
            (asks(builder, &rules[i], &marks) || (rules[i].guard && asks(builder, &rules[rules[i].guard], &marks)) ||
             waits_for(builder, i, &marks)))
            return 0;
    return 1;
}

/* Bands that cannot be told apart become one. */
static void join_bands(const struct pack_builder *builder, uint32_t layer, uint8_t *bands) {
    for (uint32_t band = 0; band < BANDS - 1; band++) {
        if (may_end_behind(builder, layer, band, bands))
            continue;
        for (uint32_t i = 0; i < builder->sections[IMAGE_RULES].count; i++)
            if (SECTION_ITEM(builder, IMAGE_RULES, struct image_rule, i)->layer == layer && bands[i] == band)
                bands[i]++;
    }
}

void builder_find_bands(struct pack_builder *builder, uint8_t *bands) {
    for (uint32_t i = 0; i < builder->sections[IMAGE_RULES].count; i++)
        bands[i] = band_of_priority(SECTION_ITEM(builder, IMAGE_RULES, struct image_rule, i)->priority);
    for (uint32_t layer = 0; layer < LIMIT_LAYERS; layer++)
        join_bands(builder, layer, bands);
}

/* ---- Rules whose mentions hold their trigger ----------------------------------------------------------------------- */

/* Where a match is that has not come over a trigger inside its mention. */
enum where { BEFORE_MENTION, IN_MENTION, BEHIND_MENTION, PLACES };

struct holding {
    const struct pack_builder *builder;
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

/* Whether all tokens that a step takes are triggers of the rule. */
static int takes_trigger(const struct holding *holding, const struct image_step *step) {
    const struct pack_builder *builder = holding->builder;
    const struct pending_trigger *pending = builder->pending_triggers.items;
    for (size_t i = 0; i < builder->pending_triggers.count; i++) {
        if (pending[i].rule != holding->number)
            continue;
        if (step->operation == STEP_FEATURE && pending[i].is_feature && step->argument == pending[i].key)
            return 1;
        if (step->operation == STEP_TEST && pending[i].is_feature &&
            features_has(&SECTION_ITEM(builder, IMAGE_TESTS, struct image_test, step->argument)->wanted, pending[i].key))
            return 1;
        if (step->operation == STEP_WORD && !pending[i].is_feature &&
            *SECTION_ITEM(builder, IMAGE_PROGRAM_WORDS, uint32_t, step->argument) == pending[i].key)
            return 1;
    }
    return 0;
}

/* Goes from a step to those that follow it, in the sets of this token or the next. Returns 0 where a match may end, or begin another
 * mention, with no trigger in its mention. */
static int go_on(struct holding *holding, const struct image_step *steps, uint32_t at, enum where place, struct step_set *here,
                 struct step_set *next) {
    unsigned operation = steps[at].operation;
    if (operation == STEP_MATCH)
        return place == BEFORE_MENTION; /* then all of it is the mention */
    if (step_takes_token(operation) && !(place == IN_MENTION && takes_trigger(holding, &steps[at])))
        step_set_add(&next[place], at + 1);
    if (operation == STEP_INSIDE)
        step_set_add(&next[place], at);
    enum where behind = place;
    if (operation == STEP_OPEN && is_mention(holding, steps[at].argument)) {
        if (place != BEFORE_MENTION)
            return 0;
        behind = IN_MENTION;
    }
    if (operation == STEP_CLOSE && is_mention(holding, steps[at].argument))
        behind = BEHIND_MENTION;
    if (step_goes_to_target(operation))
        step_set_add(&here[place], steps[at].argument);
    if (step_goes_on(operation))
        step_set_add(&here[behind], at + 1);
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
    step_set_add(&holding->sets[0][BEFORE_MENTION], 0);
    for (uint32_t token = 0; token <= holding->rule->back; token++) {
        struct step_set *here = holding->sets[token % 2], *next = holding->sets[(token + 1) % 2];
        if (!go_on_from_all(holding, steps, here, next))
            return 0;
        for (unsigned place = 0; place < PLACES; place++)
            step_set_clear(&here[place]);
    }
    const struct step_set *left = holding->sets[(holding->rule->back + 1) % 2];
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
    for (uint32_t i = 0; i < builder->sections[IMAGE_RULES].count; i++) {
        holding->rule = SECTION_ITEM(builder, IMAGE_RULES, struct image_rule, i);
        holding->number = i;
        if (!holding->rule->is_guard && always_holds_trigger(holding))
            keep_rule_away(builder, holding->rule);
    }
    memory_resize(&builder->allocator, holding, sizeof *holding, 0);
    return 0;
}
