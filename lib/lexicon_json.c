/* The JSON form: one flat object a line (RFC 8259): strings, numbers, null, and arrays of strings. Nothing is read leniently: no
 * comments inside a line, no last commas, no single quotes, no key twice. */
#include <string.h>

#include "lexicon_reader.h"
#include "unicode.h"

#define KEYS 64

struct json_line {
    struct lexicon_reader *reader;
    struct lexicon_piece line;
    size_t at;
    struct lexicon_piece keys[KEYS];
    size_t key_count;
};

static int wrong(struct json_line *json, const char *what) {
    return lexicon_wrong(json->reader, json->at, "lexicon-json", what);
}

static char peek(const struct json_line *json) {
    return json->at < json->line.length ? json->line.text[json->at] : '\0';
}

static void skip_space(struct json_line *json) {
    while (peek(json) == ' ' || peek(json) == '\t')
        json->at++;
}

/* Takes a sign with the space around it. */
static int take_sign(struct json_line *json, char sign) {
    skip_space(json);
    if (peek(json) != sign)
        return 0;
    json->at++;
    skip_space(json);
    return 1;
}

/* ---- Strings ------------------------------------------------------------------------------------------------------- */

static int read_hex(struct json_line *json, uint32_t *value) {
    *value = 0;
    for (int i = 0; i < 4; i++) {
        char c = peek(json);
        int is_digit = c >= '0' && c <= '9', is_letter = (c | 32) >= 'a' && (c | 32) <= 'f';
        if (!is_digit && !is_letter)
            return wrong(json, "\\u is followed by four hexadecimal digits");
        *value = *value * 16 + (uint32_t)(is_digit ? c - '0' : (c | 32) - 'a' + 10);
        json->at++;
    }
    return 0;
}

/* \uD83D\uDE00 is one character: what lies beyond U+FFFF is written as two surrogates. */
static int read_codepoint(struct json_line *json, uint32_t *codepoint) {
    uint32_t low;
    int code = read_hex(json, codepoint);
    if (code || *codepoint < 0xd800 || *codepoint > 0xdfff)
        return code;
    if (*codepoint > 0xdbff || peek(json) != '\\' || json->at + 1 >= json->line.length || json->line.text[json->at + 1] != 'u')
        return wrong(json, "a surrogate stands without its other half");
    json->at += 2;
    code = read_hex(json, &low);
    if (code == 0 && (low < 0xdc00 || low > 0xdfff))
        code = wrong(json, "a surrogate stands without its other half");
    *codepoint = 0x10000 + ((*codepoint - 0xd800) << 10) + (low - 0xdc00);
    return code;
}

/* What a backslash stands for; control characters are none of a name's, however they are written. */
static int read_escape(struct json_line *json, char *bytes, size_t *length) {
    char c = peek(json);
    json->at++;
    *length = 1;
    *bytes = c;
    if (c == '"' || c == '\\' || c == '/')
        return 0;
    uint32_t codepoint = 0;
    int code = c == 'u' ? read_codepoint(json, &codepoint) : 0;
    if (code)
        return code;
    if (c == 'u' && codepoint >= ' ') {
        *length = unicode_write((int32_t)codepoint, bytes);
        return 0;
    }
    return wrong(json, c == 'u' || (c && strchr("bfnrt", c)) ? "a control character has no place in an entry" : "no such escape in JSON");
}

/* A string, unescaped into the reader's room, which does not move: it is as large as the line from the start. */
static int read_string(struct json_line *json, struct lexicon_piece *string) {
    struct lexicon_reader *reader = json->reader;
    string->text = reader->room + reader->room_used;
    if (peek(json) != '"')
        return wrong(json, "here a string in double quotes is wanted");
    json->at++;
    while (peek(json) != '"') {
        size_t length = 1;
        if (json->at >= json->line.length)
            return wrong(json, "the string has no end in its line");
        if ((unsigned char)peek(json) < ' ')
            return wrong(json, "a control character has no place in an entry");
        char *bytes = reader->room + reader->room_used;
        *bytes = peek(json);
        json->at++;
        int code = *bytes == '\\' ? read_escape(json, bytes, &length) : 0;
        if (code)
            return code;
        reader->room_used += length;
    }
    json->at++;
    string->length = (size_t)(reader->room + reader->room_used - string->text);
    return 0;
}

