/* From definitions to the image: features get their numbers, sets their terms, rules their PCRE2 source. */
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

static int find_name(struct pack_builder *builder, const char *name, size_t length, struct pattern_name *found) {
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
    *named = (struct named_feature){.name = kept, .feature = feature, .inside = inside};
    return 0;
}

static struct named_feature *last_named(struct pack_builder *builder) {
    return (struct named_feature *)builder->named.items + builder->named.count - 1;
}

/* ---- Features ------------------------------------------------------------------------------------------------------ */

static uint32_t type_number(const struct pack_builder *builder, const char *name) {
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
    const char *other = find_name(builder, type->name, strlen(type->name), &known) ? "a sub-pattern or shape" : NULL;
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
        if (type_number(builder, type->name) != UINT32_MAX)
            continue; /* a second pack may state a type again */
        int code = check_type_name(builder, type);
        if (code)
            return code;
        if (types->count == LIMIT_MENTION_TYPES)
            return error_at(builder->error, NETRAL_ERROR_LIMIT, "types", type->place, "more than %d mention types", LIMIT_MENTION_TYPES);
        uint32_t name = builder_string(builder, type->name, strlen(type->name));
        uint32_t begin = new_feature(builder, type->place), inside = new_feature(builder, type->place);
        struct image_type *made = section_add(builder, types);
        if (!made || name == UINT32_MAX || inside == UINT32_MAX || name_feature(builder, type->name, begin, inside))
            return builder->features_used >= LIMIT_FEATURES ? NETRAL_ERROR_LIMIT : NETRAL_ERROR_MEMORY;
        *made = (struct image_type){name, begin, inside, LIMIT_FEATURES, (type->opaque ? TYPE_OPAQUE : 0u) | (type->veto ? TYPE_VETO : 0u), 0};
    }
    return 0;
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
    type->last = new_feature(builder, nowhere);
    if (type->last == UINT32_MAX || name_feature(builder, known, type->last, PATTERN_NO_FEATURE)) {
        builder->naming_failed = type->last == UINT32_MAX ? NETRAL_ERROR_LIMIT : NETRAL_ERROR_MEMORY;
        return 0;
    }
    *found = (struct pattern_name){NULL, type->last, PATTERN_NO_FEATURE};
    return 1;
}

static int number_class(struct pack_builder *builder, struct image_class *class) {
    struct place nowhere = {NULL, 0, 0};
    const char *name = (const char *)builder->sections[IMAGE_STRINGS].items + class->name;
    class->begin = new_feature(builder, nowhere);
    class->inside = class->inside == 0 ? new_feature(builder, nowhere) : class->begin;
    if (class->begin == UINT32_MAX || class->inside == UINT32_MAX)
        return NETRAL_ERROR_LIMIT;
    uint32_t inside = class->inside == class->begin ? PATTERN_NO_FEATURE : class->inside;
    if (name_feature(builder, name, class->begin, inside))
        return NETRAL_ERROR_MEMORY;
    features_add(&last_named(builder)->classes, class->begin);
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
        *found = (struct pattern_name){NULL, tolerance->begin, tolerance->inside == tolerance->begin ? PATTERN_NO_FEATURE : tolerance->inside};
    return tolerance != NULL;
}

static int add_set(struct pack_builder *builder, struct named_text *set);

/* A set that is asked for before its turn is made now, by its highest definition. */
static int find_set(struct pack_builder *builder, const char *name, size_t length, struct pattern_name *found) {
    struct named_text *set = builder->sets;
    while (set && (strlen(set->name) != length || memcmp(set->name, name, length) != 0))
        set = set->next;
    if (set && set->is_busy)
        error_at(builder->error, NETRAL_ERROR_RULE, "circle", set->place, "the set \"%s\" names itself, perhaps by way of others", set->name);
    return set && !set->is_busy && add_set(builder, set) == 0 && find_name(builder, name, length, found);
}

static int find_or_number(const void *context, const char *name, size_t length, struct pattern_name *found) {
    struct pack_builder *builder = (struct pack_builder *)(uintptr_t)context;
    if (!find_name(builder, name, length, found) && !find_set(builder, name, length, found) && !find_class(builder, name, length, found) &&
        !find_last(builder, name, length, found))
        return 0;
    return builder->spelling == 0 || tolerate(builder, found);
}

int builder_name_feature(struct pack_builder *builder, const char *name, uint32_t feature, uint32_t inside) {
    return name_feature(builder, name, feature, inside);
}

uint32_t builder_feature(struct pack_builder *builder) {
    return new_feature(builder, (struct place){NULL, 0, 0});
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
    return (struct pattern_names){find_or_number, near_name, builder, &builder->naming_failed, 0};
}

/* The wanted feature that comes last: sets and classes tell more than shapes. LIMIT_FEATURES when none is wanted. */
static uint32_t key_of(const struct features *wanted) {
    for (uint32_t feature = LIMIT_FEATURES; feature-- > 0;)
        if (features_has(wanted, feature))
            return feature;
    return LIMIT_FEATURES;
}

