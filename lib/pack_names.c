/* What a name in braces stands for: a sub-pattern, or a feature, which shapes and mention types have from the beginning, and classes, sets
 * and last words of mentions get when something asks for them. */
#include <stdio.h>
#include <string.h>

#include "nearest.h"
#include "pack_build.h"
#include "pattern.h"

static const char *const shape_names[FEATURE_SHAPES] = {
    [FEATURE_CAP] = "cap",       [FEATURE_UPPER] = "upper",       [FEATURE_LOWER] = "lower",   [FEATURE_NUMBER] = "number",
    [FEATURE_INITIAL] = "initial", [FEATURE_DOTTED] = "dotted",   [FEATURE_SPACED] = "spaced", [FEATURE_SENTENCE] = "sentence",
    [FEATURE_LINE] = "line",     [FEATURE_MARK] = "mark",         [FEATURE_WEB] = "web",       [FEATURE_DATETIME] = "datetime",
    [FEATURE_WORD] = "word",     [FEATURE_SHOUT] = "shout",       [FEATURE_TAKEN] = "taken",
    [FEATURE_YEAR] = "year",     [FEATURE_SHORT] = "short-number", [FEATURE_PLAIN] = "plain",
};

/* ---- Names --------------------------------------------------------------------------------------------------------- */

int builder_find_name(struct pack_builder *builder, const char *name, size_t length, struct pattern_name *found) {
    for (const struct named_text *pattern = builder->patterns; pattern; pattern = pattern->next)
        if (strlen(pattern->name) == length && memcmp(pattern->name, name, length) == 0) {
            *found = (struct pattern_name){pattern->text, 0, PATTERN_NO_FEATURE};
            return 1;
        }
    const struct named_feature *named = builder->named.items;
    for (size_t i = 0; i < builder->named.count; i++)
        if (strlen(named[i].name) == length && memcmp(named[i].name, name, length) == 0) {
            *found = (struct pattern_name){NULL, named[i].feature, named[i].inside};
            features_merge(&builder->asked, &named[i].classes);
            return 1;
        }
    return 0;
}

uint32_t builder_feature(struct pack_builder *builder, struct place place) {
    if (builder->features_used < LIMIT_FEATURES)
        return builder->features_used++;
    error_at(builder->error, NETRAL_ERROR_LIMIT, "features", place,
             "the pack needs more than %d features: fewer classes, sets or mention types", LIMIT_FEATURES);
    return UINT32_MAX;
}

int builder_name_feature(struct pack_builder *builder, const char *name, uint32_t feature, uint32_t inside) {
    const char *kept = arena_string(&builder->arena, name, strlen(name)); /* the string section may still move */
    struct named_feature *named = section_add(builder, &builder->named);
    if (!named || !kept)
        return NETRAL_ERROR_MEMORY;
    *named = (struct named_feature){.name = kept, .feature = feature, .inside = inside};
    return 0;
}

struct features *builder_named_classes(struct pack_builder *builder) {
    return &((struct named_feature *)builder->named.items)[builder->named.count - 1].classes;
}

/* ---- Features ------------------------------------------------------------------------------------------------------ */

uint32_t builder_type_number(const struct pack_builder *builder, const char *name) {
    const char *strings = builder->sections[IMAGE_STRINGS].items;
    for (uint32_t i = 0; i < builder->sections[IMAGE_TYPES].count; i++)
        if (strcmp(strings + SECTION_ITEM(builder, IMAGE_TYPES, struct image_type, i)->name, name) == 0)
            return i;
    return UINT32_MAX;
}

static int is_named(const struct pack_builder *builder, const struct image_class *class, const char *name, size_t length) {
    const char *known = (const char *)builder->sections[IMAGE_STRINGS].items + class->name;
    return strlen(known) == length && memcmp(known, name, length) == 0;
}

/* {name} in a pattern means one thing. */
static int check_type_name(struct pack_builder *builder, const struct type_definition *type) {
    struct pattern_name known;
    const char *other = builder_find_name(builder, type->name, strlen(type->name), &known) ? "a sub-pattern or shape" : NULL;
    for (uint32_t i = 0; i < builder->sections[IMAGE_CLASSES].count; i++)
        if (is_named(builder, SECTION_ITEM(builder, IMAGE_CLASSES, struct image_class, i), type->name, strlen(type->name)))
            other = "a lexicon class";
    return other ? error_at(builder->error, NETRAL_ERROR_RULE, "duplicate-name", type->place,
                            "the mention type \"%s\" has the name of %s: choose another", type->name, other)
                 : 0;
}

