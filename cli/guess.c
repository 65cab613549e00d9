/* The nearest word by edit distance: letters inserted, left out or replaced. A word is near enough when a third of its letters
 * and one more are wrong, not worse, or when it was only begun (`--form` for `--format`). */
#include "guess.h"

#include <string.h>

#define LONGEST_WORD 31

/* One row of the table of distances at a time: row[k] is the distance of the letters of `a` so far to the first k of `b`. */
static size_t edit_distance(const char *a, const char *b) {
    size_t row[LONGEST_WORD + 1];
    size_t length = strlen(b);
    for (size_t k = 0; k <= length; k++)
        row[k] = k;
    for (size_t i = 0; a[i]; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t k = 1; k <= length; k++) {
            size_t replaced = diagonal + (a[i] != b[k - 1]);
            size_t shorter = (row[k] < row[k - 1] ? row[k] : row[k - 1]) + 1;
            diagonal = row[k];
            row[k] = replaced < shorter ? replaced : shorter;
        }
    }
    return row[length];
}

struct guess guess_start(const char *typed) {
    return (struct guess){typed, NULL, strlen(typed) / 3 + 2};
}

void guess_try(struct guess *guess, const char *known) {
    size_t length = strlen(guess->typed);
    if (length == 0 || length > LONGEST_WORD || strlen(known) > LONGEST_WORD)
        return;
    int begun = length >= 2 && strncmp(known, guess->typed, length) == 0;
    size_t distance = begun ? 1 : edit_distance(guess->typed, known);
    if (distance < guess->distance && distance < strlen(known)) {
        guess->distance = distance;
        guess->best = known;
    }
}
