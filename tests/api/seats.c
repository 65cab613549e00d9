/* What is known of a token answers for groups of rules and is kept in a table of rows (lib/rows.h). More rules in a layer than a group
 * seats must all be found; and a segment with more different tokens than the table holds must be read as one that fits. The library's
 * own headers are used, to load packs from memory. */
#include "../../lib/pack.h"
#include "../../lib/rows.h"
#include "check.h"

#define RULES 300
#define WORDS 9000
#define WORDS_OF_A_RULE 60
#define CROWDED_WORDS 8180
#define TEXT_BYTES 80000

struct text {
    char bytes[TEXT_BYTES];
    size_t length;
};

static void put(struct text *text, const char *bytes) {
    size_t length = strlen(bytes);
    if (length >= sizeof text->bytes - text->length)
        exit(2);
    memcpy(text->bytes + text->length, bytes, length + 1);
    text->length += length;
}

/* The word of a number: three letters. */
static const char *word_of(unsigned number, char *word) {
    for (int i = 2; i >= 0; i--, number /= 26)
        word[i] = (char)('a' + number % 26);
    word[3] = '\0';
    return word;
}

static netral_doc *open_pack(const struct text *rules, netral_pack **pack) {
    const struct pack_source source = {.name = "rules.yaml", .text = rules->bytes, .length = rules->length, .format = SOURCE_RULES};
    netral_allocator heap = memory_allocator(NULL);
    netral_error error = {0};
    netral_doc *doc = NULL;
    CHECK(pack_from_files(&source, 1, NULL, &heap, pack, &error) == 0, "%s", error.text);
    CHECK(netral_doc_new(*pack, NULL, &doc, &error) == 0, "%s", error.text);
    return doc;
}

/* Reads a text; gives the number of its mentions. */
static size_t count_mentions(netral_doc *doc, const struct text *text) {
    netral_error error = {0};
    netral_mention mention;
    size_t count = 0;
    CHECK(netral_doc_extract(doc, text->bytes, text->length, NULL, &error) == 0, "%s", error.text);
    while (netral_doc_mention(doc, count, &mention) == 0)
        count++;
    return count;
}

/* ---- More rules than a group seats --------------------------------------------------------------------------------- */

/* Every third rule waits in an earlier layer, every second for the second word of what it finds. */
static void write_rule(struct text *rules, unsigned number) {
    char line[300], word[4];
    int back = number % 2;
    word_of(5000 + number, word);
    snprintf(line, sizeof line, "  - {id: event.%s, type: event, layer: %d, trigger: %s, back: %d, pattern: '%s'}\n", word,
             number % 3 == 0 ? 1 : 2, word, back, back ? "{cap} {lower}" : "{lower} {number}");
    put(rules, line);
}

static void many_rules(void) {
    static struct text rules, text;
    netral_pack *pack = NULL;
    netral_mention mention;
    char word[4];
    put(&rules, "schema: netral-rules/1\nabout: More rules than a group seats.\nlayer: 1\ntypes:\n  - name: event\nrules:\n");
    for (unsigned i = 0; i < RULES; i++)
        write_rule(&rules, i);
    for (unsigned i = 0; i < RULES; i++) {
        put(&text, i % 2 ? "Ada " : "itu ");
        put(&text, word_of(5000 + i, word));
        put(&text, i % 2 ? ".\n\n" : " 7.\n\n");
    }
    netral_doc *doc = open_pack(&rules, &pack);
    CHECK(count_mentions(doc, &text) == RULES, "%zu mentions by %d rules", count_mentions(doc, &text), RULES);
    check_open();
    for (size_t i = 0; netral_doc_mention(doc, i, &mention) == 0; i++)
        CHECK(strncmp(mention.rule + strlen("event."), word_of(5000 + (unsigned)i, word), 3) == 0, "mention %zu by %s", i, mention.rule);
    check_close();
    netral_doc_free(doc);
    netral_pack_free(pack);
}

/* ---- More different tokens than rows ------------------------------------------------------------------------------- */

static void write_words(struct text *rules) {
    char word[4];
    for (unsigned i = 0; i < WORDS; i++) {
        if (i % WORDS_OF_A_RULE == 0) {
            char line[200];
            snprintf(line, sizeof line, "  - id: event.%u\n    type: event\n    trigger: '{lower}'\n    pattern: >\n      ya ( ", i);
            put(rules, line);
        }
        put(rules, word_of(i, word));
        put(rules, (i + 1) % WORDS_OF_A_RULE == 0 ? " )\n" : " | ");
    }
}

/* Words that some rule asks for, none of them twice, then two that are a mention. */
static void crowded_segment(void) {
    static struct text rules, crowded;
    netral_pack *pack = NULL;
    netral_mention mention = {0};
    char word[4];
    put(&rules, "schema: netral-rules/1\nabout: More words than a table has rows.\nlayer: 1\ntypes:\n  - name: event\nrules:\n");
    write_words(&rules);
    for (unsigned i = 0; i < CROWDED_WORDS + 450; i++) {
        put(&crowded, word_of(i, word));
        put(&crowded, i == 449 ? "\n\n" : " ");
    }
    size_t start = crowded.length;
    put(&crowded, "ya ");
    put(&crowded, word_of(WORDS - 1, word));
    netral_doc *doc = open_pack(&rules, &pack);
    CHECK(CROWDED_WORDS + 450 > ROWS, "the table has %u rows: write more words", ROWS);
    CHECK(count_mentions(doc, &crowded) == 1, "%zu mentions", count_mentions(doc, &crowded));
    netral_doc_mention(doc, 0, &mention);
    CHECK(mention.start == start && mention.end == crowded.length, "a mention at [%zu, %zu)", mention.start, mention.end);
    netral_doc_free(doc);
    netral_pack_free(pack);
}

int main(void) {
    many_rules();
    crowded_segment();
    return check_finish();
}
