/* netral rules: list, check, test and export rule packs. A PATH is a rule file, a lexicon, or a folder of them, and is always laid over
 * the shipped pack, as `extract` would see it. */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "export.h"
#include "guess.h"
#include "netral.h"
#include "options.h"
#include "pack.h"
#include "report.h"

static const char about[] =
    "list [PATH]     prints each rule: id, type, layer, priority, examples that must and must not match, file:line, source\n"
    "check [PATH]... reads rules and word lists and reports what is wrong as file:line:column: [name] message, and what is\n"
    "                suspicious as file:line:column: warning: [name] message; netral-rules(5) lists the names\n"
    "test [PATH]     runs every example of every rule and prints those that do not hold\n"
    "export [FOLDER] writes the shipped rules and word lists into a folder, as text to start from; without FOLDER, or with -,\n"
    "                one behind the other to standard output\n"
    "\n"
    "PATH is a rule file (.yaml), a word list (.txt, .tsv, .jsonl), a folder of them, or a compiled pack (.pack); it is laid over\n"
    "the shipped rules, and over those of each --pack. `check` without PATH checks what --pack gives, or the shipped rules.\n"
    "Status: 0 all is well, 2 a rule is wrong or an example does not hold (or check --strict gave a warning), 4 output failed.\n";

static const struct manual usage = {"rules", "list|check|test|export [OPTION]... [PATH]...", about, NULL, 0};

struct wanted {
    struct packs packs;
    int strict;
};

/* A field of a line: a rule's source may run over several lines of its file. */
static void write_field(struct output *output, const char *text, char end) {
    for (const char *at = text ? text : ""; *at; at++) {
        char shown = (unsigned char)*at < 0x20 ? ' ' : *at;
        output_sink(output, &shown, 1);
    }
    output_sink(output, &end, 1);
}

static void write_rule(struct output *output, const netral_rule *rule) {
    write_field(output, rule->id, '\t');
    write_field(output, rule->type, '\t');
    output_format(output, "%d\t%d\t%zu\t%zu\t", rule->layer, rule->priority, rule->yes_count, rule->no_count);
    write_field(output, rule->file, ':');
    output_format(output, "%d\t", rule->line);
    write_field(output, rule->source, '\n');
}

static int list(struct output *output, int count, char **paths, const struct wanted *wanted) {
    netral_pack *pack;
    netral_rule rule;
    if (count > 1)
        return options_usage(&usage);
    int status = packs_open(&wanted->packs, count ? paths[0] : NULL, &pack);
    for (size_t i = 0; status == 0 && netral_pack_rule(pack, i, &rule) == 0; i++)
        write_rule(output, &rule);
    netral_pack_free(pack);
    return status;
}

static void warn(void *context, const netral_diagnostic *diagnostic) {
    size_t *count = context;
    char place[320];
    if (diagnostic->line > 0)
        snprintf(place, sizeof place, "%s:%d:%d", diagnostic->file, diagnostic->line, diagnostic->column);
    else
        snprintf(place, sizeof place, "%s", diagnostic->file);
    report_plain(place, "warning: [%s] %s", diagnostic->name, diagnostic->text);
    ++*count;
}

/* What is checked when no path says it: the uppermost --pack, or the shipped rules. */
static const char *checked_path(const char *path, const struct packs *packs) {
    return path ? path : packs->count ? packs->paths[packs->count - 1] : "shipped rules";
}

static int check_one(struct output *output, const char *path, const struct wanted *wanted) {
    netral_pack *pack;
    netral_error error = {0};
    size_t warnings = 0;
    int status = packs_open(&wanted->packs, path, &pack);
    path = checked_path(path, &wanted->packs);
    if (status == 0 && netral_pack_check(pack, warn, &warnings, &error) != 0) {
        pack_report_error(path, &error);
        status = STATUS_USAGE;
    }
    if (status == 0) {
        write_field(output, path, ':');
        output_format(output, " %s (%zu rules in all", warnings ? "usable" : "good", netral_pack_rule_count(pack));
        output_format(output, warnings == 0 ? ")\n" : warnings == 1 ? "; %zu warning)\n" : "; %zu warnings)\n", warnings);
    }
    if (status == 0 && warnings && wanted->strict)
        status = STATUS_USAGE;
    netral_pack_free(pack);
    return status;
}

