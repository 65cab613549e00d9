/* Rules take their seats in groups, and what is known of a token is made to answer for whole groups: the triggers of rules and the
 * descriptions of what matches begin with, turned round. */
#include <string.h>

#include "beginnings.h"
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

/* Seats the rules of a layer from `seat` on, or from the next group on. */
static int seat_layer(struct pack_builder *builder, uint32_t number, uint32_t seat) {
    struct image_layer *layer = section_add(builder, &builder->sections[IMAGE_LAYERS]);
    uint32_t rules = (uint32_t)builder->sections[IMAGE_RULES].count, count = 0;
    if (!layer)
        return NETRAL_ERROR_MEMORY;
    for (uint32_t i = 0; i < rules; i++)
        count += is_of_layer(SECTION_ITEM(builder, IMAGE_RULES, struct image_rule, i), number);
    if (seat % GROUP_RULES + count > GROUP_RULES)
        seat += GROUP_RULES - 1 - (seat - 1) % GROUP_RULES;
    layer->first_seat = layer->end_seat = seat;
    for (uint32_t i = 0; i < rules; i++)
        if (is_of_layer(SECTION_ITEM(builder, IMAGE_RULES, struct image_rule, i), number) && take_seat(builder, i, layer->end_seat++))
            return NETRAL_ERROR_MEMORY;
    return 0;
}

