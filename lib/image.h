/* The compiled pack: one block of bytes without a pointer in it, made by pack_build.c, used as it lies by pack.c. The shipped
 * one is linked into the library. Every reference is a number: of a byte in the string section, or of an item in another. */
#ifndef NETRAL_IMAGE_H
#define NETRAL_IMAGE_H

#include <stdint.h>

#include "features.h"
#include "limits.h"

#define IMAGE_MAGIC "NETRAL\x1a"
#define IMAGE_VERSION 23u

/* Reads as another number where bytes have another order. */
#define IMAGE_ORDER 0x01020304u

enum image_section_name {
    IMAGE_STRINGS,       /* bytes; offset 0 is "" */
    IMAGE_WORDS,         /* struct image_word; number 0 is "no word" */
    IMAGE_WORD_HASH,     /* uint32_t: a table of word numbers (number_table.h) */
    IMAGE_NODES,         /* struct image_node: places in the phrase trie; number 0 is "no node" */
    IMAGE_NODE_HASH,     /* uint32_t: a table of the numbers of nodes behind another */
    IMAGE_RECORDS,       /* struct image_record */
    IMAGE_LEVELS,        /* bytes: the capitals of phrases; offset 0 is "" */
    IMAGE_ENTRIES,       /* struct image_entry; number 0 is "no entry" */
    IMAGE_CLASSES,       /* struct image_class */
    IMAGE_TYPES,         /* struct image_type */
    IMAGE_SETS,          /* struct image_term: alternatives of sets, in the order in which they are computed */
    IMAGE_RULES,         /* struct image_rule; behind the rules, what may not stand before their matches */
    IMAGE_GROUPS,        /* struct image_group */
    IMAGE_LAYERS,        /* struct image_layer[LIMIT_LAYERS] */
    IMAGE_ALONE,         /* struct image_alone; number 0 is "no class" */
    IMAGE_WORD_TRIGGERS, /* uint64_t: sets of the layers that wait for a word, of groups, and, for each, of its rules; number 0 is empty */
    IMAGE_TESTS,         /* struct image_test */
    IMAGE_PROGRAM_WORDS, /* uint32_t: the words that programs ask for */
    IMAGE_REGEXES,       /* struct image_regex: regular expressions inside one token; number 0 is "none" */
    IMAGE_PARTS,         /* struct image_part */
    IMAGE_AUTOMATA,      /* bytes */
    IMAGE_ANSWERS,       /* struct image_answer: for moves; number 0 is none */
    IMAGE_ANSWER_PLACES, /* uint32_t: for each stretch of words of moves, and each number of what its answers follow from, the answer */
    IMAGE_GROUP_ANSWERS, /* struct image_group_answer; number 0 is none at all */
    IMAGE_GROUP_PLACES,  /* uint32_t: their numbers, for each group and for each number of what they follow from */
    IMAGE_TOLERANCES,    /* struct image_tolerance: classes that some rule reads with spelling mistakes */
    IMAGE_DELETIONS,     /* uint32_t: words of their names, in buckets by what is left of them without some letters (deletions.h) */
    IMAGE_DELETION_BUCKETS, /* uint32_t: where each bucket begins, and the end; none when there are no tolerances */
    IMAGE_FIELDS,           /* struct image_field */
    IMAGE_CHOICES,          /* struct image_choice; number 0 is "no choice" */
    IMAGE_STRETCHES,        /* struct image_stretch, each stretch of words of moves */
    IMAGE_MOVES,            /* struct image_move */
    IMAGE_MOVE_ACTS,        /* uint32_t: for each move that has flags, where its acts begin */
    IMAGE_ACTS,             /* struct image_act */
    /* What extraction does not look at lies together, so that it takes no memory: */
    IMAGE_FILES,         /* struct image_file: the source texts, kept so that another pack can be laid over this one */
    IMAGE_EXAMPLES,      /* struct image_example */
    IMAGE_STEPS,         /* struct image_step, the programs one after another; number 0 is "no program" */
    IMAGE_STEP_PLACES,   /* uint16_t: for each step, the byte of its rule's pattern where its item begins; for explaining */
    IMAGE_FEATURE_NAMES, /* struct image_feature: what rules call each feature; for explaining */
    IMAGE_REPLACED,      /* struct image_replaced: names that a pack laid over took from the one below */
    IMAGE_TEXTS,         /* bytes: the texts of files, and what PCRE2 gets of rules; offset 0 is "" */
    IMAGE_SECTIONS
};

