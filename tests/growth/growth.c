/* Hostile texts at two sizes, n and 4n: whatever the machine, four times the text may cost little more than four times the
 * work. A quadratic step shows as 16. And no text costs very much more for a byte than ordinary text does: a quadratic step that
 * ends at some limit shows there. What is measured is the processor time of this process, the least of several runs, and only
 * ratios are judged; n is doubled first until one run is long enough to be measured. */
#include <time.h>

#include "../api/articles.h"

#define FIRST_BYTES ((size_t)1 << 13)
#define MOST_BYTES ((size_t)1 << 22)
#define LONG_ENOUGH 0.004 /* seconds: far above the clock's grain, and the text still shorter than a block of the reader */
#define RUNS 5
#define MOST_RATIO 8.0
#define MOST_BYTE_RATIO 30.0

/* `start` once, then `unit` (with %zu, if it is there, a running number) up to the size, then `end`. */
struct shape {
    const char *name, *start, *unit, *end;
};

static const struct shape shapes[] = {
    {"opening brackets", "", "(", ""},
    {"opening square brackets", "", "[", ""},
    {"closing brackets", "", ")", ""},
    {"brackets in turn", "", "(]", ""},
    {"straight quotation marks", "", "\"", ""},
    {"curly quotation marks", "", "\xe2\x80\x9c", ""},
    {"apostrophes", "", "a'", ""},
    {"asterisks", "", "*", ""},
    {"underscores", "", "_", ""},
    {"backticks", "", "`", ""},
    {"number signs", "", "#", ""},
    {"greater-than signs", "", ">", ""},
    {"tags", "", "<b", ""},
    {"link texts", "", "[a](", ""},
    {"full stops", "", ".", ""},
    {"hyphens", "", "a-", ""},
    {"initials", "", "A. ", ""},
    {"degrees", "", "Dr. S.H., ", ""},
    {"capitals", "", "Nama ", ""},
    {"all capitals", "", "KEPALA ", ""},
    {"articles of law", "", "Pasal 1 ", ""},
    {"paragraphs of law", "UU Nomor 5 Tahun 2014 ", "Pasal 1 ayat (1) huruf a, ", ""},
    {"laws", "", "UU Nomor 5 Tahun 2014 dan ", ""},
    {"titles of laws", "", "Undang-Undang Nomor 5 Tahun 2014 tentang Aparatur Sipil Negara ", ""},
    {"offices", "", "Kepala ", ""},
    {"acting offices", "", "Plt. Kepala Badan ", ""},
    {"institutions", "", "Badan Kepegawaian Negara ", ""},
    {"one acronym", "", "Badan Aneka Benda (ABC) ", ""},
    {"different acronyms", "", "Badan Uji (BU%zu) ", ""},
    {"bare acronyms", "", "(ABC) ", ""},
    {"persons", "", "Bupati Bima Budi Santoso, S.H. ", ""},
    {"different persons", "", "Bupati Bima Budi%zu Santoso%zu, S.H. hadir. ", ""},
    {"persons and their later names", "Bupati Bima Budi Santoso hadir. ", "Budi bicara. Santoso diam. ", ""},
    {"one person in two spellings", "", "Kata Hartoyo Dwi Prasetyo. Kata Hartono Dwi Prasetyo. ", ""},
    {"names that are alike", "", "Bupati Bima Hartoyo%zu Dwi Prasetyo hadir. ", ""},
    {"changes of laws", "", "UU 1/2015 sebagaimana telah diubah dengan UU 10/2016, ", ""},
    {"short names of laws", "", "UU ASN dan UU ITE, ", ""},
    {"dates", "", "2 November 2023, ", ""},
    {"dates without a year", "", "Kamis (02/11) ", ""},
    {"ranges of dates", "", "2-4 November 2023 ", ""},
    {"digits", "", "9", ""},
    {"one word", "", "a", ""},
    {"spaces", "", " ", ""},
    {"line feeds", "", "\n", ""},
    {"carriage returns", "", "\r", ""},
    {"short lines", "", "kata\n", ""},
    {"long lines that wrap", "", "kata yang panjang sekali dan diteruskan di baris yang lain\n", ""},
    {"one line of text", "", "Warga desa itu pergi ke pasar dan membeli beras untuk makan malam ", ""},
    {"list entries", "", "- a\n", ""},
    {"front matter keys", "---\n", "k%zu: v\n", "---\nkata\n"},
    {"front matter brackets", "---\na: ", "[", "\n---\nkata\n"},
    {"unclosed front matter", "---\n", "a: b\n", ""},
    {"combining marks", "a", "\xcc\x81", ""},
    {"soft hyphens", "", "a\xc2\xad", ""},
    {"zero-width characters", "", "\xe2\x80\x8b", ""},
    {"wide characters", "", "\xe4\xb8\xad", ""},
    {"e-mail signs", "", "a@", ""},
    {"web addresses", "", "http://a.b/", ""},
    {"entities", "", "&amp;", ""},
    {"backslashes", "", "\\", ""},
};

/* What may be seen only in a text that is really large: tables that grew, arrays that moved, lists that are walked. */
struct large_shape {
    struct shape shape;
    size_t bytes;
};

