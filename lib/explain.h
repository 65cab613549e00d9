/* Explaining: the text is read again, by a document of its own that looks on at its matching. */
#ifndef NETRAL_EXPLAIN_H
#define NETRAL_EXPLAIN_H

#include "attempts.h"
#include "claims.h"
#include "wording.h"

/* Where a segment begins: enough to read it again. */
struct segment_start {
    struct source source; /* as it was before */
    uint32_t end;         /* behind its last token */
};

/* Two mentions that belong together, seen from one of them. */
struct tie {
    uint32_t mention, other;
};

/* What is told of a place, in words. */
struct told_claim {
    uint32_t claim;          /* in the list of claims */
    uint32_t tie, tie_count; /* of its mention */
    const char *why;
};

struct told_attempt {
    struct attempt attempt;
    uint32_t start, end, trigger_start, trigger_end, reached_start, reached_end, item, item_length;
    const char *wanted, *denied, *known;
};

struct told_token {
    uint32_t start, end;
    const char *form, *features;
};

struct explanation {
    netral_allocator allocator;
    netral_doc *reading;
    struct claim_list claims; /* of the whole text */
    struct segment_start *starts;
    size_t start_count, start_capacity;
    uint32_t *lines; /* where each begins */
    size_t last_byte, last_column; /* the place that was asked for last: what is told comes in order, and lines may be long */
    size_t line_count, line_capacity;
    struct tie *ties; /* by mention */
    size_t tie_count;
    struct tie *full; /* another name of what a mention names, and that mention; by mention */
    size_t full_count;

    /* The place that was asked about last: */
    uint32_t start, end;
    struct arena arena; /* its strings */
    struct told_claim *told;
    size_t told_count, told_capacity;
    struct attempt_list attempts;
    struct told_attempt told_attempts[ATTEMPTS_KEPT];
    size_t attempt_count;
    struct told_token tokens[ATTEMPT_TOKENS];
    size_t token_count;
};

void explanation_free(struct explanation *explanation);

/* What is known of the mentions together, before any place is asked about (explain_ties.c): who stands beside whom, and which is
 * another name of which. Returns 0 or NETRAL_ERROR_MEMORY. */
int explain_ties(const netral_doc *doc, struct explanation *explanation);

/* The first of the sorted ties that is of a mention or of one behind it. */
size_t explain_first_tie(const struct tie *ties, size_t count, uint32_t mention);

/* Why a claim lost, or a winner is no mention (explain_reasons.c); "" when there is nothing to say. NULL when memory ran out. */
const char *explain_claim(const netral_doc *doc, struct explanation *explanation, const struct claim *claim);

/* What the segment that was read last says of the place: attempts and tokens in words (explain_place.c). Returns 0 or
 * NETRAL_ERROR_MEMORY. */
int explain_place(const netral_doc *doc, struct explanation *explanation);

#endif
