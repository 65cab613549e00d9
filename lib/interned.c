/* See interned.h. */
#include "interned.h"

#include <string.h>

#include "bits.h"
#include "hash.h"
#include "number_table.h"

#define FIRST_SLOTS 256

/* The number of an equal string, or 0; `place` becomes the slot where it stands, or belongs. */
static uint32_t find_string(const struct interned *interned, const char *bytes, size_t length, uint32_t hash, uint32_t *place) {
    uint32_t mask = (uint32_t)interned->slot_count - 1;
    for (*place = hash & mask; interned->slots[*place]; *place = (*place + 1) & mask) {
        uint32_t number = slot_number(interned->slots[*place], hash, mask);
        const struct interned_string *item = number ? &interned->items[number - 1] : NULL;
        if (item && item->hash == hash && item->length == length && memcmp(item->text, bytes, length) == 0)
            return number;
    }
    return 0;
}

/* Makes room for one string more; the table is at most half full. */
static int grow(struct interned *interned) {
    const netral_allocator *allocator = &interned->arena->allocator;
    if (memory_reserve(allocator, &interned->items, &interned->capacity, interned->count + 1, sizeof *interned->items))
        return NETRAL_ERROR_MEMORY;
    if ((interned->count + 1) * 2 <= interned->slot_count)
        return 0;
    size_t wanted = interned->slot_count ? interned->slot_count * 2 : FIRST_SLOTS;
    uint32_t *slots = memory_resize(allocator, NULL, 0, wanted * sizeof *slots);
    if (!slots)
        return NETRAL_ERROR_MEMORY;
    memset(slots, 0, wanted * sizeof *slots);
    memory_give_back(allocator, interned->slots, interned->slot_count, sizeof *slots);
    interned->slots = slots;
    interned->slot_count = wanted;
    for (uint32_t i = 0; i < interned->count; i++)
        table_put(slots, (uint32_t)wanted - 1, i + 1, interned->items[i].hash);
    return 0;
}

/* From eight bytes on the first and the last sixteen are read at once, some of them twice if there are fewer: the length of a name
 * cannot be foreseen. */
static uint64_t hash_ends(const char *bytes, size_t length) {
    size_t second = length < 16 ? length - 8 : 8;
    uint64_t first = hash_mix(eight_bytes(bytes)) ^ eight_bytes(bytes + second);
    uint64_t last = hash_mix(eight_bytes(bytes + length - 8 - second) ^ length) ^ eight_bytes(bytes + length - 8);
    return hash_mix(hash_mix(first) + last);
}

static uint32_t hash_of(const char *bytes, size_t length) {
    uint64_t hash = length;
    if (length >= 8)
        hash = hash_ends(bytes, length);
    else
        for (size_t i = 0; i < length; i++)
            hash = hash << 8 | (unsigned char)bytes[i];
    for (size_t at = 16; at + 16 < length; at += 16)
        hash = hash_mix(hash_mix(hash ^ eight_bytes(bytes + at)) ^ eight_bytes(bytes + at + 8));
    hash = hash_mix(hash); /* strings differ in their last byte, the highest */
    return (uint32_t)(hash ^ hash >> 32);
}

static inline int reserve(struct interned *interned) {
    int has_room = (interned->count < interned->capacity) & ((interned->count + 1) * 2 <= interned->slot_count);
    return has_room ? 0 : grow(interned);
}

uint32_t interned_number(struct interned *interned, const char *bytes, size_t length) {
    if (length > UINT32_MAX || interned->count >= UINT32_MAX - 1 || reserve(interned))
        return 0;
    uint32_t hash = hash_of(bytes, length), place;
    uint32_t number = find_string(interned, bytes, length, hash, &place);
    if (number)
        return number;
    char *text = arena_string(interned->arena, bytes, length);
    if (!text)
        return 0;
    interned->items[interned->count++] = (struct interned_string){text, hash, (uint32_t)length};
    interned->slots[place] = slot_of((uint32_t)interned->count, hash, (uint32_t)interned->slot_count - 1);
    return (uint32_t)interned->count;
}

/* Every string's slot lies in the run of slots from its hash on: what a text of millions of names needed costs the next, short
 * one nothing. A table that is well used is cleared whole. */
void interned_clear(struct interned *interned) {
    size_t mask = interned->slot_count - 1;
    if (interned->count * 16 >= interned->slot_count && interned->slot_count)
        memset(interned->slots, 0, interned->slot_count * sizeof *interned->slots);
    else
        for (size_t i = 0; i < interned->count; i++)
            for (size_t at = interned->items[i].hash & mask; interned->slots[at]; at = (at + 1) & mask)
                interned->slots[at] = 0;
    interned->count = 0;
    memory_trim(&interned->arena->allocator, &interned->items, &interned->capacity, sizeof *interned->items);
    memory_trim(&interned->arena->allocator, &interned->slots, &interned->slot_count, sizeof *interned->slots);
}

void interned_free(struct interned *interned) {
    memory_give_back(&interned->arena->allocator, interned->items, interned->capacity, sizeof *interned->items);
    memory_give_back(&interned->arena->allocator, interned->slots, interned->slot_count, sizeof *interned->slots);
}
