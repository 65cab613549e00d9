/* Interned strings: each string once, known by a number. A document says the same names again and again; equal numbers are
 * equal strings. */
#ifndef NETRAL_INTERNED_H
#define NETRAL_INTERNED_H

#include <stdint.h>

#include "memory.h"

struct interned_string {
    const char *text;
    uint32_t hash, length;
};

struct interned {
    struct arena *arena;           /* where the strings live */
    struct interned_string *items; /* items[number - 1] */
    size_t count, capacity;
    uint32_t *slots; /* numbers by hash (number_table.h) */
    size_t slot_count;
};

/* The number of a string, from 1; 0 when memory ran out. */
uint32_t interned_number(struct interned *interned, const char *bytes, size_t length);

/* The string of a number, NUL-terminated; NULL of 0. Lives as long as the arena's contents. */
static inline const char *interned_text(const struct interned *interned, uint32_t number) {
    return number ? interned->items[number - 1].text : NULL;
}

static inline size_t interned_length(const struct interned *interned, uint32_t number) {
    return number ? interned->items[number - 1].length : 0;
}

void interned_clear(struct interned *interned); /* before the arena is reset */
void interned_free(struct interned *interned);

#endif
