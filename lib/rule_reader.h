/* Reading a rule file: its YAML tree checked against the schema and turned into definitions. See lib/rules/README.md. */
#ifndef NETRAL_RULE_READER_H
#define NETRAL_RULE_READER_H

#include "error.h"
#include "memory.h"

struct named_text {
    const char *name, *text;
    struct place place;
    int level;   /* of the pack it comes from: 0, and one more for each laid over another */
    int is_busy; /* a set that is just being made: naming itself, it would never end */
    struct named_text *next;
};

struct type_definition {
    const char *name;
    int opaque, veto;
    const char *const *holds; /* ended by NULL */
    int level;
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
    int layer, priority, back, closed, spelling;
    int level; /* of the pack it comes from */
    int as_written; /* capitals of the pattern's words are demanded */
    struct field_definition *fields;
    struct example_definition *examples;
    struct place place, pattern_place, norm_place, trigger_place, type_place, left_place, right_place, not_left_place, not_right_place;
    struct rule_definition *next;
};

/* One item of `disable`: a rule's id; or of `include`: a file. */
struct listed_text {
    const char *text;
    int level;
    struct place place;
    struct listed_text *next;
};

/* All that one rule file says. Strings live in the arena. */
struct rule_file {
    struct listed_text *includes, *disabled;
    struct named_text *patterns, *sets;
    struct type_definition *types;
    struct rule_definition *rules;
};

/* Only what a rule file includes, before the rest can be understood. */
int rule_file_read_includes(struct arena *arena, const char *file, const char *text, size_t length, struct listed_text **includes,
                            netral_error *error);

int rule_file_read(struct arena *arena, const char *file, const char *text, size_t length, struct rule_file *rules,
                   netral_error *error);

#endif
