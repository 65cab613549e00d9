/* The treebank (UD Indonesian GSD) keeps together: reduplication (`anak-anak`, `cita-citanya`, `besar-besaran`), `ke-16`,
 * `1960-an`, decimal numbers and clock times, names with an apostrophe; it splits other hyphens (`home - base`), slashes and
 * the full stop of an abbreviation (`Dr .`). Degrees (`S.Kom.`) do not occur in it; they are kept whole, as people read them.
 *
 * A full stop between letters is either inside an abbreviation or a domain, or a sentence end whose space was forgotten
 * (`Daerah.Dalam`, `Plt.Kepala`): the shapes on both sides decide. */
#include "token_joins.h"

#include <string.h>

#include "netral.h"
#include "unicode.h"

static int is_letter(char c) {
    return ascii_bits_of(c) & (ASCII_SMALL | ASCII_CAPITAL) ||
           (unsigned char)c >= 0xc3; /* good enough beside a join: a lead byte of letters */
}

static int is_in_run(char c) {
    return ascii_bits_of(c) & ASCII_WORD || (unsigned char)c >= 0xc3;
}

/* The run of letters and digits around `at`: backwards from it, or forwards. */
static size_t run_before(const struct join_text *t, size_t at) {
    size_t length = 0;
    while (at - length > t->start && is_in_run(t->text[at - length - 1]))
        length++;
    return length;
}

static size_t run_after(const struct join_text *t, size_t at) {
    size_t length = 0;
    while (at + length < t->end && is_in_run(t->text[at + length]) && length < 60)
        length++;
    return length;
}

static int equal_folded(const char *a, const char *b, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (ascii_small(a[i]) != ascii_small(b[i]))
            return 0;
    return 1;
}

/* `Bawaslu` then capital and small letters: a word of its own, not the next part of an abbreviation. */
static int is_capitalised_word(const char *word, size_t length, size_t least) {
    return length >= least && ascii_is_capital(word[0]) && ascii_is_small(word[1]) && ascii_is_small(word[2]);
}

/* Whether letters, digits, stops and hyphens from `at` on end in the name of a top-level domain: BKD.NTTPROV.GO.ID. */
static int ends_as_domain(const struct join_text *t, size_t at) {
    static const char *const domains[] = {"id", "com", "net", "org", "co", "tv", "info", "biz", "gov", "edu", "news"};
    size_t last = at, end = at;
    for (; end < t->end && end - at < 80 && (is_letter(t->text[end]) || ascii_is_digit(t->text[end]) || strchr(".-", t->text[end])); end++)
        if (t->text[end] == '.' && end + 1 < t->end && is_letter(t->text[end + 1]))
            last = end + 1;
    while (end > last && !is_letter(t->text[end - 1]))
        end--;
    for (size_t i = 0; i < sizeof domains / sizeof *domains; i++)
        if (end - last == strlen(domains[i]) && equal_folded(t->text + last, domains[i], end - last))
            return 1;
    return 0;
}

static int joins_letters(const struct join_text *t, size_t at, size_t before, size_t after) {
    const char *left = t->text + at - before, *right = t->text + at + 1;
    int first_part = at - before == t->start;
    if (before > 1 && ends_as_domain(t, at))
        return 1;
    if (before == 1)
        return !is_capitalised_word(right, after, 5); /* S.Kom, M.Hum, a.n; but H.Ahmad is two words */
    if (is_capitalised_word(right, after, 3) && first_part)
        return 0; /* Plt.Kepala, Daerah.Dalam; M.Psi.Psi is not its first part */
    if (ascii_is_small(right[0]))
        return 1; /* bkd.nttprov.go.id */
    return before <= 4 && after <= 4 && ascii_is_capital(left[0]);
}

static size_t stop(const struct join_text *t, size_t at) {
    if (at + 1 < t->end && at > t->start && ascii_is_digit(t->text[at - 1]) && ascii_is_digit(t->text[at + 1]))
        return 1;
    size_t before = run_before(t, at), after = run_after(t, at + 1);
    if (before == 0 || after == 0)
        return 0;
    char left = t->text[at - 1], right = t->text[at + 1];
    if (ascii_is_digit(right))
        return before == 1 ? 1 : 0; /* A.1; but PP.99 and No.5 are two */
    if (ascii_is_digit(left))
        return ascii_is_small(right) && t->start + before < at ? 1 : 0; /* inside a domain only */
    return joins_letters(t, at, before, after) ? 1 : 0;
}

/* Whether `right` repeats `left`, perhaps with affixes around it: besar-besaran, diiris-iris, pemeran-pemerannya. */
static int repeats(const char *left, size_t left_length, const char *right, size_t right_length) {
    if (left_length < 2 || right_length < 2)
        return 0;
    size_t common = left_length < right_length ? left_length : right_length;
    if (common == left_length || common >= 4)
        for (size_t skip = 0; skip + 3 <= left_length && skip <= 4; skip++) {
            size_t length = left_length - skip;
            if (length <= right_length && (skip == 0 || length >= 3) && equal_folded(left + skip, right, length))
                return 1;
        }
    return common >= 4 && equal_folded(left, right, common - 1) && left_length <= right_length + 1 && right_length <= left_length + 6;
}

