/* One hash look-up a token; a walk down the phrase trie only from words that begin a phrase. For each class the longest phrase
 * wins, from left to right. */
#include "lookup.h"

#include <string.h>

#include "hash.h"

/* ---- Words --------------------------------------------------------------------------------------------------------- */

/* A form of at most sixteen bytes as two numbers: what is read beyond its end is masked away. */
static void read_form(const char *form, size_t length, uint64_t *low, uint64_t *high) {
    static const unsigned char keep[24] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
    uint64_t mask[2];
    memcpy(&mask[0], keep + 16 - (length < 8 ? length : 8), 8); /* as many set bytes, then clear ones */
    memcpy(&mask[1], keep + 16 - (length < 8 ? 0 : length - 8), 8);
    memcpy(low, form, 8);
    memcpy(high, form + 8, 8);
    *low &= mask[0];
    *high &= mask[1];
}

/* The words of a text come again and again: the last ones seen are kept beside the list, so that most look-ups touch neither
 * the pack's table nor its strings. A slot is simply overwritten. */
static const struct recent_word *recent_word(const netral_pack *pack, struct token_list *list, const char *form, size_t length) {
    uint64_t low, high;
    read_form(form, length, &low, &high);
    uint64_t hash = hash_mix(low ^ hash_mix(high ^ length));
    struct recent_word *slot = &list->recent[(hash ^ hash >> 32) % RECENT_WORDS];
    if (slot->low != low || slot->high != high || slot->length != length) {
        uint32_t word = pack_word(pack, form, length);
        *slot = (struct recent_word){low, high, (uint32_t)length, word, pack->words[word].triggers};
    }
    return slot;
}

static void look_up_word(const netral_pack *pack, struct token_list *list, struct token *token) {
    const char *form = list->forms + token->form;
    if (token->form_length <= 16 && token->form + 16 <= list->forms_capacity) {
        const struct recent_word *known = recent_word(pack, list, form, token->form_length);
        token->word = known->word;
        token->triggers = known->triggers;
    } else {
        token->word = pack_word(pack, form, token->form_length);
        token->triggers = pack->words[token->word].triggers;
    }
}

void lookup_words(const netral_pack *pack, struct token_list *list, size_t from) {
    if (list->recent_of != pack) {
        memset(list->recent, 0, sizeof list->recent);
        list->recent_of = pack;
    }
    for (size_t i = from; i < list->count; i++)
        look_up_word(pack, list, &list->items[i]);
}

int lookup_word_in_class(const netral_pack *pack, uint32_t word, uint32_t class) {
    const struct image_node *node = &pack->nodes[pack->words[word].node];
    for (uint32_t i = 0; i < node->record_count; i++)
        if (pack->records[node->record + i].class == class)
            return 1;
    return 0;
}

/* ---- Shapes -------------------------------------------------------------------------------------------------------- */

static int is_initial(const struct token *token, const char *form) {
    if (!(token->flags & TOKEN_CAP) || token->form_length > 8)
        return 0;
    for (unsigned i = 1; i < token->form_length; i += 2) /* a, a.b, a.b.c. */
        if (form[i] != '.')
            return 0;
    return 1;
}

#define SHAPE(shape) ((uint64_t)1 << (shape))

static int has_digit(const char *form, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (form[i] >= '0' && form[i] <= '9')
            return 1;
    return 0;
}

/* A number's shape: what dates are made of. */
static uint64_t shape_of_number(const char *form, size_t length) {
    uint64_t shape = SHAPE(FEATURE_NUMBER);
    for (size_t i = 0; i < length; i++)
        if (form[i] < '0' || form[i] > '9')
            return shape;
    if (length <= 2)
        shape |= SHAPE(FEATURE_SHORT);
    if (length == 4 && ((form[0] == '1' && form[1] >= '6') || (form[0] == '2' && form[1] == '0')))
        shape |= SHAPE(FEATURE_YEAR);
    return shape;
}

