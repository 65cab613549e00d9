/* Later mentions: a capitalised word that no rule claimed is a person when it is part of a name that the article gives in full
 * elsewhere, and an institution when the article defined it as an acronym. A run of loose words must be explained whole: in
 * `Stadion Haryomo` the name is the stadium's. Ordinary words (a sentence's first) only bound the run; places count only
 * where somebody speaks (`kata Bima`). */
#include <string.h>

#include "names.h"
#include "resolve.h"
#include "unicode.h"

#define FILTER_SHARE 32 /* bits for each name or acronym: some ten for a word */

struct later {
    netral_doc *doc;
    const struct acronyms *acronyms;
    uint64_t *filter; /* a bit for the low part of each hash of a name's word or of an acronym … */
    uint32_t filter_mask;
};

/* ---- What the article says elsewhere ------------------------------------------------------------------------------ */

static void note_hash(struct later *later, uint32_t hash) {
    later->filter[(hash & later->filter_mask) / 64] |= (uint64_t)1 << hash % 64;
}

/* Most loose words are no part of any name: one look tells. */
static int may_be_known(const struct later *later, const struct loose_word *word) {
    return (int)(later->filter[(word->hash & later->filter_mask) / 64] >> word->hash % 64 & 1);
}

/* An article of few names gets a small filter. */
static int make_filter(struct later *later, size_t entries) {
    size_t bits = 512;
    while (bits < entries * FILTER_SHARE && bits < LOOSE_HASHES)
        bits *= 2;
    later->filter_mask = (uint32_t)bits - 1;
    later->filter = arena_get(&later->doc->scratch, bits / 8);
    if (!later->filter)
        return NETRAL_ERROR_MEMORY;
    memset(later->filter, 0, bits / 8);
    return 0;
}

static int index_all(struct later *later) {
    netral_doc *doc = later->doc;
    const struct acronyms *acronyms = later->acronyms;
    if (name_index_lay_out(doc) || make_filter(later, doc->names->count + acronyms->count))
        return NETRAL_ERROR_MEMORY;
    for (size_t i = 0; i < doc->names->word_count; i++)
        note_hash(later, doc->names->words[i]);
    for (uint32_t i = 0; i < acronyms->count; i++)
        note_hash(later, acronyms->items[i].hash);
    return 0;
}

/* ---- Loose words -------------------------------------------------------------------------------------------------- */

static uint32_t hash_of(const struct later *later, const struct loose_word *word) {
    return document_hash(later->doc, word->start, word->length);
}

/* The short form that the word repeats, or NULL. */
static const struct acronym *acronym_of(const struct later *later, const struct loose_word *word) {
    return may_be_known(later, word) ? acronyms_find(later->acronyms, hash_of(later, word)) : NULL;
}

static int add_bare(struct later *later, size_t first, uint32_t end, uint32_t type, uint32_t rule, uint32_t norm) {
    struct mention mention = {.start = later->doc->loose[first].start, .end = end, .norm = norm,
                              .other = NO_MENTION, .rule = (uint16_t)rule, .type = (uint8_t)type};
    return document_add_mention(later->doc, &mention);
}

/* Whether text[start, end) is nothing but the loose words behind loose word i. */
static int is_loose(const netral_doc *doc, size_t i, size_t start, size_t end) {
    size_t at = start;
    while (++i < doc->loose_count && doc->loose[i].start == at + 1 && at < end)
        at = doc->loose[i].start + doc->loose[i].length;
    return at == end;
}

/* Where a short form ends that is repeated at loose word i: behind its area, where the text says the same one there. */
static uint32_t acronym_end(const struct later *later, const struct acronym *acronym, size_t i) {
    const netral_doc *doc = later->doc;
    uint32_t end = doc->loose[i].start + doc->loose[i].length;
    size_t length = interned_length(&doc->strings, acronym->norm) - acronym->base;
    const char *area = interned_text(&doc->strings, acronym->norm) + acronym->base;
    int is_same = acronym->base && length > 0 && length <= doc->length - end && memcmp(doc->text + end, area, length) == 0;
    return is_same && is_loose(doc, i, end, end + length) ? end + (uint32_t)length : end;
}

