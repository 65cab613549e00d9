/* One hash look-up a token; a walk down the phrase trie only from words that begin a phrase. For each class the longest phrase
 * wins, from left to right. */
#include "lookup.h"

#include <string.h>

#include "hash.h"
#include "shapes.h"
#include "word_bytes.h"

/* ---- Words --------------------------------------------------------------------------------------------------------- */

#define RECENT_FIRST 512
#define RECENT_MOST 32768

/* As many slots as tokens were seen, so that a short text clears few of them. A larger table begins empty. Without the memory for
 * it the words are looked up all the same, only more slowly. */
static void prepare_recent(const netral_pack *pack, struct token_list *list, size_t more) {
    struct recent_words *recent = &list->recent;
    size_t wanted = recent->count ? recent->count : RECENT_FIRST, size = sizeof *recent->slots;
    recent->seen += more;
    while (wanted < recent->seen && wanted < RECENT_MOST)
        wanted *= 4;
    if (wanted == recent->count && recent->pack == pack)
        return;
    struct recent_word *slots = memory_resize(&list->allocator, recent->slots, recent->count * size, wanted * size);
    if (slots) {
        recent->slots = slots;
        recent->count = wanted;
    }
    if (recent->slots)
        memset(recent->slots, 0, recent->count * size);
    recent->pack = pack;
}

/* The words of a text come again and again: the last ones seen are kept beside the list, so that most look-ups touch neither
 * the pack's table nor its strings. A slot is simply overwritten. */
static inline const struct recent_word *recent_word(const netral_pack *pack, const struct recent_words *recent, const char *form,
                                                    const struct token *token) {
    struct recent_word *slot = &recent->slots[token->hash & (recent->count - 1)];
    uint64_t low, high;
    word_bytes_keep(form, token->form_length, &low, &high);
    if ((slot->low ^ low) | (slot->high ^ high) | (slot->length ^ token->form_length)) {
        uint32_t word = pack_word_hashed(pack, form, token->form_length, token->hash);
        *slot = (struct recent_word){low, high, token->form_length, word, pack->words[word].triggers};
    }
    return slot;
}

void lookup_words(const netral_pack *pack, struct token_list *list, size_t from) {
    prepare_recent(pack, list, list->count - from);
    const struct recent_words recent = list->recent;
    const char *forms = list->forms;
    struct token *end = list->items + list->count;
    for (struct token *token = list->items + from; token < end; token++) {
        const char *form = forms + token->form;
        if (token->form_length <= WORD_BYTES && recent.slots) {
            const struct recent_word *known = recent_word(pack, &recent, form, token);
            token->word = known->word;
            token->triggers = known->triggers;
        } else {
            token->word = pack_word_hashed(pack, form, token->form_length, token->hash);
            token->triggers = pack->words[token->word].triggers;
        }
    }
}

int lookup_word_in_class(const netral_pack *pack, uint32_t word, uint32_t class) {
    const struct image_node *node = &pack->nodes[pack->words[word].node];
    for (uint32_t i = 0; i < node->record_count; i++)
        if (pack->records[node->record + i].class == class)
            return 1;
    return 0;
}

/* ---- Phrases ------------------------------------------------------------------------------------------------------- */

/* Whether the tokens from `first` on have the capitals that the phrase demands. Signs stepped over do not count. */
static int has_capitals(const struct segment *segment, const uint32_t *path, const char *levels) {
    for (size_t i = 0; levels[i]; i++)
        if (token_level(segment_token(segment, path[i])) < levels[i] - '0')
            return 0;
    return 1;
}

struct phrase_scan {
    const netral_pack *pack;
    struct segment *segment;
    uint32_t busy_until[LIMIT_FEATURES]; /* by class: the number behind its last phrase */
    uint32_t busy_end;                   /* the largest of them */
    uint32_t busy[LIMIT_FEATURES], busy_count; /* the classes of the last phrases, some of them still going on */
};

/* Adds a class whose phrase begins at `first`; the classes of phrases that have ended make room. */
static void note_busy(struct phrase_scan *scan, uint32_t class, uint32_t first) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < scan->busy_count; i++)
        if (scan->busy_until[scan->busy[i]] > first)
            scan->busy[kept++] = scan->busy[i];
    scan->busy[kept++] = class;
    scan->busy_count = kept;
}

