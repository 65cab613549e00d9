/* A hash of rows that only grows until it is emptied. See rows.h. */
#include "rows.h"

#include <string.h>

#include "hash.h"
#include "kinds.h"

_Static_assert(ROWS <= 1u << 13 && ROWS < ROW_SLOTS && LIMIT_FEATURES < FEATURE_NONE, "a change's key has 13 + 9 + 9 + 1 bits");

#define KEPT_SHIFT_MOST 26u /* 64 slots */

void rows_init(struct row_table *table) {
    table->count = table->room = 0; /* rows_clear makes it one that can be used */
    table->kept_shift = KEPT_SHIFT_MOST;
    move_bits_init(&table->moves);
    table->kinds = NULL;
    table->group_capacity = 0;
}

void rows_free(struct row_table *table, const netral_allocator *allocator) {
    kinds_free(table, allocator);
    move_bits_free(&table->moves, allocator);
}

static size_t kept_slots(const struct row_table *table) {
    return (size_t)1 << (32 - table->kept_shift);
}

static void clear_kept(struct row_table *table) {
    memset(table->lone, 0xff, kept_slots(table) * sizeof *table->lone); /* LONE_EMPTY */
    memset(table->changes, 0, kept_slots(table) * sizeof *table->changes);
}

/* With more slots everything has another place: it is found again. */
static void grow_kept(struct row_table *table) {
    unsigned before = table->kept_shift;
    while (kept_slots(table) < 2 * (size_t)table->room && kept_slots(table) < ROW_SLOTS)
        table->kept_shift--;
    if (table->count && table->kept_shift < before)
        clear_kept(table);
}

int rows_reserve(const netral_pack *pack, struct row_table *table, size_t more, const netral_allocator *allocator) {
    size_t wanted = table->count + more + ROW_FIRST, room = wanted < ROWS ? wanted : ROWS;
    if (room <= table->room)
        return 0;
    if (move_bits_reserve(pack, &table->moves, room, allocator) || kinds_reserve(table, room, allocator))
        return NETRAL_ERROR_MEMORY;
    table->room = (uint32_t)room;
    grow_kept(table);
    return 0;
}

int rows_are_many(const struct row_table *table) {
    return table->count > ROWS_MANY;
}

static uint64_t hash_features(const struct features *features) {
    return hash_numbers(features->bits, LIMIT_FEATURES / 64);
}

/* Adds what a feature is to alternatives of sets. */
static inline void note_feature(const netral_pack *pack, uint32_t feature, uint64_t *noted) {
    const uint64_t *terms = pack_terms(pack, feature);
    for (uint32_t i = 0; i < TERM_BITS * pack->term_words; i++)
        noted[i] |= terms[i];
}

/* Most alternatives fail by the first feature that they want, or by the last, or by one that they must not have: only the others
 * are looked at, in order, for some ask for sets before them. */
void rows_add_sets(const netral_pack *pack, struct features *features) {
    uint64_t noted[TERM_BITS * TERM_WORDS(MOST_TERMS)], open;
    const uint64_t *first = noted + TERM_FIRST * pack->term_words, *last = noted + TERM_LAST * pack->term_words;
    const uint64_t *against = noted + TERM_AGAINST * pack->term_words;
    memcpy(noted, pack_terms(pack, LIMIT_FEATURES), TERM_BITS * pack->term_words * sizeof *noted);
    for (unsigned i = 0; i < LIMIT_FEATURES / 64; i++)
        for (uint64_t bits = features->bits[i]; bits; bits &= bits - 1)
            note_feature(pack, i * 64 + (unsigned)lowest_bit(bits), noted);
    for (uint32_t i = 0; i < pack->term_words; i++)
        for (uint64_t behind = ~(uint64_t)0; (open = first[i] & last[i] & ~against[i] & behind) != 0;) {
            const struct image_term *term = &pack->sets[i * 64 + (unsigned)lowest_bit(open)];
            behind = ~(uint64_t)1 << lowest_bit(open);
            if (!features_cover(features, &term->wanted))
                continue;
            features_add(features, term->feature);
            note_feature(pack, term->feature, noted);
        }
}

static unsigned layers_waiting(const netral_pack *pack, const struct features *features) {
    unsigned layers = 0;
    for (unsigned layer = 0; layer < LIMIT_LAYERS; layer++)
        layers |= (unsigned)features_share(&pack->layers[layer].triggers, features) << layer;
    return layers;
}

unsigned rows_layers(const netral_pack *pack, const struct features *features, uint32_t word) {
    return layers_waiting(pack, features) | (unsigned)pack_word_layers(pack, word);
}

uint64_t rows_waits(const netral_pack *pack, const struct features *features, uint32_t word, uint32_t group) {
    uint64_t waits = pack_word_waits(pack, word, group);
    for (unsigned i = 0; i < LIMIT_FEATURES / 64; i++)
        for (uint64_t bits = features->bits[i]; bits; bits &= bits - 1)
            waits |= pack_group_answer(pack, group, i * 64 + (unsigned)lowest_bit(bits))->answers[ANSWER_WAITS];
    return waits;
}

