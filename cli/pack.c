/* Packs one over the other. See pack.h. */
#include "pack.h"

#include <stdio.h>

#include "command.h"
#include "report.h"

void pack_report_error(const char *path, const netral_error *error) {
    char place[320];
    const char *file = error->file[0] ? error->file : path;
    if (error->line > 0)
        snprintf(place, sizeof place, "%s:%d:%d", file, error->line, error->column);
    else
        snprintf(place, sizeof place, "%s", file);
    report_plain(place, "[%s] %s", error->name, error->text);
}

/* Lays a path over the pack, in whose place the new one comes; NULL when it cannot be read. */
static int lay_over(const char *path, netral_pack **pack) {
    netral_pack *base = *pack;
    netral_error error = {0};
    int code = netral_pack_load(path, base, NULL, pack, &error);
    netral_pack_free(base);
    if (code == 0)
        return 0;
    pack_report_error(path, &error);
    return code == NETRAL_ERROR_MEMORY ? STATUS_OUTPUT : STATUS_USAGE;
}

int packs_open(const struct packs *packs, const char *top, netral_pack **pack) {
    netral_error error = {0};
    int status = 0;
    *pack = NULL;
    if (packs->without_shipped && packs->count == 0 && !top) {
        report(NULL, "--no-shipped leaves no rules: give your own with --pack");
        return STATUS_USAGE;
    }
    if (!packs->without_shipped && netral_pack_shipped(NULL, pack, &error) != 0) {
        pack_report_error("shipped rules", &error);
        return STATUS_OUTPUT;
    }
    for (int i = 0; i < packs->count && status == 0; i++)
        status = lay_over(packs->paths[i], pack);
    return status == 0 && top ? lay_over(top, pack) : status;
}
