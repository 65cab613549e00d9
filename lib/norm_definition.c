/* An article says itself what its short names mean: `UU Nomor 5 Tahun 2014 tentang Aparatur Sipil Negara (UU ASN)`, or by a title
 * that comes again: `UU Nomor 7 Tahun 2017 tentang Pemilu … UU Pemilu`. What it says counts more than the article's date. The
 * words that may stand between a citation and its short name are the lexicon's [defines-word]. A name that the article gives
 * to two regulations means neither. */
#include "norm_definition.h"

#include <string.h>

#include "lookup.h"
#include "norm_regulation.h"

#define DEFINITIONS 64 /* an article that defines more is a table of laws: the first ones count */
#define MEANINGS 16
#define WORDS_BETWEEN 60

static int is_sign(char c) {
    return c == ' ' || c == ',' || c == '(' || c == '"' || (c >= '\t' && c <= '\r');
}

static char small(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* ---- Comparing names ----------------------------------------------------------------------------------------------- */

/* Whether two parts have the same letters, whatever their capitals and white space. */
static int is_same_text(const netral_doc *doc, const struct part *one, const struct part *other) {
    uint32_t i = one->start, j = other->start;
    while (i < one->end && j < other->end) {
        int gap = is_sign(doc->text[i]), other_gap = is_sign(doc->text[j]);
        if (gap != other_gap || (!gap && small(doc->text[i]) != small(doc->text[j])))
            return 0;
        for (i++; gap && i < one->end && is_sign(doc->text[i]);)
            i++;
        for (j++; gap && j < other->end && is_sign(doc->text[j]);)
            j++;
    }
    return i == one->end && j == other->end;
}

/* Whether the lexicon calls one law by both: Pemilu and Pemilihan Umum. */
static int is_same_law(netral_doc *doc, const struct part *one, const struct part *other) {
    uint32_t entries[MEANINGS], others[MEANINGS], class = pack_class(doc->pack, "data-law");
    struct token_list *tokens = &doc->segment->tokens;
    size_t count = lookup_entries(doc->pack, tokens, doc->text + one->start, one->end - one->start, class, entries, MEANINGS);
    size_t other_count = count ? lookup_entries(doc->pack, tokens, doc->text + other->start, other->end - other->start, class, others, MEANINGS) : 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < other_count; j++)
            if (entries[i] == others[j])
                return 1;
    return 0;
}

struct part definition_title(const netral_doc *doc, const struct part *title) {
    struct part name = *title;
    while (name.start < name.end && !is_sign(doc->text[name.start]))
        name.start++;
    while (name.start < name.end && is_sign(doc->text[name.start]))
        name.start++;
    for (uint32_t i = name.start; doc->text[name.end - 1] == ')' && i < name.end; i++)
        if (doc->text[i] == '(')
            name.end = i;
    while (name.end > name.start && is_sign(doc->text[name.end - 1]))
        name.end--;
    return name;
}

/* ---- Collecting ---------------------------------------------------------------------------------------------------- */

/* Whether the text between a citation and a short name says that the one is the other. */
static int is_defining(netral_doc *doc, uint32_t start, uint32_t end) {
    uint32_t class = pack_class(doc->pack, "defines-word");
    int opens = 0;
    if (end <= start || end - start > WORDS_BETWEEN)
        return 0;
    for (uint32_t at = start, stop; at < end; at = stop) {
        for (stop = at; stop < end && !is_sign(doc->text[stop]);)
            stop++;
        if (stop > at && !lookup_entry(doc->pack, &doc->segment->tokens, doc->text + at, stop - at, class, 0))
            return 0;
        opens |= stop > at || doc->text[at] == '(';
        stop += stop == at;
    }
    return opens;
}

static int add(netral_doc *doc, const struct mention *cited, const struct part *name, int is_explicit) {
    const char *type = regulation_type(doc, cited), *regulation = type ? regulation_name(doc, cited) : NULL;
    if (!regulation || !strchr(regulation, '/'))
        return type && !regulation ? NETRAL_ERROR_MEMORY : 0; /* a number without a year is none */
    doc->definitions[doc->definition_count++] = (struct definition){*name, type, regulation, is_explicit};
    return 0;
}

static int collect_one(netral_doc *doc, const struct mention *cited, const struct mention *next) {
    const struct part *title = mention_part(cited, "title"), *topic = next ? mention_part(next, "topic") : NULL;
    int code = 0;
    if (!mention_part(cited, "number") || !mention_part(cited, "type"))
        return 0;
    if (title) {
        struct part name = definition_title(doc, title);
        code = name.start < name.end ? add(doc, cited, &name, 0) : 0;
    }
    if (code == 0 && topic && !mention_part(next, "number") && is_defining(doc, cited->end, next->start))
        code = add(doc, cited, topic, 1);
    return code;
}

int definitions_collect(netral_doc *doc) {
    uint32_t type = document_type(doc, "regulation");
    const struct mention *cited = NULL;
    int code = 0;
    doc->definition_count = 0;
    doc->definitions = arena_get(&doc->arena, (DEFINITIONS + 2) * sizeof *doc->definitions);
    if (!doc->definitions)
        return NETRAL_ERROR_MEMORY;
    for (size_t i = 0; i <= doc->mention_count && code == 0 && doc->definition_count < DEFINITIONS; i++) {
        const struct mention *mention = i < doc->mention_count ? &doc->mentions[i] : NULL;
        if (mention && (mention->type != type || mention->flags & MENTION_DROPPED))
            continue;
        code = cited ? collect_one(doc, cited, mention) : 0;
        cited = mention;
    }
    return code;
}

/* ---- Finding ------------------------------------------------------------------------------------------------------- */

static int is_meant(netral_doc *doc, const struct definition *definition, const char *type, const struct part *name) {
    return strcmp(definition->type, type) == 0 &&
           (is_same_text(doc, &definition->name, name) || is_same_law(doc, &definition->name, name));
}

const char *definition_find(netral_doc *doc, const char *type, const struct part *name) {
    for (int is_explicit = 1; is_explicit >= 0; is_explicit--) {
        const char *found = NULL;
        for (size_t i = 0; i < doc->definition_count; i++) {
            const struct definition *definition = &doc->definitions[i];
            if (definition->is_explicit != is_explicit || !is_meant(doc, definition, type, name))
                continue;
            if (found && strcmp(found, definition->regulation) != 0)
                return NULL;
            found = definition->regulation;
        }
        if (found)
            return found;
    }
    return NULL;
}
