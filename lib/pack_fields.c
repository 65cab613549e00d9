/* The templates of rules (template.h), checked when the pack is made: a part that the pattern has not, or a filter that nobody
 * knows, is a mistake that no text would ever show. */
#include <string.h>

#include "nearest.h"
#include "pack_build.h"
#include "template.h"

#define NAME_BYTES 40

struct checking {
    struct pack_builder *builder;
    const struct rule_definition *rule;
    struct place place;
    const char *parts[LIMIT_GROUPS + 2]; /* the pattern's; ended by NULL */
    char names[LIMIT_GROUPS + 1][NAME_BYTES];
};

/* Adds a name to the first `count`, if it is not among them. Returns how many there are then. */
static size_t add_part(struct checking *checking, size_t count, const char *name, size_t length) {
    char *made = checking->names[count];
    length = length < NAME_BYTES ? length : NAME_BYTES - 1;
    memcpy(made, name, length);
    made[length] = '\0';
    for (size_t i = 0; i < count; i++)
        if (strcmp(checking->names[i], made) == 0)
            return count;
    checking->parts[count] = made;
    return count + 1;
}

/* The names of parts stand in the translated pattern as `(?<name>`, sub-patterns and all; nothing else in it looks so. Alternatives may
 * have a part of one name each. */
static void collect_parts(struct checking *checking, const char *translated) {
    size_t count = add_part(checking, 0, "mention", strlen("mention"));
    for (const char *at = translated; count <= LIMIT_GROUPS && (at = strstr(at, "(?<")); at++)
        count = add_part(checking, count, at + 3, strcspn(at + 3, ">"));
    checking->parts[count] = NULL;
}

static int wrong(const struct checking *checking, const char *what, struct template_text name, const char *near) {
    return error_at(checking->builder->error, NETRAL_ERROR_RULE, "template", checking->place, "%s \"%.*s\"%s%s%s", what, (int)name.length,
                    name.text, near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
}

static int stands_among(const char *const *names, struct template_text name) {
    for (; *names; names++)
        if (strlen(*names) == name.length && memcmp(*names, name.text, name.length) == 0)
            return 1;
    return 0;
}

static const char *nearest(const char *const *names, struct template_text name) {
    char text[NAME_BYTES] = "";
    memcpy(text, name.text, name.length < NAME_BYTES ? name.length : NAME_BYTES - 1);
    return nearest_word(text, names);
}

static int is_class(const struct pack_builder *builder, struct template_text name) {
    const char *strings = builder->sections[IMAGE_STRINGS].items, *stop = memchr(name.text, '.', name.length);
    size_t length = stop ? (size_t)(stop - name.text) : name.length;
    for (uint32_t i = 0; i < builder->sections[IMAGE_CLASSES].count; i++) {
        const char *known = strings + SECTION_ITEM(builder, IMAGE_CLASSES, struct image_class, i)->name;
        if (strlen(known) == length && memcmp(known, name.text, length) == 0)
            return 1;
    }
    return 0;
}

static int check_part(const struct checking *checking, const struct template_piece *piece) {
    struct template_text filters = piece->filters, filter;
    size_t first, last;
    if (!stands_among(checking->parts, piece->text))
        return wrong(checking, "the pattern has no part", piece->text, nearest(checking->parts, piece->text));
    while (template_filter(&filters, &filter))
        if (!stands_among(template_filters, filter) && !template_range(filter, &first, &last) && !is_class(checking->builder, filter))
            return wrong(checking, "no filter and no lexicon class is called", filter, nearest(template_filters, filter));
    return 0;
}

static int check_template(const struct checking *checking, const char *text) {
    struct template_text rest;
    struct template_piece piece;
    int depth = 0, code = 0, read;
    while (code == 0 && (rest.text = text, read = template_next(&text, &piece)) != 0) {
        rest.length = strlen(rest.text);
        if (read < 0)
            return wrong(checking, "a brace stands alone (write {part}, or a sign of the text twice) at", rest, NULL);
        depth += (piece.kind == TEMPLATE_OPEN) - (piece.kind == TEMPLATE_CLOSE);
        if (depth < 0 || depth > TEMPLATE_DEPTH)
            return wrong(checking, "a bracket stands alone, or too deep (write [[ or ]] for one of the text) at", rest, NULL);
        code = piece.kind == TEMPLATE_PART ? check_part(checking, &piece) : 0;
    }
    rest = (struct template_text){"[", 1};
    return code || depth == 0 ? code : wrong(checking, "not closed:", rest, NULL);
}

/* `@date` and `@regulation` only say what the library does with mentions of these types anyway. */
static int check_norm(const struct checking *checking, const char *norm) {
    static const char *const made[] = {"@alias", "@date", "@entry", "@regulation", NULL};
    struct template_text name = {norm, strlen(norm)};
    if (norm[0] != '@')
        return check_template(checking, norm);
    return stands_among(made, name) ? 0 : wrong(checking, "no normal form of the library is called", name, nearest(made, name));
}

static int check_field_name(const struct checking *checking, const char *name) {
    struct template_text given = {name, strlen(name)};
    if (given.length > 0 && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_") == given.length)
        return 0;
    return wrong(checking, "a field's name has small letters, digits, hyphens and underlines only, not", given, NULL);
}

static int add_field(struct pack_builder *builder, const struct field_definition *field) {
    uint32_t name = builder_string(builder, field->name, strlen(field->name));
    uint32_t value = builder_string(builder, field->value, strlen(field->value));
    struct image_field *made = section_add(builder, &builder->sections[IMAGE_FIELDS]);
    if (!made || name == UINT32_MAX || value == UINT32_MAX)
        return NETRAL_ERROR_MEMORY;
    *made = (struct image_field){name, value};
    return 0;
}

int builder_add_fields(struct pack_builder *builder, const struct rule_definition *rule, const char *translated, struct image_rule *made) {
    struct checking *checking = arena_get(&builder->arena, sizeof *checking);
    if (!checking)
        return error_memory(builder->error);
    *checking = (struct checking){.builder = builder, .rule = rule, .place = rule->norm_place};
    collect_parts(checking, translated ? translated : "");
    int code = check_norm(checking, rule->norm);
    made->norm = builder_string(builder, rule->norm, strlen(rule->norm));
    made->tells = (rule->norm[0] && rule->norm[0] != '@') || rule->fields;
    made->field = (uint32_t)builder->sections[IMAGE_FIELDS].count;
    for (const struct field_definition *field = rule->fields; field && code == 0; field = field->next) {
        checking->place = field->place;
        code = check_field_name(checking, field->name);
        code = code ? code : check_template(checking, field->value);
        code = code ? code : add_field(builder, field);
        made->field_count++;
    }
    return code ? code : made->norm == UINT32_MAX ? NETRAL_ERROR_MEMORY : 0;
}
