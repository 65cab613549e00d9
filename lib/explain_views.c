/* The views of an explanation. */
#include "explain.h"

#include <string.h>

#include "unicode.h"

static int is_veto(const netral_doc *doc, const struct claim *claim) {
    return (doc->pack->types[claim->type].flags & TYPE_VETO) != 0;
}

static int outcome_of(const netral_doc *doc, const struct claim *claim) {
    if (claim->clash != CLASH_NONE)
        return NETRAL_CLAIM_LOST;
    if (claim->mention != NO_MENTION)
        return NETRAL_CLAIM_WON;
    return is_veto(doc, claim) ? NETRAL_CLAIM_VETO : NETRAL_CLAIM_DROPPED;
}

void netral_doc_explained(const netral_doc *doc, size_t *start, size_t *end) {
    const struct explanation *explanation = doc ? doc->explanation : NULL;
    if (start)
        *start = explanation ? explanation->start : 0;
    if (end)
        *end = explanation ? explanation->end : 0;
}

/* ---- Lines --------------------------------------------------------------------------------------------------------- */

static size_t count_lines(const char *text, size_t byte, size_t *start) {
    size_t line = 1;
    *start = 0;
    for (const char *end; (end = memchr(text + *start, '\n', byte - *start)); line++)
        *start = (size_t)(end - text) + 1;
    return line;
}

/* The last line that begins at or before the byte. */
static size_t find_line(const struct explanation *explanation, size_t byte, size_t *start) {
    size_t low = 0, high = explanation->line_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (explanation->lines[middle] <= byte)
            low = middle;
        else
            high = middle;
    }
    *start = explanation->lines[low];
    return low + 1;
}

int netral_doc_place(const netral_doc *doc, size_t byte, size_t *line, size_t *column) {
    if (!doc || !doc->text || byte > doc->length || !line || !column)
        return NETRAL_ERROR_ARGUMENT;
    struct explanation *explanation = doc->explanation;
    size_t start;
    *line = explanation ? find_line(explanation, byte, &start) : count_lines(doc->text, byte, &start);
    *column = 1;
    if (explanation && explanation->last_byte > start && explanation->last_byte <= byte) {
        *column = explanation->last_column;
        start = explanation->last_byte;
    }
    for (; start < byte; start++)
        *column += !unicode_continues(doc->text[start]);
    if (explanation) {
        explanation->last_byte = byte;
        explanation->last_column = *column;
    }
    return 0;
}

/* ---- Claims -------------------------------------------------------------------------------------------------------- */

size_t netral_doc_claim_count(const netral_doc *doc) {
    return doc && doc->explanation ? doc->explanation->told_count : 0;
}

static const struct claim *claim_at(const netral_doc *doc, size_t index) {
    const struct explanation *explanation = doc->explanation;
    return index < netral_doc_claim_count(doc) ? &explanation->claims.items[explanation->told[index].claim] : NULL;
}

static void show_opponent(const netral_doc *doc, const struct claim *made, netral_claim *claim) {
    if (made->against == NO_CLAIM)
        return;
    const struct claim *winner = &doc->explanation->claims.items[made->against];
    claim->against = doc->pack->strings + doc->pack->rules[winner->rule].id;
    claim->against_start = winner->start;
    claim->against_end = winner->end;
}

static size_t stands_for(const struct explanation *explanation, uint32_t mention) {
    size_t at = explain_first_tie(explanation->full, explanation->full_count, mention);
    return at < explanation->full_count && explanation->full[at].mention == mention ? explanation->full[at].other : NETRAL_NONE;
}

int netral_doc_claim(const netral_doc *doc, size_t index, netral_claim *claim) {
    const struct claim *made = doc && claim ? claim_at(doc, index) : NULL;
    if (!made)
        return NETRAL_ERROR_ARGUMENT;
    const struct told_claim *told = &doc->explanation->told[index];
    *claim = (netral_claim){.outcome = outcome_of(doc, made), .start = made->start, .end = made->end,
                            .match_start = made->match_start, .match_end = made->match_end,
                            .trigger_start = made->trigger_start, .trigger_end = made->trigger_end, .mention = NETRAL_NONE,
                            .stands_for = NETRAL_NONE, .part_count = made->part_count, .link_count = told->tie_count, .why = told->why};
    netral_pack_rule(doc->pack, made->rule, &claim->rule);
    show_opponent(doc, made, claim);
    if (made->mention != NO_MENTION) {
        claim->mention = made->mention;
        claim->stands_for = stands_for(doc->explanation, made->mention);
    }
    return 0;
}

int netral_doc_claim_part(const netral_doc *doc, size_t claim, size_t index, netral_part *part) {
    const struct claim *told = doc && part ? claim_at(doc, claim) : NULL;
    if (!told || index >= told->part_count)
        return NETRAL_ERROR_ARGUMENT;
    *part = (netral_part){told->parts[index].name, told->parts[index].start, told->parts[index].end};
    return 0;
}

int netral_doc_claim_link(const netral_doc *doc, size_t claim, size_t index, size_t *mention) {
    if (!doc || !mention || !claim_at(doc, claim) || index >= doc->explanation->told[claim].tie_count)
        return NETRAL_ERROR_ARGUMENT;
    *mention = doc->explanation->ties[doc->explanation->told[claim].tie + index].other;
    return 0;
}

/* ---- Attempts and tokens ------------------------------------------------------------------------------------------- */

size_t netral_doc_attempt_count(const netral_doc *doc) {
    return doc && doc->explanation ? doc->explanation->attempt_count : 0;
}

int netral_doc_attempt(const netral_doc *doc, size_t index, netral_attempt *attempt) {
    if (!doc || !attempt || index >= netral_doc_attempt_count(doc))
        return NETRAL_ERROR_ARGUMENT;
    const struct told_attempt *told = &doc->explanation->told_attempts[index];
    *attempt = (netral_attempt){.outcome = (int)told->attempt.outcome, .start = told->start, .end = told->end,
                                .trigger_start = told->trigger_start, .trigger_end = told->trigger_end,
                                .reached_start = told->reached_start, .reached_end = told->reached_end,
                                .item = told->item, .item_length = told->item_length,
                                .wanted = told->wanted, .denied = told->denied, .known = told->known};
    return netral_pack_rule(doc->pack, told->attempt.rule, &attempt->rule);
}

size_t netral_doc_known_count(const netral_doc *doc) {
    return doc && doc->explanation ? doc->explanation->token_count : 0;
}

int netral_doc_known(const netral_doc *doc, size_t index, netral_known *known) {
    if (!doc || !known || index >= netral_doc_known_count(doc))
        return NETRAL_ERROR_ARGUMENT;
    const struct told_token *told = &doc->explanation->tokens[index];
    *known = (netral_known){told->start, told->end, told->form, told->features};
    return 0;
}
