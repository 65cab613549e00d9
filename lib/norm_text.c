/* Expansion goes token by token: at each the longest entry wins; what no entry knows is copied with the spacing of the text. */
#include "norm_text.h"

#include <string.h>

#include "lookup.h"

#define NAME_BYTES 1000

static const char *const expanding_classes[] = {"abbreviation", "province", "regency", "city", "minister", "known-institution"};
#define EXPANDING_CLASSES (sizeof expanding_classes / sizeof *expanding_classes)

struct expansion {
    netral_doc *doc;
    struct token_list *tokens;
    uint32_t classes[EXPANDING_CLASSES];
    char bytes[NAME_BYTES];
    size_t used;
};

static void put(struct expansion *expansion, const char *text, size_t length) {
    if (length > NAME_BYTES - expansion->used)
        length = NAME_BYTES - expansion->used;
    memcpy(expansion->bytes + expansion->used, text, length);
    expansion->used += length;
}

static int is_sign(const struct token_list *tokens, size_t i, char sign) {
    return i < tokens->count && tokens->items[i].form_length == 1 && tokens->forms[tokens->items[i].form] == sign;
}

static int wanted_class(const struct expansion *expansion, uint32_t class) {
    for (size_t i = 0; i < EXPANDING_CLASSES; i++)
        if (expansion->classes[i] == class)
            return 1;
    return 0;
}

/* The entry among a node's records whose capitals hold. */
static uint32_t entry_at(const struct expansion *expansion, uint32_t node, const uint32_t *path) {
    const netral_pack *pack = expansion->doc->pack;
    const struct image_node *end = &pack->nodes[node];
    for (uint32_t i = 0; i < end->record_count; i++) {
        const struct image_record *record = &pack->records[end->record + i];
        if (wanted_class(expansion, record->class) &&
            lookup_capitals_hold(expansion->tokens, path, pack->strings + record->levels))
            return record->entry;
    }
    return 0;
}

/* The longest entry from token `first`; returns the number behind its last token, or `first`. */
static size_t longest(const struct expansion *expansion, size_t first, uint32_t *entry) {
    const netral_pack *pack = expansion->doc->pack;
    const struct token_list *tokens = expansion->tokens;
    uint32_t path[LIMIT_PHRASE_WORDS];
    size_t length = 0, at = first, end = first;
    uint32_t node = pack->words[tokens->items[first].word].node;
    while (node && length < LIMIT_PHRASE_WORDS) {
        path[length++] = (uint32_t)at++;
        uint32_t found = entry_at(expansion, node, path);
        if (found) {
            *entry = found;
            end = at;
        }
        while (at < tokens->count && (is_sign(tokens, at, '.') || is_sign(tokens, at, ',')))
            at++;
        if (at >= tokens->count)
            break;
        node = pack_next_node(pack, node, tokens->items[at].word);
    }
    return end;
}

/* Skips an acronym in parentheses; returns the number behind it, or `at`. */
static size_t skip_parentheses(const struct token_list *tokens, size_t at) {
    if (!is_sign(tokens, at, '('))
        return at;
    for (size_t i = at + 1; i < tokens->count && i < at + 6; i++)
        if (is_sign(tokens, i, ')'))
            return i + 1;
    return at;
}

static void put_space(struct expansion *expansion, size_t i) {
    if (expansion->used && (expansion->tokens->items[i].flags & TOKEN_SPACE_BEFORE) && expansion->bytes[expansion->used - 1] != ' ')
        put(expansion, " ", 1);
}

/* `Ombudsman RI`: the full name of the body ends with what the abbreviation behind it means. */
static int stands_already(struct expansion *expansion, const char *canonical) {
    size_t length = strlen(canonical), used = expansion->used;
    if (used < length + 2 || !strchr(canonical, ' ') || expansion->bytes[used - 1] != ' ')
        return 0;
    if (memcmp(expansion->bytes + used - 1 - length, canonical, length) || expansion->bytes[used - 2 - length] != ' ')
        return 0;
    expansion->used--;
    return 1;
}

/* Puts the entry's canonical form for the tokens up to `end`; returns the number behind them and an abbreviation's stop. */
static size_t put_entry(struct expansion *expansion, uint32_t entry, size_t end) {
    const netral_pack *pack = expansion->doc->pack;
    const struct token_list *tokens = expansion->tokens;
    const char *canonical = pack->strings + pack->entries[entry].canonical;
    if (!stands_already(expansion, canonical))
        put(expansion, canonical, strlen(canonical));
    if (is_sign(tokens, end, '.') && !(tokens->items[end].flags & TOKEN_SPACE_BEFORE))
        end++;
    if (end < tokens->count && tokens->items[end].kind == NETRAL_WORD)
        put(expansion, " ", 1); /* Plt.Kepala: the space that the text forgot */
    return end;
}

static void put_tokens(struct expansion *expansion) {
    const struct token_list *tokens = expansion->tokens;
    for (size_t i = 0, end; i < tokens->count; i = end) {
        uint32_t entry = 0;
        end = skip_parentheses(tokens, i);
        if (end > i)
            continue;
        put_space(expansion, i);
        end = longest(expansion, i, &entry);
        if (end > i) {
            end = put_entry(expansion, entry, end);
            continue;
        }
        put(expansion, expansion->doc->text + tokens->items[i].start, tokens->items[i].end - tokens->items[i].start);
        end = i + 1;
    }
}

const char *text_expand(netral_doc *doc, size_t start, size_t end) {
    struct expansion expansion = {.doc = doc, .tokens = &doc->segment->tokens, .used = 0};
    for (size_t i = 0; i < EXPANDING_CLASSES; i++)
        expansion.classes[i] = pack_class(doc->pack, expanding_classes[i]);
    token_list_clear(expansion.tokens);
    if (tokenize_block(expansion.tokens, doc->text, start, end))
        return NULL;
    lookup_words(doc->pack, expansion.tokens, 0);
    put_tokens(&expansion);
    return arena_string(&doc->arena, expansion.bytes, expansion.used);
}
