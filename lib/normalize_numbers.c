/* Numbers in words become figures: `dua puluh lima ribu` is 25000, `5,5 juta` is 5500000, `dua koma lima` is 2,5.
 *
 * The lexicon's class `number-word` gives each word its part by its canonical form: `7` and `1000` (seribu) are values, `*1000` a
 * scale, `+10` makes a unit a teen, `1/2` is setengah, `,` is koma. The class `number-context` tells the words around a number that
 * matter: `salah` satu stays, `Rp` may stand before figures, and in `dua hingga tiga ribu` the scale belongs to both.
 *
 * A number in words is groups below a thousand, each with a scale, the scales falling. In a group hundreds come before tens before
 * units; `slot` is what may still come. A scale behind a whole number multiplies it, in words as in figures. */
#include <string.h>

#include "lookup.h"
#include "normalize_number.h"
#include "normalize_passes.h"
#include "normalize_text.h"
#include "normalize_words.h"

enum numeral_kind { NUMERAL_NONE, NUMERAL_VALUE, NUMERAL_SCALE, NUMERAL_TEEN, NUMERAL_HALF, NUMERAL_POINT };

struct numeral {
    enum numeral_kind kind;
    uint64_t value;
    size_t end;
};

#define LARGEST_SCALE ((uint64_t)1000000000000000)
#define SLOT_HUNDREDS 1000u
#define SLOT_TENS 100u
#define SLOT_UNITS 10u
#define SLOT_NONE 1u

struct phrase {
    const struct editor *editor;
    size_t end; /* behind the last word taken */
    struct number number;
    uint64_t whole, last_scale;
    unsigned group, slot;
    size_t words;
};

/* ---- Words ------------------------------------------------------------------------------------------------------------------ */

static uint64_t value_of(const char *figures) {
    uint64_t value = 0;
    for (; ascii_is_digit(*figures) && value <= LARGEST_SCALE; figures++)
        value = value * 10 + (uint64_t)(*figures - '0');
    return *figures ? LARGEST_SCALE + 1 : value;
}

static int is_power_of_ten(uint64_t value) {
    while (value >= 10 && value % 10 == 0)
        value /= 10;
    return value == 1;
}

static struct numeral numeral_from(const char *canonical, size_t end) {
    if (strcmp(canonical, ",") == 0)
        return (struct numeral){NUMERAL_POINT, 0, end};
    if (strcmp(canonical, "1/2") == 0)
        return (struct numeral){NUMERAL_HALF, 0, end};
    enum numeral_kind kind = *canonical == '*' ? NUMERAL_SCALE : *canonical == '+' ? NUMERAL_TEEN : NUMERAL_VALUE;
    uint64_t value = value_of(canonical + (kind != NUMERAL_VALUE));
    int good = kind == NUMERAL_SCALE  ? value >= 10 && value <= LARGEST_SCALE && is_power_of_ten(value)
               : kind == NUMERAL_TEEN ? value == 10
                                      : value < 12 || (value >= 100 && value <= LARGEST_SCALE && is_power_of_ten(value));
    return (struct numeral){good ? kind : NUMERAL_NONE, value, end};
}

static struct numeral numeral_of(const struct editor *editor, const struct word *word) {
    struct word_form form;
    const char *canonical = NULL;
    if (!word->hyphen_before && !word->hyphen_after && word_fold(editor, word, &form))
        canonical = lexicon_canonical(editor->pack, "number-word", form.bytes, form.length);
    return canonical ? numeral_from(canonical, word->end) : (struct numeral){NUMERAL_NONE, 0, 0};
}

/* The number word that follows `at`, in small letters. */
static struct numeral numeral_after(const struct editor *editor, size_t at) {
    struct word word;
    if (!word_after(editor, at, &word) || word_shape(editor, &word) != SHAPE_SMALL)
        return (struct numeral){NUMERAL_NONE, 0, 0};
    return numeral_of(editor, &word);
}

static int has_context(const struct editor *editor, const struct word *word, const char *kind) {
    struct word_form form;
    if (!word_fold(editor, word, &form))
        return 0;
    const char *canonical = lexicon_canonical(editor->pack, "number-context", form.bytes, form.length);
    return canonical && strcmp(canonical, kind) == 0;
}

/* ---- A number in words ------------------------------------------------------------------------------------------------------ */

static struct phrase phrase_start(const struct editor *editor, size_t end) {
    struct phrase phrase = {.editor = editor, .end = end, .last_scale = UINT64_MAX, .slot = SLOT_HUNDREDS};
    return phrase;
}

static int take(struct phrase *phrase, unsigned needed, unsigned value, unsigned slot, size_t end) {
    if (phrase->slot < needed)
        return 0;
    phrase->group += value;
    phrase->slot = slot;
    phrase->end = end;
    phrase->words++;
    return 1;
}

