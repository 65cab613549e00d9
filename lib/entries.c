/* See entries.h. */
#include "entries.h"

#include <string.h>

#include "hash.h"
#include "lookup.h"
#include "unicode.h"

#define LONGEST 400 /* bytes of an entry's spelling */

/* The node behind tokens [first, end) of a list whose words are numbered. */
static uint32_t walk(const netral_pack *pack, const struct token_list *tokens, size_t first, size_t end) {
    uint32_t words = 0, node = 0;
    for (size_t i = first; i < end; i++) {
        const struct token *token = &tokens->items[i];
        char sign = tokens->forms[token->form];
        if (i > first && token->form_length == 1 && (sign == '.' || sign == ','))
            continue;
        if (words == LIMIT_PHRASE_WORDS)
            return 0;
        node = words++ == 0 ? pack->words[token->word].node : pack_next_node(pack, node, token->word);
        if (!node)
            return 0;
    }
    return node;
}

uint32_t entries_node(const netral_pack *pack, const struct segment *segment, uint32_t first, uint32_t end) {
    if (end <= first || segment_token(segment, end - 1)->end - segment_token(segment, first)->start > LONGEST)
        return 0;
    return walk(pack, &segment->tokens, first, end);
}

static int is_word(const char *text, size_t length) {
    size_t i = 0;
    while (i < length && ascii_bits_of(text[i]) & (ASCII_SMALL | ASCII_CAPITAL))
        i++;
    return length > 0 && i == length;
}

uint32_t entries_word(const netral_pack *pack, const char *word, size_t length) {
    char form[UNICODE_FOLD_ROOM(ENTRIES_WORD)];
    if (length > ENTRIES_WORD)
        return 0;
    return pack->words[pack_word(pack, form, unicode_fold(word, length, form))].node;
}

int entries_find(const netral_pack *pack, struct token_list *tokens, const char *text, size_t length, uint32_t *node) {
    *node = 0;
    if (length <= ENTRIES_WORD && is_word(text, length)) { /* one token, most of the time */
        *node = entries_word(pack, text, length);
        return 0;
    }
    token_list_clear(tokens);
    if (length > LONGEST)
        return 0;
    if (tokenize_block(tokens, text, 0, length))
        return NETRAL_ERROR_MEMORY;
    lookup_words(pack, tokens, 0);
    *node = walk(pack, tokens, 0, tokens->count);
    return 0;
}

uint32_t entries_node_of(const netral_pack *pack, struct token_list *tokens, const char *text, size_t length) {
    uint32_t node;
    entries_find(pack, tokens, text, length, &node);
    return node;
}

uint32_t entries_remembered(netral_doc *doc, const char *text, size_t length) {
    if (length == 0 || length > REMEMBERED_BYTES)
        return entries_node_of(doc->pack, &doc->segment->tokens, text, length);
    struct remembered_word *slot = &doc->remembered[hash_bytes(text, length) % REMEMBERED_WORDS];
    if (slot->length == length && memcmp(slot->text, text, length) == 0)
        return slot->node;
    uint32_t node;
    if (entries_find(doc->pack, &doc->segment->tokens, text, length, &node))
        return 0; /* nothing is known of it: that is not remembered */
    slot->node = node;
    slot->length = (uint8_t)length;
    memcpy(slot->text, text, length);
    return node;
}

size_t entries_all(const netral_pack *pack, uint32_t node, uint32_t class, uint32_t *entries, size_t room) {
    const struct image_node *end = &pack->nodes[node];
    size_t count = 0;
    for (uint32_t i = 0; node && i < end->record_count && count < room; i++) {
        const struct image_record *record = &pack->records[end->record + i];
        if (record->class == class && !(count && entries[count - 1] == record->entry))
            entries[count++] = record->entry;
    }
    return count;
}

uint32_t entries_first(const netral_pack *pack, uint32_t node, uint32_t class) {
    const struct image_record *record = pack_record_in(pack, node, class);
    return record ? record->entry : 0;
}

const char *entries_canonical(const netral_pack *pack, uint32_t node, uint32_t class) {
    uint32_t entry = entries_first(pack, node, class);
    return entry ? pack->strings + pack->entries[entry].canonical : NULL;
}
