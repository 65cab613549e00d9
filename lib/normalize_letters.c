/* Letters written for their effect: `tidaaaak`, and reduplication written with a figure: `orang2`.
 *
 * Three equal letters or more never stand in an Indonesian word, so they are one; the few words with two (`maaf`, `saat`) are the
 * lexicon's class `double-letter`, found by the word with single letters (`=maaf|maf`). Acronyms (PPPK) and Roman numbers (VIII)
 * stay: of consonants only those behind a vowel count, and those at a word's end or before another vowel.
 *
 * `X2` is `X-X`, and what may follow the figure (`orang2nya`) the class `reduplication` lists as `2nya`. Other entries of that
 * class say what a whole word becomes (`=berdua|ber2`), themselves if they must stay (`=sman2|sman2`), and behind which prefix only
 * the rest is repeated (`di2`: `dibawa2` is `dibawa-bawa`). */
#include <string.h>

#include "lookup.h"
#include "normalize_passes.h"
#include "normalize_text.h"
#include "normalize_words.h"

/* ---- Repeated letters ---------------------------------------------------------------------------------------------------- */

static size_t run_length(const char *text, size_t at, size_t end) {
    size_t length = 1;
    while (at + length < end && ascii_small(text[at + length]) == ascii_small(text[at]))
        length++;
    return length;
}

/* The letters of a word, with at most one 2 at the end (`temennnn2`); 0 when it is something else. */
static size_t letters_end(const struct editor *editor, const struct word *word) {
    size_t at = word->start;
    while (at < word->end && ascii_is_letter(editor->text[at]))
        at++;
    return at == word->end || (editor->text[at] == '2' && at + 1 == word->end) ? at : 0;
}

/* The length of the Roman digits `one`, `five` and `ten` that a number may have in one place (I, II, III, IV, V … IX). */
static size_t roman_place(const char *text, size_t length, char one, char five, char ten) {
    size_t at = 0;
    if (length >= 2 && ascii_small(text[0]) == one && (ascii_small(text[1]) == five || ascii_small(text[1]) == ten))
        return 2;
    if (length > 0 && ascii_small(text[0]) == five)
        at = 1;
    for (size_t ones = 0; at < length && ones < 3 && ascii_small(text[at]) == one; ones++)
        at++;
    return at;
}

static int is_roman(const char *text, size_t length) {
    size_t at = 0;
    while (at < length && ascii_small(text[at]) == 'm')
        at++;
    at += roman_place(text + at, length - at, 'c', 'd', 'm');
    at += roman_place(text + at, length - at, 'x', 'l', 'c');
    at += roman_place(text + at, length - at, 'i', 'v', 'x');
    return at == length;
}

static int is_repeat(const struct editor *editor, const struct word *word, size_t end, size_t at, size_t length) {
    const char *text = editor->text;
    if (length < 3)
        return 0;
    if (is_vowel(text[at]))
        return 1;
    if (at == word->start || !is_vowel(text[at - 1]))
        return 0;
    if (at + length == end)
        return at + 1 - word->start > 2;
    return is_vowel(text[at + length]) && word_shape(editor, word) != SHAPE_UPPER;
}

/* Writes the word with each of its runs as one letter, for the lexicon. Returns 0 when nothing is to be changed. */
static size_t single_letters(const struct editor *editor, const struct word *word, size_t end, char *key) {
    size_t length = 0, repeats = 0;
    for (size_t at = word->start, run; at < end; at += run) {
        run = run_length(editor->text, at, end);
        repeats += (size_t)is_repeat(editor, word, end, at, run);
        if (length == WORD_BYTES)
            return 0;
        key[length++] = ascii_small(editor->text[at]);
    }
    return repeats && length > 1 ? length : 0;
}

static void repeats_in(struct editor *editor, const struct word *word) {
    char key[WORD_BYTES];
    size_t end = letters_end(editor, word), length;
    if (end < word->start + 4 || is_roman(editor->text + word->start, end - word->start) || !word_has_vowel(editor, word))
        return;
    if ((length = single_letters(editor, word, end, key)) == 0)
        return;
    const char *canonical = lexicon_canonical(editor->pack, "double-letter", key, length);
    if (canonical) {
        word_replace(editor, word->start, end, canonical, word_shape(editor, word));
        return;
    }
    for (size_t at = word->start, run; at < end; at += run) {
        run = run_length(editor->text, at, end);
        if (is_repeat(editor, word, end, at, run))
            editor_replace(editor, at, at + run, editor->text + at, 1);
    }
}

void normalize_repeats(struct editor *editor) {
    struct word_scan scan = word_scan(editor, 0);
    for (struct word word; word_next(&scan, &word);)
        repeats_in(editor, &word);
}

/* ---- Reduplication ------------------------------------------------------------------------------------------------------- */

