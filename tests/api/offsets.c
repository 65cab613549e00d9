/* Whatever the bytes, every place that the library names is a place in them: inside the text, at the edge of a character, in
 * order; mentions of one type never overlap; what points at a mention points at one of the right type. And the same text gives
 * the same result, in a new document or in one that has read other things.
 *
 * usage: offsets [SEED [TEXTS]]: with other numbers it looks at other texts, for as long as one likes. */
#include "articles.h"
#include "damage.h"

#define TEXTS 4000
#define SEED 17081945

/* edges[i]: a character may begin or end at byte i. A byte that is not UTF-8 is a character of its own. */
static unsigned char edges[1 << 20];

static size_t character_length(const unsigned char *at, size_t rest) {
    size_t length = at[0] < 0x80 ? 1 : at[0] < 0xc2 ? 0 : at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : at[0] < 0xf5 ? 4 : 0;
    if (length > rest)
        return 1;
    for (size_t i = 1; i < length; i++)
        if ((at[i] & 0xc0) != 0x80)
            return 1;
    int overlong = (at[0] == 0xe0 && at[1] < 0xa0) || (at[0] == 0xf0 && at[1] < 0x90);
    int outside = (at[0] == 0xed && at[1] > 0x9f) || (at[0] == 0xf4 && at[1] > 0x8f);
    return length == 0 || overlong || outside ? 1 : length;
}

static void find_edges(const char *text, size_t length) {
    memset(edges, 0, length + 1);
    for (size_t at = 0; at < length; at += character_length((const unsigned char *)text + at, length - at))
        edges[at] = 1;
    edges[length] = 1;
}

static int is_span(size_t start, size_t end, size_t length) {
    return start < end && end <= length && edges[start] && edges[end];
}

static int bad_mention(const netral_doc *doc, size_t index, size_t length, const netral_mention *last) {
    netral_mention m, inner;
    if (netral_doc_mention(doc, index, &m) != 0 || !is_span(m.start, m.end, length))
        return 1;
    if (!m.type || !m.norm || !m.rule || !m.rule_file)
        return 2;
    if (last && (m.start < last->start || (m.start == last->start && m.end > last->end)))
        return 3;
    if (m.institution != NETRAL_NONE) {
        int code = netral_doc_mention(doc, m.institution, &inner);
        if (code || strcmp(inner.type, "institution") != 0 || inner.start < m.start || inner.end > m.end)
            return 4;
    }
    if (m.amends != NETRAL_NONE && (netral_doc_mention(doc, m.amends, &inner) != 0 || m.amends == index || strcmp(inner.type, m.type) != 0))
        return 6;
    for (size_t i = 0; i < index; i++)
        if (netral_doc_mention(doc, i, &inner) != 0 || (strcmp(inner.type, m.type) == 0 && inner.end > m.start))
            return 5;
    return 0;
}

static void check_mentions(const netral_doc *doc, size_t length, const char *name) {
    static const char *const reasons[] = {"",         "no span of the text",      "a NULL",
                                          "no order", "a wrong institution in it", "an overlap with one of its type",
                                          "a change of no other regulation"};
    netral_mention mention = {0}, last = {0};
    int reason = 0;
    size_t i = 0;
    for (; i < netral_doc_mention_count(doc) && reason == 0; i++) {
        reason = bad_mention(doc, i, length, i ? &last : NULL);
        netral_doc_mention(doc, i, &mention);
        last = mention;
    }
    CHECK(reason == 0, "%s: mention %zu, %s [%zu, %zu), has %s", name, i - 1, mention.type, mention.start, mention.end, reasons[reason]);
}

static int has_type(const netral_doc *doc, size_t index, const char *type) {
    netral_mention mention;
    return netral_doc_mention(doc, index, &mention) == 0 && strcmp(mention.type, type) == 0;
}

static void check_officials(const netral_doc *doc, const char *name) {
    netral_official official;
    for (size_t i = 0; i < netral_doc_official_count(doc); i++) {
        int good = netral_doc_official(doc, i, &official) == 0 && official.name && has_type(doc, official.person, "person") &&
                   official.position_count > 0;
        for (size_t j = 0; good && j < official.position_count; j++)
            good = has_type(doc, official.positions[j], "position");
        CHECK(good, "%s: official %zu points at what is no person or no position", name, i);
    }
}

