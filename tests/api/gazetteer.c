/* Gazetteers in their three forms: which entry a mention spells, and what is said of a list that is wrong. */
#include <unistd.h>

#include "check.h"
#include "netral.h"

static netral_pack *load(const char *path, const netral_pack *base) {
    netral_pack *pack = NULL;
    netral_error error = {0};
    CHECK(netral_pack_load(path, base, NULL, &pack, &error) == 0, "%s: %s:%d: %s", path, error.file, error.line, error.text);
    return pack;
}

static int same(const char *a, const char *b) {
    return (!a && !b) || (a && b && strcmp(a, b) == 0);
}

struct wanted {
    const char *date, *text, *mention, *norm, *entry, *kind, *check;
};

static const struct wanted wanted[] = {
    {NULL, "Warga Cikembang Asri hadir.", "Cikembang Asri", "Desa Wisata Cikembang Asri", "D-1", "village", NULL},
    {"1990-01-01", "Warga Cikembang Asri hadir.", "Cikembang Asri", "Desa Wisata Cikembang Asri", "D-1", "village", "years"},
    {NULL, "Warga KKTL hadir.", "KKTL", "Kampung Kopi Tegalrejo Lestari", "D-3", NULL, NULL},
    {"2016-05-02", "Ia membuka GSB kemarin.", "GSB", "Gerakan Sungai Bersih", "P-1", "program", NULL},
    {"2019", "Ia membuka GSB kemarin.", "GSB", "Gerakan Sungai Bersih", "P-1", "program", NULL},
    {"2020-02-29", "Ia membuka GSB kemarin.", "GSB", "Gerakan Sungai Bersih", "P-1", "program", "years"},
    {"2020-03-01", "Ia membuka GSB kemarin.", "GSB", "Gerakan Sungai Baru", "P-2", "program", NULL},
    {NULL, "Ia membuka GSB kemarin.", "GSB", "Gerakan Sungai Bersih", "P-1", "program", NULL},
    {NULL, "Ada Kampung \xf0\x9f\x8c\xb1 Hijau di sana.", "Kampung \xf0\x9f\x8c\xb1 Hijau", "Sehari Tanpa \"Plastik\"", "7", NULL, NULL},
    {NULL, "Ikan dari Balai Benih Ikan Cikembang dilepas.", "Balai Benih Ikan Cikembang", "Balai Benih Ikan Cikembang", "L-2", NULL, NULL},
    {"2012-01-01", "Kantor PBS ditutup.", "PBS", "Panti Baca Sukamulya", NULL, NULL, "years"},
    {NULL, "Kepala Balitpangllu hadir.", "Balitpangllu", "Balitpanglu", "U-1", NULL, "spelling"},
    {NULL, "Kepala Balitpanglu hadir.", "Balitpanglu", "Balitpanglu", "U-1", NULL, NULL},
    {NULL, "Di Sanggar Tirtawening Rahmatulah ramai.", "Sanggar Tirtawening Rahmatulah", "Sanggar Tirtawening Rahmatullah", "U-2", NULL,
     "spelling"},
    {NULL, "Di Sanggar Tirtawening Rahmatullah dan Sanggar Tirtawenig ramai.", "Sanggar Tirtawenig", "Sanggar Tirtawening", NULL, NULL,
     "spelling"},
    {"2012-01-01", "Sampel dikirim ke BUM kemarin.", "BUM", "Balai Uji Mutu", "L-1", "agency", NULL},
};

static void check_one(netral_doc *doc, const struct wanted *one) {
    netral_options options = NETRAL_OPTIONS_INIT;
    netral_mention mention = {0};
    netral_error error = {0};
    options.date = one->date;
    CHECK(netral_doc_extract(doc, one->text, strlen(one->text), &options, &error) == 0, "%s", error.text);
    size_t at = 0;
    while (netral_doc_mention(doc, at, &mention) == 0 && strncmp(one->text + mention.start, one->mention, strlen(one->mention)) != 0)
        at++;
    CHECK(at < netral_doc_mention_count(doc) && mention.end - mention.start == strlen(one->mention), "%s: not found", one->mention);
    if (at == netral_doc_mention_count(doc))
        return;
    CHECK(same(mention.norm, one->norm), "%s: norm %s, wanted %s", one->mention, mention.norm, one->norm);
    CHECK(same(mention.entry, one->entry), "%s: entry %s", one->mention, mention.entry ? mention.entry : "none");
    CHECK(same(mention.kind, one->kind), "%s: kind %s", one->mention, mention.kind ? mention.kind : "none");
    CHECK(same(mention.check, one->check), "%s on %s: check %s", one->mention, one->date, mention.check ? mention.check : "none");
}

/* Over the shipped pack, and over nothing: an entry is the same. */
static void check_mentions(const netral_pack *base) {
    netral_pack *pack = load("tests/api/gazetteer", base);
    netral_doc *doc = NULL;
    CHECK(netral_doc_new(pack, NULL, &doc, NULL) == 0, "document");
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        check_one(doc, &wanted[i]);
    netral_doc_free(doc);
    netral_pack_free(pack);
}

/* A pack laid over one that was laid over another: copied words, rules read again, names that both redefine. */
static void check_layers(const netral_pack *shipped) {
    netral_pack *once = load("tests/api/gazetteer", shipped), *twice = load("tests/api/tiny", once), *again = load("tests/api/tiny", twice);
    const struct wanted colour = {NULL, "Ada kucing merah dan GSB di sana.", "kucing merah", "kucing merah", NULL, NULL, NULL};
    netral_doc *doc = NULL;
    netral_pack_free(once);
    netral_pack_free(twice);
    CHECK(netral_doc_new(again, NULL, &doc, NULL) == 0, "document");
    check_one(doc, &wanted[0]);
    check_one(doc, &colour);
    netral_doc_free(doc);
    netral_pack_free(again);
}

