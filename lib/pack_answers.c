/* What is known of a token is made to answer for whole groups of rules, and for the moves of programs: descriptions of what fits, turned
 * round. */
#include <string.h>

#include "beginnings.h"
#include "pack_build.h"

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

/* Whether a token does not fit for what it is. */
static int is_denied(const struct permitted *permitted, uint32_t answered) {
    return answered < ANSWERED_KINDS ? !permitted_has_feature(permitted, answered)
                                     : answered < ANSWERED_ALWAYS && !permitted_has_kind(permitted, answered - ANSWERED_KINDS);
}

/* What a rule answers: whether its matches can hold a token, whether that can stand behind its trigger, and, for each token of each of its
 * beginnings, whether it can be that, what is asked for besides, and what is denied. */
static void add_rule(const struct rule_beginnings *rule, unsigned seat, uint32_t answered, struct image_group_answer *made) {
    made->answers[ANSWER_HOLDS] |= (uint64_t)fits(&rule->holds, answered) << seat;
    made->answers[ANSWER_FOLLOWS] |= (uint64_t)fits(&rule->behind, answered) << seat;
    for (uint32_t asked = 0; asked < ANSWERS_BESIDES; asked++) {
        const struct token_place *place = &rule->items[asked % BEGINNINGS].places[asked / BEGINNINGS];
        made->answers[ANSWER_BEGINS + asked] |= (uint64_t)fits(&place->token, answered) << seat;
        made->besides[asked] |= (uint64_t)fits(&place->besides, answered) << seat;
        made->denied[asked] |= (uint64_t)is_denied(&place->permitted, answered) << seat;
    }
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

/* What a token must pass besides, bit by bit. */
static int note_tests(struct pack_builder *builder) {
    const uint16_t *ways = builder->bits.items;
    const struct description *descriptions = builder->ways.items;
    struct image_stretch *stretch = NULL;
    for (size_t i = 0; i < builder->bits.count; i++) {
        size_t word = i / 64 % STRETCH_WORDS;
        if (i % (STRETCH_WORDS * 64) == 0)
            stretch = section_add(builder, &builder->sections[IMAGE_STRETCHES]);
        if (!stretch)
            return NETRAL_ERROR_MEMORY;
        if (ways[i] == NO_WAY || !descriptions[ways[i]].test)
            continue;
        stretch->tested[word] |= (uint64_t)1 << i % 64;
        stretch->tests[word][i % 64] = (uint16_t)(descriptions[ways[i]].test - 1);
    }
    return 0;
}

/* What follows for a group: who waits, and what its rules answer. */
static struct image_group_answer find_group_answer(const struct pack_builder *builder, uint32_t group, uint32_t answered) {
    const uint32_t *rules = SECTION_ITEM(builder, IMAGE_GROUPS, struct image_group, group)->rules;
    const struct rule_beginnings *beginnings = builder->beginnings.items;
    struct image_group_answer made = {.answers = {[ANSWER_WAITS] = waits(builder, group, answered)}};
    for (unsigned seat = 0; seat < GROUP_RULES; seat++)
        if (rules[seat] != NO_RULE)
            add_rule(&beginnings[rules[seat]], seat, answered, &made);
    return made;
}

/* The number of an answer, made if none from `first` on is equal. Number 0 says nothing at all. Returns UINT32_MAX when memory ran out. */
static uint32_t group_answer_number(struct pack_builder *builder, uint32_t first, const struct image_group_answer *made) {
    static const struct image_group_answer none;
    struct section *answers = &builder->sections[IMAGE_GROUP_ANSWERS];
    if (memcmp(made, &none, sizeof none) == 0)
        return 0;
    for (uint32_t i = first; i < answers->count; i++)
        if (memcmp(SECTION_ITEM(builder, IMAGE_GROUP_ANSWERS, struct image_group_answer, i), made, sizeof *made) == 0)
            return i;
    struct image_group_answer *place = section_add(builder, answers);
    if (!place)
        return UINT32_MAX;
    *place = *made;
    return (uint32_t)answers->count - 1;
}

static int answer_group(struct pack_builder *builder, uint32_t group) {
    uint32_t first = (uint32_t)builder->sections[IMAGE_GROUP_ANSWERS].count;
    for (uint32_t answered = 0; answered < GROUP_PLACES; answered++) {
        struct image_group_answer made = find_group_answer(builder, group, answered);
        uint32_t number = group_answer_number(builder, first, &made);
        if (number == UINT32_MAX || add_place(builder, IMAGE_GROUP_PLACES, number))
            return NETRAL_ERROR_MEMORY;
        if (number && answered < LIMIT_FEATURES)
            features_add(&SECTION_ITEM(builder, IMAGE_GROUPS, struct image_group, group)->asked, answered);
    }
    return 0;
}

int builder_make_answers(struct pack_builder *builder) {
    int code = answer_moves(builder);
    code = code ? code : note_tests(builder);
    for (uint32_t group = 0; group < builder->sections[IMAGE_GROUPS].count && code == 0; group++)
        code = answer_group(builder, group);
    return code;
}
