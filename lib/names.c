/* A later `Haryomo` or `Wilfrid Kako Nono` is part of a name that stands elsewhere in full. Names are compared as sequences of
 * word hashes; each is found through its words, so that an article of a million names is still read in linear time. Chains are
 * cut at a fixed length: a word that is in more names than that tells nothing. */
#include "names.h"

#include <string.h>

#include "hash.h"
#include "lookup.h"
#include "resolve.h"
#include "unicode.h"
#include "word_bytes.h"

#define MOST_NAMES 64 /* with one word that are looked at */
#define WORDS_OF_A_NAME 4 /* most have fewer … */
#define MANY_PERSONS 1024 /* … and in a large text most mentions are of a few persons */

static int is_gap(char c) {
    return c == ' ' || c == '.' || c == '-' || (c >= '\t' && c <= '\r');
}

#define LONGEST_WORD 200

static uint32_t word_hash(const char *word, size_t length) {
    char form[UNICODE_FOLD_ROOM(LONGEST_WORD)];
    return hash_bytes(form, unicode_fold(word, length > LONGEST_WORD ? LONGEST_WORD : length, form));
}

/* The stop of the word at `at`, which is no gap: where the next gap is. */
static size_t word_stop(const char *text, size_t at, size_t end) {
    while (at < end && (ascii_bits_of(text[at]) & ASCII_WORD || !is_gap(text[at])))
        at++;
    return at;
}

/* Takes a word of a few ASCII letters, nearly every one, at one look. Returns its end, or `at` when it is none. */
static size_t take_short(const char *text, size_t at, size_t end, size_t limit, uint32_t *hash) {
    char form[WORD_BYTES], last[WORD_BYTES] = {0};
    if (limit - at < WORD_BYTES)
        memcpy(last, text + at, limit - at);
    struct word_bytes word = word_bytes_read(limit - at < WORD_BYTES ? last : text + at, form);
    size_t stop = at + word.length;
    if (word.length == 0 || word.length == WORD_BYTES || stop > end || (stop < end && !is_gap(text[stop])))
        return at;
    *hash = word.hash;
    return stop;
}

void name_read(const char *text, size_t start, size_t end, size_t limit, struct name *name, struct name_places *places) {
    name->count = 0;
    for (size_t at = start, stop; name->count < NAME_WORDS; at = stop) {
        while (at < end && is_gap(text[at]))
            at++;
        if (at >= end)
            return;
        stop = take_short(text, at, end, limit, &name->words[name->count]);
        if (stop == at) {
            stop = word_stop(text, at, end);
            name->words[name->count] = word_hash(text + at, stop - at);
        }
        if (places) {
            places->start[name->count] = (uint32_t)at;
            places->end[name->count] = (uint32_t)stop;
        }
        name->count++;
    }
}

int name_contains(const struct name *whole, const struct name *part) {
    uint32_t found = 0;
    for (uint32_t i = 0; i < whole->count && found < part->count; i++)
        found += whole->words[i] == part->words[found];
    return found == part->count;
}

/* A bit for each word: a name that lacks one of another's bits does not contain it. Names of a large text lie far apart. */
static uint32_t filter_of(const struct name *name) {
    uint32_t filter = 0;
    for (uint32_t i = 0; i < name->count; i++)
        filter |= (uint32_t)1 << (name->words[i] >> 27);
    return filter;
}

static int same_name(const struct name *a, const struct name *b) {
    return a->count == b->count && memcmp(a->words, b->words, a->count * sizeof *a->words) == 0;
}

static uint32_t hash_name(const struct name *name) {
    uint32_t hash = name->count;
    for (uint32_t i = 0; i < name->count; i++)
        hash = hash_pair(hash, name->words[i]);
    return hash;
}

/* Where the number of an equal name stands, or belongs. */
static uint32_t *find_known(const struct name_index *index, const struct name *name) {
    uint32_t at = hash_name(name) & index->known_mask;
    while (index->known[at] && !same_name(&index->names[index->known[at] - 1], name))
        at = (at + 1) & index->known_mask;
    return &index->known[at];
}

