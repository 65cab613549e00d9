/* Messages on standard error. See report.h. Each is one call of fwrite, so that the lines of several processes do not mix. */
#include "report.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "utf8.h"

#define MESSAGE_BYTES 8192

/* Adds `text` to the line with its control characters spelt out. Returns the new length; what finds no room is left out. */
static size_t add_visible(char *line, size_t used, const char *text) {
    size_t length = strlen(text);
    for (size_t at = 0; at < length && used + 16 < MESSAGE_BYTES;) {
        long codepoint;
        size_t size = utf8_read(text + at, length - at, &codepoint);
        if (utf8_is_control(codepoint) || codepoint == UTF8_INVALID) {
            unsigned shown = codepoint == UTF8_INVALID ? (unsigned char)text[at] : (unsigned)codepoint;
            used += (size_t)snprintf(line + used, MESSAGE_BYTES - used, "\\x%02x", shown);
        } else {
            memcpy(line + used, text + at, size);
            used += size;
        }
        at += size;
    }
    return used;
}

static void print(const char *program, const char *place, const char *format, va_list arguments) {
    char message[MESSAGE_BYTES], line[MESSAGE_BYTES];
    vsnprintf(message, sizeof message, format, arguments);
    size_t used = add_visible(line, 0, program);
    if (place) {
        used = add_visible(line, used, place);
        used = add_visible(line, used, ": ");
    }
    used = add_visible(line, used, message);
    line[used++] = '\n';
    fwrite(line, 1, used, stderr);
}

void report(const char *place, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    print("netral: ", place, format, arguments);
    va_end(arguments);
}

void report_plain(const char *place, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    print("", place, format, arguments);
    va_end(arguments);
}
