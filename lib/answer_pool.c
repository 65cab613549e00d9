/* See answer_pool.h. */
#include "answer_pool.h"

#include <string.h>

#include "hash.h"

#define PROBES 8u

#define LINE_BYTES (ANSWER_LINE * sizeof(uint64_t))
#define FIRST_CAPACITY 64u

void answer_pool_init(struct answer_pool *pool, uint32_t width) {
    pool->words = pool->rest = pool->memory = NULL;
    pool->capacity = pool->rest_capacity = 0;
    pool->width = width < ANSWER_LINE ? width : ANSWER_LINE;
    pool->rest_width = width - pool->width;
    pool->count = 0;
}

/* Of the memory for so many numbers, with what is left unused before the first line. */
static size_t bytes_of(const struct answer_pool *pool, size_t capacity) {
    return capacity ? capacity * pool->width * sizeof *pool->words + LINE_BYTES : 0;
}

void answer_pool_free(struct answer_pool *pool, const netral_allocator *allocator) {
    memory_give_back(allocator, pool->memory, bytes_of(pool, pool->capacity), 1);
    memory_give_back(allocator, pool->rest, pool->rest_capacity, sizeof *pool->rest);
}

/* Moves to more memory, where lines may begin elsewhere. */
static int grow(struct answer_pool *pool, const netral_allocator *allocator) {
    size_t capacity = pool->capacity ? pool->capacity * 2 : FIRST_CAPACITY;
    void *memory = memory_resize(allocator, NULL, 0, bytes_of(pool, capacity));
    if (!memory)
        return NETRAL_ERROR_MEMORY;
    uint64_t *words = memory_aligned(memory, LINE_BYTES);
    if (pool->memory)
        memcpy(words, pool->words, (size_t)pool->count * pool->width * sizeof *words);
    memory_give_back(allocator, pool->memory, bytes_of(pool, pool->capacity), 1);
    pool->memory = memory;
    pool->words = words;
    pool->capacity = capacity;
    return 0;
}

static int reserve(struct answer_pool *pool, size_t count, const netral_allocator *allocator) {
    if (memory_reserve(allocator, &pool->rest, &pool->rest_capacity, count * pool->rest_width, sizeof *pool->rest))
        return NETRAL_ERROR_MEMORY;
    return count <= pool->capacity ? 0 : grow(pool, allocator);
}

int answer_pool_reserve(struct answer_pool *pool, const netral_allocator *allocator) {
    return reserve(pool, ANSWER_ANY + 1, allocator);
}

void answer_pool_clear(struct answer_pool *pool) {
    memset(pool->slots, 0, sizeof pool->slots);
    memset(pool->words, 0xff, (ANSWER_ANY + 1) * pool->width * sizeof *pool->words);
    if (pool->rest)
        memset(pool->rest, 0xff, (ANSWER_ANY + 1) * pool->rest_width * sizeof *pool->rest);
    pool->count = ANSWER_ANY + 1;
}

static uint32_t add(struct answer_pool *pool, const uint64_t *words, const netral_allocator *allocator) {
    if (pool->count > UINT16_MAX || reserve(pool, pool->count + (size_t)1, allocator))
        return ANSWER_ANY;
    memcpy(pool->words + (size_t)pool->count * pool->width, words, pool->width * sizeof *words);
    if (pool->rest)
        memcpy(pool->rest + (size_t)pool->count * pool->rest_width, words + pool->width, pool->rest_width * sizeof *words);
    return pool->count++;
}

static int is_same(const struct answer_pool *pool, uint32_t number, const uint64_t *words) {
    return memcmp(pool->words + (size_t)number * pool->width, words, pool->width * sizeof *words) == 0 &&
           (!pool->rest ||
            memcmp(pool->rest + (size_t)number * pool->rest_width, words + pool->width, pool->rest_width * sizeof *words) == 0);
}

uint32_t answer_pool_number(struct answer_pool *pool, const uint64_t *words, const netral_allocator *allocator) {
    uint64_t hash = hash_numbers(words, pool->width + pool->rest_width);
    for (uint32_t i = 0; i < PROBES; i++) {
        uint16_t *slot = &pool->slots[((uint32_t)(hash ^ hash >> 32) + i) % ANSWER_SLOTS];
        if (*slot && is_same(pool, *slot, words))
            return *slot;
        if (*slot == 0) {
            uint32_t number = add(pool, words, allocator);
            *slot = (uint16_t)(number == ANSWER_ANY ? 0 : number);
            return number;
        }
    }
    return add(pool, words, allocator);
}
