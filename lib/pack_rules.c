/* From definitions to the image: features get their numbers, sets their terms, rules their PCRE2 source. */
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

static int find_name(const void *context, const char *name, size_t length, struct pattern_name *found) {
    const struct pack_builder *builder = context;
    for (const struct named_text *pattern = builder->patterns; pattern; pattern = pattern->next)
        if (strlen(pattern->name) == length && memcmp(pattern->name, name, length) == 0) {
            *found = (struct pattern_name){pattern->text, 0, PATTERN_NO_FEATURE};
            return 1;
        }
    const struct named_feature *named = builder->named.items;
    for (size_t i = 0; i < builder->named.count; i++)
        if (strlen(named[i].name) == length && memcmp(named[i].name, name, length) == 0) {
            *found = (struct pattern_name){NULL, named[i].feature, named[i].inside};
            return 1;
        }
    return 0;
}

static uint32_t new_feature(struct pack_builder *builder, struct place place) {
    if (builder->features_used < LIMIT_FEATURES)
        return builder->features_used++;
    error_at(builder->error, NETRAL_ERROR_LIMIT, "features", place,
             "the pack needs more than %d features: fewer classes, sets or mention types", LIMIT_FEATURES);
    return UINT32_MAX;
}

static int name_feature(struct pack_builder *builder, const char *name, uint32_t feature, uint32_t inside) {
    const char *kept = arena_string(&builder->arena, name, strlen(name)); /* the string section may still move */
    struct named_feature *named = section_add(builder, &builder->named);
    if (!named || !kept)
        return NETRAL_ERROR_MEMORY;
    *named = (struct named_feature){kept, feature, inside};
    return 0;
}

/* ---- Features ------------------------------------------------------------------------------------------------------ */

static int number_types(struct pack_builder *builder) {
    struct section *types = &builder->sections[IMAGE_TYPES];
    for (const struct type_definition *type = builder->types; type; type = type->next) {
        struct pattern_name known;
        if (find_name(builder, type->name, strlen(type->name), &known))
            continue; /* a second pack may state a type again */
        if (types->count == LIMIT_MENTION_TYPES)
            return error_at(builder->error, NETRAL_ERROR_LIMIT, "types", type->place, "more than %d mention types", LIMIT_MENTION_TYPES);
        uint32_t name = builder_string(builder, type->name, strlen(type->name));
        uint32_t begin = new_feature(builder, type->place), inside = new_feature(builder, type->place);
        struct image_type *made = section_add(builder, types);
        if (!made || name == UINT32_MAX || inside == UINT32_MAX || name_feature(builder, type->name, begin, inside))
            return builder->features_used >= LIMIT_FEATURES ? NETRAL_ERROR_LIMIT : NETRAL_ERROR_MEMORY;
        *made = (struct image_type){name, begin, inside, (type->opaque ? TYPE_OPAQUE : 0u) | (type->veto ? TYPE_VETO : 0u), 0};
    }
    return 0;
}

static uint32_t type_number(const struct pack_builder *builder, const char *name) {
    const char *strings = builder->sections[IMAGE_STRINGS].items;
    for (uint32_t i = 0; i < builder->sections[IMAGE_TYPES].count; i++)
        if (strcmp(strings + SECTION_ITEM(builder, IMAGE_TYPES, struct image_type, i)->name, name) == 0)
            return i;
    return UINT32_MAX;
}

static int link_types(struct pack_builder *builder) {
    for (const struct type_definition *type = builder->types; type; type = type->next)
        for (const char *const *held = type->holds; *held; held++) {
            uint32_t number = type_number(builder, *held);
            if (number == UINT32_MAX)
                return error_at(builder->error, NETRAL_ERROR_RULE, "unknown-type", type->place, "no mention type is called \"%s\"", *held);
            SECTION_ITEM(builder, IMAGE_TYPES, struct image_type, type_number(builder, type->name))->holds |= 1u << number;
        }
    return 0;
}

