/* Reading: from the bytes as given to paragraphs of text, without rewriting a byte.
 *
 * A *block* is a stretch of input whose words belong together: a value of the front matter, a heading, a list entry, a
 * paragraph. Blocks come one after another, so that a text of any size is read with the memory of one block. What is markup
 * inside a block is left to `markup_length`, which the tokeniser asks at the few characters that can start some. */
#ifndef NETRAL_SOURCE_H
#define NETRAL_SOURCE_H

#include <stddef.h>

#include "memory.h"
#include "netral.h"

struct source_block {
    size_t start, end;
    size_t key_start, key_end; /* a front matter value's key; empty elsewhere */
    int continues;             /* the rest of a block that was cut at LIMIT_BLOCK_BYTES */
};

struct source_damage {
    size_t invalid_count, invalid_at; /* bytes that are not UTF-8, and the first of them */
    size_t control_count, control_at; /* control characters other than tab and line ends */
};

struct source {
    const char *text;
    size_t length;
    size_t at;                   /* where the next block is looked for */
    size_t line_start, line_end; /* the line that was looked at last, from somewhere in it to its line feed */
    struct source_block *values; /* of the front matter, in order */
    size_t value_count, value_next;
    struct source_damage damage;
    size_t front_error_at;        /* front matter that could not be read: its place … */
    const char *front_error;      /* … and why, or NULL */
    int cut;                      /* the last block was cut */
};

/* Looks the text over: damage, byte order mark, front matter. Returns 0 or NETRAL_ERROR_MEMORY. */
int source_open(struct source *source, struct arena *arena, const char *text, size_t length);

/* The next block, in order. Returns 0 when there is none left. */
int source_next(struct source *source, struct source_block *block);

/* Reads the YAML between the lines of dashes at text[start, end) into source->values (frontmatter.c). Returns 0, or
 * NETRAL_ERROR_MEMORY; text that is not YAML sets front_error. */
int frontmatter_read(struct source *source, struct arena *arena, size_t start, size_t end);

/* How many bytes at text[at] are markup (emphasis, link targets, tags, escapes), 0 if none: it need be asked only at
 * ASCII_MARKUP bytes. `end` is the block's end. */
size_t markup_length(const char *text, size_t start, size_t at, size_t end);

#endif
