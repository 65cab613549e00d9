/* Matching by PCRE2 what no program can decide. */
#ifndef NETRAL_LINE_MATCH_H
#define NETRAL_LINE_MATCH_H

#include "program_run.h"

/* Matches the rule from token `start` on, in the window up to token `end`. Returns 1 on a match, 0 on none, or an error code.
 * A limit of PCRE2 that was met is noted in the document, and counts as no match. What it cost is added to `match->steps`. */
int line_match(netral_doc *doc, struct segment *segment, uint32_t rule, uint32_t start, uint32_t end, struct rule_match *match);

#endif
