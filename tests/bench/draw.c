/* See draw.h. */
#include "draw.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint32_t draw_below(struct draw *draw, uint32_t below) {
    draw->state = draw->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((draw->state >> 33) * below >> 31);
}

#define PICK(draw, list) ((list)[draw_below(draw, sizeof(list) / sizeof *(list))])

/* A word is told by its rank; the smaller ranks, products of small numbers, come again and again, and half of the words only once,
 * as in real news. */
size_t draw_word(struct draw *source, char word[DRAWN_WORD]) {
    uint32_t rank = draw_below(source, 1000) * draw_below(source, 1500);
    struct draw of_word = {rank * 0x9e3779b97f4a7c15u}, *draw = &of_word;
    static const char *const onsets[] = {"b", "c", "d", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "w", "y", "ng", "ny", ""};
    static const char *const rimes[] = {"a", "i", "u", "e", "o", "an", "ar", "as", "ang", "in", "ur", "al", "at", "ung"};
    size_t length = 0;
    draw_below(draw, 2);
    for (uint32_t left = 2 + draw_below(draw, 3) / 2 + draw_below(draw, 2); left > 0; left--) {
        for (const char *at = PICK(draw, onsets); *at; at++)
            word[length++] = *at;
        for (const char *at = PICK(draw, rimes); *at; at++)
            word[length++] = *at;
    }
    word[length] = '\0';
    return length;
}

void page_add(struct page *page, const char *bytes, size_t length) {
    if (page->length + length > page->capacity) {
        page->capacity = (page->length + length) * 2;
        page->bytes = realloc(page->bytes, page->capacity);
    }
    if (!page->bytes) {
        fprintf(stderr, "memory ran out\n");
        exit(1);
    }
    memcpy(page->bytes + page->length, bytes, length);
    page->length += length;
}

void page_string(struct page *page, const char *string) {
    page_add(page, string, strlen(string));
}

void page_word(struct page *page, struct draw *draw, int capital) {
    char word[DRAWN_WORD];
    size_t length = draw_word(draw, word);
    if (capital)
        word[0] = (char)(word[0] - 'a' + 'A');
    page_add(page, word, length);
}
