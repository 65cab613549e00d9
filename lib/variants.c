/* One person spelled in two ways: `Haryomo Dwi Putranto`, further down `Haryono Dwi Putranto`. Names of as many words, all equal
 * but one, and that one an edit or two away, are taken for one person's; a middle initial may be missing besides. Each name is
 * found through its words without one of them, so that only names that are so alike are ever compared.
 *
 * The doubt: brothers and sisters have such names too (`Budi Santoso` and `Budi Santosa`; `Wahyudi` and `Wahyuni` are two names). In
 * favour of one person speaks a shared office, against it two different ones, and a sentence or list that names both. So names
 * that stand together are one person's only with a shared office and two equal words; names that stand apart are, unless their
 * offices differ, or unless the evidence is thin: two words, of which one is two edits away and a known name in both spellings. */
#include <string.h>

#include "companions.h"
#include "hash.h"
#include "lookup.h"
#include "names.h"
#include "nearest.h"
#include "norm_position.h"
#include "resolve.h"
#include "unicode.h"

#define CHAIN 8
#define SHORTEST 5  /* letters of a word that may be misspelled */
#define FARTHEST 2  /* edits */
#define FORM_BYTES 40

struct word {
    const char *text;
    uint32_t length, hash;
};

/* One normal form of persons: a spelling of a name. */
struct spelling {
    uint32_t norm;
    struct word words[NAME_WORDS];
    uint32_t count;
    uint32_t written[NAME_WORDS]; /* how often each word is written, once it was asked for */
    uint32_t is_counted;
    uint32_t first, last;         /* its places */
    uint32_t office;              /* its offices, a chain of links plus one */
    uint32_t chosen;              /* the spelling that stands for it */
};

/* A mention of a person, in a chain of those with one spelling. */
struct person_place {
    uint32_t mention, together; /* the number of its sentence or list */
    uint32_t next;
};

#define NO_PLACE UINT32_MAX

struct variants {
    netral_doc *doc;
    struct spelling *spellings;
    uint32_t count;
    uint32_t *by_norm;      /* a norm's spelling plus one */
    uint32_t *heads, mask;  /* by words but one */
    struct likeness {
        uint32_t spelling, next;
    } *likenesses;
    uint32_t likeness_count;
    struct person_place *places;
    uint32_t place_count;
    uint32_t *next_office; /* by link */
};

/* ---- Spellings ----------------------------------------------------------------------------------------------------- */

static const char *norm_of(const struct variants *variants, const struct spelling *spelling) {
    return interned_text(&variants->doc->strings, spelling->norm);
}

static void read_norm(const struct variants *variants, const struct spelling *spelling, struct name *name, struct name_places *places) {
    size_t length = interned_length(&variants->doc->strings, spelling->norm);
    name_read(norm_of(variants, spelling), 0, length, length, name, places);
}

static void split(const struct variants *variants, struct spelling *spelling) {
    const char *norm = norm_of(variants, spelling);
    struct name name;
    struct name_places places;
    read_norm(variants, spelling, &name, &places);
    for (uint32_t i = 0; i < name.count; i++)
        spelling->words[i] = (struct word){norm + places.start[i], places.end[i] - places.start[i], name.words[i]};
    spelling->count = name.count;
}

static uint32_t spelling_number(struct variants *variants, uint32_t norm) {
    uint32_t *known = &variants->by_norm[norm];
    if (!*known) {
        struct spelling *made = &variants->spellings[variants->count];
        made->norm = norm;
        made->first = made->last = NO_PLACE;
        made->chosen = variants->count;
        made->office = made->is_counted = 0;
        split(variants, made);
        *known = ++variants->count;
    }
    return *known - 1;
}

static void add_place(struct variants *variants, struct spelling *spelling, uint32_t mention, uint32_t together) {
    uint32_t place = variants->place_count++;
    variants->places[place] = (struct person_place){mention, together, NO_PLACE};
    if (spelling->first == NO_PLACE)
        spelling->first = place;
    else
        variants->places[spelling->last].next = place;
    spelling->last = place;
}

