/* Many ways to the same bytes: patterns by programs or by PCRE2, regular expressions inside a word by automata or by PCRE2, PCRE2 with
 * JIT from the first run or never. What is written of every bundled article must be the same in all of them. (Another way, words
 * read byte by byte, is that of the whole build under AddressSanitizer, see tests.mk; threads.c has any number of threads.) The
 * library's own headers are used: this is a test of its inside. */
#include <stdint.h>

#include "../../lib/pack.h"
#include "articles.h"

enum jit { AS_SHIPPED, NEVER, AT_ONCE };

struct way {
    const char *name;
    int programs, automata;
    enum jit jit;
};

static const struct way ways[] = {
    {"as shipped", 1, 1, AS_SHIPPED},
    {"without JIT", 1, 1, NEVER},
    {"JIT at once", 1, 1, AT_ONCE},
    {"words by PCRE2 without JIT", 1, 0, NEVER},
    {"words by PCRE2 with JIT", 1, 0, AT_ONCE},
    {"all by PCRE2 without JIT", 0, 0, NEVER},
    {"all by PCRE2 with JIT", 0, 0, AT_ONCE},
};

static void *copy(const void *items, size_t count, size_t size) {
    void *copied = malloc(count * size + 1);
    if (!copied)
        exit(2);
    return memcpy(copied, items, count * size);
}

/* A run count beyond the threshold's never meets it. */
static void set_jit(netral_pack *pack, enum jit jit) {
    for (uint32_t i = 0; i < pack->rule_count + pack->regex_count && jit != AS_SHIPPED; i++)
        atomic_store(&pack->codes[i].runs, jit == AT_ONCE ? RUNS_BEFORE_JIT : RUNS_BEFORE_JIT + 1);
}

static void go(netral_pack *pack, const struct way *way, struct image_rule *rules, struct image_regex *regexes) {
    for (uint32_t i = 0; i < pack->rule_count && !way->programs; i++)
        rules[i].program = 0;
    for (uint32_t i = 0; i < pack->regex_count && !way->automata; i++)
        regexes[i].states = 0;
    pack->rules = rules;
    pack->regexes = regexes;
    set_jit(pack, way->jit);
}

static void extract_all(const netral_pack *pack, const struct articles *articles, struct output *output) {
    netral_doc *doc = NULL;
    if (netral_doc_new(pack, NULL, &doc, NULL) != 0)
        exit(2);
    for (size_t i = 0; i < articles->count; i++) {
        netral_error error = {0};
        int code = netral_doc_extract(doc, articles->items[i].text, articles->items[i].length, NULL, &error);
        code = code ? code : netral_doc_write(doc, NETRAL_FORMAT_JSONL, NULL, output_take, output, &error);
        CHECK(code == 0 && netral_doc_warning_count(doc) == 0, "%s: %s", articles->items[i].path, code ? error.text : "a warning");
    }
    netral_doc_free(doc);
}

static void run(const struct way *way, const struct articles *articles, struct output *output) {
    netral_pack *pack = NULL;
    if (netral_pack_shipped(NULL, &pack, NULL) != 0)
        exit(2);
    struct image_rule *rules = copy(pack->rules, pack->rule_count, sizeof *rules);
    struct image_regex *regexes = copy(pack->regexes, pack->regex_count, sizeof *regexes);
    go(pack, way, rules, regexes);
    extract_all(pack, articles, output);
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

int main(void) {
    static struct articles articles;
    struct output wanted = {0};
    articles_read(&articles);
    run(&ways[0], &articles, &wanted);
    for (size_t i = 1; i < sizeof ways / sizeof *ways; i++) {
        struct output found = {0};
        run(&ways[i], &articles, &found);
        size_t at = first_difference(&wanted, &found);
        CHECK(output_same(&wanted, &found), "%s: differs from %s at byte %zu: %.200s", ways[i].name, ways[0].name, at,
              found.bytes ? found.bytes + at : "nothing");
        free(found.bytes);
    }
    free(wanted.bytes);
    articles_free(&articles);
    return check_finish();
}
