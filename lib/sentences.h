/* Where sentences end, and which full stops only mark abbreviations. */
#ifndef NETRAL_SENTENCES_H
#define NETRAL_SENTENCES_H

#include "pack.h"
#include "tokens.h"

/* Marks TOKEN_SENTENCE_START, TOKEN_ELIDED and TOKEN_DOTTED on list->items[from, count). The words must have been numbered. */
void sentences_mark(const netral_pack *pack, struct token_list *list, size_t from);

#endif
