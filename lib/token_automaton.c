/* Thompson's construction, then the subset construction. The expression is walked over once and becomes steps: one byte of a set,
 * a jump, a branch; what is counted is walked over again for each copy. Each set of steps that can be reached together is a
 * state. Bytes that no set of the expression tells apart share a column of the table. */
#include "token_automaton.h"

#include <stdlib.h>
#include <string.h>

#define STEPS 1200

struct byte_set {
    uint64_t bits[4];
};

enum step_kind { TAKE, JUMP, BRANCH, DONE };

struct step {
    enum step_kind kind;
    uint32_t target;      /* of a jump; of a branch, which also goes on */
    struct byte_set bytes; /* to take one of */
};

struct making {
    const char *at;
    struct step steps[STEPS];
    uint32_t count;
    int failed;
};

static void add_byte(struct byte_set *set, unsigned byte) {
    set->bits[byte / 64] |= (uint64_t)1 << byte % 64;
}

static int has_byte(const struct byte_set *set, unsigned byte) {
    return (int)(set->bits[byte / 64] >> byte % 64 & 1);
}

static void add_range(struct byte_set *set, unsigned first, unsigned last) {
    for (unsigned byte = first; byte <= last; byte++)
        add_byte(set, byte);
}

/* ---- From the expression to steps ---------------------------------------------------------------------------------- */

static uint32_t put(struct making *making, enum step_kind kind, uint32_t target) {
    if (making->count == STEPS) {
        making->failed = 1;
        return 0;
    }
    making->steps[making->count] = (struct step){kind, target, {{0}}};
    return making->count++;
}

static void put_bytes(struct making *making, const struct byte_set *bytes) {
    making->steps[put(making, TAKE, 0)].bytes = *bytes;
}

/* A step that leads to the next one until it is made a branch. */
static uint32_t put_place(struct making *making) {
    return put(making, JUMP, making->count + 1);
}

/* Behind a backslash: \d, \w, or the sign itself. */
static void add_escaped(struct making *making, struct byte_set *set, char c) {
    if (c == 'd' || c == 'w')
        add_range(set, '0', '9');
    if (c == 'w') {
        add_range(set, 'a', 'z');
        add_range(set, 'A', 'Z');
        add_range(set, 0x80, 0xff);
        add_byte(set, '_');
    }
    if (c == 'b' || c == '\0')
        making->failed = 1;
    else if (c != 'd' && c != 'w')
        add_byte(set, (unsigned char)c);
}

/* One sign of a class, or a range of them. */
static void class_item(struct making *making, struct byte_set *set) {
    unsigned char first = (unsigned char)*making->at++;
    int is_set = 0;
    if (first == '\\') {
        first = (unsigned char)*making->at++;
        is_set = first == 'd' || first == 'w';
        add_escaped(making, set, (char)first);
    }
    if (making->at[0] != '-' || making->at[1] == ']') {
        if (!is_set)
            add_byte(set, first);
        return;
    }
    unsigned char last = (unsigned char)making->at[1];
    if (is_set || last == '\\' || last < first)
        making->failed = 1; /* rare enough for PCRE2 */
    else
        add_range(set, first, last);
    making->at += 2;
}

static void class(struct making *making) {
    struct byte_set set = {{0}};
    int denied = *++making->at == '^';
    making->at += denied;
    while (*making->at != ']' && *making->at && !making->failed)
        class_item(making, &set);
    making->at++;
    for (int i = 0; denied && i < 4; i++)
        set.bits[i] = ~set.bits[i];
    put_bytes(making, &set);
}

static void alternatives(struct making *making);

static void group(struct making *making) {
    if (*++making->at == '?') {
        if (making->at[1] != ':')
            making->failed = 1; /* looking ahead */
        making->at += 2;
    }
    if (making->failed)
        return;
    alternatives(making);
    if (*making->at == ')')
        making->at++;
    else
        making->failed = 1;
}

