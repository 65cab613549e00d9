/* Rules over a segment: layer after layer, candidates found at triggers, the winners made mentions. */
#ifndef NETRAL_MATCH_H
#define NETRAL_MATCH_H

#include "segment.h"

/* What a rule found: numbers of visible tokens, half open. */
struct candidate {
    uint32_t first, end;             /* of the mention */
    uint32_t outer_first, outer_end; /* of the whole match */
    uint32_t rule, part, part_count; /* its parts in the segment's array */
};

/* Runs all layers; winners are added to the document. Returns 0 or an error code. */
int match_segment(netral_doc *doc, struct segment *segment);

/* Chooses the winners of one layer among segment->candidates (conflicts.c). */
int conflicts_settle(netral_doc *doc, struct segment *segment);

#endif
