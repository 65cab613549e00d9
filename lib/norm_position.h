/* Normal forms of positions, and what stands around the office: its acting marker, and whether it was held once. */
#ifndef NETRAL_NORM_POSITION_H
#define NETRAL_NORM_POSITION_H

#include "segment.h"

/* Sets norm, acting and MENTION_FORMER, while the segment's tokens are at hand. Returns 0 or NETRAL_ERROR_MEMORY. */
int position_normalize(netral_doc *doc, const struct segment *segment, const struct placed_mention *placed, struct mention *mention);

/* Whether two normalized positions are wordings of one office. */
int position_same_office(const netral_doc *doc, const struct mention *one, const struct mention *other);

#endif