static void check_tokens(const netral_doc *doc, size_t length, const char *name) {
    netral_token token;
    netral_span sentence = {0, 0};
    size_t at = 0, next_sentence = 0;
    for (size_t i = 0; netral_doc_token(doc, i, &token) == 0; i++) {
        CHECK(is_span(token.start, token.end, length) && token.start >= at, "%s: token %zu is [%zu, %zu) behind %zu, of %zu bytes", name, i,
              token.start, token.end, at, length);
        CHECK(token.kind >= NETRAL_WORD && token.kind <= NETRAL_DATETIME, "%s: token %zu has the kind %d", name, i, token.kind);
        at = token.end;
        while (sentence.end <= token.start && netral_doc_sentence(doc, next_sentence, &sentence) == 0)
            next_sentence++;
        CHECK(sentence.start <= token.start && token.end <= sentence.end, "%s: token [%zu, %zu) is in no sentence", name, token.start,
              token.end);
    }
    at = 0;
    for (size_t i = 0; netral_doc_sentence(doc, i, &sentence) == 0; i++) {
        CHECK(is_span(sentence.start, sentence.end, length) && sentence.start >= at, "%s: sentence %zu is [%zu, %zu) behind %zu", name, i,
              sentence.start, sentence.end, at);
        at = sentence.end;
    }
}

static void check_rest(const netral_doc *doc, size_t length, const char *name) {
    size_t start, end;
    netral_warning warning;
    netral_doc_title(doc, &start, &end);
    CHECK((start == 0 && end == 0) || is_span(start, end, length), "%s: the title is [%zu, %zu)", name, start, end);
    for (size_t i = 0; netral_doc_warning(doc, i, &warning) == 0; i++)
        CHECK(warning.name && warning.text && warning.start <= warning.end && warning.end <= length && warning.count > 0,
              "%s: the warning %s is [%zu, %zu), %zu times", name, warning.name, warning.start, warning.end, warning.count);
}

/* Whether two documents that have read the same text hold the same. */
static void check_same(const netral_doc *a, const netral_doc *b, int format, const char *name) {
    struct output left = {0}, right = {0};
    CHECK(netral_doc_write(a, format, NULL, output_take, &left, NULL) == 0, "%s: cannot be written", name);
    CHECK(netral_doc_write(b, format, NULL, output_take, &right, NULL) == 0, "%s: cannot be written", name);
    CHECK(output_same(&left, &right), "%s, format %d: a used document finds %.150s … a new one %.150s", name, format, left.bytes,
          right.bytes);
    free(left.bytes);
    free(right.bytes);
}

/* An exact copy, so that reading one byte past its end is an error that the sanitizer sees. */
static char *copy_text(const char *text, size_t length) {
    char *copy = malloc(length ? length : 1);
    if (!copy)
        exit(2);
    memcpy(copy, text, length);
    return copy;
}

/* `used` has read other texts, `fresh` nothing. */
static void check_documents(netral_doc *used, netral_doc *fresh, const char *text, size_t length, const char *name) {
    netral_error error = {0};
    int code = netral_doc_extract(used, text, length, NULL, &error);
    CHECK(code == 0 || code == NETRAL_ERROR_TEXT, "%s: %s", name, error.text);
    CHECK(netral_doc_extract(fresh, text, length, NULL, NULL) == code, "%s: a new document gives another code", name);
    check_mentions(used, length, name);
    check_officials(used, name);
    check_rest(used, length, name);
    if (code == 0)
        check_same(used, fresh, NETRAL_FORMAT_JSONL, name);
    CHECK(netral_doc_tokenize(used, text, length, NULL, NULL) == code && netral_doc_tokenize(fresh, text, length, NULL, NULL) == code,
          "%s: the tokens give another code", name);
    check_tokens(used, length, name);
    check_rest(used, length, name);
    if (code == 0)
        check_same(used, fresh, NETRAL_FORMAT_TOKENS_JSONL, name);
}

static void check_text(const netral_pack *pack, netral_doc *used, const char *text, size_t length, const char *name) {
    netral_doc *fresh = NULL;
    char *copy = copy_text(text, length);
    if (netral_doc_new(pack, NULL, &fresh, NULL) != 0)
        exit(2);
    find_edges(copy, length);
    check_documents(used, fresh, copy, length, name);
    netral_doc_free(fresh);
    free(copy);
}

