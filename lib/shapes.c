/* What a token looks like. Its flags tell most of it; the rest is in the form: figures, full stops, a single letter. */
#include "shapes.h"

#include <string.h>

static int is_initial(const struct token *token, const char *form) {
    if (!(token->flags & TOKEN_CAP) || token->form_length > 8)
        return 0;
    for (unsigned i = 1; i < token->form_length; i += 2) /* a, a.b, a.b.c. */
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

/* A number's shape: what dates are made of. */
static uint64_t shape_of_number(const char *form, size_t length) {
    uint64_t shape = SHAPE(FEATURE_NUMBER);
    for (size_t i = 0; i < length; i++)
        if (form[i] < '0' || form[i] > '9')
            return shape;
    if (length <= 2)
        shape |= SHAPE(FEATURE_SHORT);
    if (length == 4 && ((form[0] == '1' && form[1] >= '6') || (form[0] == '2' && form[1] == '0')))
        shape |= SHAPE(FEATURE_YEAR);
    return shape;
}

static uint64_t shape_of_word(const struct token *token, const char *form) {
    unsigned is_plain = token->flags & TOKEN_LETTERS;
    uint64_t shape = 0;
    if (!(token->flags & TOKEN_CAP))
        shape |= SHAPE(FEATURE_LOWER);
    else if ((!is_plain || token->form_length == 1) && is_initial(token, form))
        shape |= SHAPE(FEATURE_INITIAL);
    if (is_plain || !has_digit(form, token->form_length))
        shape |= SHAPE(FEATURE_WORD);
    if (!is_plain && memchr(form, '.', token->form_length))
        shape |= SHAPE(FEATURE_WEB);
    return shape;
}

/* A flag of a token as a shape, without a branch: flags are hard to foresee. */
static uint64_t shape_if(unsigned flags, unsigned flag, enum feature_shape shape) {
    return (uint64_t)((flags & flag) != 0) << shape;
}

uint64_t shape_of(const struct token *token, const char *forms) {
    unsigned flags = token->flags;
    const char *form = forms + token->form;
    uint64_t shape = shape_if(flags, TOKEN_CAP, FEATURE_CAP) | shape_if(flags, TOKEN_UPPER, FEATURE_UPPER) |
                     shape_if(flags, TOKEN_DOTTED, FEATURE_DOTTED) | shape_if(flags, TOKEN_SPACE_BEFORE, FEATURE_SPACED) |
                     shape_if(flags, TOKEN_SENTENCE_START, FEATURE_SENTENCE) | shape_if(flags, TOKEN_LINE_START, FEATURE_LINE) | shape_if(flags, TOKEN_SHOUT, FEATURE_SHOUT) |
                     shape_if(flags, TOKEN_LETTERS, FEATURE_PLAIN);
    switch (token->kind) {
    case NETRAL_WORD: return shape | shape_of_word(token, form);
    case NETRAL_NUMBER: return shape | shape_of_number(form, token->form_length);
    case NETRAL_PUNCTUATION: case NETRAL_SYMBOL: return shape | SHAPE(FEATURE_MARK);
    case NETRAL_URL: case NETRAL_EMAIL: return shape | SHAPE(FEATURE_WEB);
    case NETRAL_DATETIME: return shape | SHAPE(FEATURE_DATETIME);
    default: return shape;
    }
}
