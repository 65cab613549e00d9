/* Reading packs from files and folders. A pack may come from anyone, so that what it can make the library open is narrow: regular
 * files with the right endings, under limits; inside a pack's folder no symbolic link is followed, and an include goes down from the
 * folder of the file that it stands in, never up. A pipe or device named like a rule file is never waited for. A folder is read in
 * the order of its file names, so that a pack means the same on every machine; what a file includes comes before it. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file_text.h"
#include "pack.h"
#include "rule_reader.h"

/* A file that was read, or is just being read: `outer` is then the file that includes it. */
struct loaded_file {
    dev_t device;
    ino_t number;
    const char *path; /* as messages show it */
    const struct loaded_file *outer;
    int depth, is_open;
    struct loaded_file *next;
};

struct loading {
    netral_allocator allocator;
    netral_error *error;
    struct arena arena; /* texts, paths, and what was read so far */
    struct pack_source *sources;
    size_t count, capacity, bytes;
    struct loaded_file *files;
};

/* Where a file is to be found: a name in an open folder; and why: the place of the include, or no line. */
struct wanted {
    int folder;
    const char *name, *path;
    const char *asked; /* the include as it is written */
    struct place place;
    const struct loaded_file *outer;
    int follow; /* the path is the caller's own: symbolic links are as good as files */
};

/* The place is that of the include, or the file itself. */
static int cannot(struct loading *loading, const struct wanted *wanted, const char *what, const char *why) {
    if (wanted->outer)
        return error_at(loading->error, NETRAL_ERROR_RULE, "include", wanted->place, "cannot include \"%.150s\": %s%s", wanted->asked, what,
                        why);
    return error_at(loading->error, NETRAL_ERROR_IO, "pack-file", (struct place){wanted->path, 0, 0}, "cannot read: %s%s", what, why);
}

static int is_rule_name(const char *name) {
    return source_format_of(name) == SOURCE_RULES;
}

static const char *join(struct loading *loading, const char *folder, size_t folder_length, const char *name) {
    char *path = arena_get(&loading->arena, folder_length + strlen(name) + 2);
    if (!path)
        return NULL;
    memcpy(path, folder, folder_length);
    strcpy(path + folder_length, folder_length && folder[folder_length - 1] == '/' ? "" : "/");
    return strcat(path + folder_length, name) ? path : NULL;
}

/* ---- One file ------------------------------------------------------------------------------------------------------ */

static const char *kind_of(mode_t mode) {
    return S_ISDIR(mode)                    ? "a folder"
           : S_ISFIFO(mode)                 ? "a pipe"
           : S_ISCHR(mode) || S_ISBLK(mode) ? "a device"
           : S_ISSOCK(mode)                 ? "a socket"
                                            : "no file";
}

/* Opens the file without waiting for anything. Returns 0, with the status of a regular file of a size that may be read. */
static int open_file(struct loading *loading, const struct wanted *wanted, int *file, struct stat *status) {
    *file = openat(wanted->folder, wanted->name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | (wanted->follow ? 0 : O_NOFOLLOW));
    if (*file < 0)
        return cannot(loading, wanted, errno == ELOOP && !wanted->follow ? "it is a symbolic link" : strerror(errno), "");
    size_t most = is_rule_name(wanted->name) ? LIMIT_RULE_FILE_BYTES : LIMIT_LEXICON_FILE_BYTES;
    int code = 0;
    if (fstat(*file, status) != 0)
        code = cannot(loading, wanted, strerror(errno), "");
    else if (!S_ISREG(status->st_mode))
        code = cannot(loading, wanted, "not a regular file, but ", kind_of(status->st_mode));
    else if ((size_t)status->st_size > most || loading->bytes + (size_t)status->st_size > LIMIT_PACK_BYTES)
        code = cannot(loading, wanted, "the file is too large", (size_t)status->st_size > most ? "" : " for what the pack holds already");
    if (code)
        close(*file);
    return code;
}

static int read_bytes(struct loading *loading, const struct wanted *wanted, int file, size_t size, char **text) {
    size_t used = 0;
    *text = arena_get(&loading->arena, size + 1);
    while (*text && used < size) {
        ssize_t got = read(file, *text + used, size - used);
        if (got <= 0)
            return cannot(loading, wanted, got ? strerror(errno) : "the file changed while it was read", "");
        used += (size_t)got;
    }
    if (!*text)
        return error_memory(loading->error);
    (*text)[size] = '\0';
    loading->bytes += size;
    return 0;
}

static int add_source(struct loading *loading, struct pack_source source) {
    if (memory_reserve(&loading->allocator, &loading->sources, &loading->capacity, loading->count + 1, sizeof *loading->sources))
        return error_memory(loading->error);
    source.format = (enum source_format)source_format_of(source.name);
    loading->sources[loading->count++] = source;
    return 0;
}

static size_t read_stream(void *stream, char *bytes, size_t room) {
    return fread(bytes, 1, room, stream);
}

