/* An explanation as one JSON object: the place, `claims` (every find there), `attempts` (the rules that came near) and `words` (what is
 * known of the place's tokens). See netral.h for what each means. */
#include "write_explain.h"

#include <string.h>

static void put_span(struct json *json, const char *key, size_t start, size_t end) {
    netral_span span = ruler_span(&json->out->ruler, start, end);
    json_open(json, key, '{');
    json_number(json, "start", span.start);
    json_number(json, "end", span.end);
    json_bytes(json, "text", json->out->text + start, end - start);
    json_close(json, '}');
}

/* The keys of an object that is open. */
static void put_span_keys(struct json *json, size_t start, size_t end) {
    netral_span span = ruler_span(&json->out->ruler, start, end);
    json_number(json, "start", span.start);
    json_number(json, "end", span.end);
    json_bytes(json, "text", json->out->text + start, end - start);
}

static void put_rule(struct json *json, const netral_rule *rule) {
    json_open(json, "rule", '{');
    json_string(json, "id", rule->id);
    json_string(json, "file", rule->file);
    json_number(json, "line", (size_t)rule->line);
    json_number(json, "layer", (size_t)rule->layer);
    json_number(json, "priority", (size_t)rule->priority);
    json_string(json, "source", rule->source);
    json_string(json, "pattern", rule->pattern);
    json_close(json, '}');
}

static void put_trigger(struct json *json, size_t start, size_t end) {
    if (end > start)
        put_span(json, "trigger", start, end);
    else
        json_word(json, "trigger", "null");
}

/* ---- Claims -------------------------------------------------------------------------------------------------------- */

static const char *claim_outcome(int outcome) {
    switch (outcome) {
    case NETRAL_CLAIM_WON: return "won";
    case NETRAL_CLAIM_LOST: return "lost";
    case NETRAL_CLAIM_VETO: return "veto";
    default: return "dropped";
    }
}

static void put_parts(struct json *json, size_t index) {
    netral_part part;
    json_open(json, "parts", '[');
    for (size_t i = 0; netral_doc_claim_part(json->out->doc, index, i, &part) == 0; i++) {
        json_open(json, NULL, '{');
        json_string(json, "name", part.name);
        put_span_keys(json, part.start, part.end);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_links(struct json *json, size_t index) {
    size_t mention;
    json_open(json, "links", '[');
    for (size_t i = 0; netral_doc_claim_link(json->out->doc, index, i, &mention) == 0; i++)
        json_number(json, NULL, mention);
    json_close(json, ']');
}

/* What a winner became. */
static void put_mention(struct json *json, size_t index, const netral_claim *claim) {
    netral_mention mention;
    if (netral_doc_mention(json->out->doc, claim->mention, &mention) != 0)
        return;
    json_number(json, "index", claim->mention);
    json_mention(json, "mention", claim->mention);
    if (claim->stands_for != NETRAL_NONE)
        json_number(json, "stands_for", claim->stands_for);
    if (mention.institution != NETRAL_NONE)
        json_number(json, "institution", mention.institution);
    put_links(json, index);
}

static void put_loss(struct json *json, const netral_claim *claim) {
    if (claim->against) {
        json_open(json, "against", '{');
        json_string(json, "rule", claim->against);
        put_span_keys(json, claim->against_start, claim->against_end);
        json_close(json, '}');
    }
    if (*claim->why)
        json_string(json, "why", claim->why);
}

static void put_claim(struct json *json, size_t index, const netral_claim *claim) {
    json_open(json, NULL, '{');
    json_string(json, "outcome", claim_outcome(claim->outcome));
    json_string(json, "type", claim->rule.type);
    put_span_keys(json, claim->start, claim->end);
    put_span(json, "match", claim->match_start, claim->match_end);
    put_trigger(json, claim->trigger_start, claim->trigger_end);
    put_rule(json, &claim->rule);
    put_parts(json, index);
    put_mention(json, index, claim);
    put_loss(json, claim);
    json_close(json, '}');
}

/* ---- Attempts and words -------------------------------------------------------------------------------------------- */

static const char *attempt_outcome(int outcome) {
    switch (outcome) {
    case NETRAL_ATTEMPT_FAILED: return "failed";
    case NETRAL_ATTEMPT_ENDED: return "ended";
    case NETRAL_ATTEMPT_SHORT: return "short";
    case NETRAL_ATTEMPT_PASSED: return "passed";
    case NETRAL_ATTEMPT_KEPT_AWAY: return "kept-away";
    default: return "uncalled";
    }
}

static void put_attempt(struct json *json, const netral_attempt *attempt) {
    json_open(json, NULL, '{');
    json_string(json, "outcome", attempt_outcome(attempt->outcome));
    put_span_keys(json, attempt->start, attempt->end);
    put_trigger(json, attempt->trigger_start, attempt->trigger_end);
    put_rule(json, &attempt->rule);
    put_span(json, "reached", attempt->reached_start, attempt->reached_end);
    json_bytes(json, "item", attempt->rule.pattern + attempt->item, attempt->item_length);
    json_string(json, "wanted", attempt->wanted);
    json_string(json, "denied", attempt->denied);
    json_string(json, "known", attempt->known);
    json_close(json, '}');
}

static void put_known(struct json *json, const netral_known *known) {
    json_open(json, NULL, '{');
    put_span_keys(json, known->start, known->end);
    json_string(json, "form", known->form);
    json_string(json, "known", known->features);
    json_close(json, '}');
}

static void put_lists(struct json *json) {
    const netral_doc *doc = json->out->doc;
    netral_claim claim;
    netral_attempt attempt;
    netral_known known;
    json_open(json, "claims", '[');
    for (size_t i = 0; netral_doc_claim(doc, i, &claim) == 0; i++)
        put_claim(json, i, &claim);
    json_close(json, ']');
    json_open(json, "attempts", '[');
    for (size_t i = 0; netral_doc_attempt(doc, i, &attempt) == 0; i++)
        put_attempt(json, &attempt);
    json_close(json, ']');
    json_open(json, "words", '[');
    for (size_t i = 0; netral_doc_known(doc, i, &known) == 0; i++)
        put_known(json, &known);
    json_close(json, ']');
}

void write_explain_json(struct writer *writer, int indented) {
    struct json json = {writer, indented, 0, 1};
    netral_span span = explained_span(writer->doc);
    size_t line = 1, column = 1;
    netral_doc_place(writer->doc, span.start, &line, &column);
    json_open(&json, NULL, '{');
    json_string(&json, "schema", "netral-explain/1");
    json_string(&json, "id", netral_doc_id(writer->doc));
    put_span_keys(&json, span.start, span.end);
    json_number(&json, "line", line);
    json_number(&json, "column", column);
    put_lists(&json);
    json_close(&json, '}');
    writer_char(writer, '\n');
}
