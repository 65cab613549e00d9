/* The parts that a mention keeps of the rule's match that found it (part.h). */
#ifndef NETRAL_PARTS_H
#define NETRAL_PARTS_H

#include "segment.h"

struct kept_parts {
    uint32_t parts; /* as in struct mention */
    uint32_t core;  /* the number of the token where the part "office" begins, else the candidate */
};

/* Keeps the parts of a candidate that becomes a mention. Returns 0 or NETRAL_ERROR_MEMORY. */
int parts_keep(netral_doc *doc, const struct segment *segment, const struct candidate *candidate, struct kept_parts *kept);

/* Keeps all of them by their names, for the templates of the rule, in the mention's facts. */
int parts_tell(netral_doc *doc, const struct segment *segment, const struct candidate *candidate, struct mention *mention);

#endif
