/* Where sentences end, and which full stops only mark abbreviations. */
#ifndef NETRAL_SENTENCES_H
#define NETRAL_SENTENCES_H

#include "pack.h"
#include "tokens.h"

/* Marks TOKEN_SENTENCE_START, TOKEN_ELIDED and TOKEN_DOTTED at the list's turns and around them. The words must have been numbered. */
void sentences_mark(const netral_pack *pack, struct token_list *list);

/* The same where nothing else is wanted of the words, which need not have been numbered and are not now. The list has blocks; its turns
 * become the first tokens of sentences. */
void sentences_mark_alone(const netral_pack *pack, struct token_list *list);

#endif
