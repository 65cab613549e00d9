/* JSON: one object a document, in one line or indented.
 *
 *     {"schema":"netral/1","id":…,"date":…,"mentions":[…],"officials":[…],"warnings":[…]}
 *
 * A key that may be missing is left out when there is nothing to say ("acting", "former", "variant", "refers", "uri", "amends",
 * "inferred", "check", "entry", "kind", "fields", "institution", "limits", "warnings"); "date" is always there and null when unknown,
 * because a reader has to decide what to do then. "amends", "person" and "positions" of an official are places in "mentions", counted
 * from 0. */
#include <string.h>

#include "write.h"

static void write_span(struct json *json, size_t start, size_t end) {
    netral_span span = ruler_span(&json->out->ruler, start, end);
    json_number(json, "start", span.start);
    json_number(json, "end", span.end);
}

static void write_optional(struct json *json, const char *key, const char *string) {
    if (string)
        json_string(json, key, string);
}

/* Writes item number `index`; returns 0 when there is none. */
typedef int write_item(struct json *json, size_t index);

static void write_list(struct json *json, const char *key, write_item *write) {
    json_open(json, key, '[');
    for (size_t i = 0; write(json, i);)
        i++;
    json_close(json, ']');
}

static void write_fields(struct json *json, size_t mention) {
    const netral_doc *doc = json->out->doc;
    netral_field field;
    if (netral_doc_mention_field_count(doc, mention) == 0)
        return;
    json_open(json, "fields", '{');
    for (size_t i = 0; netral_doc_mention_field(doc, mention, i, &field) == 0; i++)
        json_string(json, field.name, field.value);
    json_close(json, '}');
}

int json_mention(struct json *json, const char *key, size_t index) {
    netral_mention mention;
    if (netral_doc_mention(json->out->doc, index, &mention) != 0)
        return 0;
    json_open(json, key, '{');
    json_string(json, "type", mention.type);
    write_span(json, mention.start, mention.end);
    json_bytes(json, "text", json->out->text + mention.start, mention.end - mention.start);
    json_string(json, "norm", mention.norm);
    write_optional(json, "acting", mention.acting);
    if (mention.former)
        json_word(json, "former", "true");
    write_optional(json, "variant", mention.variant);
    write_optional(json, "refers", mention.refers);
    write_optional(json, "uri", mention.uri);
    if (mention.amends != NETRAL_NONE)
        json_number(json, "amends", mention.amends);
    if (mention.inferred)
        json_word(json, "inferred", "true");
    write_optional(json, "check", mention.check);
    write_optional(json, "entry", mention.entry);
    write_optional(json, "kind", mention.kind);
    write_fields(json, index);
    json_string(json, "rule", mention.rule);
    json_close(json, '}');
    return 1;
}

static int write_mention(struct json *json, size_t index) {
    return json_mention(json, NULL, index);
}

static void write_strings(struct json *json, const char *key, const char *const *strings, size_t count) {
    json_open(json, key, '[');
    for (size_t i = 0; i < count; i++)
        json_string(json, NULL, strings[i]);
    json_close(json, ']');
}

static int write_official(struct json *json, size_t index) {
    netral_official official;
    if (netral_doc_official(json->out->doc, index, &official) != 0)
        return 0;
    json_open(json, NULL, '{');
    json_number(json, "person", official.person);
    json_string(json, "name", official.name);
    write_strings(json, "prefix", official.prefix, official.prefix_count);
    write_strings(json, "suffix", official.suffix, official.suffix_count);
    json_open(json, "positions", '[');
    for (size_t i = 0; i < official.position_count; i++)
        json_number(json, NULL, official.positions[i]);
    json_close(json, ']');
    if (official.institution)
        json_string(json, "institution", official.institution);
    json_close(json, '}');
    return 1;
}

static int write_warning(struct json *json, size_t index) {
    netral_warning warning;
    if (netral_doc_warning(json->out->doc, index, &warning) != 0)
        return 0;
    json_open(json, NULL, '{');
    json_string(json, "name", warning.name);
    write_span(json, warning.start, warning.end);
    json_number(json, "count", warning.count);
    json_string(json, "text", warning.text);
    json_close(json, '}');
    return 1;
}

/* Which limits were met, "rule:ID", for programs that look at nothing else: what is missing may be missing for this reason. */
static void write_limits(struct json *json) {
    static const char prefix[] = "limit:";
    const netral_doc *doc = json->out->doc;
    netral_warning warning;
    int is_open = 0;
    for (size_t i = 0; netral_doc_warning(doc, i, &warning) == 0; i++) {
        if (strncmp(warning.name, prefix, sizeof prefix - 1) != 0)
            continue;
        if (!is_open++)
            json_open(json, "limits", '[');
        json_string(json, NULL, warning.name + sizeof prefix - 1);
    }
    if (is_open)
        json_close(json, ']');
}

void write_json(struct writer *writer, int indented) {
    struct json json = {writer, indented, 0, 1};
    const char *date = netral_doc_date(writer->doc);
    json_open(&json, NULL, '{');
    json_string(&json, "schema", "netral/1");
    json_string(&json, "id", netral_doc_id(writer->doc));
    if (date)
        json_string(&json, "date", date);
    else
        json_word(&json, "date", "null");
    write_list(&json, "mentions", write_mention);
    write_list(&json, "officials", write_official);
    write_limits(&json);
    if (netral_doc_warning_count(writer->doc) > 0)
        write_list(&json, "warnings", write_warning);
    json_close(&json, '}');
    writer_char(writer, '\n');
}
