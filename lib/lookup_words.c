/* Words: the number of each token's form in the pack, kept from the last token that was the same word. */
#include <string.h>

#include "fetch.h"
#include "lookup.h"
#include "shapes.h"
#include "word_bytes.h"

#define RECENT_FIRST 512
#define RECENT_MOST 32768

/* Tables are large and waited for: so many tokens have what they need fetched together, as many as the nearest cache has lines for. */
#define TOKENS_AT_ONCE 512

/* Makes an empty table of so many slots; without the memory for it, empties the one that there is. */
static void begin_table(struct token_list *list, size_t wanted) {
    struct recent_words *recent = &list->recent;
    void *memory = memory_resize(&list->allocator, recent->memory, recent->memory ? RECENT_BYTES(recent->count) : 0, RECENT_BYTES(wanted));
    if (memory) {
        recent->memory = memory;
        recent->slots = memory_aligned(memory, 2 * sizeof *recent->slots);
        recent->count = wanted;
    }
    if (recent->slots)
        memset(recent->slots, 0, recent->count * sizeof *recent->slots);
}

/* As many slots as tokens were seen or will be, so that a short text clears few of them. A larger table begins empty. Without the memory
 * for it the words are looked up all the same, only more slowly. */
void lookup_prepare(const netral_pack *pack, struct token_list *list, size_t more) {
    struct recent_words *recent = &list->recent;
    size_t wanted = recent->count ? recent->count : RECENT_FIRST;
    recent->seen += more;
    while (wanted < recent->seen + recent->expected && wanted < RECENT_MOST)
        wanted *= 4;
    if (wanted == recent->count && recent->pack == pack)
        return;
    begin_table(list, wanted);
    recent->pack = pack;
}

/* Once: where one large text follows another, filling the table anew costs a twelfth of their time. It is made smaller, not freed: glibc
 * would from then on keep what is as large as that in its heap, where arrays that grow leave holes. */
void lookup_shrink(struct token_list *list) {
    struct recent_words *recent = &list->recent;
    if (recent->has_shrunk || recent->count <= RECENT_FIRST)
        return;
    recent->has_shrunk = 1;
    recent->seen = recent->expected = 0;
    begin_table(list, RECENT_FIRST);
}

/* The words of a text come again and again: the last ones seen are kept beside the list, so that most look-ups touch neither
 * the pack's table nor its strings. Of a pair of slots the second is simply overwritten; a word that is found there changes places with
 * the one in the first, which so has one that came again. */
static inline struct recent_word *kept_at(const struct recent_words *recent, const struct token *token) {
    return &recent->slots[token->hash & (recent->count - 2)];
}

/* Whether a slot holds a token's word, whose form has WORD_BYTES bytes at most. */
static inline int is_kept(const struct token_list *list, const struct recent_word *slot, const struct token *token) {
    return word_bytes_are(list->forms + token->form, token->form_length, slot->form) & (slot->kind == token->kind);
}

static inline void take(struct token *token, const struct recent_word *slot) {
    token->word = slot->word;
    token->edge_filter = slot->edge_filter;
    token->lone = slot->lone & LONE_MOST;
}

/* Gives tokens what is kept of their words, and lists those of which nothing is; returns how many. Without a branch: what is kept
 * cannot be foreseen. */
static size_t find_kept(const struct token_list *list, struct token *first, const struct token *end, struct token **missed) {
    const struct token_list at = *list; /* which no token can be part of, as the compiler sees it */
    size_t count = 0;
    for (struct token *token = first; token < end; token++) {
        missed[count] = token;
        if (token->form_length > WORD_BYTES) {
            count++;
            continue;
        }
        const struct recent_word *slot = kept_at(&at.recent, token);
        count += (size_t)!is_kept(&at, slot, token);
        take(token, slot);
    }
    return count;
}

/* Gives the token what is kept of its word in the second slot. Returns 0 when nothing is. */
static int find_second(const struct token_list *list, struct token *token) {
    struct recent_word *first = kept_at(&list->recent, token), second = first[1];
    if (!is_kept(list, &first[1], token))
        return 0;
    first[1] = *first;
    *first = second;
    take(token, &second);
    return 1;
}

