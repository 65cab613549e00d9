/* How much work the rules may make of a document, counted in steps and never in time: a text gives the same result on every
 * machine and on every run.
 *
 * A rule that meets the limit of one match finds nothing there. When all rules together have taken more steps than the document
 * is allowed, the one that has taken most is off for the rest of the document, and its steps are free again: one bad rule does
 * not silence the good ones. Either is told by the warning "limit:rule:ID". When that happens again and again, all rules are off, which
 * is told by "limit:rules". */
#ifndef NETRAL_MATCH_STEPS_H
#define NETRAL_MATCH_STEPS_H

#include "segment.h"

/* Nothing taken yet, by any rule. Returns 0, or NETRAL_ERROR_MEMORY. */
int match_steps_begin(netral_doc *doc);

static inline int match_steps_is_off(const netral_doc *doc, uint32_t rule) {
    return doc->rule_steps[rule].is_off != 0;
}

/* Counts the steps of a rule at a token of the segment. Returns 0, or NETRAL_ERROR_MEMORY. */
int match_steps_over(netral_doc *doc, uint32_t token);
static inline int match_steps_take(netral_doc *doc, uint32_t rule, uint32_t steps, uint32_t token) {
    doc->rule_steps[rule].taken += steps;
    doc->steps_taken += steps;
    return doc->steps_taken > doc->steps_allowed ? match_steps_over(doc, token) : 0;
}

/* Notes that a rule gave up a match at a token. Returns 0, or NETRAL_ERROR_MEMORY. */
int match_steps_gave_up(netral_doc *doc, uint32_t rule, uint32_t token);

#endif
