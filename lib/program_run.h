/* Running a pattern's program (pattern_program.h) over a segment. */
#ifndef NETRAL_PROGRAM_RUN_H
#define NETRAL_PROGRAM_RUN_H

#include "segment.h"

/* A named group of a match: numbers of tokens, half open. */
struct found_part {
    const char *name;
    uint32_t first, end;
    uint32_t part; /* enum part_name */
};

/* What a rule's pattern matched, up to the token `end`: its parts in the order of their names, without empty ones. */
struct rule_match {
    uint32_t end, part_count;
    uint32_t steps; /* what it cost, also when nothing matched: branches of the program and steps of PCRE2 */
    struct found_part parts[LIMIT_GROUPS];
};

/* Matches the rule from token `start` on, in the window up to token `end`. Returns 1 on a match, 0 on none, -1 when PCRE2 has to
 * decide: the rule has no program, or the program ran out of its means. */
int program_match(const netral_pack *pack, struct segment *segment, const struct image_rule *rule, uint32_t start, uint32_t end,
                  struct rule_match *match);

/* Where what a match from token `start` on found begins, without what the rule's `left` asked for before it. */
uint32_t rule_match_start(const struct rule_match *match, uint32_t start);

/* What a pattern costs: matches from token 0 on, with `most` branches instead of the usual number, and tells how many were
 * met. Returns what program_match does. */
int program_measure(const netral_pack *pack, struct segment *segment, const struct image_rule *rule, uint32_t end, unsigned most,
                    unsigned *branches);

#endif
