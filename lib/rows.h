/* Rows: what is known of a token, its features and, where some program asks for that very word, its word. Tokens of which the same
 * is known share a row, and what follows from a row alone is found out once: which rules wait for the token, and whether it can be what
 * a rule's matches or a program's branch begin with, a bit each (image.h). */
#ifndef NETRAL_ROWS_H
#define NETRAL_ROWS_H

#include "features.h"
#include "pack.h"

/* Rows of a table. It is emptied between segments when it is half full; a segment with still more different tokens than it holds
 * does without it for them, at a cost in time only. */
#define ROWS 8192u
#define ROW_NONE 0u     /* of the place behind the last token */
#define ROW_UNSHARED 1u /* of tokens for which there was no room */
#define ROW_STALE 2u    /* of tokens that became part of a mention: to be found when it is asked for */

/* A row is found by what is known of a token before its sets, or, where mentions were added, when all is known. */
enum row_stage { ROW_KNOWN, ROW_COMPLETE };
struct row {
    struct features features; /* with the sets */
    uint32_t word;   /* 0 when no program asks for it */
    uint16_t layers; /* before mentions: a bit for each layer in which some rule waits for one of the features */
    uint16_t stage;  /* enum row_stage */
    struct features known; /* what it is found by */
};

struct row_table {
    uint32_t count, room; /* rows in use; rows for which there is room, at most ROWS */
    struct row rows[ROWS];
    uint16_t slots[2 * ROWS]; /* by hash; 0 empty */
    uint64_t *answers; /* of each row; of ROW_UNSHARED: yes to all */
    size_t answer_capacity;
};

void rows_init(struct row_table *table);
void rows_free(struct row_table *table, const netral_allocator *allocator);

/* Makes room for so many more rows, as far as the table goes. */
int rows_reserve(const netral_pack *pack, struct row_table *table, size_t more, const netral_allocator *allocator);

/* Makes the table empty. */
void rows_clear(const netral_pack *pack, struct row_table *table);

/* Whether it is time to empty it, between two segments: numbers that were given before mean nothing afterwards. */
int rows_are_many(const struct row_table *table);

/* The row of a token with these features and the pack's word `word`; when the table is full, `unshared`, filled in. */
const struct row *rows_find(const netral_pack *pack, struct row_table *table, const struct features *known, uint32_t word,
                            enum row_stage stage, struct row *unshared);

static inline const uint64_t *row_answers(const netral_pack *pack, const struct row_table *table, uint32_t row) {
    return table->answers + (size_t)row * pack->answer_words;
}

/* The rules of a group that wait for a token with no row of its own. */
uint64_t rows_waits(const netral_pack *pack, const struct features *features, uint32_t group);

#endif
