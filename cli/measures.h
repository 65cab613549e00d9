/* What `eval` scores: the types of mentions that everybody has, pairs of a person and an office, and the types of one's own packs. */
#ifndef MEASURES_H
#define MEASURES_H

#include <stddef.h>

#include "netral.h"

enum { PERSON, POSITION, INSTITUTION, REGULATION, DATE, OFFICIALS, MEASURES };

#define MEASURES_OWN 64 /* more than a pack can have */
#define MEASURES_MOST (MEASURES + MEASURES_OWN)

/* Names by number: the six, then those of the pack, which they belong to. */
struct measures {
    const char *names[MEASURES_MOST];
    int count;
};

/* The six alone when `pack` is NULL. */
struct measures measures_of(const netral_pack *pack);

/* The number of a type of mentions, its capitals aside; -1: it is not scored. OFFICIALS is no type. */
int measures_find(const struct measures *measures, const char *type, size_t length);

/* The number of what a user names, OFFICIALS too; -1 with the reason reported. */
int measures_choose(const struct measures *measures, const char *name);

#endif