/* A large lexicon is read when it is compiled, piece by piece. */
static int add_stream(struct loading *loading, const struct wanted *wanted, int file, size_t length) {
    int copy = fcntl(file, F_DUPFD_CLOEXEC, 0);
    FILE *stream = copy < 0 ? NULL : fdopen(copy, "rb");
    if (!stream) {
        int code = cannot(loading, wanted, strerror(errno), "");
        if (copy >= 0)
            close(copy);
        return code;
    }
    int code = add_source(loading, (struct pack_source){.name = wanted->path, .length = length, .read = read_stream, .stream = stream});
    if (code)
        fclose(stream);
    loading->bytes += length;
    return code;
}

/* ---- Includes ------------------------------------------------------------------------------------------------------ */

static int load_file(struct loading *loading, const struct wanted *wanted);

/* "a.yaml includes b.yaml includes a.yaml", from the file that is met again. */
static int refuse_circle(struct loading *loading, const struct wanted *wanted, const struct loaded_file *again) {
    const struct loaded_file *chain[LIMIT_INCLUDE_DEPTH + 1];
    char text[400];
    size_t used = 0;
    int count = 0;
    for (const struct loaded_file *file = wanted->outer; file && count <= LIMIT_INCLUDE_DEPTH; file = file == again ? NULL : file->outer)
        chain[count++] = file;
    while (count-- > 0 && used < sizeof text)
        used += (size_t)snprintf(text + used, sizeof text - used, "%s includes ", chain[count]->path);
    return error_at(loading->error, NETRAL_ERROR_RULE, "include", wanted->place, "includes go in a circle: %s%s", text, again->path);
}

/* Whether an include is written as it may be. Returns what is wrong, or NULL. */
static const char *wrong_path(const char *name) {
    if (name[0] == '/')
        return "write the path from this file's folder on";
    for (const char *part = name; part; part = strchr(part, '/'), part += part != NULL) {
        size_t length = strcspn(part, "/");
        if (length == 0 || (part[0] == '.' && (length == 1 || (length == 2 && part[1] == '.'))))
            return "the path may not hold \".\", \"..\" or an empty part";
    }
    return source_format_of(name) >= 0 ? NULL : "a rule file ends in .yaml, a lexicon in .txt, .tsv or .jsonl";
}

