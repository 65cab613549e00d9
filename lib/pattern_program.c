/* The usual code for a backtracking matcher, made in one walk over the pattern's text. Before every item stand two steps that
 * may become the beginning of an atomic group and the branch of its quantifier, before every alternative one that leads to the
 * next; those that become nothing are taken out at the end. An item that is counted is walked over again for each of its
 * copies. Every function gives the least number of tokens that its steps match. */
#include "pattern_program.h"

#include <stdlib.h>
#include <string.h>

struct walk {
    const struct pattern_names *names;
    const struct program_sink *sink;
    struct program *program;
    const char *at;
    const char *pattern, *item; /* the pattern's own text, and its last item that was begun */
    int depth;
};

static unsigned alternatives(struct walk *walk);

static uint32_t put(struct walk *walk, enum image_operation operation, uint32_t argument) {
    struct program *program = walk->program;
    if (program->count == PROGRAM_STEPS || argument >= UINT16_MAX) {
        program->failed = 1;
        return 0;
    }
    program->steps[program->count] = (struct image_step){(uint16_t)operation, (uint16_t)argument};
    program->places[program->count] = (uint16_t)(walk->item - walk->pattern);
    return program->count++;
}

/* A step that goes on with the next one, until it is made a branch. */
static uint32_t put_branch(struct walk *walk) {
    return put(walk, STEP_JUMP, walk->program->count + 1);
}

static void set(struct walk *walk, uint32_t step, enum image_operation operation, uint32_t target) {
    walk->program->steps[step] = (struct image_step){(uint16_t)operation, (uint16_t)target};
}

/* ---- Items --------------------------------------------------------------------------------------------------------- */

static unsigned sub_pattern(struct walk *walk, const char *text) {
    const char *after = walk->at;
    unsigned least = 0;
    walk->at = text;
    if (++walk->depth > LIMIT_PATTERN_NESTING)
        walk->program->failed = 1;
    else
        least = alternatives(walk);
    walk->depth--;
    walk->at = after;
    return least;
}

/* Skips `/regex/` at the opening slash. */
static void skip_regex(struct walk *walk) {
    for (walk->at++; *walk->at && *walk->at != '/'; walk->at++)
        if (*walk->at == '\\' && walk->at[1])
            walk->at++;
    walk->at += *walk->at == '/';
}

/* Whether what a regular expression matches begins with a digit, as far as its first signs tell: \d, [0-3]?\d, (0?[1-9]. One
 * that could also match an address (a dot or \w in it) is not asked. */
static int begins_with_digit(const char *regex) {
    const char *at = regex + 1 + strspn(regex + 1, "(");
    if (strstr(at, "\\w"))
        return 0;
    for (;;) {
        size_t length = 0;
        if (at[0] == '\\' && at[1] == 'd')
            length = 2;
        else if (at[0] == '[' && strspn(at + 1, "0123456789-") > 0 && at[1 + strspn(at + 1, "0123456789-")] == ']')
            length = 2 + strspn(at + 1, "0123456789-");
        else if (at[0] >= '0' && at[0] <= '9')
            length = 1;
        if (length == 0)
            return 0;
        at += length;
        if (*at != '?' && *at != '*' && *at != '|' && !(*at == '{' && at[1] == '0'))
            return strcspn(at, "|") >= strcspn(at, "/"); /* no other alternative follows */
        if (*at != '?')
            return 0;
        at++;
    }
}

/* The only feature of a test that asks for one and denies none; LIMIT_FEATURES when it asks for more. */
static uint32_t single_feature(const struct image_test *test) {
    uint32_t single = LIMIT_FEATURES, count = test->regex != 0;
    for (uint32_t feature = 0; feature < LIMIT_FEATURES; feature++) {
        count += (uint32_t)(features_has(&test->wanted, feature) + 2 * features_has(&test->unwanted, feature));
        single = features_has(&test->wanted, feature) ? feature : single;
    }
    return count == 1 ? single : LIMIT_FEATURES;
}

