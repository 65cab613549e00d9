/* A pack in use: its image, and the compiled patterns, made when first needed. */
#ifndef NETRAL_PACK_H
#define NETRAL_PACK_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdatomic.h>

#include "error.h"
#include "fetch.h"
#include "image.h"
#include "known.h"
#include "lexicon_reader.h"
#include "memory.h"
#include "number_table.h"

#define CLASS_SLOTS (2 * LIMIT_CLASSES)

/* Alternatives of sets: those of rule files, and one for each feature of names with mistakes (pack_spelling.c). */
#define MOST_TERMS (LIMIT_SET_TERMS + LIMIT_FEATURES)
#define TERM_WORDS(terms) ((terms) / 64 + 1)
#define TERM_KEYS (LIMIT_FEATURES + 1)

/* What a feature is to alternatives of sets: the first or the last that they want, or one that they must not have. */
enum term_bits { TERM_FIRST, TERM_LAST, TERM_AGAINST, TERM_BITS };

/* A rule's pattern, or a regular expression inside a token, compiled by whichever thread needs it first. Never for the processor
 * (JIT): that counts its steps otherwise, and a limit would be met or not by how often the pattern was used before. */
typedef _Atomic(pcre2_code *) pack_code;

/* Where the sections lie, and what is to be done in the end: nothing, each freed by itself, the file's map ended. */
enum pack_storage { PACK_LINKED, PACK_BUILT, PACK_MAPPED };

struct pack_section {
    const void *items;
    uint32_t count;
};

struct netral_pack {
    netral_allocator allocator;
    struct pack_section sections[IMAGE_SECTIONS];
    enum pack_storage storage;
    const unsigned char *image; /* the sections lie in it, but for a pack built in memory */
    size_t image_size;
    pack_code *codes; /* one a rule or guard, then one a regular expression */
    pcre2_general_context *memory;
    pcre2_compile_context *compile;
    /* The image's sections, for short. */
    const char *strings, *texts;
    const struct image_word *words;
    uint32_t word_count, node_count;
    const uint32_t *word_table;
    uint32_t word_mask;
    const struct image_node *nodes;
    const uint32_t *node_table;
    uint32_t node_mask;
    const struct image_record *records;
    const char *levels;
    const struct image_entry *entries;
    uint32_t entry_count;
    const struct image_class *classes;
    uint32_t class_count;
    uint16_t class_slots[CLASS_SLOTS]; /* class numbers plus one, by the hash of the name */
    struct known known;
    const struct image_type *types;
    uint32_t type_count;
    const struct image_term *sets;
    uint32_t set_count, term_words;
    uint64_t *terms; /* for each feature, and for none at all, and for each of enum term_bits: a bit for each alternative of sets */
    const struct image_rule *rules;
    uint32_t rule_count;
    uint32_t pattern_count; /* rules, and the guards behind them */
    const struct image_field *fields;
    const struct image_replaced *replaced;
    uint32_t replaced_count;
    const struct image_file *files;
    uint32_t file_count;
    const struct image_example *examples;
    const struct image_group *groups;
    uint32_t group_count;
    const struct image_layer *layers;
    const struct image_alone *alone;
    uint32_t alone_count;
    const uint64_t *word_triggers;
    const struct image_step *steps;
    const struct image_choice *choices;
    const struct image_move *moves;
    const uint32_t *move_acts;
    const struct image_act *acts;
    const struct image_test *tests;
    const uint32_t *program_words;
    const struct image_regex *regexes;
    uint32_t regex_count;
    const uint8_t *automata;
    const struct image_part *parts;
    const struct image_answer *answers;
    uint32_t stretch_count; /* of words of moves */
    const uint32_t *answer_places;
    const struct image_stretch *stretches;
    const struct image_group_answer *group_answers;
    const uint32_t *group_places;
    const struct image_tolerance *tolerances;
    uint32_t tolerance_count;
    const uint32_t *deletions, *deletion_places;
    uint32_t deletion_buckets;
    unsigned farthest; /* the largest distance of a tolerance */
    const uint16_t *step_places;
    const struct image_feature *feature_names;
};

/* Gives the compiled pattern of a rule. Returns 0, or an error code with the error set. Any thread. */
int pack_rule_code(const netral_pack *pack, uint32_t rule, const pcre2_code **code, netral_error *error);

/* The same for a regular expression inside a token. */
int pack_regex_code(const netral_pack *pack, uint32_t regex, const pcre2_code **code);

/* PCRE2's memory through an allocator, which must stay where it is. NULL when memory ran out. */
pcre2_general_context *pack_regex_memory(const netral_allocator *allocator);
const char *pack_regex_version(void);

/* Their bits for a feature, TERM_BITS times term_words. */
static inline uint64_t *pack_terms(const netral_pack *pack, uint32_t feature) {
    return pack->terms + (size_t)feature * TERM_BITS * pack->term_words;
}

/* The number of a word's form, 0 if the pack does not know it. */
uint32_t pack_word(const netral_pack *pack, const char *form, size_t length);
uint32_t pack_word_hashed(const netral_pack *pack, const char *form, size_t length, uint32_t hash); /* its hash_bytes */

