/* What every test program shares: counting, and reading files. A program ends with `return check_finish();`, which prints
 * `N passed, N failed` for tests/common.sh. */
#ifndef CHECK_H
#define CHECK_H

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t check_passed, check_failed;

/* One test; what follows the condition is printf's: what was wanted and found. Only the first failures are told, so that a
 * property that fails everywhere does not bury the others. */
#define CHECK(condition, ...)                                                                                                        \
    do {                                                                                                                             \
        if (condition) {                                                                                                             \
            check_passed++;                                                                                                          \
        } else if (++check_failed <= 20) {                                                                                           \
            printf("FAIL %s:%d: ", __FILE__, __LINE__);                                                                              \
            printf(__VA_ARGS__);                                                                                                     \
            printf("\n");                                                                                                            \
        }                                                                                                                            \
    } while (0)

static inline int check_finish(void) {
    printf("%zu passed, %zu failed\n", check_passed, check_failed);
    return check_failed > 0;
}

/* A whole file with a NUL behind it, to be freed; ends the program when it cannot be read. */
static inline char *check_read(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    size_t used = 0, capacity = 1 << 16;
    char *bytes = malloc(capacity + 1);
    while (file && bytes) {
        size_t got = fread(bytes + used, 1, capacity - used, file);
        used += got;
        if (got == 0)
            break;
        if (used == capacity)
            bytes = realloc(bytes, (capacity *= 2) + 1);
    }
    if (!file || !bytes) {
        printf("cannot read %s\n", path);
        exit(2);
    }
    fclose(file);
    bytes[used] = '\0';
    *length = used;
    return bytes;
}

/* Numbers that are random enough and the same everywhere (xorshift64*). */
static inline size_t check_random(unsigned long long *state, size_t below) {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return below ? (size_t)((*state * 2685821657736338717ull) >> 33) % below : 0;
}

#endif
