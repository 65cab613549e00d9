/* Misspelt names. A word that the pack does not know may be a word of a tolerant class with one letter wrong, or two: the words
 * that have a rest in common with it are compared, and phrases are walked with them in its place. Only phrases with such a word are
 * looked for here; lookup.c has found the others.
 *
 * A name needs six letters for one mistake, ten for two. Known words are never mistakes: `Bima` stays what it is. */
#include <string.h>

#include "deletions.h"
#include "lookup.h"

#define CANDIDATES 8
#define BUCKET_WORDS 64 /* of one bucket so many are compared: rests that more words share tell little */
#define LETTERS_FOR_ONE 6
#define LETTERS_FOR_TWO 10

struct candidates {
    uint32_t words[CANDIDATES], edits[CANDIDATES], count;
};

struct walk {
    const netral_pack *pack;
    struct segment *segment;
    uint32_t first;                /* the phrase's first token */
    uint32_t path[LIMIT_PHRASE_WORDS]; /* its tokens */
    struct misspelt best[LIMIT_FEATURES]; /* by tolerance: the longest phrase, none with end 0 */
};

/* ---- Words --------------------------------------------------------------------------------------------------------- */

static void try_word(const netral_pack *pack, const char *form, size_t length, uint32_t number, struct candidates *found) {
    const struct image_word *word = &pack->words[number];
    unsigned most = word->length < DELETIONS_LONG ? 1 : 2;
    for (uint32_t i = 0; i < found->count; i++)
        if (found->words[i] == number)
            return;
    unsigned edits = edits_between(form, length, pack->strings + word->form, word->length, most);
    if (edits > most || found->count == CANDIDATES)
        return;
    found->words[found->count] = number;
    found->edits[found->count++] = edits;
}

/* The words that an unknown one may be. */
static void find_candidates(const netral_pack *pack, const struct segment *segment, uint32_t i, struct candidates *found) {
    const struct token *token = segment_token(segment, i);
    const char *form = segment_form(segment, i);
    uint32_t hashes[DELETIONS_MOST], buckets = pack->deletion_buckets;
    found->count = 0;
    if (token->word || !can_be_misspelt(form, token->form_length))
        return;
    size_t count = deletions_of(form, token->form_length, pack->farthest, hashes);
    for (size_t h = 0; h < count; h++) {
        uint32_t bucket = hashes[h] % buckets, at = pack->deletion_places[bucket], end = pack->deletion_places[bucket + 1];
        end = end - at > BUCKET_WORDS ? at + BUCKET_WORDS : end;
        for (; at < end; at++)
            try_word(pack, form, token->form_length, pack->deletions[at], found);
    }
}

/* ---- Phrases ------------------------------------------------------------------------------------------------------- */

static unsigned letters_of(const netral_pack *pack, uint32_t node) {
    unsigned letters = 0;
    for (; node; node = pack->nodes[node].parent)
        letters += pack->words[pack->nodes[node].word].length;
    return letters;
}

/* Notes the phrase that ends at a node for the tolerances that its class has and its letters allow. */
static void note_phrase(struct walk *walk, uint32_t node, uint32_t words, unsigned edits) {
    const netral_pack *pack = walk->pack;
    const struct image_node *end = &pack->nodes[node];
    unsigned letters = end->record_count ? letters_of(pack, node) : 0;
    unsigned allowed = letters < LETTERS_FOR_ONE ? 0 : letters < LETTERS_FOR_TWO ? 1 : 2;
    if (edits > allowed)
        return;
    for (uint32_t i = 0; i < end->record_count; i++) {
        const struct image_record *record = &pack->records[end->record + i];
        for (uint32_t t = 0; t < pack->tolerance_count; t++) {
            const struct image_tolerance *tolerance = &pack->tolerances[t];
            struct misspelt *best = &walk->best[t];
            uint32_t last = walk->path[words - 1];
            if (tolerance->class != record->class || edits > tolerance->distance ||
                !tokens_have_capitals(walk->segment->tokens.items, walk->path, pack->levels + record->levels))
                continue;
            if (best->end <= last || (best->end == last + 1 && best->edits > edits))
                *best = (struct misspelt){walk->first, last + 1, node, t, edits};
        }
    }
}

static int is_comma(const struct segment *segment, uint32_t i) {
    return segment_token(segment, i)->form_length == 1 && *segment_form(segment, i) == ',';
}

/* Goes on from a node that was reached with `words` words and `edits` mistakes; token `at` is the next. */
static void go_on(struct walk *walk, uint32_t node, uint32_t at, uint32_t words, unsigned edits, uint32_t must_reach);

static void take_word(struct walk *walk, uint32_t node, uint32_t word, uint32_t at, uint32_t words, unsigned edits, uint32_t must_reach) {
    uint32_t next = words ? pack_next_node(walk->pack, node, word) : walk->pack->words[word].node;
    if (!next || words == LIMIT_PHRASE_WORDS)
        return;
    walk->path[words] = at;
    if (edits)
        note_phrase(walk, next, words + 1, edits);
    go_on(walk, next, at + 1, words + 1, edits, must_reach);
}

