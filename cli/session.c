/* Documents in, records out. See session.h. A document that cannot be read leaves a record {"id","error"} where the format has
 * records, and a message on standard error in any case. What is only doubtful (a warning, an empty text) is written and
 * told. */
#include "session.h"

#include <string.h>

#include "command.h"
#include "report.h"

int session_open(struct session *session, const struct packs *packs) {
    netral_error error = {0};
    int status = packs_open(packs, NULL, &session->pack);
    if (status)
        return status;
    if (netral_doc_new(session->pack, NULL, &session->doc, &error) == 0)
        return 0;
    report(NULL, "the rules cannot be used: %s", error.text);
    return STATUS_OUTPUT;
}

void session_close(struct session *session) {
    netral_doc_free(session->doc);
    netral_pack_free(session->pack);
}

static int has_records(int format) {
    return format == NETRAL_FORMAT_JSONL || format == NETRAL_FORMAT_JSON || format == NETRAL_FORMAT_TOKENS_JSONL;
}

static void write_failure(struct session *session, const struct document *document, const char *message) {
    session->some_failed = 1;
    report(document->place, "%s", message);
    if (has_records(session->format))
        output_failure(session->output, document->id, message);
}

/* The name is quoted: a file's name may hold anything, and this goes to a terminal. */
static void write_heading(struct session *session, const struct document *document) {
    if (!session->headings)
        return;
    output_string(session->output, session->documents > 1 ? "\n==> " : "==> ");
    output_json_string(session->output, document->id);
    output_string(session->output, " <==\n");
}

static void report_warning(struct session *session, const char *place, const netral_warning *warning) {
    session->some_failed = 1;
    if (warning->count > 1)
        report(place, "%s: %s (%zu times, first at byte %zu)", warning->name, warning->text, warning->count, warning->start);
    else
        report(place, "%s: %s (at byte %zu)", warning->name, warning->text, warning->start);
}

/* Nothing but space and perhaps a byte order mark. */
static int is_empty(const char *text, size_t length) {
    size_t at = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (at < length && (text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r')))
        at++;
    return at == length;
}

void session_report_warnings(struct session *session, const struct document *document) {
    netral_warning warning;
    for (size_t i = 0; netral_doc_warning(session->doc, i, &warning) == 0; i++)
        report_warning(session, document->place, &warning);
    if (document->warning) {
        session->some_failed = 1;
        report(document->place, "%s", document->warning);
    }
    if (is_empty(document->text, document->length)) {
        session->some_failed = 1;
        report(document->place, "empty: there is no text in it");
    }
}

int session_read(struct session *session, const struct document *document) {
    netral_error error = {0};
    netral_options options = NETRAL_OPTIONS_INIT;
    options.id = document->id;
    options.date = document->date;
    if (document->error) {
        write_failure(session, document, document->error);
        return -1;
    }
    if (session->read(session->doc, document->text, document->length, &options, &error) != 0) {
        write_failure(session, document, error.text);
        return -1;
    }
    return 0;
}

static void write_document(struct session *session, const struct document *document) {
    netral_error error = {0};
    write_heading(session, document);
    int code = netral_doc_write(session->doc, session->format, &session->options, output_sink, session->output, &error);
    if (code != 0 && code != NETRAL_ERROR_IO) /* a refused output is told once, at the end */
        write_failure(session, document, error.text);
    session->mentions += netral_doc_mention_count(session->doc);
    output_flush(session->output); /* at a terminal, what is wrong comes below the text it is about */
    session_report_warnings(session, document);
}

/* Every document is flushed: a program that feeds lines through a pipe and waits for each answer gets it. */
int session_take(void *context, const struct document *document) {
    struct session *session = context;
    session->documents++;
    if (session_read(session, document) == 0)
        write_document(session, document);
    return output_flush(session->output);
}
