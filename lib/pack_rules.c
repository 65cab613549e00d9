/* From a rule's definition to the image: its pattern as PCRE2 source and as a program, its parts, examples and triggers. */
#include <string.h>

#include "nearest.h"
#include "pack_build.h"
#include "pattern.h"
#include "program_walk.h"

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
    return error_at(builder->error, NETRAL_ERROR_RULE, "unknown-type", rule->type_place, "no mention type is called \"%s\"%s%s%s",
                    rule->type, near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
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
                        "the patterns of all rules, with their sub-patterns written out, are longer than %u bytes",
                        LIMIT_PACK_PATTERN_BYTES);
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
        failed = builder_bytes(builder, IMAGE_STRINGS, *name, strlen(*name)) == UINT32_MAX ||
                 builder_bytes(builder, IMAGE_STRINGS, "\n", 1) == UINT32_MAX;
    if (!*rule->allowed)
        return 0;
    made->allowed = made_at;
    return failed || builder_bytes(builder, IMAGE_STRINGS, "", 1) == UINT32_MAX ? NETRAL_ERROR_MEMORY : 0;
}

static int add_rule(struct pack_builder *builder, const struct rule_definition *rule, struct pattern_buffer *code_text) {
    struct pattern_names names = builder_names(builder);
    names.as_written = rule->as_written;
    struct image_rule made = {.type = builder_type_number(builder, rule->type), .line = (uint32_t)rule->place.line,
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

/* How many tokens before a match a guard is looked for: as many as it can hold. */
static uint32_t guard_back(const struct pack_builder *builder, const struct image_rule *guard) {
    const struct image_step *steps = builder->sections[IMAGE_STEPS].items;
    return guard->program ? steps_longest(steps + guard->program, LIMIT_RULE_BACK) : LIMIT_RULE_BACK;
}

/* Guards stand behind all rules, in their order, and so do their programs. */
static int add_guard(struct pack_builder *builder, const struct rule_definition *rule, struct pattern_buffer *code_text) {
    struct pattern_names names = builder_names(builder);
    const char *pattern = rule_guard_pattern(builder, rule);
    struct image_rule guard = {.line = (uint32_t)rule->place.line, .level = (uint32_t)rule->level, .is_guard = 1};
    names.as_written = rule->as_written;
    builder->spelling = (unsigned)rule->spelling;
    guard.id = builder_string(builder, rule->id, strlen(rule->id));
    guard.file = builder_string(builder, rule->place.file, strlen(rule->place.file));
    guard.pattern = pattern ? builder_string(builder, pattern, strlen(pattern)) : 0;
    int code = add_pattern(builder, pattern, &names, rule->not_left_place, code_text, &guard);
    builder->spelling = 0;
    guard.back = guard_back(builder, &guard);
    struct image_rule *place = code ? NULL : section_add(builder, &builder->sections[IMAGE_RULES]);
    if (!place || guard.id == UINT32_MAX || guard.file == UINT32_MAX || guard.pattern == UINT32_MAX)
        return code ? code : NETRAL_ERROR_MEMORY;
    *place = guard;
    return 0;
}

int builder_make_rules(struct pack_builder *builder) {
    struct pattern_buffer code_text = {.allocator = builder->allocator};
    int code = 0;
    for (const struct rule_definition *rule = builder->rules; rule && code == 0; rule = rule->next)
        code = add_rule(builder, rule, &code_text);
    for (const struct rule_definition *rule = builder->rules; rule && code == 0; rule = rule->next)
        code = rule->not_left ? add_guard(builder, rule, &code_text) : 0;
    memory_resize(&builder->allocator, code_text.bytes, code_text.capacity, 0);
    return code ? code : builder_write_feature_names(builder);
}