static void go_on(struct walk *walk, uint32_t node, uint32_t at, uint32_t words, unsigned edits, uint32_t must_reach) {
    const struct segment *segment = walk->segment;
    uint32_t end = segment->block_end[walk->first];
    if (words && at + 1 < end && is_comma(segment, at))
        at++;
    if (at >= end || (words && !walk->pack->nodes[node].edge_filter))
        return;
    if (segment->words[at]) {
        take_word(walk, node, segment->words[at], at, words, edits, must_reach);
        return;
    }
    struct candidates found;
    if (edits >= walk->pack->farthest || at < must_reach) /* phrases with an earlier unknown word were looked for from there */
        return;
    find_candidates(walk->pack, segment, at, &found);
    for (uint32_t i = 0; i < found.count; i++)
        if (edits + found.edits[i] <= walk->pack->farthest)
            take_word(walk, node, found.words[i], at, words, edits + found.edits[i], must_reach);
}

/* ---- Marking ------------------------------------------------------------------------------------------------------- */

static int has_either(const struct segment *segment, uint32_t i, const struct image_tolerance *tolerance) {
    const struct features *features = segment_features(segment, i);
    return features_has(features, tolerance->begin) || features_has(features, tolerance->inside);
}

/* Of names that overlap the first wins, and of those that begin together the longest. */
static int gives_way(const struct segment *segment, const struct misspelt *phrase, const struct image_tolerance *tolerance) {
    int goes_on = tolerance->inside != tolerance->begin && phrase->end < segment->count &&
                  features_has(segment_features(segment, phrase->end), tolerance->inside);
    if (tolerance->inside != tolerance->begin && features_has(segment_features(segment, phrase->first), tolerance->inside))
        return 1;
    return goes_on && features_has(segment_features(segment, phrase->first), tolerance->begin);
}

static void mark_token(const netral_pack *pack, struct segment *segment, uint32_t i, const struct image_tolerance *tolerance,
                       uint32_t feature) {
    struct features features = *segment_features(segment, i);
    features_remove(&features, tolerance->begin);
    features_remove(&features, tolerance->inside);
    if (feature != UINT32_MAX)
        features_add(&features, feature);
    segment_set_features(pack, segment, i, &features, ROW_COMPLETE);
    segment->layers[i] |= (uint8_t)rows_layers(pack, &features, segment->words[i]);
}

static int mark(struct walk *walk, const struct misspelt *phrase) {
    struct segment *segment = walk->segment;
    const struct image_tolerance *tolerance = &walk->pack->tolerances[phrase->tolerance];
    if (gives_way(segment, phrase, tolerance))
        return 0;
    if (memory_reserve(&segment->allocator, &segment->misspelt, &segment->misspelt_capacity, segment->misspelt_count + 1,
                       sizeof *segment->misspelt))
        return NETRAL_ERROR_MEMORY;
    segment->misspelt[segment->misspelt_count++] = *phrase;
    for (uint32_t i = phrase->first; i < phrase->end; i++)
        mark_token(walk->pack, segment, i, tolerance, i == phrase->first ? tolerance->begin : tolerance->inside);
    for (uint32_t i = phrase->end; i < segment->count && has_either(segment, i, tolerance) &&
                                   !features_has(segment_features(segment, i), tolerance->begin); i++)
        mark_token(walk->pack, segment, i, tolerance, UINT32_MAX); /* the rest of a name that is overlapped */
    return 0;
}

/* The phrases in which token `unknown` is the first word that is not known. */
static int phrases_with(struct walk *walk, uint32_t unknown) {
    const struct segment *segment = walk->segment;
    uint32_t earliest = unknown >= LIMIT_PHRASE_WORDS ? unknown - LIMIT_PHRASE_WORDS + 1 : 0;
    uint32_t first = unknown;
    while (first > earliest && segment->block_end[first - 1] > unknown && (segment->words[first - 1] || is_comma(segment, first - 1)))
        first--;
    int code = 0;
    for (; first <= unknown && code == 0; first++) {
        memset(walk->best, 0, walk->pack->tolerance_count * sizeof *walk->best);
        walk->first = first;
        go_on(walk, 0, first, 0, 0, unknown);
        for (uint32_t t = 0; t < walk->pack->tolerance_count && code == 0; t++)
            if (walk->best[t].end > unknown)
                code = mark(walk, &walk->best[t]);
    }
    return code;
}

int lookup_misspelt(const netral_pack *pack, struct segment *segment) {
    struct walk walk = {.pack = pack, .segment = segment};
    struct candidates found;
    int code = 0;
    segment->misspelt_count = 0;
    for (uint32_t i = 0; i < segment->count && pack->tolerance_count && code == 0; i++) {
        if (segment->words[i])
            continue;
        find_candidates(pack, segment, i, &found);
        if (found.count)
            code = phrases_with(&walk, i);
    }
    return code;
}