static uint64_t shape_of_word(const struct token *token, const char *form) {
    unsigned is_plain = token->flags & TOKEN_LETTERS;
    uint64_t shape = 0;
    if (!(token->flags & TOKEN_CAP))
        shape |= SHAPE(FEATURE_LOWER);
    else if ((!is_plain || token->form_length == 1) && is_initial(token, form))
        shape |= SHAPE(FEATURE_INITIAL);
    if (is_plain || !has_digit(form, token->form_length))
        shape |= SHAPE(FEATURE_WORD);
    if (!is_plain && memchr(form, '.', token->form_length))
        shape |= SHAPE(FEATURE_WEB);
    return shape;
}

/* A flag of a token as a shape, without a branch: flags are hard to foresee. */
static uint64_t shape_if(unsigned flags, unsigned flag, enum feature_shape shape) {
    return (uint64_t)((flags & flag) != 0) << shape;
}

static uint64_t shape_of(const struct token *token, const char *forms) {
    unsigned flags = token->flags;
    const char *form = forms + token->form;
    uint64_t shape = shape_if(flags, TOKEN_CAP, FEATURE_CAP) | shape_if(flags, TOKEN_UPPER, FEATURE_UPPER) |
                     shape_if(flags, TOKEN_DOTTED, FEATURE_DOTTED) | shape_if(flags, TOKEN_SPACE_BEFORE, FEATURE_SPACED) |
                     shape_if(flags, TOKEN_SENTENCE_START, FEATURE_SENTENCE) | shape_if(flags, TOKEN_LINE_START, FEATURE_LINE);
    switch (token->kind) {
    case NETRAL_WORD: return shape | shape_of_word(token, form);
    case NETRAL_NUMBER: return shape | shape_of_number(form, token->form_length);
    case NETRAL_PUNCTUATION: case NETRAL_SYMBOL: return shape | SHAPE(FEATURE_MARK);
    case NETRAL_URL: case NETRAL_EMAIL: return shape | SHAPE(FEATURE_WEB);
    case NETRAL_DATETIME: return shape | SHAPE(FEATURE_DATETIME);
    default: return shape;
    }
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
            if (has_capitals(segment, path, pack->strings + record->levels))
                mark_phrase(scan, record->class, first, path[length]);
        }
    }
}

/* ---- Sentences in capitals ----------------------------------------------------------------------------------------- */

/* A sentence in which nearly every word is all capitals: its capitals say nothing. */
static int is_shouted(const struct segment *segment, size_t first, size_t end) {
    size_t words = 0, upper = 0;
    for (size_t i = first; i < end; i++) {
        const struct token *token = segment_token(segment, i);
        if (token->kind != NETRAL_WORD || token->form_length < 2)
            continue;
        words++;
        upper += (token->flags & TOKEN_UPPER) != 0;
    }
    return words >= 4 && upper * 10 >= words * 8;
}

static void mark_shouted(struct segment *segment) {
    for (size_t first = 0, end; first < segment->count; first = end) {
        for (end = first + 1; end < segment->count && !(segment_token(segment, end)->flags & TOKEN_SENTENCE_START);)
            end++;
        if (is_shouted(segment, first, end))
            for (size_t i = first; i < end; i++)
                features_add(&segment->features[i], FEATURE_SHOUT);
    }
}

/* ---- Putting it together ------------------------------------------------------------------------------------------- */

static int reserve(struct segment *segment, size_t count) {
    const netral_allocator *allocator = &segment->allocator;
    return memory_reserve(allocator, &segment->visible, &segment->visible_capacity, count + 1, sizeof *segment->visible) ||
                   memory_reserve(allocator, &segment->words, &segment->words_capacity, count + 1, sizeof *segment->words) ||
                   memory_reserve(allocator, &segment->block_end, &segment->block_end_capacity, count + 1, sizeof *segment->block_end) ||
                   memory_reserve(allocator, &segment->cover, &segment->cover_capacity, count + 1, sizeof *segment->cover) ||
                   memory_reserve(allocator, &segment->features, &segment->features_capacity, count + 1, sizeof *segment->features) ||
                   memory_reserve(allocator, &segment->rows, &segment->rows_capacity, count + 1, sizeof *segment->rows) ||
                   memory_reserve(allocator, &segment->layers, &segment->layers_capacity, count + 1, sizeof *segment->layers)
               ? NETRAL_ERROR_MEMORY
               : 0;
}

