/* Words: the number of each token's form in the pack, and what was kept of the last token that was the same word with the same
 * capitals. */
#include <string.h>

#include "lookup.h"
#include "word_bytes.h"

#define RECENT_FIRST 512
#define RECENT_MOST 32768

/* As many slots as tokens were seen, so that a short text clears few of them. A larger table begins empty. Without the memory for
 * it the words are looked up all the same, only more slowly. */
static void prepare_recent(const netral_pack *pack, struct token_list *list, size_t more) {
    struct recent_words *recent = &list->recent;
    size_t wanted = recent->count ? recent->count : RECENT_FIRST;
    recent->seen += more;
    while (wanted < recent->seen && wanted < RECENT_MOST)
        wanted *= 4;
    if (wanted == recent->count && recent->pack == pack)
        return;
    void *memory = memory_resize(&list->allocator, recent->memory, recent->memory ? RECENT_BYTES(recent->count) : 0, RECENT_BYTES(wanted));
    if (memory) {
        uintptr_t place = (uintptr_t)memory, rest = place % sizeof *recent->slots;
        recent->memory = memory;
        recent->slots = (struct recent_word *)((char *)memory + (rest ? sizeof *recent->slots - rest : 0));
        recent->count = wanted;
    }
    if (recent->slots)
        memset(recent->slots, 0, recent->count * sizeof *recent->slots);
    recent->pack = pack;
}

/* What a word is told by beside its form: its length and kind, and the flags that matter. */
static inline uint32_t told_of(const struct recent_words *recent, const struct token *token) {
    uint32_t flags = (uint32_t)token->flags << 16 | token->form_length;
    return (flags & recent->telling) | (uint32_t)token->kind << 8;
}

/* The words of a text come again and again: the last ones seen are kept beside the list, so that most look-ups touch neither
 * the pack's table nor its strings. A slot is simply overwritten. */
static inline struct recent_word *find_recent(const netral_pack *pack, const struct recent_words *recent, const char *form,
                                              const struct token *token) {
    uint32_t told = told_of(recent, token);
    struct recent_word *slot = &recent->slots[(token->hash ^ told * 0x9e3779b1u >> 15) & (recent->count - 1)];
    uint64_t low, high;
    word_bytes_keep(form, token->form_length, &low, &high);
    if ((slot->low ^ low) | (slot->high ^ high) | (slot->told ^ told)) {
        uint32_t word = pack_word_hashed(pack, form, token->form_length, token->hash);
        *slot = (struct recent_word){low, high, told, word, pack->words[word].edge_filter, 0, 0, 0};
    }
    return slot;
}

struct recent_word *lookup_recent(const netral_pack *pack, const struct token_list *list, const struct token *token) {
    if (token->form_length > WORD_BYTES || !list->recent.slots)
        return NULL;
    return find_recent(pack, &list->recent, list->forms + token->form, token);
}

void lookup_forget_rows(struct token_list *list) {
    struct recent_words *recent = &list->recent;
    for (size_t i = 0; recent->slots && i < recent->count; i++)
        recent->slots[i].row = 0;
    for (size_t i = 0; i < list->count; i++)
        list->items[i].row = 0;
}

void lookup_words(const netral_pack *pack, struct token_list *list, size_t from) {
    prepare_recent(pack, list, list->count - from);
    const struct recent_words recent = list->recent;
    const char *forms = list->forms;
    struct token *end = list->items + list->count;
    size_t longest = recent.slots ? WORD_BYTES : 0;
    for (struct token *token = list->items + from; token < end; token++) {
        const char *form = forms + token->form;
        if (token->form_length <= longest) {
            const struct recent_word known = *find_recent(pack, &recent, form, token);
            token->word = known.word;
            token->edge_filter = known.edge_filter;
            token->row = known.row;
            token->layers = known.layers;
        } else {
            token->word = pack_word_hashed(pack, form, token->form_length, token->hash);
            token->edge_filter = pack->words[token->word].edge_filter;
            token->row = 0;
        }
    }
}

/* ---- Single look-ups ----------------------------------------------------------------------------------------------- */

int lookup_word_in_class(const netral_pack *pack, uint32_t word, uint32_t class) {
    const struct image_node *node = &pack->nodes[pack->words[word].node];
    for (uint32_t i = 0; i < node->record_count; i++)
        if (pack->records[node->record + i].class == class)
            return 1;
    return 0;
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
