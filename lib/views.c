/* The views: what a document shows of itself. */
#include "document.h"

const char *netral_doc_text(const netral_doc *doc, size_t *length) {
    if (length)
        *length = doc ? doc->length : 0;
    return doc ? doc->text : NULL;
}

const char *netral_doc_id(const netral_doc *doc) {
    return doc && doc->id ? doc->id : "";
}

const char *netral_doc_date(const netral_doc *doc) {
    return doc ? doc->date : NULL;
}

void netral_doc_title(const netral_doc *doc, size_t *start, size_t *end) {
    if (start)
        *start = doc ? doc->title_start : 0;
    if (end)
        *end = doc ? doc->title_end : 0;
}

size_t netral_doc_mention_count(const netral_doc *doc) {
    return doc ? doc->mention_count : 0;
}

static size_t shown_index(uint32_t index, int is_shown) {
    return index == NO_MENTION || !is_shown ? NETRAL_NONE : index;
}

static const char *check_of(const struct mention *mention, const struct spelt_entry *spelt) {
    if (mention->flags & MENTION_WEEKDAY)
        return "weekday";
    return spelt->is_misspelt ? "spelling" : spelt->is_out_of_years ? "years" : NULL;
}

int netral_doc_mention(const netral_doc *doc, size_t index, netral_mention *mention) {
    if (!doc || !mention || index >= doc->mention_count)
        return NETRAL_ERROR_ARGUMENT;
    const struct mention *made = &doc->mentions[index];
    const struct facts none = {0, 0, 0, 0, 0, 0, 0}, *facts = made->facts ? mention_facts(doc, made) : &none;
    const struct spelt_entry unspelt = {0}, *spelt = facts->entry ? &doc->spelt[facts->entry - 1] : &unspelt;
    const struct known *known = &doc->pack->known;
    const char *strings = doc->pack->strings;
    const struct image_rule *rule = &doc->pack->rules[made->rule];
    *mention = (netral_mention){strings + doc->pack->types[made->type].name,
                                made->start,
                                made->end,
                                made->norm ? interned_text(&doc->strings, made->norm) : "",
                                interned_text(&doc->strings, facts->acting),
                                strings + rule->id,
                                strings + rule->file,
                                (int)rule->line,
                                shown_index(made->other, made->type == known->position),
                                (made->flags & MENTION_FORMER) != 0,
                                (made->flags & MENTION_INFERRED) != 0,
                                check_of(made, spelt),
                                interned_text(&doc->strings, facts->variant),
                                interned_text(&doc->strings, facts->refers),
                                interned_text(&doc->strings, facts->uri),
                                shown_index(made->other, made->type == known->regulation),
                                spelt->id,
                                spelt->kind};
    return 0;
}

static const struct told *told_of(const netral_doc *doc, size_t mention) {
    const struct facts *facts = doc && mention < doc->mention_count ? mention_facts(doc, &doc->mentions[mention]) : NULL;
    return facts && facts->told ? &doc->told[facts->told - 1] : NULL;
}

size_t netral_doc_mention_field_count(const netral_doc *doc, size_t mention) {
    const struct told *told = told_of(doc, mention);
    return told ? told->field_count : 0;
}

int netral_doc_mention_field(const netral_doc *doc, size_t mention, size_t index, netral_field *field) {
    if (!field || index >= netral_doc_mention_field_count(doc, mention))
        return NETRAL_ERROR_ARGUMENT;
    *field = told_of(doc, mention)->fields[index];
    return 0;
}

size_t netral_doc_official_count(const netral_doc *doc) {
    return doc ? doc->official_count : 0;
}

int netral_doc_official(const netral_doc *doc, size_t index, netral_official *official) {
    if (!doc || !official || index >= doc->official_count)
        return NETRAL_ERROR_ARGUMENT;
    const struct official *made = &doc->officials[index];
    *official = (netral_official){made->person, made->name, made->prefix, made->prefix_count, made->suffix, made->suffix_count,
                                  made->positions, made->position_count, made->institution};
    return 0;
}

size_t netral_doc_token_count(const netral_doc *doc) {
    return doc ? doc->tokens.count : 0;
}

int netral_doc_token(const netral_doc *doc, size_t index, netral_token *token) {
    if (!doc || !token || index >= doc->tokens.count)
        return NETRAL_ERROR_ARGUMENT;
    const struct token *made = &doc->tokens.items[index];
    *token = (netral_token){made->start, made->end, made->kind, (made->flags & TOKEN_SPACE_BEFORE) != 0};
    return 0;
}

size_t netral_doc_sentence_count(const netral_doc *doc) {
    return doc ? doc->sentence_count : 0;
}

int netral_doc_sentence(const netral_doc *doc, size_t index, netral_span *sentence) {
    if (!doc || !sentence || index >= doc->sentence_count)
        return NETRAL_ERROR_ARGUMENT;
    *sentence = doc->sentences[index];
    return 0;
}

size_t netral_doc_warning_count(const netral_doc *doc) {
    return doc ? doc->warning_count : 0;
}

int netral_doc_warning(const netral_doc *doc, size_t index, netral_warning *warning) {
    if (!doc || !warning || index >= doc->warning_count)
        return NETRAL_ERROR_ARGUMENT;
    *warning = doc->warnings[index];
    return 0;
}
