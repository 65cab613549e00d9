/* netral normalize: texts in a plain form, or the map from the plain form to the text. */
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "documents.h"
#include "netral.h"
#include "options.h"
#include "pack.h"
#include "report.h"

static const char about[] =
    "Prints texts in a plain form. Without any of the steps named: --unicode --typography --space.\n"
    "Without FILE, or where FILE is -, reads standard input. Bytes that are not UTF-8 stay as they are.\n"
    "Status: 0 done, 2 usage or rule error, 3 some documents failed, 4 output failed.\n";

/* A step is a line here. */
static const struct {
    const char *name;
    unsigned flag;
    const char *help;
} steps[] = {
    {"unicode", NETRAL_NORMALIZE_UNICODE, "NFC; no soft hyphens and zero-width characters"},
    {"typography", NETRAL_NORMALIZE_TYPOGRAPHY, "plain quotation marks, dashes, ellipses and spaces"},
    {"space", NETRAL_NORMALIZE_SPACE, "one space for many; none at line ends; LF for CRLF"},
    {"lines", NETRAL_NORMALIZE_LINES, "sentences broken over lines joined"},
    {"spaced-letters", NETRAL_NORMALIZE_SPACED_LETTERS, "P E N G U M U M A N to PENGUMUMAN"},
    {"repeats", NETRAL_NORMALIZE_REPEATS, "tidaaaak to tidak"},
    {"reduplication", NETRAL_NORMALIZE_REDUPLICATION, "orang2 to orang-orang"},
    {"informal", NETRAL_NORMALIZE_INFORMAL, "kalo ga netral to kalau tidak netral"},
    {"old-spelling", NETRAL_NORMALIZE_OLD_SPELLING, "oentoek to untuk"},
    {"numbers", NETRAL_NORMALIZE_NUMBERS, "dua puluh satu, 5,5 ribu to 21, 5500"},
    {"clitics", NETRAL_NORMALIZE_CLITICS, "bukunya to buku nya"},
    {"case", NETRAL_NORMALIZE_CASE, "small letters"},
};

/* What is done when no step is named: nothing that changes a word. */
#define PLAIN_STEPS (NETRAL_NORMALIZE_UNICODE | NETRAL_NORMALIZE_TYPOGRAPHY | NETRAL_NORMALIZE_SPACE)

#define STEP_COUNT (sizeof steps / sizeof *steps)

struct job {
    struct output *output;
    struct packs packs;
    netral_pack *pack; /* its word lists */
    unsigned flags;
    int map;
    int some_failed;
};

static void write_failure(struct job *job, const struct document *document, const char *message) {
    job->some_failed = 1;
    report(document->place, "%s", message);
    if (job->map)
        output_failure(job->output, document->id, message);
}

static void write_map(struct job *job, const char *id, const netral_normalized *normalized) {
    netral_stretch stretch;
    output_string(job->output, "{\"id\":");
    output_json_string(job->output, id);
    output_string(job->output, ",\"stretches\":[");
    for (size_t i = 0; netral_normalized_stretch(normalized, i, &stretch) == 0; i++)
        output_format(job->output, "%s{\"output_start\":%zu,\"output_end\":%zu,\"input_start\":%zu,\"input_end\":%zu}",
                      i ? "," : "", stretch.output_start, stretch.output_end, stretch.input_start, stretch.input_end);
    output_string(job->output, "]}\n");
}

static void write_normalized(struct job *job, const char *id, const netral_normalized *normalized) {
    size_t length;
    const char *text = netral_normalized_text(normalized, &length);
    if (job->map)
        write_map(job, id, normalized);
    else
        output_sink(job->output, text, length);
}

static int take(void *context, const struct document *document) {
    struct job *job = context;
    netral_normalized *normalized = NULL;
    netral_error error = {0};
    if (document->error)
        write_failure(job, document, document->error);
    else if (netral_normalize(job->pack, document->text, document->length, job->flags, NULL, &normalized, &error) != 0)
        write_failure(job, document, error.text);
    else
        write_normalized(job, document->id, normalized);
    netral_normalized_free(normalized);
    return output_flush(job->output);
}

/* Reads the options into the job; no step chosen means the plain ones. */
static int read_options(struct job *job, struct output *output, int *argc, char **argv) {
    struct option options[STEP_COUNT + 1 + PACK_OPTIONS];
    const struct option pack_options[PACK_OPTIONS] = {PACK_OPTION_ROWS(&job->packs)};
    int chosen[STEP_COUNT] = {0};
    for (size_t i = 0; i < STEP_COUNT; i++)
        options[i] = (struct option){steps[i].name, NULL, NULL, NULL, &chosen[i], steps[i].help};
    options[STEP_COUNT] = (struct option){
        "map", NULL, NULL, NULL, &job->map, "print the stretches of output and input instead, one JSON line a file"};
    memcpy(options + STEP_COUNT + 1, pack_options, sizeof pack_options);
    const struct manual manual = {"normalize", "[OPTION]... [FILE]...", about, options, sizeof options / sizeof *options};
    int status = options_read(&manual, output, argc, argv);
    if (status == OPTIONS_GO_ON && *argc == 0 && isatty(STDIN_FILENO))
        return options_usage(&manual);
    for (size_t i = 0; i < STEP_COUNT; i++)
        job->flags |= chosen[i] ? steps[i].flag : 0;
    job->flags = job->flags ? job->flags : PLAIN_STEPS;
    return status;
}

int normalize_command(struct output *output, int argc, char **argv) {
    struct job job = {.output = output};
    int status = read_options(&job, output, &argc, argv);
    if (status != OPTIONS_GO_ON)
        return status;
    status = packs_open(&job.packs, NULL, &job.pack);
    if (status)
        return status;
    struct document_source texts = {.jsonl = 0};
    documents_each(&texts, argv, argc, take, &job);
    netral_pack_free(job.pack);
    return job.some_failed ? STATUS_SOME_FAILED : STATUS_DONE;
}
