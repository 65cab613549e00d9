/* Letter-spaced headings: `P E N G U M U M A N   K P U`. A run is single letters with gaps between them, on one line. Gaps wider
 * than the narrowest part words. What is no word stays: letters in rising order (A B C D E), answer keys, crosses. */
#include "normalize_passes.h"
#include "normalize_text.h"

#define LEAST_LETTERS 5      /* of a run inside a line */
#define LEAST_LETTERS_LINE 4 /* of a run that is all a line's letters */

struct run {
    size_t start, end; /* from the first letter to behind the last */
    size_t letters, narrowest;
};

/* The code points of the gap at `at`, and where it ends. */
static size_t gap(const struct editor *editor, size_t at, size_t *end) {
    size_t count = 0;
    for (size_t size; (size = space_bytes(editor->text, at, editor->length)) > 0; at += size)
        count++;
    *end = at;
    return count;
}

static int is_single_letter(const struct editor *editor, size_t at) {
    if (at >= editor->length || !ascii_is_letter(editor->text[at]))
        return 0;
    size_t next = at + 1;
    return next == editor->length || is_one_of(editor->text[next], ".,:;!?)\"'") || space_bytes(editor->text, next, editor->length) ||
           line_end_bytes(editor->text, next, editor->length);
}

/* The run that begins with the single letter at `at`. */
static struct run read_run(const struct editor *editor, size_t at) {
    struct run run = {at, at + 1, 1, (size_t)-1};
    for (size_t next;; run.end = next + 1, run.letters++) {
        size_t width = gap(editor, run.end, &next);
        if (width == 0 || !is_single_letter(editor, next))
            return run;
        if (width < run.narrowest)
            run.narrowest = width;
    }
}

/* ---- Is it a word? ------------------------------------------------------------------------------------------------------ */

static int ends_line(const struct editor *editor, size_t at) {
    for (; at < editor->length && !line_end_bytes(editor->text, at, editor->length); at++)
        if (is_word_byte(editor->text[at]))
            return 0;
    return 1;
}

/* A word has a vowel and three letters that differ; a list rises, and an answer key has letters up to E only. */
static int looks_like_word(const struct editor *editor, const struct run *run) {
    int vowels = 0, falls = 0, beyond = 0, different = 0;
    unsigned long seen = 0;
    char last = 0;
    for (size_t at = run->start; at < run->end; at++) {
        char c = ascii_small(editor->text[at]);
        if (!ascii_is_small(c))
            continue;
        unsigned long bit = 1ul << (c - 'a');
        different += !(seen & bit);
        seen |= bit;
        vowels += is_vowel(c);
        falls += c <= last;
        beyond += c > 'e';
        last = c;
    }
    return vowels > 0 && falls > 0 && beyond > 0 && different >= 3;
}

/* ---- Joining ------------------------------------------------------------------------------------------------------------- */

static void join(struct editor *editor, size_t start, size_t end) {
    char word[64];
    size_t used = 0;
    if (end - start == 1)
        return;
    for (size_t at = start; at < end; at++) {
        if (!ascii_is_letter(editor->text[at]))
            continue;
        if (used == sizeof word) { /* longer than any word: in pieces */
            editor_replace(editor, start, at, word, used);
            start = at;
            used = 0;
        }
        word[used++] = editor->text[at];
    }
    editor_replace(editor, start, end, word, used);
}

/* Joins the groups that wider gaps part. Two letters that would each be left alone are one group, so that a second look finds no
 * run any more. */
static void join_groups(struct editor *editor, const struct run *run) {
    size_t start = run->start, end = run->start + 1, next, after = run->end;
    int before_is_wide = 1;
    size_t width = gap(editor, end, &next);
    while (end < run->end) {
        size_t next_width = next + 1 < run->end ? gap(editor, next + 1, &after) : 0;
        int is_wide = width > run->narrowest, next_is_wide = next_width != run->narrowest;
        if (is_wide && !(before_is_wide && next_is_wide)) {
            join(editor, start, end);
            start = next;
        }
        before_is_wide = is_wide;
        end = next + 1;
        next = after;
        width = next_width;
    }
    join(editor, start, end);
}

void normalize_spaced_letters(struct editor *editor) {
    int is_line_start = 1, is_word_start = 1; /* no letter or digit yet on this line, in this word */
    for (size_t at = 0; at < editor->length;) {
        char c = editor->text[at];
        if (is_word_start && is_single_letter(editor, at)) {
            struct run run = read_run(editor, at);
            size_t least = is_line_start && ends_line(editor, run.end) ? LEAST_LETTERS_LINE : LEAST_LETTERS;
            if (run.letters >= least && looks_like_word(editor, &run))
                join_groups(editor, &run);
            at = run.end;
            is_line_start = is_word_start = 0;
            continue;
        }
        size_t line_end = line_end_bytes(editor->text, at, editor->length);
        size_t space = line_end ? line_end : space_bytes(editor->text, at, editor->length);
        is_line_start = line_end || (is_line_start && (space || !is_word_byte(c)));
        is_word_start = space > 0 || is_one_of(c, "(\"'");
        at += space ? space : 1;
    }
}
