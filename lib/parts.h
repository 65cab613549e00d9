/* The parts that a mention keeps of the rule's match that found it (part.h). */
#ifndef NETRAL_PARTS_H
#define NETRAL_PARTS_H

#include "segment.h"

/* Keeps the parts of a candidate that becomes a mention. Returns 0 or NETRAL_ERROR_MEMORY; *parts is as in struct mention. */
int parts_keep(netral_doc *doc, const struct segment *segment, const struct candidate *candidate, uint32_t *parts);

/* Keeps all of them by their names, for the templates of the rule, in the mention's facts. */
int parts_tell(netral_doc *doc, const struct segment *segment, const struct candidate *candidate, struct mention *mention);

/* The number of the visible token where the part "office" begins, else the candidate itself. */
uint32_t parts_core(const struct segment *segment, const struct candidate *candidate);

#endif
