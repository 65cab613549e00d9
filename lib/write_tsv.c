/* TSV: one mention a line, without a header, so that outputs can be joined, sorted and cut like any others:
 *
 *     id  type  start  end  norm  acting  rule  text
 *
 * A field may hold any byte of the text, and a line must stay a line: tab, newline, carriage return and backslash are written
 * \t \n \r \\, other control characters and bytes that are not UTF-8 as \xNN (C1 controls as their two bytes). Nothing else
 * is changed, and undoing these gives the text's own bytes back. */
#include <string.h>

#include "unicode.h"
#include "write.h"

static int is_plain(int32_t codepoint) {
    return codepoint >= 0x20 && codepoint != '\\' && (codepoint < 0x7f || codepoint >= 0xa0);
}

static void write_hex(struct writer *writer, unsigned char byte) {
    static const char hex[] = "0123456789abcdef";
    writer_string(writer, "\\x");
    writer_char(writer, hex[byte >> 4]);
    writer_char(writer, hex[byte & 15]);
}

static void write_escaped(struct writer *writer, const char *bytes, size_t size) {
    switch (bytes[0]) {
    case '\t': writer_string(writer, "\\t"); return;
    case '\n': writer_string(writer, "\\n"); return;
    case '\r': writer_string(writer, "\\r"); return;
    case '\\': writer_string(writer, "\\\\"); return;
    default:
        for (size_t i = 0; i < size; i++)
            write_hex(writer, (unsigned char)bytes[i]);
    }
}

/* Writes the character that bytes begin with; returns how many bytes it took. */
static size_t write_character(struct writer *writer, const char *bytes, size_t length) {
    int32_t codepoint;
    size_t size = unicode_read(bytes, length, &codepoint);
    if (is_plain(codepoint))
        writer_bytes(writer, bytes, size);
    else
        write_escaped(writer, bytes, size);
    return size;
}

void tsv_bytes(struct writer *writer, const char *bytes, size_t length) {
    for (size_t at = 0; at < length;) {
        size_t plain = writer_plain(bytes + at, length - at);
        writer_bytes(writer, bytes + at, plain);
        at += plain;
        if (at < length)
            at += write_character(writer, bytes + at, length - at);
    }
}

static void field(struct writer *writer, const char *string) {
    if (string)
        tsv_bytes(writer, string, strlen(string));
    writer_char(writer, '\t');
}

static void number_field(struct writer *writer, size_t number) {
    writer_number(writer, number);
    writer_char(writer, '\t');
}

static void write_mention(struct writer *writer, const netral_mention *mention) {
    netral_span span = ruler_span(&writer->ruler, mention->start, mention->end);
    field(writer, netral_doc_id(writer->doc));
    field(writer, mention->type);
    number_field(writer, span.start);
    number_field(writer, span.end);
    field(writer, mention->norm);
    field(writer, mention->acting);
    field(writer, mention->rule);
    tsv_bytes(writer, writer->text + mention->start, mention->end - mention->start);
    writer_char(writer, '\n');
}

void write_tsv(struct writer *writer) {
    netral_mention mention;
    for (size_t i = 0; netral_doc_mention(writer->doc, i, &mention) == 0; i++)
        write_mention(writer, &mention);
}