static size_t hyphen(const struct join_text *t, size_t at) {
    size_t before = run_before(t, at), after = run_after(t, at + 1);
    const char *left = t->text + at - before, *right = t->text + at + 1;
    if (before == 0 || after == 0)
        return 0;
    if (ascii_is_digit(left[before - 1]))
        return after == 2 && equal_folded(right, "an", 2) ? 1 : 0; /* 1960-an */
    if (ascii_is_digit(right[0]))
        return before == 2 && equal_folded(left, "ke", 2) ? 1 : 0; /* ke-16 */
    if (before == 4 && equal_folded(left, "anti", 4))
        return 1;
    return repeats(left, before, right, after) ? 1 : 0;
}

static size_t apostrophe(const struct join_text *t, size_t at, size_t size) {
    return run_before(t, at) > 0 && at + size < t->end && is_letter(t->text[at + size]) && run_after(t, at + size) < 20 ? size : 0;
}

size_t join_length(const struct join_text *t, size_t at) {
    char c = t->text[at];
    switch (c) {
    case '.': return stop(t, at);
    case '-': return hyphen(t, at);
    case ',': case ':':
        return run_before(t, at) && ascii_is_digit(t->text[at - 1]) && at + 1 < t->end && ascii_is_digit(t->text[at + 1]) ? 1 : 0;
    case '\'': return apostrophe(t, at, 1);
    case '_': return run_after(t, at + 1) > 0;
    default: break;
    }
    if ((unsigned char)c < 0x80)
        return 0;
    int32_t codepoint;
    size_t size = unicode_read(t->text + at, t->end - at, &codepoint);
    return unicode_plain(codepoint) == '\'' ? apostrophe(t, at, size) : 0;
}

/* All parts of an abbreviation are short, and the first is one letter: S.Kom., a.n., M.I.Kom. */
size_t join_trailing_stop(const struct join_text *t, size_t at) {
    if (at >= t->end || t->text[at] != '.' || (at + 1 < t->end && is_letter(t->text[at + 1])))
        return at;
    size_t part = 0, stops = 0;
    for (size_t i = t->start; i < at; i++) {
        if (t->text[i] == '.') {
            if (part == 0 || (stops == 0 && part > 2))
                return at;
            part = 0;
            stops++;
        } else if (!is_letter(t->text[i]) || ++part > 5) {
            return at;
        }
    }
    return stops > 0 ? at + 1 : at;
}

static int begins(const struct join_text *t, const char *prefix) {
    size_t length = strlen(prefix);
    return t->end - t->start >= length && equal_folded(t->text + t->start, prefix, length);
}

static size_t url_end(const struct join_text *t) {
    size_t at = t->start;
    while (at < t->end && (unsigned char)t->text[at] > ' ' && !strchr("<>\"()[]{}|", t->text[at]))
        at++;
    while (at > t->start && strchr(".,;:!?'*", t->text[at - 1]))
        at--;
    return at;
}

static int is_address_byte(char c) {
    return (ascii_bits_of(c) & ASCII_ADDRESS) != 0;
}

static size_t email_end(const struct join_text *t) {
    size_t at = t->start;
    while (at < t->end && is_address_byte(t->text[at]) && at - t->start < 64)
        at++;
    if (at == t->start || at + 1 >= t->end || t->text[at] != '@' || !is_address_byte(t->text[at + 1]))
        return 0;
    size_t domain = ++at, stops = 0;
    while (at < t->end && is_address_byte(t->text[at]) && at - domain < 200)
        stops += t->text[at++] == '.';
    while (at > domain && !is_letter(t->text[at - 1]) && !ascii_is_digit(t->text[at - 1]))
        stops -= t->text[--at] == '.';
    return stops > 0 ? at : 0;
}

/* 2023-12-04, 2023-12-04T00:00:00.000Z. A date of another form is left to the rules. */
static size_t iso_end(const struct join_text *t) {
    static const char shape[] = "0000-00-00";
    if (t->end - t->start < 10)
        return 0;
    for (size_t i = 0; i < 10; i++) {
        char c = t->text[t->start + i];
        if (shape[i] == '0' ? !ascii_is_digit(c) : c != '-')
            return 0;
    }
    size_t at = t->start + 10;
    if (at + 2 < t->end && t->text[at] == 'T' && ascii_is_digit(t->text[at + 1])) {
        at++;
        while (at < t->end && (ascii_is_digit(t->text[at]) || t->text[at] == ':' ||
                               ((t->text[at] == '.' || t->text[at] == '+') && at + 1 < t->end && ascii_is_digit(t->text[at + 1]))))
            at++;
        at += at < t->end && t->text[at] == 'Z';
    }
    return at < t->end && ascii_is_digit(t->text[at]) ? 0 : at;
}

int join_special(const struct join_text *t, size_t *end) {
    char c = t->text[t->start];
    if (ascii_is_digit(c) && (*end = iso_end(t)) > 0)
        return NETRAL_DATETIME;
    if ((c == 'h' || c == 'H') && (begins(t, "http://") || begins(t, "https://"))) {
        *end = url_end(t);
        return NETRAL_URL;
    }
    if ((c == 'w' || c == 'W') && begins(t, "www.") && (*end = url_end(t)) > t->start + 4)
        return NETRAL_URL;
    return (*end = email_end(t)) > 0 ? NETRAL_EMAIL : 0;
}
