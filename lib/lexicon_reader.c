/* What the three forms of lexicons share, and the plain text form: one line is one entry, so that a list is edited with any tool
 * and a diff shows what changed. See lexicon_reader.h. */
#include "lexicon_reader.h"

#include <string.h>

#include "nearest.h"
#include "unicode.h"

static const struct {
    const char *ending;
    enum source_format format;
} endings[] = {{".yaml", SOURCE_RULES}, {".yml", SOURCE_RULES}, {".txt", SOURCE_TEXT}, {".tsv", SOURCE_TABLE}, {".jsonl", SOURCE_JSON}};

int source_format_of(const char *name) {
    size_t length = strlen(name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t ending = strlen(endings[i].ending);
        if (length > ending && strcmp(name + length - ending, endings[i].ending) == 0)
            return (int)endings[i].format;
    }
    return -1;
}

struct lexicon_piece lexicon_trim(const char *start, const char *end) {
    while (start < end && (*start == ' ' || *start == '\t'))
        start++;
    while (end > start && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
        end--;
    return (struct lexicon_piece){start, (size_t)(end - start)};
}

int lexicon_is(struct lexicon_piece piece, const char *word) {
    return strlen(word) == piece.length && memcmp(piece.text, word, piece.length) == 0;
}

int lexicon_wrong(struct lexicon_reader *reader, size_t column, const char *name, const char *what) {
    struct place place = reader->place;
    place.column = (int)column + 1;
    return error_at(reader->error, NETRAL_ERROR_RULE, name, place, "%s", what);
}

/* ---- Classes ------------------------------------------------------------------------------------------------------- */

static int is_class_name(struct lexicon_piece name) {
    for (size_t i = 0; i < name.length; i++)
        if (!((name.text[i] >= 'a' && name.text[i] <= 'z') || (name.text[i] >= '0' && name.text[i] <= '9') || name.text[i] == '-'))
            return 0;
    return name.length > 0 && name.length < LEXICON_NAME_BYTES;
}

static void set_class(struct lexicon_reader *reader, struct lexicon_piece name) {
    memcpy(reader->class, name.text, name.length);
    reader->class_length = name.length;
}

/* The class that a file's name gives: `data/Desa_Wisata.tsv` is desa-wisata. One that gives none leaves the class empty. */
static void name_class_after(struct lexicon_reader *reader, const char *file) {
    const char *start = strrchr(file, '/') ? strrchr(file, '/') + 1 : file;
    size_t length = strcspn(start, ".");
    char name[LEXICON_NAME_BYTES];
    if (length >= sizeof name)
        return;
    for (size_t i = 0; i < length; i++) {
        char c = start[i];
        name[i] = c == '_' || c == ' ' ? '-' : c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    if (is_class_name((struct lexicon_piece){name, length}))
        set_class(reader, (struct lexicon_piece){name, length});
}

int lexicon_read_comment(struct lexicon_reader *reader, struct lexicon_piece line) {
    struct lexicon_piece said = lexicon_trim(line.text + 1, line.text + line.length);
    if (reader->format == SOURCE_TEXT || said.length < 6 || memcmp(said.text, "class:", 6) != 0)
        return 0;
    struct lexicon_piece name = lexicon_trim(said.text + 6, said.text + said.length);
    if (!is_class_name(name))
        return lexicon_wrong(reader, 0, "lexicon-class", "a class name has small letters, digits and hyphens only: # class: nama-kelas");
    set_class(reader, name);
    return 0;
}

/* ---- Entries ------------------------------------------------------------------------------------------------------- */

static const char *const known_keys[] = {"canonical", "variants", "id", "kind", "from", "until", "class", NULL};

int lexicon_check_key(struct lexicon_reader *reader, struct lexicon_piece key, size_t column) {
    char name[LEXICON_NAME_BYTES] = "";
    for (size_t i = 0; known_keys[i]; i++)
        if (lexicon_is(key, known_keys[i]))
            return 0;
    if (key.length > 1 && key.length < sizeof name && key.text[0] == '@')
        return 0;
    memcpy(name, key.text, key.length < sizeof name ? key.length : sizeof name - 1);
    const char *near = nearest_word(name, known_keys);
    struct place place = reader->place;
    place.column = (int)column + 1;
    return error_at(reader->error, NETRAL_ERROR_RULE, "lexicon-key", place,
                    "an entry has no \"%s\"%s%s%s; known are canonical, variants, id, kind, from, until, class, and @anything", name,
                    near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
}

void lexicon_begin_entry(struct lexicon_reader *reader) {
    reader->entry = (struct lexicon_entry){.class = {reader->class, reader->class_length}, .matches_canonical = 1,
                                           .variants = reader->variants, .attributes = reader->attributes, .place = reader->place};
    reader->room_used = 0;
}

int lexicon_add_variant(struct lexicon_reader *reader, struct lexicon_piece variant, size_t column) {
    if (variant.length == 0)
        return lexicon_wrong(reader, column, "lexicon-empty",
                             "an entry has an empty part: write canonical|variant|…, without || or a last |");
    if (reader->entry.variant_count == LEXICON_PIECES)
        return lexicon_wrong(reader, column, "lexicon-variants", "an entry has more than 256 parts: write a second entry");
    reader->variants[reader->entry.variant_count++] = variant;
    return 0;
}

static int add_attribute(struct lexicon_reader *reader, struct lexicon_attribute attribute, size_t column) {
    if (reader->entry.attribute_count == LEXICON_PIECES)
        return lexicon_wrong(reader, column, "lexicon-variants", "an entry has more than 256 parts: write a second entry");
    reader->attributes[reader->entry.attribute_count++] = attribute;
    return 0;
}

static int add_variants(struct lexicon_reader *reader, struct lexicon_piece list, size_t column) {
    const char *at = list.text, *end = list.text + list.length;
    int code = 0;
    while (at <= end && code == 0) {
        const char *bar = memchr(at, '|', (size_t)(end - at));
        code = lexicon_add_variant(reader, lexicon_trim(at, bar ? bar : end), column + (size_t)(at - list.text));
        at = bar ? bar + 1 : end + 1;
    }
    return code;
}

int lexicon_field(struct lexicon_reader *reader, struct lexicon_piece key, struct lexicon_piece value, size_t column) {
    if (value.length == 0)
        return 0;
    if (lexicon_is(key, "variants"))
        return add_variants(reader, value, column);
    if (lexicon_is(key, "canonical")) {
        reader->entry.canonical = value;
        return 0;
    }
    if (lexicon_is(key, "class")) {
        if (!is_class_name(value))
            return lexicon_wrong(reader, column, "lexicon-class", "a class name has small letters, digits and hyphens only");
        reader->entry.class = value;
        return 0;
    }
    if (key.text[0] == '@')
        key = (struct lexicon_piece){key.text + 1, key.length - 1};
    return add_attribute(reader, (struct lexicon_attribute){key, value}, column);
}

/* A year, or a day: 2014, 2014-01-15. */
static int is_time(struct lexicon_piece value) {
    if (value.length != 4 && value.length != 10)
        return 0;
    for (size_t i = 0; i < value.length; i++)
        if (i == 4 || i == 7 ? value.text[i] != '-' : value.text[i] < '0' || value.text[i] > '9')
            return 0;
    return 1;
}

int lexicon_end_entry(struct lexicon_reader *reader) {
    const struct lexicon_entry *entry = &reader->entry;
    if (entry->canonical.length == 0)
        return lexicon_wrong(reader, 0, "lexicon-empty", "an entry has no canonical form: give \"canonical\" a name");
    if (entry->class.length == 0)
        return lexicon_wrong(reader, 0, "lexicon-class", "the entry has no class: give it a \"class\", begin the file with \"# class: "
                                                        "nama-kelas\", or name the file after the class (desa-wisata.tsv)");
    for (size_t i = 0; i < entry->attribute_count; i++)
        if ((lexicon_is(entry->attributes[i].key, "from") || lexicon_is(entry->attributes[i].key, "until")) &&
            !is_time(entry->attributes[i].value))
            return lexicon_wrong(reader, 0, "lexicon-time", "from and until are years or days: 2014, 2014-01-15");
    return reader->take(reader->context, entry, reader->error);
}

/* ---- The text form ------------------------------------------------------------------------------------------------- */

static int read_section(struct lexicon_reader *reader, struct lexicon_piece line) {
    const char *close = memchr(line.text, ']', line.length);
    if (!close || close == line.text + 1)
        return lexicon_wrong(reader, 0, "lexicon-section", "a section is written [class-name] on a line of its own");
    struct lexicon_piece name = {line.text + 1, (size_t)(close - line.text - 1)};
    if (!is_class_name(name))
        return lexicon_wrong(reader, 0, "lexicon-section", "a class name has small letters, digits and hyphens only");
    set_class(reader, name);
    return 0;
}

/* `@key=value`, or `@key` alone. */
static int read_attribute(struct lexicon_reader *reader, struct lexicon_piece piece) {
    const char *equals = memchr(piece.text, '=', piece.length);
    size_t key = equals ? (size_t)(equals - piece.text) : piece.length;
    struct lexicon_attribute attribute = {{piece.text + 1, key - 1}, {piece.text + key, 0}};
    if (equals)
        attribute.value = (struct lexicon_piece){equals + 1, piece.length - key - 1};
    return add_attribute(reader, attribute, 0);
}

static int read_part(struct lexicon_reader *reader, struct lexicon_piece part) {
    if (part.length == 0 || reader->entry.canonical.length)
        return part.length && part.text[0] == '@' ? read_attribute(reader, part) : lexicon_add_variant(reader, part, 0);
    reader->entry.canonical = part;
    return 0;
}

static int read_line(struct lexicon_reader *reader, struct lexicon_piece line) {
    if (line.text[0] == '[')
        return read_section(reader, line);
    if (reader->class_length == 0)
        return lexicon_wrong(reader, 0, "lexicon-section", "an entry stands before the first [class-name] line");
    const char *at = line.text, *end = line.text + line.length;
    reader->entry.matches_canonical = *at != '=';
    at += *at == '=';
    int code = 0;
    while (at <= end && code == 0) {
        const char *bar = memchr(at, '|', (size_t)(end - at));
        code = read_part(reader, lexicon_trim(at, bar ? bar : end));
        at = bar ? bar + 1 : end + 1;
    }
    return code ? code : lexicon_end_entry(reader);
}

/* ---- Lines --------------------------------------------------------------------------------------------------------- */

/* Names become text in results, which is UTF-8: what is not would break them. */
static int check_bytes(struct lexicon_reader *reader, struct lexicon_piece line) {
    for (size_t at = 0; at < line.length;) {
        unsigned char byte = (unsigned char)line.text[at];
        int32_t codepoint = byte;
        at += byte < 0x80 ? 1 : unicode_read(line.text + at, line.length - at, &codepoint);
        if (codepoint == UNICODE_INVALID || (codepoint < ' ' && codepoint != '\t'))
            return lexicon_wrong(reader, at - 1, "file-bytes", "the line has a byte that is no UTF-8 text: save the file as UTF-8");
    }
    return 0;
}

static int take_line(struct lexicon_reader *reader, const char *start, const char *end) {
    struct lexicon_piece line = {start, (size_t)(end - start)}, seen;
    reader->place.line++;
    if (reader->place.line == 1 && line.length >= 3 && memcmp(start, "\xef\xbb\xbf", 3) == 0)
        line = (struct lexicon_piece){start + 3, line.length - 3};
    while (line.length && line.text[line.length - 1] == '\r')
        line.length--;
    seen = lexicon_trim(line.text, line.text + line.length);
    int code = check_bytes(reader, line);
    if (code || seen.length == 0)
        return code;
    if (seen.text[0] == '#')
        return lexicon_read_comment(reader, seen);
    lexicon_begin_entry(reader);
    switch (reader->format) {
    case SOURCE_TABLE: return lexicon_read_row(reader, line);
    case SOURCE_JSON: return lexicon_read_object(reader, line);
    default: return read_line(reader, seen);
    }
}

void lexicon_open(struct lexicon_reader *reader, enum source_format format, const char *file, const netral_allocator *allocator,
                  lexicon_take *take, void *context, netral_error *error) {
    reader->allocator = *allocator;
    reader->error = error;
    reader->take = take;
    reader->context = context;
    reader->format = format;
    reader->place = (struct place){file, 0, 1};
    reader->room = NULL;
    reader->class_length = reader->room_used = reader->room_capacity = reader->column_count = 0;
    if (format != SOURCE_TEXT)
        name_class_after(reader, file);
}

int lexicon_feed(struct lexicon_reader *reader, const char *text, size_t length, int is_last, size_t *used) {
    int code = 0;
    *used = 0;
    while (*used < length && code == 0) {
        const char *start = text + *used, *feed = memchr(start, '\n', length - *used);
        if (!feed && !is_last)
            return 0;
        code = take_line(reader, start, feed ? feed : text + length);
        *used = feed ? (size_t)(feed - text) + 1 : length;
    }
    return code;
}

void lexicon_close(struct lexicon_reader *reader) {
    memory_resize(&reader->allocator, reader->room, reader->room_capacity, 0);
}
