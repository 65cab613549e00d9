/* A full stop ends a sentence unless something speaks against it: an abbreviation or initial before it, a small letter or a
 * sign behind it, no space behind it. Question and exclamation marks end one where a capital follows. Closing quotation marks
 * and brackets belong to the sentence they close. Every block begins a sentence. Abbreviations are the lexicon's
 * [abbreviation-stop] (always go on: Drs., No.). */
#include "sentences.h"

#include <string.h>

#include "lookup.h"

struct sentence_scan {
    const netral_pack *pack;
    struct token_list *list;
    uint32_t stop_class;
};

static int is_sign(const struct token_list *list, size_t i, char sign) {
    return list->items[i].form_length == 1 && list->forms[list->items[i].form] == sign;
}

static int is_closing(const struct token_list *list, size_t i) {
    const struct token *token = &list->items[i];
    if (token->flags & TOKEN_SPACE_BEFORE || token->kind != NETRAL_PUNCTUATION)
        return 0;
    char sign = list->forms[token->form];
    return strchr("\"')]}", sign) != NULL && sign != '\0';
}

static int is_abbreviation(const struct sentence_scan *scan, const struct token *token) {
    return token->word && lookup_word_in_class(scan->pack, token->word, scan->stop_class);
}

static int is_initial(const struct token *token) {
    return token->form_length == 1 && token->flags & TOKEN_CAP;
}

/* A number at the start of its line, before a full stop: a list entry's number. */
static int is_list_number(const struct token_list *list, size_t i) {
    return list->items[i].kind == NETRAL_NUMBER && list->items[i].flags & TOKEN_LINE_START && list->items[i].form_length < 3;
}

static int stop_ends(const struct sentence_scan *scan, size_t i) {
    const struct token_list *list = scan->list;
    const struct token *before = i > 0 ? &list->items[i - 1] : NULL;
    size_t next = i + 1;
    while (next < list->count && is_closing(list, next))
        next++;
    const struct token *after = next < list->count ? &list->items[next] : NULL;
    if (!after || after->flags & TOKEN_BLOCK_START)
        return 1;
    if (!before || before->end != list->items[i].start)
        return (after->flags & TOKEN_CAP) != 0;
    if (!(after->flags & TOKEN_SPACE_BEFORE) && next == i + 1)
        return before->form_length > 3 && after->flags & TOKEN_CAP && after->form_length > 1 && !is_abbreviation(scan, before);
    if (after->kind == NETRAL_WORD && !(after->flags & TOKEN_CAP))
        return 0;
    if (after->kind == NETRAL_PUNCTUATION && strchr(",;:)-/", list->forms[after->form]))
        return 0;
    return next > i + 1 || !(is_abbreviation(scan, before) || is_initial(before) || is_list_number(list, i - 1));
}

static int mark_ends(const struct token_list *list, size_t i) {
    size_t next = i + 1;
    while (next < list->count && is_closing(list, next))
        next++;
    if (next == list->count || list->items[next].flags & TOKEN_BLOCK_START)
        return 1;
    const struct token *after = &list->items[next];
    return (after->flags & TOKEN_CAP) || after->kind == NETRAL_NUMBER || strchr("\"'(", list->forms[after->form]) != NULL;
}

static int ends_sentence(const struct sentence_scan *scan, size_t i) {
    const struct token_list *list = scan->list;
    if (list->items[i].kind != NETRAL_PUNCTUATION)
        return 0;
    if (is_sign(list, i, '.'))
        return stop_ends(scan, i);
    if (is_sign(list, i, '?') || is_sign(list, i, '!'))
        return !(i + 1 < list->count && (is_sign(list, i + 1, '?') || is_sign(list, i + 1, '!'))) && mark_ends(list, i);
    return list->forms[list->items[i].form] == '.' && mark_ends(list, i); /* an ellipsis */
}

/* A full stop right behind a word that does not end the sentence marks an abbreviation. */
static void elide(struct token_list *list, size_t i) {
    if (i == 0 || !is_sign(list, i, '.') || list->items[i - 1].end != list->items[i].start ||
        list->items[i - 1].kind == NETRAL_PUNCTUATION)
        return;
    list->items[i].flags |= TOKEN_ELIDED;
    list->items[i - 1].flags |= TOKEN_DOTTED;
}

void sentences_mark(const netral_pack *pack, struct token_list *list, size_t from) {
    struct sentence_scan scan = {pack, list, pack_class(pack, "abbreviation-stop")};
    int starts = 1;
    for (size_t i = from; i < list->count; i++) {
        struct token *token = &list->items[i];
        if (starts || token->flags & TOKEN_BLOCK_START)
            token->flags |= TOKEN_SENTENCE_START;
        starts = 0;
        if (!ends_sentence(&scan, i)) {
            elide(list, i);
            continue;
        }
        while (i + 1 < list->count && is_closing(list, i + 1) && !(list->items[i + 1].flags & TOKEN_BLOCK_START))
            i++;
        starts = 1;
    }
}
