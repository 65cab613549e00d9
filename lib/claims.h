/* Claims: what every rule found in a text, the finds that lost with the ones that won, as an observer of the matching sees them. */
#ifndef NETRAL_CLAIMS_H
#define NETRAL_CLAIMS_H

#include "observer.h"

#define NO_CLAIM UINT32_MAX

/* Bytes of the text. */
struct claim_part {
    const char *name;
    uint32_t start, end;
};

struct claim {
    uint32_t rule, type;
    uint32_t start, end;                 /* what is reported */
    uint32_t match_start, match_end;     /* all that the pattern went over */
    uint32_t trigger_start, trigger_end; /* equal: it has none, for a stage of the library made it */
    const struct claim_part *parts;
    uint32_t part_count, token_count;
    enum clash clash; /* why it lost; CLASH_NONE: it won */
    uint32_t against; /* the claim that it lost to, NO_CLAIM none */
    uint32_t mention; /* what it became, NO_MENTION none */
};

struct claim_list {
    netral_allocator allocator;
    struct arena *arena; /* for parts */
    struct claim *items;
    size_t count, capacity;
    uint32_t *owners; /* of the segment that is read: for each token and type the claim that won it, plus one */
    size_t owner_capacity;
    uint32_t *reach; /* by claim: the largest end of it and all before it */
};

void claims_init(struct claim_list *list, const netral_allocator *allocator, struct arena *arena);
void claims_free(struct claim_list *list);

/* Before each segment: no token is anybody's. Returns 0 or NETRAL_ERROR_MEMORY. */
int claims_begin_segment(struct claim_list *list, const struct segment *segment);

/* An observer's `settled`; `list` is a struct claim_list. */
int claims_settled(void *list, const netral_doc *doc, const struct segment *segment, const struct candidate *candidate,
                   enum clash clash, uint32_t token);

/* When all is read: finds what each winner became among the mentions of `doc`, adds the mentions that no rule's pattern found, and
 * sorts by start, the longest first. Returns 0 or NETRAL_ERROR_MEMORY. */
int claims_finish(struct claim_list *list, const netral_doc *doc);

/* The first claim that may overlap what begins at byte `start`. Those that do stand from there on, before the first that begins
 * behind it, among others. */
size_t claims_first(const struct claim_list *list, uint32_t start);

#endif
