/* The first steps of netral.c, for explaining, which reads a text a second time. */
#ifndef NETRAL_READING_H
#define NETRAL_READING_H

#include "document.h"

/* Forgets what the document held, and opens a text. Returns 0, or an error code with the error set. */
int reading_open(netral_doc *doc, const char *text, size_t length, const netral_options *options, netral_error *error);

/* Fills the document's segment with the next tokens, sentences marked; `more` says whether any may follow. */
int reading_segment(netral_doc *doc, int *more);

#endif
