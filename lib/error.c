/* One way to fill an error. See error.h. */
#include "error.h"

#include <stdarg.h>
#include <stdio.h>

static int fill(netral_error *error, int code, const char *name, struct place place, const char *format, va_list arguments) {
    if (!error)
        return code;
    if (error->code != 0)
        return error->code; /* the first error is the cause of what follows */
    error->code = code;
    error->line = place.line;
    error->column = place.column;
    snprintf(error->name, sizeof error->name, "%s", name);
    snprintf(error->file, sizeof error->file, "%s", place.file ? place.file : "");
    vsnprintf(error->text, sizeof error->text, format, arguments);
    return code;
}

int error_set(netral_error *error, int code, const char *name, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fill(error, code, name, (struct place){NULL, 0, 0}, format, arguments);
    va_end(arguments);
    return code;
}

int error_at(netral_error *error, int code, const char *name, struct place place, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fill(error, code, name, place, format, arguments);
    va_end(arguments);
    return code;
}

int error_memory(netral_error *error) {
    return error_set(error, NETRAL_ERROR_MEMORY, "memory", "memory ran out");
}

const char *netral_error_name(int code) {
    switch (code) {
    case NETRAL_OK: return "NETRAL_OK";
    case NETRAL_ERROR_MEMORY: return "NETRAL_ERROR_MEMORY";
    case NETRAL_ERROR_ARGUMENT: return "NETRAL_ERROR_ARGUMENT";
    case NETRAL_ERROR_TEXT: return "NETRAL_ERROR_TEXT";
    case NETRAL_ERROR_RULE: return "NETRAL_ERROR_RULE";
    case NETRAL_ERROR_LIMIT: return "NETRAL_ERROR_LIMIT";
    case NETRAL_ERROR_IO: return "NETRAL_ERROR_IO";
    case NETRAL_ERROR_VERSION: return "NETRAL_ERROR_VERSION";
    default: return "NETRAL_ERROR_UNKNOWN";
    }
}
