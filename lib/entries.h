/* Entries of the lexicon by the words that spell them: for the parts of a mention, which the rules have found already. */
#ifndef NETRAL_ENTRIES_H
#define NETRAL_ENTRIES_H

#include "segment.h"

/* The trie's node behind exactly the segment's tokens [first, end), 0 if no entry is spelled so. Commas and full stops
 * inside count as nothing. */
uint32_t entries_node(const netral_pack *pack, const struct segment *segment, uint32_t first, uint32_t end);

/* The same for one word of at most ENTRIES_WORD letters of ASCII. */
#define ENTRIES_WORD 64
uint32_t entries_word(const netral_pack *pack, const char *word, size_t length);

/* The same for any text[0, length). `tokens` is scratch space. The first returns 0 or NETRAL_ERROR_MEMORY, the second no node when memory
 * ran out. */
int entries_find(const netral_pack *pack, struct token_list *tokens, const char *text, size_t length, uint32_t *node);
uint32_t entries_node_of(const netral_pack *pack, struct token_list *tokens, const char *text, size_t length);

/* The same, which the document remembers for a while: citations have the same words again and again. Its segment's tokens are
 * scratch space. */
uint32_t entries_remembered(netral_doc *doc, const char *text, size_t length);

/* The first entry of a class that ends at a node, whatever its capitals; 0 if none. */
uint32_t entries_first(const netral_pack *pack, uint32_t node, uint32_t class);

/* All of them; returns how many were written. */
size_t entries_all(const netral_pack *pack, uint32_t node, uint32_t class, uint32_t *entries, size_t room);

/* The canonical text of the first, or NULL. */
const char *entries_canonical(const netral_pack *pack, uint32_t node, uint32_t class);

#endif
