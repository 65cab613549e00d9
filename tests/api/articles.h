/* The articles of corpora/, as material for tests, and a text's way back out of a document: its JSONL in memory. Programs run
 * from the top of the repository. */
#ifndef ARTICLES_H
#define ARTICLES_H

#include <dirent.h>

#include "check.h"
#include "netral.h"

struct article {
    char path[320];
    char *text;
    size_t length;
};

struct articles {
    struct article items[512];
    size_t count;
};

static inline int article_order(const void *a, const void *b) {
    return strcmp(((const struct article *)a)->path, ((const struct article *)b)->path);
}

/* In the order of their names, so that a number always means the same article. */
static inline void articles_read(struct articles *articles) {
    DIR *folder = opendir("corpora/articles");
    articles->count = 0;
    for (struct dirent *entry = folder ? readdir(folder) : NULL; entry && articles->count < 512; entry = readdir(folder))
        if (entry->d_name[0] != '.')
            snprintf(articles->items[articles->count++].path, 320, "corpora/articles/%s", entry->d_name);
    if (folder)
        closedir(folder);
    qsort(articles->items, articles->count, sizeof *articles->items, article_order);
    for (size_t i = 0; i < articles->count; i++)
        articles->items[i].text = check_read(articles->items[i].path, &articles->items[i].length);
    if (articles->count == 0) {
        printf("there are no articles in corpora/articles\n");
        exit(2);
    }
}

static inline void articles_free(struct articles *articles) {
    for (size_t i = 0; i < articles->count; i++)
        free(articles->items[i].text);
}

struct output {
    char *bytes;
    size_t length, capacity;
};

/* A netral_sink into a struct output. */
static inline int output_take(void *context, const char *bytes, size_t length) {
    struct output *output = context;
    if (output->length + length + 1 > output->capacity) {
        output->capacity = (output->length + length + 1) * 2;
        output->bytes = realloc(output->bytes, output->capacity);
        if (!output->bytes)
            exit(2);
    }
    if (length)
        memcpy(output->bytes + output->length, bytes, length);
    output->length += length;
    output->bytes[output->length] = '\0';
    return 0;
}

static inline int output_same(const struct output *a, const struct output *b) {
    return a->length == b->length && (a->length == 0 || memcmp(a->bytes, b->bytes, a->length) == 0);
}

#endif