static void atom(struct making *making) {
    struct byte_set set = {{0}};
    char c = *making->at;
    if (c == '(') {
        group(making);
        return;
    }
    if (c == '[') {
        class(making);
        return;
    }
    if (strchr("^$?*+{", c))
        making->failed = 1;
    if (c == '.')
        add_range(&set, 0, 0xff);
    else if (c == '\\')
        add_escaped(making, &set, *++making->at);
    else
        add_byte(&set, (unsigned char)c);
    making->at++;
    put_bytes(making, &set);
}

struct repetition {
    unsigned long least, most;
    int without_end;
};

static struct repetition repetition(struct making *making) {
    struct repetition repetition = {1, 1, 0};
    char c = *making->at, *behind;
    if (!strchr("?*+{", c) || c == '\0')
        return repetition;
    making->at++;
    if (c == '{') {
        repetition.least = repetition.most = strtoul(making->at, &behind, 10);
        making->failed |= behind == making->at;
        if (*behind == ',') {
            making->at = behind + 1;
            repetition.most = strtoul(making->at, &behind, 10);
            repetition.without_end = behind == making->at;
        }
        making->failed |= *behind != '}';
        making->at = behind + (*behind == '}');
    } else {
        repetition.least = c == '+';
        repetition.without_end = c != '?';
    }
    if (*making->at == '+')
        making->failed = 1; /* never gives back */
    making->at += *making->at == '?';
    return repetition;
}

/* The atom stands once, behind the place `first`: makes it stand as often as it shall. */
static void repeat(struct making *making, const char *start, uint32_t first, struct repetition repetition) {
    const char *behind = making->at;
    uint32_t last = first + 1, exits[64], count = 0;
    unsigned long most = repetition.without_end ? (repetition.least ? repetition.least : 1) : repetition.most;
    if (most == 0 || most > 60 || most < repetition.least)
        making->failed = 1;
    if (repetition.least == 0)
        exits[count++] = first;
    for (unsigned long made = 1; made < most && !making->failed; made++) {
        uint32_t place = put_place(making);
        if (made >= repetition.least)
            exits[count++] = place;
        last = making->count;
        making->at = start;
        atom(making);
    }
    making->at = behind;
    if (repetition.without_end)
        put(making, BRANCH, last);
    for (uint32_t i = 0; i < count; i++) {
        making->steps[exits[i]].kind = BRANCH;
        making->steps[exits[i]].target = making->count;
    }
}

static void sequence(struct making *making) {
    while (*making->at && !strchr("|)/", *making->at) && !making->failed) {
        const char *start = making->at;
        uint32_t first = put_place(making);
        atom(making);
        repeat(making, start, first, repetition(making));
    }
}

static void alternatives(struct making *making) {
    uint32_t exits[200], count = 0;
    for (;;) {
        uint32_t place = put_place(making);
        sequence(making);
        if (*making->at != '|' || making->failed)
            break;
        making->at++;
        if (count == sizeof exits / sizeof *exits) {
            making->failed = 1;
            return;
        }
        exits[count++] = put_place(making);
        making->steps[place].kind = BRANCH;
        making->steps[place].target = making->count;
    }
    for (uint32_t i = 0; i < count; i++)
        making->steps[exits[i]].target = making->count;
}

/* ---- From steps to states ------------------------------------------------------------------------------------------ */

struct state {
    uint64_t steps[(STEPS + 63) / 64];
};

struct states {
    const struct making *making;
    struct state items[AUTOMATON_STATES];
    uint32_t count;
};

/* Adds a step and those that it leads to without a byte. */
static void add_step(const struct making *making, struct state *state, uint32_t at) {
    for (;;) {
        const struct step *step = &making->steps[at];
        if (state->steps[at / 64] >> at % 64 & 1)
            return;
        state->steps[at / 64] |= (uint64_t)1 << at % 64;
        if (step->kind == TAKE || step->kind == DONE)
            return;
        if (step->kind == BRANCH)
            add_step(making, state, at + 1);
        at = step->target;
    }
}

