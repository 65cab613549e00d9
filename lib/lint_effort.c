/* How the cost of a pattern grows. For each of its loops a text is made that fits: the shortest way to the loop, then the shortest
 * way round, again and again, up to a length and up to twice that length. The machine of program_run.c counts its ways back on
 * both. Twice the text may take twice as many, or four times; what takes far more is a pattern that an unlucky text makes run out
 * of its means. Tokens are made as the steps want them: features, a word, a form for a regular expression. */
#include <string.h>

#include "lint.h"
#include "lookup.h"
#include "program_run.h"

#define SHORT_TEXT 28
#define LONG_TEXT (2 * SHORT_TEXT)
#define MOST_WAYS 200000u
/* Ways back on the longer text that are too many, if they also are this many times the ones on the shorter. */
#define MANY_WAYS 2000u
#define TOO_STEEP 6u


/* A text: for each token the step that it is made for. */
struct subject {
    uint16_t steps[LONG_TEXT];
    uint32_t count;
};

struct effort {
    struct lint *lint;
    const struct image_rule *rule;
    const struct image_step *steps;
    struct segment segment;
    struct subject way, round; /* to the loop, and once through it */
    /* Searching: from where each step was reached. */
    uint16_t from[PROGRAM_STEPS], queue[PROGRAM_STEPS];
};

#define NOWHERE UINT16_MAX

/* ---- Ways through the program -------------------------------------------------------------------------------------- */

static void visit(struct effort *effort, uint32_t step, uint32_t from, uint32_t *count) {
    if (effort->from[step] != NOWHERE)
        return;
    effort->from[step] = (uint16_t)from;
    effort->queue[(*count)++] = (uint16_t)step;
}

/* Finds a way from step `start` to step `goal` and notes the tokens on it. Returns 0 when there is none. */
static int find_way(struct effort *effort, uint32_t start, uint32_t goal, struct subject *way) {
    uint16_t reversed[PROGRAM_STEPS];
    uint32_t count = 0, tokens = 0;
    memset(effort->from, 0xff, sizeof effort->from);
    visit(effort, start, start, &count);
    for (uint32_t i = 0; i < count && effort->from[goal] == NOWHERE; i++) {
        uint32_t at = effort->queue[i];
        unsigned operation = effort->steps[at].operation;
        if (step_goes_on(operation) || step_takes_token(operation))
            visit(effort, at + 1, at, &count);
        if (step_goes_to_target(operation))
            visit(effort, effort->steps[at].argument, at, &count);
    }
    if (effort->from[goal] == NOWHERE)
        return 0;
    for (uint32_t at = goal; at != start; at = effort->from[at])
        if (step_takes_token(effort->steps[effort->from[at]].operation))
            reversed[tokens++] = effort->from[at];
    way->count = 0;
    while (tokens > 0 && way->count < LONG_TEXT)
        way->steps[way->count++] = reversed[--tokens];
    return 1;
}

/* ---- Making a text ------------------------------------------------------------------------------------------------- */

static int make_form(struct effort *effort, uint32_t i, uint32_t regex) {
    const struct lint_sample *sample = regex ? lint_sample(effort->lint, regex) : NULL;
    effort->segment.tokens.items[i].form_length = 0;
    if (!sample)
        return regex ? NETRAL_ERROR_MEMORY : 0;
    if (sample->length > 0) {
        memcpy(effort->segment.tokens.forms + (size_t)i * SAMPLE_BYTES, sample->form, (size_t)sample->length);
        effort->segment.tokens.items[i].form_length = (uint16_t)sample->length;
    }
    return 0;
}

/* What a step asks of a token, beside what is known of it already. Returns 0 when both cannot be. */
static int ask_too(const struct effort *effort, const struct image_step *step, struct features *features) {
    struct features both = *features;
    if (step->operation == STEP_FEATURE)
        features_add(&both, step->argument);
    else if (step->operation == STEP_TEST)
        features_merge(&both, &effort->lint->pack->tests[step->argument].wanted);
    lint_add_implied(effort->lint, &both);
    if (!lint_may_be_token(effort->lint, &both))
        return 0;
    *features = both;
    return 1;
}

/* The token that a step asks for. */
static int make_token(struct effort *effort, uint32_t i, const struct image_step *step, struct features *features) {
    const netral_pack *pack = effort->lint->pack;
    struct segment *segment = &effort->segment;
    *features = (struct features){{0}};
    segment->words[i] = step->operation == STEP_WORD ? pack->program_words[step->argument] : 0;
    ask_too(effort, step, features);
    return make_form(effort, i, step->operation == STEP_TEST ? pack->tests[step->argument].regex : 0);
}

/* A token that is also what the other steps of the loop ask for, where it can be: alternatives that accept the same. */
static void enrich(const struct effort *effort, uint32_t first, uint32_t branch, struct features *features) {
    for (uint32_t step = first; step < branch; step++)
        if (effort->steps[step].operation == STEP_FEATURE || effort->steps[step].operation == STEP_TEST)
            ask_too(effort, &effort->steps[step], features);
}

