/* What the header promises besides results: NULL and 0, bad indexes, the first error, a document used again, a sink that
 * refuses, the names of errors and libraries. */
#include "check.h"
#include "netral.h"

static const char article[] = "Kepala BKN Hartoyo Dwi Prasetyo hadir pada 2 November 2023.\n";

static int refuse(void *context, const char *bytes, size_t length) {
    (void)bytes, (void)length;
    ++*(int *)context;
    return 7;
}

static int count_bytes(void *context, const char *bytes, size_t length) {
    (void)bytes;
    *(size_t *)context += length;
    return 0;
}

static void check_names(void) {
    static const char *const names[] = {"NETRAL_OK", "NETRAL_ERROR_MEMORY", "NETRAL_ERROR_ARGUMENT", "NETRAL_ERROR_TEXT",
                                        "NETRAL_ERROR_RULE", "NETRAL_ERROR_LIMIT", "NETRAL_ERROR_IO", "NETRAL_ERROR_VERSION"};
    for (int i = 0; i < 8; i++)
        CHECK(strcmp(netral_error_name(-i), names[i]) == 0, "the name of %d is %s", -i, netral_error_name(-i));
    CHECK(strcmp(netral_error_name(1), "NETRAL_ERROR_UNKNOWN") == 0, "1 has the name %s", netral_error_name(1));
    CHECK(strcmp(netral_error_name(-99), "NETRAL_ERROR_UNKNOWN") == 0, "-99 has the name %s", netral_error_name(-99));
    CHECK(strcmp(netral_version(), NETRAL_VERSION) == 0, "wanted %s, found %s", NETRAL_VERSION, netral_version());
    CHECK(netral_library_version("pcre2") && netral_library_version("utf8proc") && netral_library_version("libyaml"),
          "a library has no version");
    CHECK(netral_library_version("icu") == NULL && netral_library_version(NULL) == NULL, "an unknown library has a version");
}

/* All that can be asked of a document that holds nothing. */
static void check_empty(const netral_doc *doc, const char *when) {
    netral_mention mention;
    netral_official official;
    netral_token token;
    netral_span sentence;
    netral_warning warning;
    size_t start = 1, end = 1;
    CHECK(netral_doc_mention_count(doc) + netral_doc_official_count(doc) + netral_doc_token_count(doc) +
                  netral_doc_sentence_count(doc) ==
              0,
          "%s: something is counted", when);
    CHECK(netral_doc_mention(doc, 0, &mention) == NETRAL_ERROR_ARGUMENT, "%s: there is a mention", when);
    CHECK(netral_doc_official(doc, 0, &official) == NETRAL_ERROR_ARGUMENT, "%s: there is an official", when);
    CHECK(netral_doc_token(doc, 0, &token) == NETRAL_ERROR_ARGUMENT, "%s: there is a token", when);
    CHECK(netral_doc_sentence(doc, 0, &sentence) == NETRAL_ERROR_ARGUMENT, "%s: there is a sentence", when);
    CHECK(netral_doc_warning(doc, netral_doc_warning_count(doc), &warning) == NETRAL_ERROR_ARGUMENT, "%s: there is a warning", when);
    netral_doc_title(doc, &start, &end);
    CHECK(start == 0 && end == 0, "%s: there is a title [%zu, %zu)", when, start, end);
    CHECK(netral_doc_date(doc) == NULL, "%s: there is a date", when);
}

static void check_reading_nothing(netral_doc *doc) {
    netral_error error = {0};
    size_t length = 1;
    CHECK(netral_doc_text(doc, &length) == NULL && length == 0, "a new document has a text");
    check_empty(doc, "a new document");
    CHECK(netral_doc_extract(doc, NULL, 0, NULL, &error) == 0, "NULL, 0: %s", error.text);
    check_empty(doc, "NULL, 0");
    CHECK(netral_doc_extract(doc, "", 0, NULL, NULL) == 0, "an empty text is an error");
    CHECK(netral_doc_id(doc) && netral_doc_id(doc)[0] == '\0', "without an id there is one");
    CHECK(netral_doc_extract(doc, NULL, 5, NULL, &error) == NETRAL_ERROR_ARGUMENT && error.code == NETRAL_ERROR_ARGUMENT,
          "NULL, 5: wanted NETRAL_ERROR_ARGUMENT, found %s", netral_error_name(error.code));
    check_empty(doc, "after NULL, 5");
}

