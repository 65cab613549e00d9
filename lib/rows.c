/* A hash of rows that only grows until it is emptied, and one of choices whose slots are overwritten. See rows.h. */
#include "rows.h"

#include <string.h>

#include "hash.h"

void rows_clear(struct row_table *table) {
    memset(table->rows, 0, 2 * sizeof *table->rows);
    memset(table->slots, 0, sizeof table->slots);
    memset(table->choices, 0, sizeof table->choices);
    table->count = ROW_UNSHARED + 1;
}

int rows_are_many(const struct row_table *table) {
    return table->count > ROWS / 2;
}

static uint32_t row_hash(const struct features *features, uint32_t word) {
    uint64_t hash = word;
    for (unsigned i = 0; i < LIMIT_FEATURES / 64; i++)
        hash = hash_mix(hash ^ features->bits[i]);
    return (uint32_t)(hash ^ hash >> 32);
}

uint32_t layers_waiting(const netral_pack *pack, const struct features *features) {
    uint32_t layers = 0;
    for (unsigned layer = 0; layer < LIMIT_LAYERS; layer++)
        layers |= (uint32_t)features_share(&pack->layers[layer].triggers, features) << layer;
    return layers;
}

uint32_t rows_number(const netral_pack *pack, struct row_table *table, const struct features *features, uint32_t word) {
    word = pack->words[word].is_asked ? word : 0;
    for (uint32_t i = row_hash(features, word);; i++) {
        uint16_t *slot = &table->slots[i % (2 * ROWS)];
        struct row *row = &table->rows[*slot];
        if (*slot && row->word == word && memcmp(&row->features, features, sizeof *features) == 0)
            return *slot;
        if (*slot)
            continue;
        if (table->count == ROWS)
            return ROW_UNSHARED;
        *slot = (uint16_t)table->count;
        table->rows[table->count] = (struct row){*features, word, layers_waiting(pack, features)};
        return table->count++;
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
            return (struct choice){0, at + (taken > 0), taken > 0 ? CHOICE_TAKEN : taken == 0 ? CHOICE_NOWHERE : CHOICE_ONE};
        }
        int way = may_begin(pack, step->way, row), other = may_begin(pack, step->other, row);
        if (way == other)
            return (struct choice){0, at, way ? CHOICE_BOTH : CHOICE_NOWHERE};
        at = way != is_back ? at + 1 : step->argument; /* the first way of a branch back is the one back */
    }
}
