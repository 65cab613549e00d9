/* Translating patterns. See pattern.h for the language. The translation is one pass from left to right: groups and quantifiers
 * pass through, everything that stands for tokens becomes header and form. Only what is listed passes, so that no construct of
 * PCRE2 that could run away (recursion, callouts, verbs, \C) can be written at all. */
#include "pattern.h"

#include <stdio.h>
#include <string.h>

#include "line.h"
#include "tokens.h"

struct translation {
    const struct pattern_names *names;
    struct place place;
    struct pattern_buffer *out;
    netral_error *error;
    const char *start, *at; /* the text being read */
    int depth, groups;
    int may_repeat; /* an item stands before: a quantifier may follow */
};

static int translate_text(struct translation *outer, const char *text);

static int wrong(const struct translation *t, const char *what) {
    if (!*t->at)
        return error_at(t->error, NETRAL_ERROR_RULE, "pattern", t->place, "pattern, at its end: %s", what);
    return error_at(t->error, NETRAL_ERROR_RULE, "pattern", t->place, "pattern, at \"%.24s\": %s", t->at, what);
}

static int put(struct translation *t, const char *bytes, size_t length) {
    struct pattern_buffer *out = t->out;
    if (out->used + length > LIMIT_PATTERN_BYTES)
        return wrong(t, "the pattern with its sub-patterns is too long (LIMIT_PATTERN_BYTES)");
    if (memory_reserve(&out->allocator, &out->bytes, &out->capacity, out->used + length + 1, 1))
        return error_memory(t->error);
    memcpy(out->bytes + out->used, bytes, length);
    out->used += length;
    out->bytes[out->used] = '\0';
    return 0;
}

static int put_text(struct translation *t, const char *text) {
    return put(t, text, strlen(text));
}

static int is_name_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/* ---- Headers: tests of features ------------------------------------------------------------------------------------ */

static int put_any_bytes(struct translation *t, unsigned count) {
    char text[24];
    if (count == 0)
        return 0;
    snprintf(text, sizeof text, count == 1 ? "." : ".{%u}", count);
    return put_text(t, text);
}

static size_t write_class_byte(char *text, unsigned value) {
    char c = (char)(LINE_EMPTY | value);
    size_t used = 0;
    if (!is_name_byte(c) && !(c >= 'A' && c <= 'Z'))
        text[used++] = '\\';
    text[used++] = c;
    return used;
}

/* The class of header bytes that have the wanted bits and none of the unwanted, as ranges: long rules are half of such classes. */
static int put_header_byte(struct translation *t, unsigned wanted, unsigned unwanted) {
    char text[2 * (1 << LINE_BITS) + 4];
    size_t used = 0;
    text[used++] = '[';
    for (unsigned first = 0, end; first < 1 << LINE_BITS; first = end) {
        for (end = first; end < 1 << LINE_BITS && (end & wanted) == wanted && (end & unwanted) == 0;)
            end++;
        if (end > first)
            used += write_class_byte(text + used, first);
        if (end > first + 2)
            text[used++] = '-';
        if (end > first + 1)
            used += write_class_byte(text + used, end - 1);
        end += end == first;
    }
    text[used++] = ']';
    return put(t, text, used);
}

static int put_header(struct translation *t, const struct features *wanted, const struct features *unwanted) {
    unsigned skip = 0;
    int code = 0;
    for (unsigned i = 0; i < LINE_HEADER && code == 0; i++) {
        unsigned want = line_bits(wanted, i), deny = line_bits(unwanted, i);
        if (want == 0 && deny == 0) {
            skip++;
            continue;
        }
        code = put_any_bytes(t, skip);
        skip = 0;
        if (code == 0)
            code = put_header_byte(t, want, deny);
    }
    return code ? code : put_any_bytes(t, skip);
}

static int put_free_header(struct translation *t) {
    return put_any_bytes(t, LINE_HEADER);
}

#define ANY_FORM "[^\x1f]*+\x1f" /* LINE_END as it is, not spelt out: it stands behind every token */

/* ---- Words --------------------------------------------------------------------------------------------------------- */

/* The capitals that a word of the pattern demands of the text. */
static int put_capitals(struct translation *t, int level) {
    struct features wanted = {{0}}, none = {{0}};
    if (!t->names->as_written || level == 0)
        return put_free_header(t);
    features_add(&wanted, level == 2 ? FEATURE_UPPER : FEATURE_CAP);
    return put_header(t, &wanted, &none);
}

static int put_form(struct translation *t, const char *form, size_t length, int level) {
    int code = put_capitals(t, level);
    for (size_t i = 0; i < length && code == 0; i++) {
        unsigned char c = (unsigned char)form[i];
        int plain = is_name_byte((char)c) || c >= 0x80;
        char escaped[2] = {'\\', (char)c};
        code = plain && c != '-' ? put(t, (const char *)&form[i], 1) : put(t, escaped, 2);
    }
    return code ? code : put(t, (const char[]){LINE_END}, 1);
}

