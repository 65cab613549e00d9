/* Making a pack: rule files and lexicons in, one image (image.h) out. */
#ifndef NETRAL_PACK_BUILD_H
#define NETRAL_PACK_BUILD_H

#include "error.h"
#include "image.h"
#include "memory.h"
#include "pack.h"
#include "pattern.h"
#include "rule_reader.h"

/* One section of the image while it grows. */
struct section {
    void *items;
    size_t count, capacity, item_size;
};

#define KEPT_STRINGS 4096
#define NO_WAY UINT16_MAX

struct pack_builder {
    netral_allocator allocator;
    netral_error *error;
    struct arena arena; /* file texts and rule definitions */
    struct section sections[IMAGE_SECTIONS];
    struct section record_nodes;     /* uint32_t, beside IMAGE_RECORDS: where each ends */
    struct section pending_triggers; /* struct pending_trigger */
    struct section named;            /* struct named_feature */
    struct section beginnings;       /* struct rule_beginnings, one a rule */
    struct section ways;             /* struct description; number 0 is every token */
    uint16_t way_slots[2 * WAYS];    /* their numbers, by a hash; 0 empty */
    uint16_t shares[LIMIT_FEATURES]; /* how many tokens have each feature, and what those have besides (description.h), as far as sets */
    struct features implied[LIMIT_FEATURES]; /* are known: */
    size_t known_sets;
    uint32_t word_kinds;             /* how many words have a kind, but for signs */
    struct section regex_words;      /* struct regex_words, beside IMAGE_REGEXES */
    struct section move_ways;        /* uint16_t, beside IMAGE_MOVES: the description of what each may begin with */
    struct section bits;             /* uint16_t, 64 a word: the description that each bit of moves stands for, or NO_WAY */
    struct named_text *patterns, *sets;
    struct type_definition *types;
    struct rule_definition *rules;
    unsigned spelling; /* of the rule that is made: its classes are read with so many mistakes */
    struct features asked; /* the classes behind the names that were looked for since it was emptied */
    struct listed_text *disabled; /* rules that were taken out, the last first */
    size_t rule_count, name_count; /* of rules; of sub-patterns and sets */
    uint32_t guard_count; /* they come behind the rules */
    size_t pattern_bytes; /* of all rules, as PCRE2 would read them */
    unsigned features_used;
    int naming_failed; /* why a class got no features, else 0 */
    uint32_t kept_strings[KEPT_STRINGS], kept_levels[KEPT_STRINGS]; /* the places of the last that are likely to come again */
    int out_of_memory; /* some allocation failed, even where its caller could go on without */
    int level; /* of the pack whose files are being added: 0, and one more for each laid over another (pack_overlay.c) */
};

struct pending_trigger {
    uint32_t layer, is_feature, key, rule; /* key: a word's or a feature's number */
};

/* What a name in a pattern stands for, besides sub-patterns. */
struct named_feature {
    const char *name;
    uint32_t feature, inside;
    struct features classes; /* the lexicon classes in it: itself, or those of a set */
};

int pack_builder_init(struct pack_builder *builder, const netral_allocator *allocator, netral_error *error);
void pack_builder_free(struct pack_builder *builder);

/* Begins with the words, phrases and entries of another pack; its rules come by builder_add_rules, its files are noted. */
int builder_copy_lexicon(struct pack_builder *builder, const netral_pack *base);

/* Adds one file under its name, as part of the pack of `builder->level`. A lexicon is read now, a rule file too. Returns 0 or an
 * error. */
int pack_builder_add(struct pack_builder *builder, const struct pack_source *source);

/* Finishes: numbers features, translates patterns, sorts triggers. The sections are then those of the image, each of
 * count * item_size bytes of the allocator; whoever takes one leaves NULL and a capacity of 0 in its place. */
int pack_builder_finish(struct pack_builder *builder);

/* ---- Shared by the files that build (pack_overlay.c, pack_words.c, pack_lexicon.c, pack_names.c, pack_rules.c …) --- */

/* Room for one more item, cleared; NULL when memory ran out. */
void *section_add(struct pack_builder *builder, struct section *section);
#define SECTION_ITEM(builder, name, type, index) (&((type *)(builder)->sections[name].items)[index])

/* Bytes at the end of a section of bytes: their place, UINT32_MAX when memory ran out. */
uint32_t builder_bytes(struct pack_builder *builder, enum image_section_name name, const void *bytes, size_t length);

/* A string's place in the string section; UINT32_MAX when memory ran out. */
uint32_t builder_string(struct pack_builder *builder, const char *bytes, size_t length);
uint32_t builder_text(struct pack_builder *builder, const char *bytes, size_t length); /* of IMAGE_TEXTS */

