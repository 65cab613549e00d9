/* Laws that nobody enacted. */
#ifndef LAW_H
#define LAW_H

#include "grammar.h"

/* Writes a law of about so many bytes. */
void law_write(const struct grammar *grammar, size_t bytes, struct draw *draw, struct page *page);

#endif
