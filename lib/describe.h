/* Features, tests and steps in the words of a rule's author: `{region}`, `{cap&!month}`, `/\d{1,2}/`, `pasal`. */
#ifndef NETRAL_DESCRIBE_H
#define NETRAL_DESCRIBE_H

#include "pack.h"
#include "wording.h"

/* What one step asks of a token. `step` is one of the pack's steps that ask for a token. */
void describe_step(const netral_pack *pack, const struct image_step *step, struct wording *wording);

/* All that is known of a token, with a space between: shapes, then classes, types and sets; one that began at an earlier token has
 * `…` before it. */
void describe_features(const netral_pack *pack, const struct features *features, struct wording *wording);

/* The length of the item that begins at pattern[place], without its quantifier; 0 when there is none. */
size_t describe_item_length(const char *pattern, size_t place);

#endif