static int add_name(const netral_doc *doc, struct name_index *index, const struct name *name) {
    if (memory_reserve(&doc->allocator, &index->names, &index->capacity, index->count + 1, sizeof *index->names))
        return NETRAL_ERROR_MEMORY;
    index->names[index->count++] = *name;
    return 0;
}

/* Without a small letter: a headline's spelling, or an official list's. */
static int is_shouted(const netral_doc *doc, uint32_t mention) {
    size_t at = doc->mentions[mention].start, end = doc->mentions[mention].end;
    while (at < end && !(doc->text[at] >= 'a' && doc->text[at] <= 'z'))
        at++;
    return at == end;
}

static int index_mention(netral_doc *doc, struct name_index *index, uint32_t mention) {
    struct name name;
    name_read(doc->text, doc->mentions[mention].start, doc->mentions[mention].end, doc->length, &name, NULL);
    name.mention = mention;
    uint32_t number = 0;
    if (name.count) {
        uint32_t *known = find_known(index, &name);
        if (*known && is_shouted(doc, index->names[*known - 1].mention))
            index->names[*known - 1].mention = mention;
        if (!*known && add_name(doc, index, &name))
            return NETRAL_ERROR_MEMORY;
        *known = *known ? *known : (uint32_t)index->count;
        number = *known;
    }
    index->numbers[index->number_count++] = number;
    return 0;
}

/* The document's index, made with the first text that has persons. */
static struct name_index *index_of(netral_doc *doc) {
    if (!doc->names) {
        doc->names = memory_resize(&doc->allocator, NULL, 0, sizeof *doc->names);
        if (doc->names)
            memset(doc->names, 0, sizeof *doc->names);
    }
    return doc->names;
}

/* Lays the names out by their words: counts them, turns counts into places, and puts them there from the last on. A place that was given
 * moves on, so that in the end it is where the next word's names begin. */
static int index_words(netral_doc *doc, struct name_index *index) {
    uint32_t total = 0, slots = index->mask + 1;
    for (size_t i = 0; i < index->count; i++)
        for (uint32_t word = 0; word < index->names[i].count; word++)
            index->ends[index->names[i].words[word] & index->mask]++;
    for (uint32_t slot = 0; slot < slots; slot++) {
        uint32_t count = index->ends[slot];
        index->ends[slot] = total;
        total += count;
    }
    index->links = arena_get(&doc->scratch, (total + (size_t)1) * sizeof *index->links);
    for (size_t i = index->count; i-- > 0 && index->links;) {
        const struct name *name = &index->names[i];
        struct name_link link = {(uint32_t)i, filter_of(name)};
        for (uint32_t word = 0; word < name->count; word++)
            index->links[index->ends[name->words[word] & index->mask]++] = link;
    }
    return index->links ? 0 : NETRAL_ERROR_MEMORY;
}

int name_index_make(netral_doc *doc) {
    struct name_index *index = index_of(doc);
    size_t persons = 0;
    int code = 0;
    if (!index)
        return NETRAL_ERROR_MEMORY;
    for (uint32_t i = mention_next(doc, SET_PERSONS, 0); i < doc->mention_count; i = mention_next(doc, SET_PERSONS, i + 1))
        persons++;
    index->count = index->number_count = 0;
    index->known = arena_slots(&doc->scratch, 2 * persons, &index->known_mask);
    index->ends = arena_slots(&doc->scratch, persons < MANY_PERSONS ? persons * WORDS_OF_A_NAME : persons, &index->mask);
    index->numbers = arena_get(&doc->scratch, (persons + 1) * sizeof *index->numbers);
    if (!index->known || !index->ends || !index->numbers)
        return NETRAL_ERROR_MEMORY;
    for (uint32_t i = mention_next(doc, SET_PERSONS, 0); i < doc->mention_count && code == 0; i = mention_next(doc, SET_PERSONS, i + 1))
        code = index_mention(doc, index, i);
    return code ? code : index_words(doc, index);
}

