/* Tests of one token, and regular expressions inside it. */
#ifndef NETRAL_TOKEN_REGEX_H
#define NETRAL_TOKEN_REGEX_H

#include "segment.h"

/* Whether the token's form matches the pack's regular expression as a whole: 1 or 0; -1 when PCRE2 could not say. */
int token_regex(const netral_pack *pack, struct segment *segment, uint32_t regex, uint32_t token);

/* Whether the token passes a test of the pack, regular expression and all: 1, 0 or -1 as above. */
static inline int token_test(const netral_pack *pack, struct segment *segment, uint32_t number, uint32_t token) {
    const struct image_test *test = &pack->tests[number];
    if (!test_passes(test, segment_features(segment, token)))
        return 0;
    return test->regex ? token_regex(pack, segment, test->regex, token) : 1;
}

#endif
