/* The entries of a list are read as one sentence with the line that leads to them: a new one begins only behind a full stop or an
 * empty line, and never at a line that begins with a list's sign. */
#include "companions.h"

/* A list's sign, and the signs that may close a sentence, are short: a line of a million bytes is never walked back. */
#define SIGN_BYTES 24

static int is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

/* Whether the line up to the sentence, or its first word, is a list entry's sign: `- `, `1. `, `(2) `, a bullet of any alphabet. */
static int is_entry(const netral_doc *doc, const struct token *token) {
    size_t line = token->start, bound = line > SIGN_BYTES ? line - SIGN_BYTES : 0;
    while (line > bound && doc->text[line - 1] != '\n')
        line--;
    if (line > 0 && line == bound)
        return 0;
    while (line < token->start && is_blank(doc->text[line]))
        line++;
    if (line < token->start)
        return 1;
    return token->kind != NETRAL_WORD && token->end - token->start <= 3;
}

/* A quotation mark, a bracket, a sign of markup, or any byte of a character that is not ASCII. */
static int may_close(char c) {
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == '*' || c == '_' || (unsigned char)c >= 0x80;
}

static int is_final(char c) {
    return c == '.' || c == '!' || c == '?';
}

/* Whether the text before a block ends a sentence or leaves an empty line. */
static int is_parted(const netral_doc *doc, size_t start) {
    size_t lines = 0, at = start;
    for (; at > 0 && (is_blank(doc->text[at - 1]) || doc->text[at - 1] == '\n'); at--)
        lines += doc->text[at - 1] == '\n';
    size_t bound = at > SIGN_BYTES ? at - SIGN_BYTES : 0;
    while (at > bound && may_close(doc->text[at - 1]))
        at--;
    return lines > 1 || at == 0 || is_final(doc->text[at - 1]);
}

/* Of the first token of a sentence. */
static int begins_anew(const netral_doc *doc, const struct token *token) {
    return !(token->flags & TOKEN_BLOCK_START) || (!is_entry(doc, token) && is_parted(doc, token->start));
}

static int add_stretch(netral_doc *doc, uint32_t start) {
    if (memory_reserve(&doc->allocator, &doc->stretches, &doc->stretch_capacity, doc->stretch_count + 1, sizeof *doc->stretches))
        return NETRAL_ERROR_MEMORY;
    doc->stretches[doc->stretch_count++] = start;
    return 0;
}

int companions_collect(netral_doc *doc, const struct segment *segment) {
    int code = 0;
    for (size_t i = 0; i < segment->sentence_count && code == 0; i++) {
        const struct token *token = segment_token(segment, segment->sentences[i].first);
        code = begins_anew(doc, token) ? add_stretch(doc, token->start) : 0;
    }
    return code;
}

uint32_t companions_number(const netral_doc *doc, uint32_t from, uint32_t byte) {
    while (from < doc->stretch_count && doc->stretches[from] <= byte)
        from++;
    return from;
}
