/* Sentences from a grammar: a file of symbols and their alternatives, as texts/news.txt explains. */
#ifndef GRAMMAR_H
#define GRAMMAR_H

#include "draw.h"

struct grammar;

/* Reads a grammar; ends the program, with a message, when it cannot be used. It is not freed. */
struct grammar *grammar_read(const char *path);

/* The number of a symbol by its name. */
size_t grammar_symbol(const struct grammar *grammar, const char *name);

/* Writes one of the symbol's alternatives, with a capital first letter if that is asked for. */
void grammar_write(const struct grammar *grammar, size_t symbol, int capital, struct draw *draw, struct page *page);

#endif
