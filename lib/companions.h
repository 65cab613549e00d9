/* Which mentions stand together in one sentence or list: an article that puts two names side by side means two persons. */
#ifndef NETRAL_COMPANIONS_H
#define NETRAL_COMPANIONS_H

#include "segment.h"

/* When the segment was looked up: notes where sentences begin. */
int companions_collect(netral_doc *doc, const struct segment *segment);

/* When all is read, once: keeps of these where sentences and lists begin. */
void companions_settle(netral_doc *doc);

/* The number of the sentence or list that a byte lies in, which is `from` or one behind it. */
uint32_t companions_number(const netral_doc *doc, uint32_t from, uint32_t byte);

#endif
