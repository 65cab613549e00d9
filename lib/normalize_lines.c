/* Lines that were broken to fit a page are joined again.
 *
 * A line break is taken for a broken line when what stands on both sides says so: a word cut at a hyphen, a comma before it, or a
 * small letter behind it where no sentence ended. Where one such break is found in a block of lines no wider than a page, its other
 * lines are joined too, wherever the next word would not have fitted: a name that was broken goes on with a capital letter. Lists,
 * `key: value` lines, verse with capitals and lines between blank ones stay. */
#include <string.h>

#include "normalize_passes.h"
#include "normalize_text.h"
#include "unicode.h"

/* Bytes of the longest line of a block that was broken to fit a page. */
#define LEAST_WIDTH 40
#define LARGEST_WIDTH 120

struct line {
    size_t start, end; /* without spaces at its ends */
    size_t next;       /* where the next line begins */
};

static struct line read_line(const struct editor *editor, size_t at) {
    const char *feed = memchr(editor->text + at, '\n', editor->length - at);
    size_t end = feed ? (size_t)(feed - editor->text) : editor->length;
    struct line line = {skip_spaces(editor->text, at, end), end, feed ? end + 1 : end};
    if (line.end > line.start && editor->text[line.end - 1] == '\r')
        line.end--;
    line.end = line.end > line.start ? skip_spaces_back(editor->text, line.end) : line.start;
    if (line.end < line.start)
        line.end = line.start;
    return line;
}

static size_t letters_before(const char *text, size_t start, size_t end) {
    size_t count = 0;
    while (end - count > start && count < 32 && ascii_is_letter(text[end - count - 1]))
        count++;
    return count;
}

static size_t letters_from(const char *text, size_t start, size_t end) {
    size_t count = 0;
    while (start + count < end && count < 32 && ascii_is_letter(text[start + count]))
        count++;
    return count;
}

static int equal_letters(const char *a, const char *b, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (ascii_small(a[i]) != ascii_small(b[i]))
            return 0;
    return 1;
}

/* ---- Words cut at a hyphen ------------------------------------------------------------------------------------------- */

/* The bytes of the hyphen that a line ends with behind a letter or digit, 0 if there is none. */
static size_t end_hyphen(const struct editor *editor, const struct line *line, int *is_soft) {
    size_t start, before;
    if (line->end == line->start)
        return 0;
    int32_t c = codepoint_before(editor->text, line->end, &start);
    *is_soft = c == 0xad;
    if ((c != '-' && c != 0x2010 && !*is_soft) || start <= line->start)
        return 0;
    enum unicode_class class = unicode_class_of(codepoint_before(editor->text, start, &before));
    return class == UNICODE_LETTER || class == UNICODE_DIGIT ? line->end - start : 0;
}

/* Reduplication keeps its hyphen: what stands on both sides begins alike (orang-orang, warna-warni), ends alike (sayur-mayur), or
 * the second part repeats the end of the first (berlari-lari). */
static int is_reduplication(const char *left, size_t left_length, const char *right, size_t right_length) {
    if (left_length < 3 || right_length < 3)
        return 0;
    if (equal_letters(left, right, 3) || equal_letters(left + left_length - 3, right + right_length - 3, 3))
        return 1;
    for (size_t common = 3; common <= left_length && common <= right_length; common++)
        if (equal_letters(left + left_length - common, right, common))
            return 1;
    return 0;
}

/* Whether the hyphen only shows where the word was cut: small letters on both sides, and no reduplication. */
static int is_cut(const struct editor *editor, const struct line *line, size_t hyphen, const struct line *next) {
    const char *text = editor->text;
    size_t left = letters_before(text, line->start, hyphen), right = letters_from(text, next->start, next->end);
    if (left < 2 || right == 0 || !ascii_is_small(text[hyphen - 1]) || !ascii_is_small(text[next->start]))
        return 0;
    return !is_reduplication(text + hyphen - left, left, text + next->start, right);
}

/* ---- What stands on both sides ----------------------------------------------------------------------------------------- */

static int begins_with(const struct editor *editor, const struct line *line, const char *prefix) {
    size_t length = strlen(prefix);
    return line->end - line->start >= length && equal_letters(editor->text + line->start, prefix, length);
}

