/* Words that marks may join, and marks that may be one: most of them are told by what is seen around them. Addresses, abbreviations with
 * full stops, and what goes beyond the sight are not: the long way (token_steps.c) reads these. */
#include "token_sight.h"

#include "token_joins.h"

/* Dashes and double quotation marks, U+2013 and U+2014, U+201C and U+201D, join nothing. */
static int is_lone_sign(const char *bytes) {
    char last = bytes[2];
    return bytes[0] == '\xe2' && bytes[1] == '\x80' && (last == '\x93' || last == '\x94' || last == '\x9c' || last == '\x9d');
}

static int is_figure(char c) {
    return (ascii_bits_of(c) & ASCII_DIGIT) != 0;
}

/* Whether the word behind the mark begins with the whole of the one before it, three letters or more: anak-anak, cita-citanya. */
static int is_doubled(const char *bytes, size_t mark, size_t end) {
    uint64_t before[2], behind[2];
    word_bytes_fold(bytes, mark, (char *)before);
    word_bytes_fold(bytes + mark + 1, end - mark - 1, (char *)behind);
    return mark >= 3 && !is_figure(bytes[mark - 1]) && !is_figure(bytes[mark + 1]) && word_bytes_are((const char *)behind, mark, before);
}

/* What is told of a mark behind a word, and of the word behind the mark. */
enum mark_answer { MARK_PARTS, MARK_JOINS, MARK_UNTOLD };

/* The bytes from the token's on: `mark` is the place of the mark, `end` that behind the next word. A mark that may join is seen there too
 * where this may be an e-mail address. */
static enum mark_answer ask_mark(const char *bytes, size_t mark, size_t end) {
    const struct join_text text = {bytes, 0, end};
    int is_between_figures = is_figure(bytes[mark - 1]) && is_figure(bytes[mark + 1]);
    switch (bytes[mark]) {
    case ',': return is_between_figures ? MARK_JOINS : MARK_PARTS;
    case '.': return is_between_figures ? MARK_JOINS : MARK_UNTOLD;
    case ':': return is_between_figures ? MARK_JOINS : bytes[mark + 1] == '/' ? MARK_UNTOLD : MARK_PARTS;
    case '-': break;
    default: return is_lone_sign(bytes + mark) ? MARK_PARTS : MARK_UNTOLD;
    }
    if (is_doubled(bytes, mark, end))
        return MARK_JOINS;
    if (is_figure(bytes[0]) || may_join(bytes + end) || ascii_bits_of(bytes[end]) & ASCII_NOT) /* a date; an address; a longer word */
        return MARK_UNTOLD;
    return join_length(&text, mark) ? MARK_JOINS : MARK_PARTS;
}

size_t sight_token(const struct sight *sight, size_t at) {
    const char *bytes = sight->bytes + at;
    size_t length = sight_word(sight, at), end;
    if (length == 0)
        return bytes[0] != bytes[1]; /* two or more of a mark may be one */
    for (; may_join(bytes + length); length = end) {
        end = at + length + 1;
        end = end < TEXT_BITS ? length + 1 + sight_word(sight, end) : PLAIN_BYTES;
        enum mark_answer answer = end < PLAIN_BYTES && at + end < TEXT_BITS ? ask_mark(bytes, length, end) : MARK_UNTOLD;
        if (answer != MARK_JOINS)
            return answer == MARK_PARTS ? length : 0;
    }
    return length < PLAIN_BYTES ? length : 0;
}

unsigned sight_shape(const struct sight *sight, size_t at, size_t end) {
    uint64_t seen = text_bits_between(at, end), capitals = seen & sight->bits.capitals, small = seen & sight->bits.letters & ~capitals;
    return flag_if(!(seen & ~sight->bits.letters), TOKEN_LETTERS) | flag_if(!small && capitals & (capitals - 1), TOKEN_UPPER) |
           flag_if(small != 0, TOKEN_SMALL);
}
