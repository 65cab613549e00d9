/* Expansion goes token by token: at each the longest entry wins; what no entry knows is copied with the spacing of the text. In a
 * sentence of capitals words are written as elsewhere (KEPALA DINAS, Kepala Dinas); what may be an acronym or a numeral stays. */
#include "norm_text.h"

#include <string.h>

#include "bits.h"
#include "lookup.h"
#include "unicode.h"

#define NAME_BYTES LIMIT_NORM_BYTES
#define WORD_ROOM 32 /* a word that is not longer is copied as so many bytes */

struct expansion {
    netral_doc *doc;
    const struct token_list *tokens;
    size_t end; /* behind the last token */
    int is_name;
    char bytes[NAME_BYTES + WORD_ROOM];
    size_t used, entry_end; /* entry_end: behind the last entry that was put */
    size_t cut;             /* where it ends because there was no more room, else 0; then all room counts as used */
};

static void put_what_fits(struct expansion *expansion, const char *text) {
    size_t length = unicode_whole(text, NAME_BYTES - expansion->used);
    memcpy(expansion->bytes + expansion->used, text, length);
    expansion->cut = expansion->cut ? expansion->cut : expansion->used + length;
    expansion->used = NAME_BYTES;
}

static void put(struct expansion *expansion, const char *text, size_t length) {
    if (length > NAME_BYTES - expansion->used) {
        put_what_fits(expansion, text);
        return;
    }
    copy_name(expansion->bytes + expansion->used, text, length);
    expansion->used += length;
}

static void put_char(struct expansion *expansion, char c) {
    expansion->bytes[expansion->used] = c;
    expansion->used += expansion->used < NAME_BYTES;
}

/* A piece of the document's text. */
static void put_word(struct expansion *expansion, uint32_t start, size_t length) {
    const netral_doc *doc = expansion->doc;
    if (length > WORD_ROOM || doc->length - start < WORD_ROOM || expansion->used + length > NAME_BYTES) {
        put(expansion, doc->text + start, length);
        return;
    }
    memcpy(expansion->bytes + expansion->used, doc->text + start, WORD_ROOM);
    expansion->used += length;
}

/* A sign of one byte; '\0' for any other token, and behind the last. */
static char sign_at(const struct expansion *expansion, size_t i) {
    const struct token *token = &expansion->tokens->items[i];
    return i < expansion->end && token->form_length == 1 ? expansion->tokens->forms[token->form] : '\0';
}

static int is_wanted(const netral_pack *pack, uint32_t class) {
    return class < LIMIT_CLASSES && pack->known.written_out[class / 64] >> class % 64 & 1;
}

/* The entry among a node's records whose capitals hold. */
static uint32_t entry_at(const struct expansion *expansion, uint32_t node, const uint32_t *path) {
    const netral_pack *pack = expansion->doc->pack;
    const struct image_node *end = &pack->nodes[node];
    for (uint32_t i = 0; i < end->record_count; i++) {
        const struct image_record *record = &pack->records[end->record + i];
        if (is_wanted(pack, record->class) && tokens_have_capitals(expansion->tokens->items, path, pack->levels + record->levels))
            return record->entry;
    }
    return 0;
}

/* The same at the node of a single word. */
static uint32_t entry_of_word(const struct expansion *expansion, uint32_t node, uint32_t i) {
    const netral_pack *pack = expansion->doc->pack;
    const struct image_record *record = pack->records + pack->nodes[node].record, *end = record + pack->nodes[node].record_count;
    int level = token_level(&expansion->tokens->items[i]);
    while (record < end && !(is_wanted(pack, record->class) && level >= pack->levels[record->levels] - '0'))
        record++;
    return record < end ? record->entry : 0;
}

/* The next token that is no sign inside a phrase. */
static size_t behind_signs(const struct expansion *expansion, size_t at) {
    for (char sign = sign_at(expansion, at); sign == '.' || sign == ','; sign = sign_at(expansion, at))
        at++;
    return at;
}

/* A phrase's nodes and tokens, from its first word on. */
struct phrase {
    uint32_t nodes[LIMIT_PHRASE_WORDS], path[LIMIT_PHRASE_WORDS];
    size_t length;
};

/* The phrases of two words and more that begin with the first token. */
static void walk(const struct expansion *expansion, struct phrase *phrase, uint32_t node) {
    const netral_pack *pack = expansion->doc->pack;
    size_t at = phrase->path[0];
    while (node && phrase->length < LIMIT_PHRASE_WORDS) {
        phrase->nodes[phrase->length] = node;
        phrase->path[phrase->length++] = (uint32_t)at;
        at = behind_signs(expansion, at + 1);
        if (at >= expansion->end)
            return;
        node = pack_next_node(pack, node, expansion->tokens->items[at].word);
    }
}

