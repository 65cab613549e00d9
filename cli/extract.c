/* netral extract: the mentions and officials of each document. */
#include <unistd.h>

#include "command.h"
#include "options.h"
#include "report.h"
#include "session.h"
#include "terminal.h"

static const char *const format_names[] = {"text", "jsonl", "json", "tsv", NULL};
static const int formats[] = {NETRAL_FORMAT_TEXT, NETRAL_FORMAT_JSONL, NETRAL_FORMAT_JSON, NETRAL_FORMAT_TSV};
static const char *const offset_names[] = {"byte", "codepoint", "utf16", NULL};
static const char *const input_names[] = {"text", "jsonl", NULL};
static const char *const color_names[] = {"auto", "always", "never", NULL};

static const char about[] =
    "Finds persons, positions, institutions, regulations and dates in Indonesian texts, and who holds which office.\n"
    "Without FILE, or where FILE is -, reads standard input.\n"
    "\n"
    "Status: 0 done, 1 nothing found (with --exit-status), 2 usage or rule error, 3 some documents failed or were damaged,\n"
    "4 output failed.\n";

struct settings {
    int format, offsets, input, color, exit_status;
    const char *text_key, *id_key, *date_key, *date;
    struct packs packs;
};

#define FORMAT_BY_TERMINAL (-1)

static int read_settings(struct settings *settings, struct output *output, int *argc, char **argv) {
    const struct option options[] = {
        {"format", NULL, format_names, NULL, &settings->format, "text at a terminal, jsonl otherwise"},
        {"offsets", NULL, offset_names, NULL, &settings->offsets, "the unit of start and end (byte)"},
        {"input", NULL, input_names, NULL, &settings->input, "a text, or one record a line, in each file (text)"},
        {"text-key", "KEY", NULL, &settings->text_key, NULL, "jsonl: where the text is (text)"},
        {"id-key", "KEY", NULL, &settings->id_key, NULL, "jsonl: where the id is (id)"},
        {"date-key", "KEY", NULL, &settings->date_key, NULL, "jsonl: where the article's date is (date)"},
        {"date", "DATE", NULL, &settings->date, NULL, "the date of articles that come without, like 2023-11-02"},
        {"exit-status", NULL, NULL, NULL, &settings->exit_status, "end with status 1 when nothing is found"},
        {"color", NULL, color_names, NULL, &settings->color, "colours in text (auto: at a terminal, not under NO_COLOR)"},
        PACK_OPTION_ROWS(&settings->packs),
    };
    const struct manual manual = {"extract", "[OPTION]... [FILE]...", about, options, sizeof options / sizeof *options};
    int status = options_read(&manual, output, argc, argv);
    if (status == OPTIONS_GO_ON && *argc == 0 && isatty(STDIN_FILENO))
        return options_usage(&manual);
    return status;
}

static int choose_format(const struct settings *settings) {
    if (settings->format == FORMAT_BY_TERMINAL)
        return terminal_is_output() ? NETRAL_FORMAT_TEXT : NETRAL_FORMAT_JSONL;
    return formats[settings->format];
}

static struct session make_session(const struct settings *settings, struct output *output, int file_count) {
    netral_write_options options = NETRAL_WRITE_OPTIONS_INIT;
    options.offsets = settings->offsets;
    options.color = terminal_colors(settings->color);
    options.width = terminal_width();
    struct session session = {.output = output, .read = netral_doc_extract, .options = options};
    session.format = choose_format(settings);
    session.headings = session.format == NETRAL_FORMAT_TEXT && (settings->input == 1 || file_count > 1);
    return session;
}

static int status_of(const struct session *session, int exit_status) {
    if (session->some_failed)
        return STATUS_SOME_FAILED;
    return exit_status && session->mentions == 0 ? STATUS_NOTHING : STATUS_DONE;
}

int extract_command(struct output *output, int argc, char **argv) {
    struct settings settings = {
        .format = FORMAT_BY_TERMINAL, .text_key = "text", .id_key = "id", .date_key = "date"};
    char day[DAY_BYTES];
    int status = read_settings(&settings, output, &argc, argv);
    if (status != OPTIONS_GO_ON)
        return status;
    if (settings.date && day_read(settings.date, day) != 0) {
        report("extract", "--date %s: must be a date like 2023-11-02", settings.date);
        return STATUS_USAGE;
    }
    struct document_source source = {settings.input, {settings.text_key, settings.id_key, settings.date_key}, NULL};
    source.date = settings.date ? day : NULL;
    struct session session = make_session(&settings, output, argc);
    status = session_open(&session, &settings.packs);
    if (status == 0) {
        documents_each(&source, argv, argc, session_take, &session);
        status = status_of(&session, settings.exit_status);
    }
    session_close(&session);
    return status;
}