/* A literal is tokenised as text is, so that whatever a person writes there is what the tokeniser would see. */
static int put_literal(struct translation *t, const char *text, size_t length) {
    struct token_list tokens;
    token_list_init(&tokens, &t->out->allocator);
    int code = tokenize_block(&tokens, text, 0, length);
    if (code)
        error_memory(t->error);
    else if (tokens.count == 0)
        code = wrong(t, "an empty literal");
    if (code == 0)
        code = put_text(t, "(?:");
    for (size_t i = 0; i < tokens.count && code == 0; i++) {
        const struct token *token = &tokens.items[i];
        int is_stop = i > 0 && token->form_length == 1 && tokens.forms[token->form] == '.';
        if (!is_stop) /* an abbreviation's full stop is not in the line */
            code = put_form(t, tokens.forms + token->form, token->form_length, token_level(token));
    }
    token_list_free(&tokens);
    return code ? code : put_text(t, ")");
}

static int is_word_byte(char c) {
    return is_name_byte(c) || (c >= 'A' && c <= 'Z') || c == '\'' || (unsigned char)c >= 0x80;
}

/* Who writes `psu.*bima` means what regular expressions over letters mean by it: no sign stands here for itself. */
static int bare_word(struct translation *t) {
    const char *start = t->at;
    while (is_word_byte(*t->at))
        t->at++;
    char next = *t->at;
    int is_wrong = next && !strchr(" \t\r\n(){}|?*+/\"", next);
    t->at = is_wrong ? start : t->at; /* shown as a whole */
    if (is_wrong)
        return wrong(t, next == '.' ? "signs of the text stand in quotation marks; \"anything between\" is {any}{0,6}?, and the full stop "
                                      "of an abbreviation is left out"
                                    : "this sign has no meaning here; write signs of the text in quotation marks");
    return put_literal(t, start, (size_t)(t->at - start));
}

static int quoted(struct translation *t) {
    const char *start = ++t->at, *end = strchr(start, '"');
    if (!end)
        return wrong(t, "a quotation mark is not closed");
    t->at = end + 1;
    return put_literal(t, start, (size_t)(end - start));
}

/* ---- Regular expressions inside one token -------------------------------------------------------------------------- */

/* A character class is copied; a negated one must not run over the token's end. */
static int regex_class(struct translation *t) {
    const char *start = t->at++;
    int negated = *t->at == '^';
    t->at += negated;
    if (*t->at == ']')
        return wrong(t, "an empty character class");
    while (*t->at && *t->at != ']') {
        if (*t->at == '[' || *t->at == '/')
            return wrong(t, "no [ or / inside a character class");
        if (*t->at == '\\' && !strchr("dw-\\]^.", t->at[1]))
            return wrong(t, "only \\d \\w \\- \\\\ \\] \\^ \\. inside a character class");
        t->at += *t->at == '\\' ? 2 : 1;
    }
    if (!*t->at)
        return wrong(t, "a character class is not closed");
    int code = put(t, start, (size_t)(t->at - start));
    t->at++;
    return code ? code : put_text(t, negated ? "\\x1f]" : "]");
}

static int regex_escape(struct translation *t) {
    char c = t->at[1];
    if (c == '\0' || !strchr("dwb.()[]{}|?*+/\\^$-", c))
        return wrong(t, "only \\d, \\w, \\b and escaped signs are allowed in a token's regular expression");
    const char *put_as = c == 'w' ? "[\\w\\x80-\\xff]" : NULL;
    int code = put_as ? put_text(t, put_as) : put(t, t->at, 2);
    t->at += 2;
    return code;
}

static int regex_byte(struct translation *t) {
    char c = *t->at;
    if (c == '[')
        return regex_class(t);
    if (c == '\\')
        return regex_escape(t);
    if (c == '(' && t->at[1] == '*')
        return wrong(t, "verbs are not allowed");
    if (c == '(' && t->at[1] == '?' && !(t->at[2] == ':' || t->at[2] == '=' || t->at[2] == '!'))
        return wrong(t, "only (?: (?= (?! groups are allowed in a token's regular expression");
    int code = c == '.' ? put_text(t, "[^\\x1f]") : put(t, t->at, 1);
    t->at++;
    return code;
}

