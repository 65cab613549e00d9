/* See kinds.h. */
#include "kinds.h"

#include <string.h>

/* ---- The tables ---------------------------------------------------------------------------------------------------- */

static int reserve_rows(struct group_kinds *kinds, size_t rows, const netral_allocator *allocator) {
    size_t before = kinds->row_capacity;
    if (memory_reserve(allocator, &kinds->of_rows, &kinds->row_capacity, rows, sizeof *kinds->of_rows))
        return NETRAL_ERROR_MEMORY;
    memset(kinds->of_rows + before, 0, (kinds->row_capacity - before) * sizeof *kinds->of_rows);
    return 0;
}

int kinds_reserve(struct row_table *table, size_t room, const netral_allocator *allocator) {
    for (size_t group = 0; group < table->group_capacity; group++)
        if (table->kinds[group] && reserve_rows(table->kinds[group], room, allocator))
            return NETRAL_ERROR_MEMORY;
    return 0;
}

static void clear_group(struct group_kinds *kinds) {
    memset(kinds->of_rows, 0, kinds->row_capacity * sizeof *kinds->of_rows);
    answer_pool_clear(&kinds->answers);
}

void kinds_clear(struct row_table *table) {
    for (size_t group = 0; group < table->group_capacity; group++)
        if (table->kinds[group])
            clear_group(table->kinds[group]);
}

static void free_group(struct group_kinds *kinds, const netral_allocator *allocator) {
    memory_give_back(allocator, kinds->of_rows, kinds->row_capacity, sizeof *kinds->of_rows);
    answer_pool_free(&kinds->answers, allocator);
    memory_give_back(allocator, kinds, 1, sizeof *kinds);
}

void kinds_free(struct row_table *table, const netral_allocator *allocator) {
    for (size_t group = 0; group < table->group_capacity; group++)
        if (table->kinds[group])
            free_group(table->kinds[group], allocator);
    memory_give_back(allocator, table->kinds, table->group_capacity, sizeof *table->kinds);
}

static struct group_kinds *new_group(const struct row_table *table, const netral_allocator *allocator) {
    struct group_kinds *kinds = memory_resize(allocator, NULL, 0, sizeof *kinds);
    if (!kinds)
        return NULL;
    memset(kinds, 0, sizeof *kinds);
    answer_pool_init(&kinds->answers, GROUP_ANSWERS);
    if (reserve_rows(kinds, table->room, allocator) || answer_pool_reserve(&kinds->answers, allocator)) {
        free_group(kinds, allocator);
        return NULL;
    }
    clear_group(kinds);
    return kinds;
}

int kinds_wake(const netral_pack *pack, struct row_table *table, uint32_t group, const netral_allocator *allocator) {
    size_t before = table->group_capacity;
    if (memory_reserve(allocator, &table->kinds, &table->group_capacity, pack->group_count, sizeof *table->kinds))
        return NETRAL_ERROR_MEMORY;
    memset(table->kinds + before, 0, (table->group_capacity - before) * sizeof *table->kinds);
    if (!table->kinds[group])
        table->kinds[group] = new_group(table, allocator);
    return table->kinds[group] ? 0 : NETRAL_ERROR_MEMORY;
}

/* ---- What follows for a group -------------------------------------------------------------------------------------- */

static inline void add_answers(struct image_group_answer *all, const struct image_group_answer *more) {
#pragma GCC unroll 16
    for (unsigned i = 0; i < GROUP_ANSWERS; i++)
        all->answers[i] |= more->answers[i];
#pragma GCC unroll 16
    for (unsigned i = 0; i < ANSWERS_BESIDES; i++)
        all->besides[i] |= more->besides[i];
#pragma GCC unroll 16
    for (unsigned i = 0; i < ANSWERS_BESIDES; i++)
        all->denied[i] |= more->denied[i];
}

/* What beginnings ask for besides, and what they deny, is joined with the rest. */
static void find_answers(const netral_pack *pack, const struct features *features, uint32_t word, uint32_t group, uint64_t *answers) {
    const struct features *asked = &pack->groups[group].asked;
    struct image_group_answer all = *pack_group_answer(pack, group, ANSWERED_ALWAYS);
    for (unsigned i = 0; i < LIMIT_FEATURES / 64; i++)
        for (uint64_t bits = features->bits[i] & asked->bits[i]; bits; bits &= bits - 1)
            add_answers(&all, pack_group_answer(pack, group, i * 64 + (unsigned)lowest_bit(bits)));
    if (pack->words[word].kind)
        add_answers(&all, pack_group_answer(pack, group, ANSWERED_KINDS + pack->words[word].kind));
    all.answers[ANSWER_WAITS] |= pack_word_waits(pack, word, group);
    for (unsigned i = 0; i < ANSWERS_BESIDES; i++)
        all.answers[ANSWER_BEGINS + i] &= all.besides[i] & ~all.denied[i];
    memcpy(answers, all.answers, sizeof all.answers);
}

uint32_t kinds_find(const netral_pack *pack, struct row_table *table, uint32_t group, uint32_t row, const netral_allocator *allocator) {
    struct group_kinds *kinds = table->kinds[group];
    uint64_t answers[GROUP_ANSWERS];
    if (row == ROW_UNSHARED)
        return ANSWER_ANY;
    find_answers(pack, &table->features[row], table->origins[row].word, group, answers);
    uint32_t kind = answer_pool_number(&kinds->answers, answers, allocator);
    if (kind != ANSWER_ANY)
        kinds->of_rows[row] = (uint16_t)kind;
    return kind;
}