static const struct large_shape large_shapes[] = {
    {{"a million acronyms", "", "Badan Uji (BU%zu) ", ""}, 26000000},
    {{"a million persons", "", "Bupati Bima Budi%zu Santoso hadir. ", ""}, 40000000},
    {{"a line of 64 MB", "", "Warga desa itu pergi ke pasar dan membeli beras untuk makan malam, ", ""}, 64000000},
    {{"16 MB of brackets", "", "(", ""}, 16000000},
    {{"16 MB of quotation marks", "", "\"", ""}, 16000000},
};

static char *make(const struct shape *shape, size_t size) {
    char *text = malloc(size + 200);
    size_t used = 0, number = 0;
    if (!text)
        exit(2);
    used += (size_t)sprintf(text, "%s", shape->start);
    while (used + strlen(shape->end) + 120 < size) {
        for (const char *unit = shape->unit; *unit; unit++) {
            if (unit[0] == '%') {
                used += (size_t)sprintf(text + used, "%zu", number);
                unit += 2;
            } else {
                text[used++] = *unit;
            }
        }
        number++;
    }
    sprintf(text + used, "%s", shape->end);
    return text;
}

static double processor_time(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* The least time of a few runs, each with a new document. */
static double measure(const netral_pack *pack, const struct shape *shape, size_t size, int runs) {
    char *text = make(shape, size);
    double least = 1e9;
    for (int i = 0; i < runs; i++) {
        netral_doc *doc = NULL;
        netral_error error = {0};
        double before = processor_time();
        int code = netral_doc_new(pack, NULL, &doc, &error);
        code = code ? code : netral_doc_extract(doc, text, strlen(text), NULL, &error);
        double took = processor_time() - before;
        CHECK(code == 0 || code == NETRAL_ERROR_TEXT, "%s, %zu bytes: %s", shape->name, size, error.text);
        least = took < least ? took : least;
        netral_doc_free(doc);
    }
    free(text);
    return least;
}

static void check_shape(const netral_pack *pack, const struct shape *shape, double ordinary_byte) {
    size_t size = FIRST_BYTES;
    measure(pack, shape, FIRST_BYTES, 1); /* what is made when first needed, is made here */
    double small = measure(pack, shape, size, 1);
    while (small < LONG_ENOUGH && size < MOST_BYTES)
        small = measure(pack, shape, size *= 2, 1);
    small = measure(pack, shape, size, RUNS);
    double large = measure(pack, shape, size * 4, RUNS), ratio = small > 0 ? large / small : 1;
    double byte_ratio = large / (double)(size * 4) / ordinary_byte;
    CHECK(ratio < MOST_RATIO, "%s: 4 times %zu bytes cost %.1f times as much (%.3f s, %.3f s)", shape->name, size, ratio, small, large);
    CHECK(byte_ratio < MOST_BYTE_RATIO, "%s: a byte costs %.0f times as much as in ordinary text (%.3f s for %zu bytes)", shape->name,
          byte_ratio, large, size * 4);
    printf("%-32s %8zu bytes %7.3f s, 4 times: %5.2f, a byte: %5.1f\n", shape->name, size, small, ratio, byte_ratio);
}

/* Once at a quarter and once at full size: both are long enough, and what came before has warmed up what is made late. */
static void check_large(const netral_pack *pack, const struct large_shape *large) {
    double small = measure(pack, &large->shape, large->bytes / 4, 1), whole = measure(pack, &large->shape, large->bytes, 1);
    CHECK(whole < MOST_RATIO * small, "%s: %zu bytes cost %.1f times as much as a quarter of them (%.3f s, %.3f s)", large->shape.name,
          large->bytes, whole / small, small, whole);
    printf("%-32s %8zu bytes %7.3f s, 4 times: %5.2f\n", large->shape.name, large->bytes / 4, small, whole / small);
}

/* What a byte of the corpus's articles costs, as a yardstick. */
static double measure_ordinary(const netral_pack *pack) {
    static struct articles articles;
    netral_doc *doc = NULL;
    size_t bytes = 0;
    double least = 1e9;
    articles_read(&articles);
    for (int i = 0; i < 10 && netral_doc_new(pack, NULL, &doc, NULL) == 0; i++) {
        double before = processor_time();
        bytes = 0;
        for (size_t j = 0; j < articles.count; j++) {
            netral_doc_extract(doc, articles.items[j].text, articles.items[j].length, NULL, NULL);
            bytes += articles.items[j].length;
        }
        double took = processor_time() - before;
        least = took < least ? took : least;
        netral_doc_free(doc);
    }
    articles_free(&articles);
    printf("articles: %zu bytes, %.1f ns a byte\n", bytes, least / (double)bytes * 1e9);
    return least / (double)bytes;
}

int main(int argc, char **argv) {
    netral_pack *pack = NULL;
    if (netral_pack_shipped(NULL, &pack, NULL) != 0)
        return 2;
    double ordinary_byte = measure_ordinary(pack);
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (argc < 2 || strstr(shapes[i].name, argv[1])) {
            check_open();
            check_shape(pack, &shapes[i], ordinary_byte);
            check_close();
        }
    for (size_t i = 0; i < sizeof large_shapes / sizeof *large_shapes; i++)
        if (argc < 2 || strstr(large_shapes[i].shape.name, argv[1]))
            check_large(pack, &large_shapes[i]);
    netral_pack_free(pack);
    return check_finish();
}
