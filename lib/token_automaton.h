/* A regular expression inside one token as an automaton: a table made with the pack, one look a byte when a text is read.
 *
 * It says whether a form matches as a whole, so that greedy and lazy mean the same. What no automaton has (looking ahead, \b, ^, $,
 * repetition that never gives back) is left to PCRE2. */
#ifndef NETRAL_TOKEN_AUTOMATON_H
#define NETRAL_TOKEN_AUTOMATON_H

#include <stddef.h>
#include <stdint.h>

#define AUTOMATON_STATES 256
#define AUTOMATON_BYTES (256 + AUTOMATON_STATES + AUTOMATON_STATES * 256)

/* The kinds of bytes that the expression tells apart, for each byte; for each state whether the form may end there; for each
 * state and kind the next state. State 0 is the one that nothing leads out of, 1 the first. */
struct token_automaton {
    uint32_t kinds, states, size; /* size: of the bytes used */
    uint8_t bytes[AUTOMATON_BYTES];
};

/* Makes the automaton of an expression that stands at its opening slash. Returns 0 when it has none, or one that is too large. */
int token_automaton_make(const char *regex, struct token_automaton *automaton);

/* Whether it matches any word of small ASCII letters alone. */
int token_automaton_takes_letters(const struct token_automaton *automaton);

static inline int token_automaton_run(const uint8_t *bytes, uint32_t kinds, uint32_t states, const char *form, size_t length) {
    const uint8_t *ends = bytes + 256, *next = ends + states;
    unsigned state = 1;
    for (size_t i = 0; i < length && state; i++)
        state = next[state * kinds + bytes[(uint8_t)form[i]]];
    return ends[state];
}

#endif
