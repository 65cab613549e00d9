/* Texts that nobody would write: pieces of articles, cut anywhere, with bytes and signs thrown in; and bytes that are no text
 * at all. The same seed gives the same texts. */
#ifndef DAMAGE_H
#define DAMAGE_H

#include "articles.h"

#define DAMAGED_BYTES 6000

/* What is thrown in: signs that mean something to some stage, and things that are only half there. */
#define PIECE(literal) {literal, sizeof(literal) - 1}

static const struct {
    const char *bytes;
    size_t length;
} damage_pieces[] = {
    PIECE("\0"), PIECE("\xff"), PIECE("\xc3"), PIECE("\xe2\x80"), PIECE("\xf0\x9f\x98\x80"), PIECE("\xed\xa0\x80"),
    PIECE("\xc0\x80"), PIECE("\xef\xbb\xbf"), PIECE("\r\n"), PIECE("\r"), PIECE("\n\n"), PIECE("\n---\n"),
    PIECE("---\ntitle: \""), PIECE("\x1b[31m"), PIECE("\xc2\xad"), PIECE("\xe2\x80\x8b"), PIECE("\xcc\x81"),
    PIECE("\xe2\x80\xae"), PIECE("\xe2\x80\xa8"), PIECE("(((((((("), PIECE("))))))))"), PIECE("[]("), PIECE("**"), PIECE("<b>"),
    PIECE("](http://"), PIECE("\"\"\""), PIECE("\xe2\x80\x9c"), PIECE(" A. A. A. A. "), PIECE(" Pasal 1 ayat (2) huruf c "),
    PIECE(" Pasal "), PIECE(" Nomor "), PIECE(" UU "), PIECE(" (BKN) "), PIECE(" Plt. Kepala "), PIECE(" Dr. H. "),
    PIECE(", S.H., M.H. "), PIECE(" 99/99/9999 "), PIECE(" 31 Februari 2023 "), PIECE(" 2-4 November 2023 "), PIECE(" kemarin "),
    PIECE("1.1.1.1.1.1.1.1"), PIECE("99999999999999999999"), PIECE("&amp;&#0;"), PIECE("\\"), PIECE("|"), PIECE("\t"),
};

static inline size_t damage_put(char *text, size_t length, size_t at, const char *bytes, size_t count) {
    if (length + count > DAMAGED_BYTES)
        return length;
    memmove(text + at + count, text + at, length - at);
    memcpy(text + at, bytes, count);
    return length + count;
}

static inline size_t damage_once(unsigned long long *state, char *text, size_t length) {
    size_t pieces = sizeof damage_pieces / sizeof *damage_pieces;
    size_t at = check_random(state, length + 1), piece = check_random(state, pieces), count = check_random(state, 20);
    switch (check_random(state, 4)) {
    case 0: /* one byte becomes another */
        if (at < length)
            text[at] = (char)check_random(state, 256);
        return length;
    case 1: /* some bytes are lost */
        if (count > length - at)
            count = length - at;
        memmove(text + at, text + at + count, length - at - count);
        return length - count;
    default: return damage_put(text, length, at, damage_pieces[piece].bytes, damage_pieces[piece].length);
    }
}

static inline size_t damaged_text(const struct articles *articles, unsigned long long *state, char text[DAMAGED_BYTES]) {
    const struct article *article = &articles->items[check_random(state, articles->count)];
    size_t kind = check_random(state, 20), length = 0;
    if (kind == 0) { /* any bytes */
        length = check_random(state, 600);
        for (size_t i = 0; i < length; i++)
            text[i] = (char)check_random(state, 256);
        return length;
    }
    if (kind == 1) { /* nothing but pieces */
        for (size_t i = check_random(state, 200); i > 0; i--)
            length = damage_once(state, text, length);
        return length;
    }
    size_t start = kind < 8 ? 0 : check_random(state, article->length); /* the beginning, with its front matter, more often */
    length = check_random(state, 3000);
    if (length > article->length - start)
        length = article->length - start;
    memcpy(text, article->text + start, length);
    for (size_t i = check_random(state, 20); i > 0; i--)
        length = damage_once(state, text, length);
    return length;
}

#endif