static int add_acronyms(struct later *later, size_t first, size_t last) {
    const struct known *known = &later->doc->pack->known;
    int code = 0;
    for (size_t i = first; i <= last && code == 0; i++) {
        const struct acronym *acronym = acronym_of(later, &later->doc->loose[i]);
        if (acronym && known->later_acronym != UINT32_MAX)
            code = add_bare(later, i, acronym_end(later, acronym, i), known->institution, known->later_acronym, acronym->norm);
    }
    return code;
}

/* Whether one loose word alone may be a name: not a place, unless somebody speaks. */
static int may_stand_alone(const struct loose_word *word) {
    return word->length >= 3 && !(word->evidence & LOOSE_PLACE && !(word->evidence & LOOSE_SPEECH));
}

/* Whether the words may be a name, as far as the filter tells. */
static int may_be_name(const struct later *later, size_t first, size_t last) {
    const struct loose_word *loose = later->doc->loose;
    size_t i = first;
    while (i <= last && may_be_known(later, &loose[i]))
        i++;
    return i > last && last - first < NAME_WORDS && (first < last || may_stand_alone(&loose[first]));
}

/* As a mention of a name, which may be no name of the document yet. */
static int add_person(struct later *later, size_t first, size_t last) {
    netral_doc *doc = later->doc;
    const struct known *known = &doc->pack->known;
    struct name name;
    uint32_t number, end = doc->loose[last].start + doc->loose[last].length;
    if (add_bare(later, first, end, known->person, known->later_name, 0))
        return NETRAL_ERROR_MEMORY;
    struct mention *mention = &doc->mentions[doc->mention_count - 1];
    name_read(doc->text, mention->start, mention->end, doc->length, &name, NULL);
    int code = name_index_number(doc, &name, mention, &number);
    mention->norm = number;
    return code;
}

static int add_name(struct later *later, size_t first, size_t last) {
    const struct known *known = &later->doc->pack->known;
    struct name name;
    name.count = 0;
    if (known->later_name == UINT32_MAX || !may_be_name(later, first, last))
        return 0;
    for (size_t i = first; i <= last; i++)
        name.words[name.count++] = hash_of(later, &later->doc->loose[i]);
    if (!name_index_fullest(later->doc->names, name.words, name.count, NULL))
        return 0;
    return add_person(later, first, last);
}

static int take_run(struct later *later, size_t first, size_t last) {
    size_t before = later->doc->mention_count;
    int code = add_name(later, first, last);
    return code || later->doc->mention_count > before ? code : add_acronyms(later, first, last);
}

/* Where the run of a word begins. One that begins with an ordinary word which is an acronym too was met there. */
static size_t run_start(const struct loose_word *loose, size_t i) {
    while (i > 0 && !(loose[i].evidence & LOOSE_COMMON) && loose[i].evidence & LOOSE_JOINED && !(loose[i - 1].evidence & LOOSE_COMMON))
        i--;
    return i;
}

/* Runs of which some word may be known: most words are none. */
static int take_runs(struct later *later) {
    const struct loose_word *loose = later->doc->loose;
    size_t count = later->doc->loose_count;
    int code = 0;
    for (size_t i = 0; i < count && code == 0; i++) {
        if (!may_be_known(later, &loose[i]) || (loose[i].evidence & LOOSE_COMMON && !acronym_of(later, &loose[i])))
            continue;
        size_t first = run_start(loose, i), last = i;
        while (last + 1 < count && (loose[last + 1].evidence & (LOOSE_JOINED | LOOSE_COMMON)) == LOOSE_JOINED)
            last++;
        code = take_run(later, first, last);
        i = last;
    }
    return code;
}

int later_mentions_find(netral_doc *doc, const struct acronyms *acronyms) {
    struct later later = {.doc = doc, .acronyms = acronyms};
    int code = index_all(&later);
    code = code ? code : take_runs(&later);
    doc->loose_count = 0;
    memory_trim(&doc->allocator, &doc->loose, &doc->loose_capacity, sizeof *doc->loose);
    return code;
}
