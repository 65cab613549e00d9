/* Which of a group's rules wait for tokens, and where their matches may begin: for all of them at once, a bit each, by the distance to the
 * token. */
#ifndef NETRAL_STARTS_H
#define NETRAL_STARTS_H

#include "kinds.h"
#include "segment.h"
#include "triggers.h"

/* Triggers that are looked at together, in their order, and what was found: for each the distances to places before it with which matches
 * of some rules may begin, a bit each, and these rules. */
struct starts {
    uint32_t triggers[TRIGGERS_ROOM];
    uint32_t count;
    uint16_t distances[TRIGGERS_AT_ONCE];
    uint64_t found; /* for which triggers there are any, a bit each */
    uint64_t rules[LIMIT_RULE_BACK + 1][TRIGGERS_AT_ONCE]; /* where the distance's bit is there */
};

/* Looks where those rules among `seats` may begin that wait for the triggers. A match begins in its trigger's block. The group is awake. */
void starts_find(const netral_pack *pack, struct segment *segment, uint32_t group, uint64_t seats, struct starts *starts);

/* Whether the rule's match may begin at a token; yes when memory ran out. */
int starts_has(const netral_pack *pack, struct segment *segment, const struct image_rule *rule, uint32_t start);

#endif
