/* The names of features are in the image; a regular expression is there as its translation (pattern.c), which differs from what was
 * written in three places and is turned back. */
#include "describe.h"

#include <string.h>

static void add_name(const netral_pack *pack, unsigned feature, struct wording *wording) {
    const char *name = pack->strings + pack->feature_names[feature].name;
    wording_string(wording, *name ? name : "?");
}

/* ---- Regular expressions ------------------------------------------------------------------------------------------- */

/* What the translation makes of a piece, and what was written. */
static const struct {
    const char *made, *written;
} translated[] = {{"[\\w\\x80-\\xff]", "\\w"}, {"[^\\x1f]", "."}, {"\\x1f]", "]"}};

/* Adds one piece of a translation as it was written. Returns the bytes it takes. */
static size_t turn_back(const char *at, size_t length, struct wording *wording) {
    for (size_t i = 0; i < sizeof translated / sizeof *translated; i++) {
        size_t size = strlen(translated[i].made);
        if (size > length || memcmp(at, translated[i].made, size) != 0)
            continue;
        wording_string(wording, translated[i].written);
        return size;
    }
    wording_bytes(wording, at, 1);
    return 1;
}

/* The translation stands between `@(?:` and `)\x1f`. */
static void add_regex(const netral_pack *pack, uint32_t number, struct wording *wording) {
    const struct image_regex *regex = &pack->regexes[number];
    const char *source = pack->strings + regex->code;
    size_t begin = strlen("@(?:"), end = regex->code_length - strlen(")\\x1f");
    wording_string(wording, "/");
    for (size_t at = begin; at < end;)
        at += turn_back(source + at, end - at, wording);
    wording_string(wording, "/");
}

/* ---- Tests and steps ----------------------------------------------------------------------------------------------- */

static void add_names(const netral_pack *pack, const struct features *features, const char *sign, int *is_first, struct wording *wording) {
    for (unsigned feature = 0; feature < LIMIT_FEATURES; feature++) {
        int is_again = *sign && pack->feature_names[feature].is_inside; /* a denied class denies its further tokens too */
        if (!features_has(features, feature) || is_again)
            continue;
        wording_string(wording, *is_first ? "" : "&");
        wording_string(wording, sign);
        add_name(pack, feature, wording);
        *is_first = 0;
    }
}

static void add_conjunction(const netral_pack *pack, const struct image_test *test, struct wording *wording) {
    int is_first = 1;
    add_names(pack, &test->wanted, "", &is_first, wording);
    add_names(pack, &test->unwanted, "!", &is_first, wording);
}

static int asks_features(const struct image_test *test) {
    const struct features none = {{0}};
    return memcmp(&test->wanted, &none, sizeof none) != 0 || memcmp(&test->unwanted, &none, sizeof none) != 0;
}

/* What the author wrote: a regular expression that no plain word matches denies that shape by itself. */
static struct image_test without_shortcut(const netral_pack *pack, const struct image_test *test) {
    struct image_test written = *test;
    if (test->regex && pack->regexes[test->regex].is_never_plain)
        written.unwanted.bits[FEATURE_PLAIN / 64] &= ~((uint64_t)1 << FEATURE_PLAIN % 64);
    return written;
}

static void add_test(const netral_pack *pack, const struct image_test *test, struct wording *wording) {
    struct image_test written = without_shortcut(pack, test);
    if (!asks_features(&written)) {
        add_regex(pack, test->regex, wording);
        return;
    }
    wording_string(wording, "{");
    add_conjunction(pack, &written, wording);
    if (test->regex) {
        wording_string(wording, ":");
        add_regex(pack, test->regex, wording);
    }
    wording_string(wording, "}");
}

/* Whether a word needs no quotation marks in a pattern: signs are written in them. */
static int is_plain(const char *form) {
    int begins_word = (*form >= 'a' && *form <= 'z') || (*form >= '0' && *form <= '9') || (unsigned char)*form >= 0x80;
    return begins_word && strcspn(form, " \t\r\n(){}|?*+/\"<>[]\\^$,;:.!'") == strlen(form);
}

static void add_word(const netral_pack *pack, uint32_t word, struct wording *wording) {
    const struct image_word *known = &pack->words[word];
    const char *form = pack->strings + known->form, *quote = is_plain(form) ? "" : "\"";
    wording_string(wording, quote);
    wording_bytes(wording, form, known->length);
    wording_string(wording, quote);
}

void describe_step(const netral_pack *pack, const struct image_step *step, struct wording *wording) {
    switch (step->operation) {
    case STEP_FEATURE:
        wording_string(wording, "{");
        add_name(pack, step->argument, wording);
        wording_string(wording, "}");
        break;
    case STEP_TEST: add_test(pack, &pack->tests[step->argument], wording); break;
    case STEP_WORD: add_word(pack, pack->program_words[step->argument], wording); break;
    default: wording_string(wording, "{any}"); break;
    }
}

/* ---- Tokens -------------------------------------------------------------------------------------------------------- */

void describe_features(const netral_pack *pack, const struct features *features, struct wording *wording) {
    size_t before = wording->used;
    for (unsigned feature = 0; feature < LIMIT_FEATURES; feature++) {
        if (!features_has(features, feature))
            continue;
        wording_string(wording, wording->used > before ? " " : "");
        wording_string(wording, pack->feature_names[feature].is_inside ? "…" : "");
        add_name(pack, feature, wording);
    }
}

/* ---- Items of a pattern -------------------------------------------------------------------------------------------- */

/* Behind a stretch that ends with `end`, in which a backslash takes the next sign along. */
static size_t behind(const char *text, size_t at, char end) {
    for (at++; text[at] && text[at] != end; at++)
        if (text[at] == '\\' && text[at + 1])
            at++;
    return at + (text[at] == end);
}

static size_t item_end(const char *text, size_t at);

static size_t group_end(const char *text, size_t at) {
    for (at++; text[at] && text[at] != ')';)
        at = strchr("({\"/", text[at]) ? item_end(text, at) : at + 1;
    return at + (text[at] == ')');
}

/* {name}, {name:/regex/} */
static size_t brace_end(const char *text, size_t at) {
    size_t length = strcspn(text + at, "}:");
    if (text[at + length] == ':' && text[at + length + 1] == '/')
        return behind(text, behind(text, at + length + 1, '/') - 1, '}');
    return at + length + (text[at + length] == '}');
}

static size_t item_end(const char *text, size_t at) {
    switch (text[at]) {
    case '(': return group_end(text, at);
    case '{': return brace_end(text, at);
    case '"': return behind(text, at, '"');
    case '/': return behind(text, at, '/');
    default: return at + strcspn(text + at, " \t\r\n(){}|?*+/\"<>[]\\^$");
    }
}

size_t describe_item_length(const char *pattern, size_t place) {
    return place < strlen(pattern) ? item_end(pattern, place) - place : 0;
}
