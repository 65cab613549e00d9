/* Many ways to the same bytes: patterns by programs or by PCRE2, regular expressions inside a word by automata or by PCRE2, PCRE2 as it
 * is or with JIT. What is written of every bundled article must be the same in all of them. (Another way, words
 * read byte by byte, is that of the whole build under AddressSanitizer, see tests.mk; threads.c has any number of threads.) The
 * library's own headers are used: this is a test of its inside. */
#include <stdint.h>

#include "../../lib/pack.h"
#include "articles.h"

struct way {
    const char *name;
    int programs, automata, jit;
};

static const struct way ways[] = {
    {"as shipped", 1, 1, 0},     {"with JIT", 1, 1, 1},
    {"words by PCRE2", 1, 0, 0}, {"words by PCRE2 with JIT", 1, 0, 1},
    {"all by PCRE2", 0, 0, 0},   {"all by PCRE2 with JIT", 0, 0, 1},
};

static void *copy(const void *items, size_t count, size_t size) {
    void *copied = malloc(count * size + 1);
    if (!copied)
        exit(2);
    return memcpy(copied, items, count * size);
}

/* Compiles everything, and once more for the processor: whoever asks for the patterns gets these. */
static void make_fast(netral_pack *pack) {
    const pcre2_code *code = NULL;
    check_open();
    for (uint32_t i = 0; i < pack->pattern_count + pack->regex_count; i++) {
        int is_rule = i < pack->pattern_count;
        if (is_rule ? pack->rules[i].code_length == 0 : i == pack->pattern_count)
            continue; /* it stands for a stage; number 0 is no regular expression */
        int failed = is_rule ? pack_rule_code(pack, i, &code, NULL) : pack_regex_code(pack, i - pack->pattern_count, &code);
        CHECK(!failed && pcre2_jit_compile((pcre2_code *)(uintptr_t)code, PCRE2_JIT_COMPLETE) == 0, "pattern %u has no JIT", i);
    }
    check_close();
}

static void go(netral_pack *pack, const struct way *way, struct image_rule *rules, struct image_regex *regexes) {
    for (uint32_t i = 0; i < pack->pattern_count && !way->programs; i++)
        rules[i].choice = 0;
    for (uint32_t i = 0; i < pack->regex_count && !way->automata; i++)
        regexes[i].states = 0;
    pack->rules = rules;
    pack->regexes = regexes;
    if (way->jit)
        make_fast(pack);
}

/* Where PCRE2 does what programs do it may meet its limit of steps: the output of such an article stays empty. */
static void extract_all(const netral_pack *pack, const struct articles *articles, struct output *outputs) {
    netral_doc *doc = NULL;
    if (netral_doc_new(pack, NULL, &doc, NULL) != 0)
        exit(2);
    for (size_t i = 0; i < articles->count; i++) {
        netral_error error = {0};
        int code = netral_doc_extract(doc, articles->items[i].text, articles->items[i].length, NULL, &error);
        if (code == 0 && netral_doc_warning_count(doc) == 0)
            code = netral_doc_write(doc, NETRAL_FORMAT_JSONL, NULL, output_take, &outputs[i], &error);
        CHECK(code == 0, "%s: %s", articles->items[i].path, error.text);
    }
    netral_doc_free(doc);
}

static void run(const struct way *way, const struct articles *articles, struct output *outputs) {
    netral_pack *pack = NULL;
    if (netral_pack_shipped(NULL, &pack, NULL) != 0)
        exit(2);
    struct image_rule *rules = copy(pack->rules, pack->pattern_count, sizeof *rules);
    struct image_regex *regexes = copy(pack->regexes, pack->regex_count, sizeof *regexes);
    go(pack, way, rules, regexes);
    extract_all(pack, articles, outputs);
    netral_pack_free(pack);
    free(rules);
    free(regexes);
}

static size_t first_difference(const struct output *a, const struct output *b) {
    size_t at = 0;
    while (at < a->length && at < b->length && a->bytes[at] == b->bytes[at])
        at++;
    return at;
}

static void compare(const struct way *way, const struct articles *articles, const struct output *wanted) {
    static struct output found[512];
    size_t compared = 0;
    memset(found, 0, sizeof found);
    run(way, articles, found);
    for (size_t i = 0; i < articles->count; i++) {
        size_t at = first_difference(&wanted[i], &found[i]);
        compared += found[i].length > 0;
        CHECK(found[i].length == 0 || output_same(&wanted[i], &found[i]), "%s of %s: differs from %s at byte %zu: %.200s", way->name,
              articles->items[i].path, ways[0].name, at, found[i].bytes + at);
        free(found[i].bytes);
    }
    CHECK(compared == articles->count || (!way->programs && compared * 4 > articles->count * 3), "%s: only %zu articles have no warning",
          way->name, compared);
}

int main(void) {
    static struct articles articles;
    static struct output wanted[512];
    articles_read(&articles);
    run(&ways[0], &articles, wanted);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        compare(&ways[i], &articles, wanted);
    for (size_t i = 0; i < articles.count; i++)
        free(wanted[i].bytes);
    articles_free(&articles);
    return check_finish();
}
