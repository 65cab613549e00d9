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

/* The sections that choices lead into; bit_words: the words of moves that a token's answers have. */
struct choice_sections {
    const struct image_choice *choices;
    const struct image_move *moves;
    const uint32_t *move_acts;
    const struct image_act *acts;
    uint32_t choice_count, move_count, act_count, bit_words;
};

/* Whether the choices of a rule can be run without harm (choice_verify.c). */
int choices_verify(const struct choice_sections *all, const struct image_rule *rule, const struct program_bounds *bounds);

#endif