static int number_types(struct pack_builder *builder) {
    struct section *types = &builder->sections[IMAGE_TYPES];
    for (const struct type_definition *type = builder->types; type; type = type->next) {
        if (builder_type_number(builder, type->name) != UINT32_MAX)
            continue; /* a second pack may state a type again */
        int code = check_type_name(builder, type);
        if (code)
            return code;
        if (types->count == LIMIT_MENTION_TYPES)
            return error_at(builder->error, NETRAL_ERROR_LIMIT, "types", type->place, "more than %d mention types", LIMIT_MENTION_TYPES);
        uint32_t name = builder_string(builder, type->name, strlen(type->name));
        uint32_t begin = builder_feature(builder, type->place), inside = builder_feature(builder, type->place);
        struct image_type *made = section_add(builder, types);
        if (!made || name == UINT32_MAX || inside == UINT32_MAX || builder_name_feature(builder, type->name, begin, inside))
            return builder->features_used >= LIMIT_FEATURES ? NETRAL_ERROR_LIMIT : NETRAL_ERROR_MEMORY;
        *made =
            (struct image_type){name, begin, inside, LIMIT_FEATURES, (type->opaque ? TYPE_OPAQUE : 0u) | (type->veto ? TYPE_VETO : 0u), 0};
    }
    return 0;
}

static int link_types(struct pack_builder *builder) {
    for (const struct type_definition *type = builder->types; type; type = type->next)
        for (const char *const *held = type->holds; *held; held++) {
            uint32_t number = builder_type_number(builder, *held);
            if (number == UINT32_MAX)
                return error_at(builder->error, NETRAL_ERROR_RULE, "unknown-type", type->place, "no mention type is called \"%s\"", *held);
            SECTION_ITEM(builder, IMAGE_TYPES, struct image_type, builder_type_number(builder, type->name))->holds |= 1u << number;
        }
    return 0;
}

/* Whether a name is that of a type with "-last" behind it. */
static int is_last_of(const char *type, const char *name, size_t length) {
    size_t type_length = strlen(type);
    return length == type_length + strlen("-last") && memcmp(name, type, type_length) == 0 && memcmp(name + type_length, "-last", 5) == 0;
}

/* {TYPE-last}: the last word of a mention. It has a feature only when some rule asks for it. */
static int find_last(struct pack_builder *builder, const char *name, size_t length, struct pattern_name *found) {
    const struct place nowhere = {NULL, 0, 0};
    struct section *types = &builder->sections[IMAGE_TYPES];
    const char *strings = builder->sections[IMAGE_STRINGS].items;
    uint32_t i = 0;
    while (i < types->count && !is_last_of(strings + SECTION_ITEM(builder, IMAGE_TYPES, struct image_type, i)->name, name, length))
        i++;
    if (i == types->count)
        return 0;
    struct image_type *type = SECTION_ITEM(builder, IMAGE_TYPES, struct image_type, i);
    char known[LIMIT_NAME_BYTES + sizeof "-last"];
    snprintf(known, sizeof known, "%.*s", (int)length, name);
    type->last = builder_feature(builder, nowhere);
    if (type->last == UINT32_MAX || builder_name_feature(builder, known, type->last, PATTERN_NO_FEATURE)) {
        builder->naming_failed = type->last == UINT32_MAX ? NETRAL_ERROR_LIMIT : NETRAL_ERROR_MEMORY;
        return 0;
    }
    *found = (struct pattern_name){NULL, type->last, PATTERN_NO_FEATURE};
    return 1;
}

static int number_class(struct pack_builder *builder, struct image_class *class) {
    struct place nowhere = {NULL, 0, 0};
    const char *name = (const char *)builder->sections[IMAGE_STRINGS].items + class->name;
    class->begin = builder_feature(builder, nowhere);
    class->inside = class->inside == 0 ? builder_feature(builder, nowhere) : class->begin;
    if (class->begin == UINT32_MAX || class->inside == UINT32_MAX)
        return NETRAL_ERROR_LIMIT;
    uint32_t inside = class->inside == class->begin ? PATTERN_NO_FEATURE : class->inside;
    if (builder_name_feature(builder, name, class->begin, inside))
        return NETRAL_ERROR_MEMORY;
    features_add(builder_named_classes(builder), class->begin);
    return 0;
}

/* A class gets features only when a pattern, set, trigger or stage asks for it: most lists are only looked up. */
static int find_class(struct pack_builder *builder, const char *name, size_t length, struct pattern_name *found) {
    struct section *classes = &builder->sections[IMAGE_CLASSES];
    for (uint32_t i = 0; i < classes->count; i++) {
        struct image_class *class = SECTION_ITEM(builder, IMAGE_CLASSES, struct image_class, i);
        if (!is_named(builder, class, name, length))
            continue;
        if (class->begin == UINT32_MAX && (builder->naming_failed = number_class(builder, class)) != 0)
            return 0;
        *found = (struct pattern_name){NULL, class->begin, class->inside == class->begin ? PATTERN_NO_FEATURE : class->inside};
        features_add(&builder->asked, class->begin);
        return 1;
    }
    return 0;
}

