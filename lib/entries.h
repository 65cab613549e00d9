/* Which lexicon entry a mention spells. */
#ifndef NETRAL_ENTRIES_H
#define NETRAL_ENTRIES_H

#include "document.h"

/* Gives a mention the id and kind of the entry that its whole text spells, of a class that its rule asks for, and the entry's
 * canonical form as its norm if it has none. Returns 0 or NETRAL_ERROR_MEMORY. */
int entry_resolve(netral_doc *doc, struct mention *mention);

#endif
