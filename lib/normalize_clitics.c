/* Clitics become words of their own: `bukunya` is `buku nya`, `kubaca` is `ku baca`, `diapun` is `dia pun`.
 *
 * The lexicon says which (class `clitic`), and which words only look as if they had one (`clitic-keep`: hanya, sekolah, walaupun).
 * `-nya` stands behind any word; behind the others' stems must be words that the class `common-word` knows, for names end in -lah
 * too (Abdullah). `ku-` stands before few verbs, and many words begin with it: the class has those verbs (`=ku baca|kubaca`). */
#include <string.h>

#include "lookup.h"
#include "normalize_passes.h"
#include "normalize_text.h"
#include "normalize_words.h"

#define CLITICS 4 /* of one word (`diberikannyalah` has two) */
#define FREE_CLITIC "nya" /* stands behind any word */

/* The word without the clitics found so far. */
struct stem {
    struct word word;
    struct word_form form;
};

static int is_free(const char *clitic) {
    return strcmp(clitic, FREE_CLITIC) == 0;
}

/* Behind which stems a clitic other than -nya may stand: a common word, or a word with -nya. */
static int carries_clitic(const struct editor *editor, const struct stem *stem, size_t length) {
    struct stem rest = *stem;
    const char *inner;
    rest.word.end -= length;
    rest.form.length -= length;
    if (lexicon_has(editor->pack, "common-word", rest.form.bytes, rest.form.length))
        return 1;
    return word_clitic(editor, &rest.word, &rest.form, &inner) && is_free(inner);
}

static size_t last_clitic(const struct editor *editor, const struct stem *stem) {
    const char *clitic;
    size_t length = word_clitic(editor, &stem->word, &stem->form, &clitic);
    if (!length || strlen(clitic) != length || memcmp(clitic, stem->form.bytes + stem->form.length - length, length) != 0)
        return 0;
    return is_free(clitic) || carries_clitic(editor, stem, length) ? length : 0;
}

/* sebaik-baiknya: the part before ends with the stem and has a prefix. Such a word is one. */
static int is_reduplication(const struct editor *editor, const struct word *word) {
    struct word before;
    struct word_form form, other;
    const char *clitic;
    if (!word->hyphen_before || !word_fold(editor, word, &form))
        return 0;
    before = (struct word){word->start - 1, word->start - 1, 0, 0};
    while (before.start > 0 && ascii_is_letter(editor->text[before.start - 1]) && before.end - before.start < WORD_BYTES)
        before.start--;
    size_t stem = form.length - word_clitic(editor, word, &form, &clitic), length = word_fold(editor, &before, &other);
    return length > stem && memcmp(other.bytes + length - stem, form.bytes, stem) == 0;
}

/* `ku baca` for `kubaca`, or for what is left of `kubacanya`; NULL if there is nothing to part. */
static const char *front_form(const struct editor *editor, const struct stem *stem) {
    if (stem->form.length <= LONGEST_CLITIC || stem->word.hyphen_before)
        return NULL;
    return lexicon_canonical(editor->pack, "clitic", stem->form.bytes, stem->form.length);
}

static int may_be_split(const struct editor *editor, const struct word *word) {
    enum word_shape shape = word_shape(editor, word);
    return shape != SHAPE_MIXED && !(shape == SHAPE_CAPITAL && word_may_be_name(editor, word, 1)) &&
           !is_reduplication(editor, word);
}

static void split(struct editor *editor, const struct word *word) {
    struct stem stem = {.word = *word};
    size_t lengths[CLITICS], count = 0, length;
    if (!word_fold(editor, word, &stem.form) || !word_is_plain(editor, word))
        return;
    while (count < CLITICS && (length = last_clitic(editor, &stem)) > 0) {
        lengths[count++] = length;
        stem.word.end -= length;
        stem.form.length -= length;
    }
    const char *front = front_form(editor, &stem);
    if ((!front && count == 0) || !may_be_split(editor, word))
        return;
    if (front)
        word_replace(editor, stem.word.start, stem.word.end, front, word_shape(editor, &stem.word));
    for (size_t at = stem.word.end; count-- > 0; at += lengths[count]) {
        char after[LONGEST_CLITIC + 1] = " ";
        memcpy(after + 1, editor->text + at, lengths[count]);
        editor_replace(editor, at, at + lengths[count], after, lengths[count] + 1);
    }
}

void normalize_clitics(struct editor *editor) {
    struct word_scan scan = word_scan(editor, 0);
    for (struct word word; word_next(&scan, &word);)
        if (!word.hyphen_after)
            split(editor, &word);
}