static struct state behind(const struct making *making, const struct state *state, unsigned byte) {
    struct state next = {{0}};
    for (uint32_t i = 0; i < making->count; i++)
        if ((state->steps[i / 64] >> i % 64 & 1) && making->steps[i].kind == TAKE && has_byte(&making->steps[i].bytes, byte))
            add_step(making, &next, i + 1);
    return next;
}

/* The number of an equal state, made if new; AUTOMATON_STATES when there is no room. */
static uint32_t number_of(struct states *states, const struct state *state) {
    for (uint32_t i = 0; i < states->count; i++)
        if (memcmp(&states->items[i], state, sizeof *state) == 0)
            return i;
    if (states->count < AUTOMATON_STATES)
        states->items[states->count++] = *state;
    else
        return AUTOMATON_STATES;
    return states->count - 1;
}

static int same_kind(const struct making *making, unsigned byte, unsigned other) {
    for (uint32_t i = 0; i < making->count; i++)
        if (making->steps[i].kind == TAKE && has_byte(&making->steps[i].bytes, byte) != has_byte(&making->steps[i].bytes, other))
            return 0;
    return 1;
}

/* Numbers the kinds of bytes; `samples` gets one byte of each. */
static uint32_t find_kinds(const struct making *making, uint8_t *kind_of, uint8_t *samples) {
    uint32_t kinds = 0;
    for (unsigned byte = 0; byte < 256; byte++) {
        uint32_t kind = 0;
        while (kind < kinds && !same_kind(making, byte, samples[kind]))
            kind++;
        if (kind == kinds)
            samples[kinds++] = (uint8_t)byte;
        kind_of[byte] = (uint8_t)kind;
    }
    return kinds;
}

/* Fills the table from the back of what is known: rows grow with the states that they lead to. */
static int fill(struct states *states, struct token_automaton *automaton) {
    const struct making *making = states->making;
    uint8_t samples[256], *rows = automaton->bytes + 256 + AUTOMATON_STATES;
    automaton->kinds = find_kinds(making, automaton->bytes, samples);
    for (uint32_t state = 0; state < states->count; state++)
        for (uint32_t kind = 0; kind < automaton->kinds; kind++) {
            struct state next = behind(making, &states->items[state], samples[kind]);
            uint32_t number = number_of(states, &next);
            if (number == AUTOMATON_STATES)
                return 0;
            rows[state * automaton->kinds + kind] = (uint8_t)number;
        }
    automaton->states = states->count;
    for (uint32_t state = 0; state < states->count; state++) {
        uint32_t done = making->count - 1;
        automaton->bytes[256 + state] = (uint8_t)(states->items[state].steps[done / 64] >> done % 64 & 1);
    }
    memmove(automaton->bytes + 256 + states->count, rows, (size_t)states->count * automaton->kinds);
    automaton->size = 256 + states->count + states->count * automaton->kinds;
    return 1;
}

int token_automaton_make(const char *regex, struct token_automaton *automaton) {
    struct making making = {.at = regex + 1};
    struct states states = {.making = &making, .count = 2}; /* the empty state, and the first */
    alternatives(&making);
    put(&making, DONE, 0);
    if (making.failed || *making.at != '/')
        return 0;
    add_step(&making, &states.items[1], 0);
    return fill(&states, automaton);
}

int token_automaton_takes_letters(const struct token_automaton *automaton) {
    const uint8_t *kinds = automaton->bytes, *ends = kinds + 256, *next = ends + automaton->states;
    uint8_t reached[AUTOMATON_STATES] = {0, 1}, found[AUTOMATON_STATES] = {1};
    for (unsigned count = 1, seen = 0; seen < count; seen++)
        for (unsigned letter = 'a'; letter <= 'z'; letter++) {
            unsigned state = next[found[seen] * automaton->kinds + kinds[letter]];
            if (ends[state])
                return 1;
            if (state && !reached[state]) {
                reached[state] = 1;
                found[count++] = (uint8_t)state;
            }
        }
    return 0;
}
