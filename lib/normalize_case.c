/* Case folding: small letters everywhere but in addresses, handles and hashtags, which may tell capitals apart. */
#include <utf8proc.h>

#include "normalize_passes.h"
#include "normalize_text.h"
#include "normalize_words.h"

/* A stretch of capitals that goes on to `end`. */
struct capitals {
    size_t start, end, used;
    char small[WORD_BYTES];
};

static void fold_capitals(struct editor *editor, struct capitals *capitals) {
    if (capitals->used)
        editor_replace(editor, capitals->start, capitals->end, capitals->small, capitals->used);
    capitals->used = 0;
}

static void fold_word(struct editor *editor, const struct word *word) {
    struct capitals capitals = {.used = 0};
    for (size_t at = word->start, size; at < word->end; at += size) {
        int32_t c;
        size = unicode_read(editor->text + at, word->end - at, &c);
        int32_t small = c < 0 ? c : utf8proc_tolower(c);
        if (small == c || capitals.used + 4 > sizeof capitals.small)
            fold_capitals(editor, &capitals);
        if (small == c)
            continue;
        if (!capitals.used)
            capitals.start = at;
        capitals.used += unicode_write(small, capitals.small + capitals.used);
        capitals.end = at + size;
    }
    fold_capitals(editor, &capitals);
}

void normalize_case(struct editor *editor) {
    struct word_scan scan = word_scan(editor, 0);
    for (struct word word; word_next(&scan, &word);)
        fold_word(editor, &word);
}