/* Goes down into the folders of an include's path; no part may be a symbolic link. Leaves the file's own name. */
static int enter_folders(struct loading *loading, struct wanted *wanted) {
    char part[256];
    for (const char *slash; (slash = strchr(wanted->name, '/')) != NULL; wanted->name = slash + 1) {
        snprintf(part, sizeof part, "%.*s", (int)(slash - wanted->name), wanted->name);
        int folder = openat(wanted->folder, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (folder < 0)
            return cannot(loading, wanted,
                          errno == ELOOP || errno == ENOTDIR ? "a symbolic link, or no folder, is on the way" : strerror(errno), "");
        close(wanted->folder);
        wanted->folder = folder;
    }
    return 0;
}

/* The folder that the including file lies in, opened once more. The caller's own path may lead there by any way. */
static int open_folder_of(struct loading *loading, const struct wanted *from, const char *path) {
    const char *slash = from->folder == AT_FDCWD ? strrchr(path, '/') : NULL, *folder = ".";
    if (slash)
        folder = join(loading, path, (size_t)(slash - path), ".");
    return folder ? openat(from->folder, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
}

static int include_one(struct loading *loading, const struct wanted *from, const struct loaded_file *outer,
                       const struct listed_text *listed) {
    const char *slash = strrchr(outer->path, '/');
    struct wanted wanted = {.name = listed->text, .asked = listed->text, .place = listed->place, .outer = outer};
    const char *wrong = wrong_path(listed->text);
    if (wrong)
        return cannot(loading, &wanted, wrong, "");
    wanted.path = slash ? join(loading, outer->path, (size_t)(slash - outer->path) + 1, listed->text) : listed->text;
    if (!wanted.path)
        return error_memory(loading->error);
    wanted.folder = open_folder_of(loading, from, outer->path);
    if (wanted.folder < 0)
        return cannot(loading, &wanted, strerror(errno), "");
    int code = enter_folders(loading, &wanted);
    code = code ? code : load_file(loading, &wanted);
    close(wanted.folder);
    return code;
}

static int load_includes(struct loading *loading, const struct wanted *from, const struct loaded_file *file, const char *text,
                         size_t length) {
    struct listed_text *includes = NULL;
    int code = strstr(text, "include") ? rule_file_read_includes(&loading->arena, file->path, text, length, &includes, loading->error) : 0;
    for (; includes && code == 0; includes = includes->next)
        code = include_one(loading, from, file, includes);
    return code;
}

/* ---- Files once, folders ------------------------------------------------------------------------------------------- */

static struct loaded_file *find_loaded(const struct loading *loading, const struct stat *status) {
    struct loaded_file *file = loading->files;
    while (file && (file->device != status->st_dev || file->number != status->st_ino))
        file = file->next;
    return file;
}

/* Notes the file as one that is being read. */
static int begin_file(struct loading *loading, const struct wanted *wanted, const struct stat *status, struct loaded_file **begun) {
    int depth = wanted->outer ? wanted->outer->depth + 1 : 0;
    if (depth > LIMIT_INCLUDE_DEPTH)
        return cannot(loading, wanted, "includes are nested too deeply (LIMIT_INCLUDE_DEPTH)", "");
    if (loading->count >= LIMIT_PACK_FILES)
        return cannot(loading, wanted, "the pack has too many files (LIMIT_PACK_FILES)", "");
    struct loaded_file *file = arena_get(&loading->arena, sizeof *file);
    if (!file)
        return error_memory(loading->error);
    *file = (struct loaded_file){status->st_dev, status->st_ino, wanted->path, wanted->outer, depth, 1, loading->files};
    loading->files = *begun = file;
    return 0;
}

static int load_open_file(struct loading *loading, const struct wanted *wanted, int file, const struct stat *status) {
    struct loaded_file *begun = find_loaded(loading, status);
    char *text = NULL;
    size_t length = (size_t)status->st_size;
    if (begun)
        return begun->is_open ? refuse_circle(loading, wanted, begun) : 0;
    int code = begin_file(loading, wanted, status, &begun);
    if (code)
        return code;
    begun->is_open = is_rule_name(wanted->name); /* a lexicon includes nothing */
    if (!begun->is_open && length > LIMIT_KEPT_LEXICON_BYTES)
        return add_stream(loading, wanted, file, length);
    code = read_bytes(loading, wanted, file, length, &text);
    code = code ? code : file_text_check(wanted->path, text, length, loading->error);
    if (code == 0 && is_rule_name(wanted->name))
        code = load_includes(loading, wanted, begun, text, length);
    begun->is_open = 0;
    size_t mark = code == 0 && length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    return code ? code : add_source(loading, (struct pack_source){.name = wanted->path, .text = text + mark, .length = length - mark});
}

static int load_file(struct loading *loading, const struct wanted *wanted) {
    struct stat status;
    int file;
    if (source_format_of(wanted->name) < 0)
        return cannot(loading, wanted, "a rule file ends in .yaml, a lexicon in .txt, .tsv or .jsonl, a compiled pack in .pack", "");
    int code = open_file(loading, wanted, &file, &status);
    if (code)
        return code;
    code = load_open_file(loading, wanted, file, &status);
    close(file);
    return code;
}

static int is_pack_file(const struct dirent *entry) {
    return entry->d_name[0] != '.' && source_format_of(entry->d_name) >= 0;
}

static int load_entry(struct loading *loading, int folder, const char *path, const char *name) {
    struct wanted wanted = {.folder = folder, .name = name, .path = join(loading, path, strlen(path), name)};
    return wanted.path ? load_file(loading, &wanted) : error_memory(loading->error);
}

static int load_folder(struct loading *loading, const char *path, int follow) {
    struct wanted wanted = {.name = path, .path = path};
    struct dirent **entries = NULL;
    int code = 0, folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | (follow ? 0 : O_NOFOLLOW));
    int found = folder < 0 ? -1 : scandir(path, &entries, is_pack_file, alphasort);
    if (found < 0)
        code = cannot(loading, &wanted, folder < 0 && !follow ? "a symbolic link, or no folder" : strerror(errno), "");
    for (int i = 0; i < found; i++) {
        code = code ? code : load_entry(loading, folder, path, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    if (folder >= 0)
        close(folder);
    return code;
}

static mode_t mode_of(const char *path, int follow) {
    struct stat status;
    return (follow ? stat(path, &status) : lstat(path, &status)) == 0 ? status.st_mode : 0;
}

/* A folder's `lexicon` comes before its `rules`, which speak of its classes. */
static int load_path(struct loading *loading, const char *path) {
    static const char *const parts[] = {"lexicon", "rules"};
    int code = 0, found = 0;
    if (!S_ISDIR(mode_of(path, 1)))
        return load_file(loading, &(struct wanted){.folder = AT_FDCWD, .name = path, .path = path, .follow = 1});
    for (int i = 0; i < 2 && code == 0; i++) {
        const char *folder = join(loading, path, strlen(path), parts[i]);
        if (!folder)
            return error_memory(loading->error);
        mode_t mode = mode_of(folder, 0);
        if (S_ISDIR(mode) || S_ISLNK(mode)) {
            code = load_folder(loading, folder, 0);
            found = 1;
        }
    }
    return code || found ? code : load_folder(loading, path, 1);
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
    arena_init(&loading.arena, &loading.allocator);
    int code = load_path(&loading, path);
    if (code == 0 && loading.count == 0)
        code = cannot(&loading, &(struct wanted){.name = path, .path = path},
                      "the folder holds no rule file (.yaml) and no lexicon (.txt, .tsv, .jsonl)", "");
    code = code ? code : pack_from_files(loading.sources, loading.count, base, &loading.allocator, pack, error);
    for (size_t i = 0; i < loading.count; i++)
        if (loading.sources[i].stream)
            fclose(loading.sources[i].stream);
    memory_resize(&loading.allocator, loading.sources, loading.capacity * sizeof *loading.sources, 0);
    arena_free(&loading.arena);
    return code;
}
