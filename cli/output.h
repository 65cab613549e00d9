/* Standard output, buffered. The first failure is kept and everything after it is dropped; output_finish tells it. */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stddef.h>

#if defined(__GNUC__)
#define PRINTF_LIKE(string, first) __attribute__((format(printf, string, first)))
#else
#define PRINTF_LIKE(string, first)
#endif

#define OUTPUT_BUFFER_BYTES 65536

struct output {
    int file;
    int error; /* the errno of the first failure, or 0 */
    size_t used;
    char buffer[OUTPUT_BUFFER_BYTES];
};

void output_start(struct output *output, int file);

/* A netral_sink; `context` is the output. Returns 0, or -1 once writing has failed. */
int output_sink(void *context, const char *bytes, size_t length);

void output_string(struct output *output, const char *string);
void output_format(struct output *output, const char *format, ...) PRINTF_LIKE(2, 3);

/* A JSON string with its quotes. Bytes that are not UTF-8 (a file's name may hold any) become U+FFFD. */
void output_json_string(struct output *output, const char *string);
void output_json_bytes(struct output *output, const char *bytes, size_t length);

/* The line that stands for a document that failed: {"id":…,"error":…}. */
void output_failure(struct output *output, const char *id, const char *error);

/* Hands everything to the system. Returns 0, or -1 once writing has failed. */
int output_flush(struct output *output);

/* Flushes and closes. Returns `status`, or STATUS_OUTPUT when not everything could be written. */
int output_finish(struct output *output, int status);

#endif
