/* What standard output is, and what may be sent to it. */
#ifndef TERMINAL_H
#define TERMINAL_H

#include <stddef.h>

enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

int terminal_is_output(void);

/* Whether to use colours: at a terminal that knows them, unless NO_COLOR is set; `choice` (COLOR_…) decides before these. */
int terminal_colors(int choice);

/* Columns of the terminal, or 0 when there is none. */
size_t terminal_width(void);

#endif
