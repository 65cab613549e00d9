/* One hash for every table: eight bytes a step, good enough bits for a power-of-two table. Not for hostile keys alone: tables
 * are at most half full, and only the pack's own words are stored. */
#ifndef NETRAL_HASH_H
#define NETRAL_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t hash_mix(uint64_t value) {
    value *= 0x9e3779b97f4a7c15u;
    return value ^ value >> 29;
}

static inline uint32_t hash_bytes(const char *bytes, size_t length) {
    uint64_t hash = length * 0x9e3779b97f4a7c15u;
    for (; length >= 8; bytes += 8, length -= 8) {
        uint64_t part;
        memcpy(&part, bytes, 8);
        hash = hash_mix(hash ^ part);
    }
    uint64_t rest = 0;
    memcpy(&rest, bytes, length);
    hash = hash_mix(hash ^ rest);
    return (uint32_t)(hash ^ hash >> 32);
}

/* hash_bytes of fewer than sixteen bytes that were read already, with zeros behind them: without a branch. */
static inline uint32_t hash_short(uint64_t low, uint64_t high, size_t length) {
    uint64_t hash = hash_mix(length * 0x9e3779b97f4a7c15u ^ low), longer = hash_mix(hash ^ high);
    hash = length < 8 ? hash : longer;
    return (uint32_t)(hash ^ hash >> 32);
}

static inline uint32_t hash_pair(uint32_t a, uint32_t b) {
    uint64_t hash = hash_mix((uint64_t)a << 32 | b);
    return (uint32_t)(hash ^ hash >> 32);
}

#endif
