/* The words of a text, as the passes that rewrite words see them: what stands in a URL, an e-mail address, a domain, a @handle, a
 * #hashtag or a_name_like_this is not among them. */
#ifndef NETRAL_NORMALIZE_WORDS_H
#define NETRAL_NORMALIZE_WORDS_H

#include "normalize_edit.h"
#include "unicode.h"

#define WORD_BYTES 64       /* longer ones are not looked up */
#define LONGEST_CLITIC 4
#define REPLACEMENT_BYTES 256 /* longer canonical forms are not used */

struct word {
    size_t start, end;
    int hyphen_before, hyphen_after; /* a hyphen joins it to another word */
};

struct word_scan {
    const char *text;
    size_t length, at;
};

struct word_scan word_scan(const struct editor *editor, size_t at);

/* The next word, a part of a hyphenated one being a word. Returns 0 when there is none. A pass that replaces more than the word
 * moves `at` behind it. */
int word_next(struct word_scan *scan, struct word *word);

/* The word that follows `end` on the same line with nothing but spaces before it. Returns 0 when there is none. */
int word_after(const struct editor *editor, size_t end, struct word *word);

/* The letters and digits that stand before `start` with nothing but spaces between. Returns 0 when there are none. */
int word_before(const struct editor *editor, size_t start, struct word *word);

enum word_shape {
    SHAPE_SMALL,   /* kalau */
    SHAPE_CAPITAL, /* Kalau */
    SHAPE_UPPER,   /* KALAU, two letters or more */
    SHAPE_MIXED    /* KaLau */
};

enum word_shape word_shape(const struct editor *editor, const struct word *word);

/* Folds the word; returns the form's length, 0 when the word is too long to be looked up. */
struct word_form {
    char bytes[UNICODE_FOLD_ROOM(WORD_BYTES)];
    size_t length;
};
size_t word_fold(const struct editor *editor, const struct word *word, struct word_form *form);

/* Only letters of ASCII; has a vowel. */
int word_is_plain(const struct editor *editor, const struct word *word);
int word_has_vowel(const struct editor *editor, const struct word *word);

/* The length of the clitic that the word ends with (class `clitic`: nya, lah …) behind three letters or more, and its standard
 * form; 0 if there is none, or if the word must stay whole (class `clitic-keep`: hanya, sekolah). `form` is the folded word. */
size_t word_clitic(const struct editor *editor, const struct word *word, const struct word_form *form, const char **canonical);

/* Whether a capital says that the word may be a name: inside a sentence, next to another capital. `strict`: anywhere but at a
 * sentence's start before a small word. */
int word_may_be_name(const struct editor *editor, const struct word *word, int strict);

/* Puts `canonical` in the place of text[start, end) with the capitals of `shape`; leaves the text if they are the same. */
void word_replace(struct editor *editor, size_t start, size_t end, const char *canonical, enum word_shape shape);

#endif
