/* Normalisation: passes in order, until none of them changes anything.
 *
 * The order lets most texts settle in one round: characters first, then white space and lines, then words, numbers last. A pass
 * may still make work for one before it (a split clitic leaves a word that a list knows), so the passes run again until a whole
 * round changes nothing. That makes the result idempotent whatever the user's word lists hold: what comes out is what a round
 * leaves alone. Unicode form, typography and white space by themselves need no second round: none makes work for another. */
#include <string.h>

#include "error.h"
#include "memory.h"
#include "normalize_passes.h"

/* Rounds after which word lists must lead in a circle (`a` to `b` to `a`); real ones settle in two or three. */
#define ROUNDS 8

struct netral_normalized {
    netral_allocator allocator;
    char *text;
    size_t length;
    netral_stretch *stretches;
    size_t count, stretch_bytes;
};

struct pass {
    unsigned flag;
    void (*run)(struct editor *editor);
    int needs_pack;
};

static const struct pass passes[] = {
    {NETRAL_NORMALIZE_UNICODE, normalize_unicode, 0},
    {NETRAL_NORMALIZE_TYPOGRAPHY, normalize_typography, 0},
    {NETRAL_NORMALIZE_CASE, normalize_case, 0},
    {NETRAL_NORMALIZE_SPACED_LETTERS, normalize_spaced_letters, 0},
    {NETRAL_NORMALIZE_SPACE, normalize_space, 0},
    {NETRAL_NORMALIZE_LINES, normalize_lines, 0},
    {NETRAL_NORMALIZE_REPEATS, normalize_repeats, 1},
    {NETRAL_NORMALIZE_REDUPLICATION, normalize_reduplication, 1},
    {NETRAL_NORMALIZE_OLD_SPELLING, normalize_old_spelling, 1},
    {NETRAL_NORMALIZE_INFORMAL, normalize_informal, 1},
    {NETRAL_NORMALIZE_CLITICS, normalize_clitics, 1},
    {NETRAL_NORMALIZE_NUMBERS, normalize_numbers, 1},
};

#define PASSES (sizeof passes / sizeof *passes)
#define SETTLED_FLAGS (unsigned)(NETRAL_NORMALIZE_UNICODE | NETRAL_NORMALIZE_TYPOGRAPHY | NETRAL_NORMALIZE_SPACE)

static int run_round(struct editor *editor) {
    int changed = 0;
    for (size_t i = 0; i < PASSES; i++) {
        if (!(editor->flags & passes[i].flag))
            continue;
        passes[i].run(editor);
        int result = editor_finish(editor);
        if (result < 0)
            return result;
        changed |= result;
    }
    return changed;
}

static int run_rounds(struct editor *editor, netral_error *error) {
    for (int round = 0; round < ROUNDS; round++) {
        int changed = run_round(editor);
        if (changed < 0)
            return error_memory(error);
        if (!changed || !(editor->flags & ~SETTLED_FLAGS))
            return 0;
    }
    return error_set(error, NETRAL_ERROR_LIMIT, "normalize-rounds",
                     "the text changes again in every one of %d rounds: the word lists lead in a circle", ROUNDS);
}

/* ---- The result ---------------------------------------------------------------------------------------------------- */

static void add_stretch(netral_normalized *made, netral_stretch stretch) {
    if (stretch.output_start < stretch.output_end || stretch.input_start < stretch.input_end)
        made->stretches[made->count++] = stretch;
}

/* The changes, and the unchanged stretches between them. */
static void fill_stretches(netral_normalized *made, const struct editor *editor, size_t input_length) {
    size_t output = 0, input = 0;
    for (size_t i = 0; i < editor->changes.count; i++) {
        netral_stretch change = editor->changes.items[i];
        add_stretch(made, (netral_stretch){output, change.output_start, input, change.input_start});
        add_stretch(made, change);
        output = change.output_end;
        input = change.input_end;
    }
    add_stretch(made, (netral_stretch){output, editor->length, input, input_length});
}

static size_t stretch_room(const struct editor *editor) {
    return (editor->changes.count * 2 + 1) * sizeof(netral_stretch);
}

static netral_normalized *make_result(const struct editor *editor, size_t input_length) {
    const netral_allocator *allocator = &editor->allocator;
    netral_normalized *made = memory_resize(allocator, NULL, 0, sizeof *made);
    if (!made)
        return NULL;
    *made = (netral_normalized){.allocator = *allocator, .length = editor->length, .stretch_bytes = stretch_room(editor)};
    made->text = memory_resize(allocator, NULL, 0, editor->length + 1);
    made->stretches = memory_resize(allocator, NULL, 0, made->stretch_bytes);
    if (!made->text || !made->stretches) {
        netral_normalized_free(made);
        return NULL;
    }
    if (editor->length)
        memcpy(made->text, editor->text, editor->length);
    made->text[editor->length] = '\0';
    fill_stretches(made, editor, input_length);
    return made;
}

static int check_arguments(const netral_pack *pack, const char *text, size_t length, unsigned flags, netral_error *error) {
    unsigned known = 0, wanting = 0;
    for (size_t i = 0; i < PASSES; i++) {
        known |= passes[i].flag;
        wanting |= passes[i].needs_pack ? passes[i].flag : 0;
    }
    if (!text && length)
        return error_set(error, NETRAL_ERROR_ARGUMENT, "argument", "netral_normalize: text is NULL, its length is not 0");
    if (flags & ~known)
        return error_set(error, NETRAL_ERROR_ARGUMENT, "argument", "netral_normalize: unknown flags 0x%x", flags & ~known);
    if (!pack && (flags & wanting))
        return error_set(error, NETRAL_ERROR_ARGUMENT, "argument",
                         "netral_normalize: the flags 0x%x need word lists: give a pack", flags & wanting);
    return 0;
}

int netral_normalize(const netral_pack *pack, const char *text, size_t length, unsigned flags, const netral_allocator *allocator,
                     netral_normalized **normalized, netral_error *error) {
    if (!normalized)
        return error_set(error, NETRAL_ERROR_ARGUMENT, "argument", "netral_normalize: normalized is NULL");
    *normalized = NULL;
    int code = check_arguments(pack, text, length, flags, error);
    if (code)
        return code;
    netral_allocator memory = memory_allocator(allocator);
    struct editor editor;
    editor_init(&editor, &memory, text ? text : "", length);
    editor.pack = pack;
    editor.flags = flags;
    code = run_rounds(&editor, error);
    if (code == 0 && !(*normalized = make_result(&editor, length)))
        code = error_memory(error);
    editor_free(&editor);
    return code;
}

const char *netral_normalized_text(const netral_normalized *normalized, size_t *length) {
    if (length)
        *length = normalized ? normalized->length : 0;
    return normalized ? normalized->text : NULL;
}

size_t netral_normalized_stretch_count(const netral_normalized *normalized) {
    return normalized ? normalized->count : 0;
}

int netral_normalized_stretch(const netral_normalized *normalized, size_t index, netral_stretch *stretch) {
    if (!normalized || !stretch || index >= normalized->count)
        return NETRAL_ERROR_ARGUMENT;
    *stretch = normalized->stretches[index];
    return 0;
}

void netral_normalized_free(netral_normalized *normalized) {
    if (!normalized)
        return;
    netral_allocator allocator = normalized->allocator;
    memory_resize(&allocator, normalized->text, normalized->length + 1, 0);
    memory_resize(&allocator, normalized->stretches, normalized->stretch_bytes, 0);
    memory_resize(&allocator, normalized, sizeof *normalized, 0);
}
