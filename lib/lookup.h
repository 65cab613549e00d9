/* Lookup: every token meets the lexicon once. */
#ifndef NETRAL_LOOKUP_H
#define NETRAL_LOOKUP_H

#include "segment.h"

/* Numbers the words of list->items[from, count). */
void lookup_words(const netral_pack *pack, struct token_list *list, size_t from);

/* From tokens (numbered, sentences marked) to features. Returns 0 or NETRAL_ERROR_MEMORY. */
int lookup_segment(const netral_pack *pack, struct segment *segment);

/* Whether a word alone is an entry of a class (capitals are not looked at). */
int lookup_word_in_class(const netral_pack *pack, uint32_t word, uint32_t class);

/* The node of the phrase that spells exactly text[0, length), 0 if none; path[LIMIT_PHRASE_WORDS] receives its tokens. */
uint32_t lookup_node(const netral_pack *pack, struct token_list *tokens, const char *text, size_t length, uint32_t *path);

/* The entry of a class that spells exactly text[0, length), 0 if none. Capitals are demanded as the lexicon says when
 * `strict`. `tokens` is scratch space. */
uint32_t lookup_entry(const netral_pack *pack, struct token_list *tokens, const char *text, size_t length, uint32_t class, int strict);

/* All entries of a class that spell exactly text[0, length), whatever their capitals; returns how many were written. */
size_t lookup_entries(const netral_pack *pack, struct token_list *tokens, const char *text, size_t length, uint32_t class,
                      uint32_t *entries, size_t room);

/* Whether the tokens of a path have the capitals that a record demands. */
int lookup_capitals_hold(const struct token_list *tokens, const uint32_t *path, const char *levels);

/* One-word look-ups by class name, for the stages that only fold: the canonical text of an entry, or NULL. */
const char *lexicon_canonical(const netral_pack *pack, const char *class_name, const char *form, size_t length);
int lexicon_has(const netral_pack *pack, const char *class_name, const char *form, size_t length);

#endif
