/* Levenshtein distance over short words. */
#include "nearest.h"

#include <string.h>

#define LONGEST 40

static size_t least(size_t a, size_t b, size_t c) {
    size_t smaller = a < b ? a : b;
    return smaller < c ? smaller : c;
}

size_t edit_distance(const char *a, const char *b) {
    size_t row[LONGEST + 1], length = strlen(b);
    if (length > LONGEST || strlen(a) > LONGEST)
        return LONGEST;
    for (size_t j = 0; j <= length; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= length; j++) {
            size_t above = row[j];
            row[j] = least(row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1]));
            diagonal = above;
        }
    }
    return row[length];
}

const char *nearest_word(const char *given, const char *const *words) {
    const char *best = NULL;
    size_t best_distance = strlen(given) / 2 + 1;
    for (; *words; words++) {
        size_t edits = edit_distance(given, *words);
        if (edits < best_distance) {
            best_distance = edits;
            best = *words;
        }
    }
    return best;
}
