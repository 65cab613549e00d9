/* Which of a group's rules wait for a token, and where their matches may begin: for all of them at once, a bit each, by their distance to
 * the token. */
#ifndef NETRAL_STARTS_H
#define NETRAL_STARTS_H

#include "kinds.h"
#include "segment.h"

/* The places where some rule may begin, from the trigger back. */
struct starts {
    struct {
        uint64_t rules;
        uint32_t distance; /* to the trigger */
    } items[LIMIT_RULE_BACK + 1];
    uint32_t count;
};

/* Looks where those rules among `seats` may begin that wait for the trigger, in its block. The group is awake. */
void starts_find(const netral_pack *pack, struct segment *segment, uint32_t group, uint64_t seats, uint32_t trigger, struct starts *starts);

/* Whether the rule's match may begin at a token; yes when memory ran out. */
int starts_has(const netral_pack *pack, struct segment *segment, const struct image_rule *rule, uint32_t start);

#endif
