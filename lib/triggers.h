/* The triggers of a layer: tokens for which some rule of it waits, in their order. */
#ifndef NETRAL_TRIGGERS_H
#define NETRAL_TRIGGERS_H

#include "segment.h"

/* How far they are taken: of so many tokens those that are left, a bit each. */
struct taking {
    uint32_t first;
    uint64_t waiting;
};

struct taking triggers_first(const struct segment *segment, uint32_t layer);

/* Takes as many as there is room for. Returns how many; 0 when there is none left. */
uint32_t triggers_take(const struct segment *segment, uint32_t layer, struct taking *taking, uint32_t *triggers, uint32_t room);

#endif
