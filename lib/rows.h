/* Rows: what is known of a token, its features and, where some rule asks for that very word, its word. Tokens of which the same is
 * known share a row, and what follows from a row alone is found out once: which rules wait for the token, and which matches it can
 * begin (kinds.h), and what a program's moves can begin with, a bit each (image.h). A token that becomes part of a phrase or mention
 * gets another row, and that change is remembered too. */
#ifndef NETRAL_ROWS_H
#define NETRAL_ROWS_H

#include "features.h"
#include "move_bits.h"
#include "pack.h"

/* Rows of a table. It is emptied between segments when it has many; a segment with still more different tokens than it holds does
 * without it for them, at a cost in time only. */
#define ROWS 6144u /* their numbers have 13 bits */
#define ROWS_MANY 5600u
#define ROW_SLOTS 8192u
#define ROW_NONE 0u     /* of the place behind the last token, and of a token that has not got one yet */
#define ROW_UNSHARED 1u /* of tokens for which there was no room */
#define ROW_FIRST 2u

/* A row is found by what is known of a token before its sets, or, where mentions were added, when all is known. */
enum row_stage { ROW_KNOWN, ROW_COMPLETE };
struct row_origin {
    struct features known; /* what it is found by */
    uint32_t word;         /* 0 when no rule asks for it */
    uint8_t stage;         /* enum row_stage */
    uint8_t feature_layers, layers; /* a bit for each layer in which some rule waits for one of the features; or for the word */
};

/* How a token's features change: one is added; another is taken away while sets are not known yet, and else added too. */
#define FEATURE_BITS 9
#define FEATURE_NONE ((1u << FEATURE_BITS) - 1)
struct row_change {
    uint32_t added, other; /* FEATURE_NONE: no other */
    enum row_stage stage;
};

/* The row that a change led to from another. A slot is simply overwritten. */
#define CHANGE_BITS 12
struct changed_row {
    uint32_t key; /* 0: an empty slot */
    uint16_t row, layers;
};

/* The row of a word by itself: by its shapes, and by its number where some rule asks for it, else by what its entries make of it. A slot
 * is simply overwritten. */
#define LONE_ROWS 512u
#define LONE_SHAPES 24
struct lone_row {
    uint64_t key; /* 0: an empty slot */
    uint16_t row, layers;
};

/* Rows of several words have the same features: the last row with some of which all that follows from features is known. */
#define ROW_SIBLINGS 1024u

struct row_table {
    uint32_t count, room; /* rows in use; rows for which there is room, at most ROWS */
    struct move_bits moves; /* that tokens can begin */
    struct group_kinds **kinds; /* for each group of rules; NULL: it was never asked about */
    size_t group_capacity;
    struct changed_row changes[1u << CHANGE_BITS];
    struct lone_row lone[LONE_ROWS];
    uint16_t siblings[ROW_SIBLINGS];
    uint16_t slots[ROW_SLOTS]; /* by hash; 0 empty */
    uint8_t notes[ROWS];     /* what loose.c knows of a row, 0 as long as it has not asked */
    struct features features[ROWS]; /* with the sets */
    struct row_origin origins[ROWS];
};

void rows_init(struct row_table *table);
void rows_free(struct row_table *table, const netral_allocator *allocator);

/* Makes room for so many more rows, as far as the table goes. */
int rows_reserve(const netral_pack *pack, struct row_table *table, size_t more, const netral_allocator *allocator);

/* Makes the table empty. */
void rows_clear(const netral_pack *pack, struct row_table *table);

/* Whether it is time to empty it, between two segments: numbers that were given before mean nothing afterwards. */
int rows_are_many(const struct row_table *table);

/* The row of a word with these shapes, and capitals of that level, that no phrase touches; the table may be full. */
struct lone_row rows_find_lone(const netral_pack *pack, struct row_table *table, uint32_t word, int level, uint64_t shape);

/* What is known of it before sets. */
struct features rows_known_alone(const netral_pack *pack, uint32_t word, int level, uint64_t shape);

/* The row of a token with these features and the pack's word `word`; ROW_UNSHARED when the table is full. */
uint32_t rows_find(const netral_pack *pack, struct row_table *table, const struct features *known, uint32_t word, enum row_stage stage);

/* The row that a change leads to from a row of the table, which was not met lately. */
struct changed_row rows_find_changed(const netral_pack *pack, struct row_table *table, uint32_t row, const struct row_change *change);

static inline struct changed_row rows_change(const netral_pack *pack, struct row_table *table, uint32_t row, const struct row_change *change) {
    uint32_t key = row << (2 * FEATURE_BITS + 1) | change->added << (FEATURE_BITS + 1) | change->other << 1 | (uint32_t)change->stage;
    struct changed_row *kept = &table->changes[key * 0x9e3779b1u >> (32 - CHANGE_BITS)];
    if (kept->key != key) {
        *kept = rows_find_changed(pack, table, row, change);
        kept->key = kept->row == ROW_UNSHARED ? 0 : key;
    }
    return *kept;
}

/* The same for features that have no row. */
void features_change(struct features *features, const struct row_change *change);

/* What follows for a token with no row of its own: its sets; the layers and the rules of a group that wait for it. */
void rows_add_sets(const netral_pack *pack, struct features *features);
unsigned rows_layers(const netral_pack *pack, const struct features *features, uint32_t word);
uint64_t rows_waits(const netral_pack *pack, const struct features *features, uint32_t word, uint32_t group);

#endif
