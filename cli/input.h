/* Files and standard input (`-`), whole or line by line. */
#ifndef INPUT_H
#define INPUT_H

#include <stddef.h>

/* The longest text, or line of JSONL, that is read: far more than any article, and a bound on memory when someone gives a
 * device or a disk image by mistake. What is longer is reported as failed, and the next document is read. */
#define INPUT_TEXT_BYTES ((size_t)1 << 30)

struct buffer {
    char *bytes;
    size_t length, capacity;
};

void buffer_free(struct buffer *buffer);

/* The bytes of the byte order mark that the contents begin with, or 0. */
size_t buffer_byte_order_mark(const struct buffer *buffer);

/* Puts a NUL behind the contents, which it does not count to. Returns NULL, or what went wrong. */
const char *buffer_end_with_nul(struct buffer *buffer);

/* Reads a whole file into `buffer`, in place of what it held. Returns NULL, or what went wrong (a borrowed string). */
const char *input_read(const char *path, struct buffer *buffer);

#define INPUT_CHUNK_BYTES 65536

struct lines {
    int file;
    struct buffer line; /* without its newline */
    size_t start, end;  /* what is left in the chunk */
    char chunk[INPUT_CHUNK_BYTES];
};

/* Opens a file to be read line by line. Returns NULL, or what went wrong. */
const char *lines_open(struct lines *lines, const char *path);

enum { LINES_END, LINES_GOOD, LINES_BAD_LINE, LINES_BROKEN };

/* Reads the next line. LINES_BAD_LINE: this line cannot be had, the next one can; LINES_BROKEN: nothing more can. Both set
 * *problem. */
int lines_next(struct lines *lines, const char **problem);

void lines_close(struct lines *lines);

#endif
