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

/* Copies fewer than eight bytes, some of them twice. */
static inline void copy_few(char *to, const char *from, size_t length) {
    if (length >= 4) {
        uint32_t first, last;
        memcpy(&first, from, 4);
        memcpy(&last, from + length - 4, 4);
        memcpy(to, &first, 4);
        memcpy(to + length - 4, &last, 4);
    } else if (length > 0) {
        char first = from[0], middle = from[length / 2], last = from[length - 1];
        to[0] = first;
        to[length / 2] = middle;
        to[length - 1] = last;
    }
}

/* As memcpy does; of eight to thirty-two bytes, as many as names have, the first and the last sixteen are copied without a branch, some of
 * them twice: the length of a name cannot be foreseen. */
static inline void copy_name(char *to, const char *from, size_t length) {
    if (length > 32) {
        memcpy(to, from, length);
        return;
    }
    if (length < 8) {
        copy_few(to, from, length);
        return;
    }
    size_t second = length < 16 ? length - 8 : 8, third = length - 8 - second;
    uint64_t parts[4] = {eight_bytes(from), eight_bytes(from + second), eight_bytes(from + third), eight_bytes(from + length - 8)};
    memcpy(to, &parts[0], 8);
    memcpy(to + second, &parts[1], 8);
    memcpy(to + third, &parts[2], 8);
    memcpy(to + length - 8, &parts[3], 8);
}

#endif
