/* Options of a subcommand, read by a table: `--name value`, `--name=value`, `-h`, and `--` before operands that begin with a
 * dash. A lone `-` is an operand. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "output.h"

struct option {
    const char *name;  /* without its dashes */
    const char *value; /* what the help calls its value; NULL when `choices` are given, or for a switch */
    const char *const *choices; /* the words that may stand there, ending in NULL; or NULL: any text */
    const char **text; /* where the value goes; with `number` too, the option may be given OPTION_REPEATS times: an array */
    int *number;       /* where the number of the choice goes, or 1 for a switch, or how often it was given */
    const char *help;
};

struct manual {
    const char *command; /* "extract" */
    const char *operands;
    const char *about;
    const struct option *options;
    size_t option_count;
};

#define OPTION_REPEATS 32
#define OPTIONS_GO_ON (-1)

/* Reads the options; the operands move to the front of argv, and *argc is their count. Returns OPTIONS_GO_ON, or the status
 * to end with: help was asked for and printed, or something was wrong and reported. */
int options_read(const struct manual *manual, struct output *output, int *argc, char **argv);

/* Reports that the command line is not complete, with the usage. Returns STATUS_USAGE. */
int options_usage(const struct manual *manual);

#endif
