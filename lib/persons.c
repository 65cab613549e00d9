/* Normal forms of persons: the fullest name of the article that has the mention's words, a nickname's owner, or the name as it is
 * written. */
#include <string.h>

#include "entries.h"
#include "names.h"
#include "resolve.h"
#include "unicode.h"

#define LONGEST_NICKNAME 200
#define SEEN_BITS 8192u

/* What a name is in full: of all its mentions the same, whatever their capitals. */
struct full_name {
    uint32_t norm; /* of the fuller name that it is part of, or its nickname's; 0 as long as it is not known … */
    uint32_t is_own; /* … and 1 when it is the name's own: each mention's spelling, then */
    uint32_t shown; /* how the name itself is shown, where it is the full one of some; else 0 */
};

struct naming {
    netral_doc *doc;
    struct name_index *index;
    struct full_name *full; /* by the name's number, less one */
    uint64_t seen[SEEN_BITS / 64];   /* a bit for each word of names in full */
    uint64_t shared[SEEN_BITS / 64]; /* a bit for each word that two names have, where names are few */
};

static const char *nickname(const netral_doc *doc, const struct known_name *name) {
    char form[UNICODE_FOLD_ROOM(LONGEST_NICKNAME)];
    if (name->length > LONGEST_NICKNAME)
        return NULL;
    uint32_t word = pack_word(doc->pack, form, unicode_fold(doc->text + name->start, name->length, form));
    return entries_canonical(doc->pack, doc->pack->words[word].node, doc->pack->known.nickname);
}

/* Two names in full that share a word may be one in two spellings (variants.c); most articles have none. */
static void see_words(struct naming *naming, const uint32_t *words, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        uint32_t bit = words[i] % SEEN_BITS;
        naming->index->may_vary |= (int)(naming->seen[bit / 64] >> bit % 64 & 1);
        naming->seen[bit / 64] |= (uint64_t)1 << bit % 64;
    }
}

static void find_shared(struct naming *naming) {
    uint64_t any[SEEN_BITS / 64] = {0};
    for (size_t i = 0; i < naming->index->word_count; i++) {
        uint32_t bit = naming->index->words[i] % SEEN_BITS;
        naming->shared[bit / 64] |= any[bit / 64] & (uint64_t)1 << bit % 64;
        any[bit / 64] |= (uint64_t)1 << bit % 64;
    }
}

/* A name none of whose words another has is the fullest itself. */
static int may_be_part(const struct naming *naming, const struct known_name *name) {
    const uint32_t *words = name_index_words(naming->index, name);
    uint64_t shared = 0;
    for (uint32_t i = 0; i < name->count; i++)
        shared |= naming->shared[words[i] % SEEN_BITS / 64] >> words[i] % 64;
    return naming->index->links || shared & 1;
}

static const struct known_name *find_fullest(const struct naming *naming, const struct known_name *name) {
    const uint32_t *words = name_index_words(naming->index, name);
    return may_be_part(naming, name) ? name_index_fullest(naming->index, words, name->count, name) : name;
}

static uint32_t full_norm(struct naming *naming, const struct known_name *fullest) {
    struct full_name *full = &naming->full[fullest - naming->index->names];
    if (!full->shown) {
        see_words(naming, name_index_words(naming->index, fullest), fullest->count);
        full->shown = document_plain(naming->doc, fullest->start, (size_t)fullest->start + fullest->length);
    }
    return full->shown;
}

static uint32_t nickname_norm(struct naming *naming, const char *known) {
    struct name name;
    size_t length = strlen(known);
    name_read(known, 0, length, length, &name, NULL);
    see_words(naming, name.words, name.count);
    return interned_number(&naming->doc->strings, known, length);
}

/* Whether the article has the name in full of a nickname's owner. */
static int owner_stands(const struct naming *naming, const char *owner) {
    struct name name;
    size_t length = strlen(owner);
    name_read(owner, 0, length, length, &name, NULL);
    return name_index_fullest(naming->index, name.words, name.count, NULL) != NULL;
}

static int find_full(struct naming *naming, const struct known_name *name, struct full_name *full) {
    name_index_fetch(naming->index, (uint32_t)(name - naming->index->names));
    const struct known_name *fullest = find_fullest(naming, name);
    int is_first = fullest && *name_index_words(naming->index, fullest) == *name_index_words(naming->index, name);
    const char *known = name->count == 1 && !(is_first && fullest->count > 1) ? nickname(naming->doc, name) : NULL;
    if (fullest && fullest->count > 1 && !(known && owner_stands(naming, known))) { /* `Iriana Jokowi` is not Jokowi */
        full->norm = full_norm(naming, fullest);
        return full->norm ? 0 : NETRAL_ERROR_MEMORY;
    }
    full->norm = known ? nickname_norm(naming, known) : 0;
    full->is_own = !known;
    naming->index->may_vary |= full->is_own && name->count > 1;
    return full->norm || full->is_own ? 0 : NETRAL_ERROR_MEMORY;
}

/* A person's normal form is its name's number so far. */
static int normalize_name(struct naming *naming, struct mention *mention) {
    struct full_name own = {0, 1, 0}, *full = mention->norm ? &naming->full[mention->norm - 1] : &own;
    if (!full->norm && !full->is_own && find_full(naming, &naming->index->names[mention->norm - 1], full))
        return NETRAL_ERROR_MEMORY;
    mention->norm = full->is_own ? document_plain(naming->doc, mention->start, mention->end) : full->norm;
    naming->index->may_vary |= mention->facts != 0; /* an entry or a template may give it another one */
    return mention->norm ? 0 : NETRAL_ERROR_MEMORY;
}

int persons_normalize(netral_doc *doc) {
    struct naming naming = {.doc = doc, .index = doc->names};
    uint32_t first = mention_next(doc, SET_PERSONS, 0);
    if (first == doc->mention_count)
        return 0;
    naming.index->may_vary = 0;
    if (!naming.index->links)
        find_shared(&naming);
    naming.full = arena_get(&doc->scratch, (naming.index->count + 1) * sizeof *naming.full);
    if (!naming.full)
        return NETRAL_ERROR_MEMORY;
    memset(naming.full, 0, (naming.index->count + 1) * sizeof *naming.full);
    for (uint32_t i = first; i < doc->mention_count; i = mention_next(doc, SET_PERSONS, i + 1))
        if (!(doc->mentions[i].flags & MENTION_WAITING) && normalize_name(&naming, &doc->mentions[i]))
            return NETRAL_ERROR_MEMORY;
    name_index_clear(doc); /* names are wanted no more */
    return 0;
}
