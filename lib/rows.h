/* Rows: what is known of a token, its features and, where some program asks for that very word, its word. Tokens of which the same
 * is known share a row, and what follows from a row alone is found out once: above all, which way a program's branch can take. */
#ifndef NETRAL_ROWS_H
#define NETRAL_ROWS_H

#include "features.h"
#include "hash.h"
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

/* Where a branch of a program leads for a row, behind all steps that the row decides: to one step; to one, with the token taken; to
 * a branch of which both ways may be right; or nowhere. */
enum choice_kind { CHOICE_ONE, CHOICE_TAKEN, CHOICE_BOTH, CHOICE_NOWHERE };
struct choice {
    uint32_t key; /* 0: an empty slot */
    uint16_t step, kind;
};
#define CHOICES 16384u

struct row_table {
    uint32_t count;
    struct row rows[ROWS];
    uint16_t slots[2 * ROWS]; /* by hash; 0 empty */
    uint32_t choice_count; /* slots in use: a power of two, at most CHOICES */
    struct choice choices[CHOICES]; /* the last ones, by hash; simply overwritten */
};

/* Makes the table empty, with so many slots for choices. */
void rows_clear(struct row_table *table, uint32_t choice_count);

/* Whether it is time to empty it, between two segments: numbers that were given before mean nothing afterwards. */
int rows_are_many(const struct row_table *table);

/* The row of a token with these features and the pack's word `word`; when the table is full, `unshared`, filled in. */
const struct row *rows_find(const netral_pack *pack, struct row_table *table, const struct features *known, uint32_t word,
                            enum row_stage stage, struct row *unshared);

/* Where the branch at step `at` of the rule's program leads for what is known of one token; NULL: behind the last one. */
struct choice row_choice(const netral_pack *pack, const struct image_rule *rule, uint32_t at, const struct row *row);

/* Whether a token with this row can stand where a match's token is described. */
static inline int row_reached(const struct row *row, const struct image_reach *reach) {
    return reach->any || features_share(&reach->features, &row->features) ||
           (row->word && (reach->words[row->word % REACH_WORDS / 64] >> row->word % 64 & 1));
}

/* The same for a row of the table that is not ROW_UNSHARED. */
static inline struct choice rows_choice(const netral_pack *pack, struct row_table *table, const struct image_rule *rule, uint32_t at,
                                        uint32_t row) {
    uint32_t key = (rule->program + at) * ROWS + row;
    uint64_t hash = hash_mix(key);
    struct choice *known = &table->choices[(hash ^ hash >> 32) & (table->choice_count - 1)];
    if (known->key != key) {
        *known = row_choice(pack, rule, at, row == ROW_NONE ? NULL : &table->rows[row]);
        known->key = key;
    }
    return *known;
}

#endif
