/* Why a rule's pattern does not match at a place: its program is run once more, remembering what was wanted where it came furthest.
 * The machine of program_run.c is made to be fast and forgets that at once; this one asks every way of every branch and gives the
 * same answer (tests/api/programs.c). */
#ifndef NETRAL_TRACE_H
#define NETRAL_TRACE_H

#include "segment.h"

#define TRACE_WISHES 60

/* One step that the furthest token did not satisfy. */
struct trace_wish {
    uint16_t step;  /* counted from the program's first */
    uint8_t denied; /* the step was satisfied, inside (?! … ) */
    uint8_t within; /* the item of the pattern that the step belongs to has taken tokens already */
};

struct trace {
    uint32_t end;     /* of the match, or behind the furthest token that was asked */
    uint32_t reached; /* the furthest token that was asked; the window's end when it came to an end too early */
    uint32_t wish_count;
    struct trace_wish wishes[TRACE_WISHES];
};

/* Runs a rule's program from token `start` on, in the window up to token `end`. Returns 1 on a match, 0 on none, -1 when it has no
 * program or the program runs out of its means. */
int trace_rule(const netral_pack *pack, struct segment *segment, const struct image_rule *rule, uint32_t start, uint32_t end,
               struct trace *trace);

#endif