static void choose_visible(struct segment *segment) {
    segment->count = 0;
    for (uint32_t i = 0; i < segment->tokens.count; i++)
        if (!(segment->tokens.items[i].flags & TOKEN_ELIDED)) {
            segment->words[segment->count] = segment->tokens.items[i].word;
            segment->visible[segment->count++] = i;
        }
    uint32_t end = (uint32_t)segment->count;
    for (size_t i = segment->count; i-- > 0;) {
        segment->block_end[i] = end;
        if (segment_token(segment, i)->flags & TOKEN_BLOCK_START)
            end = (uint32_t)i;
    }
}

/* Most sets are of capitalised words, and most words are not. */
static void add_sets(const netral_pack *pack, struct features *features) {
    int is_cap = features_has(features, FEATURE_CAP);
    for (uint32_t i = 0; i < pack->set_count; i++) {
        const struct image_term *term = &pack->sets[i];
        if (term->needs_cap > (uint32_t)is_cap)
            continue;
        if (features_cover(features, &term->wanted) && !features_share(features, &term->unwanted))
            features_add(features, term->feature);
    }
}

/* The layers in which a rule waits for the word itself. */
static unsigned layers_of_word(const netral_pack *pack, const struct token *token) {
    const struct image_trigger_set *set = &pack->trigger_sets[token->triggers];
    unsigned layers = 0;
    for (unsigned layer = 0; layer < LIMIT_LAYERS && token->triggers; layer++)
        layers |= (unsigned)(set->lists[layer] != 0) << layer;
    return layers;
}

/* Adds the sets. Many tokens are the same in all that is known of them: what that comes to is kept for the last ones. */
static void complete(const netral_pack *pack, struct lookup_memory *memory, struct features *features) {
    const uint64_t *bits = features->bits;
    uint64_t hash = hash_mix(bits[0] ^ hash_mix(bits[1] ^ hash_mix(bits[2] ^ hash_mix(bits[3]))));
    struct kept_features *kept = &memory->features[(hash ^ hash >> 32) % KEPT_FEATURES];
    if (memcmp(&kept->known, features, sizeof *features) != 0) {
        kept->known = *features;
        add_sets(pack, features);
        kept->complete = *features;
    }
    *features = kept->complete;
}

/* What a token is that no phrase touches: its word and its shape tell all. */
static const struct kept_token *lone_token(const netral_pack *pack, struct segment *segment, const struct token *token, uint64_t shape) {
    struct lookup_memory *memory = segment->kept;
    uint64_t key = (uint64_t)token->word << 32 | shape | SHAPE(FEATURE_SHAPES); /* never 0 */
    uint64_t hash = hash_mix(key);
    struct kept_token *kept = &memory->tokens[(hash ^ hash >> 32) % KEPT_TOKENS];
    if (kept->word_and_shape != key) {
        kept->word_and_shape = key;
        kept->complete = pack->alone[pack->words[token->word].alone].by_level[token_level(token)];
        kept->complete.bits[0] |= shape;
        kept->edge_filter = pack->words[token->word].edge_filter;
        complete(pack, memory, &kept->complete);
        kept->row = rows_number(pack, segment->table, &kept->complete, token->word);
        kept->layers = layers_waiting(pack, &kept->complete) | layers_of_word(pack, token);
    }
    return kept;
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
    struct features *features = &segment->features[i];
    const struct token *token = segment_token(segment, i);
    uint64_t shape = shape_of(token, segment->tokens.forms) | (features->bits[0] & SHAPE(FEATURE_SHOUT));
    const struct kept_token *alone = lone_token(pack, segment, token, shape);
    if (i >= scan->busy_end && !may_go_on(segment, i, alone->edge_filter)) {
        *features = alone->complete;
        segment->rows[i] = (uint16_t)alone->row;
        segment->layers[i] = (uint8_t)alone->layers;
        return;
    }
    features->bits[0] |= shape;
    phrases_from(scan, i);
    mark_alone(scan, i);
    complete(pack, segment->kept, features);
    segment->layers[i] = (uint8_t)layers_of_word(pack, token);
    segment_update_row(pack, segment, i);
}

