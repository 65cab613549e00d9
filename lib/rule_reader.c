/* The schema of rule files, in one place: which keys there are, what each holds, and what is said when it holds something
 * else. Numbers and yes/no are read here from plain text, so that YAML's own guesses never matter. */
#include "rule_reader.h"

#include <stdlib.h>
#include <string.h>

#include "limits.h"
#include "nearest.h"
#include "yaml_tree.h"

struct reading {
    struct arena *arena;
    netral_error *error;
    int layer;
    struct rule_file *file;
};

static int wrong(const struct reading *reading, const struct yaml_tree *node, const char *name, const char *what) {
    return error_at(reading->error, NETRAL_ERROR_RULE, name, node->place, "%s", what);
}

static int check_keys(const struct reading *reading, const struct yaml_tree *map, const char *const *known, const char *of) {
    if (map->kind != YAML_TREE_MAP)
        return error_at(reading->error, NETRAL_ERROR_RULE, "wrong-kind", map->place, "%s must be a map of keys and values", of);
    for (const struct yaml_tree *child = map->children; child; child = child->next) {
        const char *const *key = known;
        while (*key && strcmp(*key, child->key->text) != 0)
            key++;
        if (*key)
            continue;
        const char *near = nearest_word(child->key->text, known);
        return error_at(reading->error, NETRAL_ERROR_RULE, "unknown-key", child->key->place, "%s has no key \"%s\"%s%s%s", of,
                        child->key->text, near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
    }
    return 0;
}

/* Whoever wrote `trigger: {month}` meant text: YAML reads a map. */
static const char *advice(const struct yaml_tree *node) {
    return node->kind == YAML_TREE_SCALAR ? "" : "; text that begins with { or [ stands in quotation marks, as in \"{month}\"";
}

static int get_text(const struct reading *reading, const struct yaml_tree *map, const char *key, const char **text) {
    const struct yaml_tree *node = yaml_tree_get(map, key);
    if (!node)
        return 0;
    if (node->kind != YAML_TREE_SCALAR)
        return error_at(reading->error, NETRAL_ERROR_RULE, "wrong-kind", node->place, "\"%s\" must be text%s", key, advice(node));
    *text = node->text;
    return 0;
}

static int get_number(const struct reading *reading, const struct yaml_tree *map, const char *key, int least, int most, int *number) {
    const char *text = NULL;
    int code = get_text(reading, map, key, &text);
    if (code || !text)
        return code;
    char *end;
    long value = strtol(text, &end, 10);
    if (*end || end == text || value < least || value > most)
        return error_at(reading->error, NETRAL_ERROR_RULE, "wrong-number", yaml_tree_get(map, key)->place,
                        "\"%s\" must be a whole number from %d to %d, not \"%s\"", key, least, most, text);
    *number = (int)value;
    return 0;
}

static int get_yes(const struct reading *reading, const struct yaml_tree *map, const char *key, int *yes) {
    const char *text = NULL;
    int code = get_text(reading, map, key, &text);
    if (code || !text)
        return code;
    if (strcmp(text, "yes") != 0 && strcmp(text, "no") != 0)
        return error_at(reading->error, NETRAL_ERROR_RULE, "wrong-kind", yaml_tree_get(map, key)->place,
                        "\"%s\" must be yes or no", key);
    *yes = text[0] == 'y';
    return 0;
}

/* A list of texts, or one text, as an array ended by NULL. */
static int get_texts(const struct reading *reading, const struct yaml_tree *map, const char *key, const char *const **texts) {
    static const char *const none[] = {NULL};
    const struct yaml_tree *node = yaml_tree_get(map, key);
    *texts = none;
    if (!node)
        return 0;
    size_t count = 0;
    const struct yaml_tree *first = node->kind == YAML_TREE_LIST ? node->children : node;
    for (const struct yaml_tree *child = first; child; child = node->kind == YAML_TREE_LIST ? child->next : NULL, count++)
        if (child->kind != YAML_TREE_SCALAR)
            return error_at(reading->error, NETRAL_ERROR_RULE, "wrong-kind", child->place, "\"%s\" must be text or a list of texts%s", key,
                            advice(child));
    const char **array = arena_get(reading->arena, (count + 1) * sizeof *array);
    if (!array)
        return error_memory(reading->error);
    for (size_t i = 0; i < count; i++, first = first->next)
        array[i] = first->text;
    array[count] = NULL;
    *texts = array;
    return 0;
}

/* `patterns` and `sets`: names and texts. */
static int read_named(struct reading *reading, const struct yaml_tree *map, struct named_text **tail, const char *of) {
    if (map && map->kind != YAML_TREE_MAP)
        return error_at(reading->error, NETRAL_ERROR_RULE, "wrong-kind", map->place, "\"%s\" must be a map of names and texts", of);
    for (const struct yaml_tree *child = map ? map->children : NULL; child; child = child->next) {
        if (child->kind != YAML_TREE_SCALAR)
            return error_at(reading->error, NETRAL_ERROR_RULE, "wrong-kind", child->place, "must be text%s", advice(child));
        struct named_text *named = arena_get(reading->arena, sizeof *named);
        if (!named)
            return error_memory(reading->error);
        *named = (struct named_text){.name = child->key->text, .text = child->text, .place = child->place, .next = *tail};
        *tail = named;
    }
    return 0;
}

/* `include` and `disable`: one text, or a list of them, each with its place. */
static int read_listed(const struct reading *reading, const struct yaml_tree *map, const char *key, struct listed_text **tail) {
    const struct yaml_tree *node = yaml_tree_get(map, key);
    int is_list = node && node->kind == YAML_TREE_LIST;
    for (const struct yaml_tree *child = is_list ? node->children : node; child; child = is_list ? child->next : NULL) {
        if (child->kind != YAML_TREE_SCALAR || !child->text[0])
            return error_at(reading->error, NETRAL_ERROR_RULE, "wrong-kind", child->place, "\"%s\" must be text or a list of texts", key);
        struct listed_text *listed = arena_get(reading->arena, sizeof *listed);
        if (!listed)
            return error_memory(reading->error);
        *listed = (struct listed_text){.text = child->text, .place = child->place};
        *tail = listed;
        tail = &listed->next;
    }
    return 0;
}

static int read_types(struct reading *reading, const struct yaml_tree *list) {
    static const char *const keys[] = {"name", "about", "opaque", "veto", "holds", NULL};
    struct type_definition **tail = &reading->file->types;
    if (list && list->kind != YAML_TREE_LIST)
        return wrong(reading, list, "wrong-kind", "\"types\" must be a list");
    for (const struct yaml_tree *node = list ? list->children : NULL; node; node = node->next) {
        struct type_definition *type = arena_get(reading->arena, sizeof *type);
        if (!type)
            return error_memory(reading->error);
        *type = (struct type_definition){.place = node->place};
        int code = check_keys(reading, node, keys, "a mention type");
        code = code ? code : get_text(reading, node, "name", &type->name);
        code = code ? code : get_yes(reading, node, "opaque", &type->opaque);
        code = code ? code : get_yes(reading, node, "veto", &type->veto);
        code = code ? code : get_texts(reading, node, "holds", &type->holds);
        if (code == 0 && !type->name)
            code = wrong(reading, node, "missing-key", "a mention type needs \"name\"");
        if (code)
            return code;
        *tail = type;
        tail = &type->next;
    }
    return 0;
}

static int read_examples(struct reading *reading, const struct yaml_tree *map, const char *key, struct example_definition ***tail) {
    const struct yaml_tree *list = yaml_tree_get(map, key);
    if (list && list->kind != YAML_TREE_LIST)
        return wrong(reading, list, "wrong-kind", "examples are a list of texts");
    for (const struct yaml_tree *node = list ? list->children : NULL; node; node = node->next) {
        if (node->kind != YAML_TREE_SCALAR)
            return wrong(reading, node, "wrong-kind", "an example is one text; put it in quotation marks");
        if (key[0] == 'y' && !strchr(node->text, '['))
            return wrong(reading, node, "example", "a yes example marks what is wanted with [ and ]");
        struct example_definition *example = arena_get(reading->arena, sizeof *example);
        if (!example)
            return error_memory(reading->error);
        *example = (struct example_definition){node->text, key[0] == 'y', node->place.line, NULL};
        **tail = example;
        *tail = &example->next;
    }
    return 0;
}

/* `fields`: names of parts, or a map of names and templates. A name alone stands for its part as written: `date` is `{date}`. */
static int read_field(struct reading *reading, const struct yaml_tree *node, struct field_definition **made) {
    const char *name = node->key ? node->key->text : node->text;
    struct field_definition *field = arena_get(reading->arena, sizeof *field);
    size_t length = strlen(name);
    char *value = field && !node->key ? arena_get(reading->arena, length + 3) : NULL;
    if (!field || (!node->key && !value))
        return error_memory(reading->error);
    if (node->kind != YAML_TREE_SCALAR)
        return wrong(reading, node, "wrong-kind", "\"fields\" is a list of names of parts, or a map of names and templates");
    if (value) {
        value[0] = '{';
        memcpy(value + 1, name, length);
        memcpy(value + 1 + length, "}", 2);
    }
    *field = (struct field_definition){name, value ? value : node->text, node->place, NULL};
    *made = field;
    return 0;
}

static int read_fields(struct reading *reading, const struct yaml_tree *map, struct field_definition **tail) {
    const struct yaml_tree *list = yaml_tree_get(map, "fields");
    if (list && list->kind == YAML_TREE_SCALAR)
        return wrong(reading, list, "wrong-kind", "\"fields\" is a list of names of parts, or a map of names and templates");
    int code = 0;
    for (const struct yaml_tree *node = list ? list->children : NULL; node && code == 0; node = node->next) {
        code = read_field(reading, node, tail);
        tail = code ? tail : &(*tail)->next;
    }
    return code;
}

/* `case: as-written`, or `case: any`, which is what it is without. */
static int read_case(struct reading *reading, const struct yaml_tree *map, int *as_written) {
    const char *text = "any";
    int code = get_text(reading, map, "case", &text);
    *as_written = strcmp(text, "as-written") == 0;
    if (code == 0 && !*as_written && strcmp(text, "any") != 0)
        code = wrong(reading, yaml_tree_get(map, "case"), "wrong-kind", "\"case\" must be any or as-written");
    return code;
}

/* `allow` speaks of warnings (pack_lint.c) by their names. */
static int read_allowed(struct reading *reading, const struct yaml_tree *map, struct rule_definition *rule) {
    static const char *const warnings[] = {"no-example",  "no-counterexample", "common-trigger",    "idle-trigger", "never-matches",
                                           "unseen-type", "shadowed",          "unmatched-example", "backtracking", NULL};
    int code = get_texts(reading, map, "allow", &rule->allowed);
    for (const char *const *name = rule->allowed; code == 0 && *name; name++) {
        const char *const *known = warnings;
        while (*known && strcmp(*known, *name) != 0)
            known++;
        const char *near = *known ? NULL : nearest_word(*name, warnings);
        if (!*known)
            code = error_at(reading->error, NETRAL_ERROR_RULE, "unknown-warning", yaml_tree_get(map, "allow")->place,
                            "no warning of a rule is called \"%s\"%s%s%s", *name, near ? "; did you mean \"" : "", near ? near : "",
                            near ? "\"?" : "");
    }
    return code;
}

/* What stands around the match. */
static int read_context(struct reading *reading, const struct yaml_tree *map, struct rule_definition *rule) {
    int code = get_text(reading, map, "left", &rule->left);
    code = code ? code : get_text(reading, map, "right", &rule->right);
    code = code ? code : get_text(reading, map, "not-left", &rule->not_left);
    code = code ? code : get_text(reading, map, "not-right", &rule->not_right);
    if (rule->left && !yaml_tree_get(map, "back"))
        rule->back = LIMIT_RULE_BACK; /* however far before the trigger it reaches */
    return code;
}

static struct place place_of(const struct yaml_tree *map, const char *key) {
    const struct yaml_tree *node = yaml_tree_get(map, key);
    return node ? node->place : map->place;
}

static int check_rule(struct reading *reading, const struct yaml_tree *node, const struct rule_definition *rule) {
    const char *missing = !rule->id ? "id" : !rule->type ? "type" : !rule->pattern && !rule->stage ? "pattern" : NULL;
    if (missing)
        return error_at(reading->error, NETRAL_ERROR_RULE, "missing-key", node->place, "a rule needs \"%s\"", missing);
    if (rule->stage)
        return rule->pattern ? wrong(reading, node, "stage", "a rule with \"stage\" has no \"pattern\"") : 0;
    if (!rule->triggers[0])
        return error_at(reading->error, NETRAL_ERROR_RULE, "missing-key", node->place,
                        "rule %s needs \"trigger\": the words or {classes} where the pattern is tried", rule->id);
    return 0;
}

static int read_rule(struct reading *reading, const struct yaml_tree *node, struct rule_definition **made) {
    static const char *const keys[] = {"id",       "type",     "layer",     "priority", "trigger", "back",   "pattern", "left",
                                       "right",    "not-left", "not-right", "case",     "norm",    "fields", "stage",   "closed",
                                       "spelling", "source",   "about",     "allow",    "yes",     "no",     NULL};
    int code = check_keys(reading, node, keys, "a rule");
    struct rule_definition *rule = arena_get(reading->arena, sizeof *rule);
    if (!rule)
        return error_memory(reading->error);
    *rule = (struct rule_definition){.norm = "", .source = "", .priority = 50, .layer = reading->layer, .place = node->place};
    code = code ? code : get_text(reading, node, "id", &rule->id);
    code = code ? code : get_text(reading, node, "type", &rule->type);
    code = code ? code : get_text(reading, node, "pattern", &rule->pattern);
    code = code ? code : get_text(reading, node, "norm", &rule->norm);
    code = code ? code : get_text(reading, node, "stage", &rule->stage);
    code = code ? code : get_yes(reading, node, "closed", &rule->closed);
    code = code ? code : get_text(reading, node, "source", &rule->source);
    code = code ? code : get_number(reading, node, "layer", 0, LIMIT_LAYERS - 1, &rule->layer);
    code = code ? code : get_number(reading, node, "priority", 0, 100, &rule->priority);
    code = code ? code : get_number(reading, node, "back", 0, LIMIT_RULE_BACK, &rule->back);
    code = code ? code : get_number(reading, node, "spelling", 0, 2, &rule->spelling);
    code = code ? code : get_texts(reading, node, "trigger", &rule->triggers);
    code = code ? code : read_allowed(reading, node, rule);
    code = code ? code : read_context(reading, node, rule);
    code = code ? code : read_case(reading, node, &rule->as_written);
    code = code ? code : read_fields(reading, node, &rule->fields);
    struct example_definition **tail = &rule->examples;
    code = code ? code : read_examples(reading, node, "yes", &tail);
    code = code ? code : read_examples(reading, node, "no", &tail);
    code = code ? code : check_rule(reading, node, rule);
    rule->pattern_place = place_of(node, "pattern");
    rule->norm_place = place_of(node, "norm");
    rule->trigger_place = place_of(node, "trigger");
    rule->type_place = place_of(node, "type");
    rule->left_place = place_of(node, "left");
    rule->right_place = place_of(node, "right");
    rule->not_left_place = place_of(node, "not-left");
    rule->not_right_place = place_of(node, "not-right");
    *made = rule;
    return code;
}

static int read_rules(struct reading *reading, const struct yaml_tree *list) {
    struct rule_definition **tail = &reading->file->rules;
    if (list && list->kind != YAML_TREE_LIST)
        return wrong(reading, list, "wrong-kind", "\"rules\" must be a list");
    for (const struct yaml_tree *node = list ? list->children : NULL; node; node = node->next) {
        int code = read_rule(reading, node, tail);
        if (code)
            return code;
        tail = &(*tail)->next;
    }
    return 0;
}

static const char *const file_keys[] = {"schema", "about", "layer", "include", "disable", "types", "patterns", "sets", "rules", NULL};

static int read_tree(struct reading *reading, const char *file, const char *text, size_t length, struct yaml_tree **tree) {
    const char *schema = NULL;
    int code = yaml_tree_read(reading->arena, file, text, length, tree, reading->error);
    if (code)
        return code;
    if (!*tree)
        return error_at(reading->error, NETRAL_ERROR_RULE, "empty", (struct place){file, 1, 1}, "the file is empty");
    code = check_keys(reading, *tree, file_keys, "a rule file");
    code = code ? code : get_text(reading, *tree, "schema", &schema);
    if (code == 0 && !schema)
        code = wrong(reading, *tree, "schema", "a rule file begins with \"schema: netral-rules/1\"");
    if (code == 0 && strcmp(schema, "netral-rules/1") != 0)
        code = error_at(reading->error, NETRAL_ERROR_RULE, "schema", yaml_tree_get(*tree, "schema")->place,
                        "this library reads \"netral-rules/1\", not \"%s\": use a newer one, or write the file for this version", schema);
    return code;
}

int rule_file_read_includes(struct arena *arena, const char *file, const char *text, size_t length, struct listed_text **includes,
                            netral_error *error) {
    struct reading reading = {.arena = arena, .error = error};
    struct yaml_tree *tree;
    *includes = NULL;
    int code = read_tree(&reading, file, text, length, &tree);
    return code ? code : read_listed(&reading, tree, "include", includes);
}

int rule_file_read(struct arena *arena, const char *file, const char *text, size_t length, struct rule_file *rules,
                   netral_error *error) {
    struct reading reading = {arena, error, 0, rules};
    struct yaml_tree *tree;
    memset(rules, 0, sizeof *rules);
    int code = read_tree(&reading, file, text, length, &tree);
    if (code)
        return code;
    code = get_number(&reading, tree, "layer", 0, LIMIT_LAYERS - 1, &reading.layer);
    code = code ? code : read_listed(&reading, tree, "include", &rules->includes);
    code = code ? code : read_listed(&reading, tree, "disable", &rules->disabled);
    code = code ? code : read_types(&reading, yaml_tree_get(tree, "types"));
    code = code ? code : read_named(&reading, yaml_tree_get(tree, "patterns"), &rules->patterns, "patterns");
    code = code ? code : read_named(&reading, yaml_tree_get(tree, "sets"), &rules->sets, "sets");
    return code ? code : read_rules(&reading, yaml_tree_get(tree, "rules"));
}
