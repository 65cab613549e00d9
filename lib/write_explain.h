/* What the two writers of explanations share. */
#ifndef NETRAL_WRITE_EXPLAIN_H
#define NETRAL_WRITE_EXPLAIN_H

#include "write.h"

/* The place that was explained: when it is empty, the token behind it. */
netral_span explained_span(const netral_doc *doc);

/* Whether a mention covers the whole place. */
int explained_by_mention(const netral_doc *doc, netral_span place);

void write_explain_text(struct writer *writer, int brief);
void write_explain_json(struct writer *writer, int indented);

#endif