static int check(struct output *output, int count, char **paths, const struct wanted *wanted) {
    int worst = count ? STATUS_DONE : check_one(output, NULL, wanted);
    for (int i = 0; i < count; i++) {
        int status = check_one(output, paths[i], wanted);
        worst = status > worst ? status : worst;
    }
    return worst;
}

struct tally {
    struct output *output;
    size_t hold, fail;
};

static void count_example(void *context, const netral_rule *rule, const char *example, int line, int holds, const char *message) {
    struct tally *tally = context;
    if (holds) {
        tally->hold++;
        return;
    }
    tally->fail++;
    write_field(tally->output, rule->file, ':');
    output_format(tally->output, "%d: [%s] ", line, rule->id);
    output_json_string(tally->output, example);
    output_string(tally->output, ": ");
    write_field(tally->output, message, '\n');
}

static int test(struct output *output, int count, char **paths, const struct wanted *wanted) {
    netral_pack *pack;
    netral_error error = {0};
    struct tally tally = {output, 0, 0};
    if (count > 1)
        return options_usage(&usage);
    int status = packs_open(&wanted->packs, count ? paths[0] : NULL, &pack);
    if (status == 0 && netral_pack_test(pack, count_example, &tally, &error) != 0) {
        pack_report_error(count ? paths[0] : "shipped rules", &error);
        status = STATUS_USAGE;
    }
    if (status == 0) {
        output_format(output, "%zu examples hold, %zu do not\n", tally.hold, tally.fail);
        status = tally.fail ? STATUS_USAGE : STATUS_DONE;
    }
    netral_pack_free(pack);
    return status;
}

/* The shipped pack alone: what is laid over it is text of the user's already. */
static int export(struct output *output, int count, char **paths, const struct wanted *wanted) {
    netral_pack *pack;
    const struct packs shipped = {.count = 0};
    if (count > 1)
        return options_usage(&usage);
    if (wanted->packs.count || wanted->packs.without_shipped) {
        report("rules", "export writes the shipped rules: it takes neither --pack nor --no-shipped");
        return STATUS_USAGE;
    }
    int status = packs_open(&shipped, NULL, &pack);
    if (status == 0 && count && strcmp(paths[0], "-") != 0)
        status = export_folder(pack, paths[0]);
    else if (status == 0)
        export_list(output, pack);
    netral_pack_free(pack);
    return status;
}

static const struct {
    const char *name;
    int (*run)(struct output *output, int count, char **paths, const struct wanted *wanted);
} actions[] = {{"list", list}, {"check", check}, {"test", test}, {"export", export}};

#define ACTION_COUNT (sizeof actions / sizeof *actions)

static int unknown_action(const char *word) {
    struct guess guess = guess_start(word);
    for (size_t i = 0; i < ACTION_COUNT; i++)
        guess_try(&guess, actions[i].name);
    if (guess.best)
        report("rules", "there is no %s; did you mean %s?", word, guess.best);
    else
        report("rules", "there is no %s", word);
    return options_usage(&usage);
}

int rules_command(struct output *output, int argc, char **argv) {
    struct wanted wanted = {.strict = 0};
    const struct option options[] = {{"strict", NULL, NULL, NULL, &wanted.strict, "check: a warning counts as an error (status 2)"},
                                     PACK_OPTION_ROWS(&wanted.packs)};
    const struct manual manual = {usage.command, usage.operands, about, options, 1 + PACK_OPTIONS};
    int status = options_read(&manual, output, &argc, argv);
    if (status != OPTIONS_GO_ON)
        return status;
    if (argc == 0)
        return options_usage(&usage);
    for (size_t i = 0; i < ACTION_COUNT; i++)
        if (strcmp(argv[0], actions[i].name) == 0)
            return actions[i].run(output, argc - 1, argv + 1, &wanted);
    return unknown_action(argv[0]);
}