/* The same for one that is likely to come again soon; it is then found, not added. */
uint32_t builder_kept_string(struct pack_builder *builder, const char *bytes, size_t length);

/* The number of a word, made if new; 0 when memory ran out. */
uint32_t builder_word(struct pack_builder *builder, const char *form, size_t length);

/* The node of phrases that begin with a word, and the one behind a node and a word, made if new; 0 when memory ran out. */
uint32_t builder_first_node(struct pack_builder *builder, uint32_t word);
uint32_t builder_next_node(struct pack_builder *builder, uint32_t parent, uint32_t word);
int builder_make_tables(struct pack_builder *builder); /* of a pack without words or phrases too */

/* What a rule file says, laid over what was said before (pack_overlay.c). Name and text must outlive the builder. */
int builder_add_rules(struct pack_builder *builder, const char *file, const char *text, size_t length);

int builder_add_lexicon(struct pack_builder *builder, const struct pack_source *source);
int builder_sort_records(struct pack_builder *builder);
int builder_note_alone(struct pack_builder *builder); /* after features are numbered and records sorted */

/* Features of classes, types and sets; then the rules themselves; then what rules call each feature, so that a person can be told. */
int builder_number_features(struct pack_builder *builder);
int builder_make_rules(struct pack_builder *builder);
int builder_write_feature_names(struct pack_builder *builder);

/* Names in braces (pack_names.c): as patterns ask for them, and those that are known already. */
struct pattern_names builder_names(struct pack_builder *builder);
int builder_find_name(struct pack_builder *builder, const char *name, size_t length, struct pattern_name *found);
uint32_t builder_type_number(const struct pack_builder *builder, const char *name); /* UINT32_MAX: none has this name */

/* Sets (pack_sets.c): one by name, made if it was not yet; all. */
int builder_find_set(struct pack_builder *builder, const char *name, size_t length, struct pattern_name *found);
int builder_make_sets(struct pack_builder *builder);

/* Triggers (pack_triggers.c): those of rule number `number`; then the lists of all. */
int builder_add_triggers(struct pack_builder *builder, const struct rule_definition *rule, const struct pattern_names *names,
                         uint32_t number);
int builder_make_triggers(struct pack_builder *builder);

/* The band of a rule; when all sit, who is kept away from triggers that mentions hold (pack_bands.c). */
uint32_t builder_band(int32_t priority);
int builder_keep_away(struct pack_builder *builder);
int builder_find_followers(struct pack_builder *builder);

int builder_make_answers(struct pack_builder *builder);

/* A new feature for what stands at a place, UINT32_MAX when there are too many; its name; the lexicon classes of the last one named. */
uint32_t builder_feature(struct pack_builder *builder, struct place place);
int builder_name_feature(struct pack_builder *builder, const char *name, uint32_t feature, uint32_t inside);
struct features *builder_named_classes(struct pack_builder *builder);

/* The features of a class whose names may be misspelt, made if new; NULL when there are too many or memory ran out. */
const struct image_tolerance *builder_tolerance(struct pack_builder *builder, uint32_t class, unsigned distance);
int builder_make_spelling(struct pack_builder *builder); /* after records are sorted */

/* What a rule's `left`, `right` and `not-right` make of its pattern; NULL when memory ran out (pack_context.c). */
int rule_has_context(const struct rule_definition *rule);
const char *rule_pattern_in_context(struct pack_builder *builder, const struct rule_definition *rule);

/* The pattern that `not-left` stands for: it matches what ends where its window ends. */
const char *rule_guard_pattern(struct pack_builder *builder, const struct rule_definition *rule);

/* Adds the program of a rule's pattern (pack_programs.c), which is NULL for a stage; a pattern for which none can be made goes without. */
int builder_add_program(struct pack_builder *builder, const char *pattern, const struct pattern_names *names, struct image_rule *made);

/* What programs ask for, as far as it is known. */
struct asked_facts builder_asked_facts(struct pack_builder *builder);

/* Adds the choices of a program (pack_choices.c); one for which they would be too many goes without. */
struct program;
struct program_facts;
int builder_add_choices(struct pack_builder *builder, const struct program *program, const struct program_facts *facts,
                        struct image_rule *made);

/* Makes one of the choices from `first` on that go on in the same way (pack_merge.c); their acts begin at `first_act`. */
int builder_merge_choices(struct pack_builder *builder, uint32_t first, uint32_t first_act);

void builder_mark_moves(struct pack_builder *builder); /* of all rules (pack_moves.c) */
int builder_make_bits(struct pack_builder *builder); /* for the moves of all rules (pack_bits.c) */

/* Checks and adds the normal form and the fields of a rule (pack_fields.c), whose pattern was translated to `translated`. */
int builder_add_fields(struct pack_builder *builder, const struct rule_definition *rule, const char *translated, struct image_rule *made);

#endif
