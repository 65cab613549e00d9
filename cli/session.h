/* What `extract`, `tokens` and `eval` share: the rules and one netral_doc, used for one document after another. */
#ifndef SESSION_H
#define SESSION_H

#include "documents.h"
#include "netral.h"
#include "output.h"
#include "pack.h"

/* netral_doc_extract or netral_doc_tokenize. */
typedef int session_reader(netral_doc *doc, const char *text, size_t length, const netral_options *options,
                           netral_error *error);

struct session {
    struct output *output;
    session_reader *read;
    int format;
    int headings; /* a line with the document's name before each, for people */
    netral_write_options options;
    netral_pack *pack;
    netral_doc *doc;
    size_t documents, mentions; /* so far */
    int some_failed;
};

/* The other fields are set by the caller, who calls session_close in every case. Returns 0, or the status to end with. */
int session_open(struct session *session, const struct packs *packs);
void session_close(struct session *session);

/* A document_handler: reads a document and writes what was found. `context` is the session. */
int session_take(void *context, const struct document *document);

/* Its steps, for commands that write something else. session_read returns 0, or -1 with the failure reported and, where the
 * format has records, written. */
int session_read(struct session *session, const struct document *document);
void session_report_warnings(struct session *session, const struct document *document);

#endif
