/* Comparing texts and normal forms. See same.h. Nothing is copied: a text is read through a cursor that folds it on the way. */
#include "same.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "utf8.h"

/* ---- Folded texts -------------------------------------------------------------------------------------------------- */

struct cursor {
    const char *at, *end;
};

/* The bytes of the white space that stands there, or 0. A no-break space is one. */
static size_t space_bytes(const char *at, const char *end) {
    if (isspace((unsigned char)*at))
        return 1;
    return end - at >= 2 && memcmp(at, "\xc2\xa0", 2) == 0 ? 2 : 0;
}

/* Returns whether there was any. */
static int skip_space(struct cursor *cursor) {
    const char *before = cursor->at;
    size_t bytes;
    while (cursor->at < cursor->end && (bytes = space_bytes(cursor->at, cursor->end)) > 0)
        cursor->at += bytes;
    return cursor->at > before;
}

static struct cursor cursor_start(const char *text, size_t length) {
    struct cursor cursor = {text, text + length};
    skip_space(&cursor);
    return cursor;
}

/* Small letters for ASCII and Latin-1, as far as names in Indonesian texts go. */
static long fold(long codepoint) {
    int is_capital = (codepoint >= 'A' && codepoint <= 'Z') || (codepoint >= 0xc0 && codepoint <= 0xde && codepoint != 0xd7);
    return is_capital ? codepoint + 0x20 : codepoint;
}

#define AT_END (-1L)
#define INVALID_BYTES 0x110000L /* behind Unicode: bytes that are no characters are only like themselves */

/* The next folded code point, or AT_END. White space at the end is none. */
static long next_character(struct cursor *cursor) {
    long codepoint;
    int space = skip_space(cursor);
    if (cursor->at == cursor->end)
        return AT_END;
    if (space)
        return ' ';
    unsigned char first = (unsigned char)*cursor->at;
    cursor->at += utf8_read(cursor->at, (size_t)(cursor->end - cursor->at), &codepoint);
    return codepoint == UTF8_INVALID ? INVALID_BYTES + first : fold(codepoint);
}

int text_order(const char *a, size_t a_length, const char *b, size_t b_length) {
    struct cursor left = cursor_start(a, a_length), right = cursor_start(b, b_length);
    for (;;) {
        long l = next_character(&left), r = next_character(&right);
        if (l != r)
            return l < r ? -1 : 1;
        if (l == AT_END)
            return 0;
    }
}

/* ---- Regulations --------------------------------------------------------------------------------------------------- */

struct slice {
    const char *at;
    size_t length;
};

struct regulation {
    struct slice type, number, pinpoint;
};

static int same_slice(struct slice a, struct slice b) {
    return text_order(a.at, a.length, b.at, b.length) == 0;
}

static int is_word_byte(char c) {
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

static int starts_word(const char *text, const char *at, const char *word) {
    size_t length = strlen(word);
    return strncasecmp(at, word, length) == 0 && (at == text || !is_word_byte(at[-1])) && !is_word_byte(at[length]);
}

/* Where a regulation's pinpoint begins, or the end. */
static const char *find_pinpoint(const char *text) {
    static const char *const words[] = {"pasal", "ayat", "huruf", "angka", "bab", "bagian", "lampiran"};
    const char *at = text;
    for (; *at; at++)
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (starts_word(text, at, words[i]))
                return at;
    return at;
}

static int is_separator(char c) {
    return c == ';' || isspace((unsigned char)c);
}

/* The word at `at`, empty at a separator. */
static struct slice read_word(const char *at, const char *end) {
    struct slice word = {at, 0};
    while (at + word.length < end && !is_separator(at[word.length]))
        word.length++;
    return word;
}

static int has_digit(struct slice word) {
    for (size_t i = 0; i < word.length; i++)
        if (isdigit((unsigned char)word.at[i]))
            return 1;
    return 0;
}

/* The end of `17/2023; 9/2023`: a number goes on behind a semicolon. */
static const char *number_end(const char *at, const char *end) {
    for (;;) {
        struct cursor next = {at, end};
        skip_space(&next);
        if (next.at == end || *next.at != ';')
            return at;
        next.at++;
        skip_space(&next);
        struct slice word = read_word(next.at, end);
        if (!has_digit(word))
            return at;
        at = word.at + word.length;
    }
}

static struct slice find_number(const char *at, const char *end) {
    while (at < end) {
        struct slice word = read_word(at, end);
        const char *behind = word.at + word.length;
        if (has_digit(word))
            return (struct slice){word.at, (size_t)(number_end(behind, end) - word.at)};
        at = behind < end ? behind + 1 : end;
    }
    return (struct slice){end, 0};
}

static struct regulation read_regulation(const char *norm) {
    struct cursor start = cursor_start(norm, strlen(norm));
    const char *pinpoint = find_pinpoint(norm);
    size_t length = strlen(pinpoint);
    while (length > 0 && is_separator(pinpoint[length - 1]))
        length--;
    const char *head = start.at < pinpoint ? start.at : pinpoint;
    return (struct regulation){read_word(head, pinpoint), find_number(head, pinpoint), {pinpoint, length}};
}

/* Spaces in a number do not count at all: `17/2023; 9/2023` is `17/2023;9/2023`. */
static int same_number(struct slice a, struct slice b) {
    struct cursor left = {a.at, a.at + a.length}, right = {b.at, b.at + b.length};
    do {
        skip_space(&left);
        skip_space(&right);
        if (left.at == left.end || right.at == right.end)
            return left.at == left.end && right.at == right.end;
    } while (tolower((unsigned char)*left.at++) == tolower((unsigned char)*right.at++));
    return 0;
}

int same_regulation(const char *a, const char *b) {
    struct regulation left = read_regulation(a), right = read_regulation(b);
    return same_slice(left.type, right.type) && same_number(left.number, right.number) &&
           same_slice(left.pinpoint, right.pinpoint);
}

/* ---- Dates --------------------------------------------------------------------------------------------------------- */

#define YEAR_BYTES 5 /* with its hyphen */

static int has_year(const char *date) {
    return strspn(date, "0123456789") == YEAR_BYTES - 1 && date[YEAR_BYTES - 1] == '-';
}

int same_date(const char *found, const char *gold) {
    if (strncasecmp(gold, "xxxx-", YEAR_BYTES) == 0 && has_year(found)) {
        found += YEAR_BYTES;
        gold += YEAR_BYTES;
    }
    size_t found_length = strlen(found), gold_length = strlen(gold);
    size_t found_day = strcspn(found, "Tt"), gold_day = strcspn(gold, "Tt");
    if ((found_day < found_length) != (gold_day < gold_length))
        return text_order(found, found_day, gold, gold_day) == 0;
    return text_order(found, found_length, gold, gold_length) == 0;
}
