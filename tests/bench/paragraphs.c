/* See paragraphs.h. The words of the names are taken from the annotation, so that the text does not depend on what the library finds. */
#include "paragraphs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_PARAGRAPHS 2000
#define NAME_SLOTS 8192u /* a power of two, far more than there are */

struct paragraph {
    const char *text;
    size_t length;
};

struct paragraphs {
    struct paragraph items[MOST_PARAGRAPHS];
    size_t count;
    struct paragraph names[NAME_SLOTS]; /* words of persons' names, by hash */
};

static int is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static uint64_t hash_of(const char *word, size_t length) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)word[i]) * 0x100000001b3u;
    return hash ^ hash >> 29;
}

static struct paragraph *name_slot(const struct paragraphs *paragraphs, const char *word, size_t length, uint64_t hash) {
    for (size_t i = hash % NAME_SLOTS;; i = (i + 1) % NAME_SLOTS) {
        const struct paragraph *slot = &paragraphs->names[i];
        if (!slot->text || (slot->length == length && memcmp(slot->text, word, length) == 0))
            return (struct paragraph *)(uintptr_t)slot;
    }
}

/* ---- Reading ------------------------------------------------------------------------------------------------------- */

static char *read_file(const char *path) {
    FILE *file = fopen(path, "rb");
    char *text = calloc(1, 1 << 20);
    if (!file || !text || fread(text, 1, (1 << 20) - 1, file) == 0) {
        perror(path);
        exit(1);
    }
    fclose(file);
    return text;
}

/* Front matter is left out: in the middle of a text it would be none. */
static const char *behind_front_matter(const char *text) {
    const char *end = strncmp(text, "---\n", 4) == 0 ? strstr(text + 4, "\n---\n") : NULL;
    return end ? end + 5 : text;
}

static void add_paragraphs(struct paragraphs *paragraphs, const char *text) {
    for (const char *at = behind_front_matter(text); *at && paragraphs->count < MOST_PARAGRAPHS;) {
        const char *end = strstr(at, "\n\n");
        size_t length = end ? (size_t)(end - at) : strlen(at);
        if (length > 20)
            paragraphs->items[paragraphs->count++] = (struct paragraph){at, length};
        at = end ? end + 2 : at + length;
    }
}

static void add_name_words(struct paragraphs *paragraphs, const char *name) {
    for (const char *at = name; *at && *at != '"';) {
        const char *start = at;
        while (is_letter(*at))
            at++;
        size_t length = (size_t)(at - start);
        if (length > 3) /* no particles (`bin`), no initials */
            *name_slot(paragraphs, start, length, hash_of(start, length)) = (struct paragraph){start, length};
        at += at == start;
    }
}

/* corpora/gold/NAME.json has a mention a line. */
static void add_names(struct paragraphs *paragraphs, const char *article) {
    static const char wanted[] = "{\"type\": \"person\"", text[] = "\"text\": \"";
    const char *name = strrchr(article, '/'), *end = strrchr(article, '.');
    char path[400];
    snprintf(path, sizeof path, "corpora/gold/%.*s.json", (int)(end - name - 1), name + 1);
    for (const char *at = read_file(path); (at = strstr(at, wanted)) && (at = strstr(at, text)); at++)
        add_name_words(paragraphs, at + strlen(text));
}

struct paragraphs *paragraphs_read(char **paths, int count) {
    struct paragraphs *paragraphs = calloc(1, sizeof *paragraphs);
    if (!paragraphs)
        exit(1);
    for (int i = 0; i < count; i++) {
        add_paragraphs(paragraphs, read_file(paths[i]));
        add_names(paragraphs, paths[i]);
    }
    return paragraphs;
}

/* ---- Writing ------------------------------------------------------------------------------------------------------- */

/* A word with its capital, if it has one; or the name that stands for it in this document. */
static void write_word(const struct paragraphs *paragraphs, const char *word, size_t length, uint64_t names, struct page *page) {
    uint64_t hash = hash_of(word, length);
    if (word[0] > 'Z' || length <= 3 || !name_slot(paragraphs, word, length, hash)->text) {
        page_add(page, word, length);
        return;
    }
    struct draw of_name = {hash ^ names};
    draw_below(&of_name, 2);
    page_word(page, &of_name, 1);
}

/* The last digit of a number is drawn anew, now and then; it stays what it must be where a number may not begin with it. */
static void write_sign(const char *text, size_t at, struct draw *draw, struct page *page) {
    char before = at ? text[at - 1] : ' ', c = text[at];
    int last_digit = c >= '1' && c <= '8' && before >= '0' && before <= '9';
    c = (char)(last_digit && draw_below(draw, 3) == 0 ? c + 1 : c);
    page_add(page, &c, 1);
}

void paragraphs_write(const struct paragraphs *paragraphs, uint64_t names, struct draw *draw, struct page *page) {
    const struct paragraph *paragraph = &paragraphs->items[draw_below(draw, (uint32_t)paragraphs->count)];
    for (size_t at = 0; at < paragraph->length;) {
        size_t start = at;
        while (at < paragraph->length && is_letter(paragraph->text[at]))
            at++;
        if (at > start)
            write_word(paragraphs, paragraph->text + start, at - start, names, page);
        else
            write_sign(paragraph->text, at++, draw, page);
    }
}
