/* The first set of a pattern, as in any grammar: the union over alternatives of what their first items begin with, and on over
 * items that may be absent. A conjunction is represented by its first positive feature: a superset is all that is needed,
 * since PCRE2 still decides. The pattern's syntax was checked by pattern.c. */
#include "pattern_first.h"

#include <string.h>

struct walk {
    const struct pattern_names *names;
    const char *at;
    int depth;
};

static struct pattern_first alternatives(struct walk *walk);

static void unite(struct pattern_first *into, const struct pattern_first *more) {
    features_merge(&into->features, &more->features);
    into->any |= more->any;
    for (size_t i = 0; i < more->word_count; i++) {
        if (into->word_count == FIRST_WORDS) {
            into->any = 1;
            return;
        }
        into->words[into->word_count] = more->words[i];
        into->lengths[into->word_count++] = more->lengths[i];
    }
}

static struct pattern_first anything(void) {
    return (struct pattern_first){.any = 1};
}

static struct pattern_first of_text(struct walk *walk, const char *text) {
    struct walk inner = {walk->names, text, walk->depth + 1};
    return inner.depth > LIMIT_PATTERN_NESTING ? anything() : alternatives(&inner);
}

/* Skips `/regex/` at the opening slash. */
static void skip_regex(struct walk *walk) {
    for (walk->at++; *walk->at && *walk->at != '/'; walk->at++)
        if (*walk->at == '\\' && walk->at[1])
            walk->at++;
    walk->at += *walk->at == '/';
}

static size_t name_length(const char *at) {
    return strcspn(at, " &!:}");
}

/* The first positive name of a conjunction; a conjunction of denials begins with anything. */
static struct pattern_first conjunction(struct walk *walk) {
    struct pattern_first first = {.any = 1};
    for (; *walk->at && *walk->at != '}' && *walk->at != ':'; walk->at++) {
        int denied = *walk->at == '!';
        walk->at += denied;
        size_t length = name_length(walk->at);
        struct pattern_name found;
        if (length && !denied && first.any && walk->names->find(walk->names->context, walk->at, length, &found) && !found.pattern) {
            first.any = 0;
            features_add(&first.features, found.feature);
        }
        walk->at += length;
        if (*walk->at == '}' || *walk->at == ':' || !*walk->at)
            break;
    }
    if (*walk->at == ':') {
        walk->at++;
        skip_regex(walk);
    }
    walk->at += *walk->at == '}';
    return first;
}

static struct pattern_first braces(struct walk *walk) {
    walk->at++;
    size_t length = strcspn(walk->at, "}:");
    struct pattern_name found;
    if (walk->at[length] == '}' && walk->names->find(walk->names->context, walk->at, length, &found) && found.pattern) {
        walk->at += length + 1;
        return of_text(walk, found.pattern);
    }
    return conjunction(walk);
}

static struct pattern_first word(struct walk *walk) {
    struct pattern_first first = {.word_count = 1};
    int is_quoted = *walk->at == '"';
    const char *start = walk->at + is_quoted;
    size_t length = strcspn(start, is_quoted ? "\"" : " \t\r\n(){}|?*+/\"<>[]\\^$");
    first.words[0] = start;
    first.lengths[0] = length;
    walk->at = start + length + is_quoted;
    return first;
}

static struct pattern_first group(struct walk *walk) {
    struct pattern_first first = {.nullable = 1};
    int looks = walk->at[1] == '?' && (walk->at[2] == '=' || walk->at[2] == '!');
    walk->at++;
    if (*walk->at == '?') {
        if (walk->at[1] == '<')
            walk->at = strchr(walk->at, '>') + 1;
        else
            walk->at += 2;
    }
    struct pattern_first inside = alternatives(walk);
    walk->at += *walk->at == ')';
    return looks ? first : inside;
}

static struct pattern_first item(struct walk *walk) {
    switch (*walk->at) {
    case '(': return group(walk);
    case '{': return braces(walk);
    case '/':
        skip_regex(walk);
        return anything();
    default: return word(walk);
    }
}

/* Steps over a quantifier; returns whether it lets the item be absent. */
static int quantifier(struct walk *walk) {
    int absent = *walk->at == '?' || *walk->at == '*' || (*walk->at == '{' && walk->at[1] == '0');
    if (*walk->at == '{' && walk->at[1] >= '0' && walk->at[1] <= '9')
        walk->at += strcspn(walk->at, "}") + 1;
    else if (*walk->at && strchr("?*+", *walk->at))
        walk->at++;
    else
        return 0;
    if (*walk->at == '?' || *walk->at == '+')
        walk->at++;
    return absent;
}

static struct pattern_first sequence(struct walk *walk) {
    struct pattern_first first = {.nullable = 1};
    for (;;) {
        walk->at += strspn(walk->at, " \t\r\n");
        if (!*walk->at || *walk->at == '|' || *walk->at == ')')
            return first;
        struct pattern_first next = item(walk);
        int absent = quantifier(walk) || next.nullable;
        if (first.nullable)
            unite(&first, &next);
        first.nullable &= absent;
    }
}

static struct pattern_first alternatives(struct walk *walk) {
    struct pattern_first first = sequence(walk);
    while (*walk->at == '|') {
        walk->at++;
        struct pattern_first next = sequence(walk);
        unite(&first, &next);
        first.nullable |= next.nullable;
    }
    return first;
}

void pattern_first(const char *pattern, const struct pattern_names *names, struct pattern_first *first) {
    struct walk walk = {names, pattern, 0};
    *first = alternatives(&walk);
    first->any |= first->nullable;
}