/* Guards sit behind all rules. */
static int seat_rules(struct pack_builder *builder) {
    uint32_t seat = 0;
    int code = add_group(builder);
    for (uint32_t number = 0; number < LIMIT_LAYERS && code == 0; number++) {
        code = seat_layer(builder, number, seat);
        if (code == 0)
            seat = SECTION_ITEM(builder, IMAGE_LAYERS, struct image_layer, number)->end_seat;
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

/* ---- Answers ------------------------------------------------------------------------------------------------------- */

/* Whether a token fits a description by a feature, by the kind of its word, or in any case. */
static int fits(const struct description *description, uint32_t answered) {
    uint32_t kind = answered - ANSWERED_KINDS;
    if (answered == ANSWERED_ALWAYS)
        return description->any != 0;
    return answered < ANSWERED_KINDS ? features_has(&description->features, answered)
                                     : (int)(description->words[kind / 64] >> kind % 64 & 1);
}

/* The rules of a group that wait for a feature. */
static uint64_t waits(const struct pack_builder *builder, uint32_t group, uint32_t feature) {
    const struct pending_trigger *pending = builder->pending_triggers.items;
    uint64_t bits = 0;
    for (size_t i = 0; i < builder->pending_triggers.count && feature < LIMIT_FEATURES; i++) {
        uint32_t seat = SECTION_ITEM(builder, IMAGE_RULES, struct image_rule, pending[i].rule)->seat;
        if (pending[i].is_feature && pending[i].key == feature && seat / GROUP_RULES == group)
            bits |= (uint64_t)1 << seat % GROUP_RULES;
    }
    return bits;
}

/* The rules of a group whose matches can hold a token. */
static uint64_t holds(const struct pack_builder *builder, uint32_t group, uint32_t answered) {
    const struct rule_beginnings *beginnings = builder->beginnings.items;
    const uint32_t *rules = SECTION_ITEM(builder, IMAGE_GROUPS, struct image_group, group)->rules;
    uint64_t bits = 0;
    for (unsigned i = 0; i < GROUP_RULES; i++)
        bits |= (uint64_t)(rules[i] != NO_RULE && fits(&beginnings[rules[i]].holds, answered)) << i;
    return bits;
}

/* The rules of a group behind whose triggers a token can stand. */
static uint64_t follows(const struct pack_builder *builder, uint32_t group, uint32_t answered) {
    const struct description *followers = builder->followers.items;
    const uint32_t *rules = SECTION_ITEM(builder, IMAGE_GROUPS, struct image_group, group)->rules;
    uint64_t bits = 0;
    for (unsigned i = 0; i < GROUP_RULES; i++)
        bits |= (uint64_t)(rules[i] != NO_RULE && fits(&followers[rules[i]], answered)) << i;
    return bits;
}

/* The rules of a group of which a token can be this one of this beginning; or, besides, what that asks for besides. */
static uint64_t begins(const struct pack_builder *builder, uint32_t group, uint32_t asked, int besides, uint32_t answered) {
    const struct rule_beginnings *beginnings = builder->beginnings.items;
    const uint32_t *rules = SECTION_ITEM(builder, IMAGE_GROUPS, struct image_group, group)->rules;
    uint32_t token = asked / BEGINNINGS;
    uint64_t bits = 0;
    for (unsigned i = 0; i < GROUP_RULES; i++) {
        const struct beginning *beginning = rules[i] == NO_RULE ? NULL : &beginnings[rules[i]].items[asked % BEGINNINGS];
        if (beginning)
            bits |= (uint64_t)fits(besides ? &beginning->besides[token] : &beginning->tokens[token], answered) << i;
    }
    return bits;
}

/* Which of the moves of a word a token can begin. */
static uint64_t fitting_moves(const struct pack_builder *builder, uint32_t word, const unsigned char *fitting) {
    const uint16_t *ways = (const uint16_t *)builder->bits.items + word * 64;
    uint64_t bits = 0;
    for (unsigned i = 0; i < 64; i++)
        bits |= (uint64_t)(ways[i] != NO_WAY && fitting[ways[i]]) << i;
    return bits;
}

static int add_place(struct pack_builder *builder, enum image_section_name places, size_t number) {
    uint32_t *place = section_add(builder, &builder->sections[places]);
    if (place)
        *place = (uint32_t)number;
    return place ? 0 : NETRAL_ERROR_MEMORY;
}

/* Which descriptions a token fits. */
static void find_fitting(const struct pack_builder *builder, uint32_t answered, unsigned char *fitting) {
    const struct description *ways = builder->ways.items;
    for (uint32_t i = 0; i < builder->ways.count; i++)
        fitting[i] = (unsigned char)fits(&ways[i], answered);
}

/* What follows for a stretch of words of moves. Returns the answer's number, UINT32_MAX when memory ran out. */
static uint32_t add_answer(struct pack_builder *builder, uint32_t stretch, const unsigned char *fitting) {
    struct section *answers = &builder->sections[IMAGE_ANSWERS];
    struct image_answer made;
    uint64_t any = 0;
    for (uint32_t i = 0; i < STRETCH_WORDS; i++)
        any |= made.words[i] = fitting_moves(builder, stretch * STRETCH_WORDS + i, fitting);
    if (!any)
        return 0;
    struct image_answer *place = section_add(builder, answers);
    if (!place)
        return UINT32_MAX;
    *place = made;
    return (uint32_t)answers->count - 1;
}

/* Descriptions are looked at once for each of what follows, and its place is in every stretch. */
static int answer_moves(struct pack_builder *builder) {
    uint32_t stretches = (uint32_t)builder->bits.count / 64 / STRETCH_WORDS;
    unsigned char fitting[WAYS];
    ((struct description *)builder->ways.items)->any = 1;
    for (uint32_t i = 0; i < stretches * ANSWER_PLACES; i++)
        if (add_place(builder, IMAGE_ANSWER_PLACES, 0))
            return NETRAL_ERROR_MEMORY;
    for (uint32_t answered = 0; answered < ANSWER_PLACES; answered++) {
        find_fitting(builder, answered, fitting);
        for (uint32_t stretch = 0; stretch < stretches; stretch++) {
            uint32_t number = add_answer(builder, stretch, fitting);
            if (number == UINT32_MAX)
                return NETRAL_ERROR_MEMORY;
            *SECTION_ITEM(builder, IMAGE_ANSWER_PLACES, uint32_t, stretch * ANSWER_PLACES + answered) = number;
        }
    }
    return 0;
}

/* What follows for a group: who waits, who may begin, and what that asks for besides. Returns the answer's number, UINT32_MAX when memory
 * ran out. */
static uint32_t add_group_answer(struct pack_builder *builder, uint32_t group, uint32_t answered) {
    static const struct image_group_answer none;
    struct section *answers = &builder->sections[IMAGE_GROUP_ANSWERS];
    struct image_group_answer made = {.answers = {[ANSWER_WAITS] = waits(builder, group, answered),
                                                  [ANSWER_HOLDS] = holds(builder, group, answered), [ANSWER_FOLLOWS] = follows(builder, group, answered)}};
    for (uint32_t i = 0; i < ANSWERS_BESIDES; i++) {
        made.answers[ANSWER_BEGINS + i] = begins(builder, group, i, 0, answered);
        made.besides[i] = begins(builder, group, i, 1, answered);
    }
    if (memcmp(&made, &none, sizeof made) == 0)
        return 0;
    struct image_group_answer *place = section_add(builder, answers);
    if (!place)
        return UINT32_MAX;
    *place = made;
    if (answered < LIMIT_FEATURES)
        features_add(&SECTION_ITEM(builder, IMAGE_GROUPS, struct image_group, group)->asked, answered);
    return (uint32_t)answers->count - 1;
}

static int answer_group(struct pack_builder *builder, uint32_t group) {
    for (uint32_t answered = 0; answered < GROUP_PLACES; answered++) {
        uint32_t number = add_group_answer(builder, group, answered);
        if (number == UINT32_MAX || add_place(builder, IMAGE_GROUP_PLACES, number))
            return NETRAL_ERROR_MEMORY;
    }
    return 0;
}

int builder_make_answers(struct pack_builder *builder) {
    int code = answer_moves(builder);
    for (uint32_t group = 0; group < builder->sections[IMAGE_GROUPS].count && code == 0; group++)
        code = answer_group(builder, group);
    return code;
}
