/* Folders of annotation. See gold_set.h. */
#include "gold_set.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "report.h"

#define PATH_BYTES 4200

/* ---- Names --------------------------------------------------------------------------------------------------------- */

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* `x.*`, which no annotation states as its file: any file of this name. */
static void any_suffix(char name[PATH_BYTES], const char *path) {
    const char *base = base_name(path), *dot = strrchr(base, '.');
    size_t length = dot && dot > base ? (size_t)(dot - base) : strlen(base);
    snprintf(name, PATH_BYTES, "%.*s.*", (int)(length < PATH_BYTES - 3 ? length : PATH_BYTES - 3), base);
}

static int add_name(struct gold_set *set, size_t index) {
    const struct gold *gold = &set->items[index];
    char name[PATH_BYTES];
    if (gold->file)
        snprintf(name, sizeof name, "%s", base_name(gold->file));
    else
        any_suffix(name, gold->path);
    json_t *other = json_object_get(set->by_name, name);
    if (other) {
        report_plain(gold->path, "annotates the same text as %s", set->items[json_integer_value(other)].path);
        return -1;
    }
    if (json_object_set_new_nocheck(set->by_name, name, json_integer((json_int_t)index)) != 0) {
        report(gold->path, "memory ran out");
        return -1;
    }
    return 0;
}

struct gold *gold_set_find(const struct gold_set *set, const char *path) {
    char name[PATH_BYTES];
    const json_t *index = json_object_get(set->by_name, base_name(path));
    if (!index) {
        any_suffix(name, path);
        index = json_object_get(set->by_name, name);
    }
    return index ? &set->items[json_integer_value(index)] : NULL;
}

/* ---- Reading ------------------------------------------------------------------------------------------------------- */

static int read_one(struct gold_set *set, const char *path) {
    struct gold *items = gold_grow(set->items, set->count, sizeof *items);
    if (!items) {
        report(path, "memory ran out");
        return -1;
    }
    set->items = items;
    size_t index = set->count++;
    return gold_read(&items[index], set->measures, path) == 0 ? add_name(set, index) : -1;
}

static int is_annotation(const struct dirent *entry) {
    return gold_is_json(entry->d_name) || gold_is_brat(entry->d_name);
}

static int read_folder(struct gold_set *set, const char *folder) {
    char path[PATH_BYTES];
    struct dirent **entries;
    int status = 0, count = scandir(folder, &entries, is_annotation, alphasort);
    if (count <= 0) {
        report(folder, "%s", count < 0 ? strerror(errno) : "there is no annotation (.json, .ann) in this folder");
        if (count == 0)
            free(entries);
        return -1;
    }
    for (int i = 0; i < count; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        status |= read_one(set, path); /* goes on: every broken file is told */
        free(entries[i]);
    }
    free(entries);
    return status;
}

int gold_set_read(struct gold_set *set, const struct measures *measures, const char *path) {
    struct stat about;
    *set = (struct gold_set){measures, NULL, 0, json_object()};
    if (stat(path, &about) == 0 && S_ISDIR(about.st_mode))
        return read_folder(set, path);
    if (gold_is_json(path) || gold_is_brat(path))
        return read_one(set, path);
    report(path, "annotation is a .json or .ann file, or a folder of them");
    return -1;
}

void gold_set_free(struct gold_set *set) {
    for (size_t i = 0; i < set->count; i++)
        gold_free(&set->items[i]);
    free(set->items);
    json_decref(set->by_name);
}
