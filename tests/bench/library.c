/* library NEWS LAW: the library beside ICU and beside its own patterns run naively, on the same bytes, in one process on one core.
 * ROUNDS alternating rounds, medians of processor time. */
#include <stdio.h>
#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>

#include "naive.h"
#include "netral.h"
#include "rows.h"

#define NAIVE_BYTES ((size_t)1000000)
#define NFC_BYTES ((size_t)16000000)

/* A run over a text; what it returns is a number of finds. */
typedef size_t run(void *context, const char *bytes, size_t length);

static size_t run_documents(run *one, void *context, const struct text *text) {
    size_t found = 0;
    for (size_t at = 0; at < text->length;) {
        size_t length = text_document(text, at);
        found += one(context, text->bytes + at, length);
        at += length + 1;
    }
    return found;
}

static size_t extract(void *doc, const char *bytes, size_t length) {
    netral_error error = {0};
    if (netral_doc_extract(doc, bytes, length, NULL, &error))
        stop("extract", error.text);
    return netral_doc_mention_count(doc);
}

static size_t tokenize(void *doc, const char *bytes, size_t length) {
    netral_error error = {0};
    if (netral_doc_tokenize(doc, bytes, length, NULL, &error))
        stop("tokens", error.text);
    return netral_doc_token_count(doc);
}

static size_t icu_words(void *words, const char *bytes, size_t length) {
    UErrorCode status = U_ZERO_ERROR;
    UText *text = utext_openUTF8(NULL, bytes, (int64_t)length, &status);
    size_t found = 0;
    ubrk_setUText(words, text, &status);
    while (ubrk_next(words) != UBRK_DONE)
        found++;
    utext_close(text);
    return found;
}

struct side {
    run *one;
    void *context;
    double times[ROUNDS];
    size_t found;
};

static void measure(struct side *side, const struct text *text, int round) {
    double start = processor_seconds();
    side->found = run_documents(side->one, side->context, text);
    side->times[round] = processor_seconds() - start;
}

static void alternate(struct side *sides, size_t count, const struct text *text) {
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < count; i++)
            measure(&sides[i], text, round);
}

static double speed(struct side *side, size_t bytes) {
    return (double)bytes / 1e6 / median(side->times);
}

/* ---- Words and mentions -------------------------------------------------------------------------------------------- */

static void beside_icu(const char *kind, double wanted, const struct text *text, netral_doc *doc, UBreakIterator *words) {
    struct side sides[] = {{icu_words, words, {0}, 0}, {extract, doc, {0}, 0}, {tokenize, doc, {0}, 0}};
    char work[100];
    alternate(sides, 3, text);
    double icu = speed(&sides[0], text->length), extracted = speed(&sides[1], text->length), tokens = speed(&sides[2], text->length);
    snprintf(work, sizeof work, "tokens and sentences, %s, to ICU words", kind);
    row("speed", work, tokens / icu, "x", AT_LEAST, 3.5, "%.1f MB/s, ICU %.1f", tokens, icu);
    snprintf(work, sizeof work, "extract, %s, to ICU words", kind);
    row("speed", work, extracted / icu, "x", AT_LEAST, wanted, "%.1f MB/s, ICU %.1f; a mention every %zu bytes", extracted, icu,
        sides[1].found ? text->length / sides[1].found : 0);
}

static size_t run_naive(void *naive, const char *bytes, size_t length) {
    (void)bytes;
    (void)length;
    return naive_run(naive);
}

static void beside_naive(const netral_pack *pack, netral_doc *doc, const char *path) {
    struct text text = text_read(path, NAIVE_BYTES);
    struct naive *naive = naive_new(pack, &text);
    struct side side = {extract, doc, {0}, 0};
    double times[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
        double start = processor_seconds();
        run_naive(naive, NULL, 0);
        times[round] = processor_seconds() - start;
        measure(&side, &text, round);
    }
    double naively = (double)text.length / 1e6 / median(times), extracted = speed(&side, text.length);
    row("speed", "extract, news, to the patterns run naively", extracted / naively, "x", AT_LEAST, 8,
        "%.2f MB/s, %zu patterns in PCRE2 JIT %.3f", extracted, naive_patterns(naive), naively);
    naive_free(naive);
    free(text.bytes);
}

/* ---- NFC ----------------------------------------------------------------------------------------------------------- */

static size_t compose(void *context, const char *bytes, size_t length) {
    netral_normalized *normalized;
    (void)context;
    if (netral_normalize(NULL, bytes, length, NETRAL_NORMALIZE_UNICODE, NULL, &normalized, NULL))
        stop("normalize", "failed");
    netral_normalized_text(normalized, &length);
    netral_normalized_free(normalized);
    return length;
}

/* ICU's C interface normalises UTF-16: the text is converted before, and not timed. */
static void beside_icu_nfc(const char *path) {
    struct text text = text_read(path, NFC_BYTES);
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    UChar *wide = malloc((text.length + 1) * sizeof *wide), *out = malloc((text.length + 1) * sizeof *out);
    int32_t length = 0;
    if (!wide || !out)
        stop("NFC", "memory ran out");
    u_strFromUTF8(wide, (int32_t)text.length + 1, &length, text.bytes, (int32_t)text.length, &status);
    struct side side = {compose, NULL, {0}, 0};
    double times[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
        double start = processor_seconds();
        unorm2_normalize(nfc, wide, length, out, (int32_t)text.length + 1, &status);
        times[round] = processor_seconds() - start;
        measure(&side, &text, round);
    }
    if (U_FAILURE(status))
        stop("NFC", u_errorName(status));
    double icu = (double)text.length / 1e6 / median(times), ours = speed(&side, text.length);
    row("speed", "NFC of text that is NFC, to ICU unorm2", ours / icu, "x", AT_LEAST, 1, "%.0f MB/s, ICU %.0f (of UTF-16)", ours, icu);
    free(wide);
    free(out);
    free(text.bytes);
}

int main(int count, char **arguments) {
    netral_pack *pack;
    netral_doc *doc;
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *words = ubrk_open(UBRK_WORD, "id", NULL, 0, &status);
    if (count != 3 || U_FAILURE(status) || netral_pack_shipped(NULL, &pack, NULL) || netral_doc_new(pack, NULL, &doc, NULL))
        stop("usage", "library NEWS LAW");
    struct text news = text_read(arguments[1], 0);
    beside_icu("news", 1.5, &news, doc, words);
    free(news.bytes);
    struct text law = text_read(arguments[2], 0);
    beside_icu("law", 2, &law, doc, words);
    free(law.bytes);
    beside_naive(pack, doc, arguments[1]);
    beside_icu_nfc(arguments[1]);
    ubrk_close(words);
    netral_doc_free(doc);
    netral_pack_free(pack);
    return 0;
}
