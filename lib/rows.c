/* A hash of rows that only grows until it is emptied. See rows.h. */
#include "rows.h"

#include <string.h>

#include "hash.h"

#define ROWS_AT_ONCE 1024

void rows_init(struct row_table *table) {
    table->count = table->room = 0;
    table->answers = NULL;
    table->answer_capacity = 0;
}

void rows_free(struct row_table *table, const netral_allocator *allocator) {
    memory_give_back(allocator, table->answers, table->answer_capacity, sizeof *table->answers);
}

int rows_reserve(const netral_pack *pack, struct row_table *table, size_t more, const netral_allocator *allocator) {
    size_t wanted = table->count + more + ROW_STALE + 1, room = wanted < ROWS ? wanted : ROWS, size = sizeof *table->answers;
    if (room <= table->room)
        return 0;
    room += ROWS_AT_ONCE - room % ROWS_AT_ONCE; /* a row is large: no more than that is made in advance */
    uint64_t *answers = memory_resize(allocator, table->answers, table->answer_capacity * size, room * pack->answer_words * size);
    if (!answers)
        return NETRAL_ERROR_MEMORY;
    table->answers = answers;
    table->answer_capacity = room * pack->answer_words;
    table->room = (uint32_t)(room < ROWS ? room : ROWS);
    return 0;
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

/* Adds what follows from one thing that is known of a token. */
static inline void add_answers(const netral_pack *pack, uint32_t answered, uint64_t *answers) {
    const struct image_answer *more = pack->answers + pack->answer_places[answered];
    const struct image_answer *end = pack->answers + pack->answer_places[answered + 1];
    for (; more < end; more++)
        answers[more->word] |= more->bits;
}

static void find_answers(const netral_pack *pack, struct row_table *table, uint32_t number) {
    const struct row *row = &table->rows[number];
    uint64_t *answers = table->answers + (size_t)number * pack->answer_words;
    memset(answers, 0, pack->answer_words * sizeof *answers);
    add_answers(pack, ANSWERED_ALWAYS, answers);
    for (unsigned i = 0; i < LIMIT_FEATURES / 64; i++)
        for (uint64_t bits = row->features.bits[i]; bits; bits &= bits - 1)
            add_answers(pack, i * 64 + (unsigned)lowest_bit(bits), answers);
    if (row->word)
        add_answers(pack, ANSWERED_KINDS + row->word % WORD_KINDS, answers);
}

uint64_t rows_waits(const netral_pack *pack, const struct features *features, uint32_t group) {
    uint64_t waits = 0;
    for (unsigned feature = 0; feature < LIMIT_FEATURES; feature++)
        for (uint32_t i = pack->answer_places[feature]; i < pack->answer_places[feature + 1] && features_has(features, feature); i++)
            waits |= pack->answers[i].word == group * GROUP_ANSWERS ? pack->answers[i].bits : 0;
    return waits;
}

/* A token without a row may be anything; behind the last token there may only be what every token can be. */
void rows_clear(const netral_pack *pack, struct row_table *table) {
    memset(table->rows, 0, (ROW_STALE + 1) * sizeof *table->rows);
    memset(table->slots, 0, sizeof table->slots);
    find_answers(pack, table, ROW_NONE);
    memset(table->answers + ROW_UNSHARED * (size_t)pack->answer_words, 0xff, pack->answer_words * sizeof *table->answers);
    table->count = ROW_STALE + 1;
}

const struct row *rows_find(const netral_pack *pack, struct row_table *table, const struct features *known, uint32_t word,
                            enum row_stage stage, struct row *unshared) {
    word = pack->words[word].is_asked ? word : 0;
    for (uint32_t i = row_hash(known, word, stage);; i++) {
        uint16_t *slot = &table->slots[i % (2 * ROWS)];
        struct row *row = &table->rows[*slot];
        if (*slot && row->word == word && row->stage == stage && features_equal(&row->known, known))
            return row;
        if (*slot)
            continue;
        int is_full = table->count >= table->room;
        row = is_full ? unshared : &table->rows[table->count];
        make_row(pack, known, word, stage, row);
        if (is_full)
            return row;
        find_answers(pack, table, table->count);
        *slot = (uint16_t)table->count++;
        return row;
    }
}
