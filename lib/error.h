/* Filling the caller's netral_error: the first error wins, and every error says where and what to do. */
#ifndef NETRAL_ERROR_H
#define NETRAL_ERROR_H

#include "netral.h"

#if defined(__GNUC__)
#define PRINTF_LIKE(template, first) __attribute__((format(printf, template, first)))
#else
#define PRINTF_LIKE(template, first)
#endif

/* A place in a file; line and column from 1, 0 for "none". */
struct place {
    const char *file;
    int line, column;
};

/* Each returns `code` (or the first error's, if there was one), so that callers write `return error_set(...)`. `error` may be
 * NULL. */
int error_set(netral_error *error, int code, const char *name, const char *format, ...) PRINTF_LIKE(4, 5);
int error_at(netral_error *error, int code, const char *name, struct place place, const char *format, ...) PRINTF_LIKE(5, 6);
int error_memory(netral_error *error);

#endif