static int add_terms(struct pack_builder *builder, const struct named_text *set) {
    struct pattern_names names = names_of(builder);
    uint32_t feature = new_feature(builder, set->place);
    if (feature == UINT32_MAX)
        return NETRAL_ERROR_LIMIT;
    struct features before = builder->asked; /* by the set that asks for this one */
    builder->asked = (struct features){{0}};
    for (const char *at = set->text; at;) {
        const char *bar = strchr(at, '|');
        size_t length = bar ? (size_t)(bar - at) : strlen(at);
        struct image_term term = {.feature = feature};
        struct pattern_name first;
        if (builder->sections[IMAGE_SETS].count == LIMIT_SET_TERMS)
            return error_at(builder->error, NETRAL_ERROR_LIMIT, "set-terms", set->place, "the sets have more than %d alternatives", LIMIT_SET_TERMS);
        int code = pattern_conjunction(at, length, &names, set->place, &term.wanted, &term.unwanted, &first, builder->error);
        term.key = key_of(&term.wanted);
        struct image_term *made = code ? NULL : section_add(builder, &builder->sections[IMAGE_SETS]);
        if (!made)
            return code ? code : NETRAL_ERROR_MEMORY;
        *made = term;
        at = bar ? bar + 1 : NULL;
    }
    if (name_feature(builder, set->name, feature, PATTERN_NO_FEATURE))
        return NETRAL_ERROR_MEMORY;
    last_named(builder)->classes = builder->asked;
    builder->asked = before;
    return 0;
}

static int add_set(struct pack_builder *builder, struct named_text *set) {
    set->is_busy = 1;
    int code = add_terms(builder, set);
    set->is_busy = 0;
    return code;
}

/* A set is computed after the ones that it names, and else in the order of the files. The list has the newest first, which is the
 * one that counts where a name is defined again. */
static int add_sets(struct pack_builder *builder) {
    const struct named_text **sets = arena_get(&builder->arena, (builder->name_count + 1) * sizeof *sets);
    size_t count = 0;
    int code = sets ? 0 : error_memory(builder->error);
    for (const struct named_text *set = builder->sets; set && sets; set = set->next)
        sets[count++] = set;
    while (count-- > 0 && code == 0) {
        struct pattern_name known;
        size_t length = strlen(sets[count]->name);
        if (!find_name(builder, sets[count]->name, length, &known) && !find_set(builder, sets[count]->name, length, &known))
            code = builder->out_of_memory ? NETRAL_ERROR_MEMORY : NETRAL_ERROR_RULE;
    }
    return code;
}