static void mark_phrase(struct phrase_scan *scan, uint32_t class, uint32_t first, uint32_t last) {
    const struct image_class *made = &scan->pack->classes[class];
    if (class >= LIMIT_FEATURES || made->begin == UINT32_MAX || scan->busy_until[class] > first)
        return;
    features_add(&scan->segment->features[first], made->begin);
    for (uint32_t i = first + 1; i <= last; i++)
        features_add(&scan->segment->features[i], made->inside);
    note_busy(scan, class, first);
    scan->busy_until[class] = last + 1;
    if (scan->busy_end <= last)
        scan->busy_end = last + 1;
}

static int is_comma(const struct segment *segment, uint32_t i) {
    const struct token *token = segment_token(segment, i);
    return token->kind == NETRAL_PUNCTUATION && token->form_length == 1 && segment->tokens.forms[token->form] == ',';
}

/* Marks what the word is by itself, but for classes of which a longer phrase is still going on. */
static void mark_alone(struct phrase_scan *scan, uint32_t i) {
    const struct token *token = segment_token(scan->segment, i);
    const struct image_alone *alone = &scan->pack->alone[scan->pack->words[token->word].alone];
    struct features *features = &scan->segment->features[i];
    if (i >= scan->busy_end) {
        features_merge(features, &alone->by_level[token_level(token)]);
        return;
    }
    struct features free_ones = alone->by_level[token_level(token)];
    for (uint32_t at = 0; at < scan->busy_count; at++) {
        uint32_t class = scan->busy[at], begin = scan->pack->classes[class].begin;
        if (scan->busy_until[class] > i)
            free_ones.bits[begin / 64] &= ~((uint64_t)1 << begin % 64);
    }
    features_merge(features, &free_ones);
}

/* Walks from token `first`; remembers the nodes passed, then marks phrases of two words and more from the longest down. */
static void phrases_from(struct phrase_scan *scan, uint32_t first) {
    const netral_pack *pack = scan->pack;
    struct segment *segment = scan->segment;
    uint32_t path[LIMIT_PHRASE_WORDS], nodes[LIMIT_PHRASE_WORDS], length = 0;
    uint32_t node = pack->words[segment_token(segment, first)->word].node, at = first;
    while (node && length < LIMIT_PHRASE_WORDS) {
        path[length] = at;
        nodes[length++] = node;
        if (!pack->nodes[node].edge_filter || ++at >= segment->block_end[first])
            break;
        if (is_comma(segment, at) && at + 1 < segment->block_end[first])
            at++;
        node = pack_next_node(pack, node, segment_token(segment, at)->word);
    }
    while (length-- > 1) {
        const struct image_node *end = &pack->nodes[nodes[length]];
        for (uint32_t i = 0; i < end->record_count; i++) {
            const struct image_record *record = &pack->records[end->record + i];
            if (has_capitals(segment, path, pack->levels + record->levels))
                mark_phrase(scan, record->class, first, path[length]);
        }
    }
}

/* ---- Sentences in capitals ----------------------------------------------------------------------------------------- */

static void shout(struct token *first, const struct token *end) {
    for (; first < end; first++)
        first->flags |= TOKEN_SHOUT;
}

/* A sentence in which nearly every word is all capitals is shouted: its capitals say nothing. */
static void mark_shouted(struct token_list *list) {
    struct token *end = list->items + list->count, *first = list->items;
    for (struct token *token = first; token < end; first = token) {
        unsigned words = 0, upper = 0;
        do {
            unsigned is_word = token->kind == NETRAL_WORD && token->form_length > 1 && !(token->flags & TOKEN_ELIDED);
            words += is_word;
            upper += is_word && token->flags & TOKEN_UPPER;
            token++;
        } while (token < end && !(token->flags & TOKEN_SENTENCE_START));
        if (words >= 4 && upper * 10 >= words * 8)
            shout(first, token);
    }
}

/* ---- Putting it together ------------------------------------------------------------------------------------------- */

/* A token has a row by itself, and others when it becomes part of mentions; most have those that others had. */
#define ROWS_OF_A_TOKEN 1

