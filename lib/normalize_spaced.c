/* Letter-spaced headings: `P E N G U M U M A N   K P U`. A run is single letters with gaps between them, on one line. Gaps wider
 * than the narrowest part words. What is no word stays: letters in rising order (A B C D E), answer keys, crosses. */
#include "normalize_passes.h"
#include "normalize_text.h"

#define LEAST_LETTERS 5      /* of a run inside a line */
#define LEAST_LETTERS_LINE 4 /* of a run that is all a line's letters */

struct run {
    size_t start, end; /* from the first letter to behind the last */
    size_t letters, narrowest;
    size_t first_on_line;
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
    return at < editor->length && is_ascii_letter(editor->text[at]) &&
           (at + 1 == editor->length || (!is_word_byte(editor->text[at + 1]) && editor->text[at + 1] != '.') ||
            space_bytes(editor->text, at + 1, editor->length));
}

/* The run that begins at `at`, where a single letter stands. */
static struct run read_run(const struct editor *editor, size_t at) {
    struct run run = {at, at + 1, 1, (size_t)-1, 0};
    for (size_t next; ; run.end = next + 1, run.letters++) {
        size_t width = gap(editor, run.end, &next);
        if (width == 0 || !is_single_letter(editor, next))
            return run;
        if (width < run.narrowest)
            run.narrowest = width;
    }
}

/* ---- Is it a word? ------------------------------------------------------------------------------------------------------ */

static int is_alone_behind(const struct editor *editor, size_t at) {
    for (; at < editor->length && !line_end_bytes(editor->text, at, editor->length); at++)
        if (is_word_byte(editor->text[at]) && !space_bytes(editor->text, at, editor->length))
            return 0;
    return 1;
}

/* Answer keys have letters up to E only, lists rise, crosses repeat one letter. */
static int looks_like_word(const struct editor *editor, const struct run *run) {
    int vowels = 0, falls = 0, beyond = 0;
    char last = 0;
    for (size_t at = run->start; at < run->end; at++) {
        char c = small_of(editor->text[at]);
        if (!is_small(c))
            continue;
        vowels += is_vowel(c);
        falls += c <= last;
        beyond += c > 'e';
        if (last && c != last && !falls)
            falls += 0;
        last = c;
    }
    return vowels > 0 && falls > 0 && beyond > 0;
}

/* ---- Joining ------------------------------------------------------------------------------------------------------------- */

/* Joins the letters of text[start, end) as one word. */
static void join(struct editor *editor, size_t start, size_t end) {
    char word[128];
    size_t used = 0;
    for (size_t at = start; at < end; at++) {
        if (!is_ascii_letter(editor->text[at]))
            continue;
        if (used == sizeof word) { /* longer than any word: in pieces */
            editor_replace(editor, start, at, word, used);
            start = at;
            used = 0;
        }
        word[used++] = editor->text[at];
    }
    if (used > 1 || end - start > 1)
        editor_replace(editor, start, end, word, used);
}

/* Joins each group of letters with the narrowest gaps. Groups of one letter that follow each other are one word too, so that no
 * two single letters are left side by side. */
static void join_groups(struct editor *editor, const struct run *run) {
    size_t start = run->start, end = start + 1, letters = 1, before = 0;
    for (size_t next; end < run->end; end = next + 1) {
        size_t width = gap(editor, end, &next);
        size_t after_width = 0, after;
        if (next + 1 < run->end)
            after_width = gap(editor, next + 1, &after);
        int alone = letters == 1 && before != run->narrowest && after_width != run->narrowest;
        if (width == run->narrowest || alone) {
            letters += width == run->narrowest;
            before = width == run->narrowest ? width : before;
            continue;
        }
        join(editor, start, end);
        start = next;
        letters = 1;
        before = 0;
    }
    join(editor, start, end);
}
