/* Text on its way to a person's terminal.
 *
 * A news page may hold anything, and a terminal obeys control characters: a stray escape could recolour the screen, a lone
 * carriage return could overwrite the line before it. Newline and tab stay; a carriage return before a newline is dropped, for
 * the line ends there anyway. Other control bytes, and bytes that are not UTF-8, are shown as \xNN, and characters that turn
 * the reading direction (they can make a line read other than it is) as \uNNNN, so that nothing is hidden from the reader. */
#include <string.h>

#include "unicode.h"
#include "write.h"

static int turns_direction(int32_t codepoint) {
    return (codepoint >= 0x202a && codepoint <= 0x202e) || (codepoint >= 0x2066 && codepoint <= 0x2069);
}

static int is_harmless(int32_t codepoint) {
    if (codepoint == '\n' || codepoint == '\t')
        return 1;
    return codepoint >= 0x20 && (codepoint < 0x7f || codepoint >= 0xa0) && !turns_direction(codepoint);
}

static void spell(struct visible *visible, char letter, uint32_t value, int digits) {
    static const char hex[] = "0123456789abcdef";
    visible->bytes[0] = '\\';
    visible->bytes[1] = letter;
    for (int i = 0; i < digits; i++)
        visible->bytes[2 + i] = hex[value >> (4 * (digits - 1 - i)) & 15];
    visible->length = 2 + (size_t)digits;
}

static void copy(struct visible *visible, const char *bytes, size_t length) {
    memcpy(visible->bytes, bytes, length);
    visible->length = length;
}

size_t visible_read(const char *text, size_t length, struct visible *visible) {
    size_t size = unicode_read(text, length, &visible->codepoint);
    if (is_harmless(visible->codepoint)) {
        copy(visible, text, size);
    } else if (visible->codepoint == '\r' && length > 1 && text[1] == '\n') {
        visible->codepoint = '\n';
        copy(visible, "\n", 1);
        return 2;
    } else if (size == 1) {
        spell(visible, 'x', (unsigned char)text[0], 2);
    } else {
        spell(visible, 'u', (uint32_t)visible->codepoint, 4);
    }
    return size;
}
