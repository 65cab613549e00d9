/* The frame of a law: chapters, articles, paragraphs and letters in their order; what they say is drawn from texts/law.txt. */
#include "law.h"

#include <stdio.h>

/* One clause in so many points to another, which makes it a mention. */
#define CLAUSES_A_REFERENCE 12

struct law {
    const struct grammar *grammar;
    struct draw *draw;
    struct page *page;
    unsigned chapter, article;
};

static void say(struct law *law, const char *symbol, int capital) {
    grammar_write(law->grammar, grammar_symbol(law->grammar, symbol), capital, law->draw, law->page);
}

static void number(struct law *law, const char *format, unsigned value) {
    char text[60];
    page_add(law->page, text, (size_t)snprintf(text, sizeof text, format, value));
}

static void clause(struct law *law) {
    say(law, draw_below(law->draw, CLAUSES_A_REFERENCE) == 0 ? "reference" : "clause", 1);
    page_string(law->page, "\n");
}

static void list(struct law *law) {
    unsigned items = 2 + draw_below(law->draw, 6);
    say(law, "list", 1);
    for (unsigned i = 0; i < items; i++) {
        number(law, "\n%c. ", 'a' + i);
        say(law, "item", 0);
        page_string(law->page, i + 2 == items ? "; dan" : i + 1 < items ? ";" : ".\n");
    }
}

static void article(struct law *law) {
    unsigned paragraphs = 1 + draw_below(law->draw, 5);
    number(law, "Pasal %u\n", ++law->article);
    for (unsigned i = 0; i < paragraphs; i++) {
        if (paragraphs > 1)
            number(law, "(%u) ", i + 1);
        if (draw_below(law->draw, 5) == 0)
            list(law);
        else
            clause(law);
    }
    page_string(law->page, "\n");
}

static void definitions(struct law *law) {
    unsigned count = 15 + draw_below(law->draw, 20);
    page_string(law->page, "BAB I\nKETENTUAN UMUM\n\nPasal 1\nDalam peraturan ini yang dimaksud dengan:\n");
    for (unsigned i = 0; i < count; i++) {
        number(law, "%u. ", i + 1);
        say(law, "definition", 1);
        page_string(law->page, "\n");
    }
    page_string(law->page, "\n");
    law->chapter = law->article = 1;
}

static void chapter(struct law *law) {
    static const char *const romans[] = {"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"};
    page_string(law->page, "BAB ");
    page_string(law->page, romans[law->chapter++ % (sizeof romans / sizeof *romans)]);
    page_string(law->page, "\n");
    say(law, "chapter", 0);
    page_string(law->page, "\n\n");
    for (unsigned articles = 5 + draw_below(law->draw, 15); articles > 0; articles--)
        article(law);
}

void law_write(const struct grammar *grammar, size_t bytes, struct draw *draw, struct page *page) {
    struct law law = {grammar, draw, page, 0, 0};
    say(&law, "title", 0);
    page_string(page, "\n\n");
    definitions(&law);
    while (page->length < bytes)
        chapter(&law);
}