/* Whether an entry of several words may begin here, as far as the filter of its first word tells. */
static int may_go_on(const struct expansion *expansion, size_t first) {
    const struct token *tokens = expansion->tokens->items;
    size_t next = tokens[first].edge_filter ? behind_signs(expansion, first + 1) : expansion->end;
    return next < expansion->end && tokens[first].edge_filter & edge_bit(tokens[next].word);
}

/* The longest entry from token `first`; returns the number behind its last token, or `first`. */
static size_t longest(const struct expansion *expansion, size_t first, uint32_t *entry) {
    const struct image_word *word = &expansion->doc->pack->words[expansion->tokens->items[first].word];
    struct phrase phrase;
    phrase.length = 0;
    phrase.path[0] = (uint32_t)first;
    if (may_go_on(expansion, first))
        walk(expansion, &phrase, word->node);
    for (; phrase.length > 1; phrase.length--) {
        *entry = entry_at(expansion, phrase.nodes[phrase.length - 1], phrase.path);
        if (*entry)
            return phrase.path[phrase.length - 1] + 1;
    }
    *entry = word->roles & ROLE_WRITTEN_OUT ? entry_of_word(expansion, word->node, (uint32_t)first) : 0;
    return *entry ? first + 1 : first;
}

/* An abbreviation whose full stop is no token (but the last one's, which does not belong to the tokens). */
static int has_stop(const struct expansion *expansion, size_t i) {
    return expansion->tokens->items[i].flags & TOKEN_DOTTED && i + 1 < expansion->end;
}

/* Skips an acronym in parentheses; returns the number behind it, or `at`. */
static size_t skip_parentheses(const struct expansion *expansion, size_t at) {
    if (expansion->tokens->items[at].form_length != 1 || sign_at(expansion, at) != '(')
        return at;
    size_t bound = at + 6;
    for (size_t i = at + 1; i < expansion->end && i < bound; i++) {
        if (sign_at(expansion, i) == ')')
            return i + 1;
        bound -= (size_t)has_stop(expansion, i);
    }
    return at;
}

static void put_space(struct expansion *expansion, size_t i) {
    if (expansion->used && (expansion->tokens->items[i].flags & TOKEN_SPACE_BEFORE) && expansion->bytes[expansion->used - 1] != ' ')
        put_char(expansion, ' ');
}

/* `Ombudsman RI`: the full name of the body ends with what the abbreviation behind it means. */
static int stands_already(struct expansion *expansion, const char *canonical, size_t length) {
    size_t used = expansion->used;
    if (used < length + 2 || expansion->bytes[used - 1] != ' ' || expansion->bytes[used - 2 - length] != ' ' ||
        memcmp(expansion->bytes + used - 1 - length, canonical, length) != 0 || !memchr(canonical, ' ', length))
        return 0;
    expansion->used--;
    return 1;
}

/* Where the last word that was put is the first of what follows (Kaban BKD: Kepala Badan, Badan Kepegawaian Daerah; the Tbk of a
 * name that has it already), the word is put once. Returns how many bytes stand already. */
static size_t met_bytes(const struct expansion *expansion, const char *text, size_t length) {
    size_t used = expansion->used;
    if (used < 5 || expansion->bytes[used - 2] == ' ')
        return 0;
    const char *space = memchr(text, ' ', length);
    size_t word = space ? (size_t)(space - text) : length;
    if (used < word + 2 || word < 3 || expansion->bytes[used - 1] != ' ' || expansion->bytes[used - 2 - word] != ' ')
        return 0;
    return memcmp(expansion->bytes + used - 1 - word, text, word) ? 0 : space ? word + 1 : word;
}

/* Puts the entry's canonical form for the tokens up to `end`; returns the number behind them and an abbreviation's stop. */
static size_t put_entry(struct expansion *expansion, uint32_t entry, size_t end) {
    const netral_pack *pack = expansion->doc->pack;
    const struct token *tokens = expansion->tokens->items;
    const char *canonical = pack->strings + pack->entries[entry].canonical;
    size_t length = strlen(canonical);
    if (!expansion->used) { /* most stand alone, or first */
        put(expansion, canonical, length);
    } else if (!stands_already(expansion, canonical, length)) {
        size_t met = met_bytes(expansion, canonical, length);
        put(expansion, canonical + met, length - met);
    }
    expansion->entry_end = expansion->used;
    if (sign_at(expansion, end) == '.' && !(tokens[end].flags & TOKEN_SPACE_BEFORE))
        end++;
    if (end < expansion->end && tokens[end].kind == NETRAL_WORD)
        put_char(expansion, ' '); /* Plt.Kepala: the space that the text forgot */
    return end;
}

