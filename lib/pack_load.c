/* Reading packs from files and folders. A folder is read in the order of its file names, so that a pack means the same on every
 * machine. Only regular files are opened: a pipe or device named like a rule file would wait forever. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "pack.h"

struct loading {
    netral_allocator allocator;
    netral_error *error;
    struct pack_source *sources;
    size_t count, capacity;
};

static int cannot(struct loading *loading, const char *path, const char *why) {
    return error_at(loading->error, NETRAL_ERROR_IO, "pack-file", (struct place){path, 0, 0}, "cannot read: %s", why);
}

static char *join(struct loading *loading, const char *folder, const char *name) {
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = memory_resize(&loading->allocator, NULL, 0, size);
    if (path)
        snprintf(path, size, "%s/%s", folder, name);
    return path;
}

static void drop_string(struct loading *loading, char *string) {
    if (string)
        memory_resize(&loading->allocator, string, strlen(string) + 1, 0);
}

static size_t read_stream(void *file, char *bytes, size_t room) {
    return fread(bytes, 1, room, file);
}

/* A large lexicon is read when it is compiled, piece by piece. */
static int open_stream(struct loading *loading, struct pack_source *source, const char *path) {
    source->stream = fopen(path, "rb");
    source->read = read_stream;
    return source->stream ? 0 : cannot(loading, path, strerror(errno));
}

static int read_bytes(struct loading *loading, const char *path, size_t size, char **text) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return cannot(loading, path, strerror(errno));
    *text = memory_resize(&loading->allocator, NULL, 0, size + 1);
    size_t got = *text ? fread(*text, 1, size, file) : 0;
    fclose(file);
    if (!*text)
        return error_memory(loading->error);
    (*text)[got] = '\0';
    if (got == size)
        return 0;
    memory_resize(&loading->allocator, *text, size + 1, 0);
    return cannot(loading, path, "the file changed while it was read");
}

static void drop_source(struct loading *loading, struct pack_source *source) {
    drop_string(loading, (char *)(size_t)source->name);
    if (source->text)
        memory_resize(&loading->allocator, (void *)(size_t)source->text, source->length + 1, 0);
    if (source->stream)
        fclose(source->stream);
}

static int add_source(struct loading *loading, const char *path, struct pack_source source) {
    char *text = NULL, *name;
    int is_large = source.format != SOURCE_RULES && source.length > LIMIT_KEPT_LEXICON_BYTES;
    int code = is_large ? open_stream(loading, &source, path) : read_bytes(loading, path, source.length, &text);
    if (code)
        return code;
    source.text = text;
    source.name = name = memory_resize(&loading->allocator, NULL, 0, strlen(path) + 1);
    if (name)
        strcpy(name, path);
    if (!name || memory_reserve(&loading->allocator, &loading->sources, &loading->capacity, loading->count + 1, sizeof *loading->sources)) {
        drop_source(loading, &source);
        return error_memory(loading->error);
    }
    loading->sources[loading->count++] = source;
    return 0;
}

static int load_file(struct loading *loading, const char *path) {
    struct stat status;
    if (stat(path, &status) != 0)
        return cannot(loading, path, strerror(errno));
    if (!S_ISREG(status.st_mode))
        return cannot(loading, path, "not a regular file");
    int format = source_format_of(path);
    if (format < 0)
        return cannot(loading, path, "a rule file ends in .yaml, a lexicon in .txt, .tsv or .jsonl, a compiled pack in .pack");
    if ((size_t)status.st_size > (format != SOURCE_RULES ? LIMIT_LEXICON_FILE_BYTES : LIMIT_RULE_FILE_BYTES))
        return cannot(loading, path, "the file is too large");
    return add_source(loading, path, (struct pack_source){NULL, NULL, (size_t)status.st_size, (enum source_format)format, NULL, NULL});
}

static int is_pack_file(const struct dirent *entry) {
    return entry->d_name[0] != '.' && source_format_of(entry->d_name) >= 0;
}

static int load_folder(struct loading *loading, const char *path) {
    struct dirent **entries;
    int found = scandir(path, &entries, is_pack_file, alphasort), code = 0;
    if (found < 0)
        return cannot(loading, path, strerror(errno));
    for (int i = 0; i < found; i++) {
        char *file = code ? NULL : join(loading, path, entries[i]->d_name);
        if (code == 0)
            code = file ? load_file(loading, file) : error_memory(loading->error);
        drop_string(loading, file);
        free(entries[i]);
    }
    free(entries);
    return code;
}

static int is_folder(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* A folder's `lexicon` comes before its `rules`, which speak of its classes. */
static int load_path(struct loading *loading, const char *path) {
    static const char *const parts[] = {"lexicon", "rules"};
    if (!is_folder(path))
        return load_file(loading, path);
    int code = 0, found = 0;
    for (int i = 0; i < 2 && code == 0; i++) {
        char *folder = join(loading, path, parts[i]);
        if (!folder)
            return error_memory(loading->error);
        if (is_folder(folder)) {
            code = load_folder(loading, folder);
            found = 1;
        }
        drop_string(loading, folder);
    }
    return code || found ? code : load_folder(loading, path);
}

static int is_compiled(const char *path) {
    size_t length = strlen(path);
    return length > 5 && strcmp(path + length - 5, ".pack") == 0;
}

static int load_compiled(struct loading *loading, const char *path, const netral_pack *base, netral_pack **pack) {
    if (base && base->storage != PACK_LINKED)
        return error_at(loading->error, NETRAL_ERROR_ARGUMENT, "pack-base", (struct place){path, 0, 0},
                        "a compiled pack holds all that lay under it: give it first");
    return pack_map(path, &loading->allocator, pack, loading->error);
}

int netral_pack_load(const char *path, const netral_pack *base, const netral_allocator *given, netral_pack **pack, netral_error *error) {
    if (!path || !pack)
        return error_set(error, NETRAL_ERROR_ARGUMENT, "argument", "netral_pack_load: path or pack is NULL");
    struct loading loading = {.allocator = memory_allocator(given), .error = error};
    *pack = NULL;
    if (is_compiled(path))
        return load_compiled(&loading, path, base, pack);
    int code = load_path(&loading, path);
    if (code == 0 && loading.count == 0)
        code = cannot(&loading, path, "the folder holds no rule file (.yaml) and no lexicon (.txt, .tsv, .jsonl)");
    code = code ? code : pack_from_files(loading.sources, loading.count, base, &loading.allocator, pack, error);
    for (size_t i = 0; i < loading.count; i++)
        drop_source(&loading, &loading.sources[i]);
    memory_resize(&loading.allocator, loading.sources, loading.capacity * sizeof *loading.sources, 0);
    return code;
}
