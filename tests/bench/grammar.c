/* See grammar.h. A grammar is read once into symbols, alternatives and pieces; a piece is a stretch of the file's bytes, a symbol,
 * or something composed. */
#include "grammar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_SYMBOLS 200
#define MOST_ALTERNATIVES 2000
#define MOST_PIECES 10000
#define MOST_BYTES 100000

enum piece_kind { PIECE_TEXT, PIECE_SYMBOL, PIECE_WORD, PIECE_NAME, PIECE_NUMBER, PIECE_DIGIT, PIECE_LETTER };

struct piece {
    enum piece_kind kind;
    int capital;
    size_t symbol; /* PIECE_SYMBOL */
    const char *text;
    size_t length;
};

struct alternative {
    size_t first, end; /* its pieces */
};

struct symbol {
    const char *name;
    size_t length;
    size_t first, end; /* its alternatives */
};

struct grammar {
    char bytes[MOST_BYTES];
    struct symbol symbols[MOST_SYMBOLS];
    struct alternative alternatives[MOST_ALTERNATIVES];
    struct piece pieces[MOST_PIECES];
    size_t symbol_count, alternative_count, piece_count;
};

static void fail(const char *what, const char *name) {
    fprintf(stderr, "grammar: %s: %s\n", name, what);
    exit(1);
}

static int same_but_capital(const char *a, const char *b, size_t length) {
    return length > 0 && (a[0] | 32) == (b[0] | 32) && memcmp(a + 1, b + 1, length - 1) == 0;
}

static size_t find_symbol(const struct grammar *grammar, const char *name, size_t length) {
    for (size_t i = 0; i < grammar->symbol_count; i++)
        if (grammar->symbols[i].length == length && same_but_capital(grammar->symbols[i].name, name, length))
            return i;
    return MOST_SYMBOLS;
}

size_t grammar_symbol(const struct grammar *grammar, const char *name) {
    size_t symbol = find_symbol(grammar, name, strlen(name));
    if (symbol == MOST_SYMBOLS)
        fail("there is no such symbol", name);
    return symbol;
}

/* ---- Reading ------------------------------------------------------------------------------------------------------- */

static enum piece_kind kind_of(const char *name, size_t length) {
    static const struct {
        const char *name;
        enum piece_kind kind;
    } composed[] = {{"kata", PIECE_WORD}, {"KATA", PIECE_WORD}, {"nama", PIECE_NAME}, {"angka", PIECE_NUMBER}, {"angka1", PIECE_DIGIT},
                    {"huruf", PIECE_LETTER}};
    for (size_t i = 0; i < sizeof composed / sizeof *composed; i++)
        if (strlen(composed[i].name) == length && same_but_capital(composed[i].name, name, length))
            return composed[i].kind;
    return PIECE_SYMBOL;
}

static void add_piece(struct grammar *grammar, enum piece_kind kind, const char *text, size_t length) {
    if (grammar->piece_count == MOST_PIECES)
        fail("too many pieces", "MOST_PIECES");
    if (length > 0)
        grammar->pieces[grammar->piece_count++] = (struct piece){kind, text[0] >= 'A' && text[0] <= 'Z', MOST_SYMBOLS, text, length};
}

static void add_alternative(struct grammar *grammar, const char *at, const char *end) {
    struct alternative *alternative = &grammar->alternatives[grammar->alternative_count++];
    if (grammar->alternative_count == MOST_ALTERNATIVES || grammar->symbol_count == 0)
        fail("too many alternatives, or one before a symbol", "MOST_ALTERNATIVES");
    alternative->first = grammar->piece_count;
    while (at < end) {
        const char *brace = memchr(at, '{', (size_t)(end - at)), *text_end = brace ? brace : end;
        add_piece(grammar, PIECE_TEXT, at, (size_t)(text_end - at));
        at = text_end;
        if (!brace)
            break;
        const char *close = memchr(brace, '}', (size_t)(end - brace));
        if (!close)
            fail("a brace is not closed", grammar->symbols[grammar->symbol_count - 1].name);
        add_piece(grammar, kind_of(brace + 1, (size_t)(close - brace - 1)), brace + 1, (size_t)(close - brace - 1));
        at = close + 1;
    }
    alternative->end = grammar->piece_count;
    grammar->symbols[grammar->symbol_count - 1].end = grammar->alternative_count;
}

