/* Later mentions: a capitalised word that no rule claimed is a person when it is part of a name that the article gives in full
 * elsewhere, and an institution when the article defined it as an acronym. A run of loose words must be explained whole: in
 * `Stadion Haryomo` the name is the stadium's. Ordinary words (a sentence's first) only bound the run; places count only
 * where somebody speaks (`kata Bima`). */
#include <string.h>

#include "hash.h"
#include "names.h"
#include "resolve.h"
#include "unicode.h"

struct later {
    netral_doc *doc;
    struct name_index names;
    uint32_t *acronyms; /* by word hash: the alias mention plus one */
    uint32_t mask;
};

static uint32_t form_hash(const netral_doc *doc, uint32_t start, uint32_t end) {
    char form[UNICODE_FOLD_ROOM(64)];
    return end - start > 64 ? 0 : hash_bytes(form, unicode_fold(doc->text + start, end - start, form));
}

static uint32_t *acronym_slot(const struct later *later, uint32_t hash) {
    uint32_t i = hash & later->mask;
    while (later->acronyms[i]) {
        const struct mention *known = &later->doc->mentions[later->acronyms[i] - 1];
        if (form_hash(later->doc, known->start, known->end) == hash)
            break;
        i = (i + 1) & later->mask;
    }
    return &later->acronyms[i];
}

static int is_acronym(const netral_doc *doc, const struct mention *mention) {
    return mention->flags & MENTION_ALIAS && mention->type == doc->pack->known.institution;
}

static int index_acronyms(struct later *later) {
    netral_doc *doc = later->doc;
    size_t aliases = 0;
    for (size_t i = 0; i < doc->mention_count; i++)
        aliases += (size_t)is_acronym(doc, &doc->mentions[i]);
    later->acronyms = arena_slots(&doc->scratch, aliases * 2, &later->mask);
    if (!later->acronyms)
        return NETRAL_ERROR_MEMORY;
    for (size_t i = 0; i < doc->mention_count; i++) {
        const struct mention *mention = &doc->mentions[i];
        if (!is_acronym(doc, mention))
            continue;
        uint32_t *slot = acronym_slot(later, form_hash(doc, mention->start, mention->end));
        if (!*slot)
            *slot = (uint32_t)i + 1;
    }
    return 0;
}

static int add_bare(struct later *later, size_t first, size_t last, uint32_t type, uint32_t rule, uint32_t norm) {
    const struct loose_word *loose = later->doc->loose;
    struct mention mention = {.start = loose[first].start, .end = loose[last].start + loose[last].length, .norm = norm,
                              .other = NO_MENTION, .rule = (uint16_t)rule, .type = (uint8_t)type};
    return document_add_mention(later->doc, &mention);
}

/* An institution's alias has its normal form by now. */
static int add_acronyms(struct later *later, size_t first, size_t last) {
    const struct known *known = &later->doc->pack->known;
    int code = 0;
    for (size_t i = first; i <= last && code == 0; i++) {
        uint32_t alias = *acronym_slot(later, later->doc->loose[i].hash);
        if (alias && known->later_acronym != UINT32_MAX)
            code = add_bare(later, i, i, known->institution, known->later_acronym, later->doc->mentions[alias - 1].norm);
    }
    return code;
}

/* Whether one loose word alone may be a name: not a place, unless somebody speaks. */
static int may_stand_alone(const struct loose_word *word) {
    return word->length >= 3 && !(word->evidence & LOOSE_PLACE && !(word->evidence & LOOSE_SPEECH));
}

static int add_name(struct later *later, size_t first, size_t last) {
    const struct known *known = &later->doc->pack->known;
    struct name name;
    name.count = 0;
    if (known->later_name == UINT32_MAX || last - first >= NAME_WORDS)
        return 0;
    for (size_t i = first; i <= last; i++)
        name.words[name.count++] = later->doc->loose[i].hash;
    if (first == last && !may_stand_alone(&later->doc->loose[first]))
        return 0;
    const struct name *full = name_index_fullest(&later->names, &name);
    return full ? add_bare(later, first, last, known->person, known->later_name, 0) : 0;
}

static int take_run(struct later *later, size_t first, size_t last) {
    size_t before = later->doc->mention_count;
    int code = add_name(later, first, last);
    return code || later->doc->mention_count > before ? code : add_acronyms(later, first, last);
}

static int take_runs(struct later *later) {
    const struct loose_word *loose = later->doc->loose;
    size_t count = later->doc->loose_count;
    int code = 0;
    for (size_t first = 0, end; first < count && code == 0; first = end) {
        end = first + 1;
        if (loose[first].evidence & LOOSE_COMMON && !*acronym_slot(later, loose[first].hash))
            continue;
        while (end < count && loose[end].joined && !(loose[end].evidence & LOOSE_COMMON))
            end++;
        code = take_run(later, first, end - 1);
    }
    return code;
}

int later_mentions_find(netral_doc *doc) {
    struct later later = {.doc = doc};
    int code = name_index_make(doc, &later.names);
    code = code ? code : index_acronyms(&later);
    code = code ? code : take_runs(&later);
    name_index_free(doc, &later.names);
    return code;
}
