/* netral_doc_explain: the whole text is read again once, for what every rule found in it; then, for a place that is no mention, the one
 * segment that holds it, for the rules that came near. What a mention became afterwards is seen in the document itself. */
#include "explain.h"

#include <string.h>

#include "lookup.h"
#include "match.h"
#include "match_steps.h"
#include "reading.h"
#include "unicode.h"

void explanation_free(struct explanation *explanation) {
    if (!explanation)
        return;
    netral_allocator allocator = explanation->allocator;
    claims_free(&explanation->claims);
    memory_give_back(&allocator, explanation->starts, explanation->start_capacity, sizeof *explanation->starts);
    memory_give_back(&allocator, explanation->told, explanation->told_capacity, sizeof *explanation->told);
    memory_give_back(&allocator, explanation->lines, explanation->line_capacity, sizeof *explanation->lines);
    memory_give_back(&allocator, explanation->ties, explanation->tie_count, sizeof *explanation->ties);
    memory_give_back(&allocator, explanation->full, explanation->full_count, sizeof *explanation->full);
    arena_free(&explanation->arena);
    netral_doc_free(explanation->reading);
    memory_resize(&allocator, explanation, sizeof *explanation, 0);
}

/* ---- Reading again ------------------------------------------------------------------------------------------------- */

static int look_away(void *context, const netral_doc *doc, struct segment *segment, uint32_t layer) {
    (void)context, (void)doc, (void)segment, (void)layer;
    return 0;
}

static int match_again(netral_doc *reading, const struct observer *observer) {
    reading->observer = observer;
    int code = match_segment(reading, reading->segment);
    reading->observer = NULL;
    return code;
}

static int note_start(struct explanation *explanation, const struct source *before) {
    const struct token_list *tokens = &explanation->reading->segment->tokens;
    if (tokens->count == 0)
        return 0;
    if (memory_reserve(&explanation->allocator, &explanation->starts, &explanation->start_capacity, explanation->start_count + 1,
                       sizeof *explanation->starts))
        return NETRAL_ERROR_MEMORY;
    explanation->starts[explanation->start_count++] = (struct segment_start){*before, tokens->items[tokens->count - 1].end};
    return 0;
}

static int read_segment(struct explanation *explanation, int *more) {
    netral_doc *reading = explanation->reading;
    struct observer observer = {look_away, claims_settled, &explanation->claims};
    struct source before = reading->source;
    int code = reading_segment(reading, more);
    code = code ? code : note_start(explanation, &before);
    code = code ? code : lookup_segment(reading->pack, reading->segment);
    code = code ? code : claims_begin_segment(&explanation->claims, reading->segment);
    return code ? code : match_again(reading, &observer);
}

static int read_all(const netral_doc *doc, struct explanation *explanation, netral_error *error) {
    int code = netral_doc_new(doc->pack, &explanation->allocator, &explanation->reading, error);
    if (code)
        return code;
    arena_init(&explanation->arena, &explanation->allocator);
    claims_init(&explanation->claims, &explanation->allocator, &explanation->reading->arena);
    code = reading_open(explanation->reading, doc->text, doc->length, NULL, error);
    for (int more = 1; more && code == 0;)
        code = read_segment(explanation, &more);
    return code ? code : claims_finish(&explanation->claims, doc);
}

static int find_lines(const netral_doc *doc, struct explanation *explanation) {
    for (const char *at = doc->text, *end = at + doc->length; at; at++) {
        if (memory_reserve(&explanation->allocator, &explanation->lines, &explanation->line_capacity, explanation->line_count + 1,
                           sizeof *explanation->lines))
            return NETRAL_ERROR_MEMORY;
        explanation->lines[explanation->line_count++] = (uint32_t)(at - doc->text);
        at = memchr(at, '\n', (size_t)(end - at));
        if (!at)
            break;
    }
    return 0;
}

/* The document's explanation, made when it is first asked for. */
static int make_explanation(netral_doc *doc, netral_error *error) {
    if (doc->explanation)
        return 0;
    struct explanation *explanation = memory_resize(&doc->allocator, NULL, 0, sizeof *explanation);
    if (!explanation)
        return NETRAL_ERROR_MEMORY;
    memset(explanation, 0, sizeof *explanation);
    explanation->allocator = doc->allocator;
    int code = read_all(doc, explanation, error);
    code = code ? code : find_lines(doc, explanation);
    code = code ? code : explain_ties(doc, explanation);
    if (code)
        explanation_free(explanation);
    else
        doc->explanation = explanation;
    return code;
}

/* ---- What was found at the place ----------------------------------------------------------------------------------- */

/* The persons of a position, or the positions of a person. */
static void find_ties(const struct explanation *explanation, struct told_claim *told) {
    uint32_t mention = explanation->claims.items[told->claim].mention;
    size_t count = mention == NO_MENTION ? 0 : explanation->tie_count, at = explain_first_tie(explanation->ties, count, mention);
    told->tie = (uint32_t)at;
    while (at < count && explanation->ties[at].mention == mention)
        at++;
    told->tie_count = (uint32_t)at - told->tie;
}

static int tell_claim(const netral_doc *doc, struct explanation *explanation, uint32_t number) {
    struct told_claim told = {.claim = number};
    if (memory_reserve(&explanation->allocator, &explanation->told, &explanation->told_capacity, explanation->told_count + 1,
                       sizeof *explanation->told))
        return NETRAL_ERROR_MEMORY;
    told.why = explain_claim(doc, explanation, &explanation->claims.items[number]);
    if (!told.why)
        return NETRAL_ERROR_MEMORY;
    find_ties(explanation, &told);
    explanation->told[explanation->told_count++] = told;
    return 0;
}

