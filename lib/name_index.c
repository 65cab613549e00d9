/* A later `Haryomo` or `Wilfrid Kako Nono` is part of a name that stands elsewhere in full. Each name is found through its words, so
 * that an article of a million names is still read in linear time. Chains are cut at a fixed length: a word that is in more names than
 * that tells nothing. */
#include <string.h>

#include "fetch.h"
#include "hash.h"
#include "names.h"
#include "number_table.h"

#define MOST_NAMES 64u /* with one word that are looked at: as many as there are in most articles, which are looked through */
#define WORDS_OF_A_NAME 4 /* most have fewer … */
#define MANY_PERSONS 1024 /* … and in a large text most mentions are of a few persons */
#define FIRST_SLOTS 64u
#define MANY_SLOTS 1024u
#define FETCH_WORDS 24u /* so many names ahead … */
#define FETCH_ENDS 16u
#define FETCH_LINKS 8u /* … so that each step has what the one before it fetched */

/* ---- The names of a document ---------------------------------------------------------------------------------------- */

/* Two bits for each word: a name that lacks one of another's bits does not contain it. Names of a large text lie far apart. */
static uint32_t filter_of(const uint32_t *words, uint32_t count) {
    uint32_t filter = 0;
    for (uint32_t i = 0; i < count; i++)
        filter |= (uint32_t)1 << (words[i] >> 27) | (uint32_t)1 << (words[i] >> 22 & 31);
    return filter;
}

static uint32_t hash_words(const uint32_t *words, uint32_t count) {
    uint32_t hash = count;
    for (uint32_t i = 0; i < count; i++)
        hash = hash_pair(hash, words[i]);
    return hash;
}

static int is_name(const struct name_index *index, uint32_t number, const uint32_t *words, uint32_t count) {
    const struct known_name *known = &index->names[number - 1];
    return known->count == count && memcmp(name_index_words(index, known), words, count * sizeof *words) == 0;
}

