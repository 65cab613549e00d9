/* The tokeniser: one pass, one look ahead. A word is letters, digits and the marks on them; what may join two of them into
 * one token (a full stop in `S.Kom`, a hyphen in `anak-anak`, an apostrophe in `Ma'ruf`, a comma in `0,1`) is decided by
 * token_joins.c. Everything else is punctuation, one character a token. */
#include "tokens.h"

#include <string.h>

#include "hash.h"
#include "limits.h"
#include "source.h"
#include "token_joins.h"
#include "unicode.h"
#include "word_bytes.h"

void token_list_init(struct token_list *list, const netral_allocator *allocator) {
    memset(list, 0, sizeof *list);
    list->allocator = *allocator;
}

void token_list_clear(struct token_list *list) {
    list->count = list->forms_used = 0;
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
    recent_words_free(list);
    list->items = NULL;
    list->forms = NULL;
    list->count = list->capacity = list->forms_used = list->forms_capacity = 0;
}

struct scan {
    struct token_list *list;
    const char *text;
    size_t start, at, end;
    size_t readable; /* the bytes from `end` up to here may be looked at, and the first is a blank */
    unsigned flags;  /* of the next token */
    int no_address; /* there is no @ in the block */
};

/* ---- Adding a token ------------------------------------------------------------------------------------------------ */

/* Room for one more token. There is room for its form: tokenize_block made it. */
static inline int reserve(struct token_list *list) {
    if (list->count < list->capacity)
        return 0;
    return memory_reserve(&list->allocator, &list->items, &list->capacity, list->count + 1, sizeof *list->items) ? NETRAL_ERROR_MEMORY : 0;
}

/* Adds a token whose form was written already, and is as long as its text. There is room. */
static inline void put(struct token_list *list, size_t start, size_t length, uint32_t hash, unsigned flags, int kind) {
    struct token *token = &list->items[list->count++];
    token->start = (uint32_t)start;
    token->end = (uint32_t)(start + length);
    token->form = (uint32_t)list->forms_used;
    token->word = token->edge_filter = 0;
    token->hash = hash;
    token->form_length = (uint16_t)length;
    token->flags = (uint16_t)flags;
    token->kind = (uint8_t)kind;
    list->forms_used += length;
}

static inline unsigned flag_if(int holds, enum token_flag flag) {
    return (unsigned)(holds != 0) * (unsigned)flag; /* without a branch: shapes are hard to foresee */
}

/* The shape of an ASCII token, from one bit for each of its bytes. */
static inline unsigned shape_of(const struct word_bytes *word) {
    unsigned capitals = word->capitals, small = word->letters & ~capitals, more = capitals & (capitals - 1);
    return flag_if(capitals & 1, TOKEN_CAP) | flag_if((more != 0) & (small == 0), TOKEN_UPPER) | flag_if(small != 0, TOKEN_SMALL) |
           flag_if(word->letters == word->all, TOKEN_LETTERS);
}

/* Folds the token's text beside it, and notes its shape. Returns 0 when it is not ASCII. */
static int fold_ascii(struct token *token, const char *text, char *form) {
    size_t length = token->end - token->start;
    unsigned seen = 0, capitals = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned bits = ascii_bits_of(text[token->start + i]);
        seen |= bits;
        capitals += bits & ASCII_CAPITAL;
        form[i] = (char)((unsigned char)text[token->start + i] | (bits & ASCII_CAPITAL));
    }
    if (seen & ASCII_NOT)
        return 0;
    token->form_length = (uint16_t)length;
    token->flags |= (uint16_t)(flag_if(ascii_bits_of(text[token->start]) & ASCII_CAPITAL, TOKEN_CAP) |
                               flag_if(capitals > ASCII_CAPITAL && !(seen & ASCII_SMALL), TOKEN_UPPER) |
                               flag_if(seen & ASCII_SMALL, TOKEN_SMALL) |
                               flag_if(!(seen & ~(unsigned)(ASCII_SMALL | ASCII_CAPITAL)), TOKEN_LETTERS));
    return 1;
}

static void fold_any(struct token *token, const char *text, char *form) {
    size_t upper = 0, small = 0, length = token->end - token->start, first = 1;
    for (size_t at = 0; at < length;) {
        int32_t codepoint;
        at += unicode_read(text + token->start + at, length - at, &codepoint);
        if (unicode_class_of(codepoint) != UNICODE_LETTER)
            continue;
        int capital = unicode_is_upper(codepoint);
        if (first && capital)
            token->flags |= TOKEN_CAP;
        first = 0;
        upper += (size_t)capital;
        small += (size_t)!capital;
    }
    if (upper > 1 && !small)
        token->flags |= TOKEN_UPPER;
    if (small)
        token->flags |= TOKEN_SMALL;
    token->form_length = (uint16_t)unicode_fold(text + token->start, length, form);
}

