/* What a pattern's matches can have as their first tokens, by going through its program as if every question were answered by yes. Most
 * attempts of a rule end with this, before the program runs. */
#ifndef NETRAL_BEGINNINGS_H
#define NETRAL_BEGINNINGS_H

#include "memory.h"
#include "permitted.h"
#include "pattern_program.h"

/* What a token has to be: what some step asks for, and, where that is more than one feature or where something is looked at first, what is
 * asked for besides; and it may have nothing that is denied. */
struct token_place {
    struct description token, besides;
    struct permitted permitted;
};

/* One way into a pattern: its first tokens. */
struct beginning {
    struct token_place places[REACH_TOKENS];
};

/* A rule's ways into its pattern, described apart, as far as there is room for them; the others are empty, and fit nothing. */
struct rule_beginnings {
    struct beginning items[BEGINNINGS];
    struct description holds;  /* all tokens of a match */
    struct description behind; /* what can stand right behind its trigger (pack_followers.c) */
};

/* Returns 0 or NETRAL_ERROR_MEMORY. */
int beginnings_find(const struct program *program, const struct asked_facts *facts, const netral_allocator *allocator,
                    struct rule_beginnings *found);

/* Of a pattern of which nothing is known. */
void beginnings_any(struct rule_beginnings *found);

#endif