/* ---- Capitals ------------------------------------------------------------------------------------------------------ */

#define ACRONYM_BYTES 3

static int is_among(const char *form, size_t length, const char *letters) {
    size_t i = 0;
    while (i < length && strchr(letters, form[i]))
        i++;
    return i == length;
}

/* A numeral, a short word, or one that a list has in capitals. */
static int keeps_capitals(const struct expansion *expansion, const struct token *token, const char *form) {
    const netral_pack *pack = expansion->doc->pack;
    const struct image_node *node = &pack->nodes[pack->words[token->word].node];
    if (token->form_length <= ACRONYM_BYTES || is_among(form, token->form_length, "ivxl"))
        return 1;
    for (uint32_t i = 0; i < node->record_count; i++)
        if (pack->levels[pack->records[node->record + i].levels] == '2')
            return 1;
    return 0;
}

/* iNews, tvOne: a name with a capital of its own. */
static int has_inner_capital(const char *text, size_t length) {
    for (size_t i = 1; i < length; i++)
        if (text[i] >= 'A' && text[i] <= 'Z')
            return 1;
    return 0;
}

/* The first word of an office's or a body's name: kepala dinas, Kepala dinas. */
static void put_first(struct expansion *expansion, const char *text, size_t length) {
    char capital = (char)(*text - 'a' + 'A');
    put(expansion, has_inner_capital(text, length) ? text : &capital, 1);
    put(expansion, text + 1, length - 1);
}

/* A word of a sentence in capitals. */
static void put_shouted(struct expansion *expansion, const struct token *token, const char *form) {
    const netral_pack *pack = expansion->doc->pack;
    const char *text = expansion->doc->text + token->start;
    int is_small = lookup_word_in_class(pack, token->word, pack->known.small_in_name);
    put(expansion, is_small ? form : text, 1);
    put(expansion, !is_small && keeps_capitals(expansion, token, form) ? text + 1 : form + 1, token->form_length - 1u);
}

/* One token that no entry knows. */
static void put_token(struct expansion *expansion, const struct token *token) {
    const char *text = expansion->doc->text + token->start, *form = expansion->tokens->forms + token->form;
    size_t length = token->end - token->start;
    if (expansion->used == expansion->entry_end + 1 && met_bytes(expansion, text, length) == length)
        expansion->used--; /* the word stands already, and the space before it is one too many */
    else if (token->flags & TOKEN_SHOUT && token->flags & TOKEN_UPPER && token->form_length == length)
        put_shouted(expansion, token, form);
    else if (expansion->used == 0 && expansion->is_name && *text >= 'a' && *text <= 'z')
        put_first(expansion, text, length);
    else
        put_word(expansion, token->start, length);
}

/* ---- Putting it together ------------------------------------------------------------------------------------------- */

/* A full stop of any alphabet. */
static void put_stop(struct expansion *expansion, size_t at) {
    int32_t codepoint;
    put(expansion, expansion->doc->text + at, unicode_read(expansion->doc->text + at, expansion->doc->length - at, &codepoint));
}

static void put_tokens(struct expansion *expansion, size_t first) {
    const struct token *tokens = expansion->tokens->items;
    for (size_t i = first, end; i < expansion->end; i = end) {
        uint32_t entry = 0;
        end = skip_parentheses(expansion, i);
        if (end > i)
            continue;
        put_space(expansion, i);
        end = longest(expansion, i, &entry);
        if (end > i) {
            end = put_entry(expansion, entry, end);
            continue;
        }
        put_token(expansion, &tokens[i]);
        if (has_stop(expansion, i))
            put_stop(expansion, tokens[i].end);
        end = i + 1;
    }
}

uint32_t text_expand(netral_doc *doc, const struct segment *segment, uint32_t first, uint32_t end, int is_name) {
    struct expansion expansion;
    expansion.doc = doc;
    expansion.tokens = &segment->tokens;
    expansion.is_name = is_name;
    expansion.end = end;
    expansion.used = expansion.entry_end = expansion.cut = 0;
    put_tokens(&expansion, first);
    if (!expansion.cut)
        return interned_number(&doc->strings, expansion.bytes, expansion.used);
    if (document_warn_cut(doc, segment_token(segment, first)->start, segment_token(segment, end - 1)->end))
        return 0;
    return interned_number(&doc->strings, expansion.bytes, expansion.cut);
}
