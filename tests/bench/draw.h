/* What the texts of the benchmark are drawn with: numbers that are the same everywhere, words that stand in no lexicon, few of them often
 * and many once, and the page they are written on. */
#ifndef DRAW_H
#define DRAW_H

#include <stddef.h>
#include <stdint.h>

struct draw {
    uint64_t state;
};

/* A number below `below`, which is not 0. */
uint32_t draw_below(struct draw *draw, uint32_t below);

#define DRAWN_WORD 40

/* Writes a word of two to four syllables, small letters, NUL behind it; returns its length. */
size_t draw_word(struct draw *draw, char word[DRAWN_WORD]);

struct page {
    char *bytes;
    size_t length, capacity;
};

/* Ends the program when memory runs out. */
void page_add(struct page *page, const char *bytes, size_t length);
void page_string(struct page *page, const char *string);

/* A new word; a name if it is to have a capital. */
void page_word(struct page *page, struct draw *draw, int capital);

#endif