static void check_arguments(const netral_pack *pack) {
    netral_pack *made = NULL;
    netral_doc *doc = NULL;
    netral_normalized *normalized = NULL;
    netral_rule rule;
    netral_error error = {0};
    CHECK(netral_pack_shipped(NULL, NULL, &error) == NETRAL_ERROR_ARGUMENT, "no place for the pack");
    CHECK(netral_pack_load(NULL, NULL, NULL, &made, NULL) == NETRAL_ERROR_ARGUMENT && !made, "no path");
    CHECK(netral_doc_new(NULL, NULL, &doc, NULL) == NETRAL_ERROR_ARGUMENT && !doc, "no pack");
    CHECK(netral_doc_extract(NULL, "a", 1, NULL, NULL) == NETRAL_ERROR_ARGUMENT, "no document");
    CHECK(netral_normalize(NULL, NULL, 3, 0, NULL, &normalized, NULL) == NETRAL_ERROR_ARGUMENT && !normalized, "no text");
    CHECK(netral_pack_rule(pack, netral_pack_rule_count(pack), &rule) == NETRAL_ERROR_ARGUMENT, "a rule past the end");
    netral_pack_free(NULL);
    netral_doc_free(NULL);
    netral_normalized_free(NULL);
}

/* The first error is kept until the caller clears it, and says where. */
static void check_first_error(void) {
    netral_pack *pack = NULL;
    netral_error error = {0};
    CHECK(netral_pack_load("/no/such/rules", NULL, NULL, &pack, &error) == NETRAL_ERROR_IO && !pack, "wanted NETRAL_ERROR_IO");
    CHECK(error.code == NETRAL_ERROR_IO && strstr(error.file, "/no/such/rules") && error.text[0], "found \"%s\" in \"%s\"", error.text,
          error.file);
    netral_error first = error;
    CHECK(netral_doc_extract(NULL, "a", 1, NULL, &error) == NETRAL_ERROR_ARGUMENT, "no document");
    CHECK(memcmp(&first, &error, sizeof error) == 0, "the first error was overwritten by \"%s\"", error.text);
}

static void check_reuse(netral_doc *doc) {
    netral_options options = NETRAL_OPTIONS_INIT;
    size_t first;
    options.id = "first";
    options.date = "2020-01-02";
    CHECK(netral_doc_extract(doc, article, strlen(article), &options, NULL) == 0, "cannot extract");
    first = netral_doc_mention_count(doc);
    CHECK(first > 0 && netral_doc_date(doc) && strcmp(netral_doc_date(doc), "2020-01-02") == 0, "the caller's date is not used");
    CHECK(netral_doc_tokenize(doc, "dua kata", 8, NULL, NULL) == 0, "cannot tokenize");
    CHECK(netral_doc_token_count(doc) == 2 && netral_doc_mention_count(doc) == 0 && netral_doc_official_count(doc) == 0,
          "something of the first text is left");
    CHECK(!netral_doc_date(doc) && netral_doc_id(doc)[0] == '\0', "the first text's date or id is left");
    CHECK(netral_doc_extract(doc, article, strlen(article), &options, NULL) == 0 && netral_doc_mention_count(doc) == first,
          "the same text gives %zu mentions, then %zu", first, netral_doc_mention_count(doc));
}

/* What is no date is refused, and told; a year or a month is taken as it is. */
static void check_dates(netral_doc *doc) {
    static const char *const wrong[] = {"garbage", "12 Mei 2024", "2023-13-45", "2023-02-30", "2023-2", "20231102", "2023-11-02x", "0000"};
    static const char *const right[][2] = {{"2023", "2023"}, {"2023-11", "2023-11"}, {"2024-02-29T10:00", "2024-02-29"}};
    netral_options options = NETRAL_OPTIONS_INIT;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        netral_error error = {0};
        options.date = wrong[i];
        CHECK(netral_doc_extract(doc, article, strlen(article), &options, &error) == NETRAL_ERROR_ARGUMENT && strstr(error.text, wrong[i]),
              "%s is taken for a date: %s", wrong[i], error.text);
        check_empty(doc, "after a date that is none");
    }
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        options.date = right[i][0];
        CHECK(netral_doc_extract(doc, article, strlen(article), &options, NULL) == 0 && netral_doc_date(doc) &&
                  strcmp(netral_doc_date(doc), right[i][1]) == 0,
              "%s gives the date %s", right[i][0], netral_doc_date(doc) ? netral_doc_date(doc) : "none");
    }
}

