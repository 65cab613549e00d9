/* The table of officials: name with degrees, office, institution, acting. One line an office; a person's second office leaves
 * the name's column empty.
 *
 * Columns are aligned by display width (a Chinese character takes two columns, a combining mark none). The rows are made twice,
 * once to measure and once to print, so that a table of any length needs room for one row only. When the table is wider than
 * allowed, the widest column gives way until it fits, and what does not fit ends in `…`. */
#include <string.h>
#include <utf8proc.h>

#include "unicode.h"
#include "write.h"

enum { COLUMN_NAME, COLUMN_OFFICE, COLUMN_INSTITUTION, COLUMN_ACTING, COLUMNS };

#define DEFAULT_WIDTH 140
#define LEAST_WIDTH 20
#define GAP 2
#define ELLIPSIS "\xe2\x80\xa6"

/* More than any name or office takes; longer ones end in `…` even in a wide table. */
#define CELL_BYTES 512

struct cell {
    char bytes[CELL_BYTES];
    size_t length;
    size_t width; /* in columns */
    int full;
};

struct row {
    struct cell cells[COLUMNS];
};

static size_t width_of(int32_t codepoint) {
    int width = codepoint < 0 ? 1 : utf8proc_charwidth(codepoint);
    return width > 0 ? (size_t)width : 0;
}

static void cell_character(struct cell *cell, const struct visible *visible) {
    static const struct visible ellipsis = {ELLIPSIS, sizeof ELLIPSIS - 1, 0x2026};
    if (cell->full)
        return;
    cell->full = cell->length + visible->length + sizeof ELLIPSIS > sizeof cell->bytes;
    const struct visible *shown = cell->full ? &ellipsis : visible;
    memcpy(cell->bytes + cell->length, shown->bytes, shown->length);
    cell->length += shown->length;
    /* an escape such as \x1b is ASCII: as wide as it is long */
    cell->width += shown->bytes[0] == '\\' ? shown->length : width_of(shown->codepoint);
}

static void cell_add(struct cell *cell, const char *string) {
    size_t length = string ? strlen(string) : 0;
    for (size_t at = 0; at < length;) {
        struct visible visible;
        at += visible_read(string + at, length - at, &visible);
        if (visible.codepoint == '\n' || visible.codepoint == '\t')
            visible = (struct visible){" ", 1, ' '};
        cell_character(cell, &visible);
    }
}

static void cell_name(struct cell *cell, const netral_official *official) {
    for (size_t i = 0; i < official->prefix_count; i++) {
        cell_add(cell, official->prefix[i]);
        cell_add(cell, " ");
    }
    cell_add(cell, official->name);
    for (size_t i = 0; i < official->suffix_count; i++) {
        cell_add(cell, ", ");
        cell_add(cell, official->suffix[i]);
    }
}

static void clear_row(struct row *row) {
    for (int i = 0; i < COLUMNS; i++) {
        row->cells[i].length = row->cells[i].width = 0;
        row->cells[i].full = 0;
    }
}

/* The row of an official's office number `index`. */
static void fill_row(struct row *row, const netral_doc *doc, const netral_official *official, size_t index) {
    netral_mention position, institution;
    clear_row(row);
    if (index == 0)
        cell_name(&row->cells[COLUMN_NAME], official);
    if (index >= official->position_count || netral_doc_mention(doc, official->positions[index], &position) != 0)
        return;
    cell_add(&row->cells[COLUMN_OFFICE], position.norm);
    cell_add(&row->cells[COLUMN_ACTING], position.acting);
    if (netral_doc_mention(doc, position.institution, &institution) == 0)
        cell_add(&row->cells[COLUMN_INSTITUTION], institution.norm);
    else if (index == 0)
        cell_add(&row->cells[COLUMN_INSTITUTION], official->institution);
}