/* At the opening slash; leaves `at` behind the closing one. */
static int regex(struct translation *t) {
    int code = put_text(t, "(?:"), open = 0;
    t->at++;
    while (code == 0 && *t->at && *t->at != '/') {
        open += (*t->at == '(') - (*t->at == ')');
        if (open < 0 || open > LIMIT_PATTERN_NESTING)
            return wrong(t, open < 0 ? "a parenthesis closes what was not opened" : "parentheses are nested too deeply");
        code = regex_byte(t);
    }
    if (code == 0 && *t->at != '/')
        return wrong(t, "a regular expression is not closed by a slash");
    if (code == 0 && open > 0)
        return wrong(t, "a parenthesis is not closed");
    t->at += code == 0;
    return code ? code : put_text(t, ")\\x1f");
}

/* ---- Names in braces ----------------------------------------------------------------------------------------------- */

static int unknown_name(const struct pattern_names *names, struct place place, const char *name, size_t length,
                        netral_error *error) {
    if (*names->failed)
        return *names->failed;
    const char *near = names->near(names->context, name, length);
    return error_at(error, NETRAL_ERROR_RULE, "unknown-name", place,
                    "{%.*s} is no sub-pattern, set, lexicon class, mention type or shape%s%s%s", (int)length, name,
                    near ? "; did you mean {" : "", near ? near : "", near ? "}?" : "");
}

int pattern_conjunction(const char *text, size_t length, const struct pattern_names *names, struct place place,
                        struct features *wanted, struct features *unwanted, struct pattern_name *first, netral_error *error) {
    const char *at = text, *end = text + length;
    int terms = 0;
    while (end > at && (end[-1] == ' ' || end[-1] == '\n'))
        end--;
    while (at <= end) {
        while (at < end && (*at == ' ' || *at == '&'))
            at++;
        int denied = at < end && *at == '!';
        at += denied;
        const char *start = at;
        while (at < end && is_name_byte(*at))
            at++;
        struct pattern_name found;
        if (at == start || !names->find(names->context, start, (size_t)(at - start), &found))
            return unknown_name(names, place, start, (size_t)(at - start), error);
        if (found.pattern)
            return error_at(error, NETRAL_ERROR_RULE, "pattern", place, "{%.*s} is a sub-pattern: it cannot be joined by & or !",
                            (int)(at - start), start);
        features_add(denied ? unwanted : wanted, found.feature);
        if (denied && found.inside != PATTERN_NO_FEATURE)
            features_add(unwanted, found.inside);
        if (terms++ == 0)
            *first = denied ? (struct pattern_name){NULL, found.feature, PATTERN_NO_FEATURE} : found;
        while (at < end && *at == ' ')
            at++;
        if (at == end)
            return 0;
        if (*at != '&')
            return error_at(error, NETRAL_ERROR_RULE, "pattern", place, "expected & or } at \"%.*s\"", (int)(end - at), at);
    }
    return 0;
}

static int put_features(struct translation *t, const char *text, size_t length, const char *form) {
    struct features wanted = {{0}}, unwanted = {{0}}, inside = {{0}}, none = {{0}};
    struct pattern_name first;
    int code = pattern_conjunction(text, length, t->names, t->place, &wanted, &unwanted, &first, t->error);
    if (code == 0)
        code = put_text(t, "(?:");
    if (code == 0)
        code = put_header(t, &wanted, &unwanted);
    if (code)
        return code;
    if (form) {
        const char *after = t->at;
        t->at = form;
        code = regex(t);
        t->at = after;
        return code ? code : put_text(t, ")");
    }
    code = put_text(t, ANY_FORM);
    if (code == 0 && first.inside != PATTERN_NO_FEATURE) {
        features_add(&inside, first.inside);
        code = put_text(t, "(?:");
        code = code ? code : put_header(t, &inside, &none);
        code = code ? code : put_text(t, ANY_FORM ")*+");
    }
    return code ? code : put_text(t, ")");
}

static int sub_pattern(struct translation *t, const char *text) {
    int code = put_text(t, "(?:");
    code = code ? code : translate_text(t, text);
    return code ? code : put_text(t, ")");
}

static const char *closing_brace(const char *at) {
    const char *end = strpbrk(at, "}:");
    if (end && *end == ':' && end[1] == '/') { /* {class:/regex/}: the expression may hold braces */
        for (end += 2; *end && *end != '/'; end++)
            if (*end == '\\' && end[1])
                end++;
        return *end == '/' && end[1] == '}' ? end + 1 : NULL;
    }
    return end && *end == '}' ? end : NULL;
}

/* A group, so that a quantifier behind it is the token's. */
static int put_any_token(struct translation *t) {
    int code = put_text(t, "(?:");
    code = code ? code : put_free_header(t);
    return code ? code : put_text(t, ANY_FORM ")");
}

