/* Loose words: capitalised words that no rule claimed. Kept as a hash and a few facts, because the tokens are gone when the
 * article's end tells that `Haryomo` in its headline was a person. */
#include "resolve.h"

/* Words with a figure in them are no names. */
static int is_loose(const struct segment *segment, uint32_t i) {
    return segment_loose(segment, i / 64) >> i % 64 & 1 && features_has(segment_features(segment, i), FEATURE_WORD);
}

/* The first capitalised word from token i on that nobody has claimed, or the number of tokens. */
static uint32_t next_loose(const struct segment *segment, uint32_t i) {
    uint32_t count = (uint32_t)segment->count, at = i / 64;
    if (i >= count)
        return count;
    uint64_t bits = segment_loose(segment, at) >> i % 64 << i % 64;
    while (!bits && ++at * 64 < count)
        bits = segment_loose(segment, at);
    return bits ? at * 64 + (uint32_t)lowest_bit(bits) : count;
}

static int is_spoken_of(const struct known *known, const struct segment *segment, uint32_t i) {
    return (i > 0 && features_share(segment_features(segment, i - 1), &known->speech_leads)) ||
           (i + 1 < segment->count && features_share(segment_features(segment, i + 1), &known->speech_follows));
}

/* Whether somebody speaks matters only of what may be a place. */
static unsigned evidence_of(const struct known *known, const struct segment *segment, uint32_t i) {
    const struct features *features = segment_features(segment, i);
    unsigned evidence = features_share(features, &known->common) ? LOOSE_COMMON : 0;
    if (features_share(features, &known->places))
        evidence |= is_spoken_of(known, segment, i) ? LOOSE_PLACE | LOOSE_SPEECH : LOOSE_PLACE;
    return evidence;
}

static void add_loose(netral_doc *doc, const struct segment *segment, uint32_t i, int joined) {
    const struct token *token = segment_token(segment, i);
    uint32_t length = token->end - token->start;
    unsigned evidence = evidence_of(&doc->pack->known, segment, i) | (joined ? LOOSE_JOINED : 0u);
    doc->loose[doc->loose_count++] = (struct loose_word){token->start, (uint16_t)(token->hash & UINT16_MAX),
                                                         (uint8_t)(length > UINT8_MAX ? UINT8_MAX : length), (uint8_t)evidence};
}

static int starts_block(const struct segment *segment, uint32_t i) {
    return features_has(segment_features(segment, i), FEATURE_LINE) && segment_token(segment, i)->flags & TOKEN_BLOCK_START;
}

int loose_collect(netral_doc *doc, struct segment *segment) {
    if (memory_reserve(&doc->allocator, &doc->loose, &doc->loose_capacity, doc->loose_count + segment->count, sizeof *doc->loose))
        return NETRAL_ERROR_MEMORY;
    int joined = 0;
    for (uint32_t i = next_loose(segment, 0), count = (uint32_t)segment->count; i < count;
         i = joined ? i + 1 : next_loose(segment, i + 1)) {
        joined = joined && !starts_block(segment, i);
        if (is_loose(segment, i)) {
            add_loose(doc, segment, i, joined);
            joined = 1;
        } else {
            joined = joined && features_has(segment_features(segment, i), FEATURE_INITIAL);
        }
    }
    return 0;
}