static void collect(struct variants *variants) {
    netral_doc *doc = variants->doc;
    uint32_t together = 0;
    for (uint32_t i = mention_next(doc, SET_PERSONS, 0); i < doc->mention_count; i = mention_next(doc, SET_PERSONS, i + 1)) {
        const struct mention *mention = &doc->mentions[i];
        if (!mention->norm)
            continue;
        together = companions_number(doc, together, mention->start);
        add_place(variants, &variants->spellings[spelling_number(variants, mention->norm)], i, together);
    }
    for (uint32_t i = 0; i < doc->link_count; i++) {
        uint32_t norm = doc->mentions[doc->links[i].person].norm;
        if (!norm)
            continue;
        struct spelling *spelling = &variants->spellings[variants->by_norm[norm] - 1];
        variants->next_office[i] = spelling->office;
        spelling->office = i + 1;
    }
}

/* How often the article writes each word of the spelling where it means it. */
static void count_words(const struct variants *variants, struct spelling *spelling) {
    const netral_doc *doc = variants->doc;
    if (spelling->is_counted)
        return;
    memset(spelling->written, 0, sizeof spelling->written);
    for (uint32_t at = spelling->first; at != NO_PLACE; at = variants->places[at].next) {
        const struct mention *mention = &doc->mentions[variants->places[at].mention];
        struct name name;
        name_read(doc->text, mention->start, mention->end, doc->length, &name, NULL);
        for (uint32_t i = 0; i < name.count; i++)
            for (uint32_t j = 0; j < spelling->count; j++)
                spelling->written[j] += spelling->words[j].hash == name.words[i];
    }
    spelling->is_counted = 1;
}

/* ---- Evidence ------------------------------------------------------------------------------------------------------ */

/* Both chains are in the order of the text. */
static int stand_together(const struct variants *variants, const struct spelling *a, const struct spelling *b) {
    uint32_t i = a->first, j = b->first;
    while (i != NO_PLACE && j != NO_PLACE) {
        const struct person_place *one = &variants->places[i], *other = &variants->places[j];
        if (one->together == other->together)
            return 1;
        if (one->together < other->together)
            i = one->next;
        else
            j = other->next;
    }
    return 0;
}

/* Whether the two hold one office, each at a place of its own: what a list gives to all its names tells nothing. */
static int share_office(const struct variants *variants, const struct spelling *a, const struct spelling *b) {
    const netral_doc *doc = variants->doc;
    unsigned seen = 0;
    for (uint32_t i = a->office; i && seen < CHAIN * CHAIN; i = variants->next_office[i - 1])
        for (uint32_t j = b->office; j && seen < CHAIN * CHAIN; j = variants->next_office[j - 1], seen++) {
            uint32_t one = doc->links[i - 1].position, other = doc->links[j - 1].position;
            if (one != other && position_same_office(doc, &doc->mentions[one], &doc->mentions[other]))
                return 1;
        }
    return 0;
}

static int is_known_name(const struct variants *variants, const char *form, size_t length) {
    const netral_pack *pack = variants->doc->pack;
    uint32_t word = pack_word(pack, form, length);
    return word && (lookup_word_in_class(pack, word, pack->known.given_name) || lookup_word_in_class(pack, word, pack->known.family_name));
}

static int is_one_person(const struct variants *variants, const struct spelling *a, const struct spelling *b, uint32_t words, int is_thin) {
    int shared = share_office(variants, a, b);
    if (stand_together(variants, a, b))
        return shared && words > 2;
    return shared || !((a->office && b->office) || is_thin);
}

/* ---- Likeness ------------------------------------------------------------------------------------------------------ */

/* A name's words, without its middle initials if so wished. */
struct words {
    const struct word *items[NAME_WORDS];
    uint32_t at[NAME_WORDS]; /* their places in the spelling */
    uint32_t count;
};

