/* Paragraphs. A blank line ends a paragraph; so does the end of a short line (headings, captions, photo numbers, link lists
 * are short; only lines of running text that an editor wrapped are long), a list marker, a heading sign. What is cut here
 * cannot be one mention, so the doubt goes to keeping together: a name may be broken across two long lines. */
#include "source.h"

#include <stdint.h>
#include <string.h>

#include "limits.h"
#include "printable.h"
#include "unicode.h"

/* A line of at least this many bytes may have been wrapped in the middle of a sentence. */
#define WRAPPED_LINE_BYTES 48

static void note(size_t *count, size_t *first, size_t at) {
    if ((*count)++ == 0)
        *first = at;
}

/* Behind the printable ASCII and line feeds at `at`, nearly everything. */
static size_t skip_printable(const char *text, size_t at, size_t length) {
    while (length - at >= PRINTABLE_BYTES && are_printable(text + at))
        at += PRINTABLE_BYTES;
    while (at < length && ((text[at] >= ' ' && text[at] < 0x7f) || text[at] == '\n'))
        at++;
    return at;
}

static void find_damage(struct source *source) {
    const char *text = source->text;
    size_t length = source->length;
    for (size_t at = 0; (at = skip_printable(text, at, length)) < length;) {
        int32_t codepoint;
        size_t size = unicode_read(text + at, length - at, &codepoint);
        if (codepoint == UNICODE_INVALID)
            note(&source->damage.invalid_count, &source->damage.invalid_at, at);
        else if (codepoint < 0x80 && unicode_class_of(codepoint) == UNICODE_CONTROL)
            note(&source->damage.control_count, &source->damage.control_at, at);
        at += size;
    }
}

/* The end of the line at `at`: its line feed, or the end of the text. No line is longer than a few blocks here, so that a
 * text of one endless line is still read in linear time. A line is asked for several times, and looked for once. */
static size_t line_end(struct source *source, size_t at) {
    if (at >= source->line_start && at <= source->line_end)
        return source->line_end;
    if (at < source->length && source->text[at] == '\n')
        return at;
    size_t rest = source->length - at, limit = (size_t)LIMIT_BLOCK_BYTES * 4;
    size_t seen = rest < limit ? rest : limit;
    const char *found = memchr(source->text + at, '\n', seen);
    if (!found)
        return at + seen;
    source->line_start = at;
    source->line_end = (size_t)(found - source->text);
    return source->line_end;
}

static size_t trim(const char *text, size_t start, size_t end) {
    while (end > start && ascii_is_space(text[end - 1]))
        end--;
    return end;
}

static size_t first_text(const char *text, size_t start, size_t end) {
    while (start < end && ascii_is_space(text[start]))
        start++;
    return start;
}

static int is_rule_line(const char *text, size_t start, size_t end, const char *mark) {
    end = trim(text, start, end);
    return end - start == 3 && memcmp(text + start, mark, 3) == 0;
}

/* Finds the closing line of front matter that opened at `open`; returns its start, or 0. */
static size_t front_end(struct source *source, size_t at) {
    size_t limit = at + LIMIT_FRONT_MATTER_BYTES;
    while (at < source->length && at < limit) {
        size_t end = line_end(source, at);
        if (is_rule_line(source->text, at, end, "---") || is_rule_line(source->text, at, end, "..."))
            return at;
        at = end + 1;
    }
    return 0;
}

static int open_front(struct source *source, struct arena *arena) {
    size_t end = line_end(source, source->at);
    if (end == source->length || !is_rule_line(source->text, source->at, end, "---"))
        return 0;
    size_t start = end + 1, close = front_end(source, start);
    if (close == 0) {
        source->front_error = "the front matter is never closed by a line of three dashes; it is read as text";
        source->front_error_at = source->at;
        return 0;
    }
    int code = frontmatter_read(source, arena, start, close);
    if (code == 0 && !source->front_error) {
        size_t after = line_end(source, close);
        source->at = after < source->length ? after + 1 : after;
    }
    return code;
}

int source_open(struct source *source, struct arena *arena, const char *text, size_t length) {
    memset(source, 0, sizeof *source);
    source->text = text;
    source->length = length;
    source->line_start = 1; /* no line yet: it would end before it begins */
    find_damage(source);
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        source->at = 3;
    return open_front(source, arena);
}

/* "- ", "* ", "+ ", "1. ", "1) ", "# ", "> ": what starts a block of its own in Markdown. */
static int starts_block(const char *text, size_t start, size_t end) {
    size_t at = start;
    while (at < end && text[at] >= '0' && text[at] <= '9' && at - start < 3)
        at++;
    if (at > start)
        return at + 1 < end && (text[at] == '.' || text[at] == ')') && ascii_is_space(text[at + 1]);
    if (at < end && (text[at] == '#' || text[at] == '>'))
        return 1;
    return at + 1 < end && (text[at] == '-' || text[at] == '*' || text[at] == '+') && ascii_is_space(text[at + 1]);
}

/* Whether the line text[start, end) may go on in the next line. */
static int may_wrap(const char *text, size_t start, size_t end) {
    if (end - start < WRAPPED_LINE_BYTES || text[start] == '#')
        return 0;
    return !strchr(".!?:;\\\"|", text[end - 1]);
}

static int begins_small(const char *text, size_t start, size_t end) {
    return start < end && text[start] >= 'a' && text[start] <= 'z';
}

static size_t block_end(struct source *source, size_t start) {
    const char *text = source->text;
    size_t end = trim(text, start, line_end(source, start));
    size_t line = start;
    while (end - start < LIMIT_BLOCK_BYTES) {
        size_t feed = line_end(source, end);
        if (feed == source->length || text[feed] != '\n')
            break;
        size_t next_end = line_end(source, feed + 1), next = first_text(text, feed + 1, next_end);
        next_end = trim(text, next, next_end);
        if (next == next_end || starts_block(text, next, next_end))
            break;
        if (!may_wrap(text, line, end) && !(begins_small(text, next, next_end) && end - line >= 2 && text[line] != '#'))
            break;
        line = next;
        end = next_end;
    }
    return end;
}

/* Where to cut a block that is too long: behind the last full stop and space, else the last space, else a whole character. */
static size_t cut_point(const char *text, size_t start, size_t end) {
    size_t wanted = start + LIMIT_BLOCK_BYTES, space = 0;
    if (end <= wanted)
        return end;
    for (size_t at = wanted; at > start + LIMIT_BLOCK_BYTES / 2; at--) {
        if (!ascii_is_space(text[at]))
            continue;
        if (!space)
            space = at;
        if (text[at - 1] == '.' && at >= 4 && text[at - 3] >= 'a' && text[at - 2] >= 'a')
            return at;
    }
    if (space)
        return space;
    while (unicode_continues(text[wanted]) && wanted > start + LIMIT_BLOCK_BYTES - 4)
        wanted--;
    return wanted;
}

int source_next(struct source *source, struct source_block *block) {
    if (source->value_next < source->value_count) {
        *block = source->values[source->value_next++];
        return 1;
    }
    size_t start = first_text(source->text, source->at, source->length);
    if (start >= source->length)
        return 0;
    size_t end = block_end(source, start);
    *block = (struct source_block){start, cut_point(source->text, start, end), 0, 0, source->cut};
    source->cut = block->end < end;
    source->at = block->end;
    return 1;
}
