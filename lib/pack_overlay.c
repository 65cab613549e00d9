/* What rule files say, laid one over the other. Every definition has a level: 0 in the lowest pack, one more in each pack laid over
 * another. A name or id of a higher level takes the place of the same one below; twice in one level it is a mistake. A pack may
 * also take rules of lower levels out (`disable`), whatever the order of its files. */
#include <stdio.h>
#include <string.h>

#include "nearest.h"
#include "pack_build.h"

static int cannot(struct pack_builder *builder, struct place place, const char *name, const char *format, const char *what,
                  struct place other) {
    char text[400];
    snprintf(text, sizeof text, format, what, other.file ? other.file : "", other.line);
    return error_at(builder->error, NETRAL_ERROR_RULE, name, place, "%s", text);
}

/* ---- Sub-patterns, sets, types ------------------------------------------------------------------------------------- */

/* The newer definition of a name stands in front, and is the one that is found. A file's own list has its last one first. */
static void prepend(struct named_text **list, struct named_text *more) {
    struct named_text **tail = &more;
    while (*tail)
        tail = &(*tail)->next;
    *tail = *list;
    *list = more;
}

static int check_name(struct pack_builder *builder, struct place place, const char *name, const char *of) {
    size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_");
    if (length > 0 && !name[length] && length <= LIMIT_NAME_BYTES)
        return 0;
    return error_at(builder->error, NETRAL_ERROR_RULE, "name", place,
                    "the name of %s has 1 to %d small letters, digits, hyphens and underlines, not \"%.*s\"", of, LIMIT_NAME_BYTES,
                    LIMIT_NAME_BYTES, name);
}

/* A pack laid over another may mean to replace a name, or not know that it is taken: `rules check` tells of it (pack_lint.c). */
static int note_replaced(struct pack_builder *builder, const struct named_text *named) {
    uint32_t name = builder_string(builder, named->name, strlen(named->name));
    uint32_t file = builder_string(builder, named->place.file, strlen(named->place.file));
    struct image_replaced *made = section_add(builder, &builder->sections[IMAGE_REPLACED]);
    if (!made || name == UINT32_MAX || file == UINT32_MAX)
        return NETRAL_ERROR_MEMORY;
    *made = (struct image_replaced){name, file, (uint32_t)named->place.line, (uint32_t)named->place.column, (uint32_t)named->level};
    return 0;
}

/* Sub-patterns and sets are known by their names in every file of a pack: two of one name would silently shadow each other. */
static int check_against(struct pack_builder *builder, const struct named_text *known, const struct named_text *more) {
    int code = 0;
    for (; more && code == 0; more = more->next)
        for (const struct named_text *other = known; other && code == 0; other = other->next) {
            if (strcmp(other->name, more->name) != 0)
                continue;
            if (other->level == more->level)
                return cannot(builder, more->place, "duplicate-name", "\"%s\" is the name of another sub-pattern or set, in %s:%d",
                              more->name, other->place);
            code = note_replaced(builder, more);
        }
    return code;
}

static int check_names(struct pack_builder *builder, struct named_text *more, const char *of) {
    for (; more; more = more->next) {
        int code = check_name(builder, more->place, more->name, of);
        if (code)
            return code;
        if (++builder->name_count > LIMIT_NAMES)
            return error_at(builder->error, NETRAL_ERROR_LIMIT, "names", more->place, "more than %d sub-patterns and sets", LIMIT_NAMES);
        more->level = builder->level;
    }
    return 0;
}

/* A type that is known already may be stated again to say what else it holds; what it is does not change. */
static int check_again(struct pack_builder *builder, const struct type_definition *known, const struct type_definition *type) {
    for (; known && strcmp(known->name, type->name) != 0; known = known->next) {}
    if (!known || (known->opaque == type->opaque && known->veto == type->veto))
        return 0;
    return cannot(builder, type->place, "duplicate-type",
                  "the type \"%s\" stands in %s:%d with another \"opaque\" or \"veto\"; only \"holds\" may be added", type->name,
                  known->place);
}

static int add_types(struct pack_builder *builder, struct type_definition *more) {
    struct type_definition **tail = &builder->types;
    while (*tail)
        tail = &(*tail)->next;
    for (struct type_definition *next; more; more = next) {
        int code = check_name(builder, more->place, more->name, "a mention type");
        code = code ? code : check_again(builder, builder->types, more);
        if (code)
            return code;
        next = more->next;
        more->next = NULL;
        more->level = builder->level;
        *tail = more;
        tail = &more->next;
    }
    return 0;
}

/* ---- Rules --------------------------------------------------------------------------------------------------------- */

static const struct listed_text *disabled_in(const struct pack_builder *builder, const char *id, int level) {
    const struct listed_text *listed = builder->disabled;
    while (listed && (listed->level < level || strcmp(listed->text, id) != 0))
        listed = listed->next;
    return listed;
}

