/* One line is one entry, so that a list is edited with any tool and a diff shows what changed. See lexicon_reader.h. */
#include "lexicon_reader.h"

#include <string.h>

#define PIECES 256

struct lines {
    const char *file, *text;
    size_t length;
    struct lexicon_piece class;
    struct lexicon_piece pieces[PIECES], attributes[PIECES];
};

static struct lexicon_piece trimmed(const char *start, const char *end) {
    while (start < end && (*start == ' ' || *start == '\t'))
        start++;
    while (end > start && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
        end--;
    return (struct lexicon_piece){start, (size_t)(end - start)};
}

static int wrong(struct place place, netral_error *error, const char *name, const char *what) {
    return error_at(error, NETRAL_ERROR_RULE, name, place, "%s", what);
}

static int section(struct lines *lines, struct lexicon_piece line, struct place place, netral_error *error) {
    const char *close = memchr(line.text, ']', line.length);
    if (!close || close == line.text + 1)
        return wrong(place, error, "lexicon-section", "a section is written [class-name] on a line of its own");
    for (const char *c = line.text + 1; c < close; c++)
        if (!((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '-'))
            return wrong(place, error, "lexicon-section", "a class name has small letters, digits and hyphens only");
    lines->class = (struct lexicon_piece){line.text + 1, (size_t)(close - line.text - 1)};
    return 0;
}

static int split(struct lines *lines, struct lexicon_piece line, struct lexicon_entry *entry, netral_error *error) {
    const char *at = line.text, *end = line.text + line.length;
    while (at <= end) {
        const char *bar = memchr(at, '|', (size_t)(end - at));
        struct lexicon_piece piece = trimmed(at, bar ? bar : end);
        if (piece.length == 0)
            return wrong(entry->place, error, "lexicon-empty", "an entry has an empty part: write canonical|variant|…, without || or a last |");
        if (entry->variant_count == PIECES || entry->attribute_count == PIECES)
            return wrong(entry->place, error, "lexicon-variants", "an entry has more than 256 parts: write a second entry");
        if (piece.text[0] == '@' && at != line.text)
            lines->attributes[entry->attribute_count++] = (struct lexicon_piece){piece.text + 1, piece.length - 1};
        else
            lines->pieces[entry->variant_count++] = piece;
        at = bar ? bar + 1 : end + 1;
    }
    return 0;
}

static int take_line(struct lines *lines, struct lexicon_piece line, struct place place, lexicon_take *take, void *context,
                     netral_error *error) {
    if (line.length == 0 || line.text[0] == '#')
        return 0;
    if (line.text[0] == '[')
        return section(lines, line, place, error);
    if (lines->class.length == 0)
        return wrong(place, error, "lexicon-section", "an entry stands before the first [class-name] line");
    struct lexicon_entry entry = {.class = lines->class, .matches_canonical = line.text[0] != '=', .place = place};
    if (!entry.matches_canonical) {
        line.text++;
        line.length--;
    }
    int code = split(lines, line, &entry, error);
    if (code)
        return code;
    entry.canonical = lines->pieces[0];
    entry.variants = lines->pieces + 1;
    entry.variant_count--;
    entry.attributes = lines->attributes;
    return take(context, &entry, error);
}

int lexicon_read(const char *file, const char *text, size_t length, lexicon_take *take, void *context, netral_error *error) {
    struct lines lines = {.file = file, .text = text, .length = length};
    struct place place = {file, 0, 1};
    for (size_t at = 0; at < length;) {
        const char *feed = memchr(text + at, '\n', length - at);
        size_t end = feed ? (size_t)(feed - text) : length;
        place.line++;
        int code = take_line(&lines, trimmed(text + at, text + end), place, take, context, error);
        if (code)
            return code;
        at = end + 1;
    }
    return 0;
}
