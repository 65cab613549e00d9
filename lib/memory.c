/* Arrays double when they grow, so that a text of n bytes costs O(n) copying. Arena pages are kept over a reset, and arrays that are
 * not large over a document's end: the millionth document of a batch allocates nothing that the first thousand did not, and none
 * keeps what only a huge one needed. */
#include "memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bits.h"

#define PAGE_BYTES ((size_t)64 * 1024)
#define KEPT_PAGES 16
#define ALIGNMENT _Alignof(max_align_t)

struct arena_page {
    struct arena_page *next;
    size_t size, used;
    max_align_t bytes[];
};

static void *heap_resize(void *context, void *block, size_t old_size, size_t new_size) {
    (void)context;
    (void)old_size;
    if (new_size == 0) {
        free(block);
        return NULL;
    }
    return realloc(block, new_size);
}

netral_allocator memory_allocator(const netral_allocator *given) {
    netral_allocator heap = {heap_resize, NULL};
    return given && given->resize ? *given : heap;
}

void *memory_resize(const netral_allocator *allocator, void *block, size_t old_size, size_t new_size) {
    if (!block && new_size == 0)
        return NULL;
    return allocator->resize(allocator->context, block, old_size, new_size);
}

int memory_grow(const netral_allocator *allocator, void *items, size_t *capacity, size_t need, size_t item_size) {
    size_t wanted = *capacity ? *capacity * 2 : 16;
    if (wanted < need)
        wanted = need;
    if (wanted > SIZE_MAX / item_size)
        return -1;
    void *old;
    memcpy(&old, items, sizeof old);
    void *grown = memory_resize(allocator, old, *capacity * item_size, wanted * item_size);
    if (!grown)
        return -1;
    memcpy(items, &grown, sizeof grown);
    *capacity = wanted;
    return 0;
}

void memory_trim(const netral_allocator *allocator, void *items, size_t *capacity, size_t item_size) {
    void *array;
    if (*capacity * item_size <= PAGE_BYTES)
        return;
    memcpy(&array, items, sizeof array);
    memory_give_back(allocator, array, *capacity, item_size);
    array = NULL;
    memcpy(items, &array, sizeof array);
    *capacity = 0;
}

void memory_give_back(const netral_allocator *allocator, void *items, size_t capacity, size_t item_size) {
    memory_resize(allocator, items, capacity * item_size, 0);
}

void arena_init(struct arena *arena, const netral_allocator *allocator) {
    arena->allocator = *allocator;
    arena->first = arena->current = NULL;
}

static struct arena_page *new_page(struct arena *arena, size_t size) {
    size_t room = size > PAGE_BYTES ? size : PAGE_BYTES;
    if (room > SIZE_MAX - sizeof(struct arena_page))
        return NULL;
    struct arena_page *page = memory_resize(&arena->allocator, NULL, 0, sizeof *page + room);
    if (!page)
        return NULL;
    *page = (struct arena_page){NULL, room, 0};
    if (arena->current) {
        page->next = arena->current->next;
        arena->current->next = page;
    } else {
        arena->first = page;
    }
    arena->current = page;
    return page;
}

/* The next page with room for a piece, one that was kept from before the last reset or a new one. */
static struct arena_page *turn_page(struct arena *arena, size_t size) {
    struct arena_page *page = arena->current;
    while (page && page->size - page->used < size && page->next) {
        page = page->next;
        arena->current = page;
    }
    return page && page->size - page->used >= size ? page : new_page(arena, size);
}

/* A piece that begins at a multiple of `alignment`, a power of two. */
static inline void *get(struct arena *arena, size_t size, size_t alignment) {
    struct arena_page *page = arena->current;
    if (size > SIZE_MAX - alignment)
        return NULL;
    if (!page || page->size - page->used < size + alignment)
        page = turn_page(arena, size + alignment);
    if (!page)
        return NULL;
    size_t start = (page->used + alignment - 1) & ~(alignment - 1);
    page->used = start + size;
    return (char *)page->bytes + start;
}

void *arena_get(struct arena *arena, size_t size) {
    return get(arena, size, ALIGNMENT);
}

char *arena_string(struct arena *arena, const char *bytes, size_t length) {
    char *copy = get(arena, length + 1, 1);
    if (!copy)
        return NULL;
    if (length)
        copy_name(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

uint32_t *arena_numbers(struct arena *arena, size_t count) {
    uint32_t *numbers = count < SIZE_MAX / sizeof *numbers ? arena_get(arena, count * sizeof *numbers) : NULL;
    if (numbers)
        memset(numbers, 0, count * sizeof *numbers);
    return numbers;
}

uint32_t *arena_slots(struct arena *arena, size_t entries, uint32_t *mask) {
    size_t slots = 16;
    while (slots < entries)
        slots *= 2;
    *mask = (uint32_t)slots - 1;
    return arena_numbers(arena, slots);
}

static void free_page(struct arena *arena, struct arena_page *page) {
    memory_resize(&arena->allocator, page, sizeof *page + page->size, 0);
}

/* A page made for one large piece would hardly be used again as a whole, nor would all the pages of a huge text. */
static void reset_pages(struct arena *arena) {
    size_t kept = 0;
    for (struct arena_page **place = &arena->first; *place;) {
        struct arena_page *page = *place;
        page->used = 0;
        if (page->size == PAGE_BYTES && kept < KEPT_PAGES) {
            place = &page->next;
            kept++;
        } else {
            *place = page->next;
            free_page(arena, page);
        }
    }
    arena->current = arena->first;
}

/* Most stages use little: the pages behind the current one are as the last reset left them. */
void arena_reset(struct arena *arena) {
    struct arena_page *first = arena->first;
    if (first && (first != arena->current || first->size != PAGE_BYTES))
        reset_pages(arena);
    else if (first)
        first->used = 0;
}

void arena_free(struct arena *arena) {
    struct arena_page *page = arena->first;
    while (page) {
        struct arena_page *next = page->next;
        free_page(arena, page);
        page = next;
    }
    arena->first = arena->current = NULL;
}
