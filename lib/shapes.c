/* What a token looks like. Its flags tell most of it; the rest is in the form: figures, full stops, a single letter. */
#include "shapes.h"

#include <string.h>

/* ---- Forms --------------------------------------------------------------------------------------------------------- */

/* With a capital it is one: a, a.b, a.b.c. */
static int is_initial(const char *form, size_t length) {
    if (length > 8)
        return 0;
    for (size_t i = 1; i < length; i += 2)
        if (form[i] != '.')
            return 0;
    return 1;
}

static int has_digit(const char *form, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (form[i] >= '0' && form[i] <= '9')
            return 1;
    return 0;
}

/* What dates are made of. */
static unsigned look_of_number(const char *form, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (form[i] < '0' || form[i] > '9')
            return LOOK_NUMBER;
    if (length == 4 && ((form[0] == '1' && form[1] >= '6') || (form[0] == '2' && form[1] == '0')))
        return LOOK_YEAR;
    return length <= 2 ? LOOK_SHORT : LOOK_NUMBER;
}

static unsigned look_of_word(const char *form, size_t length, int is_plain) {
    if (is_plain && length > 1)
        return LOOK_WORD | LOOK_LONG; /* as nearly all of them */
    return LOOK_WORD | (has_digit(form, length) ? LOOK_DIGIT : 0) | (memchr(form, '.', length) ? LOOK_STOP : 0) |
           (is_initial(form, length) ? LOOK_INITIAL : 0) | (length > 1 ? LOOK_LONG : 0);
}

unsigned look_of(const struct token *token, const char *forms) {
    const char *form = forms + token->form;
    switch (token->kind) {
    case NETRAL_WORD: return look_of_word(form, token->form_length, token->flags & TOKEN_LETTERS);
    case NETRAL_NUMBER: return look_of_number(form, token->form_length);
    case NETRAL_PUNCTUATION: return token->form_length == 1 && *form == ',' ? LOOK_COMMA : LOOK_MARK;
    case NETRAL_SYMBOL: return LOOK_MARK;
    case NETRAL_URL: case NETRAL_EMAIL: return LOOK_WEB;
    case NETRAL_DATETIME: return LOOK_DATETIME;
    default: return LOOK_OTHER;
    }
}

/* ---- Shapes -------------------------------------------------------------------------------------------------------- */

static uint64_t shape_of_word(unsigned flags, unsigned look) {
    uint64_t shape = 0;
    if (!(flags & TOKEN_CAP))
        shape |= SHAPE(FEATURE_LOWER);
    else if (look & LOOK_INITIAL)
        shape |= SHAPE(FEATURE_INITIAL);
    if (!(look & LOOK_DIGIT))
        shape |= SHAPE(FEATURE_WORD);
    if (look & LOOK_STOP)
        shape |= SHAPE(FEATURE_WEB);
    return shape;
}

/* A flag of a token as a shape, without a branch: flags are hard to foresee. */
static uint64_t shape_if(unsigned flags, unsigned flag, enum feature_shape shape) {
    return (uint64_t)((flags & flag) != 0) << shape;
}

uint64_t shape_of(unsigned flags, unsigned look) {
    uint64_t shape = shape_if(flags, TOKEN_CAP, FEATURE_CAP) | shape_if(flags, TOKEN_UPPER, FEATURE_UPPER) |
                     shape_if(flags, TOKEN_DOTTED, FEATURE_DOTTED) | shape_if(flags, TOKEN_SPACE_BEFORE, FEATURE_SPACED) |
                     shape_if(flags, TOKEN_SENTENCE_START, FEATURE_SENTENCE) | shape_if(flags, TOKEN_LINE_START, FEATURE_LINE) |
                     shape_if(flags, TOKEN_SHOUT, FEATURE_SHOUT) | shape_if(flags, TOKEN_LETTERS, FEATURE_PLAIN);
    if (look & LOOK_WORD)
        return shape | shape_of_word(flags, look);
    switch (look) {
    case LOOK_NUMBER: return shape | SHAPE(FEATURE_NUMBER);
    case LOOK_SHORT: return shape | SHAPE(FEATURE_NUMBER) | SHAPE(FEATURE_SHORT);
    case LOOK_YEAR: return shape | SHAPE(FEATURE_NUMBER) | SHAPE(FEATURE_YEAR);
    case LOOK_MARK: case LOOK_COMMA: return shape | SHAPE(FEATURE_MARK);
    case LOOK_WEB: return shape | SHAPE(FEATURE_WEB);
    case LOOK_DATETIME: return shape | SHAPE(FEATURE_DATETIME);
    default: return shape;
    }
}

int shape_is_capitalised(unsigned flags, unsigned look) {
    return flags & TOKEN_CAP && look & LOOK_WORD && look & LOOK_LONG;
}
