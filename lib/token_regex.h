/* Regular expressions inside one token. */
#ifndef NETRAL_TOKEN_REGEX_H
#define NETRAL_TOKEN_REGEX_H

#include "segment.h"

/* Whether the token's form matches the pack's regular expression as a whole: 1 or 0; -1 when PCRE2 could not say. */
int token_regex(const netral_pack *pack, struct segment *segment, uint32_t regex, uint32_t token);

#endif
