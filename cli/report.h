/* Messages for the person at the terminal, on standard error. */
#ifndef REPORT_H
#define REPORT_H

#include "output.h"

/* Prints `netral: PLACE: message`, or `netral: message` when place is NULL. Control characters, from a file's name or from
 * its contents, are shown as \xNN. */
void report(const char *place, const char *format, ...) PRINTF_LIKE(2, 3);

/* The same without `netral: ` in front: `PLACE: message`, as compilers print it. */
void report_plain(const char *place, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
