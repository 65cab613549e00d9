/* netral pack: compiles rules and word lists into one file that is mapped, not read. The file is made beside its place and then
 * put there, so that a program that has the old one mapped keeps it. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "netral.h"
#include "options.h"
#include "pack.h"
#include "report.h"

static const char about[] =
    "compile -o FILE PATH...   lays each PATH over the shipped rules and writes the whole as FILE, whose name ends in .pack\n"
    "\n"
    "PATH is a rule file (.yaml), a word list (.txt, .tsv, .jsonl), a folder of them, or, first, a compiled pack (.pack).\n"
    "Status: 0 the file is written, 2 a rule or list is wrong, 4 the file could not be written.\n";

static int write_bytes(void *file, const char *bytes, size_t length) {
    return fwrite(bytes, 1, length, file) != length;
}

static int cannot_write(const char *path) {
    report(path, "cannot write: %s", strerror(errno));
    return STATUS_OUTPUT;
}

static int write_pack(const netral_pack *pack, const char *path) {
    char beside[4096];
    netral_error error = {0};
    if (snprintf(beside, sizeof beside, "%s.new", path) >= (int)sizeof beside) {
        errno = ENAMETOOLONG;
        return cannot_write(path);
    }
    FILE *file = fopen(beside, "wb");
    if (!file)
        return cannot_write(beside);
    int code = netral_pack_write(pack, write_bytes, file, &error);
    int failed = fclose(file) != 0 || code != 0;
    if (failed || rename(beside, path) != 0) {
        int status = code == NETRAL_ERROR_LIMIT ? STATUS_USAGE : STATUS_OUTPUT;
        if (code == NETRAL_ERROR_LIMIT)
            pack_report_error(path, &error);
        else
            cannot_write(path);
        remove(beside);
        return status;
    }
    return STATUS_DONE;
}

static int compile(const struct packs *packs, const char *file) {
    netral_pack *pack;
    size_t length = strlen(file);
    if (length < 6 || strcmp(file + length - 5, ".pack") != 0) {
        report("pack", "%s: the name of a compiled pack ends in .pack", file);
        return STATUS_USAGE;
    }
    int status = packs_open(packs, NULL, &pack);
    if (status == 0)
        status = write_pack(pack, file);
    netral_pack_free(pack);
    return status;
}

int pack_command(struct output *output, int argc, char **argv) {
    const char *file = NULL;
    char long_name[] = "--output";
    const struct option options[] = {{"output", "FILE", NULL, &file, NULL, "the compiled pack (-o FILE is the same)"}};
    const struct manual manual = {"pack", "compile -o FILE PATH...", about, options, sizeof options / sizeof *options};
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "-o") == 0)
            argv[i] = long_name;
    int status = options_read(&manual, output, &argc, argv);
    if (status != OPTIONS_GO_ON)
        return status;
    if (argc < 2 || strcmp(argv[0], "compile") != 0 || !file || !*file)
        return options_usage(&manual);
    struct packs packs = {.count = argc - 1};
    if (packs.count > OPTION_REPEATS) {
        report("pack", "more than %d paths: put them into a folder", OPTION_REPEATS);
        return STATUS_USAGE;
    }
    for (int i = 0; i < packs.count; i++)
        packs.paths[i] = argv[i + 1];
    return compile(&packs, file);
}
