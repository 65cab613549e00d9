/* Limits of matching: a rule that takes too many steps is named in the result, the others go on finding, and the result is the
 * same however often the pack was used before. */
#include "check.h"
#include "netral.h"

#define WORDS 3000
#define ROUNDS 2

struct text {
    char bytes[WORDS * 6 + 100];
    size_t length;
};

/* Words without end, with a colour at the start, in the middle and at the end. */
static void write_text(struct text *text, size_t words) {
    text->length = (size_t)sprintf(text->bytes, "merah ");
    for (size_t i = 0; i < words; i++)
        text->length += (size_t)sprintf(text->bytes + text->length, "%s", i == words / 2 ? "biru " : "kata ");
    text->length += (size_t)sprintf(text->bytes + text->length, "merah\n");
}

struct output {
    char bytes[8000];
    size_t length;
};

static int take(void *context, const char *bytes, size_t length) {
    struct output *output = context;
    if (length >= sizeof output->bytes - output->length)
        return -1;
    memcpy(output->bytes + output->length, bytes, length);
    output->length += length;
    output->bytes[output->length] = '\0';
    return 0;
}

static const char *find(netral_doc *doc, const struct text *text, struct output *output) {
    netral_error error = {0};
    output->length = 0;
    CHECK(netral_doc_extract(doc, text->bytes, text->length, NULL, &error) == 0, "extract: %s", error.text);
    CHECK(netral_doc_write(doc, NETRAL_FORMAT_JSONL, NULL, take, output, &error) == 0, "write: %s", error.text);
    return output->bytes;
}

static size_t warnings_of(const netral_doc *doc, const char *name) {
    netral_warning warning;
    for (size_t i = 0; netral_doc_warning(doc, i, &warning) == 0; i++)
        if (strcmp(warning.name, name) == 0)
            return warning.count;
    return 0;
}

static void check_text(const netral_pack *pack, size_t words, size_t wanted_warnings) {
    static struct text text;
    static struct output first, again;
    netral_doc *doc = NULL;
    write_text(&text, words);
    for (int round = 0; round < ROUNDS; round++) {
        CHECK(netral_doc_new(pack, NULL, &doc, NULL) == 0, "no document");
        const char *found = find(doc, &text, round ? &again : &first);
        CHECK(netral_doc_mention_count(doc) == 3, "%zu words: wanted 3 mentions, found %zu", words, netral_doc_mention_count(doc));
        CHECK(warnings_of(doc, "limit:rule:greedy.pieces") == wanted_warnings, "%zu words: found %zu warnings", words,
              warnings_of(doc, "limit:rule:greedy.pieces"));
        CHECK((strstr(found, "\"limits\":[\"rule:greedy.pieces\"]") != NULL) == (wanted_warnings > 0), "found %s", found);
        CHECK(round == 0 || strcmp(first.bytes, again.bytes) == 0, "round %d found %s\nbefore: %s", round, again.bytes, first.bytes);
        netral_doc_free(doc);
    }
}

int main(void) {
    netral_pack *pack = NULL;
    netral_error error = {0};
    CHECK(netral_pack_load("tests/api/packs/greedy.yaml", NULL, NULL, &pack, &error) == 0, "%s:%d: %s", error.file, error.line, error.text);
    if (!pack)
        return check_finish();
    check_text(pack, 3, 0);     /* within all limits */
    check_text(pack, 30, 1);    /* one match meets its limit */
    check_text(pack, WORDS, 2); /* and all together what a document is allowed: the rule is off */
    netral_pack_free(pack);
    return check_finish();
}
