/* The order of a document's mentions: by start, then longest first. */
#ifndef NETRAL_MENTIONS_H
#define NETRAL_MENTIONS_H

#include "segment.h"

/* Puts the segment's mentions, and their places, in order. Returns 0 or NETRAL_ERROR_MEMORY, like the others. */
int mentions_order(netral_doc *doc, struct segment *segment);

/* Leaves out the dropped mentions of the segment. */
int mentions_leave_out(netral_doc *doc, struct segment *segment);

/* Fills the document's sets of mentions from number `first` on, where these are complete, or have changed. */
int mentions_sort_out(netral_doc *doc, size_t first);

/* Puts the mentions [first, second) and those from `second` on, each in order among themselves, in one order. */
int mentions_join(netral_doc *doc, size_t first, size_t second);

/* Brings the mentions from number `later` on, in order among themselves, to their places among those before, and leaves out the
 * dropped. `changed`: whether there were any of either. */
int mentions_merge(netral_doc *doc, size_t later, int *changed);

#endif