static unsigned put_test(struct walk *walk, const struct image_test *test) {
    uint32_t single = single_feature(test);
    if (single < LIMIT_FEATURES) {
        put(walk, STEP_FEATURE, single);
        return 1;
    }
    uint32_t number = walk->sink->test(walk->sink->context, test);
    if (number == UINT32_MAX)
        walk->program->failed = 1;
    put(walk, STEP_TEST, number);
    return 1;
}

/* At the opening slash: adds the regular expression to a test, and skips it. */
static void add_regex(struct walk *walk, struct image_test *test) {
    if (!walk->sink->regex(walk->sink->context, walk->at, test))
        walk->program->failed = 1;
    skip_regex(walk);
}

/* {a&b&!c}; {a:/regex/}, at the slash. */
static unsigned conjunction(struct walk *walk, const char *text, size_t length, int has_regex) {
    struct image_test test = {.regex = 0};
    struct pattern_name first = {NULL, 0, PATTERN_NO_FEATURE};
    netral_error error = {0};
    if (pattern_conjunction(text, length, walk->names, (struct place){NULL, 0, 0}, &test.wanted, &test.unwanted, &first, &error))
        walk->program->failed = 1;
    if (has_regex) {
        add_regex(walk, &test);
        walk->at += *walk->at == '}';
    }
    put_test(walk, &test);
    if (!has_regex && first.inside != PATTERN_NO_FEATURE)
        put(walk, STEP_INSIDE, first.inside);
    return 1;
}

static unsigned braces(struct walk *walk) {
    const char *start = ++walk->at;
    size_t length = strcspn(start, "}:");
    int has_regex = start[length] == ':';
    struct pattern_name found;
    walk->at = start + length + 1;
    if (length == 3 && memcmp(start, "any", 3) == 0 && !has_regex) {
        put(walk, STEP_ANY, 0);
        return 1;
    }
    if (!has_regex && walk->names->find(walk->names->context, start, length, &found) && found.pattern)
        return sub_pattern(walk, found.pattern);
    return conjunction(walk, start, length, has_regex);
}

/* The word; before it, where capitals are demanded, a look at the token's shape. */
static void put_word(struct walk *walk, const struct program_word *word) {
    if (walk->names->as_written && word->level > 0) {
        uint32_t look = put(walk, STEP_LOOK, 0);
        put(walk, STEP_FEATURE, word->level == 2 ? FEATURE_UPPER : FEATURE_CAP);
        put(walk, STEP_END, 0);
        set(walk, look, STEP_LOOK, walk->program->count);
    }
    put(walk, STEP_WORD, word->word);
}

static unsigned literal(struct walk *walk) {
    int is_quoted = *walk->at == '"';
    const char *start = walk->at + is_quoted;
    size_t length = strcspn(start, is_quoted ? "\"" : " \t\r\n(){}|?*+/\"<>[]\\^$");
    walk->at = start + length + is_quoted;
    struct program_word words[16];
    uint32_t count = walk->sink->words(walk->sink->context, start, length, words, 16);
    if (count == UINT32_MAX)
        walk->program->failed = 1;
    for (uint32_t i = 0; i < count && !walk->program->failed; i++)
        put_word(walk, &words[i]);
    return count;
}

static unsigned regex(struct walk *walk) {
    struct image_test test = {.regex = 0};
    if (begins_with_digit(walk->at))
        features_add(&test.wanted, FEATURE_NUMBER);
    add_regex(walk, &test);
    return put_test(walk, &test);
}

/* ---- Groups -------------------------------------------------------------------------------------------------------- */

/* Puts steps that are a program by themselves behind the step `first`, which leads behind them. */
static void close_steps(struct walk *walk, uint32_t first, enum image_operation operation) {
    put(walk, STEP_END, 0);
    set(walk, first, operation, walk->program->count);
}

/* At the parenthesis' content; `operation` is what its first step becomes, STEP_JUMP for none. */
static unsigned group_body(struct walk *walk, enum image_operation operation) {
    uint32_t first = put_branch(walk);
    unsigned least = alternatives(walk);
    walk->at += *walk->at == ')';
    if (operation != STEP_JUMP)
        close_steps(walk, first, operation);
    return operation_looks(operation) ? 0 : least;
}

