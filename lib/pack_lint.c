/* Checking a pack. Errors were found when it was made; here is looked for what is allowed and yet hardly meant.
 *
 * What can be counted is counted, on the texts that are there: the examples of all rules. A trigger is too common when it stands
 * at more than one token in TOO_COMMON of the other rules' examples; a rule is shadowed when it matches in all of its yes examples, and
 * another one wins them all. An example in which it does not match is another matter, and told as such. */
#include <string.h>

#include "lint.h"
#include "lookup.h"
#include "match.h"
#include "observer.h"
#include "pack_test.h"
#include "sentences.h"

#define TOO_COMMON 6
/* So few tokens say nothing of what is common. */
#define FEW_TOKENS 400

/* How often a rule would be tried, in the examples of the others. */
struct tried {
    uint32_t tokens, own_tokens; /* where it would be tried; the tokens of its own examples */
};

struct counting {
    struct lint *lint;
    struct tried *rules;
    uint32_t tokens; /* of all examples */
    uint32_t own;    /* the rule whose example is read */
    struct pack_example example;
    int is_matched;  /* the rule finds something at the example's brackets, whether it then wins or loses */
};

/* What the yes examples of a rule came to. */
struct shown {
    uint32_t shadow;          /* the rule that wins all of them from it; UINT32_MAX none */
    uint32_t unmatched, line; /* in how many of them it does not match at all, and where the first is */
};

/* ---- Triggers ------------------------------------------------------------------------------------------------------ */

static void count_token(struct counting *counting, struct segment *segment, uint32_t i) {
    const netral_pack *pack = counting->lint->pack;
    counting->tokens++;
    counting->rules[counting->own].own_tokens++;
    for (uint32_t group = 0; group < pack->group_count; group++)
        for (uint64_t seats = segment_waits(pack, segment, group, i); seats; seats &= seats - 1) {
            uint32_t rule = pack->groups[group].rules[lowest_bit(seats)];
            counting->rules[rule].tokens += rule != counting->own;
        }
}

static int note_match(void *context, const netral_doc *doc, struct segment *segment, uint32_t layer) {
    struct counting *counting = context;
    (void)doc, (void)layer;
    for (size_t i = 0; i < segment->candidate_count; i++) {
        const struct candidate *candidate = &segment->candidates[i];
        if (candidate->rule == counting->own && segment_token(segment, candidate->match_first)->start < counting->example.end &&
            segment_token(segment, candidate->match_end - 1)->end > counting->example.start)
            counting->is_matched = 1;
    }
    return 0;
}

static int ignore(void *context, const netral_doc *doc, const struct segment *segment, const struct candidate *candidate, enum clash clash,
                  uint32_t token) {
    (void)context, (void)doc, (void)segment, (void)candidate, (void)clash, (void)token;
    return 0;
}

/* Reads an example as netral.c reads a text, up to the rules, so that the mentions of all layers are features. */
static int count_text(struct counting *counting, const char *text, size_t length) {
    netral_doc *doc = counting->lint->doc;
    struct segment *segment = doc->segment;
    const struct observer observer = {note_match, ignore, counting};
    segment_clear(segment);
    if (tokenize_block(&segment->tokens, text, 0, length))
        return NETRAL_ERROR_MEMORY;
    lookup_words(doc->pack, &segment->tokens, 0);
    sentences_mark(doc->pack, &segment->tokens);
    doc->mention_count = 0;
    int code = lookup_segment(doc->pack, segment);
    counting->is_matched = 0;
    doc->observer = &observer;
    code = code ? code : match_segment(doc, segment);
    doc->observer = NULL;
    for (uint32_t i = 0; i < segment->count && code == 0; i++)
        count_token(counting, segment, i);
    return code;
}

