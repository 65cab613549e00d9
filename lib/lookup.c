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

/* Words and tokens know rows by number. */
static void prepare_rows(const netral_pack *pack, struct segment *segment) {
    if (segment->table->count && !rows_are_many(segment->table))
        return;
    rows_clear(pack, segment->table);
    lookup_forget_rows(&segment->tokens);
}

/* What a token comes to that no phrase touches: kept beside its word, or found. */
static void give_row(const netral_pack *pack, struct segment *segment, uint32_t number) {
    struct token *token = &segment->tokens.items[number];
    struct recent_word *kept = lookup_recent(&segment->tokens, token);
    struct lone_row found = {0, 0, 0};
    if (kept && kept->row)
        found = (struct lone_row){0, kept->row, kept->layers};
    else
        found = rows_find_lone(pack, segment->table, token->word, token_level(token), shape_of(token, segment->tokens.forms));
    segment->rows[number] = token->row = found.row;
    segment->layers[number] = token->layers = (uint8_t)found.layers;
    if (found.row == ROW_UNSHARED) {
        segment->own_features[number] = rows_known_alone(pack, token->word, token_level(token), shape_of(token, segment->tokens.forms));
    } else if (kept) {
        kept->row = found.row;
        kept->layers = token->layers;
    }
}

/* The places where rows may be kept are fetched first: they were touched long ago, or never when a flag was added since. */
static void give_rows(const netral_pack *pack, struct segment *segment, const uint32_t *numbers, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        lookup_fetch_recent(&segment->tokens, segment_token(segment, numbers[i]));
    for (uint32_t i = 0; i < count; i++)
        give_row(pack, segment, numbers[i]);
}

/* A word of two letters and more that begins with a capital. */
static uint64_t is_capitalised(const struct token *token) {
    return (uint64_t)((token->flags & TOKEN_CAP) != 0) & (uint64_t)(token->kind == NETRAL_WORD) & (uint64_t)(token->form_length > 1);
}

/* Closes up the tokens that rules see, and lists what later stages look for among them: where sentences begin, words that may begin
 * phrases, and those with capitals; and in `rowless` those without a row, whose number it returns. Without a branch: what a token is
 * cannot be foreseen. */
static uint32_t number_tokens(struct segment *segment, uint32_t *rowless) {
    struct token *tokens = segment->tokens.items;
    const struct token *token = tokens, *end = tokens + segment->tokens.count;
    memset(segment->capitals, 0, (segment->tokens.count / 64 + 1) * sizeof *segment->capitals);
    uint32_t number = 0, sentences = 0, phrases = 0, upper = 0, without = 0;
    for (; token < end; token++) {
        uint32_t is_seen = !(token->flags & TOKEN_ELIDED);
        tokens[number] = *token;
        segment->words[number] = token->word;
        segment->rows[number] = token->row;
        segment->layers[number] = token->layers;
        segment->sentences[sentences] = (struct segment_sentence){number, upper};
        segment->phrase_starts[phrases] = rowless[without] = number;
        sentences += (token->flags & TOKEN_SENTENCE_START) != 0;
        upper += (token->flags & TOKEN_UPPER) != 0;
        segment->capitals[number / 64] |= is_capitalised(token) << number % 64;
        phrases += token->edge_filter != 0;
        without += (token->row == 0) & is_seen;
        number += is_seen;
    }
    segment->sentences[sentences] = (struct segment_sentence){number, upper};
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
    prepare_rows(pack, segment);
    uint32_t *rowless = segment->cover; /* free as yet: there is no mention */
    give_rows(pack, segment, rowless, number_tokens(segment, rowless));
    mark_shouted(pack, segment);
    memset(segment->cover, 0, segment->count * sizeof *segment->cover);
    memset(segment->claimed, 0, (segment->count / 64 + 1) * sizeof *segment->claimed);
    find_block_ends(segment);
    phrases_mark(pack, segment);
    if (segment->table->count >= segment->table->room)
        complete_unshared(pack, segment);
    return pack->tolerance_count ? lookup_misspelt(pack, segment) : 0;
}
