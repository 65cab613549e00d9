/* See deletions.h. */
#include "deletions.h"

#include <string.h>

#include "hash.h"

static uint32_t hash_without(const char *word, size_t length, size_t first, size_t second) {
    char rest[DELETIONS_LETTERS];
    size_t used = 0;
    for (size_t i = 0; i < length; i++)
        if (i != first && i != second)
            rest[used++] = word[i];
    return hash_bytes(rest, used);
}

size_t deletions_of(const char *word, size_t length, unsigned distance, uint32_t *hashes) {
    size_t count = 0;
    length = length < DELETIONS_LETTERS ? length : DELETIONS_LETTERS;
    hashes[count++] = hash_without(word, length, length, length);
    for (size_t i = 0; i < length; i++) {
        hashes[count++] = hash_without(word, length, i, i);
        for (size_t j = i + 1; j < length && distance > 1; j++)
            hashes[count++] = hash_without(word, length, i, j);
    }
    return count;
}

int can_be_misspelt(const char *word, size_t length) {
    if (length < DELETIONS_SHORTEST || length > DELETIONS_LONGEST)
        return 0;
    for (size_t i = 0; i < length; i++)
        if (word[i] < 'a' || word[i] > 'z')
            return 0;
    return 1;
}

static unsigned least(unsigned a, unsigned b) {
    return a < b ? a : b;
}

/* Three rows of the table of prefixes: an exchange looks two rows back. */
unsigned edits_between(const char *a, size_t a_length, const char *b, size_t b_length, unsigned most) {
    unsigned rows[3][DELETIONS_LONGEST + 1];
    if (a_length > DELETIONS_LONGEST || b_length > DELETIONS_LONGEST || a_length > b_length + most || b_length > a_length + most)
        return most + 1;
    for (size_t j = 0; j <= b_length; j++)
        rows[0][j] = (unsigned)j;
    for (size_t i = 1; i <= a_length; i++) {
        unsigned *row = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3], smallest = row[0] = (unsigned)i;
        for (size_t j = 1; j <= b_length; j++) {
            row[j] = least(least(row[j - 1], above[j]) + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
            smallest = least(smallest, row[j]);
        }
        if (smallest > most)
            return most + 1;
    }
    return least(rows[a_length % 3][b_length], most + 1);
}
