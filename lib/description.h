/* What can stand at some place of a match, as far as a pack tells of one token: some features and some words. But for the test of a single
 * step, what is asked for besides is left out, so that a description is fitted by more tokens than the steps that it was made of, never by
 * fewer. */
#ifndef NETRAL_DESCRIPTION_H
#define NETRAL_DESCRIPTION_H

#include "image.h"

/* A token with one of the features, a word of one of the kinds, anything; or the match may end before it. */
struct description {
    struct features features;
    uint64_t words[WORD_KINDS / 64];
    uint32_t any, ends;
    uint32_t test, reserved; /* only if it has the features that this test asks for: its number, plus one; 0: there is none */
};

/* Of so many tokens so many are thought to have a feature. It decides what is told of a step and what is told apart, nothing else. */
#define SHARE_ALL 1024u
#define SHARE_LEAST 1u
#define SHARE_SIGN 20u

/* The kinds of the words that a regular expression matches, where it matches no others. */
struct regex_words {
    uint64_t kinds[WORD_KINDS / 64];
    uint32_t is_known, reserved;
};

/* The tests and words that programs ask for, the words of their regular expressions, how many tokens have each feature, and what a token
 * with it has besides. */
struct asked_facts {
    const struct image_test *tests;
    const uint32_t *words;
    const struct image_word *made_words;
    const struct regex_words *regexes;
    const uint16_t *shares;
    const struct features *implied;
};

/* The kind of a word that programs ask for. */
static inline uint32_t description_kind(const struct asked_facts *facts, uint32_t asked) {
    return facts->made_words[facts->words[asked]].kind;
}

/* Adds the token that a step takes. A conjunction is told by one of its features: by the rarest, or, with `rank` 1, by the second of them;
 * words that a regular expression stands for are rarer than any. */
void description_add(const struct image_step *step, const struct asked_facts *facts, unsigned rank, struct description *description);

void description_merge(struct description *into, const struct description *more);

/* How many tokens fit, of SHARE_ALL, at least SHARE_LEAST. */
uint32_t description_share(const struct description *description, const uint16_t *shares);

/* Finds the shares: of a set from those of what it asks for, of others by what they are; and what every token of a set has besides. */
void shares_find(const struct image_term *sets, uint32_t count, uint16_t shares[LIMIT_FEATURES]);
void implied_find(const struct image_term *sets, uint32_t count, struct features implied[LIMIT_FEATURES]);

#endif
