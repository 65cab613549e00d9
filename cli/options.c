/* Options by table. See options.h. */
#include "options.h"

#include <stdio.h>
#include <string.h>

#include "command.h"
#include "guess.h"
#include "report.h"

#define HELP_COLUMN 38

static void join_choices(char *text, size_t size, const char *const *choices, const char *separator) {
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; choices[i] && used < size; i++)
        used += (size_t)snprintf(text + used, size - used, "%s%s", i ? separator : "", choices[i]);
}

static void print_option(struct output *output, const struct option *option) {
    char choices[128] = "", left[192];
    if (option->choices)
        join_choices(choices, sizeof choices, option->choices, "|");
    const char *value = option->value ? option->value : choices;
    int width = snprintf(left, sizeof left, "  --%s%s%s", option->name, *value ? " " : "", value);
    if (width >= HELP_COLUMN)
        output_format(output, "%s\n%*s%s\n", left, HELP_COLUMN, "", option->help);
    else
        output_format(output, "%-*s%s\n", HELP_COLUMN, left, option->help);
}

static void print_help(const struct manual *manual, struct output *output) {
    output_format(output, "usage: netral %s %s\n\n", manual->command, manual->operands);
    output_string(output, manual->about);
    output_string(output, "\noptions:\n");
    for (size_t i = 0; i < manual->option_count; i++)
        print_option(output, &manual->options[i]);
    output_format(output, "%-*sprint this help\n", HELP_COLUMN, "  -h, --help");
}

int options_usage(const struct manual *manual) {
    report_plain("usage", "netral %s %s", manual->command, manual->operands);
    report_plain(NULL, "`netral %s --help` tells more", manual->command);
    return STATUS_USAGE;
}

/* "; did you mean X?", or nothing. */
static const char *suggestion(char *text, size_t size, const char *dashes, const struct guess *guess) {
    text[0] = '\0';
    if (guess->best)
        snprintf(text, size, "; did you mean %s%s?", dashes, guess->best);
    return text;
}

static int unknown_option(const struct manual *manual, const char *word, const char *name) {
    char text[80];
    struct guess guess = guess_start(name);
    for (size_t i = 0; i < manual->option_count; i++)
        guess_try(&guess, manual->options[i].name);
    guess_try(&guess, "help");
    report(manual->command, "unknown option %s%s", word, suggestion(text, sizeof text, "--", &guess));
    return STATUS_USAGE;
}

static int wrong_choice(const struct manual *manual, const struct option *option, const char *value) {
    char words[128], text[80];
    struct guess guess = guess_start(value);
    for (size_t i = 0; option->choices[i]; i++)
        guess_try(&guess, option->choices[i]);
    join_choices(words, sizeof words, option->choices, ", ");
    report(manual->command, "--%s %s: must be one of %s%s", option->name, value, words,
           suggestion(text, sizeof text, "", &guess));
    return STATUS_USAGE;
}

static int store_text(const struct manual *manual, const struct option *option, const char *value) {
    if (option->number && *option->number == OPTION_REPEATS) {
        report(manual->command, "--%s is given more than %d times", option->name, OPTION_REPEATS);
        return STATUS_USAGE;
    }
    option->text[option->number ? (*option->number)++ : 0] = value;
    return OPTIONS_GO_ON;
}

static int store(const struct manual *manual, const struct option *option, const char *value) {
    if (!option->choices)
        return store_text(manual, option, value);
    for (int i = 0; option->choices[i]; i++) {
        if (strcmp(option->choices[i], value) == 0) {
            *option->number = i;
            return OPTIONS_GO_ON;
        }
    }
    return wrong_choice(manual, option, value);
}

static const struct option *find(const struct manual *manual, const char *name, size_t length) {
    for (size_t i = 0; i < manual->option_count; i++) {
        const char *known = manual->options[i].name;
        if (strlen(known) == length && memcmp(known, name, length) == 0)
            return &manual->options[i];
    }
    return NULL;
}

/* Reads the option at argv[*at], and moves *at to its value if that is the next word. */
static int read_option(const struct manual *manual, int argc, char **argv, int *at) {
    const char *word = argv[*at];
    const char *name = word + 1 + (word[1] == '-');
    size_t length = strcspn(name, "=");
    const struct option *option = word[1] == '-' ? find(manual, name, length) : NULL;
    if (!option) {
        char typed[64];
        snprintf(typed, sizeof typed, "%.*s", (int)(length < sizeof typed ? length : sizeof typed - 1), name);
        return unknown_option(manual, word, typed);
    }
    int is_switch = !option->value && !option->choices;
    if (is_switch && name[length] == '=') {
        report(manual->command, "--%s takes no value", option->name);
        return STATUS_USAGE;
    }
    if (is_switch) {
        *option->number = 1;
        return OPTIONS_GO_ON;
    }
    if (name[length] == '=')
        return store(manual, option, name + length + 1);
    if (*at + 1 < argc)
        return store(manual, option, argv[++*at]);
    report(manual->command, "--%s needs a value", option->name);
    return STATUS_USAGE;
}

int options_read(const struct manual *manual, struct output *output, int *argc, char **argv) {
    int operands = 0, only_operands = 0;
    for (int at = 0; at < *argc; at++) {
        const char *word = argv[at];
        if (only_operands || word[0] != '-' || word[1] == '\0') {
            argv[operands++] = argv[at];
        } else if (strcmp(word, "--") == 0) {
            only_operands = 1;
        } else if (strcmp(word, "-h") == 0 || strcmp(word, "--help") == 0) {
            print_help(manual, output);
            return STATUS_DONE;
        } else {
            int status = read_option(manual, *argc, argv, &at);
            if (status != OPTIONS_GO_ON)
                return status;
        }
    }
    *argc = operands;
    return OPTIONS_GO_ON;
}
