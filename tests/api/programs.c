/* Two ways to the same answer: a pattern's program (lib/program_run.c) and PCRE2 over the line (lib/line_match.c) must agree on
 * every rule, and every guard (`not-left`), at every token of every bundled article, on the end of the match and on its parts, before
 * any mention is known and again when all are. So must the machine that explains why a program fails (lib/trace.c). The library's own
 * headers are used: this is a test of its inside. */
#include "../../lib/line_match.h"
#include "../../lib/lookup.h"
#include "../../lib/match.h"
#include "../../lib/sentences.h"
#include "../../lib/starts.h"
#include "../../lib/trace.h"
#include "articles.h"

static int same_match(const struct rule_match *a, const struct rule_match *b) {
    if (a->end != b->end || a->part_count != b->part_count)
        return 0;
    for (uint32_t i = 0; i < a->part_count; i++)
        if (strcmp(a->parts[i].name, b->parts[i].name) != 0 || a->parts[i].first != b->parts[i].first || a->parts[i].end != b->parts[i].end)
            return 0;
    return 1;
}

/* Where a rule's match was found it must be looked for: from one of its tokens, within `back`, that the rule waits for, if there
 * are any. */
static void check_starts(netral_doc *doc, uint32_t rule, uint32_t start, uint32_t end) {
    struct segment *segment = doc->segment;
    const struct image_rule *made = &doc->pack->rules[rule];
    uint32_t group = made->seat / GROUP_RULES;
    uint64_t seat = (uint64_t)1 << made->seat % GROUP_RULES;
    int waits = 0, is_found = 0;
    for (uint32_t trigger = start; trigger < end && trigger <= start + made->back; trigger++) {
        struct starts starts = {.triggers = {trigger}, .count = 1};
        waits |= (segment_waits(doc->pack, segment, group, trigger) & seat) != 0;
        starts_find(doc->pack, segment, group, seat, &starts);
        is_found |= starts.distances[0] >> (trigger - start) & 1 && starts.rules[trigger - start][0] == seat;
    }
    CHECK(is_found || !waits, "rule %s at byte %u of %s: not looked for", doc->pack->strings + made->id,
          segment_token(segment, start)->start, doc->id);
}

/* Rules that no program decides at a place are PCRE2's anyway. */
static void compare_at(netral_doc *doc, uint32_t rule, uint32_t start) {
    struct segment *segment = doc->segment;
    struct rule_match by_program, by_line;
    uint32_t block_end = segment->block_end[start];
    uint32_t end = block_end - start > LIMIT_WINDOW_TOKENS ? start + LIMIT_WINDOW_TOKENS : block_end;
    const struct image_rule *made = &doc->pack->rules[rule];
    int may_begin = starts_has(doc->pack, segment, made, start);
    int found = program_match(doc->pack, segment, made, start, end, &by_program);
    if (found < 0)
        return;
    struct trace trace;
    int traced = trace_rule(doc->pack, segment, made, start, end, &trace);
    CHECK(traced < 0 || (traced == found && (!found || trace.end == by_program.end)),
          "rule %s at byte %u of %s: the program says %d, its trace %d, up to token %u", doc->pack->strings + made->id,
          segment_token(segment, start)->start, doc->id, found, traced, trace.end);
    int wanted = line_match(doc, segment, rule, start, end, &by_line);
    CHECK(found == wanted && (!found || same_match(&by_program, &by_line)), "rule %s at byte %u of %s: the program says %d, PCRE2 %d",
          doc->pack->strings + made->id, segment_token(segment, start)->start, doc->id, found, wanted);
    CHECK(may_begin || !wanted, "rule %s at byte %u of %s: said not to begin there, but matches", doc->pack->strings + made->id,
          segment_token(segment, start)->start, doc->id);
    if (wanted && !made->is_guard)
        check_starts(doc, rule, start, by_line.end);
}

#define EACH_TOKEN 400u /* of a text that is no longer; of others where a match may begin, and now and then where none may */

static void compare_all(netral_doc *doc) {
    size_t count = doc->segment->count, each = count > EACH_TOKEN ? 7 : 1;
    check_open();
    for (uint32_t rule = 0; rule < doc->pack->pattern_count; rule++)
        for (uint32_t i = 0; i < count && doc->pack->rules[rule].code_length; i++)
            if (starts_has(doc->pack, doc->segment, &doc->pack->rules[rule], i) || i % each == 0)
                compare_at(doc, rule, i);
    check_close();
}

