/* Annotation as brat writes it (https://brat.nlplab.org/standoff.html). See gold.h.
 *
 *     line       := text-bound | other | empty
 *     text-bound := "T" name TAB type " " piece (";" piece)* TAB text
 *     piece      := start " " end
 *     other      := ("A" | "E" | "M" | "N" | "R" | "#" | "*") anything
 *
 * Places are code points. The pieces of a discontinuous mention stand in order; its text is theirs with a space between. Only
 * text-bound lines tell of places and are used; brat knows neither normal forms nor officials of ours. */
#include <stdio.h>
#include <string.h>

#include "gold.h"
#include "report.h"

#define MOST_CODEPOINTS ((size_t)INPUT_TEXT_BYTES)

struct line {
    struct gold *gold;
    size_t number;
    char *start, *at; /* ends in NUL */
};

static int fail(const struct line *line, const char *message) {
    char place[4200];
    snprintf(place, sizeof place, "%s:%zu:%zu", line->gold->path, line->number, (size_t)(line->at - line->start) + 1);
    report_plain(place, "%s", message);
    return -1;
}

static int read_number(struct line *line, size_t *number) {
    size_t value = 0;
    char *first = line->at;
    for (; *line->at >= '0' && *line->at <= '9'; line->at++) {
        value = value * 10 + (size_t)(*line->at - '0');
        if (value > MOST_CODEPOINTS)
            return fail(line, "there is no text as long as this");
    }
    *number = value;
    return line->at > first ? 0 : fail(line, "expected a number");
}

static int read_piece(struct line *line, size_t least) {
    size_t start, end;
    char *first = line->at;
    if (read_number(line, &start) != 0)
        return -1;
    if (*line->at != ' ')
        return fail(line, "expected a space and the end's number");
    line->at++;
    if (read_number(line, &end) != 0)
        return -1;
    if (end <= start || start < least) {
        line->at = first;
        return fail(line, end <= start ? "its end is not behind its start" : "it begins before the end of the piece before it");
    }
    return gold_add_piece(line->gold, start, end) == 0 ? 0 : fail(line, "memory ran out");
}

static int read_pieces(struct line *line) {
    size_t least = 0;
    for (;;) {
        if (read_piece(line, least) != 0)
            return -1;
        if (*line->at != ';')
            return 0;
        least = line->gold->pieces[line->gold->piece_count - 1].end;
        line->at++;
    }
}

static int read_text_bound(struct line *line) {
    line->at += strcspn(line->at, "\t");
    if (*line->at != '\t')
        return fail(line, "expected a tab behind the mention's name");
    char *type = ++line->at;
    size_t length = strcspn(type, " \t");
    line->at += length;
    if (length == 0 || *line->at != ' ')
        return fail(line, length == 0 ? "expected a type" : "expected a space and the start's number");
    line->at++;
    if (read_pieces(line) != 0)
        return -1;
    if (*line->at != '\t' || line->at[1] == '\0')
        return fail(line, "expected a tab and the text that stands there");
    return gold_add_mention(line->gold, type, length, line->at + 1, NULL) == 0 ? 0 : fail(line, "memory ran out");
}

static int read_line(struct line *line) {
    if (*line->at == 'T')
        return read_text_bound(line);
    if (*line->at == '\0' || strchr("AEMNR#*", *line->at))
        return 0;
    return fail(line, "expected a line of brat's: T, A, E, M, N, R, # or *");
}

/* Ends the line at `at` with a NUL. Returns where the next one begins. */
static char *cut_line(char *at, char *end) {
    char *newline = memchr(at, '\n', (size_t)(end - at)), *last = newline ? newline : end;
    char *next = newline ? newline + 1 : end;
    if (last > at && last[-1] == '\r')
        last--;
    *last = '\0';
    return next;
}

int gold_read_brat(struct gold *gold) {
    gold->in_codepoints = 1;
    const char *problem = buffer_end_with_nul(&gold->bytes);
    char *at = gold->bytes.bytes, *end = at + gold->bytes.length;
    if (problem || memchr(at, '\0', gold->bytes.length)) {
        report_plain(gold->path, "%s", problem ? problem : "not an annotation: it holds NUL bytes");
        return -1;
    }
    at += buffer_byte_order_mark(&gold->bytes);
    for (size_t number = 1; at < end; number++) {
        struct line line = {gold, number, at, at};
        at = cut_line(at, end);
        if (read_line(&line) != 0)
            return -1;
    }
    return 0;
}
