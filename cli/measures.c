/* Names and numbers of what is scored. See measures.h. */
#include "measures.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "guess.h"
#include "report.h"

struct measures measures_of(const netral_pack *pack) {
    struct measures measures = {{"person", "position", "institution", "regulation", "date", "officials"}, MEASURES};
    const char *type;
    for (size_t i = 0; pack && (type = netral_pack_type(pack, i)) != NULL && measures.count < MEASURES_MOST; i++)
        if (measures_find(&measures, type, strlen(type)) < 0)
            measures.names[measures.count++] = type;
    return measures;
}

int measures_find(const struct measures *measures, const char *type, size_t length) {
    for (int i = 0; i < measures->count; i++)
        if (i != OFFICIALS && strlen(measures->names[i]) == length && strncasecmp(measures->names[i], type, length) == 0)
            return i;
    return -1;
}

int measures_choose(const struct measures *measures, const char *name) {
    struct guess guess = guess_start(name);
    char names[1024];
    size_t used = 0;
    for (int i = 0; i < measures->count; i++) {
        if (strcmp(measures->names[i], name) == 0)
            return i;
        guess_try(&guess, measures->names[i]);
        if (used < sizeof names)
            used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", i ? ", " : "", measures->names[i]);
    }
    report("eval", "--type %s: must be one of %s%s%s%s", name, names, guess.best ? "; did you mean " : "", guess.best ? guess.best : "",
           guess.best ? "?" : "");
    return -1;
}
