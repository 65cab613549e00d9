/* Each name is found through its words without one of them, so that only names that are so alike are ever compared; in most texts none
 * are, and nothing else of them is asked. */
#include "spellings.h"

#include <string.h>

#include "hash.h"

#define NO_SPELLING UINT32_MAX
#define MOST_SPELLINGS 0x7fffffffu /* a text has fewer: each has a word and a gap at least */

/* ---- Words --------------------------------------------------------------------------------------------------------- */

static int is_middle_initial(const struct spelling *spelling, uint32_t i) {
    return i > 0 && i + 1u < spelling->count && spelling->words[i].length == 1;
}

static int has_middle_initial(const struct spelling *spelling) {
    uint32_t i = 0;
    while (i < spelling->count && !is_middle_initial(spelling, i))
        i++;
    return i < spelling->count;
}

struct word_list spelling_words(const struct spelling *spelling, int without_initials) {
    struct word_list words;
    words.count = 0;
    for (uint32_t i = 0; i < spelling->count; i++) {
        if (without_initials && is_middle_initial(spelling, i))
            continue;
        words.at[words.count] = i;
        words.items[words.count++] = &spelling->words[i];
    }
    return words;
}

static int split(netral_doc *doc, const struct name *name, const struct name_places *places, struct spelling *spelling) {
    struct spelt_word *words = arena_get(&doc->scratch, name->count * sizeof *words);
    if (!words)
        return NETRAL_ERROR_MEMORY;
    for (uint32_t i = 0; i < name->count; i++)
        words[i] = (struct spelt_word){name->words[i], (uint16_t)places->start[i], (uint16_t)(places->end[i] - places->start[i])};
    spelling->words = words;
    spelling->count = (uint16_t)name->count;
    spelling->has_initial = (uint16_t)has_middle_initial(spelling);
    return 0;
}

void spelling_read(const netral_doc *doc, uint32_t norm, struct name *name, struct name_places *places) {
    size_t length = interned_length(&doc->strings, norm);
    name_read(interned_text(&doc->strings, norm), 0, length, length, name, places);
}

/* A name of one word has no like, nor has a text that is too long for a name: they are only noted as seen. */
static int add_spelling(netral_doc *doc, struct spellings *spellings, uint32_t norm) {
    struct spelling *made = &spellings->items[spellings->count];
    struct name name;
    struct name_places places;
    spellings->by_norm[norm] = NO_SPELLING;
    spelling_read(doc, norm, &name, &places);
    if (name.count < 2 || interned_length(&doc->strings, norm) > UINT16_MAX)
        return 0;
    *made = (struct spelling){.norm = norm, .chosen = spellings->count};
    spellings->by_norm[norm] = ++spellings->count;
    return split(doc, &name, &places, made);
}

/* ---- Likeness ------------------------------------------------------------------------------------------------------ */

static uint32_t key_without(const struct word_list *words, uint32_t left_out) {
    uint32_t key = hash_pair(words->count, left_out);
    for (uint32_t i = 0; i < words->count; i++)
        if (i != left_out)
            key = hash_pair(key, words->items[i]->hash);
    return key;
}

static struct likeness *put_keys(struct likeness *made, const struct spelling *spelling, uint32_t number, int without_initials) {
    struct word_list words = spelling_words(spelling, without_initials);
    for (uint32_t i = 0; words.count > 1 && i < words.count; i++)
        *made++ = (struct likeness){number & MOST_SPELLINGS, 0, key_without(&words, i), 0};
    return made;
}

/* The likenesses of all spellings. Returns how many there are. */
static uint32_t find_keys(struct spellings *spellings) {
    struct likeness *made = spellings->likenesses + 1;
    for (uint32_t i = 0; i < spellings->count; i++) {
        spellings->items[i].likeness = (uint32_t)(made - spellings->likenesses);
        made = put_keys(made, &spellings->items[i], i, 0);
        if (spellings->items[i].has_initial)
            made = put_keys(made, &spellings->items[i], i, 1);
    }
    return (uint32_t)(made - spellings->likenesses - 1);
}

static void note_alike(struct spellings *spellings, uint32_t number) {
    struct spelling *spelling = &spellings->items[number];
    if (!spelling->alike)
        spelling->alike = ++spellings->alike;
    spellings->alike_norms[spelling->norm / 64] |= (uint64_t)1 << spelling->norm % 64;
}

/* A likeness before this one that has its key makes both spellings alike. */
static void mark_alike(struct spellings *spellings, struct likeness *likeness) {
    uint32_t at = likeness->next;
    for (unsigned seen = 0; at && seen < LIKENESS_CHAIN; at = spellings->likenesses[at].next, seen++) {
        const struct likeness *other = &spellings->likenesses[at];
        if (other->key != likeness->key || other->spelling == likeness->spelling)
            continue;
        likeness->has_like = 1;
        note_alike(spellings, other->spelling);
        note_alike(spellings, likeness->spelling);
    }
}

static void chain_up(struct spellings *spellings, uint32_t count) {
    struct likeness *likenesses = spellings->likenesses;
    for (uint32_t i = 1; i <= count; i++) {
        uint32_t *head = &spellings->heads[likenesses[i].key & spellings->mask];
        likenesses[i].next = *head;
        *head = i;
        if (likenesses[i].next)
            mark_alike(spellings, &likenesses[i]);
    }
}

/* ---- All of a document --------------------------------------------------------------------------------------------- */

static int reserve(netral_doc *doc, size_t persons, struct spellings *spellings) {
    size_t norms = doc->strings.count + 1, most = persons < norms ? persons : norms;
    spellings->count = spellings->alike = 0;
    spellings->by_norm = arena_numbers(&doc->scratch, norms);
    spellings->items = arena_get(&doc->scratch, (most + 1) * sizeof *spellings->items);
    spellings->heads = arena_slots(&doc->scratch, most * 4, &spellings->mask);
    spellings->alike_norms = arena_get(&doc->scratch, (norms / 64 + 1) * sizeof *spellings->alike_norms);
    if (spellings->alike_norms)
        memset(spellings->alike_norms, 0, (norms / 64 + 1) * sizeof *spellings->alike_norms);
    return spellings->by_norm && spellings->alike_norms && spellings->items && spellings->heads ? 0 : NETRAL_ERROR_MEMORY;
}

int spellings_find(netral_doc *doc, size_t persons, struct spellings *spellings) {
    size_t room = 1;
    int code = reserve(doc, persons, spellings);
    for (uint32_t i = mention_next(doc, SET_PERSONS, 0); i < doc->mention_count && code == 0; i = mention_next(doc, SET_PERSONS, i + 1))
        if (doc->mentions[i].norm && !spellings->by_norm[doc->mentions[i].norm])
            code = add_spelling(doc, spellings, doc->mentions[i].norm);
    for (uint32_t i = 0; i < spellings->count; i++)
        room += (size_t)spellings->items[i].count << spellings->items[i].has_initial;
    spellings->likenesses = code ? NULL : arena_get(&doc->scratch, room * sizeof *spellings->likenesses);
    if (!spellings->likenesses)
        return NETRAL_ERROR_MEMORY;
    chain_up(spellings, find_keys(spellings));
    return 0;
}
