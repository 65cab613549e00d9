/* Which moves of programs a token can begin (struct image_choice): bits that follow from its row, in stretches of a few words. A stretch
 * is found out when a program first asks for it, and rows for which the same follows share it: of all a table of rows could say, a text
 * asks a tenth, and that stays near the processor. */
#ifndef NETRAL_MOVE_BITS_H
#define NETRAL_MOVE_BITS_H

#include <string.h>

#include "answer_pool.h"
#include "features.h"
#include "pack.h"

struct move_bits {
    uint16_t *of_rows; /* of each row the numbers of its stretches */
    size_t row_capacity;
    struct answer_pool stretches; /* of STRETCH_WORDS */
};

void move_bits_init(struct move_bits *bits);
void move_bits_free(struct move_bits *bits, const netral_allocator *allocator);

/* Room for so many rows. Returns 0 or NETRAL_ERROR_MEMORY. */
int move_bits_reserve(const netral_pack *pack, struct move_bits *bits, size_t rows, const netral_allocator *allocator);

/* Forgets all stretches, and with them what was known of any row: each is new then. */
void move_bits_clear(struct move_bits *bits);

/* Nothing is known yet of a row that is new. */
static inline void move_bits_forget(const netral_pack *pack, struct move_bits *bits, uint32_t row) {
    memset(bits->of_rows + (size_t)row * pack->stretch_count, 0, pack->stretch_count * sizeof *bits->of_rows);
}

/* Finds out a stretch of a token with these features and this word. */
void move_bits_find(const netral_pack *pack, uint32_t stretch, const struct features *features, uint32_t word,
                    uint64_t words[STRETCH_WORDS]);

/* Keeps it for the row of that token, if there is the memory. */
void move_bits_keep(const netral_pack *pack, struct move_bits *bits, uint32_t row, uint32_t stretch, const uint64_t words[STRETCH_WORDS],
                    const netral_allocator *allocator);

#endif
