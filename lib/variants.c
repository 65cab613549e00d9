/* One person spelled in two ways: `Haryomo Dwi Putranto`, further down `Haryono Dwi Putranto`. Names of as many words, all equal
 * but one, and that one an edit or two away, are taken for one person's; a middle initial may be missing besides.
 *
 * The doubt: brothers and sisters have such names too (`Budi Santoso` and `Budi Santosa`; `Wahyudi` and `Wahyuni` are two names). In
 * favour of one person speaks a shared office, against it two different ones, and a sentence or list that names both. So names
 * that stand together are one person's only with a shared office and two equal words; names that stand apart are, unless their
 * offices differ, or unless the evidence is thin: two words, of which one is two edits away and a known name in both spellings. */
#include <string.h>

#include "companions.h"
#include "lookup.h"
#include "nearest.h"
#include "norm_position.h"
#include "resolve.h"
#include "spellings.h"
#include "unicode.h"

#define SHORTEST 5  /* letters of a word that may be misspelled */
#define FARTHEST 2  /* edits */
#define FORM_BYTES 40
#define OFFICES 64 /* pairs of offices that are compared */

/* A mention of a person, in a chain of those with one spelling. */
struct person_place {
    uint32_t mention, together; /* the number of its sentence or list */
    uint32_t next;
};

/* What is known of a spelling that is like another. */
struct evidence {
    uint32_t *written;    /* how often each word is written, once it was asked for; else NULL */
    uint32_t first, last; /* its places, from 1 */
    uint32_t office;      /* its offices, a chain of links plus one */
};

struct variants {
    netral_doc *doc;
    struct spellings spellings;
    struct evidence *evidence; /* by the spelling's number among those that are alike */
    struct person_place *places; /* of those that are alike, from 1 */
    uint32_t place_count;
    uint32_t *next_office; /* by link */
};

/* ---- Where they stand ---------------------------------------------------------------------------------------------- */

static struct evidence *evidence_of(const struct variants *variants, const struct spelling *spelling) {
    return &variants->evidence[spelling->alike];
}

/* Of the spelling of a person, when it is like another; else NULL. */
static struct evidence *alike_evidence(const struct variants *variants, const struct mention *mention) {
    const struct spellings *spellings = &variants->spellings;
    int is_alike = (int)(spellings->alike_norms[mention->norm / 64] >> mention->norm % 64 & 1);
    return is_alike ? evidence_of(variants, &spellings->items[spellings->by_norm[mention->norm] - 1]) : NULL;
}

static void add_place(struct variants *variants, struct evidence *evidence, uint32_t mention, uint32_t together) {
    uint32_t place = ++variants->place_count;
    variants->places[place] = (struct person_place){mention, together, 0};
    if (evidence->first)
        variants->places[evidence->last].next = place;
    else
        evidence->first = place;
    evidence->last = place;
}

static int collect(struct variants *variants, size_t persons) {
    netral_doc *doc = variants->doc;
    uint32_t together = 0;
    variants->places = arena_get(&doc->scratch, (persons + 1) * sizeof *variants->places);
    variants->next_office = arena_numbers(&doc->scratch, doc->link_count + 1);
    variants->evidence = arena_get(&doc->scratch, (variants->spellings.alike + (size_t)1) * sizeof *variants->evidence);
    if (!variants->places || !variants->next_office || !variants->evidence)
        return NETRAL_ERROR_MEMORY;
    for (uint32_t i = 0; i <= variants->spellings.alike; i++)
        variants->evidence[i] = (struct evidence){NULL, 0, 0, 0};
    companions_settle(doc);
    for (uint32_t i = mention_next(doc, SET_PERSONS, 0); i < doc->mention_count; i = mention_next(doc, SET_PERSONS, i + 1)) {
        struct evidence *evidence = alike_evidence(variants, &doc->mentions[i]);
        if (!evidence)
            continue;
        together = companions_number(doc, together, doc->mentions[i].start);
        add_place(variants, evidence, i, together);
    }
    for (uint32_t i = 0; i < doc->link_count; i++) {
        struct evidence *evidence = alike_evidence(variants, &doc->mentions[doc->links[i].person]);
        if (!evidence)
            continue;
        variants->next_office[i] = evidence->office;
        evidence->office = i + 1;
    }
    return 0;
}

