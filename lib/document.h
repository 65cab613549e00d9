/* A document while it is read and after: mentions, what the stages learn of them, and the views' strings.
 *
 * A text may have a mention every fifty bytes, and is read whole: a mention is kept small. What few of them have stands in arrays
 * of its own (parts, facts), and its strings are numbers (interned.h). */
#ifndef NETRAL_DOCUMENT_H
#define NETRAL_DOCUMENT_H

#include "interned.h"
#include "memory.h"
#include "pack.h"
#include "part.h"
#include "source.h"
#include "tokens.h"

#define NO_MENTION UINT32_MAX

enum mention_flag {
    MENTION_DROPPED = 1,  /* lost to another; left out of the views */
    MENTION_FORMER = 2,   /* an office that somebody held once */
    MENTION_INFERRED = 4, /* a part of the date stands elsewhere */
    MENTION_WEEKDAY = 8,  /* the weekday that the date names is not its own */
    MENTION_ALIAS = 16,   /* another name of what a mention names … */
    MENTION_WAITING = 32  /* … and `norm` is still the number of that mention, whose normal form is not known yet */
};

struct mention {
    uint32_t start, end; /* the span that is reported */
    uint32_t norm;       /* the normal form, 0 as long as there is none */
    uint32_t other;      /* a position: its institution; a regulation: the one it changes; else NO_MENTION */
    uint32_t parts;      /* its first part's place in the document's, plus one; 0 none */
    uint32_t facts;      /* its facts' place, plus one; 0 none */
    uint16_t rule;
    uint8_t type, flags;
};

/* What few mentions have: strings, see netral_mention; 0 none. */
struct facts {
    uint32_t acting;       /* of a position */
    uint32_t variant;      /* of a person */
    uint32_t refers, uri;  /* of a regulation … */
    uint32_t law;          /* … and its normal form without the pinpoint, or what it refers to */
    uint32_t entry;        /* the lexicon entry that it spells: its place among the document's, plus one */
    uint32_t told;         /* of a rule with templates: what they tell of, its place plus one */
};

/* A lexicon entry that a mention spells (norm_entry.c). */
struct spelt_entry {
    uint32_t node, entry;  /* where all entries of the name are, and the one that is meant */
    uint64_t capitals;     /* of the mention's words, two bits each */
    const char *id, *kind; /* NULL none */
    uint8_t is_misspelt, is_out_of_years;
};

/* A part of a mention by the name that its rule gives it, for the rule's templates. */
struct told_part {
    const char *name;
    uint32_t start, end;
};

/* The parts of a mention whose rule has templates (norm_template.c), and what these say. */
struct told {
    uint32_t part, part_count; /* in the document's */
    const netral_field *fields;
    uint32_t field_count;
};

/* A person and an office that the text puts side by side. */
struct link {
    uint32_t person, position;
};

/* A capitalised word outside all mentions: later stages may know it by what the article says elsewhere. There are nearly as many
 * as mentions: what few of them need, their whole hash, is found from the text again. */
#define LOOSE_HASH_BITS 20
#define LOOSE_HASHES (1u << LOOSE_HASH_BITS)

struct loose_word {
    uint32_t start;
    unsigned hash : LOOSE_HASH_BITS; /* the lowest bits of the hash of its folded form */
    unsigned length : 8;             /* a word that is longer than this can say is no name's */
    unsigned evidence : 4;           /* enum loose_evidence */
};

enum loose_evidence {
    LOOSE_PLACE = 1,
    LOOSE_COMMON = 2,
    LOOSE_SPEECH = 4,
    LOOSE_JOINED = 8 /* the next word of the same run of capitalised words */
};

struct official {
    uint32_t person;
    const char *name;
    const char **prefix, **suffix;
    size_t prefix_count, suffix_count;
    size_t *positions;
    size_t position_count;
    const char *institution;
};

/* What a rule has cost in this document (match_steps.h). */
struct rule_steps {
    uint64_t taken;
    uint32_t is_off, has_given_up;
};

/* The mentions that stages ask for, a bit each: they go over them a dozen times, and which comes next cannot be foreseen. */
enum mention_set { SET_PERSONS, SET_POSITIONS, SET_REGULATIONS, SET_DATES, SET_OTHERS, SET_ALIASES, MENTION_SETS };

struct mention_bits {
    uint64_t in[MENTION_SETS]; /* of 64 mentions */
};

/* A word, or a few, and the node of the lexicon's phrases behind it (entries.h). A slot is simply overwritten. */
#define REMEMBERED_WORDS 32
#define REMEMBERED_BYTES 27
struct remembered_word {
    uint32_t node;
    uint8_t length; /* 0: an empty slot */
    char text[REMEMBERED_BYTES];
};

/* A word of a citation and, if it is one of a pinpoint, what the lexicon says of it (norm_pin.h). A slot is simply overwritten. */
#define PIN_WORDS 32
#define PIN_LETTERS 23
#define PIN_LEVELS 10
struct pin_word {
    const char *name;     /* in addresses */
    char letters[PIN_LETTERS];
    uint8_t length;       /* 0: an empty slot */
    uint8_t level;        /* how large a part of a law it is, 1 the largest; 0: it is none */
    uint8_t has_brackets; /* its numbers stand in parentheses */
    char first;           /* letter, as normal forms write it */
};

