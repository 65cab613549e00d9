/* netral rules: list, check and test rule packs. A PATH is a rule file, a lexicon, or a folder of them, and is always laid over
 * the shipped pack, as `extract` would see it. */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "guess.h"
#include "netral.h"
#include "options.h"
#include "report.h"

static const char about[] =
    "list [PATH]     prints each rule: id, type, layer, priority, examples that must and must not match, file:line, source\n"
    "check [PATH]... reads rules and word lists and reports what is wrong as file:line:column: [name] message, and what is\n"
    "                suspicious as file:line:column: warning: [name] message; netral-rules(5) lists the names\n"
    "test [PATH]     runs every example of every rule and prints those that do not hold\n"
    "\n"
    "PATH is a rule file (.yaml), a word list (.txt), or a folder of them; it is laid over the shipped rules.\n"
    "Status: 0 all is well, 2 a rule is wrong or an example does not hold (or check --strict gave a warning), 4 output failed.\n";


static const struct manual usage = {"rules", "list|check|test [PATH]...", about, NULL, 0};

/* Errors of rule files look like a compiler's, so that editors can jump to them. */
static void report_error(const char *path, const netral_error *error) {
    char place[320];
    const char *file = error->file[0] ? error->file : path;
    if (error->line > 0)
        snprintf(place, sizeof place, "%s:%d:%d", file, error->line, error->column);
    else
        snprintf(place, sizeof place, "%s", file);
    report_plain(place, "[%s] %s", error->name, error->text);
}

/* The shipped pack, or `path` laid over it. Returns 0, or the status to end with. */
static int open_pack(const char *path, netral_pack **pack) {
    netral_pack *shipped = NULL;
    netral_error error = {0};
    *pack = NULL;
    if (netral_pack_shipped(NULL, &shipped, &error) != 0) {
        report_error("shipped rules", &error);
        return STATUS_OUTPUT;
    }
    if (!path) {
        *pack = shipped;
        return 0;
    }
    int code = netral_pack_load(path, shipped, NULL, pack, &error);
    netral_pack_free(shipped);
    if (code == 0)
        return 0;
    report_error(path, &error);
    return STATUS_USAGE;
}

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

static int list(struct output *output, int count, char **paths, int strict) {
    netral_pack *pack;
    netral_rule rule;
    (void)strict;
    if (count > 1)
        return options_usage(&usage);
    int status = open_pack(count ? paths[0] : NULL, &pack);
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

static int check_one(struct output *output, const char *path, int strict) {
    netral_pack *pack;
    netral_error error = {0};
    size_t warnings = 0;
    int status = open_pack(path, &pack);
    if (status == 0 && netral_pack_check(pack, warn, &warnings, &error) != 0) {
        report_error(path ? path : "shipped rules", &error);
        status = STATUS_USAGE;
    }
    if (status == 0) {
        write_field(output, path ? path : "shipped rules", ':');
        output_format(output, " %s (%zu rules with the shipped ones", warnings ? "usable" : "good", netral_pack_rule_count(pack));
        output_format(output, warnings ? "; %zu warnings)\n" : ")\n", warnings);
    }
    if (status == 0 && warnings && strict)
        status = STATUS_USAGE;
    netral_pack_free(pack);
    return status;
}

/* Without a path the shipped rules themselves. */
static int check(struct output *output, int count, char **paths, int strict) {
    int worst = count ? STATUS_DONE : check_one(output, NULL, strict);
    for (int i = 0; i < count; i++) {
        int status = check_one(output, paths[i], strict);
        worst = status > worst ? status : worst;
    }
    return worst;
}

struct tally {
    struct output *output;
    size_t hold, fail;
};

static void count_example(void *context, const netral_rule *rule, const char *example, int holds, const char *message) {
    struct tally *tally = context;
    if (holds) {
        tally->hold++;
        return;
    }
    tally->fail++;
    write_field(tally->output, rule->file, ':');
    output_format(tally->output, "%d: [%s] ", rule->line, rule->id);
    output_json_string(tally->output, example);
    output_string(tally->output, ": ");
    write_field(tally->output, message, '\n');
}

static int test(struct output *output, int count, char **paths, int strict) {
    netral_pack *pack;
    netral_error error = {0};
    struct tally tally = {output, 0, 0};
    (void)strict;
    if (count > 1)
        return options_usage(&usage);
    int status = open_pack(count ? paths[0] : NULL, &pack);
    if (status == 0 && netral_pack_test(pack, count_example, &tally, &error) != 0) {
        report_error(count ? paths[0] : "shipped rules", &error);
        status = STATUS_USAGE;
    }
    if (status == 0) {
        output_format(output, "%zu examples hold, %zu do not\n", tally.hold, tally.fail);
        status = tally.fail ? STATUS_USAGE : STATUS_DONE;
    }
    netral_pack_free(pack);
    return status;
}

static const struct {
    const char *name;
    int (*run)(struct output *output, int count, char **paths, int strict);
} actions[] = {{"list", list}, {"check", check}, {"test", test}};

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
    int strict = 0;
    const struct option options[] = {{"strict", NULL, NULL, NULL, &strict, "check: a warning counts as an error (status 2)"}};
    const struct manual manual = {usage.command, usage.operands, usage.about, options, 1};
    int status = options_read(&manual, output, &argc, argv);
    if (status != OPTIONS_GO_ON)
        return status;
    if (argc == 0)
        return options_usage(&usage);
    for (size_t i = 0; i < ACTION_COUNT; i++)
        if (strcmp(argv[0], actions[i].name) == 0)
            return actions[i].run(output, argc - 1, argv + 1, strict);
    return unknown_action(argv[0]);
}
