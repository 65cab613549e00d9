/* Attempts: for a place in a text, the rules that came nearest to a match there, and where each of them failed. */
#ifndef NETRAL_ATTEMPTS_H
#define NETRAL_ATTEMPTS_H

#include "observer.h"
#include "trace.h"

#define ATTEMPTS_KEPT 5

/* How far before a place the trigger of an attempt may stand. */
#define ATTEMPT_TOKENS_BEFORE 30

/* The largest stretch for which attempts are looked for: in a longer one every rule comes near somewhere. */
#define ATTEMPT_TOKENS 40

enum attempt_outcome {
    ATTEMPT_FAILED = 1, /* the pattern does not match */
    ATTEMPT_ENDED,      /* it does, and was found, but ends inside the place */
    ATTEMPT_SHORT,      /* it does, but not as far as its trigger */
    ATTEMPT_PASSED,     /* it does, but the trigger stands inside the rule's own last find */
    ATTEMPT_UNCALLED,   /* it does, but its trigger stands farther behind its beginning than its `back` */
    ATTEMPT_KEPT_AWAY   /* it does, but before it stands what `not-left` keeps it away from */
};

/* Numbers of tokens. */
struct attempt {
    uint32_t rule, start, trigger;
    enum attempt_outcome outcome;
    uint32_t covered; /* tokens of the place that it came past */
    struct trace trace;
    struct features reached; /* what was known of the furthest token in the rule's layer */
};

struct attempt_list {
    uint32_t first, end; /* the place */
    struct attempt items[ATTEMPTS_KEPT]; /* the best one first, each rule once */
    uint32_t count;
};

/* Looks at the rules of one layer, whose candidates are found and not settled. */
void attempts_find(struct attempt_list *list, const netral_pack *pack, struct segment *segment, uint32_t layer);

#endif
