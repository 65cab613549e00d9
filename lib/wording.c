/* See wording.h. */
#include "wording.h"

#include <stdio.h>
#include <string.h>

void wording_bytes(struct wording *wording, const char *bytes, size_t length) {
    if (length == 0 || wording->failed)
        return;
    if (memory_reserve(&wording->allocator, &wording->bytes, &wording->capacity, wording->used + length, 1)) {
        wording->failed = 1;
        return;
    }
    memcpy(wording->bytes + wording->used, bytes, length);
    wording->used += length;
}

void wording_string(struct wording *wording, const char *string) {
    wording_bytes(wording, string, strlen(string));
}

void wording_number(struct wording *wording, long number) {
    char digits[24];
    snprintf(digits, sizeof digits, "%ld", number);
    wording_string(wording, digits);
}

char *wording_keep(struct wording *wording, struct arena *arena) {
    char *kept = wording->failed ? NULL : arena_string(arena, wording->used ? wording->bytes : "", wording->used);
    wording->used = 0;
    wording->failed = 0;
    return kept;
}

void wording_free(struct wording *wording) {
    memory_resize(&wording->allocator, wording->bytes, wording->capacity, 0);
}
