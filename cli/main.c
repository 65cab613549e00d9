/* netral: finds the subcommand, runs it, and makes sure of the output. */
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "guess.h"
#include "netral.h"
#include "report.h"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#define MAPPED_FROM_BYTES (64 * 1024)

static const struct command {
    const char *name;
    command_run *run;
    const char *summary;
} commands[] = {
    {"extract", extract_command, "find persons, positions, institutions, regulations and dates"},
    {"tokens", tokens_command, "cut texts into tokens and sentences"},
    {"normalize", normalize_command, "print texts in a plain form"},
    {"explain", explain_command, "why a place is a mention, or is none"},
    {"rules", rules_command, "list, check, test and export rules"},
    {"pack", pack_command, "compile rules and word lists into one file"},
    {"eval", eval_command, "score what is found against annotation"},
};

#define COMMAND_COUNT (sizeof commands / sizeof *commands)

static const struct command *find_command(const char *name) {
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static int print_help(struct output *output) {
    output_string(output, "usage: netral COMMAND [OPTION]... [FILE]...\n\n"
                          "Officials, institutions, regulations and dates in Indonesian text.\n\ncommands:\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        output_format(output, "  %-12s%s\n", commands[i].name, commands[i].summary);
    output_string(output, "\n`netral COMMAND --help` tells more; `netral --version` prints the versions.\n");
    return STATUS_DONE;
}

static int print_version(struct output *output) {
    static const char *const libraries[] = {"pcre2", "utf8proc", "libyaml"};
    output_format(output, "netral %s\n", netral_version());
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
        const char *version = netral_library_version(libraries[i]);
        output_format(output, "%s %s\n", libraries[i], version ? version : "unknown");
    }
    return STATUS_DONE;
}

static int unknown_command(const char *word) {
    struct guess guess = guess_start(word);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        guess_try(&guess, commands[i].name);
    if (guess.best)
        report(NULL, "there is no command %s; did you mean %s?", word, guess.best);
    else
        report(NULL, "there is no command %s; `netral --help` lists them", word);
    return STATUS_USAGE;
}

/* `netral help COMMAND` is `netral COMMAND --help`. */
static int help(struct output *output, int argc, char **argv) {
    char asked[] = "--help", *arguments[] = {asked, NULL};
    const struct command *command = argc > 0 ? find_command(argv[0]) : NULL;
    if (command)
        return command->run(output, 1, arguments);
    return argc > 0 ? unknown_command(argv[0]) : print_help(output);
}

static int run(struct output *output, int argc, char **argv) {
    if (argc < 2) {
        report_plain("usage", "netral COMMAND [OPTION]... [FILE]...");
        report_plain(NULL, "`netral --help` tells more");
        return STATUS_USAGE;
    }
    const char *word = argv[1];
    const struct command *command = find_command(word);
    if (command)
        return command->run(output, argc - 2, argv + 2);
    if (strcmp(word, "help") == 0)
        return help(output, argc - 2, argv + 2);
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
        return print_help(output);
    return strcmp(word, "--version") == 0 ? print_version(output) : unknown_command(word);
}

/* Blocks from a certain size on get pages of their own, which grow in place and are given back at once; glibc raises that size when such
 * a block is freed, and arrays of a large text leave holes in the heap from then on. A size that was set stays: 2 MB less at 16 MB. */
static void keep_large_blocks_apart(void) {
#if defined(__GLIBC__)
    mallopt(M_MMAP_THRESHOLD, MAPPED_FROM_BYTES);
#endif
}

int main(int argc, char **argv) {
    struct output output;
    keep_large_blocks_apart();
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of write(2), which output.c handles */
    output_start(&output, STDOUT_FILENO);
    return output_finish(&output, run(&output, argc, argv));
}
