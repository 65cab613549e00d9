/* See triggers.h. */
#include "triggers.h"

#include <string.h>

/* Eight bytes as a number, the first one lowest; compilers make one look of it. */
static inline uint64_t eight_in_order(const uint8_t *at) {
    return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24 | (uint64_t)at[4] << 32 |
           (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 | (uint64_t)at[7] << 56;
}

/* For which of so many tokens a rule of the layer waits, a bit each: eight bytes of which each has one bit at most are multiplied so that
 * these bits meet in the highest byte. */
#define TOKENS_AT_ONCE 64u
static inline uint64_t waiting_of(const uint8_t *layers, uint32_t layer) {
    uint64_t waiting = 0;
#pragma GCC unroll 8
    for (unsigned i = 0; i < TOKENS_AT_ONCE; i += 8)
        waiting |= ((eight_in_order(layers + i) >> layer & EACH_BYTE) * 0x0102040810204080u >> 56) << i;
    return waiting;
}

static uint64_t waiting_tokens(const struct segment *segment, uint32_t layer, uint32_t first) {
    uint8_t last[TOKENS_AT_ONCE] = {0};
    if (segment->count - first >= TOKENS_AT_ONCE)
        return waiting_of(segment->layers + first, layer);
    memcpy(last, segment->layers + first, segment->count - first);
    return waiting_of(last, layer);
}

struct taking triggers_first(const struct segment *segment, uint32_t layer) {
    return (struct taking){0, waiting_tokens(segment, layer, 0)};
}

/* Writes down the waiting ones, eight at a time, for how many there are cannot be foreseen. */
static void write_waiting(const struct taking *taking, uint32_t *triggers) {
    const uint64_t highest = (uint64_t)1 << 63; /* there is a lowest bit then */
    for (uint64_t left = taking->waiting; left; triggers += WRITTEN_AT_ONCE)
        for (uint32_t i = 0; i < WRITTEN_AT_ONCE; i++) {
            triggers[i] = taking->first + (uint32_t)lowest_bit(left | highest);
            left &= left - 1;
        }
}

uint32_t triggers_take(const struct segment *segment, uint32_t layer, struct taking *taking, uint32_t *triggers) {
    uint32_t count = 0;
    while (taking->first < segment->count && count + bit_count(taking->waiting) <= TRIGGERS_AT_ONCE) {
        write_waiting(taking, triggers + count);
        count += bit_count(taking->waiting);
        taking->first += TOKENS_AT_ONCE;
        taking->waiting = taking->first < segment->count ? waiting_tokens(segment, layer, taking->first) : 0;
    }
    return count;
}
