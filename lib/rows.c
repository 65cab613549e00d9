/* A hash of rows that only grows until it is emptied. See rows.h. */
#include "rows.h"

#include <string.h>

#include "hash.h"

#define ROWS_AT_ONCE 1024

void rows_init(struct row_table *table) {
    table->count = table->room = 0; /* rows_clear makes it one that can be used */
    table->answers = NULL;
    table->answer_capacity = 0;
}

void rows_free(struct row_table *table, const netral_allocator *allocator) {
    memory_give_back(allocator, table->answers, table->answer_capacity, sizeof *table->answers);
}

int rows_reserve(const netral_pack *pack, struct row_table *table, size_t more, const netral_allocator *allocator) {
    size_t wanted = table->count + more + ROW_FIRST, room = wanted < ROWS ? wanted : ROWS, size = sizeof *table->answers;
    if (room <= table->room)
        return 0;
    room += ROWS_AT_ONCE - room % ROWS_AT_ONCE; /* a row is large: no more than that is made in advance */
    uint64_t *answers = memory_resize(allocator, table->answers, table->answer_capacity * size, room * pack->answer_words * size);
    if (!answers)
        return NETRAL_ERROR_MEMORY;
    table->answers = answers;
    table->answer_capacity = room * pack->answer_words;
    table->room = (uint32_t)(room < ROWS ? room : ROWS);
    return 0;
}

int rows_are_many(const struct row_table *table) {
    return table->count > ROWS_MANY;
}

