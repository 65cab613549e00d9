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

static int ends_with(const char *name, const char *ending) {
    size_t length = strlen(name), wanted = strlen(ending);
    return length > wanted && strcmp(name + length - wanted, ending) == 0;
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

static int load_file(struct loading *loading, const char *path) {
    struct stat status;
    if (stat(path, &status) != 0)
        return cannot(loading, path, strerror(errno));
    if (!S_ISREG(status.st_mode))
        return cannot(loading, path, "not a regular file");
    int is_lexicon = ends_with(path, ".txt");
    if (!is_lexicon && !ends_with(path, ".yaml") && !ends_with(path, ".yml"))
        return cannot(loading, path, "a rule file ends in .yaml, a lexicon in .txt");
    if ((size_t)status.st_size > (is_lexicon ? LIMIT_LEXICON_FILE_BYTES : LIMIT_RULE_FILE_BYTES))
        return cannot(loading, path, "the file is too large");
    char *text = NULL;
    int code = read_bytes(loading, path, (size_t)status.st_size, &text);
    if (code)
        return code;
    char *name = memory_resize(&loading->allocator, NULL, 0, strlen(path) + 1);
    if (name)
        strcpy(name, path);
    if (!name || memory_reserve(&loading->allocator, &loading->sources, &loading->capacity, loading->count + 1, sizeof *loading->sources)) {
        drop_string(loading, name);
        memory_resize(&loading->allocator, text, (size_t)status.st_size + 1, 0);
        return error_memory(loading->error);
    }
    loading->sources[loading->count++] = (struct pack_source){name, text, (size_t)status.st_size, is_lexicon ? SOURCE_TEXT : SOURCE_RULES};
    return 0;
}

static int is_pack_file(const struct dirent *entry) {
    return entry->d_name[0] != '.' && (ends_with(entry->d_name, ".txt") || ends_with(entry->d_name, ".yaml") || ends_with(entry->d_name, ".yml"));
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

int netral_pack_load(const char *path, const netral_pack *base, const netral_allocator *given, netral_pack **pack, netral_error *error) {
    if (!path || !pack)
        return error_set(error, NETRAL_ERROR_ARGUMENT, "argument", "netral_pack_load: path or pack is NULL");
    struct loading loading = {.allocator = memory_allocator(given), .error = error};
    *pack = NULL;
    int code = load_path(&loading, path);
    if (code == 0 && loading.count == 0)
        code = cannot(&loading, path, "the folder holds no .yaml and no .txt file");
    code = code ? code : pack_from_files(loading.sources, loading.count, base, &loading.allocator, pack, error);
    for (size_t i = 0; i < loading.count; i++) {
        drop_string(&loading, (char *)(size_t)loading.sources[i].name);
        memory_resize(&loading.allocator, (void *)(size_t)loading.sources[i].text, loading.sources[i].length + 1, 0);
    }
    memory_resize(&loading.allocator, loading.sources, loading.capacity * sizeof *loading.sources, 0);
    return code;
}
