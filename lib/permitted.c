/* See permitted.h. */
#include "permitted.h"

#include <string.h>

/* Features that are denied may be the same tokens'. */
#define MOST_DENIED (SHARE_ALL / 4 * 3)

_Static_assert(PERMITTED_KINDS >= WORD_KINDS_SIGNS && PERMITTED_KINDS <= WORD_KINDS_OWN, "signs are denied, and each kind is one word");

void permitted_all(struct permitted *permitted) {
    memset(permitted, 0xff, sizeof *permitted);
}

int permitted_merge(struct permitted *into, const struct permitted *more) {
    uint64_t changed = 0;
    for (unsigned i = 0; i < LIMIT_FEATURES / 64; i++) {
        changed |= more->features.bits[i] & ~into->features.bits[i];
        into->features.bits[i] |= more->features.bits[i];
    }
    changed |= more->words & ~into->words;
    into->words |= more->words;
    return changed != 0;
}

void permitted_narrow(struct permitted *permitted, const struct permitted *others) {
    for (unsigned i = 0; i < LIMIT_FEATURES / 64; i++)
        permitted->features.bits[i] &= others->features.bits[i];
    permitted->words &= others->words;
}

void permitted_by_step(struct permitted *permitted, const struct image_step *step, const struct asked_facts *facts) {
    if (step->operation == STEP_TEST)
        for (unsigned i = 0; i < LIMIT_FEATURES / 64; i++)
            permitted->features.bits[i] &= ~facts->tests[step->argument].unwanted.bits[i];
}

uint32_t permitted_share(const struct permitted *permitted, const uint16_t *shares) {
    uint32_t denied = SHARE_SIGN * bit_count(~permitted->words);
    for (unsigned i = 0; i < LIMIT_FEATURES / 64; i++)
        for (uint64_t bits = ~permitted->features.bits[i]; bits; bits &= bits - 1)
            denied += shares[i * 64 + (unsigned)lowest_bit(bits)];
    return SHARE_ALL - (denied < MOST_DENIED ? denied : MOST_DENIED);
}

/* Whether a token with one feature has all the others. */
static int brings(uint32_t feature, const struct features *others, const struct asked_facts *facts) {
    struct features all = facts->implied[feature];
    features_add(&all, feature);
    return features_cover(&all, others);
}

/* A feature with which every token passes a test; LIMIT_FEATURES when there is none. */
static uint32_t sufficient(const struct image_test *test, const struct asked_facts *facts) {
    static const struct features none;
    uint32_t feature = 0;
    if (test->regex || !features_equal(&test->unwanted, &none))
        return LIMIT_FEATURES;
    while (feature < LIMIT_FEATURES && !(features_has(&test->wanted, feature) && brings(feature, &test->wanted, facts)))
        feature++;
    return feature;
}

void permitted_but_step(struct permitted *permitted, const struct image_step *step, const struct asked_facts *facts) {
    uint32_t feature = LIMIT_FEATURES, kind;
    switch (step->operation) {
    case STEP_FEATURE: feature = step->argument; break;
    case STEP_TEST: feature = sufficient(&facts->tests[step->argument], facts); break;
    case STEP_WORD:
        kind = description_kind(facts, step->argument);
        if (kind < PERMITTED_KINDS)
            permitted->words &= ~((uint64_t)1 << kind);
        break;
    default: break;
    }
    if (feature < LIMIT_FEATURES)
        features_remove(&permitted->features, feature);
}