/* A unit alone, or with what makes it tens, a teen or hundreds. */
static int take_unit(struct phrase *phrase, struct numeral unit) {
    struct numeral next = numeral_after(phrase->editor, unit.end);
    unsigned value = (unsigned)unit.value;
    int is_scale = next.kind == NUMERAL_SCALE;
    if (value == 0)
        return phrase->words == 0 && take(phrase, SLOT_UNITS, 0, 0, unit.end);
    if (is_scale && next.value == 100)
        return take(phrase, SLOT_HUNDREDS, value * 100, SLOT_TENS, next.end);
    if (is_scale && next.value == 10)
        return take(phrase, SLOT_TENS, value * 10, SLOT_UNITS, next.end);
    if (next.kind == NUMERAL_TEEN)
        return take(phrase, SLOT_TENS, value + 10, SLOT_NONE, next.end);
    return take(phrase, SLOT_UNITS, value, SLOT_NONE, unit.end);
}

/* A scale of thousand or more ends a group; `seribu` is a group of its own. */
static int end_group(struct phrase *phrase, uint64_t scale, unsigned group, size_t end) {
    if (group == 0 || scale < 1000 || scale >= phrase->last_scale)
        return 0;
    phrase->whole += group * scale;
    phrase->last_scale = scale;
    phrase->group = 0;
    phrase->slot = SLOT_HUNDREDS;
    phrase->end = end;
    phrase->words++;
    return 1;
}

static int take_numeral(struct phrase *phrase, struct numeral numeral) {
    if (numeral.kind == NUMERAL_SCALE)
        return end_group(phrase, numeral.value, phrase->group, numeral.end);
    if (numeral.kind != NUMERAL_VALUE)
        return 0;
    if (numeral.value < 10)
        return take_unit(phrase, numeral);
    if (numeral.value < 12)
        return take(phrase, SLOT_TENS, (unsigned)numeral.value, SLOT_NONE, numeral.end);
    if (numeral.value == 100)
        return take(phrase, SLOT_HUNDREDS, 100, SLOT_TENS, numeral.end);
    return phrase->group == 0 && phrase->slot == SLOT_HUNDREDS && end_group(phrase, numeral.value, 1, numeral.end);
}

/* Takes number words as long as they go on. */
static void take_words(struct phrase *phrase, struct numeral numeral) {
    while (take_numeral(phrase, numeral))
        numeral = numeral_after(phrase->editor, phrase->end);
    phrase->whole += phrase->group;
    phrase->group = 0;
}

/* `koma lima`, `setengah`. */
static void take_fraction(struct phrase *phrase) {
    struct number *number = &phrase->number;
    struct numeral numeral = numeral_after(phrase->editor, phrase->end), unit;
    if (numeral.kind == NUMERAL_HALF && phrase->last_scale == UINT64_MAX) {
        number->fraction[number->fraction_length++] = 5;
        phrase->end = numeral.end;
    }
    if (numeral.kind != NUMERAL_POINT)
        return;
    for (size_t at = numeral.end; number->fraction_length < NUMBER_FRACTION; at = unit.end) {
        unit = numeral_after(phrase->editor, at);
        if (unit.kind != NUMERAL_VALUE || unit.value > 9)
            break;
        number->fraction[number->fraction_length++] = (unsigned char)unit.value;
        phrase->end = unit.end;
        phrase->words++;
    }
}

/* Scales that multiply all that was read. Returns the last of them, 1 if there is none. */
static uint64_t take_scales(struct phrase *phrase, struct numeral numeral) {
    uint64_t last = 1;
    while (numeral.kind == NUMERAL_SCALE && number_scale(&phrase->number, numeral.value)) {
        last = numeral.value;
        phrase->end = numeral.end;
        phrase->words++;
        numeral = numeral_after(phrase->editor, phrase->end);
    }
    return last;
}

/* ---- What stands around it -------------------------------------------------------------------------------------------------- */

static int is_below_thousand(const struct editor *editor, const struct word *word) {
    size_t at = word->start;
    while (at < word->end && ascii_is_digit(editor->text[at]))
        at++;
    if (at == word->end)
        return word->end - word->start <= 3;
    struct numeral numeral = numeral_of(editor, word);
    return numeral.kind == NUMERAL_TEEN || (numeral.kind != NUMERAL_NONE && numeral.value && numeral.value < 1000);
}

/* The second of two numbers that share a scale: `5-10 ribu`, `dua hingga tiga ribu`. */
static int ends_range(const struct editor *editor, size_t start) {
    struct word between, first;
    size_t at = skip_spaces_back(editor->text, start), mark;
    int32_t c = codepoint_before(editor->text, at, &mark);
    if (c >= 0 && (unicode_plain(c) == '-' || c == ':' || c == '/')) {
        at = skip_spaces_back(editor->text, mark);
        return at > 0 && ascii_is_digit(editor->text[at - 1]);
    }
    return word_before(editor, start, &between) && has_context(editor, &between, "range") &&
           word_before(editor, between.start, &first) && is_below_thousand(editor, &first);
}

