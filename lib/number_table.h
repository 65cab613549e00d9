/* A table that finds the number of a thing by the thing's hash: open addressing in slots of four bytes. The table has a power of
 * two of slots, more than there are numbers, so that a number needs only the low bits of its slot; the high bits are those of the
 * hash, and tell most other things apart without a look at them. 0 is an empty slot, and no number. */
#ifndef NETRAL_NUMBER_TABLE_H
#define NETRAL_NUMBER_TABLE_H

#include <stdint.h>

/* The number in a slot, 0 when it cannot be the thing with this hash. `mask` is the table's size less one. */
static inline uint32_t slot_number(uint32_t slot, uint32_t hash, uint32_t mask) {
    return (slot ^ hash) & ~mask ? 0 : slot & mask;
}

static inline uint32_t slot_of(uint32_t number, uint32_t hash, uint32_t mask) {
    return number | (hash & ~mask);
}

/* Puts a new number into its slot; there must be an empty one. */
static inline void table_put(uint32_t *slots, uint32_t mask, uint32_t number, uint32_t hash) {
    uint32_t i = hash & mask;
    while (slots[i])
        i = (i + 1) & mask;
    slots[i] = slot_of(number, hash, mask);
}

#endif