/* What was not extracted cannot be explained. */
static void check_explain(netral_doc *doc) {
    netral_options options = NETRAL_OPTIONS_INIT;
    options.date = "no date";
    netral_doc_extract(doc, article, strlen(article), &options, NULL);
    CHECK(netral_doc_explain(doc, 0, 0, NULL) == NETRAL_ERROR_ARGUMENT, "a text that was refused is explained");
    CHECK(netral_doc_tokenize(doc, "dua kata", 8, NULL, NULL) == 0 && netral_doc_explain(doc, 0, 0, NULL) == NETRAL_ERROR_ARGUMENT,
          "tokens are explained");
    CHECK(netral_doc_extract(doc, article, strlen(article), NULL, NULL) == 0 && netral_doc_explain(doc, 0, 0, NULL) == 0,
          "what was extracted is not explained");
}

static void check_not_text(netral_doc *doc) {
    char bytes[4096];
    netral_error error = {0};
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 7919 % 251 | 0x80);
    CHECK(netral_doc_extract(doc, bytes, sizeof bytes, NULL, &error) == NETRAL_ERROR_TEXT && error.text[0],
          "wanted NETRAL_ERROR_TEXT, found %s", netral_error_name(error.code));
    check_empty(doc, "after bytes that are no text");
    CHECK(netral_doc_extract(doc, article, strlen(article), NULL, NULL) == 0 && netral_doc_mention_count(doc) > 0,
          "the document cannot be used after that");
}

static void check_writer(const netral_doc *doc, int format) {
    netral_error error = {0};
    size_t bytes = 0;
    int calls = 0;
    CHECK(netral_doc_write(doc, format, NULL, count_bytes, &bytes, &error) == 0 && bytes > 0, "format %d: %s", format, error.text);
    CHECK(netral_doc_write(doc, format, NULL, refuse, &calls, NULL) == NETRAL_ERROR_IO, "format %d: the refusal is not told", format);
    CHECK(calls == 1, "format %d: the sink that refuses was called %d times", format, calls);
}

static void check_writers(netral_doc *doc) {
    if (netral_doc_extract(doc, article, strlen(article), NULL, NULL) != 0)
        return;
    for (int format = NETRAL_FORMAT_JSONL; format <= NETRAL_FORMAT_TEXT; format++)
        check_writer(doc, format);
    CHECK(netral_doc_write(doc, 99, NULL, count_bytes, NULL, NULL) == NETRAL_ERROR_ARGUMENT, "there is a format 99");
    CHECK(netral_doc_write(doc, NETRAL_FORMAT_TSV, NULL, NULL, NULL, NULL) == NETRAL_ERROR_ARGUMENT, "there is a sink NULL");
    if (netral_doc_tokenize(doc, article, strlen(article), NULL, NULL) != 0)
        return;
    check_writer(doc, NETRAL_FORMAT_TOKENS_JSONL);
    check_writer(doc, NETRAL_FORMAT_TOKENS_TSV);
}

int main(void) {
    netral_pack *pack = NULL;
    netral_doc *doc = NULL;
    if (netral_pack_shipped(NULL, &pack, NULL) != 0 || netral_doc_new(pack, NULL, &doc, NULL) != 0)
        return 2;
    check_names();
    check_reading_nothing(doc);
    check_arguments(pack);
    check_first_error();
    check_reuse(doc);
    check_dates(doc);
    check_explain(doc);
    check_not_text(doc);
    check_writers(doc);
    netral_doc_free(doc);
    netral_pack_free(pack);
    return check_finish();
}