/* (?<part> … ), at the name. */
static unsigned part(struct walk *walk) {
    struct program *program = walk->program;
    const char *name = walk->at;
    uint32_t number = program->group_count;
    walk->at = strchr(name, '>') + 1;
    if (number == LIMIT_GROUPS) {
        program->failed = 1;
        return 0;
    }
    program->groups[program->group_count++] = (struct program_group){name, (size_t)(walk->at - 1 - name)};
    put(walk, STEP_OPEN, number);
    unsigned least = group_body(walk, STEP_JUMP);
    put(walk, STEP_CLOSE, number);
    return least;
}

static unsigned group(struct walk *walk) {
    static const struct {
        char sign;
        enum image_operation operation;
    } kinds[] = {{'=', STEP_LOOK}, {'!', STEP_LOOK_NOT}, {'>', STEP_ATOMIC}, {':', STEP_JUMP}};
    if (*++walk->at != '?')
        return group_body(walk, STEP_JUMP);
    walk->at += 2;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (walk->at[-1] == kinds[i].sign)
            return group_body(walk, kinds[i].operation);
    return part(walk);
}

static unsigned item(struct walk *walk) {
    switch (*walk->at) {
    case '(': return group(walk);
    case '{': return braces(walk);
    case '/': return regex(walk);
    default: return literal(walk);
    }
}

/* ---- Repetition, order, choice ------------------------------------------------------------------------------------- */

#define NO_BOUND UINT32_MAX

struct quantifier {
    uint32_t least, most;
    int lazy, possessive;
};

/* {2} {2,} {2,5}; anything else in braces with a digit in front is left to PCRE2. */
static void read_counts(struct walk *walk, struct quantifier *quantifier) {
    char *at;
    quantifier->least = quantifier->most = (uint32_t)strtoul(walk->at + 1, &at, 10);
    if (*at == ',') {
        quantifier->most = NO_BOUND;
        if (*++at != '}')
            quantifier->most = (uint32_t)strtoul(at, &at, 10);
    }
    if (*at != '}' || quantifier->most < quantifier->least)
        walk->program->failed = 1;
    walk->at = strchr(walk->at, '}') + 1;
}

/* Reads the quantifier that stands behind an item, if there is one; white space may stand between. */
static struct quantifier read_quantifier(struct walk *walk) {
    struct quantifier quantifier = {1, 1, 0, 0};
    walk->at += strspn(walk->at, " \t\r\n");
    char c = *walk->at;
    if (c == '{' && walk->at[1] >= '0' && walk->at[1] <= '9') {
        read_counts(walk, &quantifier);
    } else if (c == '?' || c == '*' || c == '+') {
        quantifier.least = c == '+';
        quantifier.most = c == '?' ? 1 : NO_BOUND;
        walk->at++;
    } else {
        return quantifier;
    }
    quantifier.lazy = *walk->at == '?';
    quantifier.possessive = *walk->at == '+';
    walk->at += quantifier.lazy || quantifier.possessive;
    return quantifier;
}

/* A copy of an item that stands at `start`. Its groups are the same ones. */
static void copy_item(struct walk *walk, const char *start, uint32_t groups) {
    const char *after = walk->at;
    walk->at = start;
    walk->program->group_count = groups;
    item(walk);
    walk->at = after;
}

/* The item from `first` on stands once: makes it stand as often as the quantifier says. */
static void repeat(struct walk *walk, const char *start, uint32_t groups, uint32_t first, struct quantifier quantifier) {
    struct program *program = walk->program;
    uint32_t exits[100], count = 0, most = quantifier.most == NO_BOUND ? (quantifier.least ? quantifier.least : 1) : quantifier.most;
    if (most == 0 || most >= sizeof exits / sizeof *exits) {
        program->failed = 1;
        return;
    }
    if (quantifier.least == 0)
        exits[count++] = first; /* the branch before the item */
    uint32_t last = first + 1;
    for (uint32_t made = 1; made < most && !program->failed; made++) {
        uint32_t branch = put_branch(walk);
        if (made >= quantifier.least)
            exits[count++] = branch;
        last = program->count;
        copy_item(walk, start, groups);
    }
    if (quantifier.most == NO_BOUND) /* again, or on */
        put(walk, quantifier.lazy ? STEP_SPLIT : STEP_SPLIT_BACK, last);
    for (uint32_t i = 0; i < count; i++) /* on, or behind all */
        set(walk, exits[i], quantifier.lazy ? STEP_SPLIT_BACK : STEP_SPLIT, program->count);
}

