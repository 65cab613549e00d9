/* A small tree of a YAML file, each node with its place, read under limits. Values are plain strings: what `No` or `02` means
 * is decided by the key that it stands under, never by YAML. */
#ifndef NETRAL_YAML_TREE_H
#define NETRAL_YAML_TREE_H

#include "error.h"
#include "memory.h"

enum yaml_kind { YAML_TREE_SCALAR, YAML_TREE_LIST, YAML_TREE_MAP };

struct yaml_tree {
    enum yaml_kind kind;
    struct place place;
    const char *text;           /* a scalar's value */
    struct yaml_tree *key;      /* in a map: this node's key */
    struct yaml_tree *children; /* of a list or map, in order */
    struct yaml_tree *next;
};

/* Reads text[0, length) into *tree (NULL for an empty file). Refuses aliases, anchors, tags, duplicate keys, several documents,
 * and whatever exceeds the limits. Returns 0 or NETRAL_ERROR_RULE with the place. */
int yaml_tree_read(struct arena *arena, const char *file, const char *text, size_t length, struct yaml_tree **tree,
                   netral_error *error);

/* The value of a map's key, or NULL. */
const struct yaml_tree *yaml_tree_get(const struct yaml_tree *map, const char *key);

#endif
