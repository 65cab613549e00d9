/* One line of JSONL input: an object with a text, and perhaps an id and a date. */
#ifndef JSONL_H
#define JSONL_H

#include <jansson.h>
#include <stddef.h>

#include "day.h"

struct jsonl_keys {
    const char *text, *id, *date;
};

/* Strings belong to `root` and live until jsonl_release. */
struct jsonl_record {
    json_t *root;
    const char *id; /* NULL: the line has none */
    const char *text;
    size_t length;
    const char *date;    /* NULL: the line has none */
    const char *warning; /* the record can be used, but something in it cannot; or NULL */
    char number[40];     /* an id that was a number */
    char day[DAY_BYTES];
    char error[256]; /* why the record cannot be used */
};

/* Returns 0, or -1 with `error` (and, if it could be read, `id`) set. To be released in both cases. */
int jsonl_read(struct jsonl_record *record, const char *line, size_t length, const struct jsonl_keys *keys);
void jsonl_release(struct jsonl_record *record);

/* Nothing but space: skipped. */
int jsonl_is_blank(const char *line, size_t length);

#endif
