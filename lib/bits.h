/* Places of bits in a number. */
#ifndef NETRAL_BITS_H
#define NETRAL_BITS_H

#include <stdint.h>

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

#endif
