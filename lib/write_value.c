/* JSON values: objects, arrays, strings, numbers.
 *
 * Strings are raw UTF-8. Only quotes, backslashes and control characters are escaped, and each byte that is not UTF-8 becomes
 * U+FFFD, so that every line is valid JSON whatever the text was.
 *
 * The indented form puts the document's keys, and each mention and official, on a line of its own; what lies deeper stays in
 * that line, so that a person reads one mention a line. */
#include <string.h>

#include "unicode.h"
#include "write.h"

#define INDENTED_DEPTH 2

static void new_line(struct json *json) {
    writer_char(json->out, '\n');
    for (int i = 0; i < json->depth; i++)
        writer_string(json->out, "  ");
}

static int on_own_line(const struct json *json) {
    return json->indented && json->depth <= INDENTED_DEPTH;
}

static int is_control(int32_t codepoint) {
    return (codepoint >= 0 && codepoint < 0x20) || (codepoint >= 0x7f && codepoint < 0xa0);
}

static int needs_escape(int32_t codepoint) {
    return codepoint == '"' || codepoint == '\\' || codepoint == UNICODE_INVALID || is_control(codepoint);
}

static void write_escape(struct writer *out, int32_t codepoint) {
    static const char hex[] = "0123456789abcdef";
    switch (codepoint) {
    case UNICODE_INVALID: writer_string(out, "\xef\xbf\xbd"); return;
    case '"': writer_string(out, "\\\""); return;
    case '\\': writer_string(out, "\\\\"); return;
    case '\n': writer_string(out, "\\n"); return;
    case '\r': writer_string(out, "\\r"); return;
    case '\t': writer_string(out, "\\t"); return;
    default:
        writer_string(out, "\\u00");
        writer_char(out, hex[codepoint >> 4 & 15]);
        writer_char(out, hex[codepoint & 15]);
    }
}

/* Writes the character that bytes begin with; returns how many bytes it took. */
static size_t write_character(struct writer *out, const char *bytes, size_t length) {
    int32_t codepoint;
    size_t size = unicode_read(bytes, length, &codepoint);
    if (needs_escape(codepoint))
        write_escape(out, codepoint);
    else
        writer_bytes(out, bytes, size);
    return size;
}

#define SHORT_STRING 1024

void json_quoted(struct json *json, const char *bytes, size_t length) {
    struct writer *out = json->out;
    size_t plain = writer_plain(bytes, length);
    if (plain == length && length < SHORT_STRING) { /* nearly every string */
        char *at = writer_room(out, length + 2);
        at[0] = at[length + 1] = '"';
        memcpy(at + 1, bytes, length);
        out->used += length + 2;
        return;
    }
    writer_char(out, '"');
    for (size_t at = 0; at < length; plain = writer_plain(bytes + at, length - at)) {
        writer_bytes(out, bytes + at, plain);
        at += plain;
        if (at < length)
            at += write_character(out, bytes + at, length - at);
    }
    writer_char(out, '"');
}

static void lay_out(struct json *json) {
    if (on_own_line(json) && json->depth > 0)
        new_line(json);
    else if (!json->first)
        writer_char(json->out, ' ');
}

void json_key(struct json *json, const char *key, size_t length) {
    if (!json->first)
        writer_char(json->out, ',');
    if (json->indented)
        lay_out(json);
    json->first = 0;
    if (!key)
        return;
    writer_char(json->out, '"');
    writer_bytes(json->out, key, length);
    writer_string(json->out, "\": ");
}

void json_close(struct json *json, char bracket) {
    int broken = on_own_line(json) && !json->first;
    json->depth--;
    if (broken)
        new_line(json);
    writer_char(json->out, bracket);
    json->first = 0;
}
