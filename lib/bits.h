/* Places of bits in a number, and bytes eight at a time. */
#ifndef NETRAL_BITS_H
#define NETRAL_BITS_H

#include <stdint.h>
#include <string.h>

/* The number of the lowest of some bits. */
static inline int lowest_bit(uint64_t bits) {
#if defined(__GNUC__)
    return __builtin_ctzll(bits);
#else
    int bit = 0;
    while (!(bits >> bit & 1))
        bit++;
    return bit;
#endif
}

/* The number of the highest of some bits. */
static inline int highest_bit(uint64_t bits) {
#if defined(__GNUC__)
    return 63 - __builtin_clzll(bits);
#else
    int bit = 63;
    while (!(bits >> bit & 1))
        bit--;
    return bit;
#endif
}

/* How many bits there are. */
static inline unsigned bit_count(uint64_t bits) {
#if defined(__GNUC__)
    return (unsigned)__builtin_popcountll(bits);
#else
    unsigned count = 0;
    for (; bits; bits &= bits - 1)
        count++;
    return count;
#endif
}

/* A byte's value times this is that byte eight times. */
#define EACH_BYTE ((uint64_t)0x0101010101010101u)

/* Eight bytes as a number, in the processor's order. */
static inline uint64_t eight_bytes(const void *bytes) {
    uint64_t eight;
    memcpy(&eight, bytes, sizeof eight);
    return eight;
}

#endif