static int reserve(const netral_pack *pack, struct segment *segment, size_t count) {
    const netral_allocator *allocator = &segment->allocator;
    return rows_reserve(pack, segment->table, ROWS_OF_A_TOKEN * count, allocator) ||
                   memory_reserve(allocator, &segment->visible, &segment->visible_capacity, count + 1, sizeof *segment->visible) ||
                   memory_reserve(allocator, &segment->words, &segment->words_capacity, count + 1, sizeof *segment->words) ||
                   memory_reserve(allocator, &segment->block_end, &segment->block_end_capacity, count + 1, sizeof *segment->block_end) ||
                   memory_reserve(allocator, &segment->cover, &segment->cover_capacity, count + 1, sizeof *segment->cover) ||
                   memory_reserve(allocator, &segment->features, &segment->features_capacity, count + 1, sizeof *segment->features) ||
                   memory_reserve(allocator, &segment->rows, &segment->rows_capacity, count + 1, sizeof *segment->rows) ||
                   memory_reserve(allocator, &segment->layers, &segment->layers_capacity, count + 1, sizeof *segment->layers) ||
                   memory_reserve(allocator, &segment->capitals, &segment->capitals_capacity, count / 64 + 1, sizeof *segment->capitals) ||
                   memory_reserve(allocator, &segment->claimed, &segment->claimed_capacity, count / 64 + 1, sizeof *segment->claimed) ||
                   memory_reserve(allocator, &segment->openings, &segment->openings_capacity, count / 64 + 1, sizeof *segment->openings)
               ? NETRAL_ERROR_MEMORY
               : 0;
}

/* A word of two letters and more that begins with a capital. */
static uint64_t is_capitalised(const struct token *token) {
    return (uint64_t)((token->flags & TOKEN_CAP) != 0) & (uint64_t)(token->kind == NETRAL_WORD) & (uint64_t)(token->form_length > 1);
}

static void choose_visible(struct segment *segment) {
    segment->count = 0;
    memset(segment->capitals, 0, (segment->tokens.count / 64 + 1) * sizeof *segment->capitals);
    memset(segment->claimed, 0, (segment->tokens.count / 64 + 1) * sizeof *segment->claimed);
    memset(segment->openings, 0, (segment->tokens.count / 64 + 1) * sizeof *segment->openings);
    for (uint32_t i = 0; i < segment->tokens.count; i++) {
        const struct token *token = &segment->tokens.items[i];
        segment->openings[i / 64] |= (uint64_t)((token->flags & TOKEN_SENTENCE_START) != 0) << i % 64;
        if (token->flags & TOKEN_ELIDED)
            continue;
        segment->words[segment->count] = token->word;
        segment->capitals[segment->count / 64] |= is_capitalised(token) << segment->count % 64;
        segment->visible[segment->count++] = i;
    }
    uint32_t end = (uint32_t)segment->count;
    for (size_t i = segment->count; i-- > 0;) {
        segment->block_end[i] = end;
        if (segment_token(segment, i)->flags & TOKEN_BLOCK_START)
            end = (uint32_t)i;
    }
}

/* The layers in which a rule waits for the word itself. */
static uint64_t layers_of_word(const netral_pack *pack, uint32_t triggers) {
    return pack->word_triggers[(size_t)triggers * (pack->group_count + 1)];
}

/* Finds the row of what is known of a token before sets, and gives it to the token. */
static const struct row *give_row(const netral_pack *pack, struct segment *segment, uint32_t i, const struct features *known) {
    const struct token *token = segment_token(segment, i);
    struct row unshared;
    const struct row *row = rows_find(pack, segment->table, known, token->word, ROW_KNOWN, &unshared);
    segment->features[i] = row->features;
    segment->layers[i] = (uint8_t)(row->layers | layers_of_word(pack, token->triggers));
    segment->rows[i] = (uint16_t)(row == &unshared ? ROW_UNSHARED : row - segment->table->rows);
    return row == &unshared ? NULL : row;
}

/* What tells the row of a token that no phrase touches, in one number that is never 0. The form of a word that the pack knows is
 * told by its number, and the shape of others by their form. */
static uint64_t key_of(const struct token *token, const char *forms) {
    if (token->word)
        return (uint64_t)token->word << 32 | (uint64_t)token->flags << 8 | token->kind;
    return shape_of(token, forms) << 1 | 1;
}