/* Whoever asks for many words fetches the slots of all, then their records, then their forms: a word alone is waited for three times. */
static inline void pack_fetch_slot(const netral_pack *pack, uint32_t hash) {
    fetch(&pack->word_table[hash & pack->word_mask]);
}

static inline const struct image_word *pack_likely_word(const netral_pack *pack, uint32_t hash) {
    return &pack->words[slot_number(pack->word_table[hash & pack->word_mask], hash, pack->word_mask)];
}

static inline void pack_fetch_word(const netral_pack *pack, uint32_t hash) {
    fetch(pack_likely_word(pack, hash));
}

static inline void pack_fetch_form(const netral_pack *pack, uint32_t hash) {
    fetch(pack->strings + pack_likely_word(pack, hash)->form);
}

/* What waits for a word: layers, groups, each group's rules. */
static inline const uint64_t *pack_word_set(const netral_pack *pack, uint32_t word) {
    return pack->word_triggers + (size_t)pack->words[word].triggers * (WORD_SET_RULES + pack->group_count);
}

/* The layers in which some rule waits for a word, and the rules of a group that do, a bit each. */
static inline uint64_t pack_word_layers(const netral_pack *pack, uint32_t word) {
    return pack_word_set(pack, word)[0];
}

static inline uint64_t pack_word_waits(const netral_pack *pack, uint32_t word, uint32_t group) {
    return pack_word_set(pack, word)[WORD_SET_RULES + group];
}

/* What follows for a group from something that is known of a token. */
static inline const struct image_group_answer *pack_group_answer(const netral_pack *pack, uint32_t group, uint32_t answered) {
    return &pack->group_answers[pack->group_places[(size_t)group * GROUP_PLACES + answered]];
}

/* The trie's node behind `node` and a word, 0 if there is none. */
uint32_t pack_next_node(const netral_pack *pack, uint32_t node, uint32_t word);

/* The same, when it is likely that there is one: with the hash_pair of both. Whoever asks for many fetches the slots of all, then the
 * nodes that these tell of. */
uint32_t pack_node_at(const netral_pack *pack, uint32_t node, uint32_t word, uint32_t hash);

static inline void pack_fetch_node_slot(const netral_pack *pack, uint32_t hash) {
    fetch(&pack->node_table[hash & pack->node_mask]);
}

/* The node that the table has for this hash, as far as its slots tell; 0 if there is none. */
static inline uint32_t pack_likely_node(const netral_pack *pack, uint32_t hash) {
    uint32_t slot, number = 0, mask = pack->node_mask;
    for (uint32_t i = hash & mask; number == 0 && (slot = pack->node_table[i]) != 0; i = (i + 1) & mask)
        number = slot_number(slot, hash, mask);
    return number;
}

/* What a place in the trie is in a class, its first record of it; NULL if it is nothing there. */
static inline const struct image_record *pack_record_in(const netral_pack *pack, uint32_t node, uint32_t class) {
    const struct image_record *record = pack->records + pack->nodes[node].record, *end = record + pack->nodes[node].record_count;
    while (record < end && record->class != class)
        record++;
    return record < end ? record : NULL;
}

/* The number of a lexicon class or mention type by its name, UINT32_MAX if there is none. */
uint32_t pack_class(const netral_pack *pack, const char *name);
uint32_t pack_type(const netral_pack *pack, const char *name);

/* The rule that stands for a stage of the library ("later-name"), UINT32_MAX if the pack has none: the stage is then off. */
uint32_t pack_stage_rule(const netral_pack *pack, const char *stage);

/* An attribute of an entry: copies its value to `value` (cut at `size`), returns its length, 0 if there is none. */
size_t pack_attribute(const netral_pack *pack, uint32_t entry, const char *key, char *value, size_t size);

/* The id of an entry, NULL if it has none. */
const char *pack_entry_id(const netral_pack *pack, uint32_t entry);

size_t image_item_size(int section);

/* Reads up to `room` bytes; returns how many, 0 at the end. */
typedef size_t pack_read(void *stream, char *bytes, size_t room);

/* A file: its text, or, for a large lexicon, a stream that gives it. */
struct pack_source {
    const char *name, *text;
    size_t length;
    enum source_format format;
    pack_read *read;
    void *stream;
};

/* Builds a pack from texts, laid over `base` (or NULL). */
int pack_from_files(const struct pack_source *sources, size_t count, const netral_pack *base, const netral_allocator *allocator,
                    netral_pack **pack, netral_error *error);

/* Opens sections, which must stay where they are. */
int pack_open(const struct pack_section *sections, const netral_allocator *allocator, netral_pack **pack, netral_error *error);

/* Opens a compiled pack in a file by mapping it, after it was looked over; netral_pack_free ends the map (pack_map.c). */
int pack_map(const char *path, const netral_allocator *allocator, netral_pack **pack, netral_error *error);
void pack_unmap(const unsigned char *image, size_t size);

/* The bytes of a compiled pack: the header and the sections, given to a sink in order (pack_image.c). */
int image_write(const struct pack_section *sections, netral_sink *sink, void *context, netral_error *error);

/* Finds the sections of an image by its header, whose numbers are checked. */
int image_sections(const unsigned char *image, size_t size, struct pack_section *sections, netral_error *error);

/* Reads all of it once and compares the checksum. */
int image_check_sum(const unsigned char *image, const struct pack_section *sections, netral_error *error);

#endif
