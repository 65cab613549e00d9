/* Rewriting a text without losing its places. A pass reads the text so far and says only what it changes; the editor writes the
 * new text and lays the pass's changes over those of the passes before it, so that every change points into the caller's text. */
#ifndef NETRAL_NORMALIZE_EDIT_H
#define NETRAL_NORMALIZE_EDIT_H

#include <stddef.h>

#include "memory.h"
#include "netral.h"

/* Changed pieces in order; what lies between two of them is the same in input and output. */
struct change_list {
    netral_stretch *items;
    size_t count, capacity;
};

struct editor {
    const netral_pack *pack;
    unsigned flags; /* NETRAL_NORMALIZE_… */
    netral_allocator allocator;
    const char *text; /* what the pass reads: the caller's text, or `owned` */
    size_t length;
    char *owned;
    size_t owned_capacity;
    struct change_list changes; /* from the caller's text to `text` */
    /* The pass at work. */
    char *output;
    size_t output_length, output_capacity;
    size_t copied; /* text[0, copied) is dealt with */
    struct change_list fresh, spare;
    int failed; /* memory ran out: what follows is left undone, and the pass's end tells */
};

void editor_init(struct editor *editor, const netral_allocator *allocator, const char *text, size_t length);
void editor_free(struct editor *editor);

/* Puts bytes[0, length) in the place of text[start, end), which is not empty and begins at or behind the last change's end. */
void editor_replace(struct editor *editor, size_t start, size_t end, const char *bytes, size_t length);

/* Ends a pass. Returns 1 when it changed the text, 0 when it did not, or NETRAL_ERROR_MEMORY. */
int editor_finish(struct editor *editor);

#endif
