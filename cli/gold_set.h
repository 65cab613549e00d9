/* All annotation that `eval` was given, found by the name of the text. */
#ifndef GOLD_SET_H
#define GOLD_SET_H

#include "gold.h"

struct gold_set {
    const struct measures *measures; /* the caller's */
    struct gold *items;
    size_t count;
    json_t *by_name; /* the numbers of the items */
};

/* Reads one annotation, or all of a folder (files that are neither .json nor .ann are passed over). Returns 0, or -1 with every
 * reason reported; to be freed in both cases. */
int gold_set_read(struct gold_set *set, const struct measures *measures, const char *path);
void gold_set_free(struct gold_set *set);

/* The annotation of a text by its file's name, without folders: the one that names this file, else the one of the same name but
 * for what stands behind the last dot. NULL: there is none. */
struct gold *gold_set_find(const struct gold_set *set, const char *path);

#endif
