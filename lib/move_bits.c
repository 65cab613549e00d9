/* See move_bits.h. */
#include "move_bits.h"

void move_bits_init(struct move_bits *bits) {
    bits->of_rows = NULL;
    bits->row_capacity = 0;
    answer_pool_init(&bits->stretches, STRETCH_WORDS);
}

void move_bits_free(struct move_bits *bits, const netral_allocator *allocator) {
    memory_give_back(allocator, bits->of_rows, bits->row_capacity, sizeof *bits->of_rows);
    answer_pool_free(&bits->stretches, allocator);
}

int move_bits_reserve(const netral_pack *pack, struct move_bits *bits, size_t rows, const netral_allocator *allocator) {
    if (memory_reserve(allocator, &bits->of_rows, &bits->row_capacity, rows * pack->stretch_count, sizeof *bits->of_rows))
        return NETRAL_ERROR_MEMORY;
    return answer_pool_reserve(&bits->stretches, allocator);
}

void move_bits_clear(struct move_bits *bits) {
    answer_pool_clear(&bits->stretches);
}

/* ---- What follows -------------------------------------------------------------------------------------------------- */

static inline void add_answer(const netral_pack *pack, uint32_t stretch, uint32_t answered, uint64_t *words) {
    const struct image_answer *answer = &pack->answers[pack->answer_places[(size_t)stretch * ANSWER_PLACES + answered]];
    for (unsigned i = 0; i < STRETCH_WORDS; i++)
        words[i] |= answer->words[i];
}

static void find_words(const netral_pack *pack, uint32_t stretch, const struct features *features, uint32_t word, uint64_t *words) {
    memset(words, 0, STRETCH_WORDS * sizeof *words);
    add_answer(pack, stretch, ANSWERED_ALWAYS, words);
    for (unsigned i = 0; i < LIMIT_FEATURES / 64; i++)
        for (uint64_t left = features->bits[i]; left; left &= left - 1)
            add_answer(pack, stretch, i * 64 + (unsigned)lowest_bit(left), words);
    if (pack->words[word].kind)
        add_answer(pack, stretch, ANSWERED_KINDS + pack->words[word].kind, words);
}

/* Takes away the bits whose tests the token does not pass. */
static void pass_tests(const netral_pack *pack, const struct image_stretch *stretch, const struct features *features, uint64_t *words) {
    for (unsigned i = 0; i < STRETCH_WORDS; i++)
        for (uint64_t left = words[i] & stretch->tested[i]; left; left &= left - 1) {
            unsigned bit = (unsigned)lowest_bit(left);
            words[i] &= ~((uint64_t)!test_passes(&pack->tests[stretch->tests[i][bit]], features) << bit);
        }
}

void move_bits_find(const netral_pack *pack, uint32_t stretch, const struct features *features, uint32_t word,
                    uint64_t words[STRETCH_WORDS]) {
    find_words(pack, stretch, features, word, words);
    pass_tests(pack, &pack->stretches[stretch], features, words);
}

void move_bits_keep(const netral_pack *pack, struct move_bits *bits, uint32_t row, uint32_t stretch, const uint64_t words[STRETCH_WORDS],
                    const netral_allocator *allocator) {
    uint32_t number = answer_pool_number(&bits->stretches, words, allocator);
    if (number != ANSWER_ANY)
        bits->of_rows[(size_t)row * pack->stretch_count + stretch] = (uint16_t)number;
}