struct reduplicated {
    size_t start, letters_end; /* what is repeated */
    size_t tail, end;          /* what follows the figure */
};

static size_t ascii_letters(const struct editor *editor, size_t at) {
    while (at < editor->length && ascii_is_letter(editor->text[at]))
        at++;
    return at;
}

/* Reads letters, `2` or `²`, letters. */
static int read_reduplicated(const struct editor *editor, const struct word *word, struct reduplicated *read) {
    const char *text = editor->text;
    read->start = word->start;
    read->letters_end = ascii_letters(editor, word->start);
    size_t at = read->letters_end;
    if (at == word->start || at > word->end || word->hyphen_before || word->hyphen_after)
        return 0;
    if (at < word->end && text[at] == '2')
        read->tail = at + 1;
    else if (editor->length - at >= 2 && memcmp(text + at, "\xc2\xb2", 2) == 0)
        read->tail = at + 2;
    else
        return 0;
    read->end = ascii_letters(editor, read->tail);
    return read->end >= word->end && (read->end == editor->length || !is_word_byte(text[read->end]));
}

/* The word as the lexicon has it, with a plain 2. */
static size_t reduplicated_form(const struct editor *editor, const struct reduplicated *read, char *form) {
    size_t length = 0;
    if (read->end - read->start > WORD_BYTES)
        return 0;
    for (size_t at = read->start; at < read->letters_end; at++)
        form[length++] = ascii_small(editor->text[at]);
    form[length++] = '2';
    for (size_t at = read->tail; at < read->end; at++)
        form[length++] = ascii_small(editor->text[at]);
    return length;
}

/* Whether the letters look like a word rather than an acronym or a unit (SMPN2, km2). */
static int is_repeatable(const struct editor *editor, const struct reduplicated *read, enum word_shape shape) {
    size_t vowels = 0, length = read->letters_end - read->start;
    for (size_t at = read->start; at < read->letters_end; at++)
        vowels += (size_t)is_vowel(editor->text[at]);
    if (shape == SHAPE_UPPER)
        return length >= 4 && vowels >= 2;
    return shape != SHAPE_MIXED && length >= 3 && vowels >= 1;
}

/* The prefix behind which the rest alone is repeated (dibawa-bawa); 0 if there is none. `form` is the word with a 2. */
static size_t prefix_length(const struct editor *editor, const char *form, size_t letters) {
    for (size_t length = 2; length <= 3 && length + 3 <= letters; length++) {
        char prefix[4] = {form[0], form[1], form[2]};
        prefix[length] = '2';
        const char *canonical = lexicon_canonical(editor->pack, "reduplication", prefix, length + 1);
        if (canonical && strlen(canonical) == length + 1 && memcmp(canonical, prefix, length + 1) == 0 &&
            lexicon_has(editor->pack, "common-word", form + length, letters - length))
            return length;
    }
    return 0;
}

static void repeat_word(struct editor *editor, const struct reduplicated *read, size_t skipped) {
    char bytes[2 * WORD_BYTES + 1];
    size_t length = read->letters_end - read->start - skipped;
    bytes[0] = '-';
    memcpy(bytes + 1, editor->text + read->start + skipped, length);
    if (!ascii_is_capital(bytes[length])) /* Orang2: Orang-orang; ORANG2: ORANG-ORANG */
        bytes[1] = ascii_small(bytes[1]);
    editor_replace(editor, read->letters_end, read->tail, bytes, length + 1);
}

/* Returns where to go on. */
static size_t reduplicate(struct editor *editor, const struct word *word) {
    char form[WORD_BYTES + 1];
    struct reduplicated read;
    if (!read_reduplicated(editor, word, &read))
        return word->end;
    size_t length = reduplicated_form(editor, &read, form), letters = read.letters_end - read.start;
    struct word repeated = {read.start, read.letters_end, 0, 0};
    enum word_shape shape = word_shape(editor, &repeated);
    if (length == 0)
        return read.end;
    const char *canonical = lexicon_canonical(editor->pack, "reduplication", form, length);
    int has_tail = read.end > read.tail;
    if (canonical) {
        if (strlen(canonical) != length || memcmp(canonical, form, length) != 0)
            word_replace(editor, read.start, read.end, canonical, shape);
    } else if (is_repeatable(editor, &read, shape) && !(shape == SHAPE_CAPITAL && word_may_be_name(editor, &repeated, 0)) &&
               (!has_tail || lexicon_has(editor->pack, "reduplication", form + letters, length - letters))) {
        repeat_word(editor, &read, prefix_length(editor, form, letters));
    }
    return read.end;
}

void normalize_reduplication(struct editor *editor) {
    struct word_scan scan = word_scan(editor, 0);
    for (struct word word; word_next(&scan, &word);)
        scan.at = reduplicate(editor, &word);
}