/* `a.`, `iv)`, `o `, `kunci: nilai`, a URL: a line of its own, though it begins with a small letter. */
static int is_item(const struct editor *editor, const struct line *line) {
    const char *text = editor->text;
    size_t at = line->start, roman = 0;
    while (at < line->end && (ascii_is_letter(text[at]) || ascii_is_digit(text[at]) || text[at] == '_')) {
        roman += is_one_of(text[at], "ivxIVX") || ascii_is_digit(text[at]);
        at++;
    }
    size_t length = at - line->start;
    if (length == 0)
        return 0;
    if (at < line->end && text[at] == ':')
        return 1;
    if ((length == 1 || roman == length) && at < line->end && (text[at] == '.' || text[at] == ')'))
        return 1;
    return (length == 1 && at < line->end && text[at] == ' ') || begins_with(editor, line, "http://") ||
           begins_with(editor, line, "https://") || begins_with(editor, line, "www.");
}

static size_t skip_opening(const struct editor *editor, const struct line *line) {
    return line->start + (size_t)(line->end > line->start && is_one_of(editor->text[line->start], "(\"'["));
}

static int goes_on_small(const struct editor *editor, const struct line *line, const struct line *next) {
    size_t at = skip_opening(editor, next), start;
    if (at >= next->end || !ascii_is_small(editor->text[at]))
        return 0;
    char last = editor->text[line->end - 1];
    if ((unsigned char)last < 0x80)
        return ascii_is_letter(last) || ascii_is_digit(last) || is_one_of(last, ",)\"'];%/");
    int32_t c = codepoint_before(editor->text, line->end, &start), plain = unicode_plain(c);
    return unicode_class_of(c) == UNICODE_LETTER || plain == '"' || plain == '\'';
}

static int is_broken(const struct editor *editor, const struct line *line, const struct line *next) {
    int is_soft;
    if (next->start == next->end || line->start == line->end || is_item(editor, next))
        return 0;
    int is_word = is_word_byte(editor->text[next->start]);
    if (is_word && end_hyphen(editor, line, &is_soft))
        return 1;
    if (is_word && editor->text[line->end - 1] == ',')
        return 1;
    return goes_on_small(editor, line, next);
}

/* ---- Blocks -------------------------------------------------------------------------------------------------------------- */

struct block {
    size_t width;
    int is_wrapped; /* one of its breaks is a broken line beyond doubt */
};

/* The block that begins with the line at `at`; *end is set to where it ends. */
static struct block read_block(const struct editor *editor, size_t at, size_t *end) {
    struct block block = {0, 0};
    struct line line = read_line(editor, at);
    while (line.start < line.end) {
        if (line.end - line.start > block.width)
            block.width = line.end - line.start;
        *end = line.next;
        if (line.next >= editor->length)
            break;
        struct line next = read_line(editor, line.next);
        block.is_wrapped |= is_broken(editor, &line, &next);
        line = next;
    }
    return block;
}

/* The next line's first word would not have fitted into this line. */
static int was_full(const struct editor *editor, const struct block *block, const struct line *line, const struct line *next) {
    int is_page = block->is_wrapped && block->width >= LEAST_WIDTH && block->width <= LARGEST_WIDTH;
    if (!is_page || is_item(editor, next) || !is_word_byte(editor->text[next->start]))
        return 0;
    size_t word = next->start;
    while (word < next->end && editor->text[word] != ' ')
        word++;
    return line->end - line->start + 1 + (word - next->start) > block->width;
}

static void join(struct editor *editor, const struct line *line, const struct line *next) {
    int is_soft = 0;
    size_t hyphen = is_word_byte(editor->text[next->start]) ? end_hyphen(editor, line, &is_soft) : 0;
    if (!hyphen)
        editor_replace(editor, line->end, next->start, " ", 1);
    else if (is_soft || is_cut(editor, line, line->end - hyphen, next))
        editor_replace(editor, line->end - hyphen, next->start, "", 0);
    else
        editor_replace(editor, line->end, next->start, "", 0);
}

static void join_block(struct editor *editor, const struct block *block, size_t start, size_t end) {
    struct line line = read_line(editor, start);
    while (line.next < end) {
        struct line next = read_line(editor, line.next);
        if (is_broken(editor, &line, &next) || was_full(editor, block, &line, &next))
            join(editor, &line, &next);
        line = next;
    }
}

void normalize_lines(struct editor *editor) {
    for (size_t at = 0; at < editor->length;) {
        size_t end = at;
        struct block block = read_block(editor, at, &end);
        if (end > at)
            join_block(editor, &block, at, end);
        else
            end = read_line(editor, at).next;
        at = end;
    }
}
