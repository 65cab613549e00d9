/* What the writers share. A writer sees a document through the public views of netral.h only, so that a program that embeds
 * the library can write any format of its own just as well.
 *
 * Output is collected in a fixed buffer and handed to the caller's sink when it is full. The sink's first refusal is kept and
 * everything after it is dropped: a format need not look at each call's result. */
#ifndef NETRAL_WRITE_H
#define NETRAL_WRITE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "netral.h"

#define WRITER_BUFFER_BYTES 8192

/* Turns byte offsets into the unit that the caller asked for; see write_offsets.c. */
struct ruler {
    const char *text;
    size_t length;
    int unit;           /* NETRAL_OFFSETS_… */
    size_t byte, units; /* the place that was measured last */
};

struct writer {
    const netral_doc *doc;
    netral_write_options options;
    const char *text; /* the document's text */
    size_t length;
    struct ruler ruler;
    netral_sink *sink;
    void *context;
    int refused; /* the sink took no more */
    size_t used;
    char buffer[WRITER_BUFFER_BYTES];
};

/* Hands the buffer to the sink, then takes the bytes, which may be more than the buffer holds. */
void writer_spill(struct writer *writer, const char *bytes, size_t length);

/* The place of the next bytes, with room for `length` of them, far fewer than the buffer holds; the caller adds to `used`. */
static inline char *writer_room(struct writer *writer, size_t length) {
    if (length > sizeof writer->buffer - writer->used)
        writer_spill(writer, NULL, 0);
    return writer->buffer + writer->used;
}

static inline void writer_bytes(struct writer *writer, const char *bytes, size_t length) {
    if (length > sizeof writer->buffer - writer->used) {
        writer_spill(writer, bytes, length);
    } else if (length > 0) {
        memcpy(writer->buffer + writer->used, bytes, length);
        writer->used += length;
    }
}

static inline void writer_string(struct writer *writer, const char *string) {
    if (string)
        writer_bytes(writer, string, strlen(string));
}

static inline void writer_char(struct writer *writer, char character) {
    *writer_room(writer, 1) = character;
    writer->used++;
}

void writer_number(struct writer *writer, size_t number);

/* How many of the first bytes are printable ASCII, and neither a quotation mark nor a backslash: no format changes these. */
size_t writer_plain(const char *bytes, size_t length);

/* "word", "number" … for NETRAL_WORD, NETRAL_NUMBER … */
const char *writer_kind_name(int kind);

struct ruler ruler_start(const char *text, size_t length, int unit);
netral_span ruler_span(struct ruler *ruler, size_t start, size_t end);

/* JSON values, see write_value.c. `key` is NULL inside an array. */
struct json {
    struct writer *out;
    int indented;
    int depth;
    int first; /* nothing stands yet in the object or array that is open */
};

/* What stands between the last value and this one, and this one's key (NULL in an array) of `length` bytes: a word of ours,
 * without need of escapes. */
void json_key(struct json *json, const char *key, size_t length);

/* The same; in one line, and where the key is written out, in a few machine instructions. */
static inline void json_begin(struct json *json, const char *key) {
    size_t length = key ? strlen(key) : 0;
    if (json->indented || !key) {
        json_key(json, key, length);
        return;
    }
    char *at = writer_room(json->out, length + sizeof ",\"\":");
    size_t comma = !json->first;
    *at = ',';
    at[comma] = '"';
    memcpy(at + comma + 1, key, length);
    memcpy(at + comma + 1 + length, "\":", 2);
    json->out->used += comma + length + 3;
    json->first = 0;
}

void json_close(struct json *json, char bracket);
void json_quoted(struct json *json, const char *bytes, size_t length);

static inline void json_open(struct json *json, const char *key, char bracket) {
    json_begin(json, key);
    writer_char(json->out, bracket);
    json->depth++;
    json->first = 1;
}

static inline void json_bytes(struct json *json, const char *key, const char *bytes, size_t length) {
    json_begin(json, key);
    json_quoted(json, bytes, length);
}

static inline void json_string(struct json *json, const char *key, const char *string) {
    json_bytes(json, key, string ? string : "", string ? strlen(string) : 0);
}

static inline void json_number(struct json *json, const char *key, size_t number) {
    json_begin(json, key);
    writer_number(json->out, number);
}

/* "true", "null" */
static inline void json_word(struct json *json, const char *key, const char *word) {
    json_begin(json, key);
    writer_string(json->out, word);
}

/* Mention number `index` as `extract` shows it; returns 0 when there is none. See write_json.c. */
int json_mention(struct json *json, const char *key, size_t index);

/* One character in a form that may go to a terminal; see write_visible.c. */
#define VISIBLE_BYTES 8

struct visible {
    char bytes[VISIBLE_BYTES];
    size_t length;
    int32_t codepoint; /* what stands in the text, or UNICODE_INVALID */
};

/* Reads the character at text[0], length > 0, and returns how many bytes of text it takes. */
size_t visible_read(const char *text, size_t length, struct visible *visible);

/* The formats. */
void write_json(struct writer *writer, int indented);
void write_tsv(struct writer *writer);
void write_text(struct writer *writer);
void write_officials_table(struct writer *writer);
void write_tokens_json(struct writer *writer);
void write_tokens_tsv(struct writer *writer);

/* A TSV field's bytes, escaped; see write_tsv.c. */
void tsv_bytes(struct writer *writer, const char *bytes, size_t length);

#endif
