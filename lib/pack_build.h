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
    struct section named;            /* struct named_feature */
    struct named_text *patterns, *sets;
    struct type_definition *types;
    struct rule_definition *rules;
    struct listed_text *disabled; /* rules that were taken out, the last first */
    size_t rule_count, name_count; /* of rules; of sub-patterns and sets */
    size_t pattern_bytes; /* of all rules, as PCRE2 would read them */
    unsigned features_used;
    int naming_failed; /* why a class got no features, else 0 */
    int out_of_memory; /* some allocation failed, even where its caller could go on without */
    int level; /* of the pack whose files are being added: 0, and one more for each laid over another (pack_overlay.c) */
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

/* Adds one file's text under its name, as part of the pack of `builder->level`. A lexicon (is_lexicon) is read now, a rule file too.
 * Returns 0 or an error. */
int pack_builder_add(struct pack_builder *builder, const char *name, const char *text, size_t length, int is_lexicon);

/* Finishes: numbers features, translates patterns, sorts triggers, and gives the image (of `*size` bytes, to be freed with the
 * allocator). */
int pack_builder_finish(struct pack_builder *builder, void **image, size_t *size);

/* ---- Shared by the files that build (pack_overlay.c, pack_lexicon.c, pack_rules.c, pack_programs.c) -------------------------------------------------- */

/* Room for one more item, cleared; NULL when memory ran out. */
void *section_add(struct pack_builder *builder, struct section *section);
#define SECTION_ITEM(builder, name, type, index) (&((type *)(builder)->sections[name].items)[index])

/* Bytes at the end of a section of bytes: their place, UINT32_MAX when memory ran out. */
uint32_t builder_bytes(struct pack_builder *builder, enum image_section_name name, const void *bytes, size_t length);

/* A string's place in the string section; UINT32_MAX when memory ran out. */
uint32_t builder_string(struct pack_builder *builder, const char *bytes, size_t length);

/* The number of a word, made if new; 0 when memory ran out. */
uint32_t builder_word(struct pack_builder *builder, const char *form, size_t length);

/* What a rule file says, laid over what was said before (pack_overlay.c). */
int builder_add_rules(struct pack_builder *builder, const char *file, const char *text, size_t length);

int builder_add_lexicon(struct pack_builder *builder, const char *file, const char *text, size_t length);
int builder_sort_records(struct pack_builder *builder);
int builder_note_alone(struct pack_builder *builder); /* after features are numbered and records sorted */
int builder_hash_edges(struct pack_builder *builder);

/* Features of classes, types and sets; then the rules themselves. */
int builder_number_features(struct pack_builder *builder);
int builder_make_rules(struct pack_builder *builder);
int builder_make_triggers(struct pack_builder *builder);

/* Adds the program of a rule's pattern (pack_programs.c); a pattern for which none can be made goes without. */
int builder_add_program(struct pack_builder *builder, const char *pattern, const struct pattern_names *names, struct image_rule *made);

#endif