/* How often the article writes each word of the spelling where it means it. */
static int count_words(const struct variants *variants, const struct spelling *spelling) {
    netral_doc *doc = variants->doc;
    struct evidence *evidence = evidence_of(variants, spelling);
    if (evidence->written)
        return 0;
    evidence->written = arena_numbers(&doc->scratch, NAME_WORDS);
    if (!evidence->written)
        return NETRAL_ERROR_MEMORY;
    for (uint32_t at = evidence->first; at; at = variants->places[at].next) {
        const struct mention *mention = &doc->mentions[variants->places[at].mention];
        struct name name;
        name_read(doc->text, mention->start, mention->end, doc->length, &name, NULL);
        for (uint32_t i = 0; i < name.count; i++)
            for (uint32_t j = 0; j < spelling->count; j++)
                evidence->written[j] += spelling->words[j].hash == name.words[i];
    }
    return 0;
}

/* ---- Evidence ------------------------------------------------------------------------------------------------------ */

/* Both chains are in the order of the text. */
static int stand_together(const struct variants *variants, const struct spelling *a, const struct spelling *b) {
    uint32_t i = evidence_of(variants, a)->first, j = evidence_of(variants, b)->first;
    while (i && j) {
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
    for (uint32_t i = evidence_of(variants, a)->office; i && seen < OFFICES; i = variants->next_office[i - 1])
        for (uint32_t j = evidence_of(variants, b)->office; j && seen < OFFICES; j = variants->next_office[j - 1], seen++) {
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
    return shared || !((evidence_of(variants, a)->office && evidence_of(variants, b)->office) || is_thin);
}

/* ---- Comparing ----------------------------------------------------------------------------------------------------- */

/* Whether all words but the one left out are equal, and one of them is more than an initial. */
static int rest_is_equal(const struct word_list *a, const struct word_list *b, uint32_t left_out) {
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

/* A word, and the normal form that it stands in. */
struct written_word {
    const char *norm;
    const struct spelt_word *word;
};

/* Edits between two words, 0 when they are too short or too long to say; whether both are known names. */
static size_t edits_between(const struct variants *variants, const struct written_word words[2], int *both_known) {
    char forms[2][UNICODE_FOLD_ROOM(FORM_BYTES) + 1];
    *both_known = 1;
    for (int i = 0; i < 2; i++) {
        if (words[i].word->length < SHORTEST || words[i].word->length > FORM_BYTES)
            return 0;
        size_t length = unicode_fold(words[i].norm + words[i].word->start, words[i].word->length, forms[i]);
        forms[i][length] = '\0';
        *both_known &= is_known_name(variants, forms[i], length);
    }
    return edit_distance(forms[0], forms[1]);
}

/* The name with a middle initial more stands for the other (a norm is the fullest form), else the one whose word is written more
 * often, else the first. */
static int join(struct variants *variants, struct spelling *a, uint32_t a_word, struct spelling *b, uint32_t b_word) {
    if (count_words(variants, a) || count_words(variants, b))
        return NETRAL_ERROR_MEMORY;
    const uint32_t *a_written = evidence_of(variants, a)->written, *b_written = evidence_of(variants, b)->written;
    if (a->count != b->count ? b->count > a->count : b_written[b_word] > a_written[a_word])
        a->chosen = (uint32_t)(b - variants->spellings.items);
    else
        b->chosen = (uint32_t)(a - variants->spellings.items);
    return 0;
}

/* Whether a name, which has the words but one of an earlier one, is the same person's; `words` are its own. */
static int is_variant(const struct variants *variants, const struct spelling *a, const struct word_list *others, const struct spelling *b,
                      const struct word_list *words, uint32_t left_out) {
    const struct interned *strings = &variants->doc->strings;
    int both_known;
    if (!rest_is_equal(others, words, left_out))
        return 0;
    const struct written_word pair[2] = {{interned_text(strings, a->norm), others->items[left_out]},
                                         {interned_text(strings, b->norm), words->items[left_out]}};
    size_t edits = edits_between(variants, pair, &both_known);
    return edits > 0 && edits <= FARTHEST &&
           is_one_person(variants, a, b, words->count, words->count == 2 && edits == 2 && both_known);
}

/* Compares a name with earlier ones that have the same words but this one. `joined`: whether it found its like. */
static int compare_without(struct variants *variants, const struct likeness *likeness, const struct word_list *words, uint32_t left_out,
                           int *joined) {
    struct spelling *items = variants->spellings.items, *b = &items[likeness->spelling];
    const struct likeness *likenesses = variants->spellings.likenesses, *other;
    unsigned seen = 0;
    int code = 0;
    for (uint32_t at = likeness->next; at && seen < LIKENESS_CHAIN && !*joined && code == 0; at = other->next, seen++) {
        other = &likenesses[at];
        struct spelling *a = &items[other->spelling];
        if (other->key != likeness->key || a == b || a->chosen != other->spelling)
            continue;
        struct word_list others = spelling_words(a, words->count < b->count || a->count > words->count);
        *joined = is_variant(variants, a, &others, b, words, left_out);
        code = *joined ? join(variants, a, others.at[left_out], b, words->at[left_out]) : 0;
    }
    return code;
}

/* Compares a name by all its words, then without its middle initials. */
static int compare(struct variants *variants, const struct spelling *spelling) {
    const struct likeness *likeness = &variants->spellings.likenesses[spelling->likeness];
    int code = 0;
    for (int without_initials = 0; without_initials <= spelling->has_initial; without_initials++) {
        struct word_list words = spelling_words(spelling, without_initials);
        int joined = 0;
        for (uint32_t i = 0; words.count > 1 && i < words.count && code == 0; i++, likeness++)
            code = likeness->has_like ? compare_without(variants, likeness, &words, i, &joined) : 0;
    }
    return code;
}

/* ---- Putting it together ------------------------------------------------------------------------------------------- */

/* A mention gets the chosen spelling; what it writes otherwise is told. A bare `Putranto` is no other spelling. */
static int rename_mention(netral_doc *doc, struct mention *mention, const struct spelling *old, const struct spelling *chosen) {
    struct name written, before, after;
    name_read(doc->text, mention->start, mention->end, doc->length, &written, NULL);
    spelling_read(doc, old->norm, &before, NULL);
    spelling_read(doc, chosen->norm, &after, NULL);
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

static int rename_all(struct variants *variants, const struct spelling *spelling) {
    const struct spelling *items = variants->spellings.items, *chosen = &items[spelling->chosen];
    netral_doc *doc = variants->doc;
    int code = 0;
    for (unsigned steps = 0; &items[chosen->chosen] != chosen && steps < LIKENESS_CHAIN; steps++)
        chosen = &items[chosen->chosen];
    for (uint32_t at = chosen == spelling ? 0 : evidence_of(variants, spelling)->first; at && code == 0; at = variants->places[at].next)
        code = rename_mention(doc, &doc->mentions[variants->places[at].mention], spelling, chosen);
    return code;
}

static int join_alike(struct variants *variants, size_t persons) {
    const struct spellings *spellings = &variants->spellings;
    int code = collect(variants, persons);
    for (uint32_t i = 0; i < spellings->count && code == 0; i++)
        code = spellings->items[i].alike ? compare(variants, &spellings->items[i]) : 0;
    for (uint32_t i = 0; i < spellings->count && code == 0; i++)
        code = spellings->items[i].chosen != i ? rename_all(variants, &spellings->items[i]) : 0;
    return code;
}

int variants_join(netral_doc *doc) {
    struct variants variants = {.doc = doc};
    if (!doc->names || !doc->names->may_vary)
        return 0;
    size_t persons = mention_count_in(doc, SET_PERSONS);
    if (spellings_find(doc, persons, &variants.spellings))
        return NETRAL_ERROR_MEMORY;
    return variants.spellings.alike ? join_alike(&variants, persons) : 0;
}