/* As netral.c reads a text, but stopping between the stages. The articles are shorter than a segment. */
static void compare_article(netral_doc *doc, const struct article *article) {
    struct source_block block;
    netral_error error = {0};
    netral_options options = NETRAL_OPTIONS_INIT;
    options.id = article->path;
    CHECK(netral_doc_extract(doc, article->text, article->length, &options, &error) == 0, "%s", error.text);
    doc->mention_count = 0;
    segment_clear(doc->segment);
    CHECK(source_open(&doc->source, &doc->arena, article->text, article->length) == 0, "%s cannot be read", article->path);
    while (source_next(&doc->source, &block))
        tokenize_block(&doc->segment->tokens, article->text, block.start, block.end);
    lookup_words(doc->pack, &doc->segment->tokens, 0);
    sentences_mark(doc->pack, &doc->segment->tokens);
    CHECK(lookup_segment(doc->pack, doc->segment) == 0, "look-up");
    compare_all(doc);
    CHECK(match_segment(doc, doc->segment) == 0, "matching");
    compare_all(doc);
}

/* A rule without one is PCRE2's, many times slower; a pattern may have grown beyond the steps of a program. */
static void check_all_have_programs(const netral_pack *pack) {
    for (uint32_t rule = 0; rule < pack->rule_count; rule++) {
        const struct image_rule *made = &pack->rules[rule];
        CHECK(made->program || !made->code_length, "rule %s has no program", pack->strings + made->id);
    }
}

static void compare_with(const netral_pack *pack, const struct articles *articles) {
    netral_doc *doc = NULL;
    netral_error error = {0};
    CHECK(netral_doc_new(pack, NULL, &doc, &error) == 0, "%s", error.text);
    for (size_t i = 0; doc && i < articles->count; i++)
        compare_article(doc, &articles->items[i]);
    netral_doc_free(doc);
}

static void compare_pack(netral_pack *pack, const struct articles *articles) {
    check_open();
    check_all_have_programs(pack);
    check_close();
    compare_with(pack, articles);
    netral_pack_free(pack);
}

static void compare_file(const char *path, const struct articles *articles) {
    netral_pack *pack;
    netral_error error = {0};
    CHECK(netral_pack_load(path, NULL, NULL, &pack, &error) == 0, "%s:%d: %s", error.file, error.line, error.text);
    if (pack)
        compare_pack(pack, articles);
}

/* Examples say what a rule must find; where they are in a text of their own, both ways are compared at every token of it. */
static void compare_text(const char *path, const char *text) {
    static struct articles one;
    one.items[0] = (struct article){"text", (char *)(uintptr_t)text, strlen(text)};
    one.count = 1;
    compare_file(path, &one);
}

/* Phrases of any length before what a rule wants behind them, and what it denies; some end where their block does. */
#define NAMES "Asri Bumi Cita Duta Elok "
#define MANY_NAMES NAMES NAMES NAMES NAMES NAMES NAMES NAMES NAMES "Fajar Gita "
static const char beginnings_text[] =
    "Ada kota Bunga (Bulan) di sana, kota Bunga Laut (Bulan), kota Bunga Laut Biru (Bulan) 7 dan kota Bunga lalu biru.\n\n"
    "Kota Bunga 7\n\nLalu kota Bunga Laut 8 AB, kota Bunga 9: biru. Satu Ada, satu - dan biru (lalu) biru-biru: Ada biru : ada.\n\n"
    "Di kota Bunga, kota Laut merah\n\nDi kota Bunga dan merah\n\nDi kota Bunga dan merah.\n\nAda 7, dan merah\n\nlalu merah\n\n"
    "Ada 7, Bunga lalu 7 (8) dan 7 dan 8, 7 - biru; 7-biru lalu 7 lalu (8) dan 7 Bunga, 7 AB CD dan 7/8.\n\n7 AB CD\n\n7\n\n"
    "Ada kota " NAMES NAMES NAMES NAMES NAMES NAMES NAMES "Fajar Gita Hati (Bulan) di sana.\n\n"
    "Ada kota " MANY_NAMES "(Bulan) di sana, dan kota " MANY_NAMES "(Bulan), lalu kota " MANY_NAMES "merah\n";

int main(void) {
    static struct articles articles;
    netral_pack *pack;
    articles_read(&articles);
    if (netral_pack_shipped(NULL, &pack, NULL))
        return 2;
    compare_pack(pack, &articles);
    compare_file("tests/api/messages/words.yaml", &articles); /* capitals as written, context, guards */
    compare_text("tests/api/packs/many.yaml", "Ada ban dan gen, lalu gar; bar dan ban. Juga gol, dil dan gel, hin dan bukan han.");
    compare_text("tests/api/packs/beginnings.yaml", beginnings_text);
    return check_finish();
}