struct image_header {
    char magic[8];
    uint32_t version, order; /* IMAGE_VERSION, IMAGE_ORDER */
    uint64_t checksum;       /* of all that follows the header */
    uint32_t size;
    uint32_t layout; /* a sum of the sizes of items, so that a change of them is seen even when nobody counted the version up */
    struct {
        uint32_t offset, count;
    } sections[IMAGE_SECTIONS];
};

struct image_file {
    uint32_t name, text, length; /* text: in IMAGE_TEXTS; that of a large lexicon is left out: its entries are there */
    uint32_t format;             /* enum source_format */
    uint32_t level;              /* 0: of the lowest pack; of each one laid over it, one more */
    uint32_t entry;              /* the number of a lexicon's first entry */
};

/* What the word is to a sentence or in a normal form, from the classes that hold it as an entry of one word. */
enum word_role {
    ROLE_ABBREVIATION = 1, /* a full stop behind it ends no sentence */
    ROLE_OPENER = 2,       /* with a capital it hardly begins anything but a sentence */
    ROLE_PLACE = 4,
    ROLE_WRITTEN_OUT = 8 /* its canonical form stands for it in normal forms of names (norm_text.c) */
};

struct image_word {
    uint32_t form;
    uint32_t length : 16;
    uint32_t kind : 10;  /* in descriptions, where some program asks for this very word, else 0 */
    uint32_t roles : 6;  /* enum word_role */
    uint32_t node;     /* of phrases that begin with this word */
    uint32_t alone;    /* what the word is by itself, in IMAGE_ALONE */
    uint32_t triggers; /* the number of its sets in IMAGE_WORD_TRIGGERS; 0 for most words */
    uint32_t edge_filter; /* a bit, by edge_bit, for each word that a phrase goes on with behind it; 0 for most words */
};

/* The features of entries that are one word, by the capitals of the text: none, initial, all. Few words differ in them, so
 * that all of them stay near the processor. */
struct image_alone {
    struct features by_level[3];
};

/* A place in the trie, reached from another by a word, or from none by its first. */
struct image_node {
    uint32_t parent, word;
    uint32_t record;
    uint16_t record_count;
    uint16_t edge_filter; /* a bit, by node_bit, for each word that an edge leads on with; 0 where phrases only end */
};

/* The bits of words in filters: of a word's node, and of any node, which has less room. */
static inline uint32_t edge_bit(uint32_t word) {
    return (uint32_t)1 << (word * 0x9e3779b1u >> 27);
}

static inline uint16_t node_bit(uint32_t word) {
    return (uint16_t)(1u << (word * 0x9e3779b1u >> 28));
}

/* A phrase that ends at a node. levels: a string of IMAGE_LEVELS, one byte a word, the capitals it demands ('0' none, '1' initial,
 * '2' all). */
#define IMAGE_LEVEL_BYTES (1u << 22)
struct image_record {
    uint32_t entry;
    uint32_t class : 10, levels : 22;
};

struct image_entry {
    uint32_t canonical;
    uint32_t attributes : 31, has_id : 1; /* "key=value\n…"; an id stands right behind the canonical form */
};

struct image_class {
    uint32_t name;
    uint32_t begin, inside; /* features; equal when every entry is one word */
    uint32_t has_ids;       /* some entry has an id */
    uint32_t role;          /* of enum word_role, 0 for most */
};

