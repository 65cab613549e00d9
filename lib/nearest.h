/* How far words are apart, and the nearest of some known ones, for messages: "unknown key \"patern\"; did you mean
 * \"pattern\"?" */
#ifndef NETRAL_NEAREST_H
#define NETRAL_NEAREST_H

#include <stddef.h>

/* Bytes to insert, delete or change; 40 when a word has more than 40 bytes. */
size_t edit_distance(const char *a, const char *b);

/* The word of `words` (ended by NULL) that is fewest edits away from `given`; NULL when none is near. */
const char *nearest_word(const char *given, const char *const *words);

#endif
