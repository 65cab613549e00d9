/* Two ways to the same tokens: sixteen or sixty-four bytes at a look and byte by byte (lib/word_bytes.h, lib/text_bits.h), and the
 * short way of plain words and marks beside the long way of all others (lib/tokens.c, lib/token_steps.c), at a block's end too. And
 * what is stepped over several bytes at a time is seen wherever it stands. The library's own headers are used: this is a test of its
 * inside. */
#include <utf8proc.h>

#include "../../lib/hash.h"
#include "../../lib/text_bits.h"
#include "../../lib/tokens.h"
#include "../../lib/unicode.h"
#include "../../lib/word_bytes.h"
#include "articles.h"
#include "damage.h"

static unsigned long long state = 20231204;

/* ---- Sixteen bytes ------------------------------------------------------------------------------------------------------ */

static void compare_bytes(const char *bytes) {
    char form[WORD_BYTES], plain_form[WORD_BYTES];
    struct word_bytes word = word_bytes_read(bytes, form), plain = word_bytes_plain(bytes, plain_form);
    CHECK(word.length == plain.length && word.letters == plain.letters && word.capitals == plain.capitals,
          "\"%.16s\": length %zu, letters %x, capitals %x; byte by byte %zu, %x, %x", bytes, word.length, word.letters, word.capitals,
          plain.length, plain.letters, plain.capitals);
    CHECK(memcmp(form, plain_form, sizeof form) == 0, "\"%.16s\": folded to \"%.16s\" and \"%.16s\"", bytes, form, plain_form);
    CHECK(word.length == WORD_BYTES || word.hash == plain.hash, "\"%.16s\": hashes %x and %x", bytes, word.hash, plain.hash);
    if (word.length == WORD_BYTES)
        return;
    uint32_t hash = word_bytes_fold(bytes, word.length, form);
    CHECK(hash == plain.hash && memcmp(form, plain_form, sizeof form) == 0, "\"%.16s\": folded alone to \"%.16s\"", bytes, form);
}

/* Every byte at every place of a word, and runs of every length. */
static void compare_all_bytes(void) {
    static const char letters[] = "aZ09mQ5xA7zKp1Bc";
    char bytes[WORD_BYTES];
    check_open();
    for (size_t at = 0; at < WORD_BYTES; at++)
        for (int byte = 0; byte < 256; byte++) {
            memcpy(bytes, letters, sizeof bytes);
            bytes[at] = (char)byte;
            compare_bytes(bytes);
            memset(bytes + at, byte, sizeof bytes - at);
            compare_bytes(bytes);
        }
    check_close();
}

/* ---- Sixty-four bytes ---------------------------------------------------------------------------------------------------- */

static void compare_bits(const char *bytes) {
    struct text_bits bits = text_bits_read(bytes), plain = text_bits_plain(bytes);
    CHECK(memcmp(&bits, &plain, sizeof bits) == 0, "\"%.64s\": words %llx, letters %llx, capitals %llx, spaces %llx", bytes,
          (unsigned long long)bits.words, (unsigned long long)bits.letters, (unsigned long long)bits.capitals,
          (unsigned long long)bits.spaces);
}

static void compare_all_bits(void) {
    char bytes[TEXT_BITS];
    check_open();
    for (size_t at = 0; at < TEXT_BITS; at++)
        for (int byte = 0; byte < 256; byte++) {
            for (size_t i = 0; i < TEXT_BITS; i++)
                bytes[i] = (char)check_random(&state, 128);
            bytes[at] = (char)byte;
            compare_bits(bytes);
        }
    check_close();
}

/* ---- The short way and the long way ---------------------------------------------------------------------------------------- */

static const char *form_of(const struct token_list *list, size_t i) {
    return list->forms + list->items[i].form;
}

static int same_token(const struct token_list *one, const struct token_list *other, size_t i) {
    const struct token *a = &one->items[i], *b = &other->items[i];
    return a->start == b->start && a->end == b->end && a->flags == b->flags && a->kind == b->kind && a->hash == b->hash &&
           a->form_length == b->form_length && memcmp(form_of(one, i), form_of(other, i), a->form_length) == 0;
}

static void tokenize(struct token_list *list, const char *text, size_t length) {
    token_list_clear(list);
    CHECK(tokenize_block(list, text, 0, length) == 0, "memory ran out");
    for (size_t i = 0; i < list->count; i++)
        CHECK(list->items[i].hash == hash_bytes(form_of(list, i), list->items[i].form_length), "token %zu: another hash", i);
}

static size_t same_tokens(const struct token_list *one, const struct token_list *other) {
    size_t same = 0;
    while (same < one->count && same < other->count && same_token(one, other, same))
        same++;
    return same;
}

