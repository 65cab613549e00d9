/* The subcommands, and what a command's exit status says. */
#ifndef COMMAND_H
#define COMMAND_H

#include "output.h"

enum {
    STATUS_DONE = 0,
    STATUS_NOTHING = 1,     /* nothing was found, and --exit-status asked to say so */
    STATUS_USAGE = 2,       /* the command line or a rule is wrong */
    STATUS_SOME_FAILED = 3, /* some documents could not be read well; the output for the others is good */
    STATUS_OUTPUT = 4       /* the output could not be written, or the library could not be set up */
};

/* `argv` holds what stands behind the command's name. */
typedef int command_run(struct output *output, int argc, char **argv);

command_run extract_command, tokens_command, normalize_command, explain_command, rules_command, eval_command;

#endif
