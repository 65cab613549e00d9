/* Annotation by hand, as `eval` scores against it: one struct gold for each annotated text, whatever form it was written in.
 *
 *   X.json   {"file", "mentions": [{"type", "start", "end", "text", "norm"}], "officials": [{"person", "positions": ["…"]}]},
 *            places in UTF-8 bytes; only mentions with type, start and end must be there
 *   X.ann    brat standoff: `T1	Person 0 5	text`, places in code points */
#ifndef GOLD_H
#define GOLD_H

#include <jansson.h>
#include <stddef.h>

#include "input.h"
#include "measures.h"

struct gold_piece {
    size_t start, end; /* as the annotation counts */
};

struct gold_mention {
    int measure;
    size_t start, end; /* bytes of the text, once gold_fit found them */
    const char *text;  /* what the annotation says stands there, or NULL */
    const char *norm;  /* or NULL */
    size_t first_piece, piece_count;
    int is_right, is_touched; /* compare_document: found as it is; something of its type overlaps it */
};

struct gold_office {
    const char *person, *position;
};

/* Strings belong to the annotation's own bytes. */
struct gold {
    const struct measures *measures; /* the caller's */
    char *path;        /* the annotation's file */
    const char *file;  /* the text's file, or NULL: the annotation's own name tells */
    const char *kind;  /* of article, or NULL */
    int in_codepoints; /* pieces count code points, else bytes */
    int has_officials; /* they were annotated, there may still be none */
    struct gold_mention *mentions;
    size_t mention_count;
    struct gold_piece *pieces;
    size_t piece_count;
    struct gold_office *offices;
    size_t office_count;
    size_t other_count; /* mentions of types that are not scored, and the first such type */
    char other_type[40];
    int is_used; /* a text was found for it */
    struct buffer bytes;
    json_t *root;
};

/* Reads X.json or X.ann; `measures` must outlive it. Returns 0, or -1 with the reason reported; to be freed in both cases. */
int gold_read(struct gold *gold, const struct measures *measures, const char *path);
void gold_free(struct gold *gold);

int gold_is_json(const char *path);
int gold_is_brat(const char *path);

/* Finds the bytes of every mention and compares what stands there with what the annotation says. Returns the number of mentions
 * that do not fit, each reported for `place`; with 0 the mentions are sorted by start, then longest first. */
size_t gold_fit(struct gold *gold, const char *place, const char *text, size_t length);

/* ---- For the readers ----------------------------------------------------------------------------------------------- */

/* From `gold->bytes`. Both return 0, or -1 with the reason reported. */
int gold_read_json(struct gold *gold);
int gold_read_brat(struct gold *gold);

/* Each returns 0, or -1: memory ran out. A mention takes the pieces added since the last one. */
int gold_add_piece(struct gold *gold, size_t start, size_t end);
int gold_add_mention(struct gold *gold, const char *type, size_t type_length, const char *text, const char *norm);
int gold_add_office(struct gold *gold, const char *person, const char *position);

/* `items` with room for one more behind `count` items of `size` bytes, or NULL: memory ran out and `items` is as it was. */
void *gold_grow(void *items, size_t count, size_t size);

#endif