/* `salah satu`, `satu sama lain`, `dua per tiga`: a single small number that is no figure. */
static int is_phraseology(const struct editor *editor, const struct phrase *phrase, size_t start) {
    struct word other;
    if (phrase->words != 1 || phrase->number.whole > 9)
        return 0;
    if (word_before(editor, start, &other) && (has_context(editor, &other, "after") || has_context(editor, &other, "around")))
        return 1;
    return word_after(editor, phrase->end, &other) &&
           (has_context(editor, &other, "before") || has_context(editor, &other, "around"));
}

static void write_number(struct editor *editor, const struct phrase *phrase, size_t start) {
    char bytes[NUMBER_BYTES];
    size_t length = number_write(&phrase->number, bytes);
    editor_replace(editor, start, phrase->end, bytes, length);
}

/* ---- The pass --------------------------------------------------------------------------------------------------------------- */

/* Returns where to go on. */
static size_t number_in_words(struct editor *editor, const struct word *word) {
    struct numeral first = numeral_of(editor, word);
    if (first.kind != NUMERAL_VALUE && first.kind != NUMERAL_HALF)
        return word->end;
    enum word_shape shape = word_shape(editor, word);
    if (shape == SHAPE_UPPER || shape == SHAPE_MIXED || (shape == SHAPE_CAPITAL && word_may_be_name(editor, word, 1)))
        return word->end;
    struct phrase phrase = phrase_start(editor, word->end);
    if (first.kind == NUMERAL_HALF) { /* only before a scale: `setengah juta` */
        phrase.number.fraction[phrase.number.fraction_length++] = 5;
        if (numeral_after(editor, word->end).value < 1000)
            return word->end;
    } else {
        take_words(&phrase, first);
        phrase.number.whole = phrase.whole;
        take_fraction(&phrase);
    }
    take_scales(&phrase, numeral_after(editor, phrase.end));
    if (!is_phraseology(editor, &phrase, word->start) && !(phrase.number.whole >= 100 && ends_range(editor, word->start)))
        write_number(editor, &phrase, word->start);
    return phrase.end;
}

/* A scale that is written onto the figures (`50rb`) or follows them, in any letters. */
static struct numeral scale_after(const struct editor *editor, size_t figures_end, size_t word_end) {
    struct word word = {figures_end, word_end, 0, 0};
    if (word_end > figures_end) {
        word.hyphen_after = word_end < editor->length && editor->text[word_end] == '-';
        return numeral_of(editor, &word);
    }
    if (!word_after(editor, figures_end, &word) || word_shape(editor, &word) == SHAPE_MIXED)
        return (struct numeral){NUMERAL_NONE, 0, 0};
    return numeral_of(editor, &word);
}

/* `5 ribu lima ratus`: smaller groups behind the scale. */
static void take_rest(struct phrase *phrase, uint64_t scale) {
    struct phrase rest = phrase_start(phrase->editor, phrase->end);
    rest.last_scale = scale;
    take_words(&rest, numeral_after(phrase->editor, phrase->end));
    if (rest.words < 2 && rest.whole < 10)
        return;
    phrase->number.whole += rest.whole;
    phrase->end = rest.end;
    take_scales(phrase, numeral_after(phrase->editor, phrase->end));
}

static size_t end_of_letters(const struct editor *editor, size_t at) {
    while (at < editor->length && is_word_byte(editor->text[at]))
        at++;
    return at;
}

/* `start` is the first figure. */
static size_t number_in_figures(struct editor *editor, size_t start) {
    struct phrase phrase = phrase_start(editor, start);
    size_t end;
    int is_good = number_read(editor->text, start, editor->length, &phrase.number, &end);
    size_t word_end = end_of_letters(editor, end);
    struct numeral scale = scale_after(editor, end, word_end);
    if (!is_good || scale.kind != NUMERAL_SCALE || ends_range(editor, start))
        return word_end;
    uint64_t last = take_scales(&phrase, scale);
    if (last == 1)
        return word_end;
    if (last >= 1000 && phrase.number.fraction_length == 0)
        take_rest(&phrase, last);
    write_number(editor, &phrase, start);
    return phrase.end;
}

/* Rp5: the figures behind a currency. */
static size_t figures_start(const struct editor *editor, const struct word *word) {
    struct word letters = {word->start, word->start, 0, 0};
    while (letters.end < word->end && ascii_is_letter(editor->text[letters.end]))
        letters.end++;
    int is_money = letters.end < word->end && letters.end > letters.start && has_context(editor, &letters, "currency");
    return (letters.end == letters.start || is_money) && ascii_is_digit(editor->text[letters.end]) ? letters.end : word->end;
}

void normalize_numbers(struct editor *editor) {
    struct word_scan scan = word_scan(editor, 0);
    for (struct word word; word_next(&scan, &word);) {
        size_t figures = figures_start(editor, &word);
        size_t end = figures < word.end ? number_in_figures(editor, figures) : number_in_words(editor, &word);
        scan.at = end > word.end ? end : word.end;
    }
}
