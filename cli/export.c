/* Files out of a pack. See export.h. */
#include "export.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "report.h"

#define PATH_BYTES 4200

/* Where a file belongs in a pack's folder: "rules/dates.yaml". */
static void place_of(const netral_pack_file *file, char *place, size_t size) {
    const char *slash = strrchr(file->name, '/');
    snprintf(place, size, "%s/%s", file->is_lexicon ? "lexicon" : "rules", slash ? slash + 1 : file->name);
}

void export_list(struct output *output, const netral_pack *pack) {
    netral_pack_file file;
    char place[PATH_BYTES];
    for (size_t i = 0; netral_pack_file_get(pack, i, &file) == 0; i++) {
        place_of(&file, place, sizeof place);
        output_format(output, "%s==> %s <==\n", i ? "\n" : "", place);
        output_sink(output, file.text, file.length);
    }
}

static int make_folder(const char *path) {
    if (mkdir(path, 0777) == 0 || errno == EEXIST)
        return 0;
    report(path, "%s", strerror(errno));
    return STATUS_OUTPUT;
}

static int write_file(const char *path, const netral_pack_file *file) {
    int number = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    FILE *made = number >= 0 ? fdopen(number, "wb") : NULL;
    if (!made) {
        int is_there = errno == EEXIST;
        report(path, "%s", is_there ? "is there already; export to a new folder" : strerror(errno));
        return is_there ? STATUS_USAGE : STATUS_OUTPUT;
    }
    size_t written = fwrite(file->text, 1, file->length, made);
    if (fclose(made) == 0 && written == file->length)
        return 0;
    report(path, "%s", strerror(errno));
    return STATUS_OUTPUT;
}

int export_folder(const netral_pack *pack, const char *folder) {
    netral_pack_file file;
    char place[PATH_BYTES], path[2 * PATH_BYTES];
    int status = make_folder(folder);
    for (int i = 0; i < 2 && status == 0; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, i ? "lexicon" : "rules");
        status = make_folder(path);
    }
    for (size_t i = 0; status == 0 && netral_pack_file_get(pack, i, &file) == 0; i++) {
        place_of(&file, place, sizeof place);
        snprintf(path, sizeof path, "%s/%s", folder, place);
        status = write_file(path, &file);
    }
    return status;
}
