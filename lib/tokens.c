/* The tokeniser: one pass, one look ahead. A word is letters, digits and the marks on them; what may join two of them into
 * one token (a full stop in `S.Kom`, a hyphen in `anak-anak`, an apostrophe in `Ma'ruf`, a comma in `0,1`) is decided by
 * token_joins.c. Everything else is punctuation, one character a token.
 *
 * Plain words and marks, nearly all tokens, are read here by the bits of text_bits.h; any other is left to token_steps.c, which
 * would find the plain ones too. */
#include "tokens.h"

#include <string.h>

#include "hash.h"
#include "token_sight.h"
#include "token_steps.h"
#include "unicode.h"

void token_list_init(struct token_list *list, const netral_allocator *allocator) {
    memset(list, 0, sizeof *list);
    list->allocator = *allocator;
}

void token_list_clear(struct token_list *list) {
    list->count = list->forms_used = list->turn_count = 0;
}

static void recent_words_free(struct token_list *list) {
    struct recent_words *recent = &list->recent;
    memory_resize(&list->allocator, recent->memory, recent->memory ? RECENT_BYTES(recent->count) : 0, 0);
    recent->memory = recent->slots = NULL;
    recent->count = recent->seen = 0;
}

void token_list_free(struct token_list *list) {
    memory_resize(&list->allocator, list->items, list->capacity * sizeof *list->items, 0);
    memory_resize(&list->allocator, list->forms, list->forms_capacity, 0);
    memory_give_back(&list->allocator, list->turns, list->turns_capacity, sizeof *list->turns);
    recent_words_free(list);
    list->items = NULL;
    list->forms = NULL;
    list->turns = NULL;
    list->count = list->capacity = list->forms_used = list->forms_capacity = list->turn_count = list->turns_capacity = 0;
}

/* ---- Plain words and marks: nearly all tokens ------------------------------------------------------------------------------ */

/* A word at the end is left for the next look, if it is one at which another look would come to more. */
static inline size_t whole_words(const struct text_bits *bits) {
    size_t word = TEXT_BITS - 1 - (size_t)highest_bit(~bits->words | 1);
    return word < PLAIN_BYTES ? TEXT_BITS - word : TEXT_BITS;
}

/* Bytes behind the block are read only where the first of them is a blank, and ends any word; else there are zeros. */
static inline void look(const struct token_scan *scan, struct sight *sight) {
    size_t rest = scan->end - scan->at;
    sight->bytes = scan->text + scan->at;
    if (scan->readable - scan->at < sizeof sight->near) {
        memset(sight->near, 0, sizeof sight->near);
        sight->bytes = memcpy(sight->near, sight->bytes, rest < sizeof sight->near ? rest : sizeof sight->near);
    }
    sight->bits = text_bits_read(sight->bytes);
    sight->words = text_bits_words(&sight->bits);
    sight->length = rest >= TEXT_BITS ? whole_words(&sight->bits) : rest;
}

/* Where tokens begin that are seen, from bit `first` on. */
static inline uint64_t beginnings(const struct sight *sight, size_t first) {
    return text_bits_between(first, sight->length) & (sight->words.begin | ~(sight->bits.words | sight->bits.spaces));
}

/* The shape of the token that ends before the bit. A mark has none: no word ends behind it. None ends at the first bit either. */
static inline unsigned shape_of(const struct text_words *words, size_t behind) {
    behind %= TEXT_BITS;
    return (unsigned)(words->only_letters >> behind & 1) * TOKEN_LETTERS | (unsigned)(words->upper >> behind & 1) * TOKEN_UPPER |
           (unsigned)(words->small >> behind & 1) * TOKEN_SMALL;
}

/* A token list while it grows, where the compiler sees that nothing else points there. */
struct pen {
    struct token *items;
    char *forms;
    uint32_t *turns;
    size_t count, form, turn;
};

static inline struct pen take_pen(const struct token_list *list) {
    return (struct pen){list->items, list->forms, list->turns, list->count, list->forms_used, list->turn_count};
}

static inline void put_back(struct token_list *list, const struct pen *pen) {
    list->count = pen->count;
    list->forms_used = pen->form;
    list->turn_count = pen->turn;
}

_Static_assert((int)TOKEN_CAP == (int)ASCII_CAPITAL && (int)TOKEN_FINAL == (int)ASCII_FINAL, "write_plain takes the ones for the others");

static const uint8_t kinds[2 * ASCII_CAPITAL] = {
    [ASCII_SMALL] = NETRAL_WORD, [ASCII_CAPITAL] = NETRAL_WORD, [ASCII_DIGIT] = NETRAL_NUMBER,
    [ASCII_PUNCTUATION] = NETRAL_PUNCTUATION, [ASCII_SYMBOL] = NETRAL_SYMBOL};

/* Writes the token at bit `at` of what is seen, which began at text[start]; `first` is what the token's first byte is. */
static inline void write_token(struct pen *pen, const struct sight *sight, size_t start, size_t at, size_t length, unsigned first,
                               unsigned flags) {
    struct token *token = &pen->items[pen->count];
    token->start = (uint32_t)(start + at);
    token->end = (uint32_t)(start + at + length);
    token->form = (uint32_t)pen->form;
    token->hash = word_bytes_fold(sight->bytes + at, length, pen->forms + pen->form);
    token->form_length = (uint16_t)length;
    token->flags = (uint16_t)(flags | (first & (TOKEN_FINAL | TOKEN_CAP)));
    token->word = token->edge_filter = 0;
    token->kind = kinds[first & (2 * ASCII_CAPITAL - 1)];
    token->lone = 0;
    pen->turns[pen->turn] = (uint32_t)pen->count;
    pen->turn += (first & TOKEN_FINAL) != 0;
    pen->form += length;
    pen->count++;
}

