/* The documents that a command line names: one a file, or one a line of JSONL. */
#ifndef DOCUMENTS_H
#define DOCUMENTS_H

#include "jsonl.h"

struct document_source {
    int jsonl; /* files hold JSONL, else each is one text */
    struct jsonl_keys keys;
    const char *date; /* of documents that state none, or NULL */
};

/* One document, borrowed until the handler returns. */
struct document {
    const char *id;
    const char *place; /* for messages: the file, or FILE:LINE */
    const char *text;
    size_t length;
    const char *date;
    const char *error;   /* it could not be read, and there is no text; or NULL */
    const char *warning; /* or NULL */
};

/* Returns 0, or anything else to stop. */
typedef int document_handler(void *context, const struct document *document);

/* Calls `handle` for each document of the files, in order; no files means standard input. */
void documents_each(const struct document_source *source, char **paths, int count, document_handler *handle, void *context);

#endif