static int check_id(struct pack_builder *builder, const struct rule_definition *rule) {
    size_t length = strspn(rule->id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");
    if (length > 0 && !rule->id[length] && length <= LIMIT_NAME_BYTES)
        return 0;
    return error_at(builder->error, NETRAL_ERROR_RULE, "name", rule->place,
                    "a rule's id has 1 to %d letters, digits, full stops, hyphens and underlines, not \"%.*s\"", LIMIT_NAME_BYTES,
                    LIMIT_NAME_BYTES, rule->id);
}

static struct rule_definition **find_rule(struct pack_builder *builder, const char *id) {
    struct rule_definition **at = &builder->rules;
    while (*at && strcmp((*at)->id, id) != 0)
        at = &(*at)->next;
    return at;
}

/* Rules keep their order; one that replaces another takes its place in the order. */
static int add_rule(struct pack_builder *builder, struct rule_definition *rule) {
    int code = check_id(builder, rule);
    if (code)
        return code;
    struct rule_definition **at = find_rule(builder, rule->id);
    const struct listed_text *disabled = disabled_in(builder, rule->id, builder->level);
    rule->level = builder->level;
    if (disabled)
        return cannot(builder, rule->place, "disabled-rule",
                      "the pack disables the rule \"%s\" in %s:%d and also replaces it: do one of them", rule->id, disabled->place);
    if (*at && (*at)->level == rule->level)
        return cannot(builder, rule->place, "duplicate-id", "the rule id \"%s\" stands twice in this pack; the first is in %s:%d", rule->id,
                      (*at)->place);
    if (!*at && ++builder->rule_count > LIMIT_RULES)
        return error_at(builder->error, NETRAL_ERROR_LIMIT, "rules", rule->place, "the pack has more than %d rules", LIMIT_RULES);
    rule->next = *at ? (*at)->next : NULL;
    *at = rule;
    return 0;
}

static int add_rules(struct pack_builder *builder, struct rule_definition *more) {
    int code = 0;
    for (struct rule_definition *next; more && code == 0; more = next) {
        next = more->next;
        code = add_rule(builder, more);
    }
    return code;
}

static int unknown_id(struct pack_builder *builder, const struct listed_text *listed) {
    size_t count = builder->rule_count;
    for (const struct listed_text *off = builder->disabled; off; off = off->next)
        count++;
    const char **ids = arena_get(&builder->arena, (count + 1) * sizeof *ids);
    if (!ids)
        return error_memory(builder->error);
    ids[count] = NULL;
    for (const struct rule_definition *rule = builder->rules; rule; rule = rule->next)
        ids[--count] = rule->id;
    for (const struct listed_text *off = builder->disabled; off; off = off->next)
        ids[--count] = off->text;
    const char *near = nearest_word(listed->text, ids);
    return error_at(builder->error, NETRAL_ERROR_RULE, "unknown-rule", listed->place,
                    "no rule below this pack has the id \"%.100s\"%s%s%s", listed->text, near ? "; did you mean \"" : "", near ? near : "",
                    near ? "\"?" : "");
}

static int disable(struct pack_builder *builder, struct listed_text *listed) {
    struct rule_definition **at = find_rule(builder, listed->text);
    if (!*at)
        return disabled_in(builder, listed->text, 0) ? 0 : unknown_id(builder, listed);
    if ((*at)->level == builder->level)
        return cannot(builder, listed->place, "disabled-rule",
                      "the rule \"%s\" is this pack's own, in %s:%d: take it out there, or do not disable it", listed->text, (*at)->place);
    *at = (*at)->next;
    builder->rule_count--;
    listed->level = builder->level;
    listed->next = builder->disabled;
    builder->disabled = listed;
    return 0;
}

static int disable_all(struct pack_builder *builder, struct listed_text *listed) {
    int code = 0;
    for (struct listed_text *next; listed && code == 0; listed = next) {
        next = listed->next;
        code = disable(builder, listed);
    }
    return code;
}

int builder_add_rules(struct pack_builder *builder, const char *name, const char *text, size_t length) {
    struct rule_file file;
    int code = rule_file_read(&builder->arena, name, text, length, &file, builder->error);
    code = code ? code : check_names(builder, file.patterns, "a sub-pattern");
    code = code ? code : check_names(builder, file.sets, "a set");
    code = code ? code : check_against(builder, file.patterns, file.sets);
    for (int i = 0; i < 4 && code == 0; i++)
        code = check_against(builder, i / 2 ? builder->sets : builder->patterns, i % 2 ? file.sets : file.patterns);
    if (code)
        return code;
    prepend(&builder->patterns, file.patterns);
    prepend(&builder->sets, file.sets);
    code = add_types(builder, file.types);
    code = code ? code : disable_all(builder, file.disabled);
    return code ? code : add_rules(builder, file.rules);
}
