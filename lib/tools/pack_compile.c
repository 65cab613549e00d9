/* The host program of the build: pack_compile OUTPUT FILE... reads rule files (.yaml) and lexicons (.txt) and writes the image
 * that is linked into the library. The order of the files is the order of the rules; lexicons come first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../pack_build.h"

static int ends_with(const char *name, const char *ending) {
    size_t length = strlen(name), wanted = strlen(ending);
    return length > wanted && strcmp(name + length - wanted, ending) == 0;
}

static char *read_file(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    *length = 0;
    for (size_t room = 1 << 16; file; room *= 2) {
        char *grown = realloc(text, room);
        if (!grown)
            break;
        text = grown;
        *length += fread(text + *length, 1, room - *length, file);
        if (*length < room) {
            fclose(file);
            return text;
        }
    }
    perror(path);
    exit(1);
}

static void complain(const netral_error *error) {
    fprintf(stderr, "%s:%d:%d: [%s] %s\n", error->file, error->line, error->column, error->name, error->text);
    exit(1);
}

static void add(struct pack_builder *builder, const char *path) {
    size_t length;
    char *text = read_file(path, &length);
    struct pack_source source = {path, text, length, ends_with(path, ".txt") ? SOURCE_TEXT : SOURCE_RULES, NULL, NULL};
    if (pack_builder_add(builder, &source))
        complain(builder->error);
    free(text);
}

static int write_file(void *file, const char *bytes, size_t length) {
    return fwrite(bytes, 1, length, file) != length;
}

/* Returns the number of bytes. */
static long write_image(const struct pack_builder *builder, const char *path) {
    struct pack_section sections[IMAGE_SECTIONS];
    for (int i = 0; i < IMAGE_SECTIONS; i++)
        sections[i] = (struct pack_section){builder->sections[i].items, (uint32_t)builder->sections[i].count};
    FILE *output = fopen(path, "wb");
    long size = output && image_write(sections, write_file, output, builder->error) == 0 ? ftell(output) : -1;
    if (size < 0 || fclose(output) != 0) {
        perror(path);
        exit(1);
    }
    return size;
}

int main(int count, char **arguments) {
    netral_error error = {0};
    netral_allocator heap = memory_allocator(NULL);
    struct pack_builder builder;
    if (count < 3) {
        fprintf(stderr, "usage: pack_compile OUTPUT FILE...\n");
        return 2;
    }
    if (pack_builder_init(&builder, &heap, &error))
        return 1;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 2; i < count; i++)
            if (ends_with(arguments[i], ".txt") == (pass == 0))
                add(&builder, arguments[i]);
    if (pack_builder_finish(&builder))
        complain(&error);
    long size = write_image(&builder, arguments[1]);
    fprintf(stderr, "%s: %zu words, %zu entries, %zu rules, %u of %d features, %ld bytes\n", arguments[1],
            builder.sections[IMAGE_WORDS].count, builder.sections[IMAGE_ENTRIES].count, builder.sections[IMAGE_RULES].count,
            builder.features_used, LIMIT_FEATURES, size);
    pack_builder_free(&builder);
    return 0;
}
