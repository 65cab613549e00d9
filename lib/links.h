/* Links: which office the text puts directly at which person. Found while the segment's tokens are at hand. */
#ifndef NETRAL_LINKS_H
#define NETRAL_LINKS_H

#include "segment.h"

int links_find(netral_doc *doc, struct segment *segment);

#endif