enum image_type_flag { TYPE_OPAQUE = 1, TYPE_VETO = 2 };

struct image_type {
    uint32_t name;
    uint32_t begin, inside;
    uint32_t last; /* besides, of its last token; LIMIT_FEATURES: no rule asks for it */
    uint32_t flags;
    uint32_t holds; /* a bit for each type number that it may contain */
};

/* One alternative of a set: a token that has all of `wanted` and none of `unwanted` gets `feature`. */
struct image_term {
    struct features wanted, unwanted;
    uint32_t feature, key; /* key: one of the wanted that few tokens have; LIMIT_FEATURES: none */
};

/* Descriptions of what can stand at some place of a match: some features and some words. Those a token fits are found by its features
 * and its word, of which the kind is told: a number of its own, as far as there are enough. What moves begin with has numbers; number 0 is
 * fitted by every token, and also stands where no further description had a number left. */
#define WAYS 4096u
#define WORD_KINDS 1024u
#define WORD_KINDS_SIGNS 33u /* the kinds below are of the signs of ASCII; 0 is nobody's */
#define WORD_KINDS_OWN 960u  /* the kinds below are of one word alone; others share those that are left */

/* Rules sit in groups, a bit each, layer by layer; a layer for which there is no room behind the one before it begins a new group. What
 * is known of a token answers for a whole group at once: which rules wait for it, and for which it can be what a match begins with. */
#define GROUP_RULES 64u
#define NO_RULE UINT32_MAX
#define WORD_SET_RULES 2u /* in a set of IMAGE_WORD_TRIGGERS: where its groups' rules begin */
struct image_group {
    uint32_t rules[GROUP_RULES]; /* NO_RULE: nobody sits there */
    struct features asked;       /* from which something follows for the group */
    uint64_t reach[LIMIT_RULE_BACK + 2]; /* the ones whose matches may begin so many tokens before their trigger; the last: none */
    /* Rules kept away by a mention of this type that holds their trigger: nothing they find there can win; the last: none. */
    uint64_t kept_away[LIMIT_MENTION_TYPES + 1];
};

static inline uint64_t group_bit(uint32_t group) {
    return (uint64_t)1 << group % 64;
}

/* A rule's matches are described by their first tokens, and that so many times, for there are several ways into most patterns. */
#define REACH_TOKENS 3u
#define BEGINNINGS 2u

/* What a token is asked by a group: which rules wait for it, whose matches can hold it at all, behind whose triggers it can stand, then,
 * for the first token, the second …, and for each of their beginnings, for which of them it can be that. */
#define ANSWER_WAITS 0u
#define ANSWER_HOLDS 1u
#define ANSWER_FOLLOWS 2u
#define ANSWER_BEGINS 3u
#define ANSWERS_BESIDES (REACH_TOKENS * BEGINNINGS)
#define GROUP_ANSWERS (ANSWER_BEGINS + ANSWERS_BESIDES)

/* What follows for a group; what its beginnings ask for besides, and what they deny, is joined with the answers when all is known of a
 * token. */
struct image_group_answer {
    uint64_t answers[GROUP_ANSWERS], besides[ANSWERS_BESIDES], denied[ANSWERS_BESIDES];
};

/* What follows for a token: the bits of moves (struct image_choice), a stretch of words of them. What it follows from is, by number, one of
 * the token's features, or the kind of its word, or nothing. */
#define STRETCH_WORDS 4u
struct image_answer {
    uint64_t words[STRETCH_WORDS];
};

/* What a token must pass besides to have a bit of a stretch. */
struct image_stretch {
    uint64_t tested[STRETCH_WORDS];    /* the bits with a test, and of each … */
    uint16_t tests[STRETCH_WORDS][64]; /* … its number in IMAGE_TESTS */
};
#define ANSWERED_KINDS LIMIT_FEATURES
#define ANSWERED_ALWAYS (LIMIT_FEATURES + WORD_KINDS)
#define ANSWER_PLACES (ANSWERED_ALWAYS + 1) /* of a stretch */
#define GROUP_PLACES (ANSWERED_ALWAYS + 1)

