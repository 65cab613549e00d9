/* Names of bodies and places that nobody bears, but built as real ones are: a kind, then words of which few are frequent and many
 * are rare. The same seed gives the same names everywhere. */
#ifndef NAMES_H
#define NAMES_H

#include <stddef.h>

struct names {
    unsigned long long state;
    unsigned long number;
};

/* Writes the next line of a table (canonical, variants, id, kind, from) into `line`; returns its length. */
size_t names_line(struct names *names, char *line, size_t size);

#endif