static int braces(struct translation *t) {
    const char *start = ++t->at, *end = closing_brace(start);
    if (!end)
        return wrong(t, "a brace is not closed");
    const char *colon = memchr(start, ':', (size_t)(end - start));
    size_t length = (size_t)((colon ? colon : end) - start);
    t->at = end + 1;
    if (length == 3 && memcmp(start, "any", 3) == 0)
        return put_any_token(t);
    struct pattern_name found;
    if (!colon && t->names->find(t->names->context, start, length, &found) && found.pattern)
        return sub_pattern(t, found.pattern);
    return put_features(t, start, length, colon ? colon + 1 : NULL);
}

/* ---- Groups and quantifiers ---------------------------------------------------------------------------------------- */

static int open_group(struct translation *t) {
    t->groups++;
    t->may_repeat = 0;
    if (t->depth + t->groups > LIMIT_PATTERN_NESTING)
        return wrong(t, "parentheses and sub-patterns are nested too deeply");
    if (t->at[1] == '*')
        return wrong(t, "verbs are not allowed");
    if (t->at[1 + strspn(t->at + 1, " \t\r\n")] == '?' && t->at[1] != '?')
        return wrong(t, "the ? of a group stands directly behind its parenthesis; there is nothing here to repeat");
    if (t->at[1] != '?') {
        t->at++;
        return put_text(t, "(?:");
    }
    const char *start = t->at;
    if (t->at[2] == '<' && !strchr("=!", t->at[3])) {
        t->at += 3;
        while (is_name_byte(*t->at) && *t->at != '-')
            t->at++;
        if (*t->at != '>' || t->at - start > 30 || t->at - start == 3)
            return wrong(t, "a part's name has at most 27 small letters, digits and underlines, and ends with >");
    } else if (!t->at[2] || !strchr(":=!>", t->at[2])) {
        return wrong(t, "only (?<part> (?: (?= (?! (?> groups are allowed");
    } else {
        t->at += 2;
    }
    t->at++;
    return put(t, start, (size_t)(t->at - start));
}

/* The closing brace of `{2}`, `{2,}` or `{2,5}`, or NULL. The counts have one or two digits. */
static const char *behind_counts(const char *at) {
    size_t least = strspn(++at, "0123456789");
    const char *comma = at + least;
    size_t most = *comma == ',' ? strspn(comma + 1, "0123456789") : 0;
    at = *comma == ',' ? comma + 1 + most : comma;
    return least >= 1 && least <= 2 && most <= 2 && *at == '}' ? at : NULL;
}

static int quantifier(struct translation *t) {
    const char *start = t->at;
    if (!t->may_repeat)
        return wrong(t, "nothing to repeat stands before this");
    if (*t->at == '{' && !(t->at = behind_counts(t->at))) {
        t->at = start;
        return wrong(t, "a repetition is written {2}, {2,} or {2,5}, up to 99");
    }
    t->at++;
    if (*t->at == '?' || *t->at == '+')
        t->at++;
    t->may_repeat = 0;
    return put(t, start, (size_t)(t->at - start));
}

static int item(struct translation *t) {
    char c = *t->at;
    int code;
    if (c == '(')
        return open_group(t);
    if (c == ')' && --t->groups < 0)
        return wrong(t, "a parenthesis closes what was not opened");
    if (c == ')' || c == '|') {
        t->may_repeat = c == ')';
        return put(t, t->at++, 1);
    }
    if (strchr("?*+", c) || (c == '{' && t->at[1] >= '0' && t->at[1] <= '9'))
        return quantifier(t);
    if (c == '/') {
        code = put_text(t, "(?:");
        code = code ? code : put_free_header(t);
        code = code ? code : regex(t);
        code = code ? code : put_text(t, ")");
    } else {
        code = c == '{' ? braces(t) : c == '"' ? quoted(t) : bare_word(t);
    }
    t->may_repeat = 1;
    return code;
}

static int translate_text(struct translation *outer, const char *text) {
    struct translation t = *outer;
    t.start = t.at = text;
    t.depth += t.groups + 1;
    t.groups = t.may_repeat = 0;
    if (t.depth > LIMIT_PATTERN_NESTING)
        return wrong(&t, "sub-patterns are nested too deeply, or name each other in a circle");
    int code = 0;
    while (*t.at && code == 0) {
        if (strchr(" \t\r\n", *t.at))
            t.at++;
        else
            code = item(&t);
    }
    if (code == 0 && t.groups > 0)
        return wrong(&t, "a parenthesis is not closed");
    return code;
}

int pattern_translate(const char *pattern, const struct pattern_names *names, struct place place, struct pattern_buffer *out,
                      netral_error *error) {
    struct translation t = {.names = names, .place = place, .out = out, .error = error, .at = pattern};
    return translate_text(&t, pattern);
}

int pattern_translate_regex(const char *at, struct pattern_buffer *out) {
    netral_error error;
    struct translation t = {.out = out, .error = &error, .at = at};
    char before = LINE_EMPTY;
    int code = put(&t, &before, 1);
    return code ? code : regex(&t);
}