struct image_rule {
    /* What every attempt and every find asks for, side by side. */
    uint32_t choice, choice_count; /* the program as it runs, in IMAGE_CHOICES; 0: it has none, PCRE2 has to decide */
    uint32_t part, part_count; /* the program's named groups in IMAGE_PARTS */
    uint32_t guard;  /* the number of the pattern that may not end where a match begins; 0: there is none */
    uint32_t back, seat, type; /* back: also how many tokens a guard can hold; seat: counted through all groups */
    int32_t priority;
    uint8_t closed; /* its mentions hold no others, whatever their type allows */
    uint8_t tells;  /* it has a template: of the normal form, or of a field */
    uint8_t norm_is_alias; /* its mentions are other names of what a mention names (aliases.c) */
    uint8_t has_classes;   /* there are … */
    struct features classes; /* … lexicon classes whose entries its mentions name, by the features that begin them */
    uint32_t id, file, line, column, layer;
    uint32_t pattern;           /* as written */
    uint32_t code, code_length; /* for PCRE2, in IMAGE_TEXTS */
    uint32_t norm, source;
    uint32_t example, example_count, yes_count;
    uint32_t program; /* its first step in IMAGE_STEPS, 0: it has none; for explaining */
    uint32_t level;  /* of the pack it comes from, as in image_file */
    uint32_t spelling; /* how many mistakes the names of its classes may have: 0, 1, 2 */
    uint32_t norm_is_entry; /* the normal form is the canonical form of the entry that a mention spells */
    uint32_t is_guard; /* it is such a pattern, and no rule */
    uint32_t field, field_count; /* in IMAGE_FIELDS */
    uint32_t allowed; /* names of warnings that are not given, each ended by a line feed */
};

/* One step of a pattern's program (pattern_program.h). A target counts from the program's first step. */
enum image_operation {
    STEP_FEATURE,    /* a token with this feature */
    STEP_TEST,       /* a token that passes this test */
    STEP_WORD,       /* this word */
    STEP_ANY,        /* any token */
    STEP_INSIDE,     /* as many tokens with this feature as follow, never given back */
    STEP_JUMP,       /* to the target */
    STEP_SPLIT,      /* on; or else at the target */
    STEP_SPLIT_BACK, /* at the target; or else on */
    STEP_OPEN,       /* the group of this number begins here … */
    STEP_CLOSE,      /* … and ends here */
    STEP_LOOK,       /* the steps up to STEP_END match from here; then at the target */
    STEP_LOOK_NOT,   /* they do not */
    STEP_ATOMIC,     /* they match; their tokens are taken and never given back; then at the target */
    STEP_END,        /* the end of such steps */
    STEP_MATCH       /* the end of the pattern */
};

static inline int operation_looks(unsigned operation) {
    return operation == STEP_LOOK || operation == STEP_LOOK_NOT;
}

static inline int operation_has_target(unsigned operation) {
    return operation == STEP_JUMP || operation == STEP_SPLIT || operation == STEP_SPLIT_BACK || operation == STEP_ATOMIC ||
           operation_looks(operation);
}

struct image_step {
    uint16_t operation, argument;
};

/* (?! {any} ): nothing may follow. */
static inline int step_denies_all(const struct image_step *step) {
    return step->operation == STEP_LOOK_NOT && step[1].operation == STEP_ANY && step[2].operation == STEP_END;
}

/* A program as it runs: a choice is a place where it waits for a token, with the moves that it may make there; the first one that
 * leads to the end of the pattern is the right one. Numbers of choices count from the program's first. Which moves a token may begin
 * with is said by so many bits of its row, side by side in one of the words of moves. */
