/* Rules over a segment: layer after layer, candidates found at triggers, the winners made mentions. */
#ifndef NETRAL_MATCH_H
#define NETRAL_MATCH_H

#include "segment.h"

/* Runs all layers; winners are added to the document. Returns 0 or an error code. */
int match_segment(netral_doc *doc, struct segment *segment);

/* Chooses winners of one layer among segment->candidates, number `from` and later (conflicts.c); then, when there are no more, lets the
 * next layers see them. */
int conflicts_settle(netral_doc *doc, struct segment *segment, size_t from);
void conflicts_mark(const netral_pack *pack, struct segment *segment);

#endif