static unsigned repeated_item(struct walk *walk) {
    const char *start = walk->at;
    walk->item = walk->depth == 0 ? start : walk->item;
    uint32_t groups = walk->program->group_count, guard = put_branch(walk), branch = put_branch(walk);
    unsigned least = item(walk);
    struct quantifier quantifier = read_quantifier(walk);
    int is_plain = quantifier.least == 1 && quantifier.most == 1;
    if (!is_plain && start[0] == '(' && start[1] == '?' && (start[2] == '=' || start[2] == '!'))
        walk->program->failed = 1; /* to repeat looking ahead means nothing */
    if (quantifier.most == NO_BOUND && least == 0)
        walk->program->failed = 1;
    if (!is_plain && !walk->program->failed)
        repeat(walk, start, groups, branch, quantifier);
    if (quantifier.possessive)
        close_steps(walk, guard, STEP_ATOMIC);
    return least * quantifier.least;
}

static unsigned sequence(struct walk *walk) {
    for (unsigned least = 0;; least += repeated_item(walk)) {
        walk->at += strspn(walk->at, " \t\r\n");
        if (!*walk->at || *walk->at == '|' || *walk->at == ')' || walk->program->failed)
            return least;
    }
}

#define MOST_ALTERNATIVES 1000

static unsigned alternatives(struct walk *walk) {
    uint32_t exits[MOST_ALTERNATIVES], count = 0;
    unsigned least = UINT32_MAX;
    for (;;) {
        uint32_t branch = put_branch(walk);
        unsigned tokens = sequence(walk);
        least = tokens < least ? tokens : least;
        if (*walk->at != '|' || walk->program->failed)
            break;
        walk->at++;
        if (count == sizeof exits / sizeof *exits) {
            walk->program->failed = 1;
            break;
        }
        exits[count++] = put_branch(walk);
        set(walk, branch, STEP_SPLIT, walk->program->count);
    }
    for (uint32_t i = 0; i < count; i++)
        set(walk, exits[i], STEP_JUMP, walk->program->count);
    return least;
}

/* ---- Making it short ----------------------------------------------------------------------------------------------- */

/* Where a run of jumps ends. A circle of jumps alone cannot be: every loop has an item in it, or is left after the bound. */
static uint32_t landing(const struct program *program, uint32_t at) {
    for (uint32_t hops = 0; hops < PROGRAM_STEPS && program->steps[at].operation == STEP_JUMP; hops++)
        at = program->steps[at].argument;
    return at;
}

static int is_idle(const struct program *program, uint32_t i) {
    return program->steps[i].operation == STEP_JUMP && program->steps[i].argument == i + 1;
}

/* Takes out the jumps that only go on with the next step, which most branches were in the end; targets follow. */
static void shorten(struct program *program) {
    uint16_t place[PROGRAM_STEPS + 1];
    uint32_t kept = 0;
    for (uint32_t i = 0; i < program->count; i++) {
        place[i] = (uint16_t)kept;
        kept += !is_idle(program, i);
    }
    for (uint32_t i = 0; i < program->count; i++) {
        struct image_step *step = &program->steps[i];
        if (operation_has_target(step->operation) && !is_idle(program, i))
            step->argument = (uint16_t)landing(program, step->argument);
    }
    uint32_t used = 0;
    for (uint32_t i = 0; i < program->count; i++) {
        struct image_step step = program->steps[i];
        if (is_idle(program, i))
            continue;
        if (operation_has_target(step.operation))
            step.argument = place[step.argument];
        program->places[used] = program->places[i];
        program->steps[used++] = step;
    }
    program->count = used;
}

void program_compile(const char *pattern, const struct pattern_names *names, const struct program_sink *sink, struct program *program) {
    struct walk walk = {names, sink, program, pattern, pattern, pattern, 0};
    program->count = program->group_count = 0;
    program->failed = 0;
    alternatives(&walk);
    put(&walk, STEP_MATCH, 0);
    if (!program->failed)
        shorten(program);
}