#define CHOICE_MOVES 64u
#define MOST_MOVE_WORDS UINT16_MAX
struct image_choice {
    uint32_t move; /* the first, in IMAGE_MOVES */
    uint16_t word; /* the word of moves, and the bit in it, from which on `count` bits are theirs */
    uint8_t bit, count;
};

enum image_take {
    TAKE_FEATURE, /* a token with this feature */
    TAKE_TEST,    /* a token that passes this test */
    TAKE_WORD,    /* this word */
    TAKE_ANY,     /* any token */
    TAKE_ATOMIC,  /* the tokens of what begins with this choice, never given back */
    TAKE_ON,      /* none: the moves for which the choice has no room follow */
    TAKE_END      /* none: the end of the pattern, or of what is looked at or atomic */
};

/* A move: what it takes, and the choice that follows. */
enum image_move_flag {
    MOVE_LOOKS = 1,
    MOVE_BORDERS = 2,
    MOVE_TOLD = 4, /* its bit tells all that it asks of its token */
    MOVE_LAST = 8  /* the end follows, whatever stands there */
};
struct image_move {
    uint16_t asks, next;
    uint16_t inside; /* the feature of the tokens that are taken along behind it; LIMIT_FEATURES: none */
    uint8_t takes, flags;
};

/* What a move looks at before it is made, and then the borders of groups that it passes: STEP_LOOK, STEP_LOOK_NOT with a choice;
 * STEP_OPEN, STEP_CLOSE with a group's number. */
struct image_act {
    uint8_t operation;
    uint8_t is_last : 1;
    uint8_t is_told : 1; /* the bits of the choice tell all that is looked at */
    uint16_t argument;
};

struct image_test {
    struct features wanted, unwanted;
    uint32_t regex, reserved; /* in IMAGE_REGEXES, 0 none */
};

/* Whether a token with these features passes a test, but for its regular expression. */
static inline int test_passes(const struct image_test *test, const struct features *features) {
    return features_cover(features, &test->wanted) && !features_share(features, &test->unwanted);
}

/* A regular expression inside a token: its automaton (token_automaton.h) in IMAGE_AUTOMATA; one with no state has none, and is
 * left to PCRE2, for LINE_EMPTY, a form, LINE_END. */
struct image_regex {
    uint32_t code, code_length;
    uint32_t automaton, kinds, states;
    uint32_t is_never_plain; /* it matches no word of ASCII letters alone */
};

/* A named group of a rule's pattern. In the order of names, then of groups. */
struct image_part {
    uint32_t name;
    uint16_t group, part; /* enum part_name */
};

/* The features of a class's names with up to `distance` mistakes; both are equal when every name is one word. */
struct image_tolerance {
    uint32_t class, distance;
    uint32_t begin, inside;
};

/* A field of a rule's mentions: its name, and the template (template.h) of its value. */
struct image_field {
    uint32_t name, value;
};

/* A sub-pattern or set of the pack with this level that takes the place of one of a pack below. */
struct image_replaced {
    uint32_t name, file, line, column, level;
};

/* is_inside: the feature of a phrase's or mention's further tokens. */
struct image_feature {
    uint32_t name, is_inside;
};

struct image_example {
    uint32_t text, is_yes, line;
};

/* The rules of a layer sit in bands, by priority: those of a later band are tried when what the earlier ones found is settled. */
#define BANDS 3u
struct image_layer {
    struct features triggers; /* the features that some rule of the layer waits for */
    uint32_t trigger_count, first_seat, band_ends[BANDS]; /* the seat behind each band; of the last, behind the layer */
    uint32_t reserved;
    uint64_t feature_groups; /* by group_bit: groups of which some rule waits for a feature */
};

static inline uint32_t layer_end_seat(const struct image_layer *layer) {
    return layer->band_ends[BANDS - 1];
}

#endif
