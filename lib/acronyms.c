/* See acronyms.h. They stand in parentheses, behind an institution or inside it, before its area. */
#include "acronyms.h"

#include <string.h>

#include "entries.h"
#include "unicode.h"

#define SHORTEST 2
#define LONGEST 40

static uint32_t *place_of(const struct acronyms *acronyms, uint32_t hash) {
    uint32_t i = hash & acronyms->mask;
    while (acronyms->slots[i] && acronyms->items[acronyms->slots[i] - 1].hash != hash)
        i = (i + 1) & acronyms->mask;
    return &acronyms->slots[i];
}

const struct acronym *acronyms_find(const struct acronyms *acronyms, uint32_t hash) {
    uint32_t number = acronyms->count ? *place_of(acronyms, hash) : 0;
    return number ? &acronyms->items[number - 1] : NULL;
}

/* ---- Letters ------------------------------------------------------------------------------------------------------- */

static int starts_word(const char *text, size_t i) {
    return ascii_bits_of(text[i]) & ASCII_CAPITAL && (i == 0 || text[i - 1] == ' ' || text[i - 1] == '-');
}

static size_t word_end(const char *text, size_t i, size_t length) {
    while (i < length && text[i] != ' ')
        i++;
    return i;
}

/* How much of a name an acronym of its words' first letters covers: all of BPPT is in `Badan Pelayanan dan Perizinan Terpadu`, of which an
 * area may follow. 0: it is made otherwise. */
static uint32_t covered(const char *acronym, size_t letters, const char *name, size_t length) {
    size_t found = 0, end = 0;
    for (size_t i = 0; i < length && found < letters; i++) {
        if (!starts_word(name, i) || name[i] != acronym[found])
            continue;
        if (found == 0 && i > 0)
            return 0;
        found++;
        end = word_end(name, i, length);
    }
    return found == letters && letters > SHORTEST ? (uint32_t)end : 0;
}

/* Whether a short form is made of a name's letters, in their order: Kejari of Kejaksaan Negeri. */
static int is_contraction(const char *form, size_t length, const char *name, size_t name_length) {
    size_t found = 0;
    for (size_t i = 0; i < name_length && found < length; i++)
        found += ascii_small(name[i]) == ascii_small(form[found]);
    return found == length;
}

/* ---- Collecting ---------------------------------------------------------------------------------------------------- */

/* Where a short form stands, and the institution it is given to. */
struct given {
    uint32_t start, end;
    const struct mention *full;
    int must_fit; /* by its letters: a list knows it, and the parenthesis may say something else of the institution */
};

/* The institution that ends before the parenthesis in which a mention stands, which is its short form. */
static const struct mention *before_bracket(const netral_doc *doc, const struct mention *mention) {
    uint32_t at = mention->start - 1;
    while (at > 0 && ascii_is_space(doc->text[at - 1]))
        at--;
    for (const struct mention *full = mention; full > doc->mentions && mention - full < NEAR_MENTIONS;)
        if ((--full)->type == mention->type && full->end == at)
            return full;
    return NULL;
}

int acronym_is_expanded(const netral_doc *doc, const struct mention *mention) {
    size_t length = mention->end - mention->start;
    return interned_length(&doc->strings, mention->norm) != length ||
           memcmp(interned_text(&doc->strings, mention->norm), doc->text + mention->start, length) != 0;
}

/* Whether the mention is a short form in parentheses of its own. */
static int is_bracketed(const netral_doc *doc, const struct mention *mention, struct given *given) {
    if (mention->start == 0 || doc->text[mention->start - 1] != '(' || mention->end >= doc->length || doc->text[mention->end] != ')')
        return 0;
    int has_norm = mention->flags & MENTION_ALIAS; /* it is the institution's already (aliases.c) */
    *given = (struct given){mention->start, mention->end, has_norm ? mention : before_bracket(doc, mention), 0};
    given->must_fit = !has_norm && mention->norm && acronym_is_expanded(doc, mention);
    return given->full != NULL;
}

static int is_company_suffix(const netral_doc *doc, const char *word, size_t length) {
    return entries_first(doc->pack, entries_word(doc->pack, word, length), doc->pack->known.company_suffix) != 0;
}

/* Whether it has one inside, before its area. Other things stand there too, as the legal form of a company. */
static int holds_bracket(const netral_doc *doc, const struct mention *mention, struct given *given) {
    const char *text = doc->text, *open = memchr(text + mention->start, '(', mention->end - mention->start);
    const char *close = open ? memchr(open, ')', (size_t)(text + mention->end - open)) : NULL;
    if (!close || close + 1 == text + mention->end)
        return 0;
    size_t length = (size_t)(close - open - 1);
    *given = (struct given){(uint32_t)(open + 1 - text), (uint32_t)(close - text), mention, 0};
    return is_contraction(open + 1, length, text + mention->start, (size_t)(open - text) - mention->start) &&
           !is_company_suffix(doc, open + 1, length);
}

static int gives(const netral_doc *doc, const struct mention *mention, struct given *given) {
    return mention->type == doc->pack->known.institution && (is_bracketed(doc, mention, given) || holds_bracket(doc, mention, given));
}

static void add(const netral_doc *doc, struct acronyms *acronyms, const struct given *given) {
    uint32_t length = given->end - given->start, norm = given->full->norm;
    if (length < SHORTEST || length > LONGEST || !norm || given->full->flags & MENTION_WAITING)
        return;
    uint32_t hash = document_hash(doc, given->start, length), *slot = place_of(acronyms, hash);
    uint32_t base = covered(doc->text + given->start, length, interned_text(&doc->strings, norm), interned_length(&doc->strings, norm));
    if (*slot || (given->must_fit && !base))
        return;
    acronyms->items[acronyms->count++] = (struct acronym){given->start, length, hash, norm, base};
    acronyms->starts |= acronym_start_bit(doc->text + given->start);
    *slot = acronyms->count;
}

/* Goes over the institutions: counts those that may give one or, where there is room for them, adds what they give. A list of them would be
 * large in a large text. */
static size_t go_over(const netral_doc *doc, struct acronyms *acronyms) {
    struct given given;
    size_t count = 0;
    for (uint32_t i = mention_next(doc, SET_OTHERS, 0); i < doc->mention_count; i = mention_next(doc, SET_OTHERS, i + 1)) {
        if (!gives(doc, &doc->mentions[i], &given))
            continue;
        count++;
        if (acronyms->items)
            add(doc, acronyms, &given);
    }
    return count;
}

int acronyms_collect(netral_doc *doc, struct acronyms *acronyms) {
    *acronyms = (struct acronyms){0};
    size_t most = go_over(doc, acronyms);
    if (most == 0)
        return 0;
    acronyms->slots = arena_slots(&doc->scratch, most * 2, &acronyms->mask);
    acronyms->items = arena_get(&doc->scratch, most * sizeof *acronyms->items);
    if (!acronyms->slots || !acronyms->items)
        return NETRAL_ERROR_MEMORY;
    go_over(doc, acronyms);
    return 0;
}
