/* libyaml's event interface, with what it lacks: limits on depth and events, and a refusal of everything that makes YAML
 * dangerous or surprising (anchors, aliases, tags, duplicate keys). */
#include "yaml_tree.h"

#include <string.h>
#include <yaml.h>

#include "limits.h"

struct builder {
    struct arena *arena;
    const char *file, *text;
    size_t length;
    netral_error *error;
    yaml_parser_t parser;
    unsigned events;
};

static struct place place_of(const struct builder *builder, yaml_mark_t mark) {
    return (struct place){builder->file, (int)mark.line + 1, (int)mark.column + 1};
}

static int refuse(struct builder *builder, yaml_mark_t mark, const char *name, const char *what) {
    return error_at(builder->error, NETRAL_ERROR_RULE, name, place_of(builder, mark), "%s", what);
}

/* libyaml tells only the offset of a byte that it cannot read. */
static struct place place_of_byte(const struct builder *builder, size_t offset) {
    struct place place = {builder->file, 1, 1};
    for (size_t i = 0; i < offset && i < builder->length; i++, place.column++)
        if (builder->text[i] == '\n') {
            place.line++;
            place.column = 0;
        }
    return place;
}

static int parse_failed(struct builder *builder) {
    const yaml_parser_t *parser = &builder->parser;
    if (parser->error == YAML_MEMORY_ERROR)
        return error_memory(builder->error);
    struct place place = place_of(builder, parser->problem_mark);
    if (parser->error == YAML_READER_ERROR)
        return error_at(builder->error, NETRAL_ERROR_RULE, "yaml-bytes", place_of_byte(builder, parser->problem_offset),
                        "the file is not UTF-8 text: %s", parser->problem ? parser->problem : "unreadable");
    return error_at(builder->error, NETRAL_ERROR_RULE, "yaml-syntax", place, "not YAML: %s%s%s", parser->problem ? parser->problem : "?",
                    parser->context ? ", " : "", parser->context ? parser->context : "");
}

static int next_event(struct builder *builder, yaml_event_t *event) {
    if (!yaml_parser_parse(&builder->parser, event))
        return parse_failed(builder);
    if (++builder->events > LIMIT_YAML_EVENTS) {
        refuse(builder, event->start_mark, "yaml-size", "the file has too many values (LIMIT_YAML_EVENTS)");
        yaml_event_delete(event);
        return NETRAL_ERROR_RULE;
    }
    return 0;
}

static int read_node(struct builder *builder, const yaml_event_t *event, int depth, struct yaml_tree **node);

static struct yaml_tree *new_node(struct builder *builder, enum yaml_kind kind, yaml_mark_t mark) {
    struct yaml_tree *node = arena_get(builder->arena, sizeof *node);
    if (node)
        *node = (struct yaml_tree){.kind = kind, .place = place_of(builder, mark), .text = ""};
    return node;
}

static int read_scalar(struct builder *builder, const yaml_event_t *event, struct yaml_tree **node) {
    if (event->data.scalar.anchor)
        return refuse(builder, event->start_mark, "yaml-anchor", "anchors are not allowed: write the value where it is used");
    if (event->data.scalar.tag)
        return refuse(builder, event->start_mark, "yaml-tag",
                      "tags are not allowed: every value is text, and text that begins with ! stands in quotation marks");
    if (memchr(event->data.scalar.value, '\0', event->data.scalar.length))
        return refuse(builder, event->start_mark, "yaml-nul", "a value holds a NUL character");
    *node = new_node(builder, YAML_TREE_SCALAR, event->start_mark);
    if (*node)
        (*node)->text = arena_string(builder->arena, (const char *)event->data.scalar.value, event->data.scalar.length);
    return *node && (*node)->text ? 0 : error_memory(builder->error);
}

static int duplicate(struct builder *builder, const struct yaml_tree *map, const struct yaml_tree *key) {
    unsigned count = 0;
    for (const struct yaml_tree *child = map->children; child; child = child->next)
        if (++count > LIMIT_YAML_KEYS)
            return error_at(builder->error, NETRAL_ERROR_RULE, "yaml-size", key->place, "more than %d keys in one map",
                            LIMIT_YAML_KEYS);
        else if (strcmp(child->key->text, key->text) == 0)
            return error_at(builder->error, NETRAL_ERROR_RULE, "duplicate-key", key->place,
                            "the key \"%s\" stands twice; the first is in line %d", key->text, child->key->place.line);
    return 0;
}

