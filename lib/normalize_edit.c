/* A pass that changes nothing copies nothing. Two lists of changes, one from the input to the middle text and one from there to
 * the output, are laid over each other by walking both in the middle text's order: pieces that overlap become one. */
#include "normalize_edit.h"

#include <string.h>

void editor_init(struct editor *editor, const netral_allocator *allocator, const char *text, size_t length) {
    memset(editor, 0, sizeof *editor);
    editor->allocator = *allocator;
    editor->text = text;
    editor->length = length;
}

static void free_changes(struct editor *editor, struct change_list *list) {
    memory_resize(&editor->allocator, list->items, list->capacity * sizeof *list->items, 0);
    *list = (struct change_list){NULL, 0, 0};
}

void editor_free(struct editor *editor) {
    memory_resize(&editor->allocator, editor->owned, editor->owned_capacity, 0);
    memory_resize(&editor->allocator, editor->output, editor->output_capacity, 0);
    editor->owned = editor->output = NULL;
    editor->owned_capacity = editor->output_capacity = 0;
    free_changes(editor, &editor->changes);
    free_changes(editor, &editor->fresh);
    free_changes(editor, &editor->spare);
}

static void append(struct editor *editor, const char *bytes, size_t length) {
    if (editor->failed || length == 0)
        return;
    size_t need = editor->output_length + length;
    if (editor->output_capacity == 0 && need < editor->length + editor->length / 16 + 64)
        need = editor->length + editor->length / 16 + 64; /* most texts keep about their length */
    if (memory_reserve(&editor->allocator, &editor->output, &editor->output_capacity, need, 1)) {
        editor->failed = 1;
        return;
    }
    memcpy(editor->output + editor->output_length, bytes, length);
    editor->output_length += length;
}

static int add_change(struct editor *editor, struct change_list *list, netral_stretch change) {
    if (memory_reserve(&editor->allocator, &list->items, &list->capacity, list->count + 1, sizeof *list->items)) {
        editor->failed = 1;
        return -1;
    }
    list->items[list->count++] = change;
    return 0;
}

void editor_replace(struct editor *editor, size_t start, size_t end, const char *bytes, size_t length) {
    append(editor, editor->text + editor->copied, start - editor->copied);
    size_t output_start = editor->output_length;
    append(editor, bytes, length);
    if (editor->failed)
        return;
    editor->copied = end;
    add_change(editor, &editor->fresh, (netral_stretch){output_start, editor->output_length, start, end});
}

/* ---- Laying changes over changes ----------------------------------------------------------------------------------- */

/* Places in the middle text: `first` ends there, `second` begins there. */
struct overlay {
    const struct change_list *first, *second;
    size_t i, j;     /* the next change of each */
    size_t from, to; /* the piece of the middle text that the changes so far cover */
};

/* Takes the change that begins next, if it begins inside the piece (or, with `any`, wherever it begins). */
static int take(struct overlay *o, int any) {
    const netral_stretch *a = o->i < o->first->count ? &o->first->items[o->i] : NULL;
    const netral_stretch *b = o->j < o->second->count ? &o->second->items[o->j] : NULL;
    int is_first = a && (!b || a->output_start <= b->input_start);
    if (!a && !b)
        return 0;
    size_t start = is_first ? a->output_start : b->input_start, end = is_first ? a->output_end : b->input_end;
    if (any) {
        o->from = start;
        o->to = end;
    } else if (start >= o->to) {
        return 0;
    }
    if (end > o->to)
        o->to = end;
    if (is_first)
        o->i++;
    else
        o->j++;
    return 1;
}

/* Where a place of the middle text lies in the input and in the output, once all changes up to it are counted. */
static size_t input_of(const struct overlay *o, size_t place) {
    const netral_stretch *last = o->i ? &o->first->items[o->i - 1] : NULL;
    return last ? place - last->output_end + last->input_end : place;
}

static size_t output_of(const struct overlay *o, size_t place) {
    const netral_stretch *last = o->j ? &o->second->items[o->j - 1] : NULL;
    return last ? place - last->input_end + last->output_end : place;
}

static int lay_over(struct editor *editor) {
    struct overlay before = {&editor->changes, &editor->fresh, 0, 0, 0, 0}, o = before;
    editor->spare.count = 0;
    while (take(&o, 1)) {
        while (take(&o, 0)) {
        }
        netral_stretch change = {output_of(&before, o.from), output_of(&o, o.to), input_of(&before, o.from), input_of(&o, o.to)};
        if (add_change(editor, &editor->spare, change))
            return NETRAL_ERROR_MEMORY;
        before = o;
    }
    struct change_list done = editor->changes;
    editor->changes = editor->spare;
    editor->spare = done;
    return 0;
}

int editor_finish(struct editor *editor) {
    if (!editor->failed && editor->fresh.count == 0)
        return 0;
    append(editor, editor->text + editor->copied, editor->length - editor->copied);
    if (editor->failed || lay_over(editor))
        return NETRAL_ERROR_MEMORY;
    char *old = editor->owned;
    size_t old_capacity = editor->owned_capacity;
    editor->owned = editor->output;
    editor->owned_capacity = editor->output_capacity;
    editor->text = editor->owned ? editor->owned : "";
    editor->length = editor->output_length;
    editor->output = old;
    editor->output_capacity = old_capacity;
    editor->output_length = editor->copied = editor->fresh.count = 0;
    return 1;
}