/* The index is wanted no more: room that few texts need is given back. */
static void trim_index(netral_doc *doc) {
    struct name_index *index = doc->names;
    if (!index)
        return;
    memory_trim(&doc->allocator, &index->names, &index->capacity, sizeof *index->names);
}

void name_index_free(netral_doc *doc) {
    struct name_index *index = doc->names;
    if (!index)
        return;
    memory_give_back(&doc->allocator, index->names, index->capacity, sizeof *index->names);
    memory_give_back(&doc->allocator, index, 1, sizeof *index);
    doc->names = NULL;
}

const struct name *name_index_fullest(const struct name_index *index, const struct name *part) {
    const struct name *best = NULL;
    if (part->count == 0)
        return NULL;
    uint32_t filter = filter_of(part), slot = part->words[0] & index->mask, at = slot ? index->ends[slot - 1] : 0;
    uint32_t end = index->ends[slot] - at > MOST_NAMES ? at + MOST_NAMES : index->ends[slot];
    for (; at < end; at++) {
        const struct name *name = &index->names[index->links[at].name];
        if ((index->links[at].filter & filter) == filter && name_contains(name, part) && (!best || name->count > best->count))
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

/* What a name is in full: of all its mentions the same, whatever their capitals. */
struct full_name {
    uint32_t norm; /* of the fuller name that it is part of, or its nickname's; 0 as long as it is not known … */
    uint32_t is_own; /* … and 1 when it is the name's own: each mention's spelling, then */
};

static int find_full(netral_doc *doc, const struct name_index *index, const struct name *name, struct full_name *full) {
    const struct name *fullest = name_index_fullest(index, name);
    const char *known = name->count == 1 ? nickname(doc, &doc->mentions[name->mention]) : NULL;
    full->is_own = 0;
    if (fullest && (fullest->count > name->count || name->count > 1))
        full->norm = document_plain(doc, doc->mentions[fullest->mention].start, doc->mentions[fullest->mention].end);
    else if (known)
        full->norm = interned_number(&doc->strings, known, strlen(known));
    else
        full->is_own = 1;
    return full->norm || full->is_own ? 0 : NETRAL_ERROR_MEMORY;
}

static int normalize_name(netral_doc *doc, const struct name_index *index, struct full_name *names, uint32_t number, struct mention *mention) {
    struct full_name own = {0, 1}, *full = number ? &names[number - 1] : &own;
    if (!full->norm && !full->is_own && find_full(doc, index, &index->names[number - 1], full))
        return NETRAL_ERROR_MEMORY;
    mention->norm = full->is_own ? document_plain(doc, mention->start, mention->end) : full->norm;
    return mention->norm ? 0 : NETRAL_ERROR_MEMORY;
}

static int normalize_names(netral_doc *doc, const struct name_index *index) {
    struct full_name *names = arena_get(&doc->scratch, (index->count + 1) * sizeof *names);
    size_t person = 0;
    if (!names)
        return NETRAL_ERROR_MEMORY;
    memset(names, 0, (index->count + 1) * sizeof *names);
    for (uint32_t i = mention_next(doc, SET_PERSONS, 0); i < doc->mention_count; i = mention_next(doc, SET_PERSONS, i + 1)) {
        struct mention *mention = &doc->mentions[i];
        uint32_t number = index->numbers[person++];
        if (!(mention->flags & MENTION_WAITING) && normalize_name(doc, index, names, number, mention))
            return NETRAL_ERROR_MEMORY;
    }
    return 0;
}

int names_normalize(netral_doc *doc) {
    int code = doc->names ? normalize_names(doc, doc->names) : NETRAL_ERROR_MEMORY;
    trim_index(doc);
    return code;
}
