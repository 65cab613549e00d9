/* Nothing but the header: it must be complete by itself in every dialect that api.sh compiles this with. Every function is
 * called in code that never runs, so that each declaration is also used as its comment says. */
#include "netral.h"

static void report(void *context, const netral_rule *rule, const char *example, int line, int holds, const char *message) {
    (void)context, (void)rule, (void)example, (void)line, (void)holds, (void)message;
}

static int sink(void *context, const char *bytes, size_t length) {
    (void)context, (void)bytes, (void)length;
    return 0;
}

static void warn(void *context, const netral_diagnostic *diagnostic) {
    (void)context, (void)diagnostic;
}

static int use_packs(netral_pack **pack, netral_error *error) {
    netral_allocator allocator = {NULL, NULL};
    netral_rule rule;
    int code = netral_pack_shipped(&allocator, pack, error);
    code += netral_pack_load("folder", *pack, NULL, pack, error);
    code += netral_pack_rule(*pack, netral_pack_rule_count(*pack), &rule);
    code += netral_pack_test(*pack, report, NULL, error);
    code += netral_pack_check(*pack, warn, NULL, error);
    netral_pack_free(*pack);
    return code;
}

static int use_documents(const netral_pack *pack, netral_doc **doc, netral_error *error) {
    netral_options options = NETRAL_OPTIONS_INIT;
    netral_write_options write_options = NETRAL_WRITE_OPTIONS_INIT;
    netral_mention mention;
    netral_field field;
    netral_official official;
    netral_token token;
    netral_span sentence;
    netral_warning warning;
    size_t start, end, length;
    int code = netral_doc_new(pack, NULL, doc, error);
    code += netral_doc_extract(*doc, "", 0, &options, error) + netral_doc_tokenize(*doc, "", 0, &options, error);
    code += netral_doc_text(*doc, &length) == netral_doc_id(*doc) || netral_doc_date(*doc) == NULL;
    netral_doc_title(*doc, &start, &end);
    code += netral_doc_mention(*doc, netral_doc_mention_count(*doc), &mention);
    code += netral_doc_mention_field(*doc, 0, netral_doc_mention_field_count(*doc, 0), &field);
    code += netral_doc_official(*doc, netral_doc_official_count(*doc), &official);
    code += netral_doc_token(*doc, netral_doc_token_count(*doc), &token);
    code += netral_doc_sentence(*doc, netral_doc_sentence_count(*doc), &sentence);
    code += netral_doc_warning(*doc, netral_doc_warning_count(*doc), &warning);
    code += netral_doc_write(*doc, NETRAL_FORMAT_JSONL, &write_options, sink, NULL, error);
    netral_doc_free(*doc);
    return code;
}

static int use_normalization(netral_normalized **normalized, netral_error *error) {
    netral_stretch stretch;
    size_t length;
    int code = netral_normalize(NULL, "", 0, NETRAL_NORMALIZE_UNICODE, NULL, normalized, error);
    code += netral_normalized_text(*normalized, &length) == NULL;
    code += netral_normalized_stretch(*normalized, netral_normalized_stretch_count(*normalized), &stretch);
    netral_normalized_free(*normalized);
    return code;
}

int main(int argc, char **argv) {
    netral_pack *pack = NULL;
    netral_doc *doc = NULL;
    netral_normalized *normalized = NULL;
    netral_error error = {0, 0, 0, {0}, {0}, {0}};
    (void)argv;
    if (argc < 1000 || netral_error_name(0) == netral_version() || netral_library_version("pcre2") == NULL)
        return 0;
    return use_packs(&pack, &error) + use_documents(pack, &doc, &error) + use_normalization(&normalized, &error);
}