/* What stands behind a block is of no account, even where it may be looked at. */
static void compare_ends(struct token_list *alone, struct token_list *inside, const char *text, size_t length) {
    static const char *const behind[] = {" dan", "\n\nBawaslu 2024, dan", "dan Bawaslu serta KPU", "\xcc\x81 dan Bawaslu serta KPU"};
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
        char *longer = malloc(length + strlen(behind[i]) + 1);
        if (!longer)
            exit(2);
        memcpy(longer, text, length);
        memcpy(longer + length, behind[i], strlen(behind[i]) + 1);
        tokenize(alone, text, length);
        token_list_clear(inside);
        CHECK(tokenize_inside(inside, longer, length + strlen(behind[i]), 0, length) == 0, "memory ran out");
        size_t same = same_tokens(alone, inside);
        CHECK(same == alone->count && same == inside->count, "\"%.*s\" before \"%s\": token %zu differs", (int)length, text, behind[i],
              same);
        free(longer);
    }
}

/* The text at the very end of its memory. */
static void compare_ways(struct token_list *short_way, struct token_list *long_way, const char *name, const char *text, size_t length) {
    char *alone = malloc(length + 1);
    if (!alone)
        exit(2);
    memcpy(alone + 1, text, length);
    long_way->is_stepwise = 1;
    tokenize(short_way, alone + 1, length);
    tokenize(long_way, alone + 1, length);
    long_way->is_stepwise = 0;
    size_t same = same_tokens(short_way, long_way);
    size_t at = same < long_way->count ? long_way->items[same].start : length;
    CHECK(same == short_way->count && same == long_way->count, "%s: token %zu at byte %zu (\"%.20s\") differs", name, same, at, text + at);
    CHECK(short_way->turn_count == long_way->turn_count &&
              memcmp(short_way->turns, long_way->turns, short_way->turn_count * sizeof *short_way->turns) == 0,
          "%s: other turns", name);
    free(alone);
}

/* Texts of every length up to three looks, so that words, marks and ends stand at every place of one. */
static void compare_lengths(struct token_list *short_way, struct token_list *long_way) {
    static const char text[] =
        "Menurut Ketua KPU, a 2024. Di desa (KPU) B 12 itu: \"ya\", kata Bawaslu; dan Plt. Bupati X, 5 Mei? Tidak. "
        "abcdefghijklmno abcdefghijklmnop dan KETIDAKSEPAHAMANNYA, mata-mata 1960-an S.Kom. ke-2, a@b.id dll. www.a.id";
    check_open();
    for (size_t start = 0; start < sizeof text; start++)
        for (size_t end = start; end < sizeof text; end++) {
            compare_ways(short_way, long_way, "a part of a text", text + start, end - start);
            compare_ends(short_way, long_way, text + start, end - start);
        }
    check_close();
}

/* Words and marks thrown together, so that what may join meets what may not. */
static size_t jumble(char *text, size_t room) {
    static const char *const pieces[] = {"a",
                                         "Di",
                                         "KPU",
                                         "2024",
                                         "1960-an",
                                         "pemberitahuan",
                                         "abcdefghijklmno",
                                         "abcdefghijklmnop",
                                         "Ketidaksepahamannya",
                                         ".",
                                         ",",
                                         ":",
                                         "-",
                                         "--",
                                         "'",
                                         "_",
                                         "/",
                                         "\"",
                                         "(",
                                         ")",
                                         "*",
                                         "#",
                                         "[",
                                         "](x.y)",
                                         "<b>",
                                         "!",
                                         "?",
                                         "...",
                                         "http",
                                         "https",
                                         "://",
                                         "www",
                                         "www.",
                                         "\xc3\xa9",
                                         "\xe2\x80\x99",
                                         "\xe2\x80\x9c",
                                         "\xe2\x80\x93",
                                         "\xc2\xad",
                                         "\xcc\x81",
                                         "\xff",
                                         "\xe2\x80",
                                         "\n",
                                         "\t",
                                         "@",
                                         "+",
                                         "^",
                                         "a@b.id",
                                         "2023-12-04",
                                         "ibu-ibu",
                                         "0,5",
                                         "S.H",
                                         "M.Si.",
                                         "{",
                                         "|",
                                         "\x7f",
                                         " ",
                                         " ",
                                         " "};
    size_t length = 0;
    for (const char *piece; (piece = pieces[check_random(&state, sizeof pieces / sizeof *pieces)]) && length + strlen(piece) < room;) {
        memcpy(text + length, piece, strlen(piece));
        length += strlen(piece);
        if (check_random(&state, 40) == 0)
            break;
    }
    return length;
}

static void compare_jumbles(struct token_list *short_way, struct token_list *long_way) {
    char text[400];
    check_open();
    for (size_t i = 0; i < 20000; i++) {
        size_t length = jumble(text, sizeof text);
        compare_ways(short_way, long_way, "a jumble", text, length);
        compare_ends(short_way, long_way, text, length);
    }
    check_close();
}

static void compare_texts(struct token_list *short_way, struct token_list *long_way) {
    static struct articles articles;
    static char damaged[DAMAGED_BYTES];
    articles_read(&articles);
    check_open();
    for (size_t i = 0; i < articles.count; i++)
        compare_ways(short_way, long_way, articles.items[i].path, articles.items[i].text, articles.items[i].length);
    for (size_t i = 0; i < 500; i++) {
        size_t length = damaged_text(&articles, &state, damaged);
        compare_ways(short_way, long_way, "a damaged text", damaged, length);
    }
    check_close();
    articles_free(&articles);
}

