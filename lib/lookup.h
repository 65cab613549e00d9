/* Lookup: every token meets the lexicon once. */
#ifndef NETRAL_LOOKUP_H
#define NETRAL_LOOKUP_H

#include "segment.h"

/* Numbers the words of list->items[from, count). */
void lookup_words(const netral_pack *pack, struct token_list *list, size_t from);

/* Makes room to keep so many more words. */
void lookup_prepare(const netral_pack *pack, struct token_list *list, size_t more);

/* Gives back most of that room, the first time: what is kept is forgotten. */
void lookup_shrink(struct token_list *list);

/* The number of one token's word. */
uint32_t lookup_word(const netral_pack *pack, const struct token_list *list, const struct token *token);

/* From tokens (numbered, sentences marked) to features. Returns 0 or NETRAL_ERROR_MEMORY. */
int lookup_segment(const netral_pack *pack, struct segment *segment);

/* The names with spelling mistakes, where rules ask for them (lookup_spelling.c). */
int lookup_misspelt(const netral_pack *pack, struct segment *segment);

/* Whether a word alone is an entry of a class (capitals are not looked at). */
int lookup_word_in_class(const netral_pack *pack, uint32_t word, uint32_t class);

/* One-word look-ups by class name, for the stages that only fold: the canonical text of an entry, or NULL. */
const char *lexicon_canonical(const netral_pack *pack, const char *class_name, const char *form, size_t length);
int lexicon_has(const netral_pack *pack, const char *class_name, const char *form, size_t length);

#endif
