/* See normalize_words.h. What is stepped over is found from the text alone, and never changed by a pass: the next pass, and the
 * next run, step over the same. */
#include "normalize_words.h"

#include <string.h>
#include <utf8proc.h>

#include "lookup.h"
#include "normalize_text.h"
#include "token_joins.h"

/* ---- Where a word ends ------------------------------------------------------------------------------------------------- */

static int is_apostrophe(const struct word_scan *scan, size_t at, size_t *size) {
    int32_t c;
    *size = unicode_read(scan->text + at, scan->length - at, &c);
    return unicode_plain(c) == '\'';
}

static size_t letter_bytes(const struct word_scan *scan, size_t at) {
    if (at >= scan->length)
        return 0;
    char byte = scan->text[at];
    if ((unsigned char)byte < 0x80)
        return ascii_is_letter(byte) || ascii_is_digit(byte);
    int32_t c;
    size_t size = unicode_read(scan->text + at, scan->length - at, &c);
    enum unicode_class class = unicode_class_of(c);
    return class == UNICODE_LETTER || class == UNICODE_DIGIT || class == UNICODE_IGNORED ? size : 0;
}

/* Letters, digits, and apostrophes between two letters (Ma'ruf). */
static size_t run_end(const struct word_scan *scan, size_t at) {
    for (size_t size, more; at < scan->length; at += size) {
        size = letter_bytes(scan, at);
        if (size)
            continue;
        if (!is_apostrophe(scan, at, &size) || ascii_is_digit(scan->text[at - 1]))
            break;
        more = letter_bytes(scan, at + size);
        if (!more || ascii_is_digit(scan->text[at + size]))
            break;
        size += more;
    }
    return at;
}

/* ---- What is stepped over ---------------------------------------------------------------------------------------------- */

static int is_address_byte(char c) {
    return is_word_byte(c) || is_one_of(c, "._-/");
}

static size_t address_end(const struct word_scan *scan, size_t at) {
    while (at < scan->length && is_address_byte(scan->text[at]) && !space_bytes(scan->text, at, scan->length))
        at++;
    return at;
}

/* kpu.go.id: a full stop between a letter or digit and a small letter. */
static int goes_on_as_domain(const struct word_scan *scan, size_t end) {
    return end + 1 < scan->length && scan->text[end] == '.' && ascii_is_small(scan->text[end + 1]);
}

static int is_part_of_name(const struct word_scan *scan, const struct word *word) {
    const char *text = scan->text;
    if (word->end < scan->length && is_one_of(text[word->end], "_@"))
        return 1;
    if (word->start == 0)
        return 0;
    char before = text[word->start - 1];
    return is_one_of(before, "_\\<") || (before == '/' && word->start > 1 && text[word->start - 2] == '<');
}

static void note_hyphens(const struct word_scan *scan, struct word *word) {
    const char *text = scan->text;
    word->hyphen_before = word->start > 1 && text[word->start - 1] == '-' && is_word_byte(text[word->start - 2]);
    word->hyphen_after = word->end + 1 < scan->length && text[word->end] == '-' && is_word_byte(text[word->end + 1]);
}

struct word_scan word_scan(const struct editor *editor, size_t at) {
    return (struct word_scan){editor->text, editor->length, at};
}

int word_next(struct word_scan *scan, struct word *word) {
    while (scan->at < scan->length) {
        size_t start = scan->at, end;
        if (is_one_of(scan->text[start], "@#")) {
            scan->at = address_end(scan, start + 1);
            continue;
        }
        if (!letter_bytes(scan, start)) {
            scan->at++;
            continue;
        }
        const struct join_text here = {scan->text, start, scan->length};
        if (join_special(&here, &end)) {
            scan->at = end;
            continue;
        }
        *word = (struct word){start, run_end(scan, start), 0, 0};
        if (goes_on_as_domain(scan, word->end)) {
            scan->at = address_end(scan, word->end);
            continue;
        }
        scan->at = word->end;
        if (is_part_of_name(scan, word))
            continue;
        note_hyphens(scan, word);
        return 1;
    }
    return 0;
}

int word_after(const struct editor *editor, size_t end, struct word *word) {
    size_t start = skip_spaces(editor->text, end, editor->length);
    struct word_scan scan = word_scan(editor, start);
    if (start == end || !letter_bytes(&scan, start))
        return 0;
    return word_next(&scan, word) && word->start == start;
}

int word_before(const struct editor *editor, size_t start, struct word *word) {
    size_t end = skip_spaces_back(editor->text, start), at = end;
    while (at > 0 && end - at < WORD_BYTES && is_word_byte(editor->text[at - 1]))
        at--;
    *word = (struct word){at, end, 0, 0};
    return end < start && at < end;
}

/* ---- Shapes -------------------------------------------------------------------------------------------------------------- */

enum word_shape word_shape(const struct editor *editor, const struct word *word) {
    size_t letters = 0, capitals = 0;
    int first = 0;
    for (size_t at = word->start; at < word->end;) {
        int32_t c;
        at += unicode_read(editor->text + at, word->end - at, &c);
        if (c >= 0 && c < 0x80 ? !ascii_is_letter((char)c) : unicode_class_of(c) != UNICODE_LETTER)
            continue;
        int capital = unicode_is_upper(c);
        if (letters++ == 0)
            first = capital;
        capitals += (size_t)capital;
    }
    if (capitals == 0)
        return SHAPE_SMALL;
    if (capitals == letters && letters > 1)
        return SHAPE_UPPER;
    return first && capitals == 1 ? SHAPE_CAPITAL : SHAPE_MIXED;
}

