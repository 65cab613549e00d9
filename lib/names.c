/* A later `Haryomo` or `Wilfrid Kako Nono` is part of a name that stands elsewhere in full. Names are compared as sequences of
 * word hashes; each is found through its words, so that an article of a million names is still read in linear time. Chains are
 * cut at a fixed length: a word that is in more names than that tells nothing. */
#include "names.h"

#include <string.h>

#include "hash.h"
#include "lookup.h"
#include "resolve.h"
#include "unicode.h"

#define CHAIN 64

static int is_gap(char c) {
    return c == ' ' || c == '.' || c == '-' || (c >= '\t' && c <= '\r');
}

#define WORD_BYTES 200

static uint32_t word_hash(const char *word, size_t length) {
    char form[UNICODE_FOLD_ROOM(WORD_BYTES)];
    return hash_bytes(form, unicode_fold(word, length > WORD_BYTES ? WORD_BYTES : length, form));
}

size_t name_word(const char *text, size_t at, size_t end, size_t *stop) {
    while (at < end && is_gap(text[at]))
        at++;
    for (*stop = at; *stop < end && (ascii_bits_of(text[*stop]) & ASCII_WORD || !is_gap(text[*stop]));)
        ++*stop;
    return at;
}

void name_read(const char *text, size_t start, size_t end, struct name *name) {
    name->count = 0;
    for (size_t at = start, stop; name->count < NAME_WORDS; at = stop) {
        size_t word = name_word(text, at, end, &stop);
        if (word == stop)
            return;
        name->words[name->count++] = word_hash(text + word, stop - word);
    }
}

int name_contains(const struct name *whole, const struct name *part) {
    uint32_t found = 0;
    for (uint32_t i = 0; i < whole->count && found < part->count; i++)
        found += whole->words[i] == part->words[found];
    return found == part->count;
}

static int same_name(const struct name *a, const struct name *b) {
    return a->count == b->count && memcmp(a->words, b->words, a->count * sizeof *a->words) == 0;
}

static int is_known(const struct name_index *index, const struct name *name) {
    unsigned seen = 0;
    for (uint32_t at = index->heads[name->words[0] & index->mask]; at && seen < CHAIN; at = index->links[at].next, seen++)
        if (same_name(&index->names[index->links[at].name], name))
            return 1;
    return 0;
}

static int add_name(const netral_doc *doc, struct name_index *index, const struct name *name) {
    uint32_t number = (uint32_t)index->count;
    if (memory_reserve(&doc->allocator, &index->names, &index->capacity, index->count + 1, sizeof *index->names) ||
        memory_reserve(&doc->allocator, &index->links, &index->link_capacity, index->link_count + 1 + name->count, sizeof *index->links))
        return NETRAL_ERROR_MEMORY;
    index->names[index->count++] = *name;
    for (uint32_t i = 0; i < name->count; i++) {
        uint32_t *head = &index->heads[name->words[i] & index->mask];
        uint32_t link = (uint32_t)++index->link_count;
        index->links[link] = (struct name_link){number, *head};
        *head = link;
    }
    return 0;
}

int name_index_make(netral_doc *doc, struct name_index *index) {
    size_t persons = 0;
    int code = 0;
    for (size_t i = 0; i < doc->mention_count; i++)
        persons += doc->mentions[i].type == doc->pack->known.person;
    memset(index, 0, sizeof *index);
    index->heads = arena_slots(&doc->scratch, persons, &index->mask);
    if (!index->heads)
        return NETRAL_ERROR_MEMORY;
    for (size_t i = 0; i < doc->mention_count && code == 0; i++) {
        const struct mention *mention = &doc->mentions[i];
        struct name name;
        if (mention->type != doc->pack->known.person)
            continue;
        name_read(doc->text, mention->start, mention->end, &name);
        name.mention = (uint32_t)i;
        if (name.count && !is_known(index, &name))
            code = add_name(doc, index, &name);
    }
    return code;
}

void name_index_free(const netral_doc *doc, struct name_index *index) {
    memory_give_back(&doc->allocator, index->names, index->capacity, sizeof *index->names);
    memory_give_back(&doc->allocator, index->links, index->link_capacity, sizeof *index->links);
}

const struct name *name_index_fullest(const struct name_index *index, const struct name *part) {
    const struct name *best = NULL;
    unsigned seen = 0;
    if (part->count == 0)
        return NULL;
    for (uint32_t at = index->heads[part->words[0] & index->mask]; at && seen < CHAIN; at = index->links[at].next, seen++) {
        const struct name *name = &index->names[index->links[at].name];
        if (name_contains(name, part) && (!best || name->count > best->count))
            best = name;
    }
    return best;
}

/* ---- Normal forms of persons --------------------------------------------------------------------------------------- */

static const char *nickname(const netral_doc *doc, const struct mention *mention) {
    char form[UNICODE_FOLD_ROOM(200)];
    size_t length = mention->end - mention->start;
    if (length > 200)
        return NULL;
    return lexicon_canonical(doc->pack, "nickname", form, unicode_fold(doc->text + mention->start, length, form));
}

static uint32_t full_form(netral_doc *doc, const struct name_index *index, const struct mention *mention) {
    struct name name;
    name_read(doc->text, mention->start, mention->end, &name);
    const struct name *fullest = name_index_fullest(index, &name);
    if (fullest && fullest->count > name.count) {
        const struct mention *full = &doc->mentions[fullest->mention];
        return document_plain(doc, full->start, full->end);
    }
    const char *known = name.count == 1 ? nickname(doc, mention) : NULL;
    return known ? interned_number(&doc->strings, known, strlen(known)) : document_plain(doc, mention->start, mention->end);
}

int names_normalize(netral_doc *doc) {
    struct name_index index;
    int code = name_index_make(doc, &index);
    for (size_t i = 0; i < doc->mention_count && code == 0; i++) {
        struct mention *mention = &doc->mentions[i];
        if (mention->type != doc->pack->known.person || mention->flags & MENTION_WAITING)
            continue;
        mention->norm = full_form(doc, &index, mention);
        code = mention->norm ? 0 : NETRAL_ERROR_MEMORY;
    }
    name_index_free(doc, &index);
    return code;
}