static int is_middle_initial(const struct spelling *spelling, uint32_t i) {
    return i > 0 && i + 1 < spelling->count && spelling->words[i].length == 1;
}

static int has_middle_initial(const struct spelling *spelling) {
    uint32_t i = 0;
    while (i < spelling->count && !is_middle_initial(spelling, i))
        i++;
    return i < spelling->count;
}

static struct words words_of(const struct spelling *spelling, int without_initials) {
    struct words words = {.count = 0};
    for (uint32_t i = 0; i < spelling->count; i++) {
        if (without_initials && is_middle_initial(spelling, i))
            continue;
        words.at[words.count] = i;
        words.items[words.count++] = &spelling->words[i];
    }
    return words;
}

static uint32_t key_without(const struct words *words, uint32_t left_out) {
    uint32_t key = hash_pair(words->count, left_out);
    for (uint32_t i = 0; i < words->count; i++)
        if (i != left_out)
            key = hash_pair(key, words->items[i]->hash);
    return key;
}

/* Whether all words but the one left out are equal, and one of them is more than an initial. */
static int rest_is_equal(const struct words *a, const struct words *b, uint32_t left_out) {
    int tells = 0;
    if (a->count != b->count || a->items[left_out]->hash == b->items[left_out]->hash)
        return 0;
    for (uint32_t i = 0; i < a->count; i++) {
        if (i != left_out && a->items[i]->hash != b->items[i]->hash)
            return 0;
        tells |= i != left_out && a->items[i]->length > 2;
    }
    return tells;
}

/* Edits between two words, 0 when they are too short or too long to say; whether both are known names. */
static size_t edits_between(const struct variants *variants, const struct word *a, const struct word *b, int *both_known) {
    char forms[2][UNICODE_FOLD_ROOM(FORM_BYTES) + 1];
    const struct word *words[] = {a, b};
    *both_known = 1;
    for (int i = 0; i < 2; i++) {
        if (words[i]->length < SHORTEST || words[i]->length > FORM_BYTES)
            return 0;
        size_t length = unicode_fold(words[i]->text, words[i]->length, forms[i]);
        forms[i][length] = '\0';
        *both_known &= is_known_name(variants, forms[i], length);
    }
    return edit_distance(forms[0], forms[1]);
}

/* The name with a middle initial more stands for the other (a norm is the fullest form), else the one whose word is written more
 * often, else the first. */
static void join(struct variants *variants, uint32_t earlier, uint32_t a_word, uint32_t later, uint32_t b_word) {
    struct spelling *a = &variants->spellings[earlier], *b = &variants->spellings[later];
    count_words(variants, a);
    count_words(variants, b);
    if (a->count != b->count ? b->count > a->count : b->written[b_word] > a->written[a_word])
        a->chosen = later;
    else
        b->chosen = earlier;
}

static int try_pair(struct variants *variants, uint32_t earlier, const struct words *words, uint32_t later, uint32_t left_out) {
    const struct spelling *a = &variants->spellings[earlier], *b = &variants->spellings[later];
    struct words others = words_of(a, words->count < b->count || a->count > words->count);
    int both_known;
    if (earlier == later || a->chosen != earlier || !rest_is_equal(&others, words, left_out))
        return 0;
    size_t edits = edits_between(variants, others.items[left_out], words->items[left_out], &both_known);
    if (edits == 0 || edits > FARTHEST ||
        !is_one_person(variants, a, b, words->count, words->count == 2 && edits == 2 && both_known))
        return 0;
    join(variants, earlier, others.at[left_out], later, words->at[left_out]);
    return 1;
}

