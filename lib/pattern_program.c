/* The usual code for a backtracking matcher, made in one walk over the pattern's text: before every item stands a step that
 * may become the branch of its quantifier, before every alternative one that leads to the next. What the translation to PCRE2
 * treats exactly (counts, atomic groups, looking ahead, expressions inside a token) is widened here, never narrowed. */
#include "pattern_program.h"

#include <string.h>

struct walk {
    const struct pattern_names *names;
    const struct program_sink *sink;
    struct program *program;
    const char *at;
    int depth;
};

static void alternatives(struct walk *walk);

static uint32_t put(struct walk *walk, enum image_operation operation, uint32_t argument) {
    struct program *program = walk->program;
    if (program->count == PROGRAM_STEPS || argument >= UINT16_MAX) {
        program->failed = 1;
        return 0;
    }
    program->steps[program->count] = (struct image_step){(uint16_t)operation, (uint16_t)argument};
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

static void sub_pattern(struct walk *walk, const char *text) {
    const char *after = walk->at;
    walk->at = text;
    if (++walk->depth > LIMIT_PATTERN_NESTING)
        walk->program->failed = 1;
    else
        alternatives(walk);
    walk->depth--;
    walk->at = after;
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

static void put_test(struct walk *walk, const struct features *wanted, const struct features *unwanted) {
    uint32_t number = walk->sink->test(walk->sink->context, wanted, unwanted);
    if (number == UINT32_MAX)
        walk->program->failed = 1;
    put(walk, STEP_TEST, number);
}

/* A phrase's further tokens: any number of tokens with the inside feature. */
static void put_inside(struct walk *walk, uint32_t inside) {
    struct features wanted = {{0}}, none = {{0}};
    features_add(&wanted, inside);
    uint32_t branch = put_branch(walk);
    put_test(walk, &wanted, &none);
    put(walk, STEP_JUMP, branch);
    set(walk, branch, STEP_SPLIT, walk->program->count);
}

static void conjunction(struct walk *walk, const char *text, size_t length, int has_regex) {
    struct features wanted = {{0}}, unwanted = {{0}};
    struct pattern_name first = {NULL, 0, PATTERN_NO_FEATURE};
    netral_error error = {0};
    if (length == 3 && memcmp(text, "any", 3) == 0) {
        put(walk, STEP_ANY, 0);
        return;
    }
    if (pattern_conjunction(text, length, walk->names, (struct place){NULL, 0, 0}, &wanted, &unwanted, &first, &error))
        walk->program->failed = 1;
    put_test(walk, &wanted, &unwanted);
    if (!has_regex && first.inside != PATTERN_NO_FEATURE)
        put_inside(walk, first.inside);
}

static void braces(struct walk *walk) {
    const char *start = ++walk->at;
    size_t length = strcspn(start, "}:");
    int has_regex = start[length] == ':';
    struct pattern_name found;
    walk->at = start + length + 1;
    if (has_regex) {
        skip_regex(walk);
        walk->at += *walk->at == '}';
    }
    if (!has_regex && walk->names->find(walk->names->context, start, length, &found) && found.pattern)
        sub_pattern(walk, found.pattern);
    else
        conjunction(walk, start, length, has_regex);
}

static void literal(struct walk *walk) {
    int is_quoted = *walk->at == '"';
    const char *start = walk->at + is_quoted;
    size_t length = strcspn(start, is_quoted ? "\"" : " \t\r\n(){}|?*+/\"<>[]\\^$");
    walk->at = start + length + is_quoted;
    uint32_t words[16], count = walk->sink->words(walk->sink->context, start, length, words, 16);
    if (count == UINT32_MAX)
        walk->program->failed = 1;
    for (uint32_t i = 0; i < count && !walk->program->failed; i++)
        put(walk, STEP_WORD, words[i]);
}

/* A group is its alternatives; looking ahead is taken for granted: its steps are made and dropped. */
static void group(struct walk *walk) {
    int looks = walk->at[1] == '?' && (walk->at[2] == '=' || walk->at[2] == '!');
    uint32_t before = walk->program->count;
    walk->at++;
    if (*walk->at == '?')
        walk->at = walk->at[1] == '<' ? strchr(walk->at, '>') + 1 : walk->at + 2;
    alternatives(walk);
    walk->at += *walk->at == ')';
    if (looks)
        walk->program->count = before;
}

/* A regular expression alone: any token, or one that begins with a digit. */
static void regex(struct walk *walk) {
    struct features number = {{0}}, none = {{0}};
    features_add(&number, FEATURE_NUMBER);
    if (begins_with_digit(walk->at))
        put_test(walk, &number, &none);
    else
        put(walk, STEP_ANY, 0);
    skip_regex(walk);
}

static void item(struct walk *walk) {
    switch (*walk->at) {
    case '(': group(walk); break;
    case '{': braces(walk); break;
    case '/': regex(walk); break;
    default: literal(walk);
    }
}

/* ---- Repetition, order, choice ------------------------------------------------------------------------------------- */

/* Reads a quantifier: whether the item may be absent, and whether it may come again. */
static void quantifier(struct walk *walk, int *absent, int *again) {
    char c = *walk->at;
    *absent = c == '?' || c == '*' || (c == '{' && walk->at[1] == '0');
    *again = c == '*' || c == '+' || (c == '{' && walk->at[1] >= '0' && walk->at[1] <= '9');
    if (!*absent && !*again)
        return;
    walk->at += c == '{' ? strcspn(walk->at, "}") + 1 : 1;
    if (*walk->at == '?' || *walk->at == '+')
        walk->at++;
}

static void repeated_item(struct walk *walk) {
    uint32_t branch = put_branch(walk);
    int absent, again;
    item(walk);
    quantifier(walk, &absent, &again);
    if (again) { /* back to the item, or on */
        uint32_t back = put(walk, STEP_SPLIT_BACK, branch + 1);
        (void)back;
    }
    if (absent)
        set(walk, branch, STEP_SPLIT, walk->program->count);
    else if (!again && branch + 1 == walk->program->count)
        walk->program->count = branch; /* nothing was made */
}

static void sequence(struct walk *walk) {
    for (;;) {
        walk->at += strspn(walk->at, " \t\r\n");
        if (!*walk->at || *walk->at == '|' || *walk->at == ')' || walk->program->failed)
            return;
        repeated_item(walk);
    }
}

static void alternatives(struct walk *walk) {
    uint32_t exits[64], count = 0;
    for (;;) {
        uint32_t branch = put_branch(walk);
        sequence(walk);
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
}

void program_compile(const char *pattern, const struct pattern_names *names, const struct program_sink *sink, struct program *program) {
    struct walk walk = {names, sink, program, pattern, 0};
    program->count = 0;
    program->failed = 0;
    alternatives(&walk);
    put(&walk, STEP_MATCH, 0);
}
