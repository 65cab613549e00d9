/* A rule's program and PCRE2 mean the same: over the articles, wherever a rule's matches may begin, both find the same end and
 * the same parts; and where a program says that none begins, PCRE2 finds none. The only test that looks inside the library. */
#include "../../lib/line_match.h"
#include "../../lib/lookup.h"
#include "../../lib/match.h"
#include "../../lib/program_run.h"
#include "../../lib/sentences.h"
#include "articles.h"

/* PCRE2 is slow: of the places where a program says no, one in so many is checked. */
#define SAMPLE 400

static int same(const struct rule_match *one, const struct rule_match *other) {
    int equal = one->end == other->end && one->part_count == other->part_count;
    for (uint32_t i = 0; equal && i < one->part_count; i++)
        equal = one->parts[i].first == other->parts[i].first && one->parts[i].end == other->parts[i].end &&
                strcmp(one->parts[i].name, other->parts[i].name) == 0;
    return equal;
}

static void compare(netral_doc *doc, const char *path, uint32_t rule, uint32_t start) {
    static uint32_t refused;
    struct segment *segment = doc->segment;
    const struct image_rule *made = &doc->pack->rules[rule];
    uint32_t end = segment->block_end[start] - start > LIMIT_WINDOW_TOKENS ? start + LIMIT_WINDOW_TOKENS : segment->block_end[start];
    struct rule_match fast, slow;
    int limit_met = 0, may = program_may_begin(segment, made, start);
    if (!may && ++refused % SAMPLE != 0)
        return;
    int of_program = may ? program_match(doc->pack, segment, made, start, end, &fast) : 0;
    int of_line = of_program < 0 ? of_program : line_match(doc, segment, rule, start, end, &slow, &limit_met);
    if (of_program >= 0 && !limit_met)
        CHECK(of_program == of_line && (of_program == 0 || same(&fast, &slow)), "%s, rule %s at byte %u: the program says %d, PCRE2 %d",
              path, doc->pack->strings + made->id, segment_token(segment, start)->start, of_program, of_line);
}

/* Reads the text as one block, and compares before any rule has run and after all have. */
static void check_article(netral_doc *doc, const struct article *article) {
    struct segment *segment = doc->segment;
    doc->text = article->text;
    doc->length = article->length;
    doc->mention_count = 0;
    segment_clear(segment);
    CHECK(tokenize_block(&segment->tokens, article->text, 0, article->length) == 0, "%s: no memory", article->path);
    lookup_words(doc->pack, &segment->tokens, 0);
    sentences_mark(doc->pack, &segment->tokens, 0);
    lookup_segment(doc->pack, segment);
    for (int after = 0; after < 2; after++) {
        for (uint32_t rule = 0; rule < doc->pack->rule_count; rule++)
            for (uint32_t start = 0; doc->pack->rules[rule].program && start < segment->count; start++)
                compare(doc, article->path, rule, start);
        match_segment(doc, segment);
    }
}

int main(void) {
    static struct articles articles;
    netral_pack *pack = NULL;
    netral_doc *doc = NULL;
    articles_read(&articles);
    if (netral_pack_shipped(NULL, &pack, NULL) != 0 || netral_doc_new(pack, NULL, &doc, NULL) != 0)
        return 2;
    for (size_t i = 0; i < articles.count; i++) {
        check_open();
        check_article(doc, &articles.items[i]);
        check_close();
    }
    netral_doc_free(doc);
    netral_pack_free(pack);
    articles_free(&articles);
    return check_finish();
}
