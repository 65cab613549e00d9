/* Rules over a segment: layer after layer, candidates found at triggers, the winners made mentions. */
#ifndef NETRAL_MATCH_H
#define NETRAL_MATCH_H

#include "segment.h"

/* Runs all layers; winners are added to the document. Returns 0 or an error code. */
int match_segment(netral_doc *doc, struct segment *segment);

/* Chooses the winners of one layer among segment->candidates (conflicts.c). */
int conflicts_settle(netral_doc *doc, struct segment *segment);

#endif
