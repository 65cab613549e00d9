/* See move_bits.h. */
#include <string.h>

#include "move_bits.h"

#include "hash.h"

#define PROBES 8u

void move_bits_init(struct move_bits *bits) {
    bits->of_rows = NULL;
    bits->words = NULL;
    bits->row_capacity = bits->word_capacity = 0;
    bits->count = 0;
}

void move_bits_free(struct move_bits *bits, const netral_allocator *allocator) {
    memory_give_back(allocator, bits->of_rows, bits->row_capacity, sizeof *bits->of_rows);
    memory_give_back(allocator, bits->words, bits->word_capacity, sizeof *bits->words);
}

int move_bits_reserve(const netral_pack *pack, struct move_bits *bits, size_t rows, const netral_allocator *allocator) {
    size_t words = (STRETCH_ALL + 1) * STRETCH_WORDS;
    return memory_reserve(allocator, &bits->of_rows, &bits->row_capacity, rows * pack->stretch_count, sizeof *bits->of_rows) ||
                   memory_reserve(allocator, &bits->words, &bits->word_capacity, words, sizeof *bits->words)
               ? NETRAL_ERROR_MEMORY
               : 0;
}

void move_bits_clear(const netral_pack *pack, struct move_bits *bits, uint32_t shared) {
    memset(bits->slots, 0, sizeof bits->slots);
    memset(bits->words, 0xff, (STRETCH_ALL + 1) * STRETCH_WORDS * sizeof *bits->words);
    bits->count = STRETCH_ALL + 1;
    for (uint32_t i = 0; i < pack->stretch_count; i++)
        bits->of_rows[(size_t)shared * pack->stretch_count + i] = STRETCH_ALL;
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
    if (pack->words[word].is_asked)
        add_answer(pack, stretch, ANSWERED_KINDS + word % WORD_KINDS, words);
}

static uint32_t hash_of(const uint64_t *words) {
    uint64_t hash = 0;
    for (unsigned i = 0; i < STRETCH_WORDS; i++)
        hash = hash_mix(hash ^ words[i]);
    return (uint32_t)(hash ^ hash >> 32);
}

/* A new number; STRETCH_ALL when there is no room for it. */
static uint32_t add_stretch(struct move_bits *bits, const uint64_t *words, const netral_allocator *allocator) {
    size_t wanted = (bits->count + (size_t)1) * STRETCH_WORDS;
    if (bits->count > UINT16_MAX || memory_reserve(allocator, &bits->words, &bits->word_capacity, wanted, sizeof *bits->words))
        return STRETCH_ALL;
    memcpy(bits->words + (size_t)bits->count * STRETCH_WORDS, words, STRETCH_WORDS * sizeof *words);
    return bits->count++;
}

static uint32_t number_of(struct move_bits *bits, const uint64_t *words, const netral_allocator *allocator) {
    uint32_t hash = hash_of(words);
    for (uint32_t i = 0; i < PROBES; i++) {
        uint16_t *slot = &bits->slots[(hash + i) % STRETCH_SLOTS];
        if (*slot && memcmp(bits->words + (size_t)*slot * STRETCH_WORDS, words, STRETCH_WORDS * sizeof *words) == 0)
            return *slot;
        if (*slot == 0) {
            uint32_t number = add_stretch(bits, words, allocator);
            *slot = (uint16_t)(number == STRETCH_ALL ? 0 : number);
            return number;
        }
    }
    return add_stretch(bits, words, allocator);
}

uint32_t move_bits_find(const netral_pack *pack, struct move_bits *bits, uint32_t row, uint32_t stretch, const struct features *features,
                        uint32_t word, const netral_allocator *allocator) {
    uint64_t words[STRETCH_WORDS];
    find_words(pack, stretch, features, word, words);
    uint32_t number = number_of(bits, words, allocator);
    if (number != STRETCH_ALL)
        bits->of_rows[(size_t)row * pack->stretch_count + stretch] = (uint16_t)number;
    return number;
}