/* The number of an equal name, or 0; `place` becomes where it stands, or belongs. */
static uint32_t find_name(const struct name_index *index, const uint32_t *words, uint32_t count, uint32_t hash, uint32_t *place) {
    uint32_t mask = (uint32_t)index->slot_count - 1;
    for (*place = hash & mask; index->slots[*place]; *place = (*place + 1) & mask) {
        uint32_t number = slot_number(index->slots[*place], hash, mask);
        if (number && is_name(index, number, words, count))
            return number;
    }
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

/* Twice as many slots as before. */
static int grow_slots(const netral_doc *doc, struct name_index *index) {
    size_t wanted = index->slot_count ? index->slot_count * 2 : FIRST_SLOTS;
    uint32_t *slots = memory_resize(&doc->allocator, NULL, 0, wanted * sizeof *slots);
    if (!slots)
        return NETRAL_ERROR_MEMORY;
    memset(slots, 0, wanted * sizeof *slots);
    memory_give_back(&doc->allocator, index->slots, index->slot_count, sizeof *index->slots);
    index->slots = slots;
    index->slot_count = wanted;
    for (uint32_t i = 0; i < index->count; i++)
        table_put(slots, (uint32_t)wanted - 1, i + 1, hash_words(name_index_words(index, &index->names[i]), index->names[i].count));
    return 0;
}

/* Makes room for one name more; the slots are at most half full. */
static int reserve(const netral_doc *doc, struct name_index *index) {
    const netral_allocator *allocator = &doc->allocator;
    if (index->count >= MOST_NUMBER || memory_reserve(allocator, &index->names, &index->capacity, index->count + 1, sizeof *index->names) ||
        memory_reserve(allocator, &index->words, &index->word_capacity, index->word_count + NAME_WORDS, sizeof *index->words))
        return NETRAL_ERROR_MEMORY;
    return (index->count + 1) * 2 <= index->slot_count ? 0 : grow_slots(doc, index);
}

/* Without a small letter: a headline's spelling, or an official list's. */
static int is_shouted(const netral_doc *doc, const struct mention *mention) {
    size_t at = mention->start, end = mention->end;
    while (at < end && !(doc->text[at] >= 'a' && doc->text[at] <= 'z'))
        at++;
    return at == end;
}

static void show_by(const netral_doc *doc, struct known_name *known, const struct mention *mention) {
    known->start = mention->start;
    known->length = mention->end - mention->start;
    known->is_shouted = (uint16_t)is_shouted(doc, mention);
}

static void add_name(const netral_doc *doc, struct name_index *index, const struct name *name, const struct mention *mention) {
    struct known_name *known = &index->names[index->count++];
    *known = (struct known_name){(uint32_t)index->word_count, filter_of(name->words, name->count), 0, 0, (uint16_t)name->count, 0};
    memcpy(index->words + index->word_count, name->words, name->count * sizeof *name->words);
    index->word_count += name->count;
    show_by(doc, known, mention);
}

void name_index_fetch_number(const struct name_index *index, const struct name *name) {
    if (index && index->slot_count > MANY_SLOTS)
        fetch(&index->slots[hash_words(name->words, name->count) & (index->slot_count - 1)]);
}

int name_index_number(netral_doc *doc, const struct name *name, const struct mention *mention, uint32_t *number) {
    struct name_index *index = index_of(doc);
    *number = 0;
    if (!index || reserve(doc, index))
        return NETRAL_ERROR_MEMORY;
    if (name->count == 0)
        return 0;
    uint32_t hash = hash_words(name->words, name->count), place;
    *number = find_name(index, name->words, name->count, hash, &place);
    if (!*number) {
        add_name(doc, index, name, mention);
        *number = (uint32_t)index->count;
        index->slots[place] = slot_of(*number, hash, (uint32_t)index->slot_count - 1);
    } else if (index->names[*number - 1].is_shouted) {
        show_by(doc, &index->names[*number - 1], mention);
    }
    return 0;
}

/* ---- Finding them by their words ------------------------------------------------------------------------------------ */

/* Counts the names of each word, turns counts into places, and puts the names there from the last on. A place that was given
 * moves on, so that in the end it is where the next word's names begin. */
static void lay_out(struct name_index *index) {
    uint32_t total = 0;
    for (size_t i = 0; i < index->count; i++)
        for (uint32_t word = 0; word < index->names[i].count; word++)
            index->ends[name_index_words(index, &index->names[i])[word] & index->mask]++;
    for (uint32_t slot = 0; slot <= index->mask; slot++) {
        uint32_t count = index->ends[slot];
        index->ends[slot] = total;
        total += count;
    }
    for (size_t i = index->count; i-- > 0;) {
        const struct known_name *name = &index->names[i];
        struct name_link link = {i & MOST_NUMBER, name->count & NAME_COUNT, name->filter};
        for (uint32_t word = 0; word < name->count; word++)
            index->links[index->ends[name_index_words(index, name)[word] & index->mask]++] = link;
    }
}

int name_index_lay_out(netral_doc *doc) {
    struct name_index *index = index_of(doc);
    if (!index)
        return NETRAL_ERROR_MEMORY;
    index->links = NULL;
    index->laid_out = index->count;
    if (index->count <= MOST_NAMES)
        return 0;
    size_t persons = mention_count_in(doc, SET_PERSONS), words = 0;
    for (size_t i = 0; i < index->count; i++)
        words += index->names[i].count;
    index->ends = arena_slots(&doc->scratch, persons < MANY_PERSONS ? persons * WORDS_OF_A_NAME : persons, &index->mask);
    index->links = arena_get(&doc->scratch, (words + 1) * sizeof *index->links);
    if (!index->ends || !index->links)
        return NETRAL_ERROR_MEMORY;
    lay_out(index);
    return 0;
}

/* The number of a person's name; a person that waits for the one it stands for is read again. */
static uint32_t number_of(const netral_doc *doc, const struct mention *mention) {
    struct name name;
    uint32_t place;
    if (!(mention->flags & MENTION_WAITING))
        return mention->norm;
    name_read(doc->text, mention->start, mention->end, doc->length, &name, NULL);
    return name.count ? find_name(doc->names, name.words, name.count, hash_words(name.words, name.count), &place) : 0;
}

/* Goes over the persons in order; `kept` becomes their names in that order, `places` the numbers that these have there. */
static uint32_t number_anew(netral_doc *doc, struct known_name *kept, uint32_t *places) {
    uint32_t count = 0;
    for (uint32_t i = mention_next(doc, SET_PERSONS, 0); i < doc->mention_count; i = mention_next(doc, SET_PERSONS, i + 1)) {
        struct mention *mention = &doc->mentions[i];
        uint32_t old = number_of(doc, mention);
        if (old && !places[old]) {
            kept[count] = doc->names->names[old - 1];
            if (kept[count].start != mention->start)
                show_by(doc, &kept[count], mention);
            places[old] = ++count;
        } else if (old && kept[places[old] - 1].is_shouted) {
            show_by(doc, &kept[places[old] - 1], mention);
        }
        if (!(mention->flags & MENTION_WAITING))
            mention->norm = places[old];
    }
    return count;
}

int name_index_settle(netral_doc *doc) {
    struct name_index *index = index_of(doc);
    if (!index)
        return NETRAL_ERROR_MEMORY;
    struct known_name *kept = arena_get(&doc->scratch, (index->count + 1) * sizeof *kept);
    uint32_t *places = arena_numbers(&doc->scratch, index->count + 1);
    if (!kept || !places)
        return NETRAL_ERROR_MEMORY;
    index->count = number_anew(doc, kept, places);
    if (index->count)
        memcpy(index->names, kept, index->count * sizeof *kept);
    return name_index_lay_out(doc);
}

/* Whether a name has all the words, and more of its own than the best one so far. */
static int is_fuller(const struct name_index *index, const struct known_name *name, const struct known_name *best, const uint32_t *words,
                     uint32_t count) {
    return name->count > (best ? best->count : 0) && name_words_contain(name_index_words(index, name), name->count, words, count);
}

/* Of a few names all are looked at: first by their bits, without a branch. */
static const struct known_name *fullest_of_all(const struct name_index *index, const uint32_t *words, uint32_t count,
                                               const struct known_name *own) {
    const struct known_name *best = own, *names = index->names;
    uint32_t filter = filter_of(words, count), least = own ? own->count : 0u;
    uint64_t fuller = 0;
    for (size_t i = 0; i < index->laid_out; i++)
        fuller |= (uint64_t)(!(filter & ~names[i].filter) & (names[i].count > least)) << (MOST_NAMES - 1 - i);
    for (; fuller; fuller &= fuller - 1) {
        const struct known_name *name = &names[MOST_NAMES - 1 - (uint32_t)lowest_bit(fuller)];
        if (is_fuller(index, name, best, words, count))
            best = name;
    }
    return best;
}

/* The names with one word, and the least number of those that are looked at. */
struct name_chain {
    const struct name_link *first, *end;
    uint32_t least;
};

static struct name_chain chain_of(const struct name_index *index, uint32_t word) {
    uint32_t slot = word & index->mask, first = slot ? index->ends[slot - 1] : 0;
    return (struct name_chain){index->links + first, index->links + index->ends[slot], 0};
}

/* The names that may have all these words: those with the rarest of them. What is looked at is bounded by the first one. */
static struct name_chain shortest_chain(const struct name_index *index, const uint32_t *words, uint32_t count) {
    struct name_chain shortest = chain_of(index, words[0]);
    if (shortest.end - shortest.first > (ptrdiff_t)MOST_NAMES) {
        shortest.end = shortest.first + MOST_NAMES;
        shortest.least = shortest.end[-1].name;
    }
    for (uint32_t i = 1; i < count; i++) {
        struct name_chain chain = chain_of(index, words[i]);
        if (chain.end - chain.first < shortest.end - shortest.first)
            shortest = (struct name_chain){chain.first, chain.end, shortest.least};
    }
    return shortest;
}

/* Of a name that is not yet asked for: its words, which tell where its chains begin and end, which tell where their names are. */
void name_index_fetch(const struct name_index *index, uint32_t number) {
    if (!index->links || number + FETCH_WORDS >= index->count)
        return;
    const struct known_name *names = index->names + number, *ends = &names[FETCH_ENDS], *links = &names[FETCH_LINKS];
    fetch(name_index_words(index, &names[FETCH_WORDS]));
    for (uint32_t i = 0; i < ends->count; i++)
        fetch(&index->ends[name_index_words(index, ends)[i] & index->mask]);
    for (uint32_t i = 0; i < links->count; i++)
        fetch(chain_of(index, name_index_words(index, links)[i]).first);
}

const struct known_name *name_index_fullest(const struct name_index *index, const uint32_t *words, uint32_t count,
                                            const struct known_name *own) {
    if (count == 0 || !index->links)
        return count ? fullest_of_all(index, words, count, own) : NULL;
    struct name_chain chain = shortest_chain(index, words, count);
    const struct known_name *best = own && own >= index->names + chain.least ? own : NULL;
    uint32_t filter = filter_of(words, count);
    for (const struct name_link *link = chain.first; link < chain.end && link->name >= chain.least; link++)
        if ((link->filter & filter) == filter && link->count > (best ? best->count : 0) &&
            is_fuller(index, &index->names[link->name], best, words, count))
            best = &index->names[link->name];
    return best;
}

/* ---- From text to text ---------------------------------------------------------------------------------------------- */

/* What a text of thousands of names needed costs the next, short one nothing. */
void name_index_clear(netral_doc *doc) {
    struct name_index *index = doc->names;
    if (!index)
        return;
    if (index->slot_count > MANY_SLOTS && index->count < index->slot_count / 16) {
        memory_give_back(&doc->allocator, index->slots, index->slot_count, sizeof *index->slots);
        index->slots = NULL;
        index->slot_count = 0;
    } else if (index->count) {
        memset(index->slots, 0, index->slot_count * sizeof *index->slots);
    }
    index->count = index->word_count = index->laid_out = 0;
    memory_trim(&doc->allocator, &index->names, &index->capacity, sizeof *index->names);
    memory_trim(&doc->allocator, &index->words, &index->word_capacity, sizeof *index->words);
    memory_trim(&doc->allocator, &index->slots, &index->slot_count, sizeof *index->slots);
}

void name_index_free(netral_doc *doc) {
    struct name_index *index = doc->names;
    if (!index)
        return;
    memory_give_back(&doc->allocator, index->names, index->capacity, sizeof *index->names);
    memory_give_back(&doc->allocator, index->words, index->word_capacity, sizeof *index->words);
    memory_give_back(&doc->allocator, index->slots, index->slot_count, sizeof *index->slots);
    memory_give_back(&doc->allocator, index, 1, sizeof *index);
    doc->names = NULL;
}
