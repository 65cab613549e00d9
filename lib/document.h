/* A document while it is read and after: mentions, what the stages learn of them, and the views' strings. */
#ifndef NETRAL_DOCUMENT_H
#define NETRAL_DOCUMENT_H

#include "memory.h"
#include "pack.h"
#include "source.h"
#include "tokens.h"

#define NO_MENTION UINT32_MAX

/* A named part of a rule's match, as bytes of the text. */
struct part {
    const char *name;
    uint32_t start, end;
};

enum mention_flag {
    MENTION_DROPPED = 1,  /* lost to another; left out of the views */
    MENTION_FORMER = 2,   /* an office that somebody held once */
    MENTION_INFERRED = 4   /* a part of the date stands elsewhere */
};

struct mention {
    uint32_t start, end;             /* the span that is reported */
    uint32_t outer_start, outer_end; /* with what belongs to it but is left out: degrees, ranks, "pada hari" */
    uint32_t type, rule, flags;
    uint32_t part_count;
    const struct part *parts;
    const char *norm, *acting;
    uint32_t full;        /* a defined acronym or nickname: the mention it stands for, else NO_MENTION */
    uint32_t institution; /* a position's institution */
    uint32_t amends;      /* a regulation: the mention of the one it changes, else NO_MENTION */
    const char *law;      /* a regulation: its normal form without the pinpoint, or what it refers to */
    const char *variant, *refers, *uri, *check; /* see netral_mention, NULL none */
    const netral_field *fields;
    uint32_t field_count;
};

/* A person and an office that the text puts side by side. */
struct link {
    uint32_t person, position;
};

/* A capitalised word outside all mentions: later stages may know it by what the article says elsewhere. */
struct loose_word {
    uint32_t start, end;
    uint32_t hash;   /* of its folded form */
    uint8_t joined;  /* the next word of the same run of capitalised words */
    uint8_t evidence; /* enum loose_evidence */
};

enum loose_evidence { LOOSE_PLACE = 1, LOOSE_COMMON = 2, LOOSE_SPEECH = 4 };

struct official {
    uint32_t person;
    const char *name;
    const char **prefix, **suffix;
    size_t prefix_count, suffix_count;
    size_t *positions;
    size_t position_count;
    const char *institution;
};

struct segment;

struct netral_doc {
    const netral_pack *pack;
    netral_allocator allocator;
    struct arena arena; /* everything that lives as long as the text is the current one */
    const char *text, *id, *date;
    size_t length;
    size_t title_start, title_end;
    struct source source;
    struct segment *segment;
    netral_error *error; /* of the call that runs */

    struct mention *mentions;
    size_t mention_count, mention_capacity;
    struct link *links;
    size_t link_count, link_capacity;
    struct loose_word *loose;
    size_t loose_count, loose_capacity;
    uint32_t *stretches; /* where sentences and lists begin (companions.c) */
    size_t stretch_count, stretch_capacity;
    struct official *officials;
    size_t official_count, official_capacity;
    netral_span *sentences;
    size_t sentence_count, sentence_capacity;
    netral_warning *warnings;
    size_t warning_count, warning_capacity;
    struct token_list tokens; /* only after netral_doc_tokenize */
};

/* Type numbers that the C stages know by name; UINT32_MAX when a pack lacks one. */
uint32_t document_type(const netral_doc *doc, const char *name);

/* A warning; `name` and `text` must live as long as the document's text. */
int document_warn(netral_doc *doc, const char *name, size_t start, size_t end, size_t count, const char *text);

/* A copy of text[start, end) in which every run of white space is one space. NULL when memory ran out. */
char *document_plain(netral_doc *doc, size_t start, size_t end);

/* The part of a mention by its name, or NULL. */
const struct part *mention_part(const struct mention *mention, const char *name);

int document_add_mention(netral_doc *doc, const struct mention *mention);

#endif
