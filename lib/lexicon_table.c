/* The table form: a header line names the columns, then one entry a line, fields parted by tabs. Nothing is quoted and nothing
 * escaped: a name has no tab in it. */
#include <string.h>

#include "lexicon_reader.h"

static int add_column(struct lexicon_reader *reader, struct lexicon_piece name, size_t column) {
    if (reader->column_count == LEXICON_COLUMNS)
        return lexicon_wrong(reader, column, "lexicon-columns", "the table has more than 64 columns");
    int code = name.length && name.text[0] == '#' ? 0 : lexicon_check_key(reader, name, column);
    for (size_t i = 0; i < reader->column_count && code == 0; i++)
        if (reader->columns[i].length == name.length && memcmp(reader->columns[i].text, name.text, name.length) == 0)
            code = lexicon_wrong(reader, column, "lexicon-columns", "two columns have one name");
    char *kept = reader->names + reader->column_count * LEXICON_NAME_BYTES;
    if (name.length > LEXICON_NAME_BYTES)
        name.length = LEXICON_NAME_BYTES;
    memcpy(kept, name.text, name.length);
    reader->columns[reader->column_count++] = (struct lexicon_piece){kept, name.length};
    return code;
}

static int has_canonical(const struct lexicon_reader *reader) {
    for (size_t i = 0; i < reader->column_count; i++)
        if (lexicon_is(reader->columns[i], "canonical"))
            return 1;
    return 0;
}

static int read_header(struct lexicon_reader *reader, struct lexicon_piece line) {
    const char *end = line.text + line.length;
    int code = 0;
    for (const char *at = line.text; at <= end && code == 0;) {
        const char *tab = memchr(at, '\t', (size_t)(end - at));
        code = add_column(reader, lexicon_trim(at, tab ? tab : end), (size_t)(at - line.text));
        at = tab ? tab + 1 : end + 1;
    }
    if (code == 0 && !has_canonical(reader))
        code = lexicon_wrong(reader, 0, "lexicon-columns", "the first line names the columns, parted by tabs; one must be \"canonical\"");
    return code;
}

int lexicon_read_row(struct lexicon_reader *reader, struct lexicon_piece line) {
    const char *end = line.text + line.length;
    size_t number = 0;
    if (reader->column_count == 0)
        return read_header(reader, line);
    for (const char *at = line.text; at <= end; number++) {
        const char *tab = memchr(at, '\t', (size_t)(end - at));
        size_t column = (size_t)(at - line.text);
        struct lexicon_piece value = lexicon_trim(at, tab ? tab : end);
        if (number >= reader->column_count)
            return lexicon_wrong(reader, column, "lexicon-columns", "the line has more fields than the header has columns");
        int code = reader->columns[number].text[0] == '#' ? 0 : lexicon_field(reader, reader->columns[number], value, column);
        if (code)
            return code;
        at = tab ? tab + 1 : end + 1;
    }
    return lexicon_end_entry(reader);
}
