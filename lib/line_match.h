/* Matching by PCRE2 what no program can decide. */
#ifndef NETRAL_LINE_MATCH_H
#define NETRAL_LINE_MATCH_H

#include "program_run.h"

/* Matches the rule from token `start` on, in the window up to token `end`. Returns 1 on a match, 0 on none, or an error code;
 * `limit_met` is set when a limit of PCRE2 was met. */
int line_match(netral_doc *doc, struct segment *segment, uint32_t rule, uint32_t start, uint32_t end, struct rule_match *match,
               int *limit_met);

#endif
