/* A hash of rows that only grows until it is emptied. See rows.h. */
#include "rows.h"

#include <string.h>

#include "hash.h"
#include "kinds.h"

_Static_assert(ROWS <= 1u << 13 && ROWS < ROW_SLOTS && LIMIT_FEATURES < FEATURE_NONE, "a change's key has 13 + 9 + 9 + 1 bits");
_Static_assert(FEATURE_SHAPES <= LONE_SHAPES, "shapes fit beside a word's number");

void rows_init(struct row_table *table) {
    table->count = table->room = 0; /* rows_clear makes it one that can be used */
    move_bits_init(&table->moves);
    table->kinds = NULL;
    table->group_capacity = 0;
}

void rows_free(struct row_table *table, const netral_allocator *allocator) {
    kinds_free(table, allocator);
    move_bits_free(&table->moves, allocator);
}

int rows_reserve(const netral_pack *pack, struct row_table *table, size_t more, const netral_allocator *allocator) {
    size_t wanted = table->count + more + ROW_FIRST, room = wanted < ROWS ? wanted : ROWS;
    if (room <= table->room)
        return 0;
    if (move_bits_reserve(pack, &table->moves, room, allocator) || kinds_reserve(table, room, allocator))
        return NETRAL_ERROR_MEMORY;
    table->room = (uint32_t)room;
    return 0;
}

int rows_are_many(const struct row_table *table) {
    return table->count > ROWS_MANY;
}

static uint64_t hash_features(const struct features *features) {
    return hash_numbers(features->bits, LIMIT_FEATURES / 64);
}

/* Opens the alternatives of sets with this key, from number `first` on. */
static void open_terms(const netral_pack *pack, uint32_t key, uint32_t first, uint64_t *open) {
    const uint64_t *terms = pack->terms_by_key + (size_t)key * pack->term_words;
    open[first / 64] |= terms[first / 64] >> first % 64 << first % 64;
    for (uint32_t i = first / 64 + 1; i < pack->term_words; i++)
        open[i] |= terms[i];
}

static int add_term(const struct image_term *term, struct features *features) {
    uint64_t against = 0;
    for (unsigned i = 0; i < LIMIT_FEATURES / 64; i++)
        against |= (term->wanted.bits[i] & ~features->bits[i]) | (term->unwanted.bits[i] & features->bits[i]);
    if (against)
        return 0;
    features_add(features, term->feature);
    return 1;
}

/* Most alternatives ask for a class or a shape that most tokens have not: only those are looked at whose key the token has, in
 * order, for some ask for sets before them. */
void rows_add_sets(const netral_pack *pack, struct features *features) {
    uint64_t open[TERM_WORDS(MOST_TERMS)];
    memset(open, 0, pack->term_words * sizeof *open);
    open_terms(pack, LIMIT_FEATURES, 0, open);
    for (unsigned i = 0; i < LIMIT_FEATURES / 64; i++)
        for (uint64_t bits = features->bits[i]; bits; bits &= bits - 1)
            open_terms(pack, i * 64 + (unsigned)lowest_bit(bits), 0, open);
    for (uint32_t i = 0; i < pack->term_words; i++)
        while (open[i]) {
            uint32_t term = i * 64 + (uint32_t)lowest_bit(open[i]);
            open[i] &= open[i] - 1;
            if (add_term(&pack->sets[term], features))
                open_terms(pack, pack->sets[term].feature, term + 1, open);
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

/* A token without a row may be anything; behind the last token there may only be what every token can be. */
void rows_clear(const netral_pack *pack, struct row_table *table) {
    memset(table->features, 0, ROW_FIRST * sizeof *table->features);
    memset(table->origins, 0, ROW_FIRST * sizeof *table->origins);
    memset(table->slots, 0, sizeof table->slots);
    memset(table->changes, 0, sizeof table->changes);
    memset(table->lone, 0, sizeof table->lone);
    memset(table->siblings, 0, sizeof table->siblings);
    table->count = ROW_FIRST;
    move_bits_forget(pack, &table->moves, ROW_NONE);
    move_bits_clear(pack, &table->moves, ROW_UNSHARED);
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
    return pack->words[word].is_asked || pack->words[word].triggers;
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

struct lone_row rows_find_lone(const netral_pack *pack, struct row_table *table, uint32_t word, int level, uint64_t shape) {
    uint64_t key = (tells_rows(pack, word) ? (uint64_t)word << 1 | 1 : (uint64_t)pack->words[word].alone << 1) << LONE_SHAPES | shape;
    uint64_t hash = hash_mix(key);
    struct lone_row *kept = &table->lone[(hash ^ hash >> 32) % LONE_ROWS];
    if (kept->key != key) {
        const struct features known = rows_known_alone(pack, word, level, shape);
        uint32_t row = rows_find(pack, table, &known, word, ROW_KNOWN);
        *kept = (struct lone_row){row == ROW_UNSHARED ? 0 : key, (uint16_t)row, table->origins[row].layers};
    }
    return *kept;
}

void features_change(struct features *features, const struct row_change *change) {
    if (change->other < LIMIT_FEATURES)
        change->stage == ROW_KNOWN ? features_remove(features, change->other) : features_add(features, change->other);
    features_add(features, change->added);
}

struct changed_row rows_find_changed(const netral_pack *pack, struct row_table *table, uint32_t row, const struct row_change *change) {
    struct row_origin origin = table->origins[row];
    if (change->stage == ROW_COMPLETE)
        origin.known = table->features[row];
    origin.stage = (uint8_t)change->stage;
    features_change(&origin.known, change);
    uint32_t found = find_row(pack, table, &origin);
    return (struct changed_row){0, (uint16_t)found, found == ROW_UNSHARED ? 0 : table->origins[found].layers};
}