/* Reads a map's key when `event` is not the map's end; then moves on to the event of its value. */
static int read_key(struct builder *builder, yaml_event_t *event, const struct yaml_tree *map, struct yaml_tree **key) {
    if (event->type != YAML_SCALAR_EVENT)
        return refuse(builder, event->start_mark, "yaml-key", "a key must be a plain word");
    int code = read_scalar(builder, event, key);
    if (code == 0)
        code = duplicate(builder, map, *key);
    if (code)
        return code;
    yaml_event_delete(event);
    memset(event, 0, sizeof *event);
    return next_event(builder, event);
}

static int read_children(struct builder *builder, struct yaml_tree *parent, yaml_event_type_t closing, int depth) {
    struct yaml_tree **tail = &parent->children;
    for (;;) {
        yaml_event_t event = {0};
        int code = next_event(builder, &event);
        if (code)
            return code;
        if (event.type == closing) {
            yaml_event_delete(&event);
            return 0;
        }
        struct yaml_tree *key = NULL, *node = NULL;
        if (parent->kind == YAML_TREE_MAP)
            code = read_key(builder, &event, parent, &key);
        if (code == 0)
            code = read_node(builder, &event, depth + 1, &node);
        yaml_event_delete(&event);
        if (code)
            return code;
        node->key = key;
        *tail = node;
        tail = &node->next;
    }
}

static int read_collection(struct builder *builder, const yaml_event_t *event, int depth, struct yaml_tree **node) {
    int is_map = event->type == YAML_MAPPING_START_EVENT;
    const yaml_char_t *anchor = is_map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
    const yaml_char_t *tag = is_map ? event->data.mapping_start.tag : event->data.sequence_start.tag;
    if (anchor || tag)
        return refuse(builder, event->start_mark, anchor ? "yaml-anchor" : "yaml-tag", "anchors and tags are not allowed");
    if (depth >= LIMIT_YAML_DEPTH)
        return refuse(builder, event->start_mark, "yaml-depth", "the file is nested too deeply (LIMIT_YAML_DEPTH)");
    *node = new_node(builder, is_map ? YAML_TREE_MAP : YAML_TREE_LIST, event->start_mark);
    if (!*node)
        return error_memory(builder->error);
    return read_children(builder, *node, is_map ? YAML_MAPPING_END_EVENT : YAML_SEQUENCE_END_EVENT, depth);
}

static int read_node(struct builder *builder, const yaml_event_t *event, int depth, struct yaml_tree **node) {
    switch (event->type) {
    case YAML_SCALAR_EVENT: return read_scalar(builder, event, node);
    case YAML_MAPPING_START_EVENT:
    case YAML_SEQUENCE_START_EVENT: return read_collection(builder, event, depth, node);
    case YAML_ALIAS_EVENT: return refuse(builder, event->start_mark, "yaml-alias", "aliases are not allowed: write the value out");
    default: return refuse(builder, event->start_mark, "yaml-syntax", "a value is missing");
    }
}

static int read_document(struct builder *builder, struct yaml_tree **tree) {
    for (int documents = 0;;) {
        yaml_event_t event = {0};
        int code = next_event(builder, &event);
        if (code)
            return code;
        yaml_event_type_t type = event.type;
        if (type == YAML_DOCUMENT_START_EVENT && documents++)
            code = refuse(builder, event.start_mark, "yaml-documents", "a rule file is one YAML document");
        else if (type == YAML_SCALAR_EVENT || type == YAML_MAPPING_START_EVENT || type == YAML_SEQUENCE_START_EVENT ||
                 type == YAML_ALIAS_EVENT)
            code = read_node(builder, &event, 0, tree);
        yaml_event_delete(&event);
        if (code || type == YAML_STREAM_END_EVENT)
            return code;
    }
}

int yaml_tree_read(struct arena *arena, const char *file, const char *text, size_t length, struct yaml_tree **tree,
                   netral_error *error) {
    struct builder builder = {.arena = arena, .file = file, .text = text, .length = length, .error = error};
    *tree = NULL;
    if (length > LIMIT_RULE_FILE_BYTES)
        return error_at(error, NETRAL_ERROR_RULE, "yaml-size", (struct place){file, 0, 0}, "the file is larger than %u bytes",
                        LIMIT_RULE_FILE_BYTES);
    if (!yaml_parser_initialize(&builder.parser))
        return error_memory(error);
    yaml_parser_set_encoding(&builder.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&builder.parser, (const unsigned char *)text, length);
    int code = read_document(&builder, tree);
    yaml_parser_delete(&builder.parser);
    return code;
}

const struct yaml_tree *yaml_tree_get(const struct yaml_tree *map, const char *key) {
    if (!map || map->kind != YAML_TREE_MAP)
        return NULL;
    for (const struct yaml_tree *child = map->children; child; child = child->next)
        if (strcmp(child->key->text, key) == 0)
            return child;
    return NULL;
}
