/* growth NEWS: time a byte of documents of 1 kB, 1 MB and the whole text (256 MB) cut from one text, a document's object used for
 * all of a size. */
#include <stdio.h>
#include <stdlib.h>

#include "netral.h"
#include "rows.h"

#define SIZES 3
#define WORK ((size_t)16000000) /* bytes to be read at each size, at least */

/* Nanoseconds a byte. A document ends where the size is reached: a cut word more or less is of no account. */
static double cost(const netral_pack *pack, const struct text *text, size_t size) {
    netral_doc *doc;
    netral_error error = {0};
    size_t done = 0;
    if (netral_doc_new(pack, NULL, &doc, &error))
        stop("growth", error.text);
    double start = processor_seconds();
    for (; done + size <= text->length && (done == 0 || done + size <= WORK); done += size)
        if (netral_doc_extract(doc, text->bytes + done, size, NULL, &error))
            stop("growth", error.text);
    double took = processor_seconds() - start;
    netral_doc_free(doc);
    return took / (double)done * 1e9;
}

int main(int count, char **arguments) {
    netral_pack *pack;
    if (count != 2 || netral_pack_shipped(NULL, &pack, NULL))
        stop("usage", "growth NEWS");
    struct text text = text_read(arguments[1], 0);
    size_t sizes[SIZES] = {1000, 1000000, text.length};
    double costs[SIZES][ROUNDS], medians[SIZES], least = 1e9, most = 0;
    for (int round = 0; round < ROUNDS; round++)
        for (int i = 0; i < SIZES; i++)
            costs[i][round] = cost(pack, &text, sizes[i]);
    for (int i = 0; i < SIZES; i++) {
        medians[i] = median(costs[i]);
        least = medians[i] < least ? medians[i] : least;
        most = medians[i] > most ? medians[i] : most;
    }
    row("growth", "time a byte, the most of 1 kB, 1 MB and all, to the least", most / least, "x", AT_MOST, 1.3,
        "%.1f, %.1f and %.1f ns a byte; all: %.0f MB in one document", medians[0], medians[1], medians[2], (double)text.length / 1e6);
    free(text.bytes);
    netral_pack_free(pack);
    return 0;
}
