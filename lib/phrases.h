/* Phrases: entries of several words. For each class the longest phrase wins, from left to right. */
#ifndef NETRAL_PHRASES_H
#define NETRAL_PHRASES_H

#include "segment.h"

/* Gives the tokens of phrases the rows that they come to by them; all tokens have the rows of their words alone. */
void phrases_mark(const netral_pack *pack, struct segment *segment);

#endif
