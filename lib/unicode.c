/* See unicode.h. Folding goes code point by code point (utf8proc gives no offset map, and none is needed: a form stands
 * beside its token and is never cut). */
#include "unicode.h"

#include <utf8proc.h>

#define FOLD_CODEPOINTS 256

static size_t sequence_length(unsigned char lead) {
    if (lead < 0x80)
        return 1;
    if (lead >= 0xc2 && lead < 0xe0)
        return 2;
    if (lead >= 0xe0 && lead < 0xf0)
        return 3;
    return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

size_t unicode_read(const char *text, size_t length, int32_t *codepoint) {
    const unsigned char *bytes = (const unsigned char *)text;
    if (bytes[0] < 0x80) {
        *codepoint = bytes[0];
        return 1;
    }
    *codepoint = UNICODE_INVALID;
    size_t size = sequence_length(bytes[0]);
    if (size == 0 || size > length)
        return 1;
    int32_t value = bytes[0] & (0x7f >> size);
    for (size_t i = 1; i < size; i++) {
        if ((bytes[i] & 0xc0) != 0x80)
            return 1;
        value = value << 6 | (bytes[i] & 0x3f);
    }
    int overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
    if (overlong || value > 0x10ffff || (value >= 0xd800 && value < 0xe000))
        return 1;
    *codepoint = value;
    return size;
}

size_t unicode_write(int32_t codepoint, char *bytes) {
    return (size_t)utf8proc_encode_char(codepoint, (utf8proc_uint8_t *)bytes);
}

enum { X = ASCII_CONTROL | ASCII_ODD | ASCII_BOUND, Z = ASCII_CONTROL | ASCII_ODD /* DEL */, S = ASCII_SPACE | ASCII_ODD | ASCII_BOUND,
       L = ASCII_SMALL | ASCII_ADDRESS, C = ASCII_CAPITAL | ASCII_ADDRESS, D = ASCII_DIGIT | ASCII_ADDRESS,
       P = ASCII_PUNCTUATION, Q = P | ASCII_BOUND, J = P | ASCII_JOINS, A = J | ASCII_ADDRESS, O = J | ASCII_ODD /* @ */,
       F = P | ASCII_FINAL, G = F | ASCII_JOINS | ASCII_ADDRESS, H = F | ASCII_MARKUP | ASCII_ODD,
       M = P | ASCII_MARKUP | ASCII_ODD, W = M | ASCII_BOUND, U = M | ASCII_JOINS | ASCII_ADDRESS,
       Y = ASCII_SYMBOL, V = Y | ASCII_BOUND, B = Y | ASCII_JOINS | ASCII_ADDRESS, E = Y | ASCII_ODD /* ^ */,
       K = Y | ASCII_MARKUP | ASCII_ODD, R = K | ASCII_BOUND, N = ASCII_NOT | ASCII_JOINS | ASCII_ODD };
const uint16_t ascii_bits[256] = {
    X, X, X, X, X, X, X, X, X, S, S, S, S, S, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X,
    S, H, Q, M, Y, P, P, J, Q, Q, M, B, J, A, G, P, D, D, D, D, D, D, D, D, D, D, J, P, R, Y, R, F,
    O, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, W, M, W, E, U,
    K, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, Q, V, Q, Y, Z,
    N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
    N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
    N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
    N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
};

static enum unicode_class ascii_class(int32_t c) {
    unsigned bits = ascii_bits[c];
    if (bits & ASCII_WORD)
        return bits & ASCII_DIGIT ? UNICODE_DIGIT : UNICODE_LETTER;
    if (bits & ASCII_SPACE)
        return UNICODE_SPACE;
    if (bits & ASCII_CONTROL)
        return UNICODE_CONTROL;
    return bits & ASCII_SYMBOL ? UNICODE_SYMBOL : UNICODE_PUNCTUATION;
}

static int is_ignored(int32_t c) {
    return c == 0xad || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2064) ||
           c == 0xfeff || (c >= 0xfe00 && c <= 0xfe0f);
}

