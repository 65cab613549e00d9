/* netral_doc_write: checks what the caller gave, picks the format, and keeps the buffer before the sink. See write.h. */
#include "write.h"

#include <string.h>

#include "bits.h"
#include "error.h"
#include "write_explain.h"

static void hand_over(struct writer *writer, const char *bytes, size_t length) {
    if (!writer->refused && length > 0 && writer->sink(writer->context, bytes, length) != 0)
        writer->refused = 1;
}

static void flush(struct writer *writer) {
    hand_over(writer, writer->buffer, writer->used);
    writer->used = 0;
}

void writer_spill(struct writer *writer, const char *bytes, size_t length) {
    flush(writer);
    if (length > sizeof writer->buffer)
        hand_over(writer, bytes, length);
    else
        writer_bytes(writer, bytes, length);
}

#define NUMBER_DIGITS 20

void writer_number(struct writer *writer, size_t number) {
    char digits[2 * NUMBER_DIGITS] = {0};
    size_t at = NUMBER_DIGITS;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    memcpy(writer_room(writer, NUMBER_DIGITS), digits + at, NUMBER_DIGITS); /* of a fixed length: only the digits are taken */
    writer->used += NUMBER_DIGITS - at;
}

static int is_plain(char c) {
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

/* Whether one of eight bytes is not plain. Each term sets the high bit of a byte that is one of a kind; a borrow may set it in
 * bytes above such a one too, which does no harm. */
static int has_special(uint64_t bytes) {
    const uint64_t high = EACH_BYTE * 0x80;
    uint64_t quote = bytes ^ EACH_BYTE * '"', backslash = bytes ^ EACH_BYTE * '\\';
    uint64_t beyond = bytes | (bytes + EACH_BYTE); /* 0x7f and above */
    uint64_t below = (bytes - EACH_BYTE * 0x20) | (quote - EACH_BYTE) | (backslash - EACH_BYTE);
    return ((beyond | below) & high) != 0;
}

size_t writer_plain(const char *bytes, size_t length) {
    size_t at = 0;
    while (at + 8 <= length && !has_special(eight_bytes(bytes + at)))
        at += 8;
    if (length >= 8 && at + 8 > length && !has_special(eight_bytes(bytes + length - 8)))
        return length; /* the last eight, of which some were seen before */
    while (at < length && is_plain(bytes[at]))
        at++;
    return at;
}

const char *writer_kind_name(int kind) {
    switch (kind) {
    case NETRAL_WORD: return "word";
    case NETRAL_NUMBER: return "number";
    case NETRAL_PUNCTUATION: return "punctuation";
    case NETRAL_SYMBOL: return "symbol";
    case NETRAL_URL: return "url";
    case NETRAL_EMAIL: return "email";
    case NETRAL_DATETIME: return "datetime";
    default: return "other";
    }
}

/* Copies what the caller's version of the struct has; the rest keeps its default. */
static int read_options(const netral_write_options *given, netral_write_options *options, netral_error *error) {
    netral_write_options defaults = NETRAL_WRITE_OPTIONS_INIT;
    *options = defaults;
    if (!given)
        return 0;
    if (given->size < sizeof given->size)
        return error_set(error, NETRAL_ERROR_ARGUMENT, "options", "set the options with NETRAL_WRITE_OPTIONS_INIT");
    memcpy(options, given, given->size < sizeof *options ? given->size : sizeof *options);
    if (options->offsets < NETRAL_OFFSETS_BYTE || options->offsets > NETRAL_OFFSETS_UTF16)
        return error_set(error, NETRAL_ERROR_ARGUMENT, "offsets", "there is no offset unit %d", options->offsets);
    return 0;
}

static int write_format(struct writer *writer, int format) {
    switch (format) {
    case NETRAL_FORMAT_JSONL: write_json(writer, 0); return 0;
    case NETRAL_FORMAT_JSON: write_json(writer, 1); return 0;
    case NETRAL_FORMAT_TSV: write_tsv(writer); return 0;
    case NETRAL_FORMAT_TEXT: write_text(writer); return 0;
    case NETRAL_FORMAT_TOKENS_JSONL: write_tokens_json(writer); return 0;
    case NETRAL_FORMAT_TOKENS_TSV: write_tokens_tsv(writer); return 0;
    case NETRAL_FORMAT_EXPLAIN_TEXT: write_explain_text(writer, 0); return 0;
    case NETRAL_FORMAT_EXPLAIN_BRIEF: write_explain_text(writer, 1); return 0;
    case NETRAL_FORMAT_EXPLAIN_JSON: write_explain_json(writer, 1); return 0;
    case NETRAL_FORMAT_EXPLAIN_JSONL: write_explain_json(writer, 0); return 0;
    default: return NETRAL_ERROR_ARGUMENT;
    }
}

int netral_doc_write(const netral_doc *doc, int format, const netral_write_options *options, netral_sink *sink, void *context,
                     netral_error *error) {
    if (!doc || !sink)
        return error_set(error, NETRAL_ERROR_ARGUMENT, "argument", "a document and a sink are needed");
    struct writer writer;
    int code = read_options(options, &writer.options, error);
    if (code != 0)
        return code;
    writer.doc = doc;
    writer.length = 0;
    const char *text = netral_doc_text(doc, &writer.length);
    writer.text = text ? text : ""; /* nothing was read yet */
    writer.ruler = ruler_start(writer.text, writer.length, writer.options.offsets);
    writer.sink = sink;
    writer.context = context;
    writer.refused = 0;
    writer.used = 0;
    if (write_format(&writer, format) != 0)
        return error_set(error, NETRAL_ERROR_ARGUMENT, "format", "there is no format %d", format);
    flush(&writer);
    if (writer.refused)
        return error_set(error, NETRAL_ERROR_IO, "sink", "the output could not be written");
    return 0;
}