static void check_trigger(const struct counting *counting, uint32_t number) {
    const struct lint *lint = counting->lint;
    const struct image_rule *rule = &lint->pack->rules[number];
    const struct tried *tried = &counting->rules[number];
    uint32_t tokens = counting->tokens - tried->own_tokens;
    if (tokens >= FEW_TOKENS && tried->tokens > tokens / TOO_COMMON)
        lint_rule(lint, rule, "common-trigger",
                  "rule %s is tried at %u of %u tokens of the other rules' examples: choose a word or class that few texts have",
                  lint->pack->strings + rule->id, tried->tokens, tokens);
}

/* ---- Examples ------------------------------------------------------------------------------------------------------ */

/* The rule that finds what a yes example of another is about; UINT32_MAX when it is the rule itself, or none. */
static uint32_t winner(struct lint *lint, uint32_t number, const struct pack_example *example) {
    for (size_t i = 0; i < lint->doc->mention_count; i++) {
        const struct mention *mention = &lint->doc->mentions[i];
        if (mention->type == lint->pack->rules[number].type && mention->start < example->end && mention->end > example->start)
            return mention->rule == number ? UINT32_MAX : mention->rule;
    }
    return UINT32_MAX;
}

/* An example without a pattern's match: of a rule that has a pattern. */
static int is_unmatched(const struct counting *counting, const struct image_rule *rule, const struct image_example *made) {
    return made->is_yes && rule->code_length && !counting->is_matched;
}

/* Reads the rule's examples, counts their tokens, and looks what became of each. */
static int read_examples(struct counting *counting, uint32_t number, struct shown *shown) {
    struct lint *lint = counting->lint;
    const struct image_rule *rule = &lint->pack->rules[number];
    uint32_t won = 0, shadow = UINT32_MAX;
    struct pack_example *example = &counting->example;
    int code = 0;
    counting->own = number;
    for (uint32_t i = 0; i < rule->example_count && code == 0; i++) {
        const struct image_example *made = &lint->pack->examples[rule->example + i];
        if (!pack_example_parse(lint->pack->strings + made->text, (int)made->is_yes, example))
            continue;
        code = netral_doc_extract(lint->doc, example->text, example->length, NULL, lint->error);
        uint32_t by = code || !made->is_yes ? UINT32_MAX : winner(lint, number, example);
        won += by != UINT32_MAX;
        shadow = by != UINT32_MAX ? by : shadow;
        code = code ? code : count_text(counting, example->text, example->length);
        if (code == 0 && is_unmatched(counting, rule, made) && shown->unmatched++ == 0)
            shown->line = made->line;
    }
    shown->shadow = won > 0 && won == rule->yes_count && shown->unmatched == 0 ? shadow : UINT32_MAX;
    return code;
}

static void check_examples(struct lint *lint, const struct image_rule *rule) {
    const char *id = lint->pack->strings + rule->id;
    int is_veto = (lint->pack->types[rule->type].flags & TYPE_VETO) != 0;
    if (rule->yes_count == 0 && !is_veto)
        lint_rule(lint, rule, "no-example", "rule %s has no yes example: nothing shows what it finds", id);
    if (rule->yes_count == rule->example_count && (is_veto || rule->code_length))
        lint_rule(lint, rule, "no-counterexample", "rule %s has no \"no\" example: nothing shows where it ends", id);
}

static void check_shadow(struct lint *lint, const struct image_rule *rule, uint32_t shadow) {
    const netral_pack *pack = lint->pack;
    const struct image_rule *other = &pack->rules[shadow];
    lint_rule(lint, rule, "shadowed", "rule %s: all its yes examples are won by %s (%s:%u, priority %d against %d)",
              pack->strings + rule->id, pack->strings + other->id, pack->strings + other->file, other->line, other->priority,
              rule->priority);
}

static void check_shown(struct lint *lint, const struct image_rule *rule, const struct shown *shown) {
    if (shown->unmatched)
        lint_rule(lint, rule, "unmatched-example",
                  "rule %s: in %u of its %u yes examples its own pattern finds nothing at the brackets (the first is in line %u): netral "
                  "explain says why",
                  lint->pack->strings + rule->id, shown->unmatched, rule->yes_count, shown->line);
    if (shown->shadow != UINT32_MAX)
        check_shadow(lint, rule, shown->shadow);
}

