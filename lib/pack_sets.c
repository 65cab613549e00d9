/* Sets: alternatives of features that one token has or has not, which are a feature themselves. */
#include <string.h>

#include "pack_build.h"
#include "pattern.h"

/* The wanted feature that comes last: sets and classes tell more than shapes. LIMIT_FEATURES when none is wanted. */
static uint32_t key_of(const struct features *wanted) {
    for (uint32_t feature = LIMIT_FEATURES; feature-- > 0;)
        if (features_has(wanted, feature))
            return feature;
    return LIMIT_FEATURES;
}

/* What of these features only rules find out, NULL for nothing: what sets are is told of a token before any rule runs. */
static const char *told_late(const struct pack_builder *builder, const struct features *features) {
    const char *strings = builder->sections[IMAGE_STRINGS].items;
    for (uint32_t i = 0; i < builder->sections[IMAGE_TYPES].count; i++) {
        const struct image_type *type = SECTION_ITEM(builder, IMAGE_TYPES, struct image_type, i);
        if (features_has(features, type->begin) || (type->last < LIMIT_FEATURES && features_has(features, type->last)))
            return strings + type->name;
    }
    return features_has(features, FEATURE_TAKEN) ? "taken" : NULL;
}

static int check_term(const struct pack_builder *builder, const struct named_text *set, const struct image_term *term) {
    const char *late = told_late(builder, &term->wanted), *denial = late ? "" : "!";
    late = late ? late : told_late(builder, &term->unwanted);
    return late ? error_at(builder->error, NETRAL_ERROR_RULE, "set-mention", set->place,
                           "the set \"%s\" asks for {%s%s}, which is known only when rules have run: ask for it in the pattern, {%s&%s%s}",
                           set->name, denial, late, set->name, denial, late)
                : 0;
}

/* One alternative of a set. */
static int add_term(struct pack_builder *builder, const struct named_text *set, const char *text, size_t length, uint32_t feature) {
    struct pattern_names names = builder_names(builder);
    struct image_term term = {.feature = feature};
    struct pattern_name first;
    if (builder->sections[IMAGE_SETS].count == LIMIT_SET_TERMS)
        return error_at(builder->error, NETRAL_ERROR_LIMIT, "set-terms", set->place, "the sets have more than %d alternatives",
                        LIMIT_SET_TERMS);
    int code = pattern_conjunction(text, length, &names, set->place, &term.wanted, &term.unwanted, &first, builder->error);
    code = code ? code : check_term(builder, set, &term);
    term.key = key_of(&term.wanted);
    struct image_term *made = code ? NULL : section_add(builder, &builder->sections[IMAGE_SETS]);
    if (!made)
        return code ? code : NETRAL_ERROR_MEMORY;
    *made = term;
    return 0;
}

static int add_terms(struct pack_builder *builder, const struct named_text *set) {
    uint32_t feature = builder_feature(builder, set->place);
    if (feature == UINT32_MAX)
        return NETRAL_ERROR_LIMIT;
    struct features before = builder->asked; /* by the set that asks for this one */
    builder->asked = (struct features){{0}};
    for (const char *at = set->text, *bar; at; at = bar ? bar + 1 : NULL) {
        bar = strchr(at, '|');
        int code = add_term(builder, set, at, bar ? (size_t)(bar - at) : strlen(at), feature);
        if (code)
            return code;
    }
    if (builder_name_feature(builder, set->name, feature, PATTERN_NO_FEATURE))
        return NETRAL_ERROR_MEMORY;
    *builder_named_classes(builder) = builder->asked;
    builder->asked = before;
    return 0;
}

static int add_set(struct pack_builder *builder, struct named_text *set) {
    set->is_busy = 1;
    int code = add_terms(builder, set);
    set->is_busy = 0;
    return code;
}

/* A set that is asked for before its turn is made now, by its highest definition. */
int builder_find_set(struct pack_builder *builder, const char *name, size_t length, struct pattern_name *found) {
    struct named_text *set = builder->sets;
    while (set && (strlen(set->name) != length || memcmp(set->name, name, length) != 0))
        set = set->next;
    if (set && set->is_busy)
        error_at(builder->error, NETRAL_ERROR_RULE, "circle", set->place, "the set \"%s\" names itself, perhaps by way of others",
                 set->name);
    return set && !set->is_busy && add_set(builder, set) == 0 && builder_find_name(builder, name, length, found);
}

/* A set is computed after the ones that it names, and else in the order of the files. The list has the newest first, which is the
 * one that counts where a name is defined again. */
int builder_make_sets(struct pack_builder *builder) {
    const struct named_text **sets = arena_get(&builder->arena, (builder->name_count + 1) * sizeof *sets);
    size_t count = 0;
    int code = sets ? 0 : error_memory(builder->error);
    for (const struct named_text *set = builder->sets; set && sets; set = set->next)
        sets[count++] = set;
    while (count-- > 0 && code == 0) {
        struct pattern_name known;
        size_t length = strlen(sets[count]->name);
        if (!builder_find_name(builder, sets[count]->name, length, &known) && !builder_find_set(builder, sets[count]->name, length, &known))
            code = builder->out_of_memory ? NETRAL_ERROR_MEMORY : NETRAL_ERROR_RULE;
    }
    return code;
}
