/* Reading lexicons: entries one a line, as text (`canonical|variant|@key=value` under [class] lines), as a table (TSV), or as
 * JSON objects. See lib/lexicon/README.md. A file is read in pieces, so that a list of any size needs the room of its longest
 * line. */
#ifndef NETRAL_LEXICON_READER_H
#define NETRAL_LEXICON_READER_H

#include "error.h"
#include "memory.h"

/* What a file of a pack holds: rules, or a lexicon in one of its forms. */
enum source_format { SOURCE_RULES, SOURCE_TEXT, SOURCE_TABLE, SOURCE_JSON };

/* The form of a file by the ending of its name; -1 when it is none of a pack. */
int source_format_of(const char *name);

/* A part of a line; it points into the line or into the reader's room. */
struct lexicon_piece {
    const char *text;
    size_t length;
};

struct lexicon_attribute {
    struct lexicon_piece key, value;
};

/* One entry as it stands in its line. */
struct lexicon_entry {
    struct lexicon_piece class, canonical;
    int matches_canonical; /* the canonical form itself is also looked for */
    const struct lexicon_piece *variants;
    size_t variant_count;
    const struct lexicon_attribute *attributes;
    size_t attribute_count;
    struct place place;
};

/* Takes one entry; returns 0 to go on. */
typedef int lexicon_take(void *context, const struct lexicon_entry *entry, netral_error *error);

#define LEXICON_PIECES 256
#define LEXICON_COLUMNS 64
#define LEXICON_NAME_BYTES 64

struct lexicon_reader {
    netral_allocator allocator;
    netral_error *error;
    lexicon_take *take;
    void *context;
    enum source_format format;
    struct place place; /* the line's */
    char class[LEXICON_NAME_BYTES]; /* of entries that name none */
    size_t class_length;
    char *room; /* what JSON strings say, for the entry at hand */
    size_t room_used, room_capacity;
    struct lexicon_piece columns[LEXICON_COLUMNS]; /* the names of a table's columns, in `names` */
    char names[LEXICON_COLUMNS * LEXICON_NAME_BYTES];
    size_t column_count;
    /* The entry at hand. */
    struct lexicon_entry entry;
    struct lexicon_piece variants[LEXICON_PIECES];
    struct lexicon_attribute attributes[LEXICON_PIECES];
};

/* `file` must live as long as the reader. */
void lexicon_open(struct lexicon_reader *reader, enum source_format format, const char *file, const netral_allocator *allocator,
                  lexicon_take *take, void *context, netral_error *error);

/* Reads the whole lines of text[0, length), and the last one without a line feed when `is_last`; `*used` receives the bytes read.
 * Returns 0, the taker's result, or NETRAL_ERROR_RULE with the place of what is wrong. */
int lexicon_feed(struct lexicon_reader *reader, const char *text, size_t length, int is_last, size_t *used);

void lexicon_close(struct lexicon_reader *reader);

/* ---- Shared by the readers of the three forms (lexicon_reader.c, lexicon_table.c, lexicon_json.c) ------------------------------------ */

int lexicon_read_row(struct lexicon_reader *reader, struct lexicon_piece line);
int lexicon_read_object(struct lexicon_reader *reader, struct lexicon_piece line);

/* An error at a byte of the line, counted from 0. */
int lexicon_wrong(struct lexicon_reader *reader, size_t column, const char *name, const char *what);

/* The field of a table or object, by its key and value: the canonical form, variants parted by |, or what is said of the entry. */
int lexicon_field(struct lexicon_reader *reader, struct lexicon_piece key, struct lexicon_piece value, size_t column);
int lexicon_add_variant(struct lexicon_reader *reader, struct lexicon_piece variant, size_t column);

/* Whether a key is known; else an error that names the nearest one. */
int lexicon_check_key(struct lexicon_reader *reader, struct lexicon_piece key, size_t column);

/* Begins and ends the entry at hand. */
void lexicon_begin_entry(struct lexicon_reader *reader);
int lexicon_end_entry(struct lexicon_reader *reader);

/* Takes the class of entries that name none from a comment line, `# class: name`. */
int lexicon_read_comment(struct lexicon_reader *reader, struct lexicon_piece line);

struct lexicon_piece lexicon_trim(const char *start, const char *end);
int lexicon_is(struct lexicon_piece piece, const char *word);

#endif
