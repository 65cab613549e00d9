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

/* The row that a change led to from another. It is kept in one of two slots; when both are taken, in another of the same line of slots. */
#define CHANGE_LINE 8u
struct changed_row {
    uint32_t key; /* 0: an empty slot */
    uint16_t row, layers;
};

/* The row of a token that no phrase touches. It is kept in one of two slots. */
#define LONE_EMPTY UINT32_MAX
struct lone_row {
    uint32_t key; /* token_key */
    uint16_t row;
    uint8_t layers;
    uint8_t is_capitalised; /* it is a word of two letters and more that begins with a capital */
};

/* Rows of several words have the same features: the last row with some of which all that follows from features is known. */
#define ROW_SIBLINGS 1024u

struct row_table {
    uint32_t count, room; /* rows in use; rows for which there is room, at most ROWS */
    struct move_bits moves; /* that tokens can begin */
    struct group_kinds **kinds; /* for each group of rules; NULL: it was never asked about */
    size_t group_capacity;
    /* Leaves a hash the bits of slots in use of the following: twice as many as rows, so that a short text clears few. */
    unsigned kept_shift;
    struct changed_row changes[ROW_SLOTS];
    struct lone_row lone[ROW_SLOTS];
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

/* Where the place of something among the slots in use is, by its key. */
static inline uint32_t rows_kept_at(const struct row_table *table, uint32_t key) {
    return key * 0x9e3779b1u >> table->kept_shift;
}

static inline struct lone_row *rows_lone(struct row_table *table, uint32_t key) {
    return &table->lone[rows_kept_at(table, key)];
}

static inline struct lone_row *rows_lone_beside(struct row_table *table, uint32_t key) {
    return &table->lone[rows_kept_at(table, key) ^ 1u];
}

/* What the rows of a word follow from beside its shapes: its number where some rule asks for it, else what its entries make of it. */
uint32_t rows_asked_of(const netral_pack *pack, uint32_t word);

/* What is known, before sets, of a word with these shapes, and capitals of that level, that no phrase touches. */
struct features rows_known_alone(const netral_pack *pack, uint32_t word, int level, uint64_t shape);

/* The row of a token with these features and the pack's word `word`; ROW_UNSHARED when the table is full. */
uint32_t rows_find(const netral_pack *pack, struct row_table *table, const struct features *known, uint32_t word, enum row_stage stage);

static inline uint32_t rows_change_key(uint32_t row, const struct row_change *change) {
    return row << (2 * FEATURE_BITS + 1) | change->added << (FEATURE_BITS + 1) | change->other << 1 | (uint32_t)change->stage;
}

/* The row that a change leads to from a row, when that is kept in one of its own slots; else NULL. */
static inline const struct changed_row *rows_kept_change(const struct row_table *table, uint32_t row, const struct row_change *change) {
    uint32_t key = rows_change_key(row, change);
    const struct changed_row *kept = &table->changes[rows_kept_at(table, key) & ~1u];
    kept += kept[1].key == key; /* which of the two it is cannot be foreseen */
    return kept->key == key ? kept : NULL;
}

/* The same for a row of the table, wherever it is kept, or found. */
struct changed_row rows_find_changed(const netral_pack *pack, struct row_table *table, uint32_t row, const struct row_change *change);

/* The same for features that have no row. */
void features_change(struct features *features, const struct row_change *change);

/* What follows for a token with no row of its own: its sets; the layers and the rules of a group that wait for it. */
void rows_add_sets(const netral_pack *pack, struct features *features);
unsigned rows_layers(const netral_pack *pack, const struct features *features, uint32_t word);
uint64_t rows_waits(const netral_pack *pack, const struct features *features, uint32_t word, uint32_t group);

#endif
