/* Memory: the caller's allocator, arrays that grow through it, and arenas that are freed at once. */
#ifndef NETRAL_MEMORY_H
#define NETRAL_MEMORY_H

#include <stddef.h>
#include <stdint.h>

#include "netral.h"

/* The allocator to use when the caller gives none: the C heap. */
netral_allocator memory_allocator(const netral_allocator *given);

void *memory_resize(const netral_allocator *allocator, void *block, size_t old_size, size_t new_size);

/* Makes room for `need` items in an array of `*capacity` items. Returns 0, or -1 when memory ran out (the array is as it was).
 * `items` points at the array's pointer. */
int memory_grow(const netral_allocator *allocator, void *items, size_t *capacity, size_t need, size_t item_size);

static inline int memory_reserve(const netral_allocator *allocator, void *items, size_t *capacity, size_t need, size_t item_size) {
    return need <= *capacity ? 0 : memory_grow(allocator, items, capacity, need, item_size);
}

/* Frees an array that is larger than most texts need, when its contents are no longer wanted; `items` as above. */
void memory_trim(const netral_allocator *allocator, void *items, size_t *capacity, size_t item_size);

/* The first place in some memory that lies on a boundary, a power of two; as many bytes less one may be left unused before it. */
static inline void *memory_aligned(void *memory, size_t boundary) {
    return (char *)memory + ((0 - (uintptr_t)memory) & (boundary - 1));
}

/* Frees an array of `capacity` items. */
void memory_give_back(const netral_allocator *allocator, void *items, size_t capacity, size_t item_size);

/* An arena hands out memory in pieces and takes it back all at once: a document's strings live in one. */
struct arena_page;
struct arena {
    netral_allocator allocator;
    struct arena_page *first, *current;
};

void arena_init(struct arena *arena, const netral_allocator *allocator);
void *arena_get(struct arena *arena, size_t size); /* aligned, not cleared; NULL when memory ran out */
char *arena_string(struct arena *arena, const char *bytes, size_t length); /* a NUL-terminated copy */
uint32_t *arena_numbers(struct arena *arena, size_t count); /* all zero */

/* The slots of a hash table for so many entries, all zero: a power of two of them, not fewer than the entries. */
uint32_t *arena_slots(struct arena *arena, size_t entries, uint32_t *mask);
void arena_reset(struct arena *arena); /* everything handed out is gone; some pages stay for the next use */
void arena_free(struct arena *arena);

#endif
