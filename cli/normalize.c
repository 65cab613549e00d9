/* netral normalize: texts in a plain form, or the map from the plain form to the text. */
#include <unistd.h>

#include "command.h"
#include "documents.h"
#include "netral.h"
#include "options.h"
#include "report.h"

static const char about[] =
    "Prints texts in a plain form. Without --unicode, --typography and --space, does all three.\n"
    "Without FILE, or where FILE is -, reads standard input.\n";

struct job {
    struct output *output;
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
    else if (netral_normalize(NULL, document->text, document->length, job->flags, NULL, &normalized, &error) != 0)
        write_failure(job, document, error.text);
    else
        write_normalized(job, document->id, normalized);
    netral_normalized_free(normalized);
    return output_flush(job->output);
}

int normalize_command(struct output *output, int argc, char **argv) {
    int unicode = 0, typography = 0, space = 0, map = 0;
    const struct option options[] = {
        {"unicode", NULL, NULL, NULL, &unicode, "NFC; no soft hyphens and zero-width characters"},
        {"typography", NULL, NULL, NULL, &typography, "plain quotation marks, dashes, ellipses and spaces"},
        {"space", NULL, NULL, NULL, &space, "one space for many; none at line ends; LF for CRLF"},
        {"map", NULL, NULL, NULL, &map, "print the stretches of output and input instead, one JSON line a file"},
    };
    const struct manual manual = {"normalize", "[OPTION]... [FILE]...", about, options, sizeof options / sizeof *options};
    int status = options_read(&manual, output, &argc, argv);
    if (status != OPTIONS_GO_ON)
        return status;
    if (argc == 0 && isatty(STDIN_FILENO))
        return options_usage(&manual);
    int all = !unicode && !typography && !space;
    struct job job = {.output = output, .map = map};
    job.flags = (unicode || all ? NETRAL_NORMALIZE_UNICODE : 0u) | (typography || all ? NETRAL_NORMALIZE_TYPOGRAPHY : 0u) |
                (space || all ? NETRAL_NORMALIZE_SPACE : 0u);
    struct document_source texts = {.jsonl = 0};
    documents_each(&texts, argv, argc, take, &job);
    return job.some_failed ? STATUS_SOME_FAILED : STATUS_DONE;
}
