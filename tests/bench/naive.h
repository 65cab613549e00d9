/* The shipped patterns run naively: without triggers, programs, or a look at what a pattern can begin with. */
#ifndef NAIVE_H
#define NAIVE_H

#include "netral.h"
#include "rows.h"

struct naive;

/* Writes the text out as lines of features and forms, as lib/line.h says, with all mentions known, and compiles the patterns.
 * `text` must stay. None of this is timed. */
struct naive *naive_new(const netral_pack *pack, const struct text *text);

/* Runs every pattern over every line; returns the number of finds. */
size_t naive_run(struct naive *naive);

size_t naive_patterns(const struct naive *naive);
void naive_free(struct naive *naive);

#endif
