/* netral explain: why a place is read as it is, or every mention of a text with the rule that found it. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "options.h"
#include "report.h"
#include "session.h"
#include "terminal.h"

static const char *const format_names[] = {"text", "json", "jsonl", NULL};
static const int formats[] = {NETRAL_FORMAT_EXPLAIN_TEXT, NETRAL_FORMAT_EXPLAIN_JSON, NETRAL_FORMAT_EXPLAIN_JSONL};
static const char *const offset_names[] = {"byte", "codepoint", "utf16", NULL};
static const char *const input_names[] = {"text", "jsonl", NULL};
static const char *const color_names[] = {"auto", "always", "never", NULL};

static const char about[] =
    "Says of a place which rule found the mention there, in which file, what its parts are, what became of it, and which other finds\n"
    "lost to it and why; and of a place without a mention, what is known of its words, and which rules came near to one: how far\n"
    "their patterns went, what they wanted next and what they found. Without --at or --text: every mention, a few lines each;\n"
    "in json, all finds of a document in one object. Without FILE, or where FILE is -, reads standard input.\n"
    "\n"
    "Status: 0 done, 1 the text or the id is not there, 2 usage or rule error, 3 some documents failed or were damaged, 4 output failed.\n";

struct explaining {
    struct session session;
    struct packs packs;
    int format, offsets, input, color;
    const char *at, *text, *id, *date;
    struct jsonl_keys keys;
    size_t byte;              /* of --at */
    size_t documents, found, places; /* so far: that were asked for; of the text; that were told */
    int wrong_place;
};

/* ---- The command line ---------------------------------------------------------------------------------------------- */

static int read_settings(struct explaining *explaining, struct output *output, int *argc, char **argv) {
    const struct option options[] = {
        {"at", "BYTE", NULL, &explaining->at, NULL, "the place: a byte of the text, counted from 0"},
        {"text", "TEXT", NULL, &explaining->text, NULL, "the places: wherever this stands in the text, to the letter"},
        {"format", NULL, format_names, NULL, &explaining->format, "json: an object for each place; jsonl: in one line (text)"},
        {"offsets", NULL, offset_names, NULL, &explaining->offsets, "the unit of start and end in json (byte)"},
        {"input", NULL, input_names, NULL, &explaining->input, "a text, or one record a line, in each file (text)"},
        {"id", "ID", NULL, &explaining->id, NULL, "only the document with this id"},
        {"text-key", "KEY", NULL, &explaining->keys.text, NULL, "jsonl: where the text is (text)"},
        {"id-key", "KEY", NULL, &explaining->keys.id, NULL, "jsonl: where the id is (id)"},
        {"date-key", "KEY", NULL, &explaining->keys.date, NULL, "jsonl: where the article's date is (date)"},
        {"date", "DATE", NULL, &explaining->date, NULL, "the date of articles that come without, like 2023-11-02"},
        {"color", NULL, color_names, NULL, &explaining->color, "colours in text (auto: at a terminal, not under NO_COLOR)"},
        PACK_OPTION_ROWS(&explaining->packs),
    };
    const struct manual manual = {"explain", "[OPTION]... [FILE]...", about, options, sizeof options / sizeof *options};
    int status = options_read(&manual, output, argc, argv);
    if (status == OPTIONS_GO_ON && *argc == 0 && isatty(STDIN_FILENO))
        return options_usage(&manual);
    return status;
}

/* Returns 0, or -1: not a number of bytes. */
static int read_byte(const char *word, size_t *byte) {
    char *end;
    errno = 0;
    unsigned long long number = strtoull(word, &end, 10);
    *byte = (size_t)number;
    return *word < '0' || *word > '9' || *end || errno || number > (size_t)-1 ? -1 : 0;
}

/* Returns 0, or STATUS_USAGE with what is wrong reported. */
static int check_settings(struct explaining *explaining, int file_count) {
    const char *problem = NULL;
    if (explaining->at && explaining->text)
        problem = "--at and --text: only one of them says where to look";
    else if (explaining->text && !*explaining->text)
        problem = "--text: must not be empty";
    else if (explaining->at && read_byte(explaining->at, &explaining->byte) != 0)
        problem = "--at: must be a byte of the text, counted from 0";
    else if (explaining->at && !explaining->id && (file_count > 1 || explaining->input == 1))
        problem = "--at: counts in one document; name one FILE, or choose a document with --id";
    if (problem)
        report("explain", "%s", problem);
    return problem ? STATUS_USAGE : 0;
}

/* ---- Places -------------------------------------------------------------------------------------------------------- */

