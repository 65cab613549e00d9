/* Normal forms of positions, and what stands around the office: its acting marker, and whether it was held once. */
#ifndef NETRAL_NORM_POSITION_H
#define NETRAL_NORM_POSITION_H

#include "document.h"

/* Sets norm, acting and MENTION_FORMER. Returns 0 or NETRAL_ERROR_MEMORY. */
int position_normalize(netral_doc *doc, struct mention *mention);

/* Whether two normalized positions are wordings of one office. */
int position_same_office(const struct mention *a, const struct mention *b);

#endif