static void fill_header(struct row *row) {
    clear_row(row);
    cell_add(&row->cells[COLUMN_NAME], "Name");
    cell_add(&row->cells[COLUMN_OFFICE], "Office");
    cell_add(&row->cells[COLUMN_INSTITUTION], "Institution");
    cell_add(&row->cells[COLUMN_ACTING], "Acting");
}

typedef void use_row(void *context, const struct row *row);

static void each_row(const netral_doc *doc, use_row *use, void *context) {
    netral_official official;
    struct row row;
    for (size_t i = 0; netral_doc_official(doc, i, &official) == 0; i++) {
        size_t offices = official.position_count > 0 ? official.position_count : 1;
        for (size_t k = 0; k < offices; k++) {
            fill_row(&row, doc, &official, k);
            use(context, &row);
        }
    }
}

struct table {
    struct writer *out;
    size_t widths[COLUMNS]; /* 0: nothing in this column, it is left out */
};

static void measure_row(void *context, const struct row *row) {
    struct table *table = context;
    for (int i = 0; i < COLUMNS; i++)
        if (row->cells[i].width > table->widths[i])
            table->widths[i] = row->cells[i].width;
}

static void measure_header(struct table *table) {
    struct row header;
    fill_header(&header);
    for (int i = 0; i < COLUMNS; i++)
        if (table->widths[i] == 0)
            header.cells[i].width = 0;
    measure_row(table, &header);
}

static void fit(struct table *table, size_t width) {
    if (width < LEAST_WIDTH)
        width = LEAST_WIDTH;
    for (;;) {
        size_t total = 0, widest = 0;
        for (size_t i = 0; i < COLUMNS; i++) {
            total += table->widths[i] > 0 ? table->widths[i] + GAP : 0;
            widest = table->widths[i] > table->widths[widest] ? i : widest;
        }
        if (total <= width || table->widths[widest] <= 1)
            return;
        table->widths[widest]--;
    }
}

static void pad(struct writer *out, size_t columns) {
    while (columns-- > 0)
        writer_char(out, ' ');
}

/* Prints as much of a cell as fits and returns the columns it takes. */
static size_t print_cell(struct writer *out, const struct cell *cell, size_t width) {
    if (cell->width <= width) {
        writer_bytes(out, cell->bytes, cell->length);
        return cell->width;
    }
    size_t taken = 0;
    for (size_t at = 0; at < cell->length;) {
        int32_t codepoint;
        size_t size = unicode_read(cell->bytes + at, cell->length - at, &codepoint);
        if (taken + width_of(codepoint) > width - 1)
            break;
        taken += width_of(codepoint);
        writer_bytes(out, cell->bytes + at, size);
        at += size;
    }
    writer_string(out, ELLIPSIS);
    return taken + 1;
}

/* Space goes before a cell, never behind the last one, so that no line ends in blanks. */
static void print_row(void *context, const struct row *row) {
    struct table *table = context;
    size_t space = GAP;
    for (int i = 0; i < COLUMNS; i++) {
        if (table->widths[i] == 0)
            continue;
        size_t taken = 0;
        if (row->cells[i].length > 0) {
            pad(table->out, space);
            space = 0;
            taken = print_cell(table->out, &row->cells[i], table->widths[i]);
        }
        space += table->widths[i] - taken + GAP;
    }
    writer_char(table->out, '\n');
}

static void print_title(struct writer *out) {
    writer_string(out, out->options.color ? "\033[1mOfficials\033[0m\n" : "Officials\n");
}

void write_officials_table(struct writer *writer) {
    struct table table = {writer, {0}};
    struct row header;
    if (netral_doc_official_count(writer->doc) == 0)
        return;
    each_row(writer->doc, measure_row, &table);
    measure_header(&table);
    fit(&table, writer->options.width ? writer->options.width : DEFAULT_WIDTH);
    fill_header(&header);
    print_title(writer);
    print_row(&table, &header);
    each_row(writer->doc, print_row, &table);
    writer_char(writer, '\n');
}