/* ---- What is wrong ------------------------------------------------------------------------------------------------- */

struct mistake {
    const char *name; /* of the file: its ending says what it is */
    const char *text, *error;
    int line, column;
};

#define DEEP "[[[[[[[[[["

static const struct mistake mistakes[] = {
    {"kota.tsv", "kanonik\tid\nA\t1\n", "lexicon-key", 1, 1},
    {"kota.tsv", "canonical\tvarians\nA\tB\n", "lexicon-key", 1, 11},
    {"kota.tsv", "canonical\tid\tid\nA\t1\t2\n", "lexicon-columns", 1, 14},
    {"kota.tsv", "id\tkind\n1\tkota\n", "lexicon-columns", 1, 1},
    {"kota.tsv", "canonical\tid\nA\t1\t2\n", "lexicon-columns", 2, 5},
    {"kota.tsv", "canonical\tid\n\t1\n", "lexicon-empty", 2, 1},
    {"kota.tsv", "canonical\tvariants\nA\tB||C\n", "lexicon-empty", 2, 5},
    {"kota.tsv", "canonical\tfrom\nA\tawal 2014\n", "lexicon-time", 2, 1},
    {"kota.tsv", "canonical\tclass\nA\tKota Besar\n", "lexicon-class", 2, 3},
    {"Kota?.tsv", "canonical\nA\n", "lexicon-class", 2, 1},
    {"kota.tsv", "# class: Kota Besar\ncanonical\nA\n", "lexicon-class", 1, 1},
    {"kota.tsv", "canonical\n\xff\xfe\n", "file-bytes", 2, 1},
    {"kota.tsv", "canonical\nA\x01\n", "file-bytes", 2, 2},
    {"kota.jsonl", "{\"canonical\":\"A\"}\nA\n", "lexicon-json", 2, 1},
    {"kota.jsonl", "{\"kanonik\":\"A\"}\n", "lexicon-key", 1, 2},
    {"kota.jsonl", "{\"canonical\":\"A\",\"canonical\":\"B\"}\n", "lexicon-json", 1, 18},
    {"kota.jsonl", "{\"canonical\":\"A\",}\n", "lexicon-json", 1, 18},
    {"kota.jsonl", "{\"canonical\":\"A\"} x\n", "lexicon-json", 1, 19},
    {"kota.jsonl", "{\"canonical\":\"A\n", "lexicon-json", 1, 16},
    {"kota.jsonl", "{\"canonical\":true}\n", "lexicon-json", 1, 14},
    {"kota.jsonl", "{\"canonical\":[\"A\"]}\n", "lexicon-json", 1, 14},
    {"kota.jsonl", "{\"canonical\":\"A\",\"id\":01}\n", "lexicon-json", 1, 25},
    {"kota.jsonl", "{\"canonical\":\"A\",\"variants\":[1]}\n", "lexicon-json", 1, 30},
    {"kota.jsonl", "{\"canonical\":\"A\",\"variants\":[\"\"]}\n", "lexicon-empty", 1, 30},
    {"kota.jsonl", "{\"canonical\":\"A\",\"variants\":" DEEP DEEP "\n", "lexicon-json", 1, 30},
    {"kota.jsonl", "{\"canonical\":\"\\ud83c\"}\n", "lexicon-json", 1, 21},
    {"kota.jsonl", "{\"canonical\":\"\\udf31\\ud83c\"}\n", "lexicon-json", 1, 21},
    {"kota.jsonl", "{\"canonical\":\"\\u00zz\"}\n", "lexicon-json", 1, 19},
    {"kota.jsonl", "{\"canonical\":\"A\\n\"}\n", "lexicon-json", 1, 18},
    {"kota.jsonl", "{\"canonical\":\"A\\x\"}\n", "lexicon-json", 1, 18},
    {"kota.jsonl", "{\"id\":\"1\"}\n", "lexicon-empty", 1, 1},
    {"kota.jsonl", "{}\n", "lexicon-empty", 1, 1},
    {"kota.txt", "[kota]\nA|@until=besok\n", "lexicon-time", 2, 1},
};

static void check_mistake(const char *folder, const struct mistake *mistake) {
    char path[400];
    netral_pack *pack = NULL;
    netral_error error = {0};
    snprintf(path, sizeof path, "%s/%s", folder, mistake->name);
    FILE *file = fopen(path, "wb");
    if (!file || fputs(mistake->text, file) < 0 || fclose(file) != 0) {
        CHECK(0, "cannot write %s", path);
        return;
    }
    int code = netral_pack_load(path, NULL, NULL, &pack, &error);
    CHECK(code == NETRAL_ERROR_RULE && strcmp(error.name, mistake->error) == 0 && error.line == mistake->line &&
              error.column == mistake->column && error.text[0] && strcmp(error.file, path) == 0,
          "%s: %s: %d:%d: [%s] %s", mistake->name, mistake->text, error.line, error.column, error.name, error.text);
    netral_pack_free(pack);
    remove(path);
}

int main(void) {
    char folder[] = "/tmp/netral-gazetteer-XXXXXX";
    netral_pack *shipped = NULL;
    CHECK(netral_pack_shipped(NULL, &shipped, NULL) == 0, "the shipped pack");
    check_mentions(shipped);
    check_mentions(NULL);
    check_layers(shipped);
    netral_pack_free(shipped);
    CHECK(mkdtemp(folder) != NULL, "a folder to write in");
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++)
        check_mistake(folder, &mistakes[i]);
    rmdir(folder);
    return check_finish();
}
