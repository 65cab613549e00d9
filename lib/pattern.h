/* The language of rule patterns, and its translation into a PCRE2 pattern over the line (line.h).
 *
 *     pattern  := item*             items follow one another; white space between them means nothing
 *     item     := word              the token with this folded form: pasal, undang-undang (an abbreviation's full stop in the
 *                                   text is not seen); letters, digits, - and '
 *               | "text"            the same for signs: "(" "/" "," "r.i"
 *               | /regex/           one token whose folded form matches the regular expression as a whole
 *               | {name}            a lexicon class, mention type, shape, set (one token, or one phrase or mention),
 *                                   or a named sub-pattern
 *               | {a&b&!c}          a token with all of these; `!` denies; a phrase of the first class
 *               | {a:/regex/}       both
 *               | ( pattern )  (?<part> pattern )  (?= pattern )  (?! pattern )  (?> pattern )  a | b
 *     any item may be followed by ? * + {2} {2,} {2,5}, and these by ? (as few as possible) or + (never given back)
 */
#ifndef NETRAL_PATTERN_H
#define NETRAL_PATTERN_H

#include "error.h"
#include "features.h"
#include "memory.h"

#define PATTERN_NO_FEATURE UINT32_MAX

/* What a name in braces stands for. */
struct pattern_name {
    const char *pattern;       /* a sub-pattern's text, or NULL */
    uint32_t feature, inside;  /* else its feature, and the one of a phrase's further tokens (or PATTERN_NO_FEATURE) */
};

/* Finds a name; returns 0 when there is none. */
typedef int pattern_find(const void *context, const char *name, size_t length, struct pattern_name *found);

/* The known name that is nearest to a wrong one; NULL when none is near. */
typedef const char *pattern_near(const void *context, const char *name, size_t length);

struct pattern_names {
    pattern_find *find;
    pattern_near *near;
    const void *context;
    const int *failed; /* why a name that is known could not be found: memory ran out, a limit was met; else 0 */
    int as_written; /* a capital in a word of the pattern demands one in the text, as in the lexicon */
};

struct pattern_buffer {
    netral_allocator allocator;
    char *bytes;
    size_t used, capacity;
};

/* Appends the PCRE2 source of `pattern` to `out`. Returns 0, or an error whose place is `place`. */
int pattern_translate(const char *pattern, const struct pattern_names *names, struct place place, struct pattern_buffer *out,
                      netral_error *error);

/* Appends the PCRE2 source of a regular expression inside a token, from its opening slash on, for a subject of LINE_EMPTY, the
 * token's form and LINE_END. Only of a pattern that has been translated. */
int pattern_translate_regex(const char *regex, struct pattern_buffer *out);

/* Parses "a&b&!c" into features; `first` receives the name that comes first. Returns 0, or sets the error. */
int pattern_conjunction(const char *text, size_t length, const struct pattern_names *names, struct place place,
                        struct features *wanted, struct features *unwanted, struct pattern_name *first, netral_error *error);

#endif
