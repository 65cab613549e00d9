/* The words of pinpoints: Pasal, ayat, huruf. */
#ifndef NETRAL_NORM_PIN_H
#define NETRAL_NORM_PIN_H

#include "document.h"

/* What the lexicon class [pin-word] says of letters of a citation; level 0: nothing. Valid until it is asked for the next one. */
const struct pin_word *pin_word(netral_doc *doc, const char *letters, size_t length);

#endif
