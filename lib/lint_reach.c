/* Rules that can never match: an item that no token can be, or a trigger that has no place in the pattern.
 *
 * Only what is certain is told. Words are compared in small letters and cut as texts are cut, so that `/Pasal \d/` matches nothing:
 * forms that the regular expression's automaton accepts are made and given to the tokeniser, and when none of them comes out as one
 * token, none is in any text. */
#include <string.h>

#include "lint.h"
#include "token_automaton.h"

/* ---- Forms that a regular expression matches ----------------------------------------------------------------------- */

/* How many forms lead on from one state of the automaton; all of them, to the longest, would be far too many. */
#define FORMS_A_STATE 12
#define SAMPLES (FORMS_A_STATE * AUTOMATON_STATES)

struct attempt {
    char form[SAMPLE_BYTES];
    uint8_t length, state;
};

/* A byte of each kind, the most usual one: a small letter, a digit, a sign. */
static void choose_bytes(const uint8_t *kinds, char *bytes) {
    static const char usual[] = "abcdefghijklmnopqrstuvwxyz0123456789.-/&'()%,:;+*#@!?_ABCDEFGHIJKLMNOPQRSTUVWXYZ ";
    memset(bytes, 0, 256);
    for (const char *c = usual; *c; c++)
        if (!bytes[kinds[(uint8_t)*c]])
            bytes[kinds[(uint8_t)*c]] = *c;
}

static int is_one_token(struct token_list *tokens, const struct attempt *attempt, int *code) {
    token_list_clear(tokens);
    *code = tokenize_block(tokens, attempt->form, 0, attempt->length);
    return *code == 0 && tokens->count == 1 && tokens->items[0].form_length == attempt->length &&
           memcmp(tokens->forms + tokens->items[0].form, attempt->form, attempt->length) == 0;
}

/* Adds the forms that are one byte longer. */
static size_t lengthen(const struct image_regex *regex, const uint8_t *next, const char *bytes, struct attempt attempt,
                       struct attempt *queue, size_t count, uint8_t *forms) {
    for (uint32_t kind = 0; kind < regex->kinds && attempt.length < SAMPLE_BYTES; kind++) {
        uint8_t state = next[attempt.state * regex->kinds + kind];
        if (!bytes[kind] || !state || forms[state] == FORMS_A_STATE)
            continue;
        forms[state]++;
        queue[count] = attempt;
        queue[count].form[attempt.length] = bytes[kind];
        queue[count].length++;
        queue[count++].state = state;
    }
    return count;
}

/* Goes through the automaton, short forms first. Returns 0 or NETRAL_ERROR_MEMORY. */
static int find_sample(struct lint *lint, const struct image_regex *regex, struct lint_sample *sample) {
    const uint8_t *kinds = lint->pack->automata + regex->automaton, *ends = kinds + 256, *next = ends + regex->states;
    char bytes[256];
    uint8_t forms[AUTOMATON_STATES] = {0};
    int code = 0;
    struct attempt *queue = arena_get(&lint->arena, (SAMPLES + 1) * sizeof *queue);
    if (!queue)
        return NETRAL_ERROR_MEMORY;
    choose_bytes(kinds, bytes);
    queue[0] = (struct attempt){.state = 1};
    for (size_t i = 0, count = 1; i < count && code == 0; i++) {
        const struct attempt attempt = queue[i];
        if (ends[attempt.state] && attempt.length > 0 && is_one_token(&lint->doc->segment->tokens, &attempt, &code)) {
            memcpy(sample->form, attempt.form, attempt.length);
            sample->length = (int8_t)attempt.length;
            break;
        }
        count = lengthen(regex, next, bytes, attempt, queue, count, forms);
    }
    return code;
}

/* The words of the lists are tokens too, and of more shapes than the forms that were made: `undang-undang`, `ke-2`. */
static void find_word(const struct lint *lint, const struct image_regex *regex, struct lint_sample *sample) {
    const netral_pack *pack = lint->pack;
    for (uint32_t i = 1; i < pack->word_count; i++) {
        const struct image_word *word = &pack->words[i];
        if (word->length > SAMPLE_BYTES || !token_automaton_run(pack->automata + regex->automaton, regex->kinds, regex->states,
                                                                pack->strings + word->form, word->length))
            continue;
        memcpy(sample->form, pack->strings + word->form, word->length);
        sample->length = (int8_t)word->length;
        return;
    }
}

const struct lint_sample *lint_sample(struct lint *lint, uint32_t regex) {
    struct lint_sample *sample = &lint->samples[regex];
    if (sample->known)
        return sample;
    sample->known = 1;
    if (!lint->pack->regexes[regex].states)
        sample->length = -1;
    else if (find_sample(lint, &lint->pack->regexes[regex], sample))
        return NULL;
    if (sample->length == 0)
        find_word(lint, &lint->pack->regexes[regex], sample);
    return sample;
}

/* ---- Items --------------------------------------------------------------------------------------------------------- */

