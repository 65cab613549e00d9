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
    "check PATH...   reads rules and word lists and reports what is wrong as file:line:column: [name] message\n"
    "test [PATH]     runs every example of every rule and prints those that do not hold\n"
    "export [FOLDER] writes the shipped rules and word lists into a folder, as text to start from; without FOLDER, or with -,\n"
    "                one behind the other to standard output\n"
    "\n"
    "PATH is a rule file (.yaml), a word list (.txt, .tsv, .jsonl), a folder of them, or a compiled pack (.pack); it is laid over\n"
    "the shipped rules, and over those of each --pack. `check` without PATH checks what --pack gives.\n"
    "Status: 0 all is well, 2 a rule is wrong or an example does not hold, 4 output failed.\n";

static const struct manual manual = {"rules", "list|check|test|export [OPTION]... [PATH]...", about, NULL, 0};

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

static int list(struct output *output, int count, char **paths, const struct packs *packs) {
    netral_pack *pack;
    netral_rule rule;
    if (count > 1)
        return options_usage(&manual);
    int status = packs_open(packs, count ? paths[0] : NULL, &pack);
    for (size_t i = 0; status == 0 && netral_pack_rule(pack, i, &rule) == 0; i++)
        write_rule(output, &rule);
    netral_pack_free(pack);
    return status;
}

static int check_one(struct output *output, const char *path, const struct packs *packs) {
    netral_pack *pack;
    netral_error error = {0};
    int status = packs_open(packs, path, &pack);
    if (status == 0 && netral_pack_check(pack, &error) != 0) {
        pack_report_error(path, &error);
        status = STATUS_USAGE;
    }
    if (status == 0) {
        write_field(output, path ? path : packs->paths[packs->count - 1], ':');
        output_format(output, " good (%zu rules in all)\n", netral_pack_rule_count(pack));
    }
    netral_pack_free(pack);
    return status;
}

static int check(struct output *output, int count, char **paths, const struct packs *packs) {
    int worst = STATUS_DONE;
    if (count == 0 && packs->count == 0)
        return options_usage(&manual);
    if (count == 0)
        return check_one(output, NULL, packs);
    for (int i = 0; i < count; i++) {
        int status = check_one(output, paths[i], packs);
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

static int test(struct output *output, int count, char **paths, const struct packs *packs) {
    netral_pack *pack;
    netral_error error = {0};
    struct tally tally = {output, 0, 0};
    if (count > 1)
        return options_usage(&manual);
    int status = packs_open(packs, count ? paths[0] : NULL, &pack);
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
static int export(struct output *output, int count, char **paths, const struct packs *packs) {
    netral_pack *pack;
    const struct packs shipped = {.count = 0};
    if (count > 1)
        return options_usage(&manual);
    if (packs->count || packs->without_shipped) {
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
    int (*run)(struct output *output, int count, char **paths, const struct packs *packs);
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
    return options_usage(&manual);
}

int rules_command(struct output *output, int argc, char **argv) {
    struct packs packs = {.count = 0};
    const struct option options[] = {PACK_OPTION_ROWS(&packs)};
    const struct manual with_options = {"rules", manual.operands, about, options, PACK_OPTIONS};
    int status = options_read(&with_options, output, &argc, argv);
    if (status != OPTIONS_GO_ON)
        return status;
    if (argc == 0)
        return options_usage(&manual);
    for (size_t i = 0; i < ACTION_COUNT; i++)
        if (strcmp(argv[0], actions[i].name) == 0)
            return actions[i].run(output, argc - 1, argv + 1, &packs);
    return unknown_action(argv[0]);
}
