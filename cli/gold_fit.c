/* From the places that an annotation states to bytes of the text, each compared with what the annotation says stands there: an
 * annotation of another version of the text must not be scored as if everything had been missed. See gold_fit in gold.h. */
#include <stdlib.h>
#include <string.h>

#include "gold.h"
#include "report.h"
#include "utf8.h"

/* ---- Code points to bytes ------------------------------------------------------------------------------------------ */

#define STRIDE 512
#define PAST_THE_END ((size_t)-1)

/* The byte where every 512th code point begins, from which others are counted. */
struct ruler {
    const char *text;
    size_t length;
    size_t *marks; /* NULL: places are bytes already */
    size_t mark_count;
};

static int ruler_open(struct ruler *ruler, const char *text, size_t length, int in_codepoints) {
    *ruler = (struct ruler){text, length, NULL, 0};
    if (!in_codepoints)
        return 0;
    ruler->marks = malloc((length / STRIDE + 1) * sizeof *ruler->marks);
    if (!ruler->marks)
        return -1;
    long codepoint;
    for (size_t at = 0, count = 0; at <= length; count++) {
        if (count % STRIDE == 0)
            ruler->marks[ruler->mark_count++] = at;
        at += at < length ? utf8_read(text + at, length - at, &codepoint) : 1;
    }
    return 0;
}

static size_t ruler_byte(const struct ruler *ruler, size_t place) {
    if (!ruler->marks)
        return place <= ruler->length ? place : PAST_THE_END;
    if (place / STRIDE >= ruler->mark_count)
        return PAST_THE_END;
    size_t at = ruler->marks[place / STRIDE];
    long codepoint;
    for (size_t left = place % STRIDE; left > 0; left--) {
        if (at == ruler->length)
            return PAST_THE_END;
        at += utf8_read(ruler->text + at, ruler->length - at, &codepoint);
    }
    return at;
}

/* ---- What stands there --------------------------------------------------------------------------------------------- */

/* brat writes a line's end as a space. */
static int is_same_byte(char wanted, char found) {
    return wanted == found || (wanted == ' ' && (found == '\n' || found == '\r' || found == '\t'));
}

/* Whether `wanted` begins with these bytes. A NUL in the text is never wanted. */
static int begins_with(const char *wanted, const char *found, size_t length) {
    size_t i = 0;
    while (i < length && wanted[i] && is_same_byte(wanted[i], found[i]))
        i++;
    return i == length;
}

/* Whether the pieces of the mention, with a space between, are its text. */
static int says_so(const struct gold *gold, const struct ruler *ruler, const struct gold_mention *mention) {
    const char *wanted = mention->text;
    for (size_t i = 0; i < mention->piece_count; i++) {
        const struct gold_piece *piece = &gold->pieces[mention->first_piece + i];
        size_t start = ruler_byte(ruler, piece->start), end = ruler_byte(ruler, piece->end);
        if (i > 0 && *wanted++ != ' ')
            return 0;
        if (!begins_with(wanted, ruler->text + start, end - start))
            return 0;
        wanted += end - start;
    }
    return *wanted == '\0';
}

/* ---- Reporting ----------------------------------------------------------------------------------------------------- */

#define SHOWN_BYTES 60
#define MOST_REPORTED 10 /* an annotation of another text does not fit anywhere */

/* At most SHOWN_BYTES, not cut inside a character. */
static int shown_length(const char *text, size_t length) {
    if (length <= SHOWN_BYTES)
        return (int)length;
    size_t end = SHOWN_BYTES;
    while (end > 0 && utf8_continues(text[end]))
        end--;
    return (int)end;
}

static void report_misfit(const struct gold *gold, const struct ruler *ruler, const char *place,
                          const struct gold_mention *mention) {
    size_t first = gold->pieces[mention->first_piece].start;
    size_t last = gold->pieces[mention->first_piece + mention->piece_count - 1].end;
    const char *wanted = mention->text ? mention->text : "", *found = "", *unit = gold->in_codepoints ? "code points" : "bytes";
    size_t start = ruler_byte(ruler, first), end = ruler_byte(ruler, last), length = 0;
    if (start != PAST_THE_END) {
        found = ruler->text + start;
        length = (end == PAST_THE_END ? ruler->length : end) - start;
    }
    report(place, "%s: %s [%zu, %zu): wanted \"%.*s\", found \"%.*s\"%s", gold->path, unit, first, last,
           shown_length(wanted, strlen(wanted)), wanted, shown_length(found, length), found,
           end == PAST_THE_END ? " and the end of the text" : "");
}

/* ---------------------------------------------------------------------------------------------------------------------- */

/* Returns whether the mention's place is one of the text, and says what the annotation says. */
static int fit_mention(const struct gold *gold, const struct ruler *ruler, struct gold_mention *mention) {
    const struct gold_piece *pieces = &gold->pieces[mention->first_piece];
    mention->start = ruler_byte(ruler, pieces[0].start);
    mention->end = ruler_byte(ruler, pieces[mention->piece_count - 1].end);
    if (mention->end == PAST_THE_END) /* pieces stand in order: nothing else is past it alone */
        return 0;
    return !mention->text || says_so(gold, ruler, mention);
}

static int by_place(const void *a, const void *b) {
    const struct gold_mention *left = a, *right = b;
    if (left->start != right->start)
        return left->start < right->start ? -1 : 1;
    return (left->end < right->end) - (left->end > right->end);
}

size_t gold_fit(struct gold *gold, const char *place, const char *text, size_t length) {
    struct ruler ruler;
    size_t misfits = 0;
    if (ruler_open(&ruler, text, length, gold->in_codepoints) != 0) {
        report(place, "memory ran out");
        return 1;
    }
    for (size_t i = 0; i < gold->mention_count; i++) {
        if (fit_mention(gold, &ruler, &gold->mentions[i]))
            continue;
        if (++misfits <= MOST_REPORTED)
            report_misfit(gold, &ruler, place, &gold->mentions[i]);
    }
    free(ruler.marks);
    if (misfits > MOST_REPORTED)
        report(place, "%s: and %zu more", gold->path, misfits - MOST_REPORTED);
    if (misfits == 0 && gold->mention_count > 0)
        qsort(gold->mentions, gold->mention_count, sizeof *gold->mentions, by_place);
    return misfits;
}
