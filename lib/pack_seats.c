/* Rules take their seats in groups, and words answer for whole groups: the triggers of rules, turned round. */
#include "pack_build.h"

/* ---- Seats --------------------------------------------------------------------------------------------------------- */

static int add_group(struct pack_builder *builder) {
    struct image_group *group = section_add(builder, &builder->sections[IMAGE_GROUPS]);
    for (unsigned i = 0; group && i < GROUP_RULES; i++)
        group->rules[i] = NO_RULE;
    return group ? 0 : NETRAL_ERROR_MEMORY;
}

static int take_seat(struct pack_builder *builder, uint32_t rule, uint32_t seat) {
    struct image_rule *made = SECTION_ITEM(builder, IMAGE_RULES, struct image_rule, rule);
    if (seat / GROUP_RULES == builder->sections[IMAGE_GROUPS].count && add_group(builder))
        return NETRAL_ERROR_MEMORY;
    struct image_group *group = SECTION_ITEM(builder, IMAGE_GROUPS, struct image_group, seat / GROUP_RULES);
    group->rules[seat % GROUP_RULES] = rule;
    for (unsigned distance = 0; distance <= made->back; distance++)
        group->reach[distance] |= (uint64_t)1 << seat % GROUP_RULES;
    made->seat = seat;
    return 0;
}

static uint32_t is_of_layer(const struct image_rule *rule, uint32_t layer) {
    return rule->layer == layer && !rule->is_guard;
}

static int seat_band(struct pack_builder *builder, uint32_t number, uint32_t band, uint32_t *seat) {
    for (uint32_t i = 0; i < builder->sections[IMAGE_RULES].count; i++) {
        const struct image_rule *rule = SECTION_ITEM(builder, IMAGE_RULES, struct image_rule, i);
        if (is_of_layer(rule, number) && builder_band(rule->priority) == band && take_seat(builder, i, (*seat)++))
            return NETRAL_ERROR_MEMORY;
    }
    return 0;
}

/* A band that few rules make with those before it does not end: seldom has one of them found what others wait for. */
static void join_bands(struct image_layer *layer) {
    uint32_t count = layer_end_seat(layer) - layer->first_seat;
    for (uint32_t band = 0; band < BANDS; band++)
        if ((layer->band_ends[band] - layer->first_seat) * 3 < count)
            layer->band_ends[band] = layer->first_seat;
}

/* Seats the rules of a layer from `seat` on, or from the next group on, band by band. */
static int seat_layer(struct pack_builder *builder, uint32_t number, uint32_t seat) {
    struct image_layer *layer = section_add(builder, &builder->sections[IMAGE_LAYERS]);
    uint32_t rules = (uint32_t)builder->sections[IMAGE_RULES].count, count = 0;
    if (!layer)
        return NETRAL_ERROR_MEMORY;
    for (uint32_t i = 0; i < rules; i++)
        count += is_of_layer(SECTION_ITEM(builder, IMAGE_RULES, struct image_rule, i), number);
    if (seat % GROUP_RULES + count > GROUP_RULES)
        seat += GROUP_RULES - 1 - (seat - 1) % GROUP_RULES;
    layer->first_seat = seat;
    for (uint32_t band = 0; band < BANDS; band++) {
        if (seat_band(builder, number, band, &seat))
            return NETRAL_ERROR_MEMORY;
        layer->band_ends[band] = seat;
    }
    join_bands(layer);
    return 0;
}

/* Guards sit behind all rules. */
static int seat_rules(struct pack_builder *builder) {
    uint32_t seat = 0;
    int code = add_group(builder);
    for (uint32_t number = 0; number < LIMIT_LAYERS && code == 0; number++) {
        code = seat_layer(builder, number, seat);
        if (code == 0)
            seat = layer_end_seat(SECTION_ITEM(builder, IMAGE_LAYERS, struct image_layer, number));
    }
    for (uint32_t i = 0; i < builder->sections[IMAGE_RULES].count && code == 0; i++)
        if (SECTION_ITEM(builder, IMAGE_RULES, struct image_rule, i)->is_guard)
            code = take_seat(builder, i, seat++);
    return code;
}

/* ---- Triggers ------------------------------------------------------------------------------------------------------ */

static uint32_t set_size(const struct pack_builder *builder) {
    return WORD_SET_RULES + (uint32_t)builder->sections[IMAGE_GROUPS].count;
}

/* A new set of what waits for a word. */
static uint32_t add_set(struct pack_builder *builder) {
    struct section *sets = &builder->sections[IMAGE_WORD_TRIGGERS];
    uint32_t size = set_size(builder), number = (uint32_t)sets->count / size;
    for (uint32_t i = 0; i < size; i++)
        if (!section_add(builder, sets))
            return UINT32_MAX;
    return number;
}

static int add_word_trigger(struct pack_builder *builder, const struct pending_trigger *trigger, uint32_t seat) {
    struct image_word *word = SECTION_ITEM(builder, IMAGE_WORDS, struct image_word, trigger->key);
    uint32_t group = seat / GROUP_RULES;
    if (!word->triggers)
        word->triggers = add_set(builder);
    if (word->triggers == UINT32_MAX)
        return NETRAL_ERROR_MEMORY;
    uint64_t *set = SECTION_ITEM(builder, IMAGE_WORD_TRIGGERS, uint64_t, word->triggers * set_size(builder));
    set[0] |= (uint64_t)1 << trigger->layer;
    set[1] |= group_bit(group);
    set[WORD_SET_RULES + group] |= (uint64_t)1 << seat % GROUP_RULES;
    return 0;
}

int builder_make_triggers(struct pack_builder *builder) {
    const struct pending_trigger *pending = builder->pending_triggers.items;
    int code = seat_rules(builder);
    if (code == 0 && add_set(builder) != 0)
        code = NETRAL_ERROR_MEMORY;
    for (size_t i = 0; i < builder->pending_triggers.count && code == 0; i++) {
        struct image_layer *layer = SECTION_ITEM(builder, IMAGE_LAYERS, struct image_layer, pending[i].layer);
        uint32_t seat = SECTION_ITEM(builder, IMAGE_RULES, struct image_rule, pending[i].rule)->seat;
        layer->trigger_count++;
        if (pending[i].is_feature) {
            features_add(&layer->triggers, pending[i].key);
            layer->feature_groups |= group_bit(seat / GROUP_RULES);
        } else {
            code = add_word_trigger(builder, &pending[i], seat);
        }
    }
    return code;
}
