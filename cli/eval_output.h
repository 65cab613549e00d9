/* How `eval` prints figures and misses. */
#ifndef EVAL_OUTPUT_H
#define EVAL_OUTPUT_H

#include "compare.h"
#include "output.h"

#define EVERY_MEASURE (-1)

struct eval_output {
    struct output *output;
    const struct measures *measures;
    int json;
    int measure; /* the only one that is printed, or EVERY_MEASURE */
    int with_misses;
    size_t miss_count; /* printed so far */
};

struct eval_totals {
    struct tally tallies[MEASURES_MOST];
    size_t documents, failed;
};

/* In this order: the start, each miss, the end. `text` is the document that the miss is in. */
void eval_output_start(struct eval_output *eval);
void eval_output_miss(struct eval_output *eval, const char *id, const char *text, size_t length, const struct miss *miss);
void eval_output_end(struct eval_output *eval, const struct eval_totals *totals);

#endif