/* The classes that stages test by their features (links.c, loose.c). */
static int number_stage_classes(struct pack_builder *builder) {
    static const char *const needed[] = {"link-before", "link-after", "link-also", "province", "regency", "city", "place",
                                         "common-word", "speech-before", "speech-after"};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        struct pattern_name found;
        find_class(builder, needed[i], strlen(needed[i]), &found);
    }
    return builder->features_used >= LIMIT_FEATURES ? NETRAL_ERROR_LIMIT : 0;
}

/* In a rule that reads names with spelling mistakes a class stands for its misspelt names too. */
static int tolerate(struct pack_builder *builder, struct pattern_name *found) {
    uint32_t class = 0;
    while (class < builder->sections[IMAGE_CLASSES].count &&
           SECTION_ITEM(builder, IMAGE_CLASSES, struct image_class, class)->begin != found->feature)
        class++;
    if (found->pattern || class == builder->sections[IMAGE_CLASSES].count)
        return 1;
    const struct image_tolerance *tolerance = builder_tolerance(builder, class, builder->spelling);
    if (tolerance)
        *found =
            (struct pattern_name){NULL, tolerance->begin, tolerance->inside == tolerance->begin ? PATTERN_NO_FEATURE : tolerance->inside};
    return tolerance != NULL;
}

static int find_or_number(const void *context, const char *name, size_t length, struct pattern_name *found) {
    struct pack_builder *builder = (struct pack_builder *)(uintptr_t)context;
    if (!builder_find_name(builder, name, length, found) && !builder_find_set(builder, name, length, found) &&
        !find_class(builder, name, length, found) && !find_last(builder, name, length, found))
        return 0;
    return builder->spelling == 0 || tolerate(builder, found);
}

struct guess {
    char given[64];
    const char *best;
    size_t edits;
};

static void guess_name(struct guess *guess, const char *known) {
    size_t edits = edit_distance(guess->given, known);
    if (edits >= guess->edits)
        return;
    guess->best = known;
    guess->edits = edits;
}

static const char *near_name(const void *context, const char *name, size_t length) {
    const struct pack_builder *builder = context;
    const struct named_feature *named = builder->named.items;
    const struct section *classes = &builder->sections[IMAGE_CLASSES];
    struct guess guess = {.edits = length / 3 + 1};
    if (length == 0 || length >= sizeof guess.given)
        return NULL;
    memcpy(guess.given, name, length);
    for (const struct named_text *pattern = builder->patterns; pattern; pattern = pattern->next)
        guess_name(&guess, pattern->name);
    for (size_t i = 0; i < builder->named.count; i++)
        guess_name(&guess, named[i].name);
    for (uint32_t i = 0; i < classes->count; i++)
        guess_name(&guess, (const char *)builder->sections[IMAGE_STRINGS].items +
                               SECTION_ITEM(builder, IMAGE_CLASSES, struct image_class, i)->name);
    return guess.best;
}

struct pattern_names builder_names(struct pack_builder *builder) {
    return (struct pattern_names){find_or_number, near_name, builder, &builder->naming_failed, 0};
}

int builder_number_features(struct pack_builder *builder) {
    for (unsigned i = 0; i < FEATURE_SHAPES; i++)
        if (builder_name_feature(builder, shape_names[i], i, PATTERN_NO_FEATURE))
            return NETRAL_ERROR_MEMORY;
    builder->features_used = FEATURE_OTHERS;
    int code = number_types(builder);
    code = code ? code : link_types(builder);
    code = code ? code : number_stage_classes(builder);
    return code ? code : builder_make_sets(builder);
}

/* ---- For people ---------------------------------------------------------------------------------------------------- */

static int write_name(struct pack_builder *builder, uint32_t feature, const char *name, int is_inside) {
    uint32_t string = builder_string(builder, name, strlen(name));
    if (string == UINT32_MAX)
        return NETRAL_ERROR_MEMORY;
    *SECTION_ITEM(builder, IMAGE_FEATURE_NAMES, struct image_feature, feature) = (struct image_feature){string, (uint32_t)is_inside};
    return 0;
}

/* What rules call each feature, so that a person can be told. */
int builder_write_feature_names(struct pack_builder *builder) {
    const struct named_feature *named = builder->named.items;
    for (unsigned i = 0; i < LIMIT_FEATURES; i++)
        if (!section_add(builder, &builder->sections[IMAGE_FEATURE_NAMES]))
            return NETRAL_ERROR_MEMORY;
    int code = 0;
    for (size_t i = 0; i < builder->named.count && code == 0; i++) {
        code = write_name(builder, named[i].feature, named[i].name, 0);
        if (code == 0 && named[i].inside != PATTERN_NO_FEATURE)
            code = write_name(builder, named[i].inside, named[i].name, 1);
    }
    return code;
}
