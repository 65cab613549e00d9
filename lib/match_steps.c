/* Counting, and what is done when there were too many. See match_steps.h. */
#include "match_steps.h"

#include <stdio.h>
#include <string.h>

int match_steps_begin(netral_doc *doc) {
    size_t count = doc->pack->pattern_count; /* a guard that gives up is told as its rule */
    if (memory_reserve(&doc->allocator, &doc->rule_steps, &doc->rule_steps_capacity, count + 1, sizeof *doc->rule_steps))
        return NETRAL_ERROR_MEMORY;
    memset(doc->rule_steps, 0, (count + 1) * sizeof *doc->rule_steps);
    doc->steps_taken = doc->steps_freed = 0;
    doc->steps_allowed = LIMIT_DOCUMENT_STEPS + (uint64_t)LIMIT_DOCUMENT_STEPS_PER_BYTE * doc->length;
    return 0;
}

/* Many bad rules in turn would take the document's steps again and again. */
static int stop_all(netral_doc *doc, uint32_t token) {
    const struct token *place = segment_token(doc->segment, token);
    for (uint32_t i = 0; i < doc->pack->rule_count; i++)
        doc->rule_steps[i].is_off = 1;
    return document_warn(doc, "limit:rules", place->start, place->end, 1,
                         "the rules took far more match steps than a document is allowed; none was tried behind this place");
}

/* The warning's name lives as long as the text: programs read it, and the writer takes the limit's name from it. */
static int warn(netral_doc *doc, uint32_t rule, uint32_t token, const char *text) {
    const struct token *place = segment_token(doc->segment, token);
    const char *id = doc->pack->strings + doc->pack->rules[rule].id;
    size_t size = sizeof "limit:rule:" + strlen(id);
    char *name = arena_get(&doc->arena, size);
    if (!name)
        return NETRAL_ERROR_MEMORY;
    snprintf(name, size, "limit:rule:%s", id);
    return document_warn(doc, name, place->start, place->end, 1, text);
}

int match_steps_gave_up(netral_doc *doc, uint32_t rule, uint32_t token) {
    struct rule_steps *steps = &doc->rule_steps[rule];
    if (steps->has_given_up++)
        return 0; /* once is enough to know */
    return warn(doc, rule, token, "the rule gave up at its limit of match steps; it may have missed something here and later");
}

static uint32_t greediest(const netral_doc *doc) {
    uint32_t most = 0;
    for (uint32_t i = 1; i < doc->pack->rule_count; i++)
        if (!doc->rule_steps[i].is_off && (doc->rule_steps[most].is_off || doc->rule_steps[i].taken > doc->rule_steps[most].taken))
            most = i;
    return most;
}

int match_steps_over(netral_doc *doc, uint32_t token) {
    uint32_t rule = greediest(doc);
    struct rule_steps *steps = &doc->rule_steps[rule];
    if (steps->is_off)
        return 0; /* all are */
    steps->is_off = 1;
    doc->steps_taken -= steps->taken;
    doc->steps_freed += steps->taken;
    if (doc->steps_taken + doc->steps_freed > LIMIT_DOCUMENT_STEPS_AGAIN * doc->steps_allowed)
        return stop_all(doc, token);
    return warn(doc, rule, token, "the rule took more match steps than a document is allowed; it was not tried behind this place");
}
