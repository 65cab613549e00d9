/* The entries of a list are read as one sentence with the line that leads to them: a new one begins only behind a full stop or an
 * empty line, and never at a line that begins with a list's sign. */
#include "companions.h"

/* A list's sign, and the signs that may close a sentence, are short: a line of a million bytes is never walked back. */
#define SIGN_BYTES 24

/* What the first token of a sentence is: the first of a block too; short, and no word. */
enum stretch_kind { STRETCH_BLOCK = 1, STRETCH_SIGN = 2 };

static int is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

/* Whether the line up to the sentence, or its first word, is a list entry's sign: `- `, `1. `, `(2) `, a bullet of any alphabet. */
static int is_entry(const netral_doc *doc, uint32_t start, int begins_with_sign) {
    size_t line = start, bound = line > SIGN_BYTES ? line - SIGN_BYTES : 0;
    while (line > bound && doc->text[line - 1] != '\n')
        line--;
    if (line > 0 && line == bound)
        return 0;
    while (line < start && is_blank(doc->text[line]))
        line++;
    return line < start || begins_with_sign;
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

static int begins_anew(const netral_doc *doc, uint32_t start, unsigned kind) {
    return !(kind & STRETCH_BLOCK) || (!is_entry(doc, start, kind & STRETCH_SIGN) && is_parted(doc, start));
}

#define KINDS 32 /* in a number */

static void note_stretch(netral_doc *doc, size_t i, uint32_t start, uint64_t kind) {
    uint64_t *kinds = &doc->stretch_kinds[i / KINDS];
    doc->stretches[i] = start;
    *kinds = (i % KINDS ? *kinds : 0) | kind << 2 * (i % KINDS);
}

/* Written without a branch: only a few articles ask for what is found out below. */
int companions_collect(netral_doc *doc, const struct segment *segment) {
    size_t count = doc->stretch_count, need = count + segment->sentence_count;
    if (memory_reserve(&doc->allocator, &doc->stretches, &doc->stretch_capacity, need, sizeof *doc->stretches) ||
        memory_reserve(&doc->allocator, &doc->stretch_kinds, &doc->stretch_kind_capacity, need / KINDS + 1, sizeof *doc->stretch_kinds))
        return NETRAL_ERROR_MEMORY;
    for (size_t i = 0; i < segment->sentence_count; i++) {
        const struct token *token = segment_token(segment, segment->sentences[i].first);
        unsigned is_sign = token->kind != NETRAL_WORD && token->end - token->start <= 3;
        note_stretch(doc, count + i, token->start,
                     flag_if(token->flags & TOKEN_BLOCK_START, STRETCH_BLOCK) | flag_if((int)is_sign, STRETCH_SIGN));
    }
    doc->stretch_count = need;
    return 0;
}

void companions_settle(netral_doc *doc) {
    size_t kept = 0;
    for (size_t i = 0; i < doc->stretch_count; i++)
        if (begins_anew(doc, doc->stretches[i], (unsigned)(doc->stretch_kinds[i / KINDS] >> 2 * (i % KINDS) & 3)))
            doc->stretches[kept++] = doc->stretches[i];
    doc->stretch_count = kept;
}

uint32_t companions_number(const netral_doc *doc, uint32_t from, uint32_t byte) {
    while (from < doc->stretch_count && doc->stretches[from] <= byte)
        from++;
    return from;
}