enum unicode_class unicode_class_of(int32_t codepoint) {
    if (codepoint < 0)
        return UNICODE_CONTROL;
    if (codepoint < 0x80)
        return ascii_class(codepoint);
    if (is_ignored(codepoint))
        return UNICODE_IGNORED;
    switch (utf8proc_category(codepoint)) {
    case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL: case UTF8PROC_CATEGORY_LT: case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO: case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_MC: case UTF8PROC_CATEGORY_ME:
        return UNICODE_LETTER;
    case UTF8PROC_CATEGORY_ND: case UTF8PROC_CATEGORY_NL: case UTF8PROC_CATEGORY_NO:
        return UNICODE_DIGIT;
    case UTF8PROC_CATEGORY_ZS: case UTF8PROC_CATEGORY_ZL: case UTF8PROC_CATEGORY_ZP:
        return UNICODE_SPACE;
    case UTF8PROC_CATEGORY_CC:
        return UNICODE_CONTROL;
    case UTF8PROC_CATEGORY_PC: case UTF8PROC_CATEGORY_PD: case UTF8PROC_CATEGORY_PS: case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI: case UTF8PROC_CATEGORY_PF: case UTF8PROC_CATEGORY_PO:
        return UNICODE_PUNCTUATION;
    default:
        return UNICODE_SYMBOL;
    }
}

int unicode_is_upper(int32_t codepoint) {
    if (codepoint >= 0 && codepoint < 0x80)
        return codepoint >= 'A' && codepoint <= 'Z';
    return codepoint > 0 && utf8proc_category(codepoint) == UTF8PROC_CATEGORY_LU;
}

int32_t unicode_plain(int32_t c) {
    if (c < 0x80)
        return c;
    if (c == 0x2018 || c == 0x2019 || c == 0x201a || c == 0x201b || c == 0x2032 || c == 0x2bc || c == 0xb4)
        return '\'';
    if ((c >= 0x201c && c <= 0x201f) || c == 0xab || c == 0xbb || c == 0x2033)
        return '"';
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
        return '-';
    if (c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f || c == 0x3000)
        return ' ';
    return c;
}

size_t unicode_compose(int32_t *codepoints, size_t count, char *bytes) {
    utf8proc_ssize_t composed = utf8proc_normalize_utf32(codepoints, (utf8proc_ssize_t)count, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    size_t used = 0;
    for (utf8proc_ssize_t i = 0; i < composed; i++)
        used += unicode_write(codepoints[i], bytes + used);
    return used;
}

/* Adds the canonical decomposition of one folded code point. A code point has at most 4 in it (Unicode's own limit is 18 for
 * compatibility forms, which are not asked for). */
static size_t decompose(int32_t codepoint, int32_t *codepoints, size_t room) {
    int32_t plain = unicode_plain(utf8proc_tolower(codepoint));
    utf8proc_ssize_t added = utf8proc_decompose_char(plain, codepoints, (utf8proc_ssize_t)room, UTF8PROC_DECOMPOSE, NULL);
    return added > 0 && (size_t)added <= room ? (size_t)added : 0;
}

/* ASCII needs no tables: most words end here. Returns how many bytes at the beginning were ASCII. */
static size_t fold_ascii(const char *text, size_t length, char *form) {
    size_t i = 0;
    for (; i < length && (unsigned char)text[i] < 0x80; i++)
        form[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] | 0x20 : text[i]);
    return i;
}

size_t unicode_fold(const char *text, size_t length, char *form) {
    if (fold_ascii(text, length, form) == length)
        return length;
    int32_t codepoints[FOLD_CODEPOINTS + 8];
    size_t count = 0, used = 0;
    for (size_t at = 0; at < length;) {
        int32_t codepoint;
        at += unicode_read(text + at, length - at, &codepoint);
        if (codepoint == UNICODE_INVALID || is_ignored(codepoint))
            continue;
        if (count >= FOLD_CODEPOINTS) { /* far longer than any word: composing piecewise is good enough */
            used += unicode_compose(codepoints, count, form + used);
            count = 0;
        }
        count += decompose(codepoint, codepoints + count, 8);
    }
    return used + unicode_compose(codepoints, count, form + used);
}
