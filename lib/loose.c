/* Loose words: capitalised words that no rule claimed. Kept as a hash and a few facts, because the tokens are gone when the
 * article's end tells that `Haryomo` in its headline was a person. */
#include "hash.h"
#include "resolve.h"

struct collecting {
    netral_doc *doc;
    struct segment *segment;
    struct features places, common, speech_before, speech_after;
};

static void add_class(const netral_pack *pack, struct features *features, const char *name) {
    uint32_t class = pack_class(pack, name);
    if (class == UINT32_MAX || pack->classes[class].begin == UINT32_MAX)
        return;
    features_add(features, pack->classes[class].begin);
    features_add(features, pack->classes[class].inside);
}

static int is_loose(const struct segment *segment, uint32_t i) {
    const struct features *features = &segment->features[i];
    return !segment->cover[i] && features_has(features, FEATURE_CAP) && features_has(features, FEATURE_WORD) &&
           !features_has(features, FEATURE_TAKEN) && segment_token(segment, i)->form_length > 1;
}

static unsigned evidence_of(const struct collecting *collecting, uint32_t i) {
    const struct segment *segment = collecting->segment;
    const struct features *features = &segment->features[i];
    unsigned evidence = 0;
    if (features_share(features, &collecting->places))
        evidence |= LOOSE_PLACE;
    if (features_share(features, &collecting->common))
        evidence |= LOOSE_COMMON;
    if ((i > 0 && features_share(&segment->features[i - 1], &collecting->speech_before)) ||
        (i + 1 < segment->count && features_share(&segment->features[i + 1], &collecting->speech_after)))
        evidence |= LOOSE_SPEECH;
    return evidence;
}

static int add_loose(struct collecting *collecting, uint32_t i, int joined) {
    netral_doc *doc = collecting->doc;
    const struct token *token = segment_token(collecting->segment, i);
    if (memory_reserve(&doc->allocator, &doc->loose, &doc->loose_capacity, doc->loose_count + 1, sizeof *doc->loose))
        return NETRAL_ERROR_MEMORY;
    doc->loose[doc->loose_count++] = (struct loose_word){
        token->start, token->end, hash_bytes(segment_form(collecting->segment, i), token->form_length), (uint8_t)joined,
        (uint8_t)evidence_of(collecting, i)};
    return 0;
}

int resolve_collect(netral_doc *doc, struct segment *segment) {
    struct collecting collecting = {.doc = doc, .segment = segment};
    static const char *const places[] = {"province", "regency", "city", "place"};
    for (int i = 0; i < 4; i++)
        add_class(doc->pack, &collecting.places, places[i]);
    add_class(doc->pack, &collecting.common, "common-word");
    add_class(doc->pack, &collecting.speech_before, "speech-before");
    add_class(doc->pack, &collecting.speech_after, "speech-after");
    int code = 0, joined = 0;
    for (uint32_t i = 0; i < segment->count && code == 0; i++) {
        if (features_has(&segment->features[i], FEATURE_LINE) && segment_token(segment, i)->flags & TOKEN_BLOCK_START)
            joined = 0;
        if (!is_loose(segment, i)) {
            joined = features_has(&segment->features[i], FEATURE_INITIAL) && joined;
            continue;
        }
        code = add_loose(&collecting, i, joined);
        joined = 1;
    }
    return code;
}
