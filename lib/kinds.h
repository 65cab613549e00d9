/* Kinds of tokens, as a group of rules sees them: of many rows a group knows the same, and what follows for it is kept once for all of
 * them. A kind is found out when a token is first asked about for the group, so that groups for which nothing waits cost nothing, and the
 * few kinds that make up most of a text stay near the processor. */
#ifndef NETRAL_KINDS_H
#define NETRAL_KINDS_H

#include "rows.h"

struct group_kinds {
    uint16_t *of_rows; /* of each row its kind */
    size_t row_capacity;
    struct answer_pool answers; /* of each kind: GROUP_ANSWERS */
};

/* Makes a group ready to be asked. Returns 0 or NETRAL_ERROR_MEMORY. */
int kinds_wake(const netral_pack *pack, struct row_table *table, uint32_t group, const netral_allocator *allocator);

/* Finds out the kind of a row, ANSWER_ANY when it has none. */
uint32_t kinds_find(const netral_pack *pack, struct row_table *table, uint32_t group, uint32_t row, const netral_allocator *allocator);

/* Of all groups that are awake: room for so many rows; no row known any more; the end. */
int kinds_reserve(struct row_table *table, size_t room, const netral_allocator *allocator);
void kinds_clear(struct row_table *table);
void kinds_free(struct row_table *table, const netral_allocator *allocator);

#endif
