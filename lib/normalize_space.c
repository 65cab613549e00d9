/* White space: one way to end a line, one space between words, none at line ends. */
#include "normalize_passes.h"
#include "normalize_text.h"

/* Nearly every byte: a space between two others, or no space at all. */
static int is_plain_space(const struct editor *editor, size_t at) {
    return at + 1 < editor->length && (unsigned char)editor->text[at + 1] > ' ' && (unsigned char)editor->text[at + 1] < 0x80;
}

/* A run of spaces in text[start, end), or none, and perhaps a line's end behind it. Returns where to go on. */
static size_t space_run(struct editor *editor, size_t start) {
    const char *text = editor->text;
    size_t first = space_bytes(text, start, editor->length), end = skip_spaces(text, start, editor->length);
    size_t line_end = line_end_bytes(text, end, editor->length);
    if (line_end) {
        if (end > start || line_end > 1 || text[end] != '\n')
            editor_replace(editor, start, end + line_end, "\n", 1);
    } else if (end == editor->length && end > start) {
        editor_replace(editor, start, end, "", 0);
    } else if (end > start + first || (end > start && text[start] == '\t')) {
        editor_replace(editor, start, end, " ", 1);
    }
    return end + line_end > start ? end + line_end : start + 1;
}

void normalize_space(struct editor *editor) {
    for (size_t at = 0; at < editor->length;) {
        unsigned char c = (unsigned char)editor->text[at];
        if ((c > ' ' && c < 0x80) || (c == ' ' && is_plain_space(editor, at)))
            at++;
        else
            at = space_run(editor, at);
    }
}
