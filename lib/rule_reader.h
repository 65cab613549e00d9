/* Reading a rule file: its YAML tree checked against the schema and turned into definitions. See lib/rules/README.md. */
#ifndef NETRAL_RULE_READER_H
#define NETRAL_RULE_READER_H

#include "error.h"
#include "memory.h"

struct named_text {
    const char *name, *text;
    struct place place;
    int layer; /* the pack it comes from: 0, and 1 for one laid over it */
    struct named_text *next;
};

struct type_definition {
    const char *name;
    int opaque, veto;
    const char *const *holds; /* ended by NULL */
    struct place place;
    struct type_definition *next;
};

struct example_definition {
    const char *text;
    int is_yes, line;
    struct example_definition *next;
};

/* A field of a rule's mentions: what it is called, and the template of its value (template.h). */
struct field_definition {
    const char *name, *value;
    struct place place;
    struct field_definition *next;
};

struct rule_definition {
    const char *id, *type, *pattern, *norm, *source;
    const char *left, *right, *not_left, *not_right; /* patterns of what stands around the match; or NULL */
    const char *stage; /* a rule that a stage of the library carries out, not a pattern; or NULL */
    const char *const *triggers; /* ended by NULL */
    const char *const *allowed; /* names of warnings that are not given for this rule; ended by NULL */
    int layer, priority, back, closed;
    int as_written; /* capitals of the pattern's words are demanded */
    struct field_definition *fields;
    struct example_definition *examples;
    struct place place, pattern_place, norm_place, trigger_place, type_place, left_place, right_place, not_left_place, not_right_place;
    struct rule_definition *next;
};

/* All that one rule file says. Strings live in the arena. */
struct rule_file {
    struct named_text *patterns, *sets;
    struct type_definition *types;
    struct rule_definition *rules;
};

int rule_file_read(struct arena *arena, const char *file, const char *text, size_t length, struct rule_file *rules,
                   netral_error *error);

#endif
