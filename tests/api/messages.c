/* The names of errors and warnings that no rule file shows, and the fields of mentions. */
#include "check.h"
#include "netral.h"

static int same(const char *a, const char *b) {
    return (!a && !b) || (a && b && strcmp(a, b) == 0);
}

static int sink(void *context, const char *bytes, size_t length) {
    char *written = context;
    if (!written)
        return 1;
    size_t used = strlen(written);
    if (used + length < 20000)
        memcpy(written + used, bytes, length);
    return 0;
}

/* ---- Errors -------------------------------------------------------------------------------------------------------- */

static void expect(const netral_error *error, int code, const char *name) {
    CHECK(error->code == code && same(error->name, name) && error->text[0], "wanted [%s], found [%s] %s", name, error->name, error->text);
}

static void check_writing(const netral_doc *doc) {
    netral_error error = {0}, second = {0}, third = {0}, fourth = {0};
    netral_write_options options = NETRAL_WRITE_OPTIONS_INIT;
    netral_doc_write(doc, 99, NULL, sink, NULL, &error);
    expect(&error, NETRAL_ERROR_ARGUMENT, "format");
    netral_doc_write(doc, NETRAL_FORMAT_JSONL, NULL, sink, NULL, &second);
    expect(&second, NETRAL_ERROR_IO, "sink");
    options.offsets = 7;
    netral_doc_write(doc, NETRAL_FORMAT_JSONL, &options, sink, NULL, &third);
    expect(&third, NETRAL_ERROR_ARGUMENT, "offsets");
    options.size = 1;
    netral_doc_write(doc, NETRAL_FORMAT_JSONL, &options, sink, NULL, &fourth);
    expect(&fourth, NETRAL_ERROR_ARGUMENT, "options");
}

static void check_texts(netral_doc *doc) {
    netral_error error = {0}, second = {0}, third = {0}, fourth = {0};
    CHECK(netral_doc_extract(doc, "Ada.", 4, NULL, NULL) == 0, "no text");
    netral_doc_explain(doc, 9, 10, &fourth);
    expect(&fourth, NETRAL_ERROR_ARGUMENT, "place");
    netral_doc_extract(doc, "x", 0xfffffffeu, NULL, &error);
    expect(&error, NETRAL_ERROR_LIMIT, "text-size");
    netral_doc_extract(doc, "\1\2\3\4\5\6", 6, NULL, &second);
    expect(&second, NETRAL_ERROR_TEXT, "not-text");
    netral_pack_check(NULL, NULL, NULL, &third);
    expect(&third, NETRAL_ERROR_ARGUMENT, "argument");
}

static void check_circle(const netral_pack *shipped) {
    netral_pack *pack = NULL;
    netral_normalized *normalized = NULL;
    netral_error error = {0};
    CHECK(netral_pack_load("tests/api/messages/circle.txt", NULL, NULL, &pack, &error) == 0, "%s", error.text);
    netral_normalize(pack, "kalo", 4, NETRAL_NORMALIZE_INFORMAL, NULL, &normalized, &error);
    expect(&error, NETRAL_ERROR_LIMIT, "normalize-rounds");
    netral_normalized_free(normalized);
    netral_pack_free(pack);
    (void)shipped;
}

/* ---- Warnings of a text -------------------------------------------------------------------------------------------- */

static void check_warning(netral_doc *doc, const char *text, const char *name) {
    netral_warning warning = {0};
    netral_error error = {0};
    CHECK(netral_doc_extract(doc, text, strlen(text), NULL, &error) == 0, "%s", error.text);
    CHECK(netral_doc_warning_count(doc) == 1 && netral_doc_warning(doc, 0, &warning) == 0 && same(warning.name, name),
          "wanted %s, found %s", name, warning.name ? warning.name : "nothing");
}

static void check_warnings(netral_doc *doc) {
    char slow[2000] = "mulai";
    for (int i = 0; i < 60; i++)
        strcat(slow, " Belu");
    check_warning(doc, "Ini teks \1 biasa saja.", "control-bytes");
    check_warning(doc, "Ini teks \xff biasa saja.", "invalid-utf8");
    check_warning(doc, "---\ntitle: x\nIni teks biasa saja.\n", "front-matter");
    check_warning(doc, slow, "limit:rule:event.slow");
}