static int check_test(struct lint *lint, const struct image_rule *rule, const struct image_test *test) {
    if (features_share(&test->wanted, &test->unwanted))
        lint_rule(lint, rule, "never-matches", "rule %s: an item asks for a class and denies it", lint->pack->strings + rule->id);
    else if (lint_shapes_exclude(&test->wanted))
        lint_rule(lint, rule, "never-matches", "rule %s: an item asks for shapes that no token has together (such as cap and lower)",
                  lint->pack->strings + rule->id);
    if (!test->regex)
        return 0;
    const struct lint_sample *sample = lint_sample(lint, test->regex);
    const struct image_regex *regex = &lint->pack->regexes[test->regex];
    if (sample && sample->length == 0) /* its source is between what stands around it in the line: @(?: and )\x1f */
        lint_rule(lint, rule, "never-matches",
                  "rule %s: no token of a text can match /%.*s/: words are compared in small letters, and one token holds no white "
                  "space and seldom a sign",
                  lint->pack->strings + rule->id, (int)regex->code_length - 9, lint->pack->strings + regex->code + 4);
    return sample ? 0 : NETRAL_ERROR_MEMORY;
}

/* ---- Triggers ------------------------------------------------------------------------------------------------------ */

/* Whether a word may have a feature. Of a class alone it is known: its entries are. */
static int word_may_have(const netral_pack *pack, uint32_t word, uint32_t feature) {
    for (uint32_t i = 0; i < pack->class_count; i++)
        if (pack->classes[i].begin == feature && pack->classes[i].inside == feature) {
            const struct image_alone *alone = &pack->alone[pack->words[word].alone];
            return features_has(&alone->by_level[0], feature) || features_has(&alone->by_level[1], feature) ||
                   features_has(&alone->by_level[2], feature);
        }
    return 1;
}

static int word_may_pass(const netral_pack *pack, uint32_t word, const struct image_test *test) {
    const struct image_regex *regex = &pack->regexes[test->regex];
    for (uint32_t feature = 0; feature < LIMIT_FEATURES; feature++)
        if (features_has(&test->wanted, feature) && !word_may_have(pack, word, feature))
            return 0;
    return !test->regex || !regex->states ||
           token_automaton_run(pack->automata + regex->automaton, regex->kinds, regex->states, pack->strings + pack->words[word].form,
                               pack->words[word].length);
}

static int may_take_word(const netral_pack *pack, const struct image_step *step, uint32_t word) {
    switch (step->operation) {
    case STEP_ANY: return 1;
    case STEP_WORD: return pack->program_words[step->argument] == word;
    case STEP_FEATURE: case STEP_INSIDE: return word_may_have(pack, word, step->argument);
    case STEP_TEST: return word_may_pass(pack, word, &pack->tests[step->argument]);
    default: return 0;
    }
}

/* Whether a word can be one of the first tokens of a match, as many as `back` allows. */
static int word_has_place(struct lint *lint, const struct image_rule *rule, uint32_t word, struct step_set *sets) {
    const struct image_step *steps = lint->pack->steps + rule->program;
    int found = 0;
    step_set_clear(&sets[0]);
    step_set_reach(steps, &sets[0], 0);
    for (uint32_t place = 0; place <= rule->back && !found; place++) {
        struct step_set *set = &sets[place % 2], *next = &sets[1 - place % 2];
        for (uint32_t i = 0; i < set->count && !found; i++)
            found = may_take_word(lint->pack, &steps[set->items[i]], word);
        step_set_clear(next);
        step_set_advance(steps, set, next);
    }
    step_set_clear(&sets[1]);
    return found;
}

static int waits_for(const netral_pack *pack, uint32_t word, uint32_t seat) {
    return (int)(pack_word_waits(pack, word, seat / GROUP_RULES) >> seat % GROUP_RULES & 1);
}

static int check_triggers(struct lint *lint, uint32_t number) {
    const netral_pack *pack = lint->pack;
    const struct image_rule *rule = &pack->rules[number];
    struct step_set *sets = arena_get(&lint->arena, 2 * sizeof *sets);
    if (!sets)
        return NETRAL_ERROR_MEMORY;
    memset(sets, 0, 2 * sizeof *sets);
    for (uint32_t word = 1; word < pack->word_count; word++) {
        if (!pack->words[word].triggers || !waits_for(pack, word, rule->seat) || word_has_place(lint, rule, word, sets))
            continue;
        lint_rule(lint, rule, "idle-trigger",
                  "rule %s: its trigger \"%s\" can be none of the first %u tokens of a match; raise \"back\" to the number of tokens "
                  "that stand before it",
                  pack->strings + rule->id, pack->strings + pack->words[word].form, rule->back + 1);
    }
    return 0;
}

int lint_reach(struct lint *lint, uint32_t number) {
    const struct image_rule *rule = &lint->pack->rules[number];
    const struct image_step *step = lint->pack->steps + rule->program;
    int code = 0;
    if (!rule->program)
        return 0;
    for (; step->operation != STEP_MATCH && code == 0; step++)
        if (step->operation == STEP_TEST)
            code = check_test(lint, rule, &lint->pack->tests[step->argument]);
    code = code ? code : check_triggers(lint, number);
    arena_reset(&lint->arena);
    return code;
}
