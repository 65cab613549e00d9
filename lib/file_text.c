/* UTF-16 is told apart from other garbage, for it is what an editor may have saved by mistake: it begins with its mark, or every
 * other byte is NUL. */
#include "file_text.h"

#include <string.h>

#include "unicode.h"

static int is_utf16(const char *text, size_t length) {
    if (length >= 2 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0))
        return 1;
    size_t looked = length < 64 ? length : 64, odd = 0, even = 0;
    for (size_t i = 0; i < looked; i++)
        *(i % 2 ? &odd : &even) += text[i] == '\0';
    return looked >= 4 && (odd * 3 > looked || even * 3 > looked); /* of one half's bytes, most */
}

static int is_wrong(int32_t codepoint) {
    return (codepoint < ' ' && codepoint != '\t' && codepoint != '\n' && codepoint != '\r') ||
           (codepoint >= 0x7f && codepoint < 0xa0);
}

int file_text_check(const char *file, const char *text, size_t length, netral_error *error) {
    struct place place = {file, 1, 1};
    size_t line_start = 0;
    if (is_utf16(text, length))
        return error_at(error, NETRAL_ERROR_RULE, "file-bytes", place, "the file is UTF-16: save it as UTF-8");
    for (size_t at = 0; at < length;) {
        int32_t codepoint;
        size_t size = unicode_read(text + at, length - at, &codepoint);
        place.column = (int)(at - line_start) + 1;
        if (codepoint == UNICODE_INVALID)
            return error_at(error, NETRAL_ERROR_RULE, "file-bytes", place, "the file is not UTF-8 text: byte 0x%02x",
                            (unsigned char)text[at]);
        if (is_wrong(codepoint))
            return error_at(error, NETRAL_ERROR_RULE, "file-bytes", place, "the file is not text: control character U+%04X",
                            (unsigned)codepoint);
        at += size;
        if (codepoint == '\n') {
            place.line++;
            line_start = at;
        }
    }
    return 0;
}
