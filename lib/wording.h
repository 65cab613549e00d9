/* A text that is put together piece by piece and then kept: what explaining says in words. When memory runs out the pieces after
 * that are lost and wording_keep says so: only the end is asked. */
#ifndef NETRAL_WORDING_H
#define NETRAL_WORDING_H

#include "memory.h"

struct wording {
    netral_allocator allocator;
    char *bytes;
    size_t used, capacity;
    int failed;
};

void wording_bytes(struct wording *wording, const char *bytes, size_t length);
void wording_string(struct wording *wording, const char *string);
void wording_number(struct wording *wording, long number);

/* A copy in the arena; the wording is empty again. NULL when memory ran out on the way. */
char *wording_keep(struct wording *wording, struct arena *arena);

void wording_free(struct wording *wording);

#endif