/* ---- Fields -------------------------------------------------------------------------------------------------------- */

/* The event of a text: its normal form, and its fields as "name=value;". */
static void check_event(netral_doc *doc, const char *text, const char *norm, const char *wanted) {
    netral_error error = {0};
    netral_mention mention;
    netral_field field;
    char found[1000] = "";
    size_t at = 0;
    CHECK(netral_doc_extract(doc, text, strlen(text), NULL, &error) == 0, "%s", error.text);
    while (netral_doc_mention(doc, at, &mention) == 0 && !same(mention.type, "event"))
        at++;
    CHECK(at < netral_doc_mention_count(doc), "no event in: %s", text);
    for (size_t i = 0; netral_doc_mention_field(doc, at, i, &field) == 0; i++) {
        snprintf(found + strlen(found), sizeof found - strlen(found), "%s=%s;", field.name, field.value);
        CHECK(field.start < field.end && field.end <= strlen(text), "the field %s has no place", field.name);
    }
    CHECK(same(mention.norm, norm), "wanted the normal form %s, found %s", norm, mention.norm);
    CHECK(same(found, wanted), "wanted the fields %s, found %s", wanted, found);
}

static void check_json(netral_doc *doc, const char *wanted) {
    static char json[20000];
    CHECK(netral_doc_write(doc, NETRAL_FORMAT_JSONL, NULL, sink, json, NULL) == 0 && strstr(json, wanted), "wanted %s in %s", wanted, json);
}

static void check_fields(netral_doc *doc) {
    netral_field field;
    netral_error error = {0};
    check_event(doc, "Ada PSU di tirta", "[psu]", "place=tanpa tempat;");
    check_event(doc, "Ada PSU di TIRTA Sela pada 24 Februari 2024 oleh BKN.", "[psu] di TIRTA SELA; 2024-02-24",
                "date=2024-02-24;place=Tirta Sela;by=Badan Kepegawaian Negara;note=24 Februari 2024;");
    check_json(doc,
               "\"norm\":\"[psu] di TIRTA SELA; 2024-02-24\",\"fields\":{\"date\":\"2024-02-24\",\"place\":\"Tirta Sela\",\"by\":\"Badan "
               "Kepegawaian Negara\",\"note\":\"24 Februari 2024\"},\"rule\":\"event.psu\"");
    CHECK(netral_doc_extract(doc, "Itu bukan PSU. (PSU) Calon PSU", 30, NULL, &error) == 0 && netral_doc_mention_count(doc) == 0,
          "not-left lets %zu through", netral_doc_mention_count(doc));
    CHECK(netral_doc_mention_field(doc, 0, 0, &field) == NETRAL_ERROR_ARGUMENT && netral_doc_mention_field_count(doc, 9) == 0 &&
              netral_doc_mention_field_count(NULL, 0) == 0,
          "there is a field of no mention");
}

/* ---- Warnings of a pack -------------------------------------------------------------------------------------------- */

static void count(void *context, const netral_diagnostic *diagnostic) {
    CHECK(diagnostic->name[0] && diagnostic->text[0] && diagnostic->line > 0 && diagnostic->column > 0 &&
              same(diagnostic->rule, "event.slow"),
          "%s: %s", diagnostic->name, diagnostic->text);
    ++*(int *)context;
}

int main(void) {
    netral_pack *shipped = NULL, *pack = NULL;
    netral_doc *doc = NULL;
    netral_error error = {0};
    int warnings = 0;
    CHECK(netral_pack_shipped(NULL, &shipped, &error) == 0, "%s", error.text);
    CHECK(netral_pack_load("tests/api/messages/fields.yaml", shipped, NULL, &pack, &error) == 0, "%s:%d %s", error.file, error.line,
          error.text);
    CHECK(netral_doc_new(pack, NULL, &doc, &error) == 0, "%s", error.text);
    CHECK(netral_pack_check(pack, count, &warnings, &error) == 0 && warnings == 3, "%d warnings", warnings);
    CHECK(netral_pack_check(pack, NULL, NULL, &error) == 0, "%s", error.text);
    check_fields(doc);
    check_warnings(doc);
    check_texts(doc);
    check_writing(doc);
    check_circle(shipped);
    netral_doc_free(doc);
    netral_pack_free(pack);
    netral_pack_free(shipped);
    return check_finish();
}