static int tell_claims(const netral_doc *doc, struct explanation *explanation) {
    const struct claim_list *claims = &explanation->claims;
    uint32_t end = explanation->end > explanation->start ? explanation->end : explanation->start + 1;
    int code = 0;
    for (size_t i = claims_first(claims, explanation->start); i < claims->count && claims->items[i].start < end && code == 0; i++)
        if (claims->items[i].end > explanation->start)
            code = tell_claim(doc, explanation, (uint32_t)i);
    return code;
}

/* Whether the whole place lies in a mention: then nobody asks what else it could have been. */
static int is_explained(const struct explanation *explanation) {
    for (size_t i = 0; i < explanation->told_count; i++) {
        const struct claim *claim = &explanation->claims.items[explanation->told[i].claim];
        if (claim->mention != NO_MENTION && claim->start <= explanation->start && claim->end >= explanation->end)
            return 1;
    }
    return 0;
}

/* ---- The rules that came near -------------------------------------------------------------------------------------- */

static int layer_found(void *context, const netral_doc *doc, struct segment *segment, uint32_t layer) {
    attempts_find(context, doc->pack, segment, layer);
    return 0;
}

static int ignore(void *context, const netral_doc *doc, const struct segment *segment, const struct candidate *candidate,
                  enum clash clash, uint32_t token) {
    (void)context, (void)doc, (void)segment, (void)candidate, (void)clash, (void)token;
    return 0;
}

/* The tokens that lie in the place; or, when it is empty or between two, the one behind it. */
static void find_tokens(struct explanation *explanation) {
    const struct segment *segment = explanation->reading->segment;
    struct attempt_list *list = &explanation->attempts;
    uint32_t count = (uint32_t)segment->count;
    list->first = list->count = 0;
    while (list->first < count && segment_token(segment, list->first)->end <= explanation->start)
        list->first++;
    list->end = list->first;
    while (list->end < count && segment_token(segment, list->end)->start < explanation->end)
        list->end++;
    if (list->end == list->first && list->end < count)
        list->end++;
}

static const struct segment_start *segment_of(const struct explanation *explanation) {
    for (size_t i = 0; i < explanation->start_count; i++)
        if (explanation->starts[i].end > explanation->start)
            return &explanation->starts[i];
    return NULL;
}

static int read_near(struct explanation *explanation, const struct segment_start *start) {
    netral_doc *reading = explanation->reading;
    struct observer observer = {layer_found, ignore, &explanation->attempts};
    int more;
    reading->source = start->source;
    reading->mention_count = reading->part_count = 0;
    int code = match_steps_begin(reading); /* each place is asked anew */
    code = code ? code : reading_segment(reading, &more);
    code = code ? code : lookup_segment(reading->pack, reading->segment);
    if (code)
        return code;
    find_tokens(explanation);
    return match_again(reading, &observer);
}

static int look_near(const netral_doc *doc, struct explanation *explanation) {
    const struct segment_start *start = segment_of(explanation);
    int code = start ? read_near(explanation, start) : 0;
    return code || !start ? code : explain_place(doc, explanation);
}

/* ---- The call ------------------------------------------------------------------------------------------------------ */

static int is_inside_character(const netral_doc *doc, size_t at) {
    return at > 0 && at < doc->length && unicode_continues(doc->text[at]);
}

static int check_place(const netral_doc *doc, size_t start, size_t end, netral_error *error) {
    if (!doc || !doc->text)
        return error_set(error, NETRAL_ERROR_ARGUMENT, "argument", "netral_doc_explain: doc is NULL, or has read nothing");
    if (!doc->is_extracted)
        return error_set(error, NETRAL_ERROR_ARGUMENT, "argument", "netral_doc_explain: nothing was extracted; extract first");
    if (start > end || end > doc->length)
        return error_set(error, NETRAL_ERROR_ARGUMENT, "place", "there are no bytes %zu to %zu: the text has %zu", start, end, doc->length);
    size_t at = is_inside_character(doc, start) ? start : end, first = at;
    while (is_inside_character(doc, first) && at - first < 3)
        first--;
    if (first < at && !is_inside_character(doc, first))
        return error_set(error, NETRAL_ERROR_ARGUMENT, "place", "byte %zu is inside a character, which begins at byte %zu", at, first);
    return 0;
}

static void forget_place(struct explanation *explanation) {
    arena_reset(&explanation->arena);
    explanation->told_count = explanation->attempt_count = explanation->token_count = 0;
    explanation->attempts.count = 0;
}

static int explain(netral_doc *doc, size_t start, size_t end, netral_error *error) {
    int code = make_explanation(doc, error);
    if (code)
        return code;
    struct explanation *explanation = doc->explanation;
    forget_place(explanation);
    explanation->start = (uint32_t)start;
    explanation->end = (uint32_t)end;
    explanation->reading->error = error;
    code = tell_claims(doc, explanation);
    if (code == 0 && !is_explained(explanation))
        code = look_near(doc, explanation);
    explanation->reading->error = NULL;
    if (code)
        forget_place(explanation);
    return code;
}

int netral_doc_explain(netral_doc *doc, size_t start, size_t end, netral_error *error) {
    int code = check_place(doc, start, end, error);
    code = code ? code : explain(doc, start, end, error);
    return code == NETRAL_ERROR_MEMORY ? error_memory(error) : code;
}