int builder_number_features(struct pack_builder *builder) {
    for (unsigned i = 0; i < FEATURE_SHAPES; i++)
        if (name_feature(builder, shape_names[i], i, PATTERN_NO_FEATURE))
            return NETRAL_ERROR_MEMORY;
    builder->features_used = FEATURE_OTHERS;
    int code = number_types(builder);
    code = code ? code : link_types(builder);
    code = code ? code : number_stage_classes(builder);
    return code ? code : add_sets(builder);
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

/* Mentions of a rule name their entries where these have ids, or where the rule's normal form is the entry's. */
static void note_classes(struct pack_builder *builder, struct image_rule *made, const char *norm) {
    made->norm_is_alias = strcmp(norm, "@alias") == 0;
    made->norm_is_entry = strcmp(norm, "@entry") == 0 || (made->spelling && !*norm);
    for (uint32_t i = 0; i < builder->sections[IMAGE_CLASSES].count; i++) {
        const struct image_class *class = SECTION_ITEM(builder, IMAGE_CLASSES, struct image_class, i);
        int is_asked = class->begin != UINT32_MAX && features_has(&builder->asked, class->begin);
        if (is_asked && (class->has_ids || made->norm_is_entry || made->spelling))
            features_add(&made->classes, class->begin);
    }
    made->has_classes = (uint8_t)features_share(&made->classes, &made->classes);
}

/* Each piece by itself first: an error is told where it stands, and no parenthesis of one closes another's. The pattern comes last,
 * so that the classes which were asked for since are the mention's own. */
static int check_pieces(struct pack_builder *builder, const struct rule_definition *rule, const struct pattern_names *names,
                        struct pattern_buffer *scratch) {
    const char *pieces[] = {rule->left, rule->right, rule->not_left, rule->not_right, rule->pattern};
    const struct place places[] = {rule->left_place, rule->right_place, rule->not_left_place, rule->not_right_place, rule->pattern_place};
    int code = 0;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces && code == 0; i++) {
        scratch->used = 0;
        builder->asked = (struct features){{0}};
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
    made->code = builder_text(builder, code_text->bytes, code_text->used);
    made->code_length = (uint32_t)code_text->used;
    builder->pattern_bytes += code_text->used;
    if (builder->pattern_bytes > LIMIT_PACK_PATTERN_BYTES)
        return error_at(builder->error, NETRAL_ERROR_LIMIT, "patterns", place,
                        "the patterns of all rules, with their sub-patterns written out, are longer than %u bytes", LIMIT_PACK_PATTERN_BYTES);
    code = made->code == UINT32_MAX ? NETRAL_ERROR_MEMORY : builder_add_program(builder, pattern, names, made);
    if (code == 0 && builder->sections[IMAGE_REGEXES].count > LIMIT_TOKEN_REGEXES)
        code = error_at(builder->error, NETRAL_ERROR_LIMIT, "regexes", place, "more than %d different regular expressions inside tokens",
                        LIMIT_TOKEN_REGEXES);
    return code;
}

static int add_allowed(struct pack_builder *builder, const struct rule_definition *rule, struct image_rule *made) {
    uint32_t made_at = (uint32_t)builder->sections[IMAGE_STRINGS].count;
    int failed = 0;
    for (const char *const *name = rule->allowed; *name && !failed; name++)
        failed = builder_bytes(builder, IMAGE_STRINGS, *name, strlen(*name)) == UINT32_MAX || builder_bytes(builder, IMAGE_STRINGS, "\n", 1) == UINT32_MAX;
    if (!*rule->allowed)
        return 0;
    made->allowed = made_at;
    return failed || builder_bytes(builder, IMAGE_STRINGS, "", 1) == UINT32_MAX ? NETRAL_ERROR_MEMORY : 0;
}

static int add_rule(struct pack_builder *builder, const struct rule_definition *rule, struct pattern_buffer *code_text) {
    struct pattern_names names = names_of(builder);
    names.as_written = rule->as_written;
    struct image_rule made = {.type = type_number(builder, rule->type), .line = (uint32_t)rule->place.line,
                              .column = (uint32_t)rule->place.column,
                              .layer = (uint32_t)rule->layer, .back = (uint32_t)rule->back, .priority = rule->priority,
                              .level = (uint32_t)rule->level, .closed = (uint8_t)(rule->closed != 0), .spelling = (uint32_t)rule->spelling};
    if (made.type == UINT32_MAX)
        return unknown_type(builder, rule);
    builder->asked = (struct features){{0}};
    builder->spelling = made.spelling;
    int code = rule->stage ? 0 : check_pieces(builder, rule, &names, code_text);
    note_classes(builder, &made, rule->norm);
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
    code = rule->stage ? builder_add_program(builder, NULL, &names, &made)
                       : add_pattern(builder, shown, &names, rule->pattern_place, code_text, &made);
    made.guard = rule->not_left ? (uint32_t)builder->rule_count + builder->guard_count++ : 0;
    code = code ? code : builder_add_fields(builder, rule, code_text->used ? code_text->bytes : NULL, &made);
    code = code ? code : add_allowed(builder, rule, &made);
    code = code ? code : add_examples(builder, rule, &made);
    code = code ? code : builder_add_triggers(builder, rule, &names, (uint32_t)builder->sections[IMAGE_RULES].count);
    builder->spelling = 0;
    struct image_rule *place = code ? NULL : section_add(builder, &builder->sections[IMAGE_RULES]);
    if (!place || made.id == UINT32_MAX || made.source == UINT32_MAX)
        return code ? code : NETRAL_ERROR_MEMORY;
    *place = made;
    return 0;
}

/* Guards stand behind all rules, in their order, and so do their programs. */
static int add_guard(struct pack_builder *builder, const struct rule_definition *rule, struct pattern_buffer *code_text) {
    struct pattern_names names = names_of(builder);
    const char *pattern = rule_guard_pattern(builder, rule);
    struct image_rule guard = {.line = (uint32_t)rule->place.line, .level = (uint32_t)rule->level, .is_guard = 1};
    names.as_written = rule->as_written;
    builder->spelling = (unsigned)rule->spelling;
    guard.id = builder_string(builder, rule->id, strlen(rule->id));
    guard.file = builder_string(builder, rule->place.file, strlen(rule->place.file));
    guard.pattern = pattern ? builder_string(builder, pattern, strlen(pattern)) : 0;
    int code = add_pattern(builder, pattern, &names, rule->not_left_place, code_text, &guard);
    builder->spelling = 0;
    struct image_rule *place = code ? NULL : section_add(builder, &builder->sections[IMAGE_RULES]);
    if (!place || guard.id == UINT32_MAX || guard.file == UINT32_MAX || guard.pattern == UINT32_MAX)
        return code ? code : NETRAL_ERROR_MEMORY;
    *place = guard;
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
    for (const struct rule_definition *rule = builder->rules; rule && code == 0; rule = rule->next)
        code = add_rule(builder, rule, &code_text);
    for (const struct rule_definition *rule = builder->rules; rule && code == 0; rule = rule->next)
        code = rule->not_left ? add_guard(builder, rule, &code_text) : 0;
    memory_resize(&builder->allocator, code_text.bytes, code_text.capacity, 0);
    return code ? code : write_feature_names(builder);
}
