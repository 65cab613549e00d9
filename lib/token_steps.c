/* The tokeniser's long way: one pass, one look ahead, for any text. */
#include "token_steps.h"

#include <string.h>

#include "hash.h"
#include "limits.h"
#include "source.h"
#include "token_joins.h"
#include "unicode.h"

/* ---- Adding a token --------------------------------------------------------------------------------------------------------- */

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
                               flag_if(!(seen & ~(unsigned)(ASCII_SMALL | ASCII_CAPITAL | ASCII_ADDRESS)), TOKEN_LETTERS));
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

/* Begins a token whose form is to be written into the list's forms. */
static struct token *begin(struct token_scan *scan, size_t start, size_t end, int kind) {
    struct token_list *list = scan->list;
    if (scan->flags & TOKEN_FINAL)
        list->turns[list->turn_count++] = (uint32_t)list->count;
    struct token *token = &list->items[list->count++];
    *token = (struct token){.start = (uint32_t)start, .end = (uint32_t)end, .form = (uint32_t)list->forms_used,
                            .flags = (uint16_t)scan->flags, .kind = (uint8_t)kind};
    return token;
}

static void finish(struct token_scan *scan, struct token *token) {
    token->hash = hash_bytes(scan->list->forms + token->form, token->form_length);
    scan->list->forms_used += token->form_length;
    scan->flags = 0;
}

static void add(struct token_scan *scan, size_t start, size_t end, int kind) {
    struct token *token = begin(scan, start, end, kind);
    char *form = scan->list->forms + token->form;
    if (!fold_ascii(token, scan->text, form))
        fold_any(token, scan->text, form);
    finish(scan, token);
}

/* A mark that is no letter, whose form is one ASCII character: a curly quotation mark, a dash. */
static void add_mark(struct token_scan *scan, size_t start, size_t end, int kind, char form) {
    struct token *token = begin(scan, start, end, kind);
    scan->list->forms[token->form] = form;
    token->form_length = 1;
    finish(scan, token);
}

/* ---- Everything else --------------------------------------------------------------------------------------------------- */

static enum unicode_class class_at(const struct token_scan *scan, size_t at, size_t *size) {
    int32_t codepoint;
    *size = unicode_read(scan->text + at, scan->end - at, &codepoint);
    return unicode_class_of(codepoint);
}

/* The end of a plain run of letters, digits and the invisible characters inside words. */
static size_t run_end(const struct token_scan *scan, size_t at) {
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

static void word(struct token_scan *scan) {
    const struct join_text text = {scan->text, scan->at, scan->end};
    size_t special;
    int kind = join_special(&text, &special);
    if (kind) {
        size_t start = scan->at;
        scan->at = special;
        add(scan, start, special, kind);
        return;
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
    add(scan, start, at, number ? NETRAL_NUMBER : NETRAL_WORD);
}

/* Runs that are one token: "--", "``", "''", "...". */
static size_t mark_end(const struct token_scan *scan, size_t at) {
    char c = scan->text[at];
    size_t end = at + 1;
    if (end == scan->end || scan->text[end] != c || !strchr("-`'.", c))
        return end;
    while (end < scan->end && scan->text[end] == c && end - at < 40)
        end++;
    return c == '-' && end - at > 2 ? at + 2 : end;
}

static void mark(struct token_scan *scan, unsigned bits) {
    size_t start = scan->at;
    scan->flags |= bits & ASCII_FINAL;
    scan->at = mark_end(scan, start);
    add(scan, start, scan->at, bits & ASCII_SYMBOL ? NETRAL_SYMBOL : NETRAL_PUNCTUATION);
}

static void step_ascii(struct token_scan *scan, unsigned bits) {
    char c = scan->text[scan->at];
    if (bits & ASCII_WORD) {
        word(scan);
        return;
    }
    size_t skipped = bits & ASCII_MARKUP ? markup_length(scan->text, scan->start, scan->at, scan->end) : 0;
    if (skipped == 0 && bits & (ASCII_PUNCTUATION | ASCII_SYMBOL)) {
        mark(scan, bits);
        return;
    }
    if (skipped == 0)
        scan->flags |= c == '\n' ? TOKEN_SPACE_BEFORE | TOKEN_LINE_START : TOKEN_SPACE_BEFORE;
    scan->at += skipped ? skipped : 1;
}

static void step_any(struct token_scan *scan) {
    int32_t codepoint;
    size_t start = scan->at, size = unicode_read(scan->text + start, scan->end - start, &codepoint);
    enum unicode_class class = unicode_class_of(codepoint);
    if (class == UNICODE_LETTER || class == UNICODE_DIGIT) {
        word(scan);
        return;
    }
    scan->at += size;
    if (class == UNICODE_SPACE || class == UNICODE_CONTROL)
        scan->flags |= TOKEN_SPACE_BEFORE;
    if (class != UNICODE_PUNCTUATION && class != UNICODE_SYMBOL)
        return;
    int kind = class == UNICODE_SYMBOL ? NETRAL_SYMBOL : NETRAL_PUNCTUATION;
    int32_t plain = unicode_plain(codepoint);
    if (plain < 0x80)
        add_mark(scan, start, scan->at, kind, (char)plain);
    else
        add(scan, start, scan->at, kind);
}

void token_step(struct token_scan *scan) {
    unsigned bits = ascii_bits_of(scan->text[scan->at]);
    if (bits & ASCII_NOT)
        step_any(scan);
    else
        step_ascii(scan, bits);
}
