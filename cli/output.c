/* Standard output. See output.h.
 *
 * Plain write(2) instead of stdio: a full disk or a closed pipe must be seen at once, with its errno, and not be lost in a
 * buffer that is flushed after main. A reader that has gone away (`netral … | head`) is no error worth a message: the command
 * stops, and only its status tells. */
#include "output.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "report.h"
#include "utf8.h"

void output_start(struct output *output, int file) {
    output->file = file;
    output->error = 0;
    output->used = 0;
}

static void write_all(struct output *output, const char *bytes, size_t length) {
    while (length > 0 && !output->error) {
        ssize_t written = write(output->file, bytes, length);
        if (written >= 0) {
            bytes += written;
            length -= (size_t)written;
        } else if (errno != EINTR) {
            output->error = errno;
        }
    }
}

int output_flush(struct output *output) {
    write_all(output, output->buffer, output->used);
    output->used = 0;
    return output->error ? -1 : 0;
}

int output_sink(void *context, const char *bytes, size_t length) {
    struct output *output = context;
    if (length > sizeof output->buffer - output->used)
        output_flush(output);
    if (length > sizeof output->buffer) {
        write_all(output, bytes, length);
    } else if (length > 0) {
        memcpy(output->buffer + output->used, bytes, length);
        output->used += length;
    }
    return output->error ? -1 : 0;
}

void output_string(struct output *output, const char *string) {
    output_sink(output, string, strlen(string));
}

void output_format(struct output *output, const char *format, ...) {
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    output_string(output, text);
}

static void json_character(struct output *output, const char *bytes, size_t size, long codepoint) {
    if (codepoint == UTF8_INVALID)
        output_string(output, "\xef\xbf\xbd");
    else if (codepoint == '"' || codepoint == '\\')
        output_format(output, "\\%c", (char)codepoint);
    else if (utf8_is_control(codepoint))
        output_format(output, "\\u%04lx", (unsigned long)codepoint);
    else
        output_sink(output, bytes, size);
}

void output_json_bytes(struct output *output, const char *bytes, size_t length) {
    output_string(output, "\"");
    for (size_t at = 0; at < length;) {
        long codepoint;
        size_t size = utf8_read(bytes + at, length - at, &codepoint);
        json_character(output, bytes + at, size, codepoint);
        at += size;
    }
    output_string(output, "\"");
}

void output_json_string(struct output *output, const char *string) {
    output_json_bytes(output, string, strlen(string));
}

void output_failure(struct output *output, const char *id, const char *error) {
    output_string(output, "{\"id\":");
    output_json_string(output, id);
    output_string(output, ",\"error\":");
    output_json_string(output, error);
    output_string(output, "}\n");
}

int output_finish(struct output *output, int status) {
    output_flush(output);
    if (close(output->file) != 0 && !output->error)
        output->error = errno;
    if (!output->error)
        return status;
    if (output->error != EPIPE)
        report("standard output", "%s", strerror(output->error));
    return STATUS_OUTPUT;
}
