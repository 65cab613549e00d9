/* Words written in another way than the standard one: those of the spellings before 1972 (`oentoek`, `djalan`) and informal ones
 * (`kalo`, `ga`). Which words, the lexicon says: classes `old-spelling` and `informal`. A word that they do not know is tried
 * without its clitic (`rakjatnja`, `temennya`). */
#include <string.h>

#include "lookup.h"
#include "normalize_passes.h"
#include "normalize_text.h"
#include "normalize_words.h"

/* The canonical form if it is another word than the form, else NULL. A form within its own canonical (`ya` to `ya sudah`) would
 * grow for ever. */
static const char *other_form(const struct editor *editor, const char *class_name, const char *form, size_t length) {
    const char *canonical = lexicon_canonical(editor->pack, class_name, form, length);
    if (!canonical)
        return NULL;
    for (const char *at = canonical; *at;) {
        size_t word = strcspn(at, " ");
        size_t same = 0;
        while (same < word && same < length && ascii_small(at[same]) == form[same])
            same++;
        if (word == length && same == length)
            return NULL;
        at += word + (at[word] == ' ');
    }
    return canonical;
}

static int is_common(const struct editor *editor, const char *form, size_t length) {
    return lexicon_has(editor->pack, "common-word", form, length);
}

/* `Sdr.`, `Drs.`: a title, not an informal word. */
static int is_title(const struct editor *editor, const struct word *word) {
    return word->end < editor->length && editor->text[word->end] == '.' && !word_has_vowel(editor, word);
}

/* A capital: a title, a name, or the same word? */
static int is_name(const struct editor *editor, const struct word *word, enum word_shape shape, int strict) {
    return shape == SHAPE_MIXED ||
           (shape == SHAPE_CAPITAL && (is_title(editor, word) || word_may_be_name(editor, word, strict)));
}

/* ---- Old spelling -------------------------------------------------------------------------------------------------------- */

/* `rakjatnja`: both parts are old spelling; `bukunja`: the stem is a common word. */
static void respell_with_clitic(struct editor *editor, const struct word *word, const struct word_form *form) {
    const char *clitic;
    size_t length = word_clitic(editor, word, form, &clitic), stem = form->length - length, tail = word->end - length;
    if (!length || is_common(editor, form->bytes, form->length))
        return;
    const char *canonical = other_form(editor, "old-spelling", form->bytes, stem);
    int is_old = strlen(clitic) != length || memcmp(clitic, form->bytes + stem, length) != 0;
    enum word_shape shape = word_shape(editor, word);
    if ((!canonical && (!is_old || !is_common(editor, form->bytes, stem))) || is_name(editor, word, shape, 1))
        return;
    if (canonical)
        word_replace(editor, word->start, tail, canonical, shape);
    word_replace(editor, tail, word->end, clitic, shape == SHAPE_UPPER ? SHAPE_UPPER : SHAPE_SMALL);
}

static void respell(struct editor *editor, const struct word *word) {
    struct word_form form;
    if (word_fold(editor, word, &form) < 2)
        return;
    const char *canonical = other_form(editor, "old-spelling", form.bytes, form.length);
    enum word_shape shape = canonical ? word_shape(editor, word) : SHAPE_MIXED;
    if (!canonical)
        respell_with_clitic(editor, word, &form);
    else if (!is_name(editor, word, shape, 1))
        word_replace(editor, word->start, word->end, canonical, shape);
}

void normalize_old_spelling(struct editor *editor) {
    struct word_scan scan = word_scan(editor, 0);
    for (struct word word; word_next(&scan, &word);)
        respell(editor, &word);
}

/* ---- Acronyms ------------------------------------------------------------------------------------------------------------ */

/* Two consonants that begin or end a word, as they do in acronyms (KPI, APK); ng and ny do too in words. */
static int is_cluster(const char *letters) {
    char second = ascii_small(letters[1]);
    return !is_vowel(letters[0]) && !is_vowel(letters[1]) && !(ascii_small(letters[0]) == 'n' && (second == 'g' || second == 'y'));
}

static int can_be_said(const struct editor *editor, const struct word *word) {
    return word_has_vowel(editor, word) && !is_cluster(editor->text + word->start) && !is_cluster(editor->text + word->end - 2);
}

/* What stands next to it says that the capitals are for their effect: it is informal, or a common word in capitals too. */
static int is_shouting(const struct editor *editor, const struct word *neighbour) {
    struct word_form form;
    if (!word_fold(editor, neighbour, &form))
        return 0;
    return other_form(editor, "informal", form.bytes, form.length) != NULL ||
           (word_shape(editor, neighbour) == SHAPE_UPPER && is_common(editor, form.bytes, form.length));
}