/* A token that no phrase touches: what it comes to is kept for the last ones. */
static void give_lone_row(const netral_pack *pack, struct segment *segment, uint32_t i, struct kept_token *kept, uint64_t key) {
    const struct token *token = segment_token(segment, i);
    struct features known = pack->alone[pack->words[token->word].alone].by_level[token_level(token)];
    known.bits[0] |= shape_of(token, segment->tokens.forms);
    const struct row *row = give_row(pack, segment, i, &known);
    if (row)
        *kept = (struct kept_token){key, pack->words[token->word].edge_filter, (uint16_t)(row - segment->table->rows), segment->layers[i]};
}

/* Whether a phrase may go on behind token i with the next one, as far as the filter of its word tells; a comma is no part of it. */
static int may_go_on(const struct segment *segment, uint32_t i, uint32_t edge_filter) {
    uint32_t next = i + 1;
    if (!edge_filter || next >= segment->block_end[i])
        return 0;
    if (is_comma(segment, next) && next + 1 < segment->block_end[i])
        next++;
    return (edge_filter & edge_bit(segment->words[next])) != 0;
}

static void finish_token(struct phrase_scan *scan, uint32_t i) {
    const netral_pack *pack = scan->pack;
    struct segment *segment = scan->segment;
    const struct token *token = segment_token(segment, i);
    uint64_t key = key_of(token, segment->tokens.forms), hash = hash_mix(key);
    struct kept_token *kept = &segment->kept[(hash ^ hash >> 32) & (segment->kept_count - 1)];
    int is_kept = kept->key == key;
    uint32_t filter = is_kept ? kept->edge_filter : pack->words[token->word].edge_filter;
    if (i < scan->busy_end || may_go_on(segment, i, filter)) {
        struct features *known = &segment->features[i];
        known->bits[0] |= shape_of(token, segment->tokens.forms);
        phrases_from(scan, i);
        mark_alone(scan, i);
        give_row(pack, segment, i, known);
    } else if (is_kept) {
        segment->features[i] = segment->table->rows[kept->row].features;
        segment->rows[i] = kept->row;
        segment->layers[i] = (uint8_t)kept->layers;
    } else {
        give_lone_row(pack, segment, i, kept, key);
    }
}

/* Few tokens are kept at first, so that a short text clears little, and more with each segment that follows. They know rows by number. */
static void prepare_tables(const netral_pack *pack, struct segment *segment) {
    int may_grow = segment->kept_count < KEPT_TOKENS, is_new = segment->kept_count == 0;
    if (is_new || rows_are_many(segment->table))
        rows_clear(pack, segment->table);
    else if (!may_grow)
        return;
    if (may_grow)
        segment->kept_count = is_new ? KEPT_FIRST : segment->kept_count * 4;
    memset(segment->kept, 0, segment->kept_count * sizeof *segment->kept);
}

int lookup_segment(const netral_pack *pack, struct segment *segment) {
    if (reserve(pack, segment, segment->tokens.count))
        return NETRAL_ERROR_MEMORY;
    prepare_tables(pack, segment);
    mark_shouted(&segment->tokens);
    choose_visible(segment);
    memset(segment->features, 0, segment->count * sizeof *segment->features);
    memset(segment->cover, 0, segment->count * sizeof *segment->cover);
    struct phrase_scan scan = {.pack = pack, .segment = segment};
    for (uint32_t i = 0; i < segment->count; i++)
        finish_token(&scan, i);
    return pack->tolerance_count ? lookup_misspelt(pack, segment) : 0;
}

/* ---- Single look-ups ----------------------------------------------------------------------------------------------- */

static uint32_t one_word_entry(const netral_pack *pack, const char *class_name, const char *form, size_t length) {
    uint32_t word = pack_word(pack, form, length);
    const struct image_node *node = &pack->nodes[pack->words[word].node];
    uint32_t class = node->record_count ? pack_class(pack, class_name) : UINT32_MAX;
    for (uint32_t i = 0; word && i < node->record_count; i++)
        if (pack->records[node->record + i].class == class)
            return pack->records[node->record + i].entry;
    return 0;
}

const char *lexicon_canonical(const netral_pack *pack, const char *class_name, const char *form, size_t length) {
    uint32_t entry = one_word_entry(pack, class_name, form, length);
    return entry ? pack->strings + pack->entries[entry].canonical : NULL;
}

int lexicon_has(const netral_pack *pack, const char *class_name, const char *form, size_t length) {
    return one_word_entry(pack, class_name, form, length) != 0;
}
