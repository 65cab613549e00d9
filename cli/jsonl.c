/* Reading a line of JSONL with Jansson. See jsonl.h.
 *
 * The text is the decoded string, which may hold NUL: offsets in the output count its bytes, not those of the escaped line. */
#include "jsonl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int jsonl_is_blank(const char *line, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (!strchr(" \t\r", line[i]) || line[i] == '\0')
            return 0;
    return 1;
}

static int fail(struct jsonl_record *record, const char *message, const char *key) {
    snprintf(record->error, sizeof record->error, message, key);
    return -1;
}

/* Integers past 64 bits are an error for Jansson. They are read as reals then: a huge number somewhere in a record is no reason
 * to lose its text. */
static json_t *parse(const char *line, size_t length, json_error_t *error) {
    json_t *root = json_loadb(line, length, JSON_ALLOW_NUL, error);
    if (!root && json_error_code(error) == json_error_numeric_overflow)
        root = json_loadb(line, length, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, error);
    return root;
}

/* The shortest form that reads back as the same number. */
static void print_real(char *text, size_t size, double number) {
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, size, "%.*g", digits, number);
        if (!(strtod(text, NULL) < number) && !(strtod(text, NULL) > number))
            return;
    }
}

static int read_id(struct jsonl_record *record, const char *key) {
    json_t *id = json_object_get(record->root, key);
    if (!id || json_is_null(id))
        return 0;
    if (json_is_integer(id)) {
        snprintf(record->number, sizeof record->number, "%" JSON_INTEGER_FORMAT, json_integer_value(id));
        record->id = record->number;
    } else if (json_is_real(id)) {
        print_real(record->number, sizeof record->number, json_real_value(id));
        record->id = record->number;
    } else if (!json_is_string(id)) {
        return fail(record, "\"%s\" is neither a string nor a number", key);
    } else if (strlen(json_string_value(id)) != json_string_length(id)) {
        return fail(record, "\"%s\" holds a NUL character", key);
    } else {
        record->id = json_string_value(id);
    }
    return 0;
}

static int read_text(struct jsonl_record *record, const char *key) {
    json_t *text = json_object_get(record->root, key);
    if (!text)
        return fail(record, "there is no \"%s\"", key);
    if (!json_is_string(text))
        return fail(record, "\"%s\" is not a string", key);
    record->text = json_string_value(text);
    record->length = json_string_length(text);
    return 0;
}

static void read_date(struct jsonl_record *record, const char *key) {
    json_t *date = json_object_get(record->root, key);
    if (!date || json_is_null(date) || (json_is_string(date) && json_string_length(date) == 0))
        return;
    if (json_is_string(date) && day_read(json_string_value(date), record->day) == 0)
        record->date = record->day;
    else
        record->warning = "its date is not one like 2023-11-02 and is not used";
}

int jsonl_read(struct jsonl_record *record, const char *line, size_t length, const struct jsonl_keys *keys) {
    json_error_t error;
    memset(record, 0, sizeof *record);
    record->root = parse(line, length, &error);
    if (!record->root) {
        snprintf(record->error, sizeof record->error, "not JSON, at byte %d: %s", error.position, error.text);
        return -1;
    }
    if (!json_is_object(record->root))
        return fail(record, "not a JSON object%s", "");
    if (read_id(record, keys->id) != 0 || read_text(record, keys->text) != 0)
        return -1;
    read_date(record, keys->date);
    return 0;
}

void jsonl_release(struct jsonl_record *record) {
    json_decref(record->root);
    record->root = NULL;
}
