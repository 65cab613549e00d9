/* What a token may have, features and words, where some of them are denied: by tests, and by looking ahead that must find nothing. A token
 * that has anything else does not fit. More may be permitted than a program permits, never less. */
#ifndef NETRAL_PERMITTED_H
#define NETRAL_PERMITTED_H

#include "description.h"

struct permitted {
    struct features features;
    uint64_t words; /* of the kinds below PERMITTED_KINDS, all signs among them; no others are denied */
};
#define PERMITTED_KINDS 64u

/* Permits everything. */
void permitted_all(struct permitted *permitted);

/* Permits as well what others permit. Returns whether that is more. */
int permitted_merge(struct permitted *into, const struct permitted *more);

/* Permits nothing that others do not permit. */
void permitted_narrow(struct permitted *permitted, const struct permitted *others);

/* Permits only tokens that a step can take. */
void permitted_by_step(struct permitted *permitted, const struct image_step *step, const struct asked_facts *facts);

/* Permits no token that a step takes, as far as this can be told. */
void permitted_but_step(struct permitted *permitted, const struct image_step *step, const struct asked_facts *facts);

/* How many tokens fit, of SHARE_ALL. */
uint32_t permitted_share(const struct permitted *permitted, const uint16_t *shares);

static inline int permitted_has_feature(const struct permitted *permitted, uint32_t feature) {
    return features_has(&permitted->features, feature);
}

static inline int permitted_has_kind(const struct permitted *permitted, uint32_t kind) {
    return kind >= PERMITTED_KINDS || (permitted->words >> kind & 1);
}

#endif
