/* What is left of a word when letters are taken out of it: two words that are a few edits apart have such a rest in common
 * (deletion neighbourhoods: Garbe's SymSpell, after Mor and Fraenkel 1982), so that misspelt words are found through a table. */
#ifndef NETRAL_DELETIONS_H
#define NETRAL_DELETIONS_H

#include <stddef.h>
#include <stdint.h>

/* Only the beginning of a word is looked at; edits behind it take letters of that beginning away too. */
#define DELETIONS_LETTERS 10
#define DELETIONS_MOST 56 /* the word itself, 10 letters, 45 pairs */

/* Words that can be misspelt: letters a to z, so many of them. A word may have two edits from DELETIONS_LONG letters on. */
#define DELETIONS_SHORTEST 4
#define DELETIONS_LONGEST 40
#define DELETIONS_LONG 8

/* Hashes of what is left when up to `distance` (1 or 2) letters are taken out; returns how many. */
size_t deletions_of(const char *word, size_t length, unsigned distance, uint32_t *hashes);

/* Letters to insert, leave out, change, or to exchange with their neighbour; more than `most` is told as most + 1. */
unsigned edits_between(const char *a, size_t a_length, const char *b, size_t b_length, unsigned most);

/* Whether a word has nothing but letters and a length that can be misspelt. */
int can_be_misspelt(const char *word, size_t length);

#endif
