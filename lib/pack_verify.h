/* Whether a compiled pack can be used without harm. */
#ifndef NETRAL_PACK_VERIFY_H
#define NETRAL_PACK_VERIFY_H

#include "pack.h"

int pack_verify(const struct pack_section *sections, const netral_allocator *allocator, netral_error *error);

/* What the numbers in a program's steps must stay below (program_verify.c). */
struct program_bounds {
    uint32_t tests, words, groups;
};

/* Looks over the program at `steps`, which is cut off after `room` of them: every number leads inside, and no way leads from a step
 * back to itself without taking a token. Returns the program's length, 0 when it is none. */
uint32_t program_verify(const struct image_step *steps, uint32_t room, const struct program_bounds *bounds);

#endif