static int add(struct scan *scan, size_t start, size_t end, int kind) {
    struct token_list *list = scan->list;
    if (reserve(list))
        return NETRAL_ERROR_MEMORY;
    struct token *token = &list->items[list->count++];
    *token = (struct token){.start = (uint32_t)start, .end = (uint32_t)end, .form = (uint32_t)list->forms_used,
                            .flags = (uint16_t)scan->flags, .kind = (uint8_t)kind};
    char *form = list->forms + list->forms_used;
    if (!fold_ascii(token, scan->text, form))
        fold_any(token, scan->text, form);
    token->hash = hash_bytes(form, token->form_length);
    list->forms_used += token->form_length;
    scan->flags = 0;
    return 0;
}

/* ---- Plain words: nearly all of them --------------------------------------------------------------------------------- */

/* WORD_BYTES + 2 bytes from `at` on; of those behind the block the first is a blank or nought, and ends any word. */
static inline const char *bytes_at(const struct scan *scan, size_t at, char near[WORD_BYTES + 2]) {
    if (scan->readable - at >= WORD_BYTES + 2)
        return scan->text + at;
    memset(near, 0, WORD_BYTES + 2);
    return memcpy(near, scan->text + at, scan->end - at);
}

/* Whether what stands behind a run of letters and digits could join it with what follows: a mark that joins, with no blank
 * behind it. */
static inline int may_join(const char *behind) {
    return ascii_bits_of(behind[0]) & ASCII_JOINS && (unsigned char)behind[1] > ' ';
}

/* Adds the words from here on, one space between them, as long as they are ASCII letters and digits, short, and joined to
 * nothing. Where something else stands the caller goes on. */
static int plain_words(struct scan *scan) {
    struct token_list *list = scan->list;
    char near[WORD_BYTES + 2];
    size_t at = scan->at;
    unsigned flags = scan->flags;
    int code = 0;
    while (at < scan->end) {
        const char *bytes = bytes_at(scan, at, near);
        struct word_bytes word = word_bytes_read(bytes, list->forms + list->forms_used);
        if (word.length == 0 || word.length == WORD_BYTES || may_join(bytes + word.length) || (code = reserve(list)) != 0)
            break;
        put(list, at, word.length, word.hash, flags | shape_of(&word), word.letters & 1 ? NETRAL_WORD : NETRAL_NUMBER);
        at += word.length;
        flags = 0;
        if (bytes[word.length] != ' ')
            break;
        at++;
        flags = TOKEN_SPACE_BEFORE;
    }
    scan->at = at;
    scan->flags = flags;
    return code;
}

/* ---- Everything else --------------------------------------------------------------------------------------------------- */

static enum unicode_class class_at(const struct scan *scan, size_t at, size_t *size) {
    int32_t codepoint;
    *size = unicode_read(scan->text + at, scan->end - at, &codepoint);
    return unicode_class_of(codepoint);
}

/* The end of a plain run of letters, digits and the invisible characters inside words. */
static size_t run_end(const struct scan *scan, size_t at) {
    size_t limit = scan->end - at < LIMIT_TOKEN_BYTES + 8 ? scan->end : at + LIMIT_TOKEN_BYTES + 8;
    while (at < limit) {
        unsigned bits = ascii_bits_of(scan->text[at]);
        if (bits & ASCII_WORD) {
            at++;
            continue;
        }
        if (!(bits & ASCII_NOT))
            break;
        size_t size;
        enum unicode_class class = class_at(scan, at, &size);
        if (class != UNICODE_LETTER && class != UNICODE_DIGIT && class != UNICODE_IGNORED)
            break;
        at += size;
    }
    return at;
}

static int word(struct scan *scan) {
    const struct join_text text = {scan->text, scan->at, scan->end, scan->no_address};
    size_t special;
    int kind = join_special(&text, &special);
    if (kind) {
        size_t start = scan->at;
        scan->at = special;
        return add(scan, start, special, kind);
    }
    size_t start = scan->at, at = run_end(scan, start);
    for (size_t joined; at < scan->end && at - start < LIMIT_TOKEN_BYTES && (joined = join_length(&text, at)) > 0;)
        at = run_end(scan, at + joined);
    at = join_trailing_stop(&text, at);
    if (at - start > LIMIT_TOKEN_BYTES) { /* cut at a whole character */
        at = start + LIMIT_TOKEN_BYTES;
        while (unicode_continues(scan->text[at]))
            at--;
    }
    scan->at = at;
    int number = scan->text[start] >= '0' && scan->text[start] <= '9';
    return add(scan, start, at, number ? NETRAL_NUMBER : NETRAL_WORD);
}

