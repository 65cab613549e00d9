/* One look at a token's word tells what it comes to by itself; a walk down the phrase trie only from words that may begin a phrase. */
#include "lookup.h"

#include <string.h>

#include "phrases.h"
#include "shapes.h"

/* ---- Rows ---------------------------------------------------------------------------------------------------------- */

/* A token has a row by itself, and others when it becomes part of phrases and mentions; most have those that others had, the more so the
 * longer the segment. */
static size_t rows_of(size_t tokens) {
    return tokens < LIMIT_SEGMENT_TOKENS ? tokens : LIMIT_SEGMENT_TOKENS + (tokens - LIMIT_SEGMENT_TOKENS) / 4;
}

static int reserve(const netral_pack *pack, struct segment *segment, size_t count) {
    const netral_allocator *allocator = &segment->allocator;
    return rows_reserve(pack, segment->table, rows_of(count), allocator) ||
                   memory_reserve(allocator, &segment->capitals, &segment->capitals_capacity, count / 64 + 1, sizeof *segment->capitals) ||
                   memory_reserve(allocator, &segment->claimed, &segment->claimed_capacity, count / 64 + 1, sizeof *segment->claimed) ||
                   memory_reserve(allocator, &segment->sentences, &segment->sentence_capacity, count + 1, sizeof *segment->sentences) ||
                   memory_reserve(allocator, &segment->words, &segment->words_capacity, count + 1, sizeof *segment->words) ||
                   memory_reserve(allocator, &segment->block_end, &segment->block_end_capacity, count + 1, sizeof *segment->block_end) ||
                   memory_reserve(allocator, &segment->cover, &segment->cover_capacity, count + 1, sizeof *segment->cover) ||
                   memory_reserve(allocator, &segment->own_features, &segment->own_capacity, count + 1, sizeof *segment->own_features) ||
                   memory_reserve(allocator, &segment->phrase_starts, &segment->phrase_capacity, count + 1, sizeof *segment->phrase_starts) ||
                   memory_reserve(allocator, &segment->rows, &segment->rows_capacity, count + 1, sizeof *segment->rows) ||
                   memory_reserve(allocator, &segment->layers, &segment->layers_capacity, count + 1, sizeof *segment->layers)
               ? NETRAL_ERROR_MEMORY
               : 0;
}

static void prepare_rows(const netral_pack *pack, struct row_table *table) {
    if (table->count == 0 || rows_are_many(table))
        rows_clear(pack, table);
}

/* What a token comes to that no phrase touches. */
static struct lone_row find_row(const netral_pack *pack, struct segment *segment, uint32_t number) {
    const struct token *token = segment_token(segment, number);
    struct row_table *table = segment->table;
    unsigned look = look_of(token, segment->tokens.forms);
    const struct features known = rows_known_alone(pack, token->word, token_level(token), shape_of(token->flags, look));
    uint32_t row = rows_find(pack, table, &known, token->word, ROW_KNOWN);
    struct lone_row found = {token_key(token), (uint16_t)row, table->origins[row].layers, (uint8_t)shape_is_capitalised(token->flags, look)};
    if (row == ROW_UNSHARED)
        segment->own_features[number] = known;
    else if (token->lone)
        table->lone[rows_kept_at(table, found.key)] = found;
    return found;
}

static void give_row(const netral_pack *pack, struct segment *segment, uint32_t number) {
    uint32_t key = token_key(segment_token(segment, number));
    struct lone_row found = *rows_lone(segment->table, key);
    if (found.key != key)
        found = find_row(pack, segment, number);
    segment->rows[number] = found.row;
    segment->layers[number] = found.layers;
    segment->capitals[number / 64] |= (uint64_t)found.is_capitalised << number % 64;
}

/* Closes up the tokens that rules see, with the rows that are kept for them, and lists what later stages look for among them: where
 * sentences begin, words that may begin phrases, and those with capitals; and in `rowless` those without a row, whose number it returns.
 * Without a branch: what a token is cannot be foreseen. */
