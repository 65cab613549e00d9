/* compare TEXT RESULT.json: times netral and ICU on the documents of TEXT (parted by form feeds), five alternating rounds each,
 * and prints the medians as ratios. Absolute times say nothing about another machine and are only shown in passing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "netral.h"

#define ROUNDS 5

struct text {
    char *bytes;
    size_t length;
};

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static struct text read_text(const char *path) {
    struct text text = {NULL, 0};
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(1);
    }
    long size = ftell(file);
    rewind(file);
    text.bytes = malloc((size_t)size + 1);
    if (text.bytes)
        text.length = fread(text.bytes, 1, (size_t)size, file);
    fclose(file);
    return text;
}

/* The length of the document at `at`, up to a form feed or the end. */
static size_t document_length(const struct text *text, size_t at) {
    const char *end = memchr(text->bytes + at, '\f', text->length - at);
    return (end ? (size_t)(end - text->bytes) : text->length) - at;
}

static size_t netral_found;

static void run_netral(const struct text *text, netral_doc *doc, int tokens_only) {
    netral_found = 0;
    for (size_t at = 0; at < text->length;) {
        size_t length = document_length(text, at);
        netral_error error = {0};
        int code = tokens_only ? netral_doc_tokenize(doc, text->bytes + at, length, NULL, &error)
                               : netral_doc_extract(doc, text->bytes + at, length, NULL, &error);
        if (code) {
            fprintf(stderr, "netral: %s\n", error.text);
            exit(1);
        }
        netral_found += tokens_only ? netral_doc_token_count(doc) : netral_doc_mention_count(doc);
        at += length + 1;
    }
}

static size_t run_icu(const struct text *text, UBreakIterator *words) {
    size_t found = 0;
    for (size_t at = 0; at < text->length;) {
        size_t length = document_length(text, at);
        UErrorCode status = U_ZERO_ERROR;
        UText *utext = utext_openUTF8(NULL, text->bytes + at, (int64_t)length, &status);
        ubrk_setUText(words, utext, &status);
        while (ubrk_next(words) != UBRK_DONE)
            found++;
        utext_close(utext);
        at += length + 1;
    }
    return found;
}

static int by_value(const void *a, const void *b) {
    double one = *(const double *)a, other = *(const double *)b;
    return one < other ? -1 : one > other;
}

static double median(double *times) {
    qsort(times, ROUNDS, sizeof *times, by_value);
    return times[ROUNDS / 2];
}

int main(int count, char **arguments) {
    if (count < 3) {
        fprintf(stderr, "usage: compare TEXT RESULT.json\n");
        return 2;
    }
    struct text text = read_text(arguments[1]);
    netral_pack *pack;
    netral_doc *doc;
    netral_error error = {0};
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *words = ubrk_open(UBRK_WORD, "id", NULL, 0, &status);
    if (netral_pack_shipped(NULL, &pack, &error) || netral_doc_new(pack, NULL, &doc, &error) || U_FAILURE(status))
        return 1;
    double extract[ROUNDS], tokens[ROUNDS], icu[ROUNDS];
    size_t mentions = 0;
    for (int i = 0; i < ROUNDS; i++) {
        double start = seconds();
        run_icu(&text, words);
        icu[i] = seconds() - start;
        start = seconds();
        run_netral(&text, doc, 0);
        extract[i] = seconds() - start;
        mentions = netral_found;
        start = seconds();
        run_netral(&text, doc, 1);
        tokens[i] = seconds() - start;
    }
    double of_icu = median(icu), of_extract = median(extract), of_tokens = median(tokens), megabytes = (double)text.length / 1e6;
    printf("%zu bytes, a mention every %zu bytes; medians of %d alternating rounds on one core\n", text.length,
           mentions ? text.length / mentions : 0, ROUNDS);
    printf("%-34s %10s %14s\n", "", "MB/s here", "against ICU");
    printf("%-34s %10.1f %14s\n", "ICU word BreakIterator", megabytes / of_icu, "1.00 x");
    printf("%-34s %10.1f %12.2f x\n", "netral tokens and sentences", megabytes / of_tokens, of_icu / of_tokens);
    printf("%-34s %10.1f %12.2f x\n", "netral extract", megabytes / of_extract, of_icu / of_extract);
    FILE *result = fopen(arguments[2], "w");
    if (result) {
        fprintf(result, "{\"bytes\": %zu, \"mentions\": %zu, \"tokens_vs_icu\": %.3f, \"extract_vs_icu\": %.3f}\n", text.length, mentions,
                of_icu / of_tokens, of_icu / of_extract);
        fclose(result);
    }
    ubrk_close(words);
    netral_doc_free(doc);
    netral_pack_free(pack);
    free(text.bytes);
    return 0;
}
