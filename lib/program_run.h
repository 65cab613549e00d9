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

/* The rules of a group of which the next tokens can be the first of a match, a bit each: most attempts end with this. */
static inline uint64_t program_begins(const netral_pack *pack, struct segment *segment, uint32_t group, uint32_t start) {
    const struct row_table *table = segment->table;
    uint32_t left = segment->block_end[start] - start, answer = group * GROUP_ANSWERS + 1, first = segment->rows[start];
    uint32_t second = left > 1 ? segment->rows[start + 1] : ROW_NONE;
    uint32_t third = left > 2 ? segment->rows[start + 2] : ROW_NONE;
    return row_answers(pack, table, first)[answer] & row_answers(pack, table, first)[answer + REACH_LOOKED] &
           row_answers(pack, table, second)[answer + 1] & row_answers(pack, table, third)[answer + 2];
}

static inline int program_may_begin(const netral_pack *pack, struct segment *segment, const struct image_rule *rule, uint32_t start) {
    return (int)(program_begins(pack, segment, rule->seat / GROUP_RULES, start) >> rule->seat % GROUP_RULES & 1);
}

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