static int number_class(struct pack_builder *builder, struct image_class *class) {
    struct place nowhere = {NULL, 0, 0};
    const char *name = (const char *)builder->sections[IMAGE_STRINGS].items + class->name;
    class->begin = new_feature(builder, nowhere);
    class->inside = class->inside == 0 ? new_feature(builder, nowhere) : class->begin;
    if (class->begin == UINT32_MAX || class->inside == UINT32_MAX)
        return NETRAL_ERROR_LIMIT;
    uint32_t inside = class->inside == class->begin ? PATTERN_NO_FEATURE : class->inside;
    return name_feature(builder, name, class->begin, inside);
}

static int is_named(const struct pack_builder *builder, const struct image_class *class, const char *name, size_t length) {
    const char *known = (const char *)builder->sections[IMAGE_STRINGS].items + class->name;
    return strlen(known) == length && memcmp(known, name, length) == 0;
}

/* A class gets features only when a pattern, set, trigger or stage asks for it: most lists are only looked up. */
static int find_class(struct pack_builder *builder, const char *name, size_t length, struct pattern_name *found) {
    struct section *classes = &builder->sections[IMAGE_CLASSES];
    for (uint32_t i = 0; i < classes->count; i++) {
        struct image_class *class = SECTION_ITEM(builder, IMAGE_CLASSES, struct image_class, i);
        if (!is_named(builder, class, name, length))
            continue;
        if (class->begin == UINT32_MAX && number_class(builder, class))
            return 0;
        *found = (struct pattern_name){NULL, class->begin, class->inside == class->begin ? PATTERN_NO_FEATURE : class->inside};
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

static int find_or_number(const void *context, const char *name, size_t length, struct pattern_name *found) {
    struct pack_builder *builder = (struct pack_builder *)(uintptr_t)context;
    return find_name(builder, name, length, found) || find_class(builder, name, length, found);
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
        guess_name(&guess, (const char *)builder->sections[IMAGE_STRINGS].items + SECTION_ITEM(builder, IMAGE_CLASSES, struct image_class, i)->name);
    return guess.best;
}

static struct pattern_names names_of(struct pack_builder *builder) {
    return (struct pattern_names){find_or_number, near_name, builder, 0};
}

/* The wanted feature that comes last: sets and classes tell more than shapes. LIMIT_FEATURES when none is wanted. */
static uint32_t key_of(const struct features *wanted) {
    for (uint32_t feature = LIMIT_FEATURES; feature-- > 0;)
        if (features_has(wanted, feature))
            return feature;
    return LIMIT_FEATURES;
}

static int add_set(struct pack_builder *builder, const struct named_text *set) {
    struct pattern_names names = names_of(builder);
    uint32_t feature = new_feature(builder, set->place);
    if (feature == UINT32_MAX)
        return NETRAL_ERROR_LIMIT;
    for (const char *at = set->text; at;) {
        const char *bar = strchr(at, '|');
        size_t length = bar ? (size_t)(bar - at) : strlen(at);
        struct image_term term = {.feature = feature};
        struct pattern_name first;
        int code = pattern_conjunction(at, length, &names, set->place, &term.wanted, &term.unwanted, &first, builder->error);
        term.key = key_of(&term.wanted);
        struct image_term *made = code ? NULL : section_add(builder, &builder->sections[IMAGE_SETS]);
        if (!made)
            return code ? code : NETRAL_ERROR_MEMORY;
        *made = term;
        at = bar ? bar + 1 : NULL;
    }
    return name_feature(builder, set->name, feature, PATTERN_NO_FEATURE);
}

/* Oldest first, so that a set may use the ones before it. The list has the newest first. */
static int add_sets(struct pack_builder *builder, const struct named_text *set) {
    if (!set)
        return 0;
    int code = add_sets(builder, set->next);
    struct pattern_name known;
    if (code || find_name(builder, set->name, strlen(set->name), &known))
        return code;
    return add_set(builder, set);
}

int builder_number_features(struct pack_builder *builder) {
    for (unsigned i = 0; i < FEATURE_SHAPES; i++)
        if (name_feature(builder, shape_names[i], i, PATTERN_NO_FEATURE))
            return NETRAL_ERROR_MEMORY;
    builder->features_used = FEATURE_SHAPES;
    int code = number_types(builder);
    code = code ? code : link_types(builder);
    code = code ? code : number_stage_classes(builder);
    return code ? code : add_sets(builder, builder->sets);
}

/* ---- Rules --------------------------------------------------------------------------------------------------------- */

static int add_examples(struct pack_builder *builder, const struct rule_definition *rule, struct image_rule *made) {
    struct section *examples = &builder->sections[IMAGE_EXAMPLES];
    made->example = (uint32_t)examples->count;
    for (const struct example_definition *example = rule->examples; example; example = example->next) {
        uint32_t text = builder_string(builder, example->text, strlen(example->text));
        struct image_example *item = section_add(builder, examples);
        if (!item || text == UINT32_MAX)
            return NETRAL_ERROR_MEMORY;
        *item = (struct image_example){text, (uint32_t)example->is_yes, (uint32_t)example->line};
        made->example_count++;
        made->yes_count += (uint32_t)example->is_yes;
    }
    return 0;
}

static int unknown_type(struct pack_builder *builder, const struct rule_definition *rule) {
    const char *known[LIMIT_MENTION_TYPES + 1] = {0};
    for (uint32_t i = 0; i < builder->sections[IMAGE_TYPES].count; i++)
        known[i] = (const char *)builder->sections[IMAGE_STRINGS].items + SECTION_ITEM(builder, IMAGE_TYPES, struct image_type, i)->name;
    const char *near = nearest_word(rule->type, known);
    return error_at(builder->error, NETRAL_ERROR_RULE, "unknown-type", rule->type_place, "no mention type is called \"%s\"%s%s%s", rule->type,
                    near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
}

/* Each piece by itself first: an error is told where it stands, and no parenthesis of one closes another's. */
static int check_pieces(struct pack_builder *builder, const struct rule_definition *rule, const struct pattern_names *names,
                        struct pattern_buffer *scratch) {
    const char *pieces[] = {rule->left, rule->pattern, rule->right, rule->not_left, rule->not_right};
    const struct place places[] = {rule->left_place, rule->pattern_place, rule->right_place, rule->not_left_place, rule->not_right_place};
    int code = 0;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces && code == 0; i++) {
        scratch->used = 0;
        if (pieces[i])
            code = pattern_translate(pieces[i], names, places[i], scratch, builder->error);
    }
    return code;
}

/* The translation and the program of a pattern. */
static int add_pattern(struct pack_builder *builder, const char *pattern, const struct pattern_names *names, struct place place,
                       struct pattern_buffer *code_text, struct image_rule *made) {
    code_text->used = 0;
    if (!pattern)
        return error_memory(builder->error);
    int code = pattern_translate(pattern, names, place, code_text, builder->error);
    if (code)
        return code;
    made->code = builder_string(builder, code_text->bytes, code_text->used);
    made->code_length = (uint32_t)code_text->used;
    return made->code == UINT32_MAX ? NETRAL_ERROR_MEMORY : builder_add_program(builder, pattern, names, made);
}

/* The number that the guard will have behind all rules. */
static int add_guard(struct pack_builder *builder, const struct rule_definition *rule, const struct pattern_names *names,
                     struct pattern_buffer *code_text, struct image_rule *made) {
    struct image_rule guard = {.id = made->id, .file = made->file, .line = made->line, .is_guard = 1};
    if (!rule->not_left)
        return 0;
    int code = add_pattern(builder, rule_guard_pattern(builder, rule), names, rule->pattern_place, code_text, &guard);
    struct image_rule *place = code ? NULL : section_add(builder, &builder->guards);
    if (!place)
        return code ? code : NETRAL_ERROR_MEMORY;
    *place = guard;
    made->guard = builder->rule_total + (uint32_t)builder->guards.count - 1;
    return 0;
}

static int add_allowed(struct pack_builder *builder, const struct rule_definition *rule, struct image_rule *made) {
    made->allowed = (uint32_t)builder->sections[IMAGE_STRINGS].count;
    for (const char *const *name = rule->allowed; *name; name++, made->allowed_count++)
        if (**name && builder_string(builder, *name, strlen(*name)) == UINT32_MAX)
            return NETRAL_ERROR_MEMORY;
    return 0;
}

static int add_rule(struct pack_builder *builder, const struct rule_definition *rule, struct pattern_buffer *code_text) {
    struct pattern_names names = names_of(builder);
    names.as_written = rule->as_written;
    struct image_rule made = {.type = type_number(builder, rule->type), .line = (uint32_t)rule->place.line,
                              .column = (uint32_t)rule->place.column,
                              .layer = (uint32_t)rule->layer, .back = (uint32_t)rule->back, .priority = rule->priority,
                              .closed = (uint32_t)rule->closed};
    if (made.type == UINT32_MAX)
        return unknown_type(builder, rule);
    int code = rule->stage ? 0 : check_pieces(builder, rule, &names, code_text);
    if (code)
        return code;
    made.id = builder_string(builder, rule->id, strlen(rule->id));
    made.file = builder_string(builder, rule->place.file, strlen(rule->place.file));
    const char *shown = rule->stage ? rule->stage : rule_pattern_in_context(builder, rule);
    if (!shown)
        return error_memory(builder->error);
    made.pattern = builder_string(builder, shown, strlen(shown));
    made.source = builder_string(builder, rule->source, strlen(rule->source));
    code_text->used = 0;
    if (!rule->stage)
        code = add_pattern(builder, shown, &names, rule->pattern_place, code_text, &made);
    code = code ? code : builder_add_fields(builder, rule, code_text->used ? code_text->bytes : NULL, &made);
    code = code ? code : add_guard(builder, rule, &names, code_text, &made);
    code = code ? code : add_allowed(builder, rule, &made);
    code = code ? code : add_examples(builder, rule, &made);
    code = code ? code : builder_add_triggers(builder, rule, &names, (uint32_t)builder->sections[IMAGE_RULES].count);
    struct image_rule *place = code ? NULL : section_add(builder, &builder->sections[IMAGE_RULES]);
    if (!place || made.id == UINT32_MAX || made.source == UINT32_MAX)
        return code ? code : NETRAL_ERROR_MEMORY;
    *place = made;
    return 0;
}

static int write_name(struct pack_builder *builder, uint32_t feature, const char *name, int is_inside) {
    uint32_t string = builder_string(builder, name, strlen(name));
    if (string == UINT32_MAX)
        return NETRAL_ERROR_MEMORY;
    *SECTION_ITEM(builder, IMAGE_FEATURE_NAMES, struct image_feature, feature) = (struct image_feature){string, (uint32_t)is_inside};
    return 0;
}

/* What rules call each feature, so that a person can be told. */
static int write_feature_names(struct pack_builder *builder) {
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

int builder_make_rules(struct pack_builder *builder) {
    struct pattern_buffer code_text = {.allocator = builder->allocator};
    int code = 0;
    for (const struct rule_definition *rule = builder->rules; rule; rule = rule->next)
        builder->rule_total++;
    for (const struct rule_definition *rule = builder->rules; rule && code == 0; rule = rule->next)
        code = add_rule(builder, rule, &code_text);
    for (size_t i = 0; i < builder->guards.count && code == 0; i++) {
        struct image_rule *guard = section_add(builder, &builder->sections[IMAGE_RULES]);
        code = guard ? 0 : NETRAL_ERROR_MEMORY;
        if (guard)
            *guard = ((struct image_rule *)builder->guards.items)[i];
    }
    memory_resize(&builder->allocator, code_text.bytes, code_text.capacity, 0);
    return code ? code : write_feature_names(builder);
}
