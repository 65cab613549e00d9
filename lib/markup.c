/* Markup inside a block: what Markdown and left-over HTML put between words. The rules are loose on purpose (text copied from
 * the web is half Markdown at best) and look at no more than a few hundred bytes, so that a million brackets cost a million
 * steps. What is not clearly markup stays text. */
#include <string.h>

#include "source.h"
#include "unicode.h"

#define LINK_BYTES 400
#define TAG_BYTES 200

static int is_word(unsigned char c) {
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* How often the sign at `at` stands there, up to one more than any markup has: a longer run is no markup. */
static size_t run(const char *text, size_t at, size_t end) {
    size_t length = 1;
    while (length < 4 && at + length < end && text[at + length] == text[at])
        length++;
    return length;
}

/* Emphasis stands at the edge of words: not between two blanks (a list of stars) and not inside a word. */
static size_t emphasis(const char *text, size_t start, size_t at, size_t end) {
    size_t length = run(text, at, end);
    if (at > start && text[at - 1] == text[at])
        return 0; /* the rest of a longer run */
    unsigned char before = at > start ? (unsigned char)text[at - 1] : ' ';
    unsigned char after = at + length < end ? (unsigned char)text[at + length] : ' ';
    if (length > 3 || (ascii_is_space((char)before) && ascii_is_space((char)after) && end - start > length))
        return 0;
    if (text[at] == '_' && is_word(before) && is_word(after))
        return 0;
    if (before >= '0' && before <= '9' && after >= '0' && after <= '9')
        return 0;
    return length;
}

/* The target of a link, from its `]` to the closing parenthesis; 0 if this is not a link. */
static size_t link_target(const char *text, size_t at, size_t end) {
    if (at + 1 >= end || text[at + 1] != '(')
        return 0;
    size_t limit = at + LINK_BYTES < end ? at + LINK_BYTES : end;
    for (size_t i = at + 2; i < limit && text[i] != '\n' && text[i] != '('; i++)
        if (text[i] == ')')
            return memchr(text + at, '/', i - at) || memchr(text + at, '#', i - at) || memchr(text + at, '.', i - at) ? i + 1 - at
                                                                                                                    : 0;
    return 0;
}

static size_t link_text(const char *text, size_t at, size_t end) {
    size_t limit = at + LINK_BYTES < end ? at + LINK_BYTES : end;
    for (size_t i = at + 1; i < limit && text[i] != '[' && text[i] != '\n'; i++)
        if (text[i] == ']')
            return link_target(text, i, end) ? 1 : 0;
    return 0;
}

static size_t tag(const char *text, size_t at, size_t end) {
    if (at + 2 >= end || !(text[at + 1] == '/' || text[at + 1] == '!' || is_word((unsigned char)text[at + 1])))
        return 0;
    size_t limit = at + TAG_BYTES < end ? at + TAG_BYTES : end;
    for (size_t i = at + 1; i < limit && text[i] != '<'; i++)
        if (text[i] == '>')
            return i + 1 - at;
    return 0;
}

/* Headings have up to six signs, quotations a few: farther back is not looked. */
static int at_line_start(const char *text, size_t start, size_t at) {
    size_t back = 0;
    while (at > start && back < 12 && (text[at - 1] == '#' || text[at - 1] == '>' || text[at - 1] == ' ')) {
        at--;
        back++;
    }
    return at == start || text[at - 1] == '\n';
}

size_t markup_length(const char *text, size_t start, size_t at, size_t end) {
    switch (text[at]) {
    case '*': case '_': case '`':
        return text[at] == '`' && run(text, at, end) == 2 ? 0 : emphasis(text, start, at, end);
    case '[': return link_text(text, at, end);
    case ']': return link_target(text, at, end);
    case '!': return at + 1 < end && text[at + 1] == '[' && link_text(text, at + 1, end) ? 1 : 0;
    case '<': return tag(text, at, end);
    case '#': case '>':
        return at_line_start(text, start, at) && (at + 1 >= end || text[at + 1] == text[at] || ascii_is_space(text[at + 1]));
    case '\\':
        return at + 1 >= end || !is_word((unsigned char)text[at + 1]);
    default: return 0;
    }
}
