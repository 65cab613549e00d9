/* The nearest of some known words, for messages: "unknown key \"patern\"; did you mean \"pattern\"?" */
#ifndef NETRAL_NEAREST_H
#define NETRAL_NEAREST_H

#include <stddef.h>

/* The word of `words` (ended by NULL) that is fewest edits away from `given`; NULL when none is near. */
const char *nearest_word(const char *given, const char *const *words);

#endif