static void add_line(struct grammar *grammar, const char *line, const char *end) {
    if (line == end || *line == '#')
        return;
    if (*line != '@') {
        add_alternative(grammar, line, end);
        return;
    }
    if (grammar->symbol_count == MOST_SYMBOLS)
        fail("too many symbols", "MOST_SYMBOLS");
    size_t first = grammar->alternative_count;
    grammar->symbols[grammar->symbol_count++] = (struct symbol){line + 2, (size_t)(end - line - 2), first, first};
}

/* Symbols may be named before they stand there: they are found when all is read. */
static void resolve(struct grammar *grammar) {
    for (size_t i = 0; i < grammar->piece_count; i++) {
        struct piece *piece = &grammar->pieces[i];
        if (piece->kind != PIECE_SYMBOL)
            continue;
        piece->symbol = find_symbol(grammar, piece->text, piece->length);
        if (piece->symbol == MOST_SYMBOLS || grammar->symbols[piece->symbol].first == grammar->symbols[piece->symbol].end)
            fail("there is no such symbol, or it has no alternative", piece->text);
    }
}

struct grammar *grammar_read(const char *path) {
    struct grammar *grammar = calloc(1, sizeof *grammar);
    FILE *file = fopen(path, "rb");
    size_t length = grammar && file ? fread(grammar->bytes, 1, MOST_BYTES - 1, file) : 0;
    if (length == 0 || length == MOST_BYTES - 1)
        fail("cannot be read, or is too long", path);
    fclose(file);
    for (char *line = grammar->bytes, *end; (end = strchr(line, '\n')); line = end + 1) {
        *end = '\0'; /* for messages */
        add_line(grammar, line, end);
    }
    resolve(grammar);
    return grammar;
}

/* ---- Writing ------------------------------------------------------------------------------------------------------- */

static void write_number(uint32_t number, struct page *page) {
    char digits[12];
    page_add(page, digits, (size_t)snprintf(digits, sizeof digits, "%u", (unsigned)number));
}

static void write_capitals(struct draw *draw, struct page *page) {
    size_t from = page->length;
    page_word(page, draw, 0);
    for (size_t i = from; i < page->length; i++)
        page->bytes[i] = (char)(page->bytes[i] - 'a' + 'A');
}

static void write_piece(const struct grammar *grammar, const struct piece *piece, int capital, struct draw *draw, struct page *page) {
    size_t from = page->length;
    switch (piece->kind) {
    case PIECE_TEXT: page_add(page, piece->text, piece->length); break;
    case PIECE_SYMBOL: grammar_write(grammar, piece->symbol, capital || piece->capital, draw, page); break;
    case PIECE_WORD:
        if (piece->text[1] == 'A') /* KATA */
            write_capitals(draw, page);
        else
            page_word(page, draw, 0);
        break;
    case PIECE_NAME: page_word(page, draw, 1); break;
    case PIECE_NUMBER: write_number(2 + draw_below(draw, draw_below(draw, 4) ? 60 : 900), page); break;
    case PIECE_DIGIT: write_number(1 + draw_below(draw, 4), page); break;
    case PIECE_LETTER: page_add(page, &"abcdefgh"[draw_below(draw, 8)], 1); break;
    }
    if (capital && page->length > from && page->bytes[from] >= 'a' && page->bytes[from] <= 'z')
        page->bytes[from] = (char)(page->bytes[from] - 'a' + 'A');
}

void grammar_write(const struct grammar *grammar, size_t symbol, int capital, struct draw *draw, struct page *page) {
    const struct symbol *made = &grammar->symbols[symbol];
    const struct alternative *alternative = &grammar->alternatives[made->first + draw_below(draw, (uint32_t)(made->end - made->first))];
    for (size_t i = alternative->first; i < alternative->end; i++)
        write_piece(grammar, &grammar->pieces[i], capital && i == alternative->first, draw, page);
}