/* Writes the token at the bit, when it is a plain one: neither word nor mark can be part of more. Returns 0 when it may not be. There is no
 * branch but that: whether a word or a mark comes next cannot be foreseen. */
static inline int write_plain(struct pen *pen, const struct sight *sight, size_t start, size_t at, unsigned flags) {
    unsigned first = ascii_bits_of(sight->bytes[at]);
    size_t word = sight_word(sight, at), length = word + (word == 0);
    if ((first & ASCII_ODD) | (word & PLAIN_BYTES) | may_join(sight->bytes + at + word))
        return 0;
    write_token(pen, sight, start, at, length, first, flags | shape_of(&sight->words, at + length));
    return 1;
}

/* What white space says of the token behind it. */
static inline unsigned flags_behind(char space) {
    return TOKEN_SPACE_BEFORE | flag_if(space == '\n', TOKEN_LINE_START);
}

/* Goes on from scan->at, which is seen as bit `at`, where there is no plain token. */
static void step(struct token_scan *scan, const struct sight *sight, size_t at) {
    unsigned first = ascii_bits_of(sight->bytes[at]);
    size_t length = first & ASCII_ODD ? 0 : sight_token(sight, at);
    if (length) {
        struct pen pen = take_pen(scan->list);
        write_token(&pen, sight, scan->at - at, at, length, first, scan->flags | sight_shape(sight, at, at + length));
        put_back(scan->list, &pen);
        scan->at += length;
        scan->flags = 0;
    } else if (first & ASCII_SPACE) {
        scan->flags |= flags_behind(sight->bytes[at]);
        scan->at++;
    } else {
        token_step(scan);
    }
}

/* Whether a token that was no word ended there, or a very long one. */
static inline int is_inside_word(const struct sight *sight, size_t at) {
    return (int)((sight->bits.words & ~sight->words.begin) >> at & 1);
}

/* Adds the tokens that are seen from here on. */
static void read_sight(struct token_scan *scan, const struct sight *sight) {
    struct pen pen = take_pen(scan->list);
    uint64_t blanks = sight->bits.spaces << 1, ahead = beginnings(sight, 0);
    unsigned flags = scan->flags;
    size_t start = scan->at;
    while (ahead) {
        size_t at = (unsigned)lowest_bit(ahead);
        ahead &= ahead - 1;
        flags |= flag_if(blanks >> at & 1, TOKEN_SPACE_BEFORE);
        if (write_plain(&pen, sight, start, at, flags)) {
            flags = 0;
            continue;
        }
        put_back(scan->list, &pen);
        scan->at = start + at;
        scan->flags = flags;
        step(scan, sight, at);
        if (scan->at - start >= sight->length || is_inside_word(sight, scan->at - start))
            return;
        pen = take_pen(scan->list);
        flags = scan->flags;
        ahead = beginnings(sight, scan->at - start);
    }
    put_back(scan->list, &pen);
    scan->at = start + sight->length;
    scan->flags = flags | flag_if(sight->bits.spaces >> (sight->length - 1) & 1, TOKEN_SPACE_BEFORE);
}

/* ---- Blocks ----------------------------------------------------------------------------------------------------------------- */

/* Room for the forms of a block: none is longer than three times its text, and FORM_ROOM bytes of the last may be read. */
static int reserve_forms(struct token_list *list, size_t length) {
    size_t need = list->forms_used + UNICODE_FOLD_ROOM(length) + FORM_ROOM;
    return memory_reserve(&list->allocator, &list->forms, &list->forms_capacity, need, 1) ? NETRAL_ERROR_MEMORY : 0;
}

/* Room for the tokens that begin in what is seen, with a turn for each, one for the block, and one to write to. */
static int make_room(struct token_list *list) {
    size_t turns = list->turn_count + TEXT_BITS + 2;
    return memory_reserve(&list->allocator, &list->items, &list->capacity, list->count + TEXT_BITS, sizeof *list->items) ||
                   memory_reserve(&list->allocator, &list->turns, &list->turns_capacity, turns, sizeof *list->turns)
               ? NETRAL_ERROR_MEMORY
               : 0;
}

static inline int ensure_room(struct token_list *list) {
    int has_room = list->capacity - list->count >= TEXT_BITS && list->turns_capacity - list->turn_count > TEXT_BITS;
    return has_room ? 0 : make_room(list);
}

static int read_block(struct token_scan *scan) {
    struct sight sight;
    while (scan->at < scan->end) {
        if (ensure_room(scan->list))
            return NETRAL_ERROR_MEMORY;
        if (scan->list->is_stepwise) {
            token_step(scan);
            continue;
        }
        look(scan, &sight);
        read_sight(scan, &sight);
    }
    return 0;
}

int tokenize_inside(struct token_list *list, const char *text, size_t length, size_t start, size_t end) {
    struct token_scan scan = {.list = list, .text = text, .start = start, .at = start, .end = end,
                              .readable = end < length && ascii_bits_of(text[end]) & ASCII_SPACE ? length : end,
                              .flags = TOKEN_BLOCK_START | TOKEN_SENTENCE_START | TOKEN_LINE_START | TOKEN_SPACE_BEFORE};
    size_t first = list->count;
    if (reserve_forms(list, end - start) || ensure_room(list))
        return NETRAL_ERROR_MEMORY;
    if (list->has_blocks)
        list->turns[list->turn_count++] = (uint32_t)first;
    int code = read_block(&scan);
    list->turn_count -= list->has_blocks && list->count == first;
    return code;
}

int tokenize_block(struct token_list *list, const char *text, size_t start, size_t end) {
    return tokenize_inside(list, text, end, start, end);
}
