/* netral tokens: the tokens and sentences of each document. */
#include <unistd.h>

#include "command.h"
#include "options.h"
#include "session.h"

static const char *const format_names[] = {"jsonl", "tsv", NULL};
static const int formats[] = {NETRAL_FORMAT_TOKENS_JSONL, NETRAL_FORMAT_TOKENS_TSV};
static const char *const offset_names[] = {"byte", "codepoint", "utf16", NULL};

static const char about[] =
    "Cuts texts into tokens and sentences. In tsv, one token a line (id, start, end, kind, text) and an empty line after each\n"
    "sentence. Without FILE, or where FILE is -, reads standard input.\n"
    "Status: 0 done, 2 usage or rule error, 3 some documents failed or were damaged, 4 output failed.\n";

int tokens_command(struct output *output, int argc, char **argv) {
    int format = 0, offsets = 0;
    struct packs packs = {.count = 0};
    const struct option options[] = {
        {"format", NULL, format_names, NULL, &format, "jsonl: one line a document (jsonl)"},
        {"offsets", NULL, offset_names, NULL, &offsets, "the unit of start and end (byte)"},
        PACK_OPTION_ROWS(&packs),
    };
    const struct manual manual = {"tokens", "[OPTION]... [FILE]...", about, options, sizeof options / sizeof *options};
    int status = options_read(&manual, output, &argc, argv);
    if (status != OPTIONS_GO_ON)
        return status;
    if (argc == 0 && isatty(STDIN_FILENO))
        return options_usage(&manual);
    netral_write_options write_options = NETRAL_WRITE_OPTIONS_INIT;
    write_options.offsets = offsets;
    struct session session = {.output = output, .read = netral_doc_tokenize, .options = write_options};
    session.format = formats[format];
    status = session_open(&session, &packs);
    if (status == 0) {
        struct document_source texts = {.jsonl = 0};
        documents_each(&texts, argv, argc, session_take, &session);
        status = session.some_failed ? STATUS_SOME_FAILED : STATUS_DONE;
    }
    session_close(&session);
    return status;
}
