/* Reading files. See input.h. Texts are read whole, for offsets must point into them; JSONL is read a line at a time, so that a
 * file of any length needs the room of its longest line. */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TOO_LONG "longer than 1 GiB, the most that is read as one text"
#define NO_MEMORY "memory ran out"
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

void buffer_free(struct buffer *buffer) {
    free(buffer->bytes);
    *buffer = (struct buffer){NULL, 0, 0};
}

/* Makes room for `more` bytes behind the buffer's contents. */
static const char *buffer_reserve(struct buffer *buffer, size_t more) {
    if (more > INPUT_TEXT_BYTES || buffer->length > INPUT_TEXT_BYTES - more)
        return TOO_LONG;
    size_t need = buffer->length + more;
    if (need <= buffer->capacity)
        return NULL;
    size_t capacity = buffer->capacity * 2 > need ? buffer->capacity * 2 : need;
    char *bytes = realloc(buffer->bytes, capacity);
    if (!bytes)
        return NO_MEMORY;
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    return NULL;
}

size_t buffer_byte_order_mark(const struct buffer *buffer) {
    size_t length = strlen(BYTE_ORDER_MARK);
    return buffer->length >= length && memcmp(buffer->bytes, BYTE_ORDER_MARK, length) == 0 ? length : 0;
}

const char *buffer_end_with_nul(struct buffer *buffer) {
    const char *problem = buffer_reserve(buffer, 1);
    if (!problem)
        buffer->bytes[buffer->length] = '\0';
    return problem;
}

static const char *buffer_add(struct buffer *buffer, const char *bytes, size_t length) {
    const char *problem = buffer_reserve(buffer, length);
    if (problem || length == 0)
        return problem;
    memcpy(buffer->bytes + buffer->length, bytes, length);
    buffer->length += length;
    return NULL;
}

/* `size` becomes the length of a regular file, 0 of anything else. */
static const char *open_file(const char *path, int *file, size_t *size) {
    struct stat about;
    *size = 0;
    *file = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (*file < 0)
        return strerror(errno);
    if (fstat(*file, &about) != 0)
        return NULL;
    if (S_ISREG(about.st_mode) && about.st_size > 0)
        *size = (size_t)about.st_size;
    if (S_ISDIR(about.st_mode)) {
        if (*file != STDIN_FILENO)
            close(*file);
        return "is a directory";
    }
    return NULL;
}

static void close_file(int file) {
    if (file != STDIN_FILENO)
        close(file);
}

/* read(2) that goes on after a signal. */
static ssize_t read_some(int file, char *bytes, size_t length) {
    ssize_t got;
    do
        got = read(file, bytes, length);
    while (got < 0 && errno == EINTR);
    return got;
}

static const char *read_all(int file, struct buffer *buffer) {
    for (;;) {
        const char *problem = buffer->length < buffer->capacity ? NULL : buffer_reserve(buffer, INPUT_CHUNK_BYTES);
        if (problem)
            return problem;
        ssize_t got = read_some(file, buffer->bytes + buffer->length, buffer->capacity - buffer->length);
        if (got < 0)
            return strerror(errno);
        if (got == 0)
            return NULL;
        buffer->length += (size_t)got;
    }
}

/* A file's room is made at once, with a byte more for the read that finds its end: a process that reads one short article should
 * not touch memory for a long one. The file may grow or shrink meanwhile, so its length only says where to begin. */
const char *input_read(const char *path, struct buffer *buffer) {
    int file;
    size_t size;
    buffer->length = 0;
    const char *problem = open_file(path, &file, &size);
    if (problem)
        return problem;
    problem = size > 0 ? buffer_reserve(buffer, size + 1) : NULL;
    problem = problem ? problem : read_all(file, buffer);
    close_file(file);
    return problem;
}

const char *lines_open(struct lines *lines, const char *path) {
    lines->line = (struct buffer){NULL, 0, 0};
    size_t size;
    lines->start = lines->end = 0;
    return open_file(path, &lines->file, &size);
}

void lines_close(struct lines *lines) {
    close_file(lines->file);
    buffer_free(&lines->line);
}

/* Fills the chunk when it is empty. Returns what is in it: 0 at the end of the file, negative when reading failed. */
static ssize_t fill_chunk(struct lines *lines) {
    if (lines->start < lines->end)
        return (ssize_t)(lines->end - lines->start);
    ssize_t got = read_some(lines->file, lines->chunk, sizeof lines->chunk);
    lines->start = 0;
    lines->end = got > 0 ? (size_t)got : 0;
    return got;
}

/* Adds what the chunk has of this line, unless the line is given up already. Returns whether the line ended. */
static int take_part(struct lines *lines, const char **problem) {
    const char *part = lines->chunk + lines->start;
    size_t length = lines->end - lines->start;
    const char *newline = memchr(part, '\n', length);
    if (newline)
        length = (size_t)(newline - part);
    if (!*problem)
        *problem = buffer_add(&lines->line, part, length);
    lines->start += length + (newline != NULL);
    return newline != NULL;
}

int lines_next(struct lines *lines, const char **problem) {
    int begun = 0, ended = 0;
    *problem = NULL;
    lines->line.length = 0;
    while (!ended) {
        ssize_t got = fill_chunk(lines);
        if (got < 0) {
            *problem = strerror(errno);
            return LINES_BROKEN;
        }
        if (got == 0 && !begun)
            return LINES_END;
        if (got == 0)
            break; /* a last line without a newline */
        begun = 1;
        ended = take_part(lines, problem);
    }
    return *problem ? LINES_BAD_LINE : LINES_GOOD;
}