/* A token without a row may be anything; behind the last token there is nothing, and only what every token can be. */
void rows_clear(const netral_pack *pack, struct row_table *table) {
    memset(table->features, 0, ROW_FIRST * sizeof *table->features);
    features_add(&table->features[ROW_NONE], FEATURE_NOTHING);
    memset(table->origins, 0, ROW_FIRST * sizeof *table->origins);
    memset(table->notes, 0, ROW_FIRST);
    memset(table->slots, 0, sizeof table->slots);
    clear_kept(table);
    memset(table->siblings, 0, sizeof table->siblings);
    table->count = ROW_FIRST;
    move_bits_clear(&table->moves);
    move_bits_forget(pack, &table->moves, ROW_NONE);
    move_bits_forget(pack, &table->moves, ROW_UNSHARED); /* nothing is ever kept for it: its tokens have nothing in common */
    kinds_clear(table);
}

static int is_row(const struct row_origin *one, const struct row_origin *other) {
    return one->word == other->word && one->stage == other->stage && features_equal(&one->known, &other->known);
}

/* Finds out what a row's features come to. */
static void complete_row(const netral_pack *pack, struct row_table *table, uint16_t row) {
    struct row_origin *origin = &table->origins[row];
    struct features *features = &table->features[row];
    uint16_t *place = &table->siblings[hash_features(&origin->known) % ROW_SIBLINGS], sibling = *place;
    const struct row_origin *other = &table->origins[sibling];
    int is_sibling = sibling && other->stage == origin->stage && features_equal(&other->known, &origin->known);
    if (is_sibling) {
        *features = table->features[sibling];
        origin->feature_layers = other->feature_layers;
    } else {
        *features = origin->known;
        if (origin->stage == ROW_KNOWN)
            rows_add_sets(pack, features);
        origin->feature_layers = (uint8_t)layers_waiting(pack, features);
    }
    origin->layers = origin->feature_layers | (uint8_t)pack_word_layers(pack, origin->word);
    if (!is_sibling || !origin->word)
        *place = row;
}

/* Some rule asks for this very word. */
static int tells_rows(const netral_pack *pack, uint32_t word) {
    return pack->words[word].kind || pack->words[word].triggers;
}

/* Where the number of a row is, or belongs. */
static uint16_t *find_slot(struct row_table *table, const struct row_origin *origin) {
    uint64_t hash = hash_mix(hash_features(&origin->known) ^ ((uint64_t)origin->word << 1 | origin->stage));
    uint32_t i = (uint32_t)(hash ^ hash >> 32) % ROW_SLOTS;
    while (table->slots[i] && !is_row(&table->origins[table->slots[i]], origin))
        i = (i + 1) % ROW_SLOTS;
    return &table->slots[i];
}

static uint32_t find_row(const netral_pack *pack, struct row_table *table, const struct row_origin *origin) {
    uint16_t *slot = find_slot(table, origin);
    if (*slot || table->count >= table->room)
        return *slot ? *slot : ROW_UNSHARED;
    *slot = (uint16_t)table->count++;
    table->origins[*slot] = *origin;
    complete_row(pack, table, *slot);
    table->notes[*slot] = 0;
    move_bits_forget(pack, &table->moves, *slot);
    return *slot;
}

uint32_t rows_find(const netral_pack *pack, struct row_table *table, const struct features *known, uint32_t word, enum row_stage stage) {
    const struct row_origin origin = {*known, tells_rows(pack, word) ? word : 0, (uint8_t)stage, 0, 0};
    return find_row(pack, table, &origin);
}

struct features rows_known_alone(const netral_pack *pack, uint32_t word, int level, uint64_t shape) {
    struct features known = pack->alone[pack->words[word].alone].by_level[level];
    known.bits[0] |= shape;
    return known;
}

uint32_t rows_asked_of(const netral_pack *pack, uint32_t word) {
    return tells_rows(pack, word) ? word << 1 | 1 : pack->words[word].alone << 1;
}

void features_change(struct features *features, const struct row_change *change) {
    if (change->other < LIMIT_FEATURES)
        change->stage == ROW_KNOWN ? features_remove(features, change->other) : features_add(features, change->other);
    features_add(features, change->added);
}

/* The slot of a change's line that has this key, which may be 0; NULL when none has. Its own two come first. */
static struct changed_row *slot_in_line(struct row_table *table, uint32_t change, uint32_t key) {
    uint32_t own = rows_kept_at(table, change) & ~1u;
    for (uint32_t i = 0; i < CHANGE_LINE; i++) {
        struct changed_row *slot = &table->changes[own / CHANGE_LINE * CHANGE_LINE + (own + i) % CHANGE_LINE];
        if (slot->key == key)
            return slot;
    }
    return NULL;
}

static void keep_change(struct row_table *table, const struct changed_row *changed) {
    struct changed_row *slot = slot_in_line(table, changed->key, 0), *own = &table->changes[rows_kept_at(table, changed->key) & ~1u];
    if (!slot) {
        own[1] = own[0];
        slot = own;
    }
    *slot = *changed;
}

struct changed_row rows_find_changed(const netral_pack *pack, struct row_table *table, uint32_t row, const struct row_change *change) {
    uint32_t key = rows_change_key(row, change);
    const struct changed_row *kept = slot_in_line(table, key, key);
    if (kept)
        return *kept;
    struct row_origin origin = table->origins[row];
    if (change->stage == ROW_COMPLETE)
        origin.known = table->features[row];
    origin.stage = (uint8_t)change->stage;
    features_change(&origin.known, change);
    uint32_t found = find_row(pack, table, &origin);
    if (found == ROW_UNSHARED)
        return (struct changed_row){0, ROW_UNSHARED, 0};
    const struct changed_row changed = {key, (uint16_t)found, table->origins[found].layers};
    keep_change(table, &changed);
    return changed;
}
