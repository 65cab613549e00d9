/* Making a pack: rule files and lexicons in, one image (image.h) out. */
#ifndef NETRAL_PACK_BUILD_H
#define NETRAL_PACK_BUILD_H

#include "error.h"
#include "image.h"
#include "memory.h"
#include "pattern.h"
#include "rule_reader.h"

/* One section of the image while it grows. */
struct section {
    void *items;
    size_t count, capacity, item_size;
};

/* A lexicon class while it is filled. */
struct pack_builder {
    netral_allocator allocator;
    netral_error *error;
    struct arena arena; /* file texts and rule definitions */
    struct section sections[IMAGE_SECTIONS];
    struct section edges;            /* struct image_edge, in the order made */
    struct section pending_records;  /* struct pending_record */
    struct section pending_triggers; /* struct pending_trigger */
    struct section guards;           /* struct image_rule: they come behind the rules */
    struct section named;            /* struct named_feature */
    struct named_text *patterns, *sets;
    struct type_definition *types;
    struct rule_definition *rules;
    unsigned features_used;
    uint32_t rule_total;
    int out_of_memory; /* some allocation failed, even where its caller could go on without */
    int layer; /* 1 while files of a pack are added that is laid over another: its names may replace the other's */
};

struct pending_record {
    uint32_t node;
    struct image_record record;
};

struct pending_trigger {
    uint32_t layer, is_feature, key, rule; /* key: a word's or a feature's number */
};

/* What a name in a pattern stands for, besides sub-patterns. */
struct named_feature {
    const char *name;
    uint32_t feature, inside;
};

int pack_builder_init(struct pack_builder *builder, const netral_allocator *allocator, netral_error *error);
void pack_builder_free(struct pack_builder *builder);

/* Adds one file's text under its name. A lexicon (is_lexicon) is read now, a rule file too; a rule with the id of an earlier
 * one takes its place. Returns 0 or an error. */
int pack_builder_add(struct pack_builder *builder, const char *name, const char *text, size_t length, int is_lexicon);

/* Finishes: numbers features, translates patterns, sorts triggers, and gives the image (of `*size` bytes, to be freed with the
 * allocator). */
int pack_builder_finish(struct pack_builder *builder, void **image, size_t *size);

/* ---- Shared by the files that build (pack_lexicon.c, pack_rules.c, pack_programs.c) -------------------------------------------------- */

/* Room for one more item, cleared; NULL when memory ran out. */
void *section_add(struct pack_builder *builder, struct section *section);
#define SECTION_ITEM(builder, name, type, index) (&((type *)(builder)->sections[name].items)[index])

/* Bytes at the end of a section of bytes: their place, UINT32_MAX when memory ran out. */
uint32_t builder_bytes(struct pack_builder *builder, enum image_section_name name, const void *bytes, size_t length);

/* A string's place in the string section; UINT32_MAX when memory ran out. */
uint32_t builder_string(struct pack_builder *builder, const char *bytes, size_t length);

/* The number of a word, made if new; 0 when memory ran out. */
uint32_t builder_word(struct pack_builder *builder, const char *form, size_t length);

int builder_add_lexicon(struct pack_builder *builder, const char *file, const char *text, size_t length);
int builder_sort_records(struct pack_builder *builder);
int builder_note_alone(struct pack_builder *builder); /* after features are numbered and records sorted */
int builder_hash_edges(struct pack_builder *builder);

/* Features of classes, types and sets; then the rules themselves. */
int builder_number_features(struct pack_builder *builder);
int builder_make_rules(struct pack_builder *builder);

/* Triggers (pack_triggers.c): those of rule number `number`; then the lists of all. */
int builder_add_triggers(struct pack_builder *builder, const struct rule_definition *rule, const struct pattern_names *names,
                         uint32_t number);
int builder_make_triggers(struct pack_builder *builder);

/* What a rule's `left`, `right` and `not-right` make of its pattern; NULL when memory ran out (pack_context.c). */
int rule_has_context(const struct rule_definition *rule);
const char *rule_pattern_in_context(struct pack_builder *builder, const struct rule_definition *rule);

/* The pattern that `not-left` stands for: it matches what ends where its window ends. */
const char *rule_guard_pattern(struct pack_builder *builder, const struct rule_definition *rule);

/* Adds the program of a rule's pattern (pack_programs.c); a pattern for which none can be made goes without. */
int builder_add_program(struct pack_builder *builder, const char *pattern, const struct pattern_names *names, struct image_rule *made);

/* Checks and adds the normal form and the fields of a rule (pack_fields.c), whose pattern was translated to `translated`. */
int builder_add_fields(struct pack_builder *builder, const struct rule_definition *rule, const char *translated, struct image_rule *made);

#endif
