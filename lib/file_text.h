/* Whether a file's bytes are text, before anything reads them. */
#ifndef NETRAL_FILE_TEXT_H
#define NETRAL_FILE_TEXT_H

#include "error.h"

/* Returns 0, or NETRAL_ERROR_RULE with the place of the first byte that is not UTF-8, or is a control character other than tab and
 * line ends. */
int file_text_check(const char *file, const char *text, size_t length, netral_error *error);

#endif
