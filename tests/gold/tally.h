/* What is counted when found mentions are compared with annotated ones, and how two are the same (compare.c). */
#ifndef TALLY_H
#define TALLY_H

#include <jansson.h>

#include "netral.h"

enum { PERSON, POSITION, INSTITUTION, REGULATION, DATE, OFFICIALS, MEASURES };

extern const char *const measure_names[MEASURES];

struct tally {
    size_t right, found, gold;
};

double tally_f1(const struct tally *tally);

/* Compares what one document holds with its annotation (see corpora/gold) and adds to the tallies. Returns the number of
 * annotated mentions whose text is not the document's text at their place: a fault of the annotation. */
size_t compare_document(const netral_doc *doc, const json_t *gold, struct tally tallies[MEASURES]);

#endif
