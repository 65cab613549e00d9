/* A hash of rows that only grows until it is emptied. See rows.h. */
#include "rows.h"

#include <string.h>

#include "hash.h"

void rows_init(struct row_table *table) {
    table->count = table->room = 0; /* rows_clear makes it one that can be used */
    table->answers = NULL;
    table->answer_capacity = 0;
}

void rows_free(struct row_table *table, const netral_allocator *allocator) {
    memory_give_back(allocator, table->answers, table->answer_capacity, sizeof *table->answers);
}

int rows_reserve(const netral_pack *pack, struct row_table *table, size_t more, const netral_allocator *allocator) {
    size_t wanted = table->count + more + ROW_FIRST, room = wanted < ROWS ? wanted : ROWS;
    if (memory_reserve(allocator, &table->answers, &table->answer_capacity, room * pack->answer_words, sizeof *table->answers))
        return NETRAL_ERROR_MEMORY;
    table->room = room > table->room ? (uint32_t)room : table->room;
    return 0;
}

int rows_are_many(const struct row_table *table) {
    return table->count > ROWS_MANY;
}

static uint32_t row_hash(const struct features *known, uint32_t word, enum row_stage stage) {
    uint64_t hash = (uint64_t)word << 1 | stage;
    for (unsigned i = 0; i < LIMIT_FEATURES / 64; i++)
        hash = hash_mix(hash ^ known->bits[i]);
    return (uint32_t)(hash ^ hash >> 32);
}

/* Opens the alternatives of sets with this key, from number `first` on. */
static void open_terms(const netral_pack *pack, uint32_t key, uint32_t first, uint64_t *open) {
    const uint64_t *terms = pack->terms_by_key + (size_t)key * pack->term_words;
    open[first / 64] |= terms[first / 64] >> first % 64 << first % 64;
    for (uint32_t i = first / 64 + 1; i < pack->term_words; i++)
        open[i] |= terms[i];
}

static int add_term(const struct image_term *term, struct features *features) {
    if (!features_cover(features, &term->wanted) || features_share(features, &term->unwanted))
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

uint8_t rows_layers(const netral_pack *pack, const struct features *features, uint32_t word) {
    uint64_t layers = pack_word_layers(pack, word);
    for (unsigned layer = 0; layer < LIMIT_LAYERS; layer++)
        layers |= (uint64_t)features_share(&pack->layers[layer].triggers, features) << layer;
    return (uint8_t)layers;
}

static uint16_t layers_of_change(const netral_pack *pack, const struct row_change *change) {
    unsigned layers = 0;
    for (unsigned layer = 0; layer < LIMIT_LAYERS; layer++) {
        const struct features *triggers = &pack->layers[layer].triggers;
        int has_other = change->other < LIMIT_FEATURES && features_has(triggers, change->other);
        layers |= (unsigned)(features_has(triggers, change->added) | has_other) << layer;
    }
    return (uint16_t)layers;
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
    find_answers(pack, table, ROW_NONE);
    memset(table->answers + ROW_UNSHARED * (size_t)pack->answer_words, 0xff, pack->answer_words * sizeof *table->answers);
    table->count = ROW_FIRST;
}

static int is_row(const struct row_origin *one, const struct row_origin *other) {
    return one->word == other->word && one->stage == other->stage && features_equal(&one->known, &other->known);
}

/* Where the number of a row is, or belongs. */
static uint16_t *find_slot(struct row_table *table, const struct row_origin *origin) {
    uint32_t i = row_hash(&origin->known, origin->word, origin->stage) % ROW_SLOTS;
    while (table->slots[i] && !is_row(&table->origins[table->slots[i]], origin))
        i = (i + 1) % ROW_SLOTS;
    return &table->slots[i];
}

uint32_t rows_find(const netral_pack *pack, struct row_table *table, const struct features *known, uint32_t word, enum row_stage stage) {
    const struct image_word *made = &pack->words[word];
    struct row_origin origin = {*known, made->is_asked || made->triggers ? word : 0, (uint16_t)stage, 0};
    uint16_t *slot = find_slot(table, &origin);
    if (*slot || table->count >= table->room)
        return *slot ? *slot : ROW_UNSHARED;
    *slot = (uint16_t)table->count++;
    struct features *features = &table->features[*slot];
    *features = *known;
    if (stage == ROW_KNOWN)
        rows_add_sets(pack, features);
    origin.layers = rows_layers(pack, features, origin.word);
    table->origins[*slot] = origin;
    find_answers(pack, table, *slot);
    return *slot;
}

void features_change(struct features *features, const struct row_change *change) {
    if (change->other < LIMIT_FEATURES)
        change->stage == ROW_KNOWN ? features_remove(features, change->other) : features_add(features, change->other);
    features_add(features, change->added);
}

/* When all is known features are only added, and what follows from the others stays. */
static uint32_t find_complete(const netral_pack *pack, struct row_table *table, uint32_t from, const struct row_change *change) {
    struct row_origin origin = {table->features[from], table->origins[from].word, ROW_COMPLETE, table->origins[from].layers};
    features_change(&origin.known, change);
    uint16_t *slot = find_slot(table, &origin);
    if (*slot || table->count >= table->room)
        return *slot ? *slot : ROW_UNSHARED;
    *slot = (uint16_t)table->count++;
    origin.layers |= layers_of_change(pack, change);
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
