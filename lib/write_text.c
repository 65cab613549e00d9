/* The text for people: the article with its mentions marked, the officials, and one line of counts.
 *
 * With colours, each type has its own, and a mention inside another is shown in its own colour and underlined:
 * `Plt. Kepala BKN` is a position's colour up to `BKN`, an institution's from there. Mentions come sorted by start, longest
 * first, so a small stack of the open ones is enough. Without colours only the outermost mentions are marked,
 * `[position Plt. Kepala BKN]`: brackets inside brackets are hard to read, and the nested institution stands in the table. */
#include <string.h>

#include "limits.h"
#include "write.h"

#define OPEN_MENTIONS LIMIT_MENTION_TYPES

struct open_mention {
    const char *type;
    size_t end;
};

struct page {
    struct writer *out;
    size_t place;   /* the text is printed up to here */
    int line_begun; /* the last character was not a newline */
    struct open_mention open[OPEN_MENTIONS];
    size_t depth;
};

static const char *color_of(const char *type) {
    static const struct {
        const char *type, *color;
    } colors[] = {{"person", "1;32"}, {"position", "1;33"}, {"institution", "1;36"}, {"regulation", "1;35"}, {"date", "1;34"}};
    for (size_t i = 0; i < sizeof colors / sizeof *colors; i++)
        if (strcmp(colors[i].type, type) == 0)
            return colors[i].color;
    return "1;31";
}

/* Sets the colour of the innermost open mention, or none. */
static void set_color(const struct page *page) {
    writer_string(page->out, "\033[0");
    if (page->depth > 0) {
        writer_char(page->out, ';');
        writer_string(page->out, color_of(page->open[page->depth - 1].type));
    }
    if (page->depth > 1)
        writer_string(page->out, ";4");
    writer_char(page->out, 'm');
}

static void print_to(struct page *page, size_t place) {
    while (page->place < place) {
        const char *text = page->out->text + page->place;
        struct visible visible;
        size_t plain = writer_plain(text, place - page->place);
        writer_bytes(page->out, text, plain);
        page->place += plain;
        page->line_begun |= plain > 0;
        if (page->place == place)
            return;
        page->place += visible_read(text + plain, place - page->place, &visible);
        writer_bytes(page->out, visible.bytes, visible.length);
        page->line_begun = visible.codepoint != '\n';
    }
}

static void close_mention(struct page *page) {
    print_to(page, page->open[page->depth - 1].end);
    page->depth--;
    if (page->out->options.color)
        set_color(page);
    else
        writer_char(page->out, ']');
}

static void open_mention(struct page *page, const netral_mention *mention) {
    int color = page->out->options.color;
    if (page->depth == OPEN_MENTIONS || (page->depth > 0 && !color))
        return;
    size_t end = mention->end;
    if (page->depth > 0 && end > page->open[page->depth - 1].end)
        end = page->open[page->depth - 1].end; /* half outside the one around it: the mark ends with that one */
    page->open[page->depth++] = (struct open_mention){mention->type, end};
    if (color) {
        set_color(page);
        return;
    }
    writer_char(page->out, '[');
    writer_string(page->out, mention->type);
    writer_char(page->out, ' ');
}

static void write_marked_text(struct writer *writer) {
    struct page page = {.out = writer};
    netral_mention mention;
    for (size_t i = 0; netral_doc_mention(writer->doc, i, &mention) == 0; i++) {
        while (page.depth > 0 && page.open[page.depth - 1].end <= mention.start)
            close_mention(&page);
        print_to(&page, mention.start);
        open_mention(&page, &mention);
    }
    while (page.depth > 0)
        close_mention(&page);
    print_to(&page, writer->length);
    if (page.line_begun)
        writer_char(writer, '\n');
}

struct type_count {
    const char *type;
    size_t count;
};

static void count_type(struct type_count *counts, size_t room, const char *type) {
    for (size_t i = 0; i < room; i++) {
        if (!counts[i].type)
            counts[i].type = type;
        if (strcmp(counts[i].type, type) == 0) {
            counts[i].count++;
            return;
        }
    }
}

/* `12 persons, 9 positions, 1 date`: the known types first, then a pack's own in the order of the text. */
static void write_counts(struct writer *writer) {
    struct type_count counts[LIMIT_MENTION_TYPES + 5] = {
        {"person", 0}, {"position", 0}, {"institution", 0}, {"regulation", 0}, {"date", 0}};
    size_t room = sizeof counts / sizeof *counts, written = 0;
    netral_mention mention;
    for (size_t i = 0; netral_doc_mention(writer->doc, i, &mention) == 0; i++)
        count_type(counts, room, mention.type);
    for (size_t i = 0; i < room; i++) {
        if (counts[i].count == 0)
            continue;
        writer_string(writer, written++ ? ", " : "");
        writer_number(writer, counts[i].count);
        writer_char(writer, ' ');
        writer_string(writer, counts[i].type);
        writer_string(writer, counts[i].count == 1 ? "" : "s");
    }
    writer_string(writer, written ? "\n" : "no mentions\n");
}

void write_text(struct writer *writer) {
    write_marked_text(writer);
    writer_char(writer, '\n');
    write_officials_table(writer);
    write_counts(writer);
}