static uint32_t number_tokens(struct segment *segment, uint32_t *rowless) {
    const struct segment to = *segment; /* which nothing that is written can be part of, as the compiler sees it */
    struct token *tokens = to.tokens.items;
    const struct token *token = tokens, *end = tokens + to.tokens.count;
    memset(to.capitals, 0, (to.tokens.count / 64 + 1) * sizeof *to.capitals);
    uint32_t number = 0, sentences = 0, phrases = 0, upper = 0, without = 0;
    for (; token < end; token++) {
        uint32_t is_seen = !(token->flags & TOKEN_ELIDED), key = token_key(token);
        const struct lone_row *kept = rows_lone(to.table, key);
        uint32_t is_kept = kept->key == key;
        tokens[number] = *token;
        to.words[number] = token->word;
        to.rows[number] = kept->row;
        to.layers[number] = kept->layers;
        to.sentences[sentences] = (struct segment_sentence){number, upper};
        to.phrase_starts[phrases] = rowless[without] = number;
        sentences += (token->flags & TOKEN_SENTENCE_START) != 0;
        upper += (token->flags & TOKEN_UPPER) != 0;
        to.capitals[number / 64] |= (uint64_t)(kept->is_capitalised & is_kept) << number % 64;
        phrases += token->edge_filter != 0;
        without += is_seen & (is_kept ^ 1);
        number += is_seen;
    }
    to.sentences[sentences] = (struct segment_sentence){number, upper};
    segment->sentence_count = sentences;
    segment->phrase_count = phrases;
    segment->count = segment->tokens.count = number;
    return without;
}

static void find_block_ends(struct segment *segment) {
    const struct token *tokens = segment->tokens.items;
    uint32_t end = (uint32_t)segment->count, *block_end = segment->block_end;
    for (uint32_t i = end; i-- > 0;) {
        block_end[i] = end;
        end = tokens[i].flags & TOKEN_BLOCK_START ? i : end;
    }
}

/* ---- Sentences in capitals ----------------------------------------------------------------------------------------- */

#define SHOUTED_WORDS 4

/* Nearly every word is all capitals. */
static int is_shouted(const struct token *first, const struct token *end) {
    unsigned words = 0, upper = 0;
    for (const struct token *token = first; token < end; token++) {
        unsigned is_word = token->kind == NETRAL_WORD && token->form_length > 1;
        words += is_word;
        upper += is_word && token->flags & TOKEN_UPPER;
    }
    return words >= SHOUTED_WORDS && upper * 10 >= words * 8;
}

/* Its capitals say nothing. */
static void shout(const netral_pack *pack, struct segment *segment, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++) {
        segment->tokens.items[i].flags |= TOKEN_SHOUT;
        give_row(pack, segment, i);
    }
}

static void mark_shouted(const netral_pack *pack, struct segment *segment) {
    const struct token *tokens = segment->tokens.items;
    for (size_t i = 0; i < segment->sentence_count; i++) {
        const struct segment_sentence *sentence = &segment->sentences[i], *next = sentence + 1;
        if (next->upper - sentence->upper >= SHOUTED_WORDS && is_shouted(tokens + sentence->first, tokens + next->first))
            shout(pack, segment, sentence->first, next->first);
    }
}

/* ---- Putting it together ------------------------------------------------------------------------------------------- */

/* Tokens for which there was no room in the table have their features without sets as yet. */
static void complete_unshared(const netral_pack *pack, struct segment *segment) {
    for (uint32_t i = 0; i < segment->count; i++) {
        struct features *own = &segment->own_features[i];
        if (segment->rows[i] != ROW_UNSHARED)
            continue;
        rows_add_sets(pack, own);
        segment->layers[i] = (uint8_t)rows_layers(pack, own, segment->words[i]);
    }
}

int lookup_segment(const netral_pack *pack, struct segment *segment) {
    if (reserve(pack, segment, segment->tokens.count))
        return NETRAL_ERROR_MEMORY;
    prepare_rows(pack, segment->table);
    uint32_t *rowless = segment->cover; /* free as yet: there is no mention */
    uint32_t count = number_tokens(segment, rowless);
    for (uint32_t i = 0; i < count; i++)
        give_row(pack, segment, rowless[i]);
    mark_shouted(pack, segment);
    memset(segment->cover, 0, segment->count * sizeof *segment->cover);
    memset(segment->claimed, 0, (segment->count / 64 + 1) * sizeof *segment->claimed);
    find_block_ends(segment);
    phrases_mark(pack, segment);
    if (segment->table->count >= segment->table->room)
        complete_unshared(pack, segment);
    return pack->tolerance_count ? lookup_misspelt(pack, segment) : 0;
}