static int is_alone(const struct editor *editor, const struct word *word) {
    size_t before = skip_spaces_back(editor->text, word->start), after = skip_spaces(editor->text, word->end, editor->length);
    while (after < editor->length && is_one_of(editor->text[after], ".,!?"))
        after++;
    return (before == 0 || editor->text[before - 1] == '\n') &&
           (after == editor->length || line_end_bytes(editor->text, after, editor->length));
}

/* KALO GA NETRAL is informal, KPI and TPI are acronyms. */
static int is_acronym(const struct editor *editor, const struct word *word, enum word_shape shape) {
    struct word other;
    if (shape != SHAPE_UPPER)
        return 0;
    if (!can_be_said(editor, word))
        return 1;
    return !(word_before(editor, word->start, &other) && is_shouting(editor, &other)) &&
           !(word_after(editor, word->end, &other) && is_shouting(editor, &other)) && !is_alone(editor, word);
}

/* ---- Informal words ------------------------------------------------------------------------------------------------------ */

static int is_one_word(const char *canonical) {
    return strchr(canonical, ' ') == NULL;
}

/* The standard form of a word, or of its stem alone (`temennya`); *end is where that ends. */
static const char *standard_form(const struct editor *editor, const struct word *word, const struct word_form *form, size_t *end) {
    const char *clitic, *canonical = other_form(editor, "informal", form->bytes, form->length);
    *end = word->end;
    if (canonical)
        return canonical;
    size_t length = word_clitic(editor, word, form, &clitic);
    if (!length || is_common(editor, form->bytes, form->length))
        return NULL;
    *end -= length;
    canonical = other_form(editor, "informal", form->bytes, form->length - length);
    return canonical && is_one_word(canonical) ? canonical : NULL;
}

static void formalise(struct editor *editor, const struct word *word) {
    struct word_form form;
    size_t end;
    const char *canonical = word_fold(editor, word, &form) > 1 ? standard_form(editor, word, &form, &end) : NULL;
    if (!canonical)
        return;
    enum word_shape shape = word_shape(editor, word);
    if (!is_name(editor, word, shape, 0) && !is_acronym(editor, word, shape))
        word_replace(editor, word->start, end, canonical, shape);
}

/* `temen-temennya`: both parts are replaced when the second begins as the first. */
static void formalise_repeated(struct editor *editor, const struct word *first, const struct word *second) {
    struct word_form form, other;
    enum word_shape shape = word_shape(editor, first);
    size_t length = word_fold(editor, first, &form);
    if (length < 2 || word_fold(editor, second, &other) < length || memcmp(form.bytes, other.bytes, length) != 0 ||
        !word_is_plain(editor, first) || !word_is_plain(editor, second))
        return;
    const char *canonical = other_form(editor, "informal", form.bytes, length);
    if (!canonical || !is_one_word(canonical))
        return;
    word_replace(editor, first->start, first->end, canonical, shape);
    word_replace(editor, second->start, second->start + length, canonical, word_shape(editor, second));
}

/* Words joined by a hyphen are one word for the lexicon, or a reduplication; nothing is done to other compounds (non-kalo). Returns
 * where to go on. */
static size_t formalise_compound(struct editor *editor, const struct word *first) {
    struct word second;
    struct word_form form;
    struct word_scan scan = word_scan(editor, first->end);
    if (!word_next(&scan, &second) || second.start != first->end + 1 || second.hyphen_after)
        return first->end;
    struct word whole = {first->start, second.end, 0, 0};
    enum word_shape shape = word_shape(editor, first);
    if (is_name(editor, first, shape, 0) || is_acronym(editor, first, shape))
        return second.end;
    const char *canonical = word_fold(editor, &whole, &form) ? other_form(editor, "informal", form.bytes, form.length) : NULL;
    if (canonical)
        word_replace(editor, whole.start, whole.end, canonical, shape);
    else
        formalise_repeated(editor, first, &second);
    return second.end;
}

void normalize_informal(struct editor *editor) {
    struct word_scan scan = word_scan(editor, 0);
    for (struct word word; word_next(&scan, &word);) {
        if (word.hyphen_after && !word.hyphen_before)
            scan.at = formalise_compound(editor, &word);
        else if (!word.hyphen_after && !word.hyphen_before)
            formalise(editor, &word);
    }
}
