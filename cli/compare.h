/* A document compared with its annotation.
 *
 *   person, position, institution, types of own packs
 *                                   right when type and bytes are the same
 *   regulation, date                right when they overlap and have the same value (same.h); where the annotation has no normal
 *                                   form, when the bytes are the same
 *   officials                       right when a pair of the person's full name and a position's text is the same
 *
 * Each annotated mention takes the first found one that is right for it and not yet taken. */
#ifndef COMPARE_H
#define COMPARE_H

#include "gold.h"
#include "netral.h"

struct tally {
    size_t right, found, gold;
    size_t found_touched, gold_touched; /* overlap something of their type on the other side; no officials */
};

struct figures {
    double precision, recall, f1;
};

struct figures tally_exact(const struct tally *tally);
struct figures tally_overlapping(const struct tally *tally);

/* The mean F1 of the measures that occur; `tallies` has one for each of them. */
double tally_macro(const struct tally *tallies, int measures);

/* What was missed, or found and is not right. */
struct miss {
    int measure;
    int spurious;
    size_t start, end;        /* its bytes; start == end: it has no place */
    const char *text;         /* what stands there */
    size_t length;
    const char *person;       /* of officials: the name, and `text` is the position; else NULL */
    size_t person_length;
    const char *norm;         /* or NULL */
    const netral_mention *near; /* spurious: the mention itself; missed: the found mention that overlaps it most, or NULL */
};

typedef void miss_handler(void *context, const struct miss *miss);

/* Adds to the tallies, one for each of the gold's measures, and tells `handle` (which may be NULL) each miss in the order of the text,
 * officials behind. `gold` fits the text (gold_fit). Returns 0, or -1: memory ran out. */
int compare_document(const netral_doc *doc, struct gold *gold, struct tally *tallies, miss_handler *handle,
                     void *context);

/* ---- Between compare.c and compare_officials.c ------------------------------------------------------------------------ */

struct found {
    netral_mention mention;
    int measure; /* -1: of another type */
    int is_right, is_touched;
};

struct comparison {
    const netral_doc *doc;
    const char *text;
    struct gold *gold;
    struct found *found;
    size_t found_count;
    struct tally *tallies;
    miss_handler *handle;
    void *context;
};

/* The found mention that overlaps [start, end) most, one of the type first; or NULL. */
const netral_mention *comparison_nearest(const struct comparison *comparison, int measure, size_t start, size_t end);

int compare_officials(struct comparison *comparison);

#endif
