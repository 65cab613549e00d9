/* The triggers of a layer: tokens for which some rule of it waits, in their order. */
#ifndef NETRAL_TRIGGERS_H
#define NETRAL_TRIGGERS_H

#include "segment.h"

/* So many are taken at most, and so many more may be written behind them. */
#define TRIGGERS_AT_ONCE 64u
#define WRITTEN_AT_ONCE 8u
#define TRIGGERS_ROOM (TRIGGERS_AT_ONCE + WRITTEN_AT_ONCE - 1)

/* How far they are taken: those before token `first` are; of so many from there on the waiting ones are known, a bit each. */
struct taking {
    uint32_t first;
    uint64_t waiting;
};

struct taking triggers_first(const struct segment *segment, uint32_t layer);

/* Takes the next ones into TRIGGERS_ROOM numbers. Returns how many; 0 when there is none left. */
uint32_t triggers_take(const struct segment *segment, uint32_t layer, struct taking *taking, uint32_t *triggers);

#endif