/* The shape of a word, whichever way it goes. */
static void check_shape(struct token_list *list, const char *word, unsigned wanted) {
    const unsigned shapes = TOKEN_CAP | TOKEN_UPPER | TOKEN_SMALL | TOKEN_LETTERS;
    tokenize(list, word, strlen(word));
    unsigned found = list->count == 1 ? list->items[0].flags & shapes : UINT16_MAX;
    CHECK(found == wanted, "\"%s\": wanted the shape %x, found %x", word, wanted, found);
}

static void check_shapes(struct token_list *list) {
    check_shape(list, "desa", TOKEN_SMALL | TOKEN_LETTERS);
    check_shape(list, "Desa", TOKEN_CAP | TOKEN_SMALL | TOKEN_LETTERS);
    check_shape(list, "KPU", TOKEN_CAP | TOKEN_UPPER | TOKEN_LETTERS);
    check_shape(list, "A", TOKEN_CAP | TOKEN_LETTERS);
    check_shape(list, "2B2", 0);
    check_shape(list, "S.Kom", TOKEN_CAP | TOKEN_SMALL);
    check_shape(list, "M.M", TOKEN_CAP | TOKEN_UPPER);
    check_shape(list, "KETIDAKSEPAHAMANNYA", TOKEN_CAP | TOKEN_UPPER | TOKEN_LETTERS);
    check_shape(list, "KP\xc3\x89", TOKEN_CAP | TOKEN_UPPER);
    check_shape(list, "KP\xc3\xa9", TOKEN_CAP | TOKEN_SMALL);
    check_shape(list, "\xc3\x89", TOKEN_CAP);
}

/* ---- Many bytes at a time -------------------------------------------------------------------------------------------------- */

/* One bad byte among good ones, at each place, is found there. */
static void find_bad_bytes(netral_doc *doc) {
    static const char bad[] = "\x01\x1f\x7f\x80\xff";
    check_open();
    for (size_t at = 0; at < 40; at++)
        for (size_t i = 0; i < sizeof bad - 1; i++) {
            char text[41] = "Warga ~ desa itu pergi ke pasar 12 kali.";
            netral_warning warning = {0};
            text[at] = bad[i];
            CHECK(netral_doc_tokenize(doc, text, 40, NULL, NULL) == 0 && netral_doc_warning_count(doc) == 1 &&
                      netral_doc_warning(doc, 0, &warning) == 0 && warning.start == at,
                  "byte %02x at %zu: %zu warnings, at %zu", (unsigned char)bad[i], at, netral_doc_warning_count(doc),
                  (size_t)warning.start);
        }
    check_close();
}

/* Characters that are stepped over have the form that utf8proc gives them, with a mark behind them and without. */
static void compose(int32_t codepoint, const char *behind) {
    char text[20];
    size_t length = unicode_write(codepoint, text), found_length = 0;
    memcpy(text + length, behind, strlen(behind) + 1);
    netral_normalized *normalized = NULL;
    CHECK(netral_normalize(NULL, text, strlen(text), NETRAL_NORMALIZE_UNICODE, NULL, &normalized, NULL) == 0, "U+%04x fails",
          (unsigned)codepoint);
    char *wanted = (char *)utf8proc_NFC((const utf8proc_uint8_t *)text);
    const char *found = normalized ? netral_normalized_text(normalized, &found_length) : "";
    CHECK(wanted && strcmp(found, wanted) == 0, "U+%04x and \"%s\": wanted \"%s\", found \"%s\"", (unsigned)codepoint, behind, wanted,
          found);
    netral_normalized_free(normalized);
    free(wanted);
}

static void compose_all(void) {
    check_open();
    for (int32_t codepoint = 1; codepoint < 0x2028; codepoint++) {
        if (codepoint == 0xad || (codepoint >= 0x300 && codepoint < 0x2010))
            continue;
        compose(codepoint, "");
        compose(codepoint, "\xcc\x81 a");
        compose(codepoint, "\xcc\xa7\xcc\x81");
    }
    check_close();
}

int main(void) {
    static struct token_list short_way, long_way;
    netral_allocator allocator = memory_allocator(NULL);
    netral_pack *pack;
    netral_doc *doc;
    if (netral_pack_shipped(NULL, &pack, NULL) || netral_doc_new(pack, NULL, &doc, NULL))
        return 2;
    token_list_init(&short_way, &allocator);
    token_list_init(&long_way, &allocator);
    short_way.has_blocks = long_way.has_blocks = 1;
    compare_all_bytes();
    compare_all_bits();
    check_shapes(&short_way);
    compare_lengths(&short_way, &long_way);
    compare_jumbles(&short_way, &long_way);
    compare_texts(&short_way, &long_way);
    find_bad_bytes(doc);
    compose_all();
    token_list_free(&short_way);
    token_list_free(&long_way);
    netral_doc_free(doc);
    netral_pack_free(pack);
    return check_finish();
}