static void check_names(const struct lint *lint) {
    const netral_pack *pack = lint->pack;
    for (uint32_t i = 0; i < pack->replaced_count; i++) {
        const struct image_replaced *replaced = &pack->replaced[i];
        struct place place = {pack->strings + replaced->file, (int)replaced->line, (int)replaced->column};
        if (replaced->level != lint->level)
            continue;
        lint_place(lint, place, "replaced-name",
                   "\"%s\" is also a sub-pattern or set of the pack below, and takes its place in all of that pack's rules; choose a name "
                   "of your own if that is not meant",
                   pack->strings + replaced->name);
    }
}

/* ---- All ----------------------------------------------------------------------------------------------------------- */

static int check_rules(struct lint *lint, struct counting *counting, struct shown *shown) {
    const netral_pack *pack = lint->pack;
    int code = 0;
    for (uint32_t i = 0; i < pack->rule_count && code == 0; i++)
        code = read_examples(counting, i, &shown[i]);
    for (uint32_t i = 0; i < pack->rule_count && code == 0; i++) {
        const struct image_rule *rule = &pack->rules[i];
        if (rule->level != lint->level)
            continue;
        check_examples(lint, rule);
        check_trigger(counting, i);
        lint_layers(lint, i);
        code = lint_reach(lint, i);
        code = code ? code : lint_effort(lint, i);
        check_shown(lint, rule, &shown[i]);
    }
    return code;
}

static int check_all(struct lint *lint) {
    const netral_pack *pack = lint->pack;
    struct arena kept;
    arena_init(&kept, &pack->allocator);
    struct counting counting = {.lint = lint, .rules = arena_get(&kept, (pack->rule_count + 1) * sizeof *counting.rules)};
    struct shown *shown = arena_get(&kept, (pack->rule_count + 1) * sizeof *shown);
    lint->samples = arena_get(&kept, (pack->regex_count + 1) * sizeof *lint->samples);
    int code = counting.rules && shown && lint->samples ? 0 : NETRAL_ERROR_MEMORY;
    if (code == 0) {
        memset(counting.rules, 0, (pack->rule_count + 1) * sizeof *counting.rules);
        memset(shown, 0, (pack->rule_count + 1) * sizeof *shown);
        memset(lint->samples, 0, (pack->regex_count + 1) * sizeof *lint->samples);
        check_names(lint);
        code = check_rules(lint, &counting, shown);
    }
    code = code ? code : lint_lexicon(lint);
    arena_free(&kept);
    return code;
}

static int compile_all(const netral_pack *pack, netral_error *error) {
    const pcre2_code *compiled;
    int code = 0;
    for (uint32_t i = 0; i < pack->pattern_count && code == 0; i++)
        if (pack->rules[i].code_length)
            code = pack_rule_code(pack, i, &compiled, error);
    return code;
}

int netral_pack_check(const netral_pack *pack, netral_diagnostic_report *report, void *context, netral_error *error) {
    if (!pack)
        return error_set(error, NETRAL_ERROR_ARGUMENT, "argument", "netral_pack_check: pack is NULL");
    int code = compile_all(pack, error);
    if (code || !report)
        return code;
    struct lint lint = {.pack = pack, .report = report, .context = context, .error = error};
    for (uint32_t i = 0; i < pack->file_count; i++)
        lint.level = pack->files[i].level > lint.level ? pack->files[i].level : lint.level;
    arena_init(&lint.arena, &pack->allocator);
    code = netral_doc_new(pack, &pack->allocator, &lint.doc, error);
    code = code ? code : check_all(&lint);
    netral_doc_free(lint.doc);
    arena_free(&lint.arena);
    return code == NETRAL_ERROR_MEMORY ? error_memory(error) : code;
}
