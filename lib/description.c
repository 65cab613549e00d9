/* See description.h. */
#include "description.h"

#include <string.h>

/* ---- Shares -------------------------------------------------------------------------------------------------------- */

#define SHARE_CLASS 24u

/* Shapes, as they are in news; what stands for none of them is a class or a mention. */
static uint32_t share_of_shape(uint32_t feature) {
    switch (feature) {
    case FEATURE_SPACED: return 840;
    case FEATURE_WORD: case FEATURE_PLAIN: return 780;
    case FEATURE_LOWER: return 520;
    case FEATURE_CAP: return 260;
    case FEATURE_MARK: return 170;
    case FEATURE_UPPER: case FEATURE_NUMBER: case FEATURE_SENTENCE: return 50;
    default: return SHARE_CLASS;
    }
}

/* The rarest of some features, of equals the last; LIMIT_FEATURES when there is none. */
static uint32_t rarest(const struct features *features, const uint16_t *shares) {
    uint32_t found = LIMIT_FEATURES;
    for (uint32_t i = 0; i < LIMIT_FEATURES / 64; i++)
        for (uint64_t bits = features->bits[i]; bits; bits &= bits - 1) {
            uint32_t feature = i * 64 + (uint32_t)lowest_bit(bits);
            if (found == LIMIT_FEATURES || shares[feature] <= shares[found])
                found = feature;
        }
    return found;
}

static uint32_t at_most_all(uint64_t share) {
    return share < SHARE_ALL ? (uint32_t)share : SHARE_ALL;
}

void shares_find(const struct image_term *sets, uint32_t count, uint16_t shares[LIMIT_FEATURES]) {
    for (uint32_t feature = 0; feature < LIMIT_FEATURES; feature++)
        shares[feature] = (uint16_t)share_of_shape(feature);
    for (uint32_t i = 0; i < count; i++)
        shares[sets[i].feature] = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t feature = rarest(&sets[i].wanted, shares);
        uint32_t share = shares[sets[i].feature] + (feature < LIMIT_FEATURES ? shares[feature] : SHARE_ALL);
        shares[sets[i].feature] = (uint16_t)at_most_all(share);
    }
}

/* What an alternative of a set asks for, and what that implies. Sets stand behind those that they ask for. */
static struct features all_of(const struct image_term *term, const struct features *implied) {
    struct features all = term->wanted;
    for (uint32_t feature = 0; feature < LIMIT_FEATURES; feature++)
        if (features_has(&term->wanted, feature))
            features_merge(&all, &implied[feature]);
    return all;
}

void implied_find(const struct image_term *sets, uint32_t count, struct features implied[LIMIT_FEATURES]) {
    memset(implied, 0, LIMIT_FEATURES * sizeof *implied);
    for (uint32_t i = 0; i < count; i++)
        memset(&implied[sets[i].feature], 0xff, sizeof *implied);
    for (uint32_t i = 0; i < count; i++) {
        struct features all = all_of(&sets[i], implied);
        for (unsigned word = 0; word < LIMIT_FEATURES / 64; word++)
            implied[sets[i].feature].bits[word] &= all.bits[word];
    }
}

/* The kinds of signs, a bit each. */
#define SIGNS (((uint64_t)1 << WORD_KINDS_SIGNS) - 1)

uint32_t description_share(const struct description *description, const uint16_t *shares) {
    uint64_t share = SHARE_LEAST;
    if (description->any)
        return SHARE_ALL;
    for (unsigned i = 0; i < LIMIT_FEATURES / 64; i++)
        for (uint64_t bits = description->features.bits[i]; bits; bits &= bits - 1)
            share += shares[i * 64 + (unsigned)lowest_bit(bits)];
    share += SHARE_SIGN * bit_count(description->words[0] & SIGNS);
    share += SHARE_LEAST * bit_count(description->words[0] & ~SIGNS);
    for (unsigned i = 1; i < WORD_KINDS / 64; i++)
        share += SHARE_LEAST * bit_count(description->words[i]);
    return at_most_all(share);
}

/* ---- Steps --------------------------------------------------------------------------------------------------------- */

static void add_words(const uint64_t *kinds, struct description *description) {
    for (unsigned i = 0; i < WORD_KINDS / 64; i++)
        description->words[i] |= kinds[i];
}

/* The feature that says the most of those that are wanted: the rarest, or a set that asks for it; and the next one. */
static void find_telling(const struct features *wanted, const struct asked_facts *facts, uint32_t telling[2]) {
    struct features left = *wanted;
    telling[0] = rarest(wanted, facts->shares);
    telling[1] = LIMIT_FEATURES;
    if (telling[0] == LIMIT_FEATURES)
        return;
    for (uint32_t feature = 0; feature < LIMIT_FEATURES; feature++)
        if (features_has(wanted, feature) && features_has(&facts->implied[feature], telling[0]))
            telling[0] = feature;
    features_remove(&left, telling[0]);
    for (unsigned i = 0; i < LIMIT_FEATURES / 64; i++)
        left.bits[i] &= ~facts->implied[telling[0]].bits[i];
    telling[1] = rarest(&left, facts->shares);
}

static void add_test(const struct image_test *test, const struct asked_facts *facts, unsigned rank, struct description *description) {
    uint32_t telling[2];
    find_telling(&test->wanted, facts, telling);
    int has_words = (int)facts->regexes[test->regex].is_known;
    uint32_t told = rank && !has_words && telling[1] < LIMIT_FEATURES ? telling[1] : telling[0];
    if (has_words && (rank == 0 || told == LIMIT_FEATURES))
        add_words(facts->regexes[test->regex].kinds, description);
    else if (told < LIMIT_FEATURES)
        features_add(&description->features, told);
    else
        description->any = 1;
}

void description_add(const struct image_step *step, const struct asked_facts *facts, unsigned rank, struct description *description) {
    uint32_t kind;
    switch (step->operation) {
    case STEP_FEATURE: case STEP_INSIDE: features_add(&description->features, step->argument); break;
    case STEP_TEST: add_test(&facts->tests[step->argument], facts, rank, description); break;
    case STEP_WORD:
        kind = description_kind(facts, step->argument);
        description->words[kind / 64] |= (uint64_t)1 << kind % 64;
        break;
    case STEP_ANY: description->any = 1; break;
    case STEP_MATCH: description->ends = 1; break;
    case STEP_LOOK_NOT:
        if (step_denies_all(step))
            features_add(&description->features, FEATURE_NOTHING);
        break;
    default: break;
    }
}

void description_merge(struct description *into, const struct description *more) {
    features_merge(&into->features, &more->features);
    add_words(more->words, into);
    into->any |= more->any;
    into->ends |= more->ends;
}
