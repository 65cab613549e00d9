/* What several passes ask of a text: spaces inside a line, characters before a place, letters. */
#ifndef NETRAL_NORMALIZE_TEXT_H
#define NETRAL_NORMALIZE_TEXT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "unicode.h"

/* A letter or digit of ASCII, or a byte of any other character: good enough beside a word. */
static inline int is_word_byte(char c) {
    return ascii_is_letter(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80;
}

static inline int is_vowel(char c) {
    c = ascii_small(c);
    return c == 'a' || c == 'i' || c == 'u' || c == 'e' || c == 'o';
}

static inline int is_one_of(char c, const char *characters) {
    return c && strchr(characters, c) != NULL;
}

/* The bytes of the space that stands at `at` inside a line, 0 if there is none; of the end of a line, 0 if there is none. */
size_t space_bytes(const char *text, size_t at, size_t length);
size_t line_end_bytes(const char *text, size_t at, size_t length);

/* Behind the spaces of a line that begin at `at`; before those that end at `at`. */
size_t skip_spaces(const char *text, size_t at, size_t length);
size_t skip_spaces_back(const char *text, size_t at);

/* The code point that ends at `at`, and in *start where it begins; UNICODE_INVALID at the start of the text. */
int32_t codepoint_before(const char *text, size_t at, size_t *start);

#endif