static int make_text(struct effort *effort, uint32_t first, uint32_t branch, int is_rich) {
    int code = 0;
    struct features features;
    rows_clear(effort->lint->pack, effort->segment.table);
    for (uint32_t i = 0; i < LONG_TEXT && code == 0; i++) {
        uint32_t turn = i < effort->way.count ? 0 : (i - effort->way.count) % effort->round.count;
        uint32_t step = i < effort->way.count ? effort->way.steps[i] : effort->round.steps[turn];
        code = make_token(effort, i, &effort->steps[step], &features);
        if (is_rich && i >= effort->way.count && effort->steps[step].operation != STEP_WORD)
            enrich(effort, first, branch, &features);
        segment_set_features(effort->lint->pack, &effort->segment, i, &features, ROW_COMPLETE);
    }
    return code;
}

/* ---- Measuring ----------------------------------------------------------------------------------------------------- */

static unsigned ways_on(struct effort *effort, uint32_t length) {
    unsigned ways = 0;
    for (uint32_t i = 0; i < length; i++)
        effort->segment.block_end[i] = length;
    program_measure(effort->lint->pack, &effort->segment, effort->rule, length, MOST_WAYS, &ways);
    return ways;
}

/* Returns 1 when the cost of the text that was made is too steep. */
static int judge_text(struct effort *effort) {
    unsigned few = ways_on(effort, SHORT_TEXT), many = ways_on(effort, LONG_TEXT);
    if (many < MANY_WAYS || (few > 0 && few < MOST_WAYS && many / few < TOO_STEEP))
        return 0;
    lint_rule(effort->lint, effort->rule, "backtracking",
              "rule %s: on a text of %d tokens that fits one of its loops it goes back %s%u times, on one of %d tokens %s%u times; "
              "do not let two of its items take the same tokens, or let the first keep what it took (*+, ++, (?> ))",
              effort->lint->pack->strings + effort->rule->id, SHORT_TEXT, few > MOST_WAYS ? "more than " : "",
              few > MOST_WAYS ? MOST_WAYS : few, LONG_TEXT, many > MOST_WAYS ? "more than " : "",
              many > MOST_WAYS ? MOST_WAYS : many);
    return 1;
}

/* The loop from step `first` to the branch that leads back to it. Returns 1 when its cost is too steep, 0, or an error. */
static int measure_loop(struct effort *effort, uint32_t first, uint32_t branch) {
    if (!find_way(effort, 0, first, &effort->way) || !find_way(effort, first, branch, &effort->round))
        return 0;
    if (effort->round.count == 0 || effort->way.count + effort->round.count > SHORT_TEXT)
        return 0;
    int code = 0;
    for (int is_rich = 0; is_rich < 2 && code == 0; is_rich++) {
        code = make_text(effort, first, branch, is_rich);
        code = code ? code : judge_text(effort);
    }
    return code;
}

static int open_text(struct effort *effort, struct arena *arena) {
    struct segment *segment = &effort->segment;
    segment->own_features = arena_get(arena, LONG_TEXT * sizeof *segment->own_features);
    segment->words = arena_get(arena, LONG_TEXT * sizeof *segment->words);
    segment->block_end = arena_get(arena, LONG_TEXT * sizeof *segment->block_end);
    segment->rows = arena_get(arena, LONG_TEXT * sizeof *segment->rows);
    segment->tokens.items = arena_get(arena, LONG_TEXT * sizeof *segment->tokens.items);
    segment->tokens.forms = arena_get(arena, (size_t)LONG_TEXT * SAMPLE_BYTES);
    if (!segment->own_features || !segment->words || !segment->rows || !segment->block_end || !segment->tokens.items ||
        !segment->tokens.forms)
        return NETRAL_ERROR_MEMORY;
    memset(segment->tokens.items, 0, LONG_TEXT * sizeof *segment->tokens.items);
    for (uint32_t i = 0; i < LONG_TEXT; i++)
        segment->tokens.items[i].form = i * SAMPLE_BYTES;
    segment->table = effort->lint->doc->segment->table;
    segment->match_data = effort->lint->doc->segment->match_data;
    segment->match_context = effort->lint->doc->segment->match_context;
    return rows_reserve(effort->lint->pack, segment->table, LONG_TEXT, &effort->lint->doc->allocator);
}

int lint_effort(struct lint *lint, uint32_t number) {
    const struct image_rule *rule = &lint->pack->rules[number];
    struct effort *effort = arena_get(&lint->arena, sizeof *effort);
    if (!effort)
        return NETRAL_ERROR_MEMORY;
    memset(effort, 0, sizeof *effort);
    effort->lint = lint;
    effort->rule = rule;
    effort->steps = lint->pack->steps + rule->program;
    int code = open_text(effort, &lint->arena);
    for (uint32_t i = 0; rule->program && code == 0 && effort->steps[i].operation != STEP_MATCH; i++) {
        unsigned operation = effort->steps[i].operation;
        if ((operation == STEP_SPLIT || operation == STEP_SPLIT_BACK) && effort->steps[i].argument <= i)
            code = measure_loop(effort, effort->steps[i].argument, i);
    }
    arena_reset(&lint->arena);
    return code < 0 ? code : 0;
}