/* Runs that are one token: "--", "``", "''", "...". */
static size_t mark_end(const struct scan *scan, size_t at) {
    char c = scan->text[at];
    size_t end = at + 1;
    if (end == scan->end || scan->text[end] != c || !strchr("-`'.", c))
        return end;
    while (end < scan->end && scan->text[end] == c && end - at < 40)
        end++;
    return c == '-' && end - at > 2 ? at + 2 : end;
}

static int mark(struct scan *scan, char c, unsigned bits) {
    struct token_list *list = scan->list;
    size_t start = scan->at;
    int kind = bits & ASCII_SYMBOL ? NETRAL_SYMBOL : NETRAL_PUNCTUATION;
    scan->flags |= flag_if(bits & ASCII_FINAL, TOKEN_FINAL);
    scan->at = mark_end(scan, start);
    if (scan->at > start + 1)
        return add(scan, start, scan->at, kind);
    if (reserve(list))
        return NETRAL_ERROR_MEMORY;
    list->forms[list->forms_used] = c;
    put(list, start, 1, hash_bytes(&c, 1), scan->flags, kind);
    int spaced = scan->at < scan->end && scan->text[scan->at] == ' ';
    scan->flags = spaced ? TOKEN_SPACE_BEFORE : 0;
    scan->at += (size_t)spaced;
    return 0;
}

static int step_ascii(struct scan *scan, unsigned bits) {
    char c = scan->text[scan->at];
    if (bits & ASCII_WORD)
        return word(scan);
    size_t skipped = bits & ASCII_MARKUP ? markup_length(scan->text, scan->start, scan->at, scan->end) : 0;
    if (skipped == 0 && bits & (ASCII_PUNCTUATION | ASCII_SYMBOL))
        return mark(scan, c, bits);
    if (skipped == 0)
        scan->flags |= c == '\n' ? TOKEN_SPACE_BEFORE | TOKEN_LINE_START : TOKEN_SPACE_BEFORE;
    scan->at += skipped ? skipped : 1;
    return 0;
}

static int step(struct scan *scan) {
    unsigned bits = ascii_bits_of(scan->text[scan->at]);
    if (!(bits & ASCII_NOT))
        return step_ascii(scan, bits);
    size_t size, start = scan->at;
    enum unicode_class class = class_at(scan, scan->at, &size);
    if (class == UNICODE_LETTER || class == UNICODE_DIGIT)
        return word(scan);
    scan->at += size;
    switch (class) {
    case UNICODE_PUNCTUATION: return add(scan, start, scan->at, NETRAL_PUNCTUATION);
    case UNICODE_SYMBOL: return add(scan, start, scan->at, NETRAL_SYMBOL);
    case UNICODE_SPACE: case UNICODE_CONTROL: scan->flags |= TOKEN_SPACE_BEFORE; break;
    default: break;
    }
    return 0;
}

/* No form is longer than three times its text, and FORM_ROOM bytes of the last may be read. */
static int reserve_forms(struct token_list *list, size_t length) {
    size_t need = list->forms_used + UNICODE_FOLD_ROOM(length) + FORM_ROOM;
    return memory_reserve(&list->allocator, &list->forms, &list->forms_capacity, need, 1) ? NETRAL_ERROR_MEMORY : 0;
}

int tokenize_inside(struct token_list *list, const char *text, size_t length, size_t start, size_t end) {
    struct scan scan = {.list = list, .text = text, .start = start, .at = start, .end = end,
                        .readable = end < length && ascii_bits_of(text[end]) & ASCII_SPACE ? length : end,
                        .flags = TOKEN_BLOCK_START | TOKEN_SENTENCE_START | TOKEN_LINE_START | TOKEN_SPACE_BEFORE,
                        .no_address = start == end || !memchr(text + start, '@', end - start)};
    int code = reserve_forms(list, end - start);
    while (scan.at < scan.end && code == 0) {
        if (scan.no_address && ascii_bits_of(text[scan.at]) & ASCII_WORD)
            code = plain_words(&scan);
        if (scan.at < scan.end && code == 0)
            code = step(&scan);
    }
    return code;
}

int tokenize_block(struct token_list *list, const char *text, size_t start, size_t end) {
    return tokenize_inside(list, text, end, start, end);
}
