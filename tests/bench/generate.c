/* generate news|law|lines BYTES FILE...: makes a text of about so many bytes, the same on every machine.
 *
 * news   documents of three to six kilobytes, paragraphs of our own articles FILE (which have a mention every 45 bytes) thinned by
 *        paragraphs of texts/news.txt until there is one about every 110 bytes, as in ordinary news
 * law    documents of about 150 kilobytes, laws that nobody enacted, from texts/law.txt
 * lines  very short documents, each a line of JSON with its "text"
 * Documents of news and law are parted by a line of a form feed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "grammar.h"
#include "law.h"
#include "paragraphs.h"

/* Of a hundred paragraphs so many are our own. */
#define OWN_PARAGRAPHS 44u

struct source {
    const struct grammar *news, *law;
    const struct paragraphs *own;
};

static void write_news(const struct source *source, struct draw *draw, struct page *page) {
    uint64_t names = (uint64_t)draw_below(draw, 1u << 31) << 31;
    size_t symbol = grammar_symbol(source->news, "paragraph"), wanted = 3000 + draw_below(draw, 3000);
    while (page->length < wanted) {
        if (draw_below(draw, 100) < OWN_PARAGRAPHS)
            paragraphs_write(source->own, names, draw, page);
        else
            grammar_write(source->news, symbol, 1, draw, page);
        page_string(page, "\n\n");
    }
    page_string(page, "\f\n");
}

static void write_law(const struct source *source, struct draw *draw, struct page *page) {
    law_write(source->law, 150000, draw, page);
    page_string(page, "\f\n");
}

static void write_line(const struct source *source, struct draw *draw, struct page *page) {
    page_string(page, "{\"text\":\"Bupati ");
    page_word(page, draw, 1);
    page_string(page, " ");
    page_word(page, draw, 1);
    page_string(page, " hadir. ");
    grammar_write(source->news, grammar_symbol(source->news, "pelaku"), 1, draw, page);
    page_string(page, " pulang.\"}\n");
}

int main(int count, char **arguments) {
    const char *kind = count > 3 ? arguments[1] : "";
    struct source source = {grammar_read("tests/bench/texts/news.txt"), grammar_read("tests/bench/texts/law.txt"), NULL};
    struct draw draw = {20261122};
    struct page page = {NULL, 0, 0};
    void (*write)(const struct source *, struct draw *, struct page *) =
        strcmp(kind, "news") == 0 ? write_news : strcmp(kind, "law") == 0 ? write_law : strcmp(kind, "lines") == 0 ? write_line : NULL;
    if (!write) {
        fprintf(stderr, "usage: generate news|law|lines BYTES ARTICLE...\n");
        return 2;
    }
    source.own = paragraphs_read(arguments + 3, count - 3);
    for (size_t written = 0, wanted = strtoul(arguments[2], NULL, 10); written < wanted; written += page.length) {
        page.length = 0;
        write(&source, &draw, &page);
        if (fwrite(page.bytes, 1, page.length, stdout) != page.length)
            return 1;
    }
    return fflush(stdout) != 0;
}