/* Leaves those of some tokens that have nothing in the second slot either; returns how many. */
static size_t keep_unknown(const struct token_list *list, struct token **tokens, size_t count) {
    size_t left = 0;
    for (size_t i = 0; i < count; i++) {
        tokens[left] = tokens[i];
        left += (size_t)(tokens[i]->form_length > WORD_BYTES || !find_second(list, tokens[i]));
    }
    return left;
}

static void keep(const struct token_list *list, const struct token *token) {
    if (token->form_length > WORD_BYTES || !list->recent.slots)
        return;
    struct recent_word *kept = kept_at(&list->recent, token);
    kept += kept->form[0] != 0;
    *kept = (struct recent_word){.kind = token->kind, .word = token->word, .edge_filter = token->edge_filter, .lone = token->lone};
    word_bytes_keep(list->forms + token->form, token->form_length, &kept->form[0], &kept->form[1]);
}

/* What a token's row follows from beside its flags; the look alone where there is no number for more. */
static uint32_t lone_of(const netral_pack *pack, const struct token *token, const char *forms) {
    uint32_t asked = rows_asked_of(pack, token->word) + 1, look = look_of(token, forms);
    return asked < LONE_MOST / LOOKS ? asked * LOOKS + look : look;
}

static void look_up(const netral_pack *pack, const struct token_list *list, struct token *token) {
    token->word = pack_word_hashed(pack, list->forms + token->form, token->form_length, token->hash);
    token->edge_filter = pack->words[token->word].edge_filter;
    token->lone = lone_of(pack, token, list->forms) & LONE_MOST;
    keep(list, token);
}

uint32_t lookup_word(const netral_pack *pack, const struct token_list *list, const struct token *token) {
    struct token found = *token;
    if (token->form_length <= WORD_BYTES && list->recent.slots) {
        const struct recent_word *slot = kept_at(&list->recent, token);
        if (is_kept(list, slot, token))
            return slot->word;
        if (find_second(list, &found))
            return found.word;
    }
    look_up(pack, list, &found);
    return found.word;
}

static void look_up_all(const netral_pack *pack, struct token_list *list, struct token *const *tokens, size_t count) {
    for (size_t i = 0; i < count; i++)
        pack_fetch_slot(pack, tokens[i]->hash);
    for (size_t i = 0; i < count; i++)
        pack_fetch_word(pack, tokens[i]->hash);
    for (size_t i = 0; i < count; i++)
        pack_fetch_form(pack, tokens[i]->hash);
    for (size_t i = 0; i < count; i++)
        look_up(pack, list, tokens[i]);
}

void lookup_words(const netral_pack *pack, struct token_list *list, size_t from) {
    struct token *missed[TOKENS_AT_ONCE], *token = list->items + from, *end = list->items + list->count;
    lookup_prepare(pack, list, list->count - from);
    for (struct token *until; list->recent.slots && token < end; token = until) {
        until = end - token > TOKENS_AT_ONCE ? token + TOKENS_AT_ONCE : end;
        for (const struct token *coming = token; coming < until; coming++)
            fetch(kept_at(&list->recent, coming));
        look_up_all(pack, list, missed, keep_unknown(list, missed, find_kept(list, token, until, missed)));
    }
    for (; token < end; token++)
        look_up(pack, list, token);
}

/* ---- Single look-ups ----------------------------------------------------------------------------------------------- */

int lookup_word_in_class(const netral_pack *pack, uint32_t word, uint32_t class) {
    return pack_record_in(pack, pack->words[word].node, class) != NULL;
}

static uint32_t one_word_entry(const netral_pack *pack, const char *class_name, const char *form, size_t length) {
    uint32_t node = pack->words[pack_word(pack, form, length)].node;
    const struct image_record *record = node ? pack_record_in(pack, node, pack_class(pack, class_name)) : NULL;
    return record ? record->entry : 0;
}

const char *lexicon_canonical(const netral_pack *pack, const char *class_name, const char *form, size_t length) {
    uint32_t entry = one_word_entry(pack, class_name, form, length);
    return entry ? pack->strings + pack->entries[entry].canonical : NULL;
}

int lexicon_has(const netral_pack *pack, const char *class_name, const char *form, size_t length) {
    return one_word_entry(pack, class_name, form, length) != 0;
}
