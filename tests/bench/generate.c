/* Makes a text of a given size from the bundled articles, the same on every machine: generate BYTES FILE...
 *
 * Paragraphs of all articles are drawn in a seeded order and put into documents of ten, with numbers changed, so that the
 * text is long without being one article again and again. Documents are parted by a line of a form feed. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PARAGRAPHS 20000

struct paragraph {
    const char *text;
    size_t length;
};

static struct paragraph paragraphs[PARAGRAPHS];
static size_t paragraph_count;
static uint64_t seed = 20261122;

static uint32_t next_random(void) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33);
}

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

static void add_paragraphs(const char *text) {
    for (const char *at = behind_front_matter(text); *at && paragraph_count < PARAGRAPHS;) {
        const char *end = strstr(at, "\n\n");
        size_t length = end ? (size_t)(end - at) : strlen(at);
        if (length > 20)
            paragraphs[paragraph_count++] = (struct paragraph){at, length};
        at = end ? end + 2 : at + length;
    }
}

static void write_paragraph(const struct paragraph *paragraph) {
    for (size_t i = 0; i < paragraph->length; i++) {
        char c = paragraph->text[i], before = i ? paragraph->text[i - 1] : ' ';
        int last_digit = c >= '1' && c <= '8' && before >= '0' && before <= '9';
        putchar(last_digit && next_random() % 4 == 0 ? c + 1 : c);
    }
    fputs("\n\n", stdout);
}

int main(int count, char **arguments) {
    size_t wanted = count > 2 ? strtoul(arguments[1], NULL, 10) : 0, written = 0;
    for (int i = 2; i < count; i++)
        add_paragraphs(read_file(arguments[i]));
    if (paragraph_count == 0) {
        fprintf(stderr, "usage: generate BYTES FILE...\n");
        return 2;
    }
    for (size_t in_document = 0; written < wanted; in_document++) {
        const struct paragraph *paragraph = &paragraphs[next_random() % paragraph_count];
        if (in_document % 10 == 9)
            fputs("\f\n", stdout);
        write_paragraph(paragraph);
        written += paragraph->length + 2;
    }
    return 0;
}
