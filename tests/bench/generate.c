/* generate news|law|articles|lines BYTES FILE...: makes a text of about so many bytes, the same on every machine.
 *
 * news   documents of three to six kilobytes, paragraphs of our own articles FILE (which have a mention every 45 bytes) thinned by
 *        paragraphs of texts/news.txt until there is one about every 110 bytes, as in ordinary news
 * law    documents of about 150 kilobytes, laws that nobody enacted, from texts/law.txt
 * articles  the documents of news, each a line of JSON with its "text"
 * lines  very short documents as lines of JSON
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

/* The same with its quotation marks and line feeds escaped. */
static void write_article(const struct source *source, struct draw *draw, struct page *page) {
    struct page news = {NULL, 0, 0};
    write_news(source, draw, &news);
    page_string(page, "{\"text\":\"");
    for (size_t i = 0; i + 2 < news.length; i++) { /* without the form feed */
        char c = news.bytes[i];
        if (c == '"' || c == '\\')
            page_string(page, "\\");
        page_add(page, c == '\n' ? "\\n" : &c, c == '\n' ? 2 : 1);
    }
    page_string(page, "\"}\n");
    free(news.bytes);
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

static const struct kind {
    const char *name;
    void (*write)(const struct source *source, struct draw *draw, struct page *page);
} kinds[] = {{"news", write_news}, {"law", write_law}, {"articles", write_article}, {"lines", write_line}};

static const struct kind *find_kind(const char *name) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    fprintf(stderr, "usage: generate news|law|articles|lines BYTES ARTICLE...\n");
    exit(2);
}

int main(int count, char **arguments) {
    const struct kind *kind = find_kind(count > 3 ? arguments[1] : "");
    struct source source = {grammar_read("tests/bench/texts/news.txt"), grammar_read("tests/bench/texts/law.txt"), NULL};
    struct draw draw = {20261122};
    struct page page = {NULL, 0, 0};
    source.own = paragraphs_read(arguments + 3, count - 3);
    for (size_t written = 0, wanted = strtoul(arguments[2], NULL, 10); written < wanted; written += page.length) {
        page.length = 0;
        kind->write(&source, &draw, &page);
        if (fwrite(page.bytes, 1, page.length, stdout) != page.length)
            return 1;
    }
    return fflush(stdout) != 0;
}
