/* See normalize_text.h. */
#include "normalize_text.h"

#include "unicode.h"

static int is_line_end(int32_t c) {
    return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

size_t space_bytes(const char *text, size_t at, size_t length) {
    if (at >= length)
        return 0;
    if ((unsigned char)text[at] < 0x80)
        return text[at] == ' ' || text[at] == '\t';
    int32_t c;
    size_t size = unicode_read(text + at, length - at, &c);
    return unicode_class_of(c) == UNICODE_SPACE && !is_line_end(c) ? size : 0;
}

size_t line_end_bytes(const char *text, size_t at, size_t length) {
    if (at >= length)
        return 0;
    if (text[at] == '\r' && at + 1 < length && text[at + 1] == '\n')
        return 2;
    if ((unsigned char)text[at] < 0x80)
        return text[at] >= '\n' && text[at] <= '\r';
    int32_t c;
    size_t size = unicode_read(text + at, length - at, &c);
    return is_line_end(c) ? size : 0;
}

size_t skip_spaces(const char *text, size_t at, size_t length) {
    for (size_t size; (size = space_bytes(text, at, length)) > 0;)
        at += size;
    return at;
}

int32_t codepoint_before(const char *text, size_t at, size_t *start) {
    int32_t c = UNICODE_INVALID;
    *start = at;
    if (at == 0)
        return c;
    for (size_t back = 1; back <= 4 && back <= at; back++) {
        if (unicode_continues(text[at - back]))
            continue;
        *start = at - back;
        if (unicode_read(text + at - back, back, &c) == back)
            return c;
        break;
    }
    *start = at - 1;
    return UNICODE_INVALID;
}

size_t skip_spaces_back(const char *text, size_t at) {
    for (size_t start; at > 0; at = start) {
        int32_t c = codepoint_before(text, at, &start);
        if (c < 0 || unicode_class_of(c) != UNICODE_SPACE || is_line_end(c))
            break;
    }
    return at;
}
