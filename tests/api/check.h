/* What every test program shares: counting, and reading files. A program ends with `return check_finish();`, which prints
 * `N passed, N failed` for tests/common.sh. */
#ifndef CHECK_H
#define CHECK_H

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t check_passed, check_failed, check_told;
static int check_is_open, check_open_failures;

/* One condition; what follows it is printf's: what was wanted and found. It is a test of its own, except between check_open
 * and check_close, where all of them together are one test: a property of a text, say. */
#define CHECK(condition, ...)                                                                                                        \
    do {                                                                                                                             \
        if (condition)                                                                                                               \
            check_passed += !check_is_open;                                                                                          \
        else                                                                                                                         \
            check_fail(__FILE__, __LINE__, __VA_ARGS__);                                                                             \
    } while (0)

static inline void check_open(void) {
    check_is_open = 1;
    check_open_failures = 0;
}

static inline void check_close(void) {
    check_is_open = 0;
    check_failed += check_open_failures > 0;
    check_passed += check_open_failures == 0;
}

/* Prints one line. Only the first failures are told, so that a property that fails everywhere does not bury the others. */
#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
static inline void check_fail(const char *file, int line, const char *format, ...) {
    char message[1000];
    va_list arguments;
    check_open_failures += check_is_open;
    check_failed += !check_is_open;
    if (++check_told > 20)
        return;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    printf("FAIL %s:%d: ", file, line);
    for (const char *at = message; *at; at++)
        printf((unsigned char)*at < ' ' ? "\\x%02x" : "%c", (unsigned char)*at);
    printf("\n");
    fflush(stdout); /* a crash may follow */
}

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
