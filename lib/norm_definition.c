/* An article says itself what its short names mean: `UU Nomor 5 Tahun 2014 tentang Aparatur Sipil Negara (UU ASN)`, or by a title
 * that comes again: `UU Nomor 7 Tahun 2017 tentang Pemilu … UU Pemilu`. What it says counts more than the article's date. The
 * words that may stand between a citation and its short name are the lexicon's [defines-word]. A name that the article gives
 * to two regulations means neither. */
#include "norm_definition.h"

#include <string.h>

#include "entries.h"
#include "norm_regulation.h"
#include "unicode.h"

#define DEFINITIONS 64 /* an article that defines more is a table of laws: the first ones count */
#define MEANINGS 16
#define WORDS_BETWEEN 60

static int is_sign(char c) {
    return ascii_is_space(c) || c == ',' || c == '(' || c == '"';
}

/* ---- Comparing names ----------------------------------------------------------------------------------------------- */

/* Whether two parts have the same letters, whatever their capitals and white space. */
static int is_same_text(const netral_doc *doc, const struct part *one, const struct part *other) {
    uint32_t i = one->start, j = other->start;
    while (i < part_end(one) && j < part_end(other)) {
        int gap = ascii_is_space(doc->text[i]), other_gap = ascii_is_space(doc->text[j]);
        if (gap != other_gap || (!gap && ascii_small(doc->text[i]) != ascii_small(doc->text[j])))
            return 0;
        for (i++; gap && i < part_end(one) && ascii_is_space(doc->text[i]);)
            i++;
        for (j++; gap && j < part_end(other) && ascii_is_space(doc->text[j]);)
            j++;
    }
    return i == part_end(one) && j == part_end(other);
}

/* Whether the lexicon calls one law by both: Pemilu and Pemilihan Umum. */
static int is_same_law(const netral_doc *doc, const struct part *one, const struct part *other) {
    uint32_t entries[MEANINGS], others[MEANINGS], class = doc->pack->known.data_law;
    size_t count = entries_all(doc->pack, one->node, class, entries, MEANINGS);
    size_t other_count = count ? entries_all(doc->pack, other->node, class, others, MEANINGS) : 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < other_count; j++)
            if (entries[i] == others[j])
                return 1;
    return 0;
}

/* ---- Collecting ---------------------------------------------------------------------------------------------------- */

static int is_defining_word(const netral_doc *doc, uint32_t start, uint32_t end) {
    return entries_first(doc->pack, entries_word(doc->pack, doc->text + start, end - start), doc->pack->known.defines_word) != 0;
}

/* Whether the text between a citation and a short name says that the one is the other: a bracket, or words that do. */
static int is_defining(const netral_doc *doc, uint32_t start, uint32_t end) {
    int says = 0;
    if (end <= start || end - start > WORDS_BETWEEN)
        return 0;
    for (uint32_t at = start, stop; at < end; at = stop) {
        for (stop = at; stop < end && !is_sign(doc->text[stop]);)
            stop++;
        if (stop > at && !is_defining_word(doc, at, stop))
            return 0;
        says |= stop > at || doc->text[at] == '(';
        stop += stop == at;
    }
    return says;
}

static int add(netral_doc *doc, const struct named_parts *cited, const struct part *name, int is_explicit) {
    const char *type = name ? regulation_type(doc, cited) : NULL;
    if (!type)
        return 0;
    uint32_t regulation = regulation_name(doc, cited);
    if (regulation && strchr(interned_text(&doc->strings, regulation), '/')) /* a number without a year is none */
        doc->definitions[doc->definition_count++] = (struct definition){*name, type, regulation, is_explicit};
    return regulation ? 0 : NETRAL_ERROR_MEMORY;
}

/* What a numbered citation defines: by its title, by a topic of its own (`UU ITE Nomor 11 Tahun 2008`), or in the citation that
 * follows it. */
static int collect_one(netral_doc *doc, const struct mention *cited, const struct mention *next) {
    struct named_parts parts;
    mention_parts(doc, cited, &parts);
    if (!parts.named[PART_NUMBER] || !parts.named[PART_TYPE])
        return 0;
    int code = add(doc, &parts, parts.named[PART_TITLE], 0);
    code = code ? code : add(doc, &parts, parts.named[PART_TOPIC], 1);
    if (code == 0 && next && is_defining(doc, cited->end, next->start) && !mention_part(doc, next, PART_NUMBER))
        code = add(doc, &parts, mention_part(doc, next, PART_TOPIC), 1);
    return code;
}

void definitions_forget(netral_doc *doc) {
    doc->definitions = NULL;
    doc->definition_count = 0;
}

static int collect(netral_doc *doc) {
    uint32_t cited = mention_next(doc, SET_REGULATIONS, 0), count = (uint32_t)doc->mention_count, next;
    int code = 0;
    doc->definitions = arena_get(&doc->scratch, (DEFINITIONS + 3) * sizeof *doc->definitions);
    if (!doc->definitions)
        return NETRAL_ERROR_MEMORY;
    for (; cited < count && code == 0 && doc->definition_count < DEFINITIONS; cited = next) {
        next = mention_next(doc, SET_REGULATIONS, cited + 1);
        code = collect_one(doc, &doc->mentions[cited], next < count ? &doc->mentions[next] : NULL);
    }
    return code;
}

/* ---- Finding ------------------------------------------------------------------------------------------------------- */

static int is_meant(const netral_doc *doc, const struct definition *definition, const char *type, const struct part *name) {
    return strcmp(definition->type, type) == 0 &&
           (is_same_text(doc, &definition->name, name) || is_same_law(doc, &definition->name, name));
}

/* Whether the article defines the name, explicitly or by a title. `found`: the regulation, 0 when more than one is meant. */
static int find_by(const netral_doc *doc, const char *type, const struct part *name, int is_explicit, uint32_t *found) {
    *found = 0;
    for (size_t i = 0; i < doc->definition_count; i++) {
        const struct definition *definition = &doc->definitions[i];
        if (definition->is_explicit != is_explicit || !is_meant(doc, definition, type, name))
            continue;
        if (*found && *found != definition->regulation) {
            *found = 0;
            return 1;
        }
        *found = definition->regulation;
    }
    return *found != 0;
}

int definition_find(netral_doc *doc, const char *type, const struct part *name, uint32_t *found) {
    *found = 0;
    if (!doc->definitions && collect(doc))
        return NETRAL_ERROR_MEMORY;
    if (!find_by(doc, type, name, 1, found))
        find_by(doc, type, name, 0, found);
    return 0;
}
