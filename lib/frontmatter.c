/* Front matter: YAML between two lines of three dashes at the top of a Markdown file. Its values are text with places in the
 * input; its keys and signs are not text. Only flat mappings of scalars and lists of scalars occur in the wild; deeper ones
 * are walked all the same, aliases are refused (they would put one text in two places). */
#include <string.h>
#include <yaml.h>

#include "limits.h"
#include "source.h"
#include "unicode.h"

#define FRONT_VALUES 256
#define FRONT_DEPTH 8

struct reader {
    struct source *source;
    size_t start, end;      /* of the YAML in the text */
    size_t chars, bytes;    /* libyaml counts characters; this pair walks along to turn them into bytes */
    int depth;
    int is_key[FRONT_DEPTH + 1]; /* at this depth, whether the next scalar is a mapping's key */
    size_t key_start, key_end;
};

static size_t byte_of(struct reader *reader, size_t character) {
    const char *text = reader->source->text + reader->start;
    if (character < reader->chars)
        reader->chars = reader->bytes = 0;
    while (reader->chars < character && reader->start + reader->bytes < reader->end) {
        reader->bytes++;
        while (unicode_continues(text[reader->bytes]))
            reader->bytes++;
        reader->chars++;
    }
    return reader->start + reader->bytes;
}

/* A value without a space and with a slash is a path or a URL: no text. */
static int is_path(const char *value, size_t length) {
    return memchr(value, '/', length) && !memchr(value, ' ', length);
}

static void add_value(struct reader *reader, const yaml_event_t *event, size_t start, size_t end) {
    struct source *source = reader->source;
    yaml_scalar_style_t style = event->data.scalar.style;
    if (style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE) {
        start++;
        end--;
    }
    while (end > start && (source->text[end - 1] == '\n' || source->text[end - 1] == '\r' || source->text[end - 1] == ' '))
        end--;
    if (style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE) { /* the sign and its line are no text */
        const char *feed = memchr(source->text + start, '\n', end - start);
        start = feed ? (size_t)(feed - source->text) + 1 : end;
    }
    if (end <= start || is_path(source->text + start, end - start) || source->value_count == FRONT_VALUES)
        return;
    source->values[source->value_count++] = (struct source_block){start, end, reader->key_start, reader->key_end, 0};
}

static void scalar(struct reader *reader, const yaml_event_t *event) {
    size_t start = byte_of(reader, event->start_mark.index), end = byte_of(reader, event->end_mark.index);
    int *is_key = &reader->is_key[reader->depth];
    if (*is_key == 1) {
        reader->key_start = start;
        reader->key_end = end;
        *is_key = 2;
        return;
    }
    add_value(reader, event, start, end);
    if (*is_key == 2)
        *is_key = 1;
}

/* Returns a reason to stop, or NULL. */
static const char *take(struct reader *reader, const yaml_event_t *event) {
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        if (reader->depth == 0)
            return "the front matter is not a mapping of keys and values; it is read as text";
        scalar(reader, event);
        return NULL;
    case YAML_MAPPING_START_EVENT:
    case YAML_SEQUENCE_START_EVENT:
        if (++reader->depth > FRONT_DEPTH)
            return "the front matter is nested too deeply; it is read as text";
        reader->is_key[reader->depth] = event->type == YAML_MAPPING_START_EVENT;
        return NULL;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        reader->depth--;
        if (reader->is_key[reader->depth] == 2)
            reader->is_key[reader->depth] = 1;
        return NULL;
    case YAML_ALIAS_EVENT:
        return "the front matter uses a YAML alias; it is read as text";
    default:
        return NULL;
    }
}

static void parse(struct reader *reader, yaml_parser_t *parser) {
    struct source *source = reader->source;
    for (int done = 0; !done && !source->front_error;) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) {
            source->front_error = "the front matter is not YAML; it is read as text";
            source->front_error_at = byte_of(reader, parser->problem_mark.index);
            return;
        }
        source->front_error = take(reader, &event);
        source->front_error_at = reader->start;
        done = event.type == YAML_STREAM_END_EVENT || event.type == YAML_DOCUMENT_END_EVENT;
        yaml_event_delete(&event);
    }
}

int frontmatter_read(struct source *source, struct arena *arena, size_t start, size_t end) {
    yaml_parser_t parser;
    struct reader reader = {.source = source, .start = start, .end = end};
    source->values = arena_get(arena, FRONT_VALUES * sizeof *source->values);
    if (!source->values || !yaml_parser_initialize(&parser))
        return NETRAL_ERROR_MEMORY;
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)source->text + start, end - start);
    parse(&reader, &parser);
    yaml_parser_delete(&parser);
    if (source->front_error)
        source->value_count = 0;
    return 0;
}
