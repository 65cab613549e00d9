/* Running a pattern's program (pattern_program.h) over a segment. */
#ifndef NETRAL_PROGRAM_RUN_H
#define NETRAL_PROGRAM_RUN_H

#include "segment.h"

/* Whether the rule may match from token `start` on and reach beyond `trigger`. Never 0 where PCRE2 would match. */
int program_may_match(const netral_pack *pack, const struct segment *segment, const struct image_rule *rule, uint32_t start,
                      uint32_t trigger);

#endif
