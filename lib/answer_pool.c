/* See answer_pool.h. */
#include "answer_pool.h"

#include <string.h>

#include "hash.h"

#define PROBES 8u

void answer_pool_init(struct answer_pool *pool, uint32_t width) {
    pool->words = NULL;
    pool->capacity = 0;
    pool->width = width;
    pool->count = 0;
}

void answer_pool_free(struct answer_pool *pool, const netral_allocator *allocator) {
    memory_give_back(allocator, pool->words, pool->capacity, sizeof *pool->words);
}

static int reserve(struct answer_pool *pool, size_t count, const netral_allocator *allocator) {
    return memory_reserve(allocator, &pool->words, &pool->capacity, count * pool->width, sizeof *pool->words) ? NETRAL_ERROR_MEMORY : 0;
}

int answer_pool_reserve(struct answer_pool *pool, const netral_allocator *allocator) {
    return reserve(pool, ANSWER_ANY + 1, allocator);
}

void answer_pool_clear(struct answer_pool *pool) {
    memset(pool->slots, 0, sizeof pool->slots);
    memset(pool->words, 0xff, (ANSWER_ANY + 1) * pool->width * sizeof *pool->words);
    pool->count = ANSWER_ANY + 1;
}

static uint32_t add(struct answer_pool *pool, const uint64_t *words, const netral_allocator *allocator) {
    if (pool->count > UINT16_MAX || reserve(pool, pool->count + (size_t)1, allocator))
        return ANSWER_ANY;
    memcpy(pool->words + (size_t)pool->count * pool->width, words, pool->width * sizeof *words);
    return pool->count++;
}

uint32_t answer_pool_number(struct answer_pool *pool, const uint64_t *words, const netral_allocator *allocator) {
    uint64_t hash = hash_numbers(words, pool->width);
    for (uint32_t i = 0; i < PROBES; i++) {
        uint16_t *slot = &pool->slots[((uint32_t)(hash ^ hash >> 32) + i) % ANSWER_SLOTS];
        if (*slot && memcmp(pool->words + (size_t)*slot * pool->width, words, pool->width * sizeof *words) == 0)
            return *slot;
        if (*slot == 0) {
            uint32_t number = add(pool, words, allocator);
            *slot = (uint16_t)(number == ANSWER_ANY ? 0 : number);
            return number;
        }
    }
    return add(pool, words, allocator);
}