struct segment;
struct observer;
struct explanation;
struct definition;
struct name_index;

struct netral_doc {
    const netral_pack *pack;
    netral_allocator allocator;
    struct arena arena;   /* everything that lives as long as the text is the current one */
    struct arena scratch; /* what a stage needs only while it runs */
    struct interned strings; /* normal forms and the like */
    struct remembered_word remembered[REMEMBERED_WORDS]; /* from text to text … */
    struct pin_word pin_words[PIN_WORDS];                /* … and these */
    const char *text, *id, *date;
    size_t length;
    size_t title_start, title_end;
    struct source source;
    struct segment *segment;
    netral_error *error; /* of the call that runs */
    const struct observer *observer; /* NULL: nobody looks on */
    struct explanation *explanation; /* of the place that was asked about last, or NULL */

    struct mention *mentions;
    size_t mention_count, mention_capacity;
    int is_extracted; /* mentions were looked for in the text, to its end */
    int has_dropped; /* whether some of them were dropped at the text's end, and are there as yet */
    struct mention_bits *sets; /* of mentions (mentions.c) … */
    size_t set_capacity, sorted_count; /* … the first so many */
    struct part *parts;
    size_t part_count, part_capacity;
    uint64_t part_names; /* a bit for each name that one of them has */
    struct facts *facts;
    size_t facts_count, facts_capacity;
    struct spelt_entry *spelt;
    size_t spelt_count, spelt_capacity;
    struct told *told;
    size_t told_count, told_capacity;
    struct told_part *told_parts;
    size_t told_part_count, told_part_capacity;
    struct link *links;
    size_t link_count, link_capacity;
    struct loose_word *loose;
    size_t loose_count, loose_capacity;
    uint32_t *stretches; /* where sentences and lists begin … */
    uint64_t *stretch_kinds; /* … and with what, two bits each (companions.c) */
    size_t stretch_count, stretch_capacity, stretch_kind_capacity;
    struct official *officials;
    size_t official_count, official_capacity;
    struct definition *definitions; /* short names of regulations, while these get their normal forms (norm_definition.c) */
    size_t definition_count;
    struct name_index *names; /* of persons, while the text's end is resolved; NULL before the first (names.h) */
    netral_span *sentences;
    size_t sentence_count, sentence_capacity;
    netral_warning *warnings;
    size_t warning_count, warning_capacity;
    struct rule_steps *rule_steps; /* one a rule */
    size_t rule_steps_capacity;
    uint64_t steps_taken, steps_allowed; /* by rules that are not off … */
    uint64_t steps_freed;                /* … and by those that are */
    struct token_list tokens; /* only after netral_doc_tokenize */
};

/* A warning; `name` and `text` must live as long as the document's text. */
int document_warn(netral_doc *doc, const char *name, size_t start, size_t end, size_t count, const char *text);

/* Warns that the normal form of a place was cut. */
int document_warn_cut(netral_doc *doc, size_t start, size_t end);

/* text[start, end) as a string in which every run of white space is one space. 0 when memory ran out. */
uint32_t document_plain(netral_doc *doc, size_t start, size_t end);

/* The number of the first mention that begins at or behind a byte, where they are in order; how many there are when none does. */
size_t document_first_mention(const netral_doc *doc, uint32_t start);

/* The hash of the folded form of so many bytes of the text, as tokens have it; 0 for more than a name's or an acronym's word has. */
uint32_t document_hash(const netral_doc *doc, uint32_t start, uint32_t length);

/* A part of a mention by its name, or NULL. */
const struct part *mention_part(const netral_doc *doc, const struct mention *mention, enum part_name name);

/* Whether any mention has a part of this name. */
static inline int document_has_part(const netral_doc *doc, enum part_name name) {
    return (int)(doc->part_names >> name & 1);
}

/* All parts of a mention by their names, NULL where there is none. */
struct named_parts {
    const struct part *named[PART_NAMES];
};
void mention_parts(const netral_doc *doc, const struct mention *mention, struct named_parts *parts);

/* A mention's facts; NULL if it has none. Making some moves the others. */
struct facts *mention_facts(const netral_doc *doc, const struct mention *mention);
struct facts *mention_make_facts(netral_doc *doc, struct mention *mention); /* NULL when memory ran out */

/* The first mention of a set from number i on, or the number of all mentions. */
static inline uint32_t mention_next(const netral_doc *doc, enum mention_set set, uint32_t i) {
    uint32_t count = (uint32_t)doc->sorted_count, at = i / 64;
    uint64_t bits = i < count ? doc->sets[at].in[set] >> i % 64 << i % 64 : 0;
    while (!bits && ++at * 64 < count)
        bits = doc->sets[at].in[set];
    return bits ? at * 64 + (uint32_t)lowest_bit(bits) : (uint32_t)doc->mention_count;
}

/* How many there are. */
uint32_t mention_count_in(const netral_doc *doc, enum mention_set set);

static inline int document_add_mention(netral_doc *doc, const struct mention *mention) {
    if (doc->mention_count >= UINT32_MAX - 1 ||
        memory_reserve(&doc->allocator, &doc->mentions, &doc->mention_capacity, doc->mention_count + 1, sizeof *doc->mentions))
        return NETRAL_ERROR_MEMORY;
    doc->mentions[doc->mention_count++] = *mention;
    return 0;
}

#endif
