/* Reading UTF-8, for names and messages that go into JSON or to a terminal. */
#ifndef UTF8_H
#define UTF8_H

#include <stddef.h>

#define UTF8_INVALID (-1L)

/* Reads the code point at bytes[0], length > 0. Returns the bytes it takes (1 for an invalid byte: UTF8_INVALID). */
size_t utf8_read(const char *bytes, size_t length, long *codepoint);

/* Whether the byte goes on with a character that began before it. */
static inline int utf8_continues(char byte) {
    return ((unsigned char)byte & 0xc0) == 0x80;
}

/* Control characters, C0 and C1, that a terminal might obey. */
int utf8_is_control(long codepoint);

#endif
