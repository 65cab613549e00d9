/* See rows.h. */
#include "rows.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void stop(const char *what, const char *why) {
    fprintf(stderr, "%s: %s\n", what, why);
    exit(1);
}

/* Cuts the text behind its last whole document, if there is one. */
static void end_with_document(struct text *text) {
    size_t length = text->length;
    while (length > 0 && text->bytes[length - 1] != '\f')
        length--;
    text->length = length ? length : text->length;
}

struct text text_read(const char *path, size_t most) {
    struct text text = {NULL, 0};
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0)
        stop(path, "cannot be read");
    size_t size = (size_t)ftell(file), wanted = most && most < size ? most : size;
    rewind(file);
    text.bytes = malloc(wanted + 1);
    if (!text.bytes || fread(text.bytes, 1, wanted, file) != wanted)
        stop(path, "cannot be read");
    fclose(file);
    text.length = wanted;
    if (wanted < size)
        end_with_document(&text);
    text.bytes[text.length] = '\0';
    return text;
}

size_t text_document(const struct text *text, size_t at) {
    const char *end = memchr(text->bytes + at, '\f', text->length - at);
    return (end ? (size_t)(end - text->bytes) : text->length) - at;
}

static double seconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

double processor_seconds(void) {
    return seconds(CLOCK_PROCESS_CPUTIME_ID);
}

double wall_seconds(void) {
    return seconds(CLOCK_MONOTONIC);
}

static int by_value(const void *a, const void *b) {
    double one = *(const double *)a, other = *(const double *)b;
    return one < other ? -1 : one > other;
}

double median(double *times) {
    qsort(times, ROUNDS, sizeof *times, by_value);
    return times[ROUNDS / 2];
}

void row(const char *group, const char *work, double figure, const char *unit, enum wanted wanted, double limit, const char *note, ...) {
    static const char *const signs[] = {"", ">=", "<="};
    va_list arguments;
    printf("%s\t%s\t%.4g\t%s\t%s\t%.4g\t", group, work, figure, unit, signs[wanted], limit);
    va_start(arguments, note);
    vprintf(note, arguments);
    va_end(arguments);
    printf("\n");
    fflush(stdout);
}