static void write_place(struct explaining *explaining, int format) {
    struct session *session = &explaining->session;
    int is_text = format == NETRAL_FORMAT_EXPLAIN_TEXT || format == NETRAL_FORMAT_EXPLAIN_BRIEF;
    if (is_text && explaining->places++ > 0)
        output_string(session->output, "\n");
    netral_doc_write(session->doc, format, &session->options, output_sink, session->output, NULL);
}

static void explain_place(struct explaining *explaining, const struct document *document, size_t start, size_t end, int format) {
    netral_error error = {0};
    if (netral_doc_explain(explaining->session.doc, start, end, &error) == 0) {
        write_place(explaining, format);
        return;
    }
    report(document->place, "%s", error.text);
    if (error.code == NETRAL_ERROR_ARGUMENT)
        explaining->wrong_place = 1;
    else
        explaining->session.some_failed = 1;
}

static void explain_byte(struct explaining *explaining, const struct document *document) {
    if (explaining->byte < document->length) {
        explain_place(explaining, document, explaining->byte, explaining->byte, formats[explaining->format]);
        return;
    }
    report(document->place, "--at %zu: there is no such byte, the text has %zu", explaining->byte, document->length);
    explaining->wrong_place = 1;
}

static const char *find(const char *text, const char *end, const char *wanted, size_t length) {
    while ((size_t)(end - text) >= length && (text = memchr(text, *wanted, (size_t)(end - text) - length + 1))) {
        if (memcmp(text, wanted, length) == 0)
            return text;
        text++;
    }
    return NULL;
}

static void explain_text(struct explaining *explaining, const struct document *document) {
    const char *text = document->text, *end = text + document->length, *at = text;
    size_t length = strlen(explaining->text);
    int refused = 0;
    while (!refused && (at = find(at, end, explaining->text, length))) {
        size_t start = (size_t)(at - text);
        explain_place(explaining, document, start, start + length, formats[explaining->format]);
        at += length;
        refused = output_flush(explaining->session.output) != 0;
        explaining->found++;
    }
}

/* Two mentions of one span are told together. */
static void explain_mentions(struct explaining *explaining, const struct document *document) {
    netral_mention mention, last = {0};
    for (size_t i = 0; netral_doc_mention(explaining->session.doc, i, &mention) == 0; i++) {
        if (i == 0 || mention.start != last.start || mention.end != last.end)
            explain_place(explaining, document, mention.start, mention.end, NETRAL_FORMAT_EXPLAIN_BRIEF);
        last = mention;
    }
}

static int explain_document(void *context, const struct document *document) {
    struct explaining *explaining = context;
    struct session *session = &explaining->session;
    if (explaining->id && strcmp(document->id, explaining->id) != 0)
        return 0;
    if (session_read(session, document) == 0) {
        explaining->documents++;
        if (explaining->at)
            explain_byte(explaining, document);
        else if (explaining->text)
            explain_text(explaining, document);
        else if (explaining->format == 0)
            explain_mentions(explaining, document);
        else
            explain_place(explaining, document, 0, document->length, formats[explaining->format]);
        output_flush(session->output);
        session_report_warnings(session, document);
    }
    return output_flush(session->output);
}

/* ---- The command --------------------------------------------------------------------------------------------------- */

static int status_of(const struct explaining *explaining) {
    if (explaining->wrong_place)
        return STATUS_USAGE;
    if (explaining->session.some_failed)
        return STATUS_SOME_FAILED;
    if (explaining->id && explaining->documents == 0)
        report("explain", "--id %s: there is no such document", explaining->id);
    else if (explaining->text && explaining->found == 0)
        report("explain", "--text %s: stands nowhere in the text", explaining->text);
    else
        return STATUS_DONE;
    return STATUS_NOTHING;
}

int explain_command(struct output *output, int argc, char **argv) {
    struct explaining explaining = {.keys = {"text", "id", "date"}};
    char day[DAY_BYTES];
    int status = read_settings(&explaining, output, &argc, argv);
    if (status != OPTIONS_GO_ON)
        return status;
    if (explaining.date && day_read(explaining.date, day) != 0) {
        report("explain", "--date %s: must be a date like 2023-11-02", explaining.date);
        return STATUS_USAGE;
    }
    if (check_settings(&explaining, argc) != 0)
        return STATUS_USAGE;
    struct document_source source = {explaining.input, explaining.keys, explaining.date ? day : NULL};
    netral_write_options options = NETRAL_WRITE_OPTIONS_INIT;
    options.offsets = explaining.offsets;
    options.color = terminal_colors(explaining.color);
    explaining.session = (struct session){.output = output, .read = netral_doc_extract, .options = options};
    status = session_open(&explaining.session, &explaining.packs);
    if (status == 0) {
        documents_each(&source, argv, argc, explain_document, &explaining);
        status = status_of(&explaining);
    }
    session_close(&explaining.session);
    return status;
}
