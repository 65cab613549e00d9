/* A hash of rows that only grows until it is emptied, and one of choices whose slots are overwritten. See rows.h. */
#include "rows.h"

#include <string.h>

#include "hash.h"

void rows_clear(struct row_table *table, uint32_t choice_count) {
    memset(table->rows, 0, (ROW_STALE + 1) * sizeof *table->rows);
    memset(table->slots, 0, sizeof table->slots);
    memset(table->choices, 0, choice_count * sizeof *table->choices);
    table->choice_count = choice_count;
    table->count = ROW_STALE + 1;
}

int rows_are_many(const struct row_table *table) {
    return table->count > ROWS / 2;
}

static uint32_t row_hash(const struct features *known, uint32_t word, enum row_stage stage) {
    uint64_t hash = (uint64_t)word << 1 | stage;
    for (unsigned i = 0; i < LIMIT_FEATURES / 64; i++)
        hash = hash_mix(hash ^ known->bits[i]);
    return (uint32_t)(hash ^ hash >> 32);
}

/* Most sets ask for a class or a shape that most tokens have not. */
static void add_sets(const netral_pack *pack, struct features *features) {
    for (uint32_t i = 0; i < pack->set_count; i++) {
        const struct image_term *term = &pack->sets[i];
        if (term->key < LIMIT_FEATURES && !features_has(features, term->key))
            continue;
        if (features_cover(features, &term->wanted) && !features_share(features, &term->unwanted))
            features_add(features, term->feature);
    }
}

/* The layers in which some rule waits for one of the features. */
static uint16_t layers_waiting(const netral_pack *pack, const struct features *features) {
    unsigned layers = 0;
    for (unsigned layer = 0; layer < LIMIT_LAYERS; layer++)
        layers |= (unsigned)features_share(&pack->layers[layer].triggers, features) << layer;
    return (uint16_t)layers;
}

static void make_row(const netral_pack *pack, const struct features *known, uint32_t word, enum row_stage stage, struct row *row) {
    *row = (struct row){.known = *known, .features = *known, .word = word, .stage = stage};
    if (stage == ROW_COMPLETE)
        return;
    add_sets(pack, &row->features);
    row->layers = layers_waiting(pack, &row->features);
}

const struct row *rows_find(const netral_pack *pack, struct row_table *table, const struct features *known, uint32_t word,
                            enum row_stage stage, struct row *unshared) {
    word = pack->words[word].is_asked ? word : 0;
    for (uint32_t i = row_hash(known, word, stage);; i++) {
        uint16_t *slot = &table->slots[i % (2 * ROWS)];
        struct row *row = &table->rows[*slot];
        if (*slot && row->word == word && row->stage == stage && memcmp(&row->known, known, sizeof *known) == 0)
            return row;
        if (*slot)
            continue;
        row = unshared;
        if (table->count < ROWS) {
            *slot = (uint16_t)table->count;
            row = &table->rows[table->count++];
        }
        make_row(pack, known, word, stage, row);
        return row;
    }
}

/* ---- Choices ------------------------------------------------------------------------------------------------------- */

static int may_begin(const netral_pack *pack, uint32_t first, const struct row *row) {
    return first == 0 || (row && row_reached(row, &pack->firsts[first]));
}

/* What a step that takes one token says of a row: 1 yes, 0 no, -1 when the row does not tell. */
static int takes(const netral_pack *pack, const struct image_step *step, const struct row *row) {
    const struct image_test *test;
    switch (step->operation) {
    case STEP_FEATURE: return row && features_has(&row->features, step->argument);
    case STEP_WORD: return row && row->word == pack->program_words[step->argument];
    case STEP_ANY: return row != NULL;
    case STEP_TEST:
        test = &pack->tests[step->argument];
        if (!row || !features_cover(&row->features, &test->wanted) || features_share(&row->features, &test->unwanted))
            return 0;
        return test->regex ? -1 : 1;
    default: return -1;
    }
}

struct choice row_choice(const netral_pack *pack, const struct image_rule *rule, uint32_t at, const struct row *row) {
    const struct image_step *steps = pack->steps + rule->program;
    for (;;) {
        const struct image_step *step = &steps[at];
        int is_back = step->operation == STEP_SPLIT_BACK;
        if (step->operation == STEP_JUMP) {
            at = step->argument;
            continue;
        }
        if (step->operation != STEP_SPLIT && !is_back) {
            int taken = takes(pack, step, row);
            return (struct choice){0, (uint16_t)(at + (taken > 0)), taken > 0 ? CHOICE_TAKEN : taken == 0 ? CHOICE_NOWHERE : CHOICE_ONE};
        }
        int way = may_begin(pack, step->way, row), other = may_begin(pack, step->other, row);
        if (way == other)
            return (struct choice){0, (uint16_t)at, way ? CHOICE_BOTH : CHOICE_NOWHERE};
        at = way != is_back ? at + 1 : step->argument; /* the first way of a branch back is the one back */
    }
}