size_t word_fold(const struct editor *editor, const struct word *word, struct word_form *form) {
    size_t length = word->end - word->start;
    form->length = 0;
    if (length > WORD_BYTES)
        return 0;
    for (size_t i = 0; i < length; i++) {
        char c = editor->text[word->start + i];
        if ((unsigned char)c >= 0x80)
            return form->length = unicode_fold(editor->text + word->start, length, form->bytes);
        form->bytes[i] = ascii_small(c);
    }
    return form->length = length;
}

int word_is_plain(const struct editor *editor, const struct word *word) {
    for (size_t at = word->start; at < word->end; at++)
        if (!ascii_is_letter(editor->text[at]))
            return 0;
    return 1;
}

int word_has_vowel(const struct editor *editor, const struct word *word) {
    for (size_t at = word->start; at < word->end; at++)
        if (is_vowel(editor->text[at]))
            return 1;
    return 0;
}

#define LEAST_STEM 3

size_t word_clitic(const struct editor *editor, const struct word *word, const struct word_form *form, const char **canonical) {
    size_t length = LONGEST_CLITIC;
    for (; length >= 2; length--) {
        if (form->length < LEAST_STEM + length)
            continue;
        *canonical = lexicon_canonical(editor->pack, "clitic", form->bytes + form->length - length, length);
        if (*canonical)
            break;
    }
    if (length < 2 || !word_is_plain(editor, word) || lexicon_has(editor->pack, "clitic-keep", form->bytes, form->length))
        return 0;
    return length;
}

/* ---- Names --------------------------------------------------------------------------------------------------------------- */

static int is_opening(int32_t c) {
    int32_t plain = unicode_plain(c);
    return plain == '"' || plain == '\'' || plain == '-' || c == '(' || c == '[' || c == '*' || c == 0x2022;
}

/* `Drs.`, `H.`, `Dr.` end no sentence. */
static int is_abbreviation(const struct editor *editor, size_t stop) {
    size_t at = stop, small = 0;
    for (; at > 0 && stop - at < 5 && ascii_is_letter(editor->text[at - 1]); at--)
        small += (size_t)ascii_is_small(editor->text[at - 1]);
    size_t length = stop - at;
    return length > 0 && length < 5 && ascii_is_capital(editor->text[at]) && (small > 0 || length == 1);
}

static int begins_sentence(const struct editor *editor, size_t at) {
    size_t start;
    int opened = 0;
    for (int32_t c; at > 0; at = start) {
        c = codepoint_before(editor->text, at, &start);
        if (is_opening(c)) {
            if (start > 0 && is_word_byte(editor->text[start - 1]))
                return 0; /* it joins two words, or closes a quotation */
            opened = 1;
            continue;
        }
        if (space_bytes(editor->text, start, editor->length))
            continue;
        if (line_end_bytes(editor->text, start, editor->length) || c == '!' || c == '?' || c == ':' || c == ';' || c == 0x2026)
            return 1;
        return opened || (c == '.' && !is_abbreviation(editor, start));
    }
    return 1;
}

static int begins_capital(const struct editor *editor, const struct word *word) {
    int32_t c;
    unicode_read(editor->text + word->start, word->end - word->start, &c);
    return unicode_is_upper(c);
}

int word_may_be_name(const struct editor *editor, const struct word *word, int strict) {
    struct word other;
    int capital_after = word_after(editor, word->end, &other) && begins_capital(editor, &other);
    int begins = begins_sentence(editor, word->start);
    if (strict)
        return !begins || capital_after;
    return !begins && (capital_after || (word_before(editor, word->start, &other) && begins_capital(editor, &other)));
}

/* ---- Replacing ------------------------------------------------------------------------------------------------------------ */

static int32_t with_case(int32_t c, size_t letter, enum word_shape shape, unsigned flags) {
    if (flags & NETRAL_NORMALIZE_CASE)
        return utf8proc_tolower(c);
    return shape == SHAPE_UPPER || (shape == SHAPE_CAPITAL && letter == 0) ? utf8proc_toupper(c) : c;
}

void word_replace(struct editor *editor, size_t start, size_t end, const char *canonical, enum word_shape shape) {
    char bytes[REPLACEMENT_BYTES * 4];
    size_t length = strlen(canonical), used = 0, letters = 0;
    if (length == 0 || length > REPLACEMENT_BYTES)
        return;
    for (size_t at = 0; at < length;) {
        int32_t c;
        at += unicode_read(canonical + at, length - at, &c);
        if (c == UNICODE_INVALID)
            return;
        int is_letter = unicode_class_of(c) == UNICODE_LETTER;
        used += unicode_write(with_case(c, letters, shape, editor->flags), bytes + used);
        letters += (size_t)is_letter;
    }
    if (used != end - start || memcmp(bytes, editor->text + start, used) != 0)
        editor_replace(editor, start, end, bytes, used);
}