static uint64_t hash_features(const struct features *features) {
    uint64_t hash = 0;
    for (unsigned i = 0; i < LIMIT_FEATURES / 64; i++)
        hash = hash_mix(hash ^ features->bits[i]);
    return hash;
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
    uint64_t open[TERM_WORDS(LIMIT_SET_TERMS)];
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

static unsigned layers_of_change(const netral_pack *pack, const struct row_change *change) {
    unsigned layers = 0;
    for (unsigned layer = 0; layer < LIMIT_LAYERS; layer++) {
        const struct features *triggers = &pack->layers[layer].triggers;
        int has_other = change->other < LIMIT_FEATURES && features_has(triggers, change->other);
        layers |= (unsigned)(features_has(triggers, change->added) | has_other) << layer;
    }
    return layers;
}

/* Adds what follows from one thing that is known of a token. */
static inline void add_answers(const netral_pack *pack, uint32_t answered, uint64_t *answers) {
    const struct image_answer *more = pack->answers + pack->answer_places[answered];
    const struct image_answer *end = pack->answers + pack->answer_places[answered + 1];
    for (; more < end; more++)
        answers[more->word] |= more->bits;
}

/* The answers of what another row became when features were only added. */
static void extend_answers(const netral_pack *pack, struct row_table *table, uint32_t from, uint32_t row, const struct row_change *change) {
    uint64_t *answers = table->answers + (size_t)row * pack->answer_words;
    memcpy(answers, row_answers(pack, table, from), pack->answer_words * sizeof *answers);
    add_answers(pack, change->added, answers);
    if (change->other < LIMIT_FEATURES)
        add_answers(pack, change->other, answers);
}

static void find_answers(const netral_pack *pack, struct row_table *table, uint32_t row) {
    const struct features *features = &table->features[row];
    uint32_t word = table->origins[row].word;
    uint64_t *answers = table->answers + (size_t)row * pack->answer_words;
    memset(answers, 0, pack->answer_words * sizeof *answers);
    add_answers(pack, ANSWERED_ALWAYS, answers);
    for (unsigned i = 0; i < LIMIT_FEATURES / 64; i++)
        for (uint64_t bits = features->bits[i]; bits; bits &= bits - 1)
            add_answers(pack, i * 64 + (unsigned)lowest_bit(bits), answers);
    if (pack->words[word].is_asked)
        add_answers(pack, ANSWERED_KINDS + word % WORD_KINDS, answers);
    for (uint32_t group = 0; group < pack->group_count && word; group++)
        answers[group * GROUP_ANSWERS] |= pack_word_waits(pack, word, group);
}

uint64_t rows_waits(const netral_pack *pack, const struct features *features, uint32_t word, uint32_t group) {
    uint64_t waits = pack_word_waits(pack, word, group);
    for (unsigned feature = 0; feature < LIMIT_FEATURES; feature++)
        for (uint32_t i = pack->answer_places[feature]; i < pack->answer_places[feature + 1] && features_has(features, feature); i++)
            waits |= pack->answers[i].word == group * GROUP_ANSWERS ? pack->answers[i].bits : 0;
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
    find_answers(pack, table, ROW_NONE);
    memset(table->answers + ROW_UNSHARED * (size_t)pack->answer_words, 0xff, pack->answer_words * sizeof *table->answers);
    table->count = ROW_FIRST;
}

static int is_row(const struct row_origin *one, const struct row_origin *other) {
    return one->word == other->word && one->stage == other->stage && features_equal(&one->known, &other->known);
}

/* Finds out what follows from what a row is found by, its answers apart. */
static void complete_row(const netral_pack *pack, struct row_table *table, uint16_t row) {
    struct row_origin *origin = &table->origins[row];
    uint16_t *sibling = &table->siblings[hash_features(&origin->known) % ROW_SIBLINGS];
    const struct row_origin *other = &table->origins[*sibling];
    struct features *features = &table->features[row];
    if (*sibling && other->stage == origin->stage && features_equal(&other->known, &origin->known)) {
        *features = table->features[*sibling];
        origin->feature_layers = other->feature_layers;
    } else {
        *features = origin->known;
        if (origin->stage == ROW_KNOWN)
            rows_add_sets(pack, features);
        origin->feature_layers = (uint8_t)layers_waiting(pack, features);
        *sibling = row;
    }
    origin->layers = origin->feature_layers | (uint8_t)pack_word_layers(pack, origin->word);
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

uint32_t rows_find(const netral_pack *pack, struct row_table *table, const struct features *known, uint32_t word, enum row_stage stage) {
    struct row_origin origin = {*known, tells_rows(pack, word) ? word : 0, (uint8_t)stage, 0, 0};
    uint16_t *slot = find_slot(table, &origin);
    if (*slot || table->count >= table->room)
        return *slot ? *slot : ROW_UNSHARED;
    *slot = (uint16_t)table->count++;
    table->origins[*slot] = origin;
    complete_row(pack, table, *slot);
    find_answers(pack, table, *slot);
    return *slot;
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

/* When all is known features are only added, and what follows from the others stays. */
static uint32_t find_complete(const netral_pack *pack, struct row_table *table, uint32_t from, const struct row_change *change) {
    struct row_origin origin = {table->features[from], table->origins[from].word, ROW_COMPLETE, 0, table->origins[from].layers};
    features_change(&origin.known, change);
    uint16_t *slot = find_slot(table, &origin);
    if (*slot || table->count >= table->room)
        return *slot ? *slot : ROW_UNSHARED;
    *slot = (uint16_t)table->count++;
    origin.layers |= (uint8_t)layers_of_change(pack, change);
    table->features[*slot] = origin.known;
    table->origins[*slot] = origin;
    extend_answers(pack, table, from, *slot, change);
    return *slot;
}

static uint32_t find_known(const netral_pack *pack, struct row_table *table, uint32_t from, const struct row_change *change) {
    struct features known = table->origins[from].known;
    features_change(&known, change);
    return rows_find(pack, table, &known, table->origins[from].word, ROW_KNOWN);
}

struct changed_row rows_find_changed(const netral_pack *pack, struct row_table *table, uint32_t row, const struct row_change *change) {
    uint32_t found = change->stage == ROW_KNOWN ? find_known(pack, table, row, change) : find_complete(pack, table, row, change);
    return (struct changed_row){0, (uint16_t)found, found == ROW_UNSHARED ? 0 : table->origins[found].layers};
}
