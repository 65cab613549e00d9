/* The hash of words and names: sixteen bytes a step, good enough bits for a power-of-two table, and the same on every run. A text made
 * for it can slow the tables down (40,000 names chosen to meet took six times as long as others), but not make them wrong. */
#ifndef NETRAL_HASH_H
#define NETRAL_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t hash_mix(uint64_t value) {
    value *= 0x9e3779b97f4a7c15u;
    return value ^ value >> 29;
}

static inline uint64_t hash_numbers(const uint64_t *numbers, size_t count) {
    uint64_t hash = 0;
    for (size_t i = 0; i < count; i++)
        hash = hash_mix(hash ^ numbers[i]);
    return hash;
}

/* The hash of fewer than sixteen bytes that were read already, with zeros behind them: how many these are tells nothing of text. */
static inline uint32_t hash_short(uint64_t low, uint64_t high) {
    uint64_t hash = (hash_mix(low) ^ high) * 0x9e3779b97f4a7c15u;
    return (uint32_t)(hash ^ hash >> 32);
}

static inline uint32_t hash_bytes(const char *bytes, size_t length) {
    uint64_t part[2], hash = 0;
    size_t rest = length;
    for (; rest >= sizeof part; bytes += sizeof part, rest -= sizeof part) {
        memcpy(part, bytes, sizeof part);
        hash = hash_mix(hash_mix(hash ^ part[0]) ^ part[1]);
    }
    part[0] = part[1] = 0;
    memcpy(part, bytes, rest);
    return hash_short(part[0] ^ hash, part[1]);
}

static inline uint32_t hash_pair(uint32_t a, uint32_t b) {
    uint64_t hash = hash_mix((uint64_t)a << 32 | b);
    return (uint32_t)(hash ^ hash >> 32);
}

#endif
