/* Annotation in our own form, as in corpora/gold. See gold.h. What is not JSON is told by line and column; what is JSON but no
 * annotation is told by the number of the mention, for Jansson keeps no places. */
#include <stdio.h>
#include <string.h>

#include "gold.h"
#include "report.h"

static int fail(const struct gold *gold, const char *list, size_t index, const char *message) {
    char place[4200];
    snprintf(place, sizeof place, "%s: %s[%zu]", gold->path, list, index);
    report_plain(place, "%s", message);
    return -1;
}

static const char *string_of(const json_t *object, const char *key) {
    return json_string_value(json_object_get(object, key));
}

static int read_mention(struct gold *gold, const json_t *mention, size_t index) {
    const char *type = string_of(mention, "type");
    const json_t *start = json_object_get(mention, "start"), *end = json_object_get(mention, "end");
    if (!type)
        return fail(gold, "mentions", index, "there is no \"type\", or it is not a string");
    if (!json_is_integer(start) || !json_is_integer(end))
        return fail(gold, "mentions", index, "\"start\" and \"end\" must be there, and be whole numbers");
    if (json_integer_value(start) < 0 || json_integer_value(end) <= json_integer_value(start))
        return fail(gold, "mentions", index, "its end is not behind its start");
    if (gold_add_piece(gold, (size_t)json_integer_value(start), (size_t)json_integer_value(end)) != 0 ||
        gold_add_mention(gold, type, strlen(type), string_of(mention, "text"), string_of(mention, "norm")) != 0)
        return fail(gold, "mentions", index, "memory ran out");
    return 0;
}

static int read_official(struct gold *gold, const json_t *official, size_t index) {
    const char *person = string_of(official, "person");
    const json_t *positions = json_object_get(official, "positions");
    if (!person)
        return fail(gold, "officials", index, "there is no \"person\", or it is not a string");
    if (!json_is_array(positions))
        return fail(gold, "officials", index, "there is no array \"positions\"");
    for (size_t i = 0; i < json_array_size(positions); i++) {
        const char *position = json_string_value(json_array_get(positions, i));
        if (!position)
            return fail(gold, "officials", index, "a position is not a string");
        if (gold_add_office(gold, person, position) != 0)
            return fail(gold, "officials", index, "memory ran out");
    }
    return 0;
}

typedef int item_reader(struct gold *gold, const json_t *item, size_t index);

static int read_list(struct gold *gold, const json_t *list, item_reader *read) {
    int status = 0;
    for (size_t i = 0; status == 0 && i < json_array_size(list); i++)
        status = read(gold, json_array_get(list, i), i);
    return status;
}

static json_t *parse(const struct gold *gold) {
    char place[4200];
    json_error_t error;
    size_t skip = buffer_byte_order_mark(&gold->bytes);
    json_t *root = json_loadb(gold->bytes.bytes + skip, gold->bytes.length - skip, 0, &error);
    if (!root) {
        snprintf(place, sizeof place, "%s:%d:%d", gold->path, error.line, error.column);
        report_plain(place, "not JSON: %s", error.text);
    }
    return root;
}

int gold_read_json(struct gold *gold) {
    gold->root = parse(gold);
    if (!gold->root)
        return -1;
    const json_t *mentions = json_object_get(gold->root, "mentions"), *officials = json_object_get(gold->root, "officials");
    if (!json_is_array(mentions) || (officials && !json_is_array(officials))) {
        report_plain(gold->path, "not an annotation: an object with an array \"mentions\" (and perhaps one \"officials\")");
        return -1;
    }
    gold->file = string_of(gold->root, "file");
    gold->kind = string_of(gold->root, "kind");
    gold->has_officials = officials != NULL;
    return read_list(gold, mentions, read_mention) == 0 ? read_list(gold, officials, read_official) : -1;
}
