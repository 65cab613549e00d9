/* What the two writers of explanations share. */
#ifndef NETRAL_WRITE_EXPLAIN_H
#define NETRAL_WRITE_EXPLAIN_H

#include "write.h"

/* A byte's line and column, from 1; columns count characters. */
struct text_place {
    size_t line, column;
};

struct text_place text_place(const char *text, size_t at);

/* The place that was explained: when it is empty, the token behind it. */
netral_span explained_span(const netral_doc *doc);

/* Whether a mention covers the whole place. */
int explained_by_mention(const netral_doc *doc, netral_span place);

void write_explain_text(struct writer *writer, int brief);
void write_explain_json(struct writer *writer, int indented);

#endif
