/* A full stop ends a sentence unless something speaks against it: an abbreviation or initial before it, a small letter or a
 * sign behind it, no space behind it. Question and exclamation marks end one where a capital follows. Closing quotation marks
 * and brackets belong to the sentence they close. Every block begins a sentence. Abbreviations are the lexicon's
 * [abbreviation-stop] (always go on: Drs., No.), words that open sentences its [sentence-opener]. */
#include "sentences.h"

#include <string.h>

#include "lookup.h"

struct sentence_scan {
    const netral_pack *pack;
    struct token_list *list;
    int is_numbered; /* every word; else the few that are asked about are looked up here */
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

static int has_role(const struct sentence_scan *scan, const struct token *token, enum word_role role) {
    uint32_t word = scan->is_numbered ? token->word : lookup_word(scan->pack, scan->list, token);
    return (scan->pack->words[word].roles & (unsigned)role) != 0;
}

static int is_abbreviation(const struct sentence_scan *scan, const struct token *token) {
    return has_role(scan, token, ROLE_ABBREVIATION);
}

/* The treebank's sentences also go on behind a short capitalised word (`New York City. Kapal …`), as if it were an
 * abbreviation. We follow it except for places, which end too many sentences of news. */
static int is_short_name(const struct sentence_scan *scan, const struct token *token) {
    return token->flags & TOKEN_CAP && token->flags & TOKEN_SMALL && token->form_length <= 4 && !has_role(scan, token, ROLE_PLACE);
}

static int is_initial(const struct token *token) {
    return token->form_length == 1 && token->flags & TOKEN_CAP;
}

/* A number at the start of its line, before a full stop: a list entry's number. */
static int is_list_number(const struct token_list *list, size_t i) {
    return list->items[i].kind == NETRAL_NUMBER && list->items[i].flags & TOKEN_LINE_START && list->items[i].form_length < 3;
}

/* An acronym (or Roman number) among ordinary words: the treebank goes on behind its full stop. In a text that is all capitals
 * they tell nothing. */
static int is_acronym(const struct token_list *list, size_t i) {
    return list->items[i].flags & TOKEN_UPPER &&
           !(i > 1 && list->items[i - 1].flags & TOKEN_UPPER && list->items[i - 2].flags & TOKEN_UPPER);
}

/* Words that hardly begin anything but a sentence when they have a capital: Namun, Selain. */
static int is_opener(const struct sentence_scan *scan, const struct token *token) {
    return has_role(scan, token, ROLE_OPENER);
}

/* A curly quotation mark: three bytes whose plain form is one. */
static int is_curly(const struct token_list *list, size_t i) {
    return is_sign(list, i, '"') && list->items[i].end - list->items[i].start > 1;
}

/* The places where the treebank's sentences go on although a capital follows, unless a word behind opens a sentence. */
static int treebank_goes_on(const struct sentence_scan *scan, size_t i, const struct token *after) {
    const struct token_list *list = scan->list;
    int closes_curly = is_curly(list, i - 1) || (i + 1 < list->count && is_closing(list, i + 1) && is_curly(list, i + 1));
    int goes_on = closes_curly || is_acronym(list, i - 1) || is_sign(list, i - 1, '%') || is_short_name(scan, &list->items[i - 1]);
    return goes_on && !(after->flags & TOKEN_LINE_START) && !is_opener(scan, after);
}

/* A stop with no space behind it: inside an abbreviation, or a sentence end whose space was forgotten. */
static int tight_stop_ends(const struct sentence_scan *scan, const struct token *before, const struct token *after) {
    return before->form_length > 3 && after->flags & TOKEN_CAP && after->form_length > 1 && !is_abbreviation(scan, before);
}

/* A small letter behind the stop: mostly an abbreviation's, but behind a longer word or number a hasty sentence end. */
static int small_letter_ends(const struct sentence_scan *scan, const struct token *before) {
    size_t least = before->kind == NETRAL_NUMBER ? 3 : 4;
    return before->form_length >= least && before->kind != NETRAL_PUNCTUATION && !is_abbreviation(scan, before);
}

/* Figures hardly ever begin a sentence (Ejaan yang Disempurnakan V has them spelt out); they do where an ordinary word stands before
 * the stop and a small letter behind them: `Banjir surut. 12 rumah rusak.` */
static int figure_begins(const struct sentence_scan *scan, size_t i) {
    const struct token_list *list = scan->list;
    const struct token *before = &list->items[i - 1], *behind = i + 2 < list->count ? &list->items[i + 2] : NULL;
    const char *form = list->forms + before->form;
    int has_vowel = strcspn(form, "aeiou") < before->form_length;
    return before->kind == NETRAL_WORD && !(before->flags & TOKEN_CAP) && before->form_length > 2 && has_vowel &&
           !is_abbreviation(scan, before) && behind && behind->kind == NETRAL_WORD && behind->flags & TOKEN_SPACE_BEFORE &&
           !(behind->flags & TOKEN_CAP);
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
        return tight_stop_ends(scan, before, after);
    if (after->kind == NETRAL_WORD && !(after->flags & TOKEN_CAP))
        return small_letter_ends(scan, before);
    if (after->kind == NETRAL_PUNCTUATION && strchr(".,;:)/", list->forms[after->form]))
        return 0;
    if (after->kind == NETRAL_NUMBER && next == i + 1 && !(after->flags & TOKEN_LINE_START))
        return figure_begins(scan, i);
    if (next > i + 1 && is_sign(list, i + 1, ')') && before->flags & TOKEN_CAP && before->form_length < 3)
        return 0;
    if (treebank_goes_on(scan, i, after))
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
    int is_dash = after->form_length > 1 && list->forms[after->form] == '-'; /* -- signature */
    return after->kind == NETRAL_WORD || after->kind == NETRAL_NUMBER || is_dash || strchr("\"'(", list->forms[after->form]) != NULL;
}

/* Of a TOKEN_FINAL. */
static int ends_sentence(const struct sentence_scan *scan, size_t i) {
    const struct token_list *list = scan->list;
    if (is_sign(list, i, '.'))
        return stop_ends(scan, i);
    if (is_sign(list, i, '?') || is_sign(list, i, '!'))
        return !(i + 1 < list->count && (is_sign(list, i + 1, '?') || is_sign(list, i + 1, '!'))) && mark_ends(list, i);
    return mark_ends(list, i); /* an ellipsis */
}

/* A full stop right behind a word that does not end the sentence marks an abbreviation. */
static void elide(const struct sentence_scan *scan, size_t i) {
    struct token_list *list = scan->list;
    if (i == 0 || !is_sign(list, i, '.') || list->items[i - 1].end != list->items[i].start ||
        list->items[i - 1].kind == NETRAL_PUNCTUATION)
        return;
    int real = is_acronym(list, i - 1) || is_short_name(scan, &list->items[i - 1]);
    if (real && !is_abbreviation(scan, &list->items[i - 1]) && i + 1 < list->count && list->items[i + 1].flags & TOKEN_CAP &&
        list->items[i + 1].flags & TOKEN_SPACE_BEFORE)
        return; /* the sentence may well end here: names must not cross it */
    list->items[i].flags |= TOKEN_ELIDED;
    list->items[i - 1].flags |= TOKEN_DOTTED;
}

/* What comes of a final mark: returns the first token of the sentence behind it, or `none`. Closing marks belong to the sentence that
 * ends here. */
static size_t final_mark(const struct sentence_scan *scan, size_t i, size_t none) {
    const struct token_list *list = scan->list;
    if (!ends_sentence(scan, i)) {
        elide(scan, i);
        return none;
    }
    do
        i++;
    while (i < list->count && is_closing(list, i) && !(list->items[i].flags & TOKEN_BLOCK_START));
    if (i < list->count)
        list->items[i].flags |= TOKEN_SENTENCE_START;
    return i < list->count ? i : none;
}

void sentences_mark(const netral_pack *pack, struct token_list *list) {
    const struct sentence_scan scan = {pack, list, 1};
    for (size_t i = 0; i < list->turn_count; i++)
        final_mark(&scan, list->turns[i], list->count);
}

/* A block's first token is a turn for itself, and another one when it is a final mark. */
void sentences_mark_alone(const netral_pack *pack, struct token_list *list) {
    const struct sentence_scan scan = {pack, list, 0};
    size_t none = list->count, last = none, kept = 0;
    uint32_t *turns = list->turns;
    lookup_prepare(pack, list, list->turn_count);
    for (size_t i = 0, before = none; i < list->turn_count; i++) {
        size_t turn = turns[i];
        int is_block = turn != before && list->items[turn].flags & TOKEN_BLOCK_START;
        size_t first = is_block ? turn : final_mark(&scan, turn, none);
        before = turn;
        if (first != none && first != last)
            turns[kept++] = (uint32_t)(last = first);
    }
    list->turn_count = kept;
}
