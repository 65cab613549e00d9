/* What follows for tokens, some words of bits, each kept once and known by a number: of many rows the same follows. */
#ifndef NETRAL_ANSWER_POOL_H
#define NETRAL_ANSWER_POOL_H

#include "memory.h"

#define ANSWER_UNKNOWN 0u /* no number: not found out yet */
#define ANSWER_ANY 1u     /* yes to all: of tokens that have no row, and when memory ran out */
#define ANSWER_SLOTS 4096u

#define ANSWER_LINE 8u    /* words that lie together in memory, near the processor */

struct answer_pool {
    uint64_t *words, *rest; /* of each number: `width`, of them up to ANSWER_LINE side by side, in one line; then the others */
    void *memory;           /* which the words lie in */
    size_t capacity, rest_capacity;
    uint32_t width, rest_width, count;
    uint16_t slots[ANSWER_SLOTS]; /* numbers by a hash of their words; 0 empty. What finds no place there is not found again */
};

void answer_pool_init(struct answer_pool *pool, uint32_t width);
void answer_pool_free(struct answer_pool *pool, const netral_allocator *allocator);

/* Room for what is always there. Returns 0 or NETRAL_ERROR_MEMORY. */
int answer_pool_reserve(struct answer_pool *pool, const netral_allocator *allocator);

/* Forgets all but ANSWER_ANY, for which there must be room. */
void answer_pool_clear(struct answer_pool *pool);

/* The number of these words, made if new; ANSWER_ANY when there is no room. */
uint32_t answer_pool_number(struct answer_pool *pool, const uint64_t *words, const netral_allocator *allocator);

#endif
