/* The paragraphs of our own articles, written anew each time: with other numbers, and with other names of persons. */
#ifndef PARAGRAPHS_H
#define PARAGRAPHS_H

#include "draw.h"

struct paragraphs;

/* Reads the articles, and the names of their persons from corpora/gold. Ends the program when they cannot be read. Not freed. */
struct paragraphs *paragraphs_read(char **paths, int count);

/* Writes one of them. Within a document, whose `names` is one number, a name is always replaced by the same other one. */
void paragraphs_write(const struct paragraphs *paragraphs, uint64_t names, struct draw *draw, struct page *page);

#endif
