/* One look at a token's word tells what it comes to by itself; a walk down the phrase trie only from words that may begin a phrase. */
#include "lookup.h"

#include <string.h>

#include "phrases.h"
#include "shapes.h"

/* Ends of blocks are written so many at a time. */
#define FILLED_AT_ONCE 4

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
                   memory_reserve(allocator, &segment->taken, &segment->taken_capacity, count / 64 + 1, sizeof *segment->taken) ||
                   memory_reserve(allocator, &segment->sentences, &segment->sentence_capacity, count + 1, sizeof *segment->sentences) ||
                   memory_reserve(allocator, &segment->words, &segment->words_capacity, count + 1, sizeof *segment->words) ||
                   memory_reserve(allocator, &segment->block_end, &segment->block_end_capacity, count + FILLED_AT_ONCE,
                                  sizeof *segment->block_end) ||
                   memory_reserve(allocator, &segment->cover, &segment->cover_capacity, count + 1, sizeof *segment->cover) ||
                   memory_reserve(allocator, &segment->held, &segment->held_capacity, count + 1, sizeof *segment->held) ||
                   memory_reserve(allocator, &segment->own_features, &segment->own_capacity, count + 1, sizeof *segment->own_features) ||
                   memory_reserve(allocator, &segment->phrase_starts, &segment->phrase_capacity, count + 1,
                                  sizeof *segment->phrase_starts) ||
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
static struct lone_row find_row(const netral_pack *pack, const struct segment *segment, const struct token *token, uint32_t number) {
    struct row_table *table = segment->table;
    unsigned look = token_look(token);
    const struct features known = rows_known_alone(pack, token->word, token_level(token), shape_of(token->flags, look));
    uint32_t row = rows_find(pack, table, &known, token->word, ROW_KNOWN);
    if (row == ROW_UNSHARED)
        segment->own_features[number] = known;
    uint32_t key = row == ROW_UNSHARED || token->lone < LOOKS ? LONE_EMPTY : token_key(token);
    return (struct lone_row){key, (uint16_t)row, table->origins[row].layers, (uint8_t)shape_is_capitalised(token->flags, look)};
}

/* The same where it is not kept in its own slot: it may have been moved to the one beside it. */
static struct lone_row row_beside(const netral_pack *pack, const struct segment *segment, const struct token *token, uint32_t number) {
    struct lone_row *own = rows_lone(segment->table, token_key(token)), *beside = rows_lone_beside(segment->table, token_key(token));
    struct lone_row found = beside->key == token_key(token) ? *beside : find_row(pack, segment, token, number);
    if (found.key == LONE_EMPTY)
        return found;
    if (beside->key == found.key || beside->key == LONE_EMPTY)
        *beside = *own;
    *own = found;
    return found;
}

static inline struct lone_row row_of(const netral_pack *pack, const struct segment *segment, const struct token *token, uint32_t number) {
    const struct lone_row *kept = rows_lone(segment->table, token_key(token));
    return kept->key == token_key(token) ? *kept : row_beside(pack, segment, token, number);
}

/* ---- Numbers ------------------------------------------------------------------------------------------------------- */

/* A segment's arrays while they are filled, where the compiler sees that none of them holds what points to them. */
struct numbering {
    struct segment_sentence *sentences;
    uint32_t *words, *phrase_starts, *blocks; /* the last: where blocks begin */
    uint16_t *rows;
    uint8_t *layers;
    uint64_t *capitals;
    struct token *place;  /* of the next token … */
    size_t number;        /* … and its number … */
    uint32_t upper;       /* … and how many are all capitals before it */
    size_t sentence_count, phrase_count, block_count;
};

static struct numbering begin_numbering(const struct segment *segment) {
    return (struct numbering){.sentences = segment->sentences, .words = segment->words, .phrase_starts = segment->phrase_starts,
                              .blocks = segment->cover, /* free as yet: there is no mention */
                              .rows = segment->rows, .layers = segment->layers, .capitals = segment->capitals,
                              .place = segment->tokens.items};
}

/* What few tokens are. A sentence and a block often begin together. */
static inline void begin(struct numbering *at, unsigned flags) {
    at->sentences[at->sentence_count] = (struct segment_sentence){(uint32_t)at->number, at->upper};
    at->blocks[at->block_count] = (uint32_t)at->number;
    at->sentence_count += (flags & TOKEN_SENTENCE_START) != 0;
    at->block_count += (flags & TOKEN_BLOCK_START) != 0;
}

/* Gives a token that rules see its number, and what is known of it. Without a branch but for a new row: what a token is cannot be
 * foreseen. */
static inline void number_token(struct numbering *at, const struct token *token, const struct lone_row row) {
    size_t number = at->number++;
    *at->place++ = *token;
    at->words[number] = token->word;
    at->rows[number] = row.row;
    at->layers[number] = row.layers;
    at->capitals[number / 64] |= (uint64_t)row.is_capitalised << number % 64;
    at->phrase_starts[at->phrase_count] = (uint32_t)number;
    at->phrase_count += token->edge_filter != 0;
    at->upper += (token->flags & TOKEN_UPPER) != 0;
}

static void end_blocks(const struct numbering *at, uint32_t *block_end) {
    uint32_t first = 0;
    at->blocks[at->block_count] = (uint32_t)at->number;
    for (size_t block = 0; block <= at->block_count; block++) {
        const uint32_t end = at->blocks[block], ends[FILLED_AT_ONCE] = {end, end, end, end};
        for (; first < end; first += FILLED_AT_ONCE)
            memcpy(block_end + first, ends, sizeof ends); /* the next block begins by writing over what was too much */
        first = end;
    }
}

/* Closes up the tokens that rules see, with their rows, and lists what later stages look for among them: where sentences begin and
 * blocks end, words that may begin phrases, and those with capitals. */
static void number_tokens(const netral_pack *pack, struct segment *segment) {
    struct numbering at = begin_numbering(segment);
    const struct token *token = segment->tokens.items, *end = token + segment->tokens.count;
    memset(at.capitals, 0, (segment->tokens.count / 64 + 1) * sizeof *at.capitals);
    for (; token < end; token++) {
        if (token->flags & (TOKEN_ELIDED | TOKEN_SENTENCE_START | TOKEN_BLOCK_START)) {
            if (token->flags & TOKEN_ELIDED)
                continue;
            begin(&at, token->flags);
        }
        number_token(&at, token, row_of(pack, segment, token, (uint32_t)at.number));
    }
    at.words[at.number] = 0;
    at.sentences[at.sentence_count] = (struct segment_sentence){(uint32_t)at.number, at.upper};
    end_blocks(&at, segment->block_end);
    segment->sentence_count = at.sentence_count;
    segment->phrase_count = at.phrase_count;
    segment->count = segment->tokens.count = at.number;
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
        struct token *token = &segment->tokens.items[i];
        token->flags |= TOKEN_SHOUT;
        struct lone_row row = row_of(pack, segment, token, i);
        segment->rows[i] = row.row;
        segment->layers[i] = row.layers;
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
    number_tokens(pack, segment);
    mark_shouted(pack, segment);
    memset(segment->cover, 0, segment->count * sizeof *segment->cover);
    memset(segment->held, 0, segment->count * sizeof *segment->held);
    memset(segment->claimed, 0, (segment->count / 64 + 1) * sizeof *segment->claimed);
    memset(segment->taken, 0, (segment->count / 64 + 1) * sizeof *segment->taken);
    phrases_mark(pack, segment);
    if (segment->table->count >= segment->table->room)
        complete_unshared(pack, segment);
    return pack->tolerance_count ? lookup_misspelt(pack, segment) : 0;
}
