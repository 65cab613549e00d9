/* See normalize_number.h. Multiplying by ten moves a figure over the comma: nothing is rounded. */
#include "normalize_number.h"

#include "normalize_text.h"

#define LARGEST ((uint64_t)100000000000000000) /* 10^17: one figure more still fits */

static size_t figures(const char *text, size_t at, size_t length) {
    size_t count = 0;
    while (at + count < length && ascii_is_digit(text[at + count]))
        count++;
    return count;
}

static int add_whole(struct number *number, const char *text, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (number->whole >= LARGEST)
            return 0;
        number->whole = number->whole * 10 + (uint64_t)(text[i] - '0');
    }
    return 1;
}

static int add_fraction(struct number *number, const char *text, size_t count) {
    if (count == 0 || count > NUMBER_FRACTION || number->fraction_length > 0)
        return 0;
    for (size_t i = 0; i < count; i++)
        number->fraction[number->fraction_length++] = (unsigned char)(text[i] - '0');
    return 1;
}

/* One more part, behind a mark. Thousands come before the fraction, and are as long as the first part allows (1 to 3 figures). */
static int add_part(struct number *number, char mark, const char *text, size_t count, size_t first_length) {
    if (mark == '.' && count == 3 && number->fraction_length == 0 && first_length <= 3)
        return add_whole(number, text, count);
    return add_fraction(number, text, count);
}

int number_read(const char *text, size_t start, size_t length, struct number *number, size_t *end) {
    size_t first = figures(text, start, length), at = start + first, parts = 0;
    *number = (struct number){0, {0}, 0};
    int good = first > 0 && add_whole(number, text + start, first) && (first == 1 || text[start] != '0');
    int stopped = 0;
    while (at + 1 < length && is_one_of(text[at], ".,") && ascii_is_digit(text[at + 1])) {
        size_t count = figures(text, at + 1, length);
        int is_decimal_stop = text[at] == '.' && (count != 3 || first > 3);
        good = good && !(is_decimal_stop && parts > 0) && !stopped && add_part(number, text[at], text + at + 1, count, first);
        stopped |= is_decimal_stop;
        at += 1 + count;
        parts++;
    }
    *end = at;
    return good && !(text[start] == '0' && parts > 0 && number->fraction_length == 0);
}

int number_scale(struct number *number, uint64_t power) {
    struct number scaled = *number;
    for (; power > 1; power /= 10) {
        if (scaled.whole >= LARGEST)
            return 0;
        scaled.whole = scaled.whole * 10 + scaled.fraction[0];
        for (size_t i = 1; i < NUMBER_FRACTION; i++)
            scaled.fraction[i - 1] = scaled.fraction[i];
        scaled.fraction[NUMBER_FRACTION - 1] = 0;
        scaled.fraction_length -= scaled.fraction_length > 0;
    }
    *number = scaled;
    return 1;
}

size_t number_write(const struct number *number, char bytes[NUMBER_BYTES]) {
    char reversed[NUMBER_BYTES];
    size_t count = 0, used = 0, fraction = number->fraction_length;
    uint64_t whole = number->whole;
    do {
        reversed[count++] = (char)('0' + whole % 10);
        whole /= 10;
    } while (whole);
    while (count > 0)
        bytes[used++] = reversed[--count];
    while (fraction > 0 && number->fraction[fraction - 1] == 0)
        fraction--;
    if (fraction > 0)
        bytes[used++] = ',';
    for (size_t i = 0; i < fraction; i++)
        bytes[used++] = (char)('0' + number->fraction[i]);
    return used;
}
