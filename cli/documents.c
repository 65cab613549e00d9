/* From a command line's files to documents. See documents.h. A document that fails is handed on too, with its error, so that
 * every file and every line has its place in the output. */
#include "documents.h"

#include <stdio.h>
#include <stdlib.h>

#include "input.h"

struct reader {
    const struct document_source *source;
    document_handler *handle;
    void *context;
    struct buffer text;  /* of the last file */
    struct lines *lines; /* on the heap: its chunk is large */
};

static int hand_failure(struct reader *reader, const char *id, const char *place, const char *error) {
    struct document document = {.id = id, .place = place, .error = error};
    return reader->handle(reader->context, &document);
}

static int read_text_file(struct reader *reader, const char *path) {
    const char *problem = input_read(path, &reader->text);
    if (problem)
        return hand_failure(reader, path, path, problem);
    struct document document = {.id = path, .place = path, .date = reader->source->date};
    document.text = reader->text.bytes;
    document.length = reader->text.length;
    return reader->handle(reader->context, &document);
}

static int read_record(struct reader *reader, const char *place, const char *line, size_t length) {
    struct jsonl_record record;
    int status;
    if (jsonl_read(&record, line, length, &reader->source->keys) != 0) {
        status = hand_failure(reader, record.id ? record.id : place, place, record.error);
    } else {
        struct document document = {.id = record.id ? record.id : place, .place = place, .text = record.text};
        document.length = record.length;
        document.date = record.date || record.warning ? record.date : reader->source->date;
        document.warning = record.warning;
        status = reader->handle(reader->context, &document);
    }
    jsonl_release(&record);
    return status;
}

/* Some programs begin a file with a byte order mark, which JSON does not allow. */
static int read_line(struct reader *reader, const char *path, size_t number) {
    const struct buffer *line = &reader->lines->line;
    size_t skip = number == 1 ? buffer_byte_order_mark(line) : 0;
    char place[4200];
    if (line->length == skip || jsonl_is_blank(line->bytes + skip, line->length - skip))
        return 0;
    snprintf(place, sizeof place, "%s:%zu", path, number);
    return read_record(reader, place, line->bytes + skip, line->length - skip);
}

static int read_bad_line(struct reader *reader, const char *path, size_t number, const char *problem) {
    char place[4200];
    snprintf(place, sizeof place, "%s:%zu", path, number);
    return hand_failure(reader, place, place, problem);
}

static int read_lines(struct reader *reader, const char *path) {
    const char *problem;
    int status = 0, kind = LINES_GOOD;
    for (size_t number = 1; status == 0 && kind != LINES_BROKEN; number++) {
        kind = lines_next(reader->lines, &problem);
        if (kind == LINES_END)
            break;
        if (kind == LINES_GOOD)
            status = read_line(reader, path, number);
        else
            status = read_bad_line(reader, path, number, problem);
    }
    return status;
}

static int read_jsonl_file(struct reader *reader, const char *path) {
    reader->lines = malloc(sizeof *reader->lines);
    const char *problem = reader->lines ? lines_open(reader->lines, path) : "memory ran out";
    int status;
    if (problem) {
        status = hand_failure(reader, path, path, problem);
    } else {
        status = read_lines(reader, path);
        lines_close(reader->lines);
    }
    free(reader->lines);
    return status;
}

static int read_file(struct reader *reader, const char *path) {
    return reader->source->jsonl ? read_jsonl_file(reader, path) : read_text_file(reader, path);
}

void documents_each(const struct document_source *source, char **paths, int count, document_handler *handle, void *context) {
    struct reader reader = {.source = source, .handle = handle, .context = context};
    int status = count == 0 ? read_file(&reader, "-") : 0;
    for (int i = 0; i < count && status == 0; i++)
        status = read_file(&reader, paths[i]);
    buffer_free(&reader.text);
}
