/* Loose words: capitalised words that no rule claimed. Kept as a hash and a few facts, because the tokens are gone when the
 * article's end tells that `Haryomo` in its headline was a person. */
#include "resolve.h"

/* What a row tells of its tokens, as far as it matters here: found once. */
enum note {
    NOTED = 1,
    NOTE_WORD = 2, /* words with a figure in them are no names */
    NOTE_COMMON = 4,
    NOTE_PLACE = 8,
    NOTE_SPEECH_LEADS = 16,
    NOTE_SPEECH_FOLLOWS = 32,
    NOTE_INITIAL = 64,
    NOTE_LINE = 128
};

static uint8_t find_notes(const struct known *known, const struct features *features) {
    unsigned notes = NOTED | (features_has(features, FEATURE_WORD) ? NOTE_WORD : 0u);
    notes |= features_share(features, &known->common) ? NOTE_COMMON : 0u;
    notes |= features_share(features, &known->places) ? NOTE_PLACE : 0u;
    notes |= features_share(features, &known->speech_leads) ? NOTE_SPEECH_LEADS : 0u;
    notes |= features_share(features, &known->speech_follows) ? NOTE_SPEECH_FOLLOWS : 0u;
    notes |= features_has(features, FEATURE_INITIAL) ? NOTE_INITIAL : 0u;
    notes |= features_has(features, FEATURE_LINE) ? NOTE_LINE : 0u;
    return (uint8_t)notes;
}

/* The segment as loose words are read off it. */
struct reading {
    const struct known *known;
    const struct segment *segment;
    const uint16_t *rows;
    uint8_t *notes; /* by row */
};

static unsigned find_anew(const struct reading *reading, uint32_t i) {
    uint32_t row = reading->rows[i];
    uint8_t notes = find_notes(reading->known, segment_features(reading->segment, i));
    if (row != ROW_UNSHARED)
        reading->notes[row] = notes;
    return notes;
}

static inline unsigned notes_of(const struct reading *reading, uint32_t i) {
    unsigned notes = reading->notes[reading->rows[i]];
    return notes ? notes : find_anew(reading, i);
}

static int is_spoken_of(const struct reading *reading, uint32_t i) {
    return (i > 0 && notes_of(reading, i - 1) & NOTE_SPEECH_LEADS) ||
           (i + 1 < reading->segment->count && notes_of(reading, i + 1) & NOTE_SPEECH_FOLLOWS);
}

/* Whether somebody speaks matters only of what may be a place. */
static unsigned evidence_of(const struct reading *reading, uint32_t i, unsigned notes) {
    unsigned evidence = flag_if((int)(notes & NOTE_COMMON), LOOSE_COMMON);
    if (notes & NOTE_PLACE)
        evidence |= is_spoken_of(reading, i) ? LOOSE_PLACE | LOOSE_SPEECH : LOOSE_PLACE;
    return evidence;
}

static int starts_block(const struct reading *reading, uint32_t i) {
    return segment_token(reading->segment, i)->flags & TOKEN_BLOCK_START && notes_of(reading, i) & NOTE_LINE;
}

/* Whether nothing but initials stands between token i and the loose word behind which `next` is. */
static int is_joined(const struct reading *reading, uint32_t next, uint32_t i) {
    while (next < i && notes_of(reading, next) & NOTE_INITIAL && !starts_block(reading, next))
        next++;
    return next == i && !starts_block(reading, i);
}

static void add_loose(netral_doc *doc, const struct segment *segment, uint32_t i, unsigned evidence) {
    const struct token *token = segment_token(segment, i);
    uint32_t length = token->end - token->start;
    doc->loose[doc->loose_count++] = (struct loose_word){token->start, token->hash & (LOOSE_HASHES - 1),
                                                         (length > UINT8_MAX ? UINT8_MAX : length) & UINT8_MAX, evidence & 15u};
}

int loose_collect(netral_doc *doc, struct segment *segment) {
    const struct reading reading = {&doc->pack->known, segment, segment->rows, segment->table->notes};
    uint32_t next = UINT32_MAX; /* behind the last loose word */
    if (memory_reserve(&doc->allocator, &doc->loose, &doc->loose_capacity, doc->loose_count + segment->count, sizeof *doc->loose))
        return NETRAL_ERROR_MEMORY;
    for (uint32_t at = 0; at * 64 < segment->count; at++)
        for (uint64_t bits = segment_loose(segment, at); bits; bits &= bits - 1) {
            uint32_t i = at * 64 + (uint32_t)lowest_bit(bits);
            unsigned notes = notes_of(&reading, i);
            if (!(notes & NOTE_WORD))
                continue;
            add_loose(doc, segment, i, evidence_of(&reading, i, notes) | flag_if(is_joined(&reading, next, i), LOOSE_JOINED));
            next = i + 1;
        }
    return 0;
}
