/* Code points: reading and writing UTF-8, the classes that the tokeniser needs, and folding.
 *
 * ASCII is answered from a table; everything else by utf8proc, so that one Unicode version decides every result. */
#ifndef NETRAL_UNICODE_H
#define NETRAL_UNICODE_H

#include <stddef.h>
#include <stdint.h>

enum unicode_class {
    UNICODE_SPACE,
    UNICODE_LETTER, /* letters and the marks on them */
    UNICODE_DIGIT,
    UNICODE_PUNCTUATION,
    UNICODE_SYMBOL,
    UNICODE_IGNORED, /* soft hyphens, zero-width characters: part of a word, without a form */
    UNICODE_CONTROL  /* control characters, and bytes that are not UTF-8 */
};

#define UNICODE_INVALID (-1)

/* What a byte is, one bit each. ASCII_CAPITAL is also the bit that makes a capital letter small. */
enum ascii_bit {
    ASCII_SPACE = 1,
    ASCII_SYMBOL = 2,
    ASCII_SMALL = 4,
    ASCII_DIGIT = 8,
    ASCII_PUNCTUATION = 16,
    ASCII_CAPITAL = 32,
    ASCII_CONTROL = 64,
    ASCII_NOT = 128, /* a byte of a longer character */
    ASCII_JOINS = 256,   /* a mark, or a byte of a longer character, that may join words, or be part of an address (token_joins.c) */
    ASCII_MARKUP = 512,  /* a mark that may start markup (markup.c) */
    ASCII_FINAL = 1024,  /* a mark that may end a sentence (sentences.c) */
    ASCII_ODD = 2048,    /* begins no token by itself, or only some, or one that ASCII_CAPITAL does not fold (tokens.c) */
    ASCII_BOUND = 4096,  /* white space and control characters, and marks behind which nothing is joined: quotation marks and brackets */
    ASCII_ADDRESS = 8192, /* may stand in an e-mail address */
    ASCII_WORD = ASCII_SMALL | ASCII_DIGIT | ASCII_CAPITAL
};
extern const uint16_t ascii_bits[256];

static inline unsigned ascii_bits_of(char c) {
    return ascii_bits[(unsigned char)c];
}

/* A space, or a control character that is one: tab, line feed, carriage return and what lies between. */
static inline int ascii_is_space(char c) {
    return (ascii_bits_of(c) & ASCII_SPACE) != 0;
}

/* Letters and digits of ASCII; no other byte is one. */
static inline int ascii_is_small(char c) {
    return c >= 'a' && c <= 'z';
}

static inline int ascii_is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

static inline int ascii_is_letter(char c) {
    return ascii_is_small(c) || ascii_is_capital(c);
}

static inline int ascii_is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* A capital letter of ASCII small; any other byte as it is. */
static inline char ascii_small(char c) {
    return (char)((unsigned char)c | (ascii_bits_of(c) & ASCII_CAPITAL));
}

/* Whether the byte goes on with a character that began before it. */
static inline int unicode_continues(char byte) {
    return ((unsigned char)byte & 0xc0) == 0x80;
}

/* So many bytes of a longer text, or fewer: those of whole characters. */
static inline size_t unicode_whole(const char *text, size_t length) {
    while (length > 0 && unicode_continues(text[length]))
        length--;
    return length;
}

/* Reads the code point at text[0], length > 0. Returns the bytes it takes (1 for an invalid byte, *codepoint UNICODE_INVALID). */
size_t unicode_read(const char *text, size_t length, int32_t *codepoint);

/* Writes a code point as UTF-8 into 4 bytes; returns how many. */
size_t unicode_write(int32_t codepoint, char *bytes);

enum unicode_class unicode_class_of(int32_t codepoint);
int unicode_is_upper(int32_t codepoint);

/* The plain form of typographic characters (quotation marks, dashes, spaces), or the code point itself. */
int32_t unicode_plain(int32_t codepoint);

/* Folds a word: NFC, small letters, plain quotes and dashes, nothing of UNICODE_IGNORED. `form` has room for
 * UNICODE_FOLD_ROOM(length) bytes. Returns the form's length. */
#define UNICODE_FOLD_ROOM(length) ((length) * 3 + 8)
size_t unicode_fold(const char *text, size_t length, char *form);

/* Composes (NFC) and writes the code points as UTF-8; `codepoints` is overwritten. Returns the bytes written. */
size_t unicode_compose(int32_t *codepoints, size_t count, char *bytes);

#endif