/* Compares the name with earlier ones that have the same words but one, then leaves it for later ones to find. */
static void place(struct variants *variants, uint32_t number, const struct words *words) {
    int joined = 0;
    for (uint32_t i = 0; words->count > 1 && i < words->count; i++) {
        uint32_t *head = &variants->heads[key_without(words, i) & variants->mask];
        unsigned seen = 0;
        for (uint32_t at = *head; at && seen < CHAIN && !joined; at = variants->likenesses[at].next, seen++)
            joined = try_pair(variants, variants->likenesses[at].spelling, words, number, i);
        variants->likenesses[++variants->likeness_count] = (struct likeness){number, *head};
        *head = variants->likeness_count;
    }
}

/* ---- Putting it together ------------------------------------------------------------------------------------------- */

static int reserve(struct variants *variants, size_t persons) {
    netral_doc *doc = variants->doc;
    struct arena *scratch = &doc->scratch;
    size_t norms = doc->strings.count + 1, spellings = persons < norms ? persons : norms;
    variants->by_norm = arena_numbers(scratch, norms);
    variants->heads = arena_slots(scratch, spellings * 4, &variants->mask);
    variants->spellings = arena_get(scratch, (spellings + 1) * sizeof *variants->spellings);
    variants->places = arena_get(scratch, (persons + 1) * sizeof *variants->places);
    variants->next_office = arena_numbers(scratch, doc->link_count + 1);
    return variants->by_norm && variants->heads && variants->spellings && variants->places && variants->next_office
               ? 0
               : NETRAL_ERROR_MEMORY;
}

static int compare_all(struct variants *variants) {
    size_t room = 1;
    for (uint32_t i = 0; i < variants->count; i++)
        room += 2 * variants->spellings[i].count;
    variants->likenesses = arena_get(&variants->doc->scratch, room * sizeof *variants->likenesses);
    if (!variants->likenesses)
        return NETRAL_ERROR_MEMORY;
    for (uint32_t i = 0; i < variants->count; i++) {
        struct words words = words_of(&variants->spellings[i], 0);
        place(variants, i, &words);
        if (!has_middle_initial(&variants->spellings[i]))
            continue;
        words = words_of(&variants->spellings[i], 1);
        place(variants, i, &words);
    }
    return 0;
}

/* A mention gets the chosen spelling; what it writes otherwise is told. A bare `Putranto` is no other spelling. */
static int rename_mention(struct variants *variants, struct mention *mention) {
    netral_doc *doc = variants->doc;
    const struct spelling *old = &variants->spellings[variants->by_norm[mention->norm] - 1], *chosen = &variants->spellings[old->chosen];
    struct name written, before, after;
    for (unsigned steps = 0; &variants->spellings[chosen->chosen] != chosen && steps < CHAIN; steps++)
        chosen = &variants->spellings[chosen->chosen];
    if (chosen == old)
        return 0;
    name_read(doc->text, mention->start, mention->end, doc->length, &written, NULL);
    read_norm(variants, old, &before, NULL);
    read_norm(variants, chosen, &after, NULL);
    mention->norm = chosen->norm;
    if (!name_contains(&before, &written) || name_contains(&after, &written))
        return 0;
    uint32_t variant = document_plain(doc, mention->start, mention->end);
    struct facts *facts = variant ? mention_make_facts(doc, mention) : NULL;
    if (!facts)
        return NETRAL_ERROR_MEMORY;
    facts->variant = variant;
    return 0;
}

int variants_join(netral_doc *doc) {
    struct variants variants = {.doc = doc};
    size_t persons = 0;
    if (!doc->names || !doc->names->may_vary)
        return 0;
    for (uint32_t i = mention_next(doc, SET_PERSONS, 0); i < doc->mention_count; i = mention_next(doc, SET_PERSONS, i + 1))
        persons++;
    if (persons < 2)
        return 0;
    if (reserve(&variants, persons))
        return NETRAL_ERROR_MEMORY;
    collect(&variants);
    int code = compare_all(&variants);
    for (uint32_t i = 0; i < variants.place_count && code == 0; i++)
        code = rename_mention(&variants, &doc->mentions[variants.places[i].mention]);
    return code;
}