#define CUT_BYTES 400

/* A text may begin or end anywhere: exactly at a mention's edges is where a reader is most likely to look one byte too far. */
static void check_cuts(const netral_pack *pack, netral_doc *used, const struct article *article) {
    netral_doc *doc = NULL;
    netral_mention mention;
    if (netral_doc_new(pack, NULL, &doc, NULL) != 0 || netral_doc_extract(doc, article->text, article->length, NULL, NULL) != 0)
        exit(2);
    for (size_t i = 0; netral_doc_mention(doc, i, &mention) == 0; i++) {
        size_t before = mention.end < CUT_BYTES ? mention.end : CUT_BYTES;
        size_t behind = article->length - mention.start < CUT_BYTES ? article->length - mention.start : CUT_BYTES;
        check_text(pack, used, article->text + mention.end - before, before, article->path);
        check_text(pack, used, article->text + mention.start, behind, article->path);
        check_text(pack, used, article->text + mention.start, mention.end - mention.start, article->path);
    }
    netral_doc_free(doc);
}

/* A paragraph of bytes that are not UTF-8, between two others, moves the rest by its length and changes nothing else. */
static void check_shift(const netral_pack *pack, const struct article *article) {
    static const char rubbish[] = "\n\n\xff\xfe\xc3";
    size_t shift = sizeof rubbish - 1, cut = article->length;
    netral_doc *plain = NULL, *damaged = NULL;
    while (cut > 0 && memcmp(article->text + cut - 1, "\n\n", 2) != 0)
        cut--;
    if (cut < article->length / 2)
        return; /* no paragraphs, or the cut might fall into the front matter */
    cut--;
    char *text = malloc(article->length + shift);
    if (!text || netral_doc_new(pack, NULL, &plain, NULL) != 0 || netral_doc_new(pack, NULL, &damaged, NULL) != 0)
        exit(2);
    memcpy(text, article->text, cut);
    memcpy(text + cut, rubbish, shift);
    memcpy(text + cut + shift, article->text + cut, article->length - cut);
    CHECK(netral_doc_extract(plain, article->text, article->length, NULL, NULL) == 0, "%s fails", article->path);
    CHECK(netral_doc_extract(damaged, text, article->length + shift, NULL, NULL) == 0, "%s with rubbish fails", article->path);
    size_t count = netral_doc_mention_count(plain);
    CHECK(netral_doc_mention_count(damaged) == count, "%s: %zu mentions, with rubbish %zu", article->path, count,
          netral_doc_mention_count(damaged));
    for (size_t i = 0; i < count; i++) {
        netral_mention a = {0}, b = {0};
        netral_doc_mention(plain, i, &a);
        netral_doc_mention(damaged, i, &b);
        size_t moved = a.start >= cut ? shift : 0;
        CHECK(b.start == a.start + moved && b.end == a.end + moved, "%s: mention [%zu, %zu) is at [%zu, %zu) when rubbish comes in at %zu",
              article->path, a.start, a.end, b.start, b.end, cut);
    }
    netral_doc_free(plain);
    netral_doc_free(damaged);
    free(text);
}

int main(int argc, char **argv) {
    static struct articles articles;
    static char text[DAMAGED_BYTES];
    unsigned long long state = argc > 1 ? strtoull(argv[1], NULL, 10) : SEED;
    size_t texts = argc > 2 ? strtoul(argv[2], NULL, 10) : TEXTS;
    netral_pack *pack = NULL;
    netral_doc *doc = NULL;
    articles_read(&articles);
    if (netral_pack_shipped(NULL, &pack, NULL) != 0 || netral_doc_new(pack, NULL, &doc, NULL) != 0)
        return 2;
    for (size_t i = 0; i < articles.count; i++) {
        check_open();
        check_text(pack, doc, articles.items[i].text, articles.items[i].length, articles.items[i].path);
        check_cuts(pack, doc, &articles.items[i]);
        check_shift(pack, &articles.items[i]);
        check_close();
    }
    check_open();
    for (size_t i = 0; i < texts; i++) {
        char name[40];
        size_t length = damaged_text(&articles, &state, text);
        snprintf(name, sizeof name, "damaged text %zu", i);
        check_text(pack, doc, text, length, name);
    }
    check_close();
    netral_doc_free(doc);
    netral_pack_free(pack);
    articles_free(&articles);
    return check_finish();
}