int lookup_segment(const netral_pack *pack, struct segment *segment) {
    if (reserve(segment, segment->tokens.count))
        return NETRAL_ERROR_MEMORY;
    if (rows_are_many(segment->table)) {
        rows_clear(segment->table);
        memset(segment->kept->tokens, 0, sizeof segment->kept->tokens);
    }
    choose_visible(segment);
    memset(segment->features, 0, segment->count * sizeof *segment->features);
    memset(segment->cover, 0, segment->count * sizeof *segment->cover);
    mark_shouted(segment);
    struct phrase_scan scan = {.pack = pack, .segment = segment};
    for (uint32_t i = 0; i < segment->count; i++)
        finish_token(&scan, i);
    return 0;
}

/* ---- Single look-ups ----------------------------------------------------------------------------------------------- */

int lookup_capitals_hold(const struct token_list *tokens, const uint32_t *path, const char *levels) {
    for (size_t i = 0; levels[i]; i++)
        if (token_level(&tokens->items[path[i]]) < levels[i] - '0')
            return 0;
    return 1;
}

/* The node of the phrase that spells exactly text[0, length), 0 if none. */
static uint32_t node_of(const netral_pack *pack, struct token_list *tokens, const char *text, size_t length, uint32_t *path) {
    uint32_t words = 0, node = 0;
    token_list_clear(tokens);
    if (length > 400 || tokenize_block(tokens, text, 0, length))
        return 0;
    lookup_words(pack, tokens, 0);
    for (uint32_t i = 0; i < tokens->count; i++) {
        char sign = tokens->forms[tokens->items[i].form];
        if (i > 0 && tokens->items[i].form_length == 1 && (sign == '.' || sign == ','))
            continue;
        if (words == LIMIT_PHRASE_WORDS)
            return 0;
        path[words] = i;
        node = words++ == 0 ? pack->words[tokens->items[i].word].node : pack_next_node(pack, node, tokens->items[i].word);
        if (!node)
            return 0;
    }
    return node;
}

uint32_t lookup_entry(const netral_pack *pack, struct token_list *tokens, const char *text, size_t length, uint32_t class, int strict) {
    uint32_t path[LIMIT_PHRASE_WORDS], node = node_of(pack, tokens, text, length, path);
    const struct image_node *end = &pack->nodes[node];
    for (uint32_t i = 0; node && i < end->record_count; i++) {
        const struct image_record *record = &pack->records[end->record + i];
        if (record->class == class && (!strict || lookup_capitals_hold(tokens, path, pack->strings + record->levels)))
            return record->entry;
    }
    return 0;
}

size_t lookup_entries(const netral_pack *pack, struct token_list *tokens, const char *text, size_t length, uint32_t class,
                      uint32_t *entries, size_t room) {
    uint32_t path[LIMIT_PHRASE_WORDS], node = node_of(pack, tokens, text, length, path);
    const struct image_node *end = &pack->nodes[node];
    size_t count = 0;
    for (uint32_t i = 0; node && i < end->record_count && count < room; i++) {
        const struct image_record *record = &pack->records[end->record + i];
        if (record->class == class && !(count && entries[count - 1] == record->entry))
            entries[count++] = record->entry;
    }
    return count;
}

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