/* ---- Values -------------------------------------------------------------------------------------------------------- */

static size_t skip_digits(struct json_line *json) {
    size_t start = json->at;
    while (peek(json) >= '0' && peek(json) <= '9')
        json->at++;
    return json->at - start;
}

/* A number, as it is written. */
static int read_number(struct json_line *json, struct lexicon_piece *number) {
    size_t start = json->at;
    json->at += peek(json) == '-';
    int leading_zero = peek(json) == '0';
    size_t digits = skip_digits(json);
    int is_good = digits > 0 && !(leading_zero && digits > 1);
    if (peek(json) == '.') {
        json->at++;
        is_good &= skip_digits(json) > 0;
    }
    if (peek(json) == 'e' || peek(json) == 'E') {
        json->at++;
        json->at += peek(json) == '+' || peek(json) == '-';
        is_good &= skip_digits(json) > 0;
    }
    *number = (struct lexicon_piece){json->line.text + start, json->at - start};
    return is_good ? 0 : wrong(json, "this is no number");
}

static int read_variants(struct json_line *json) {
    struct lexicon_piece variant;
    int code = 0;
    if (take_sign(json, '[') && take_sign(json, ']'))
        return 0;
    do {
        size_t column = json->at;
        code = read_string(json, &variant);
        code = code ? code : lexicon_add_variant(json->reader, lexicon_trim(variant.text, variant.text + variant.length), column);
    } while (code == 0 && take_sign(json, ','));
    if (code == 0 && !take_sign(json, ']'))
        code = wrong(json, "here a comma or ] is wanted");
    return code;
}

static int read_value(struct json_line *json, struct lexicon_piece key) {
    struct lexicon_piece value = {"", 0};
    size_t column = json->at;
    char c = peek(json);
    int code = 0;
    if (c == '[' && lexicon_is(key, "variants"))
        return read_variants(json);
    if (c == '"')
        code = read_string(json, &value);
    else if (c == '-' || (c >= '0' && c <= '9'))
        code = read_number(json, &value);
    else if (json->line.length - json->at >= 4 && memcmp(json->line.text + json->at, "null", 4) == 0)
        json->at += 4;
    else
        return wrong(json, "a value is a string, a number or null; variants may be an array of strings");
    value = lexicon_trim(value.text, value.text + value.length);
    if (code == 0 && c == '"' && lexicon_is(key, "variants") && value.length)
        return lexicon_add_variant(json->reader, value, column);
    return code ? code : lexicon_field(json->reader, key, value, column);
}

static int check_key(struct json_line *json, struct lexicon_piece key, size_t column) {
    for (size_t i = 0; i < json->key_count; i++)
        if (json->keys[i].length == key.length && memcmp(json->keys[i].text, key.text, key.length) == 0)
            return lexicon_wrong(json->reader, column, "lexicon-json", "the key stands twice in the object");
    if (json->key_count == KEYS)
        return lexicon_wrong(json->reader, column, "lexicon-json", "the object has more than 64 keys");
    json->keys[json->key_count++] = key;
    return lexicon_check_key(json->reader, key, column);
}

static int read_members(struct json_line *json) {
    struct lexicon_piece key;
    int code = 0;
    do {
        size_t column = json->at;
        code = read_string(json, &key);
        code = code ? code : check_key(json, key, column);
        if (code == 0 && !take_sign(json, ':'))
            code = wrong(json, "here a colon is wanted");
        code = code ? code : read_value(json, key);
    } while (code == 0 && take_sign(json, ','));
    if (code == 0 && !take_sign(json, '}'))
        code = wrong(json, "here a comma or } is wanted");
    return code;
}

int lexicon_read_object(struct lexicon_reader *reader, struct lexicon_piece line) {
    struct json_line json = {.reader = reader, .line = line};
    if (memory_reserve(&reader->allocator, &reader->room, &reader->room_capacity, line.length + 4, 1))
        return error_memory(reader->error);
    if (!take_sign(&json, '{'))
        return wrong(&json, "a line is one object: {\"canonical\":\"…\",\"id\":\"…\"}");
    int code = take_sign(&json, '}') ? 0 : read_members(&json);
    if (code == 0 && json.at < line.length)
        code = wrong(&json, "something follows the object");
    return code ? code : lexicon_end_entry(reader);
}
