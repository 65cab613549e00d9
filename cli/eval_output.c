/* Figures and misses, as text for people and as one JSON object for programs. See eval_output.h. */
#include "eval_output.h"

#include <string.h>

#include "utf8.h"

#define CONTEXT_BYTES 40

/* What stands left and right of a miss, not cut inside a character. */
struct context {
    size_t start, end;
};

static int is_inside_character(const char *text, size_t length, size_t at) {
    return at < length && utf8_continues(text[at]);
}

static struct context find_context(const char *text, size_t length, const struct miss *miss) {
    struct context context = {miss->start > CONTEXT_BYTES ? miss->start - CONTEXT_BYTES : 0, length};
    if (length - miss->end > CONTEXT_BYTES)
        context.end = miss->end + CONTEXT_BYTES;
    while (context.start < miss->start && is_inside_character(text, length, context.start))
        context.start++;
    while (context.end > miss->end && is_inside_character(text, length, context.end))
        context.end--;
    return context;
}

static int is_printed(const struct eval_output *eval, int measure) {
    return eval->measure == EVERY_MEASURE || eval->measure == measure;
}

/* ---- Misses as text ------------------------------------------------------------------------------------------------ */

/* A character on one line: a space for what would end the line or move the cursor, U+FFFD for what is no character. */
static void write_character(struct output *output, const char *bytes, size_t size, long codepoint) {
    if (codepoint == UTF8_INVALID)
        output_string(output, "\xef\xbf\xbd");
    else if (utf8_is_control(codepoint))
        output_string(output, " ");
    else
        output_sink(output, bytes, size);
}

static void write_text(struct output *output, const char *text, size_t length) {
    long codepoint;
    for (size_t at = 0, size; at < length; at += size) {
        size = utf8_read(text + at, length - at, &codepoint);
        write_character(output, text + at, size, codepoint);
    }
}

static void write_field(struct output *output, const char *name, const char *text, size_t length) {
    output_format(output, "  %-9s", name);
    write_text(output, text, length);
    output_string(output, "\n");
}

static void write_context(struct output *output, const char *text, size_t length, const struct miss *miss) {
    struct context context = find_context(text, length, miss);
    output_format(output, "  %-9s%s", "context", context.start > 0 ? "…" : "");
    write_text(output, text + context.start, miss->start - context.start);
    output_string(output, "[");
    write_text(output, text + miss->start, miss->end - miss->start);
    output_string(output, "]");
    write_text(output, text + miss->end, context.end - miss->end);
    output_string(output, context.end < length ? "…\n" : "\n");
}

/* The rule, and behind a missed mention's what that rule found instead. */
static void write_rule(struct output *output, const char *text, const struct miss *miss) {
    const netral_mention *near = miss->near;
    output_format(output, "  %-9s", "rule");
    if (near) {
        write_text(output, near->rule, strlen(near->rule));
        output_string(output, ", ");
        write_text(output, near->rule_file, strlen(near->rule_file));
        output_format(output, ":%d", near->rule_line);
    } else {
        output_string(output, "-");
    }
    if (near && !miss->spurious) {
        output_format(output, ", found %s \"", near->type);
        write_text(output, text + near->start, near->end - near->start);
        output_string(output, "\" = ");
        write_text(output, near->norm, strlen(near->norm));
    }
    output_string(output, "\n");
}

static void write_miss(const struct eval_output *eval, const char *id, const char *text, size_t length, const struct miss *miss) {
    struct output *output = eval->output;
    write_text(output, id, strlen(id));
    output_format(output, ": %s %s", miss->spurious ? "spurious" : "missed", eval->measures->names[miss->measure]);
    if (miss->end > miss->start)
        output_format(output, ", bytes [%zu, %zu)", miss->start, miss->end);
    output_string(output, "\n");
    if (miss->person)
        write_field(output, "person", miss->person, miss->person_length);
    write_field(output, miss->person ? "position" : "text", miss->text, miss->length);
    if (miss->norm)
        write_field(output, "norm", miss->norm, strlen(miss->norm));
    if (miss->end > miss->start)
        write_context(output, text, length, miss);
    write_rule(output, text, miss);
    output_string(output, "\n");
}

/* ---- Misses as JSON ------------------------------------------------------------------------------------------------ */

static void json_field(struct output *output, const char *name, const char *text, size_t length) {
    output_format(output, ",\"%s\":", name);
    if (text)
        output_json_bytes(output, text, length);
    else
        output_string(output, "null");
}

static void json_string_field(struct output *output, const char *name, const char *text) {
    json_field(output, name, text, text ? strlen(text) : 0);
}

static void json_near(struct output *output, const char *text, const struct miss *miss) {
    const netral_mention *near = miss->near;
    output_string(output, ",\"near\":");
    if (!near) {
        output_string(output, "null");
        return;
    }
    output_format(output, "{\"start\":%zu,\"end\":%zu", near->start, near->end);
    json_string_field(output, "type", near->type);
    json_field(output, "text", text + near->start, near->end - near->start);
    json_string_field(output, "norm", near->norm);
    json_string_field(output, "rule", near->rule);
    json_string_field(output, "rule_file", near->rule_file);
    output_format(output, ",\"rule_line\":%d}", near->rule_line);
}

static void json_miss(const struct eval_output *eval, const char *id, const char *text, size_t length, const struct miss *miss) {
    struct output *output = eval->output;
    struct context context = find_context(text, length, miss);
    int placed = miss->end > miss->start;
    output_string(output, "{\"id\":");
    output_json_string(output, id);
    output_format(output, ",\"miss\":\"%s\",\"type\":\"%s\"", miss->spurious ? "spurious" : "missed", eval->measures->names[miss->measure]);
    if (placed)
        output_format(output, ",\"start\":%zu,\"end\":%zu", miss->start, miss->end);
    else
        output_string(output, ",\"start\":null,\"end\":null");
    json_field(output, "person", miss->person, miss->person_length);
    json_field(output, "text", miss->text, miss->length);
    json_string_field(output, "norm", miss->norm);
    json_field(output, "before", placed ? text + context.start : NULL, miss->start - context.start);
    json_field(output, "after", placed ? text + miss->end : NULL, context.end - miss->end);
    json_near(output, text, miss);
    output_string(output, "}");
}

/* ---- Figures ------------------------------------------------------------------------------------------------------- */

static int occurs(const struct tally *tally) {
    return tally->gold + tally->found > 0;
}

/* Officials have no places that could overlap. */
static int has_overlap(int measure, const struct tally *tally) {
    return measure != OFFICIALS && occurs(tally);
}

static void write_figures(struct output *output, int known, struct figures figures) {
    if (known)
        output_format(output, "  %6.3f %6.3f %6.3f", figures.precision, figures.recall, figures.f1);
    else
        output_format(output, "  %6s %6s %6s", "-", "-", "-");
}

static void write_row(const struct eval_output *eval, int measure, const struct tally *tally) {
    struct output *output = eval->output;
    output_format(output, "%-12s", eval->measures->names[measure]);
    write_figures(output, occurs(tally), tally_exact(tally));
    write_figures(output, has_overlap(measure, tally), tally_overlapping(tally));
    output_format(output, "  %6zu %6zu\n", tally->gold, tally->found);
}

static void write_table(const struct eval_output *eval, const struct eval_totals *totals) {
    struct output *output = eval->output;
    output_format(output, "%-12s  %6s %6s %6s  %20s\n", "", "", "strict", "", "overlapping");
    output_format(output, "%-12s  %6s %6s %6s  %6s %6s %6s  %6s %6s\n", "", "P", "R", "F1", "P", "R", "F1", "gold", "found");
    for (int i = 0; i < eval->measures->count; i++)
        if (is_printed(eval, i))
            write_row(eval, i, &totals->tallies[i]);
    if (eval->measure == EVERY_MEASURE)
        output_format(output, "%-12s  %6s %6s %6.3f\n", "macro", "", "", tally_macro(totals->tallies, eval->measures->count));
    output_format(output, "documents: %zu scored, %zu failed\n", totals->documents, totals->failed);
}

static void json_figures(struct output *output, const char *name, int known, struct figures figures) {
    output_format(output, ",\"%s\":", name);
    if (known)
        output_format(output, "{\"precision\":%.4f,\"recall\":%.4f,\"f1\":%.4f}", figures.precision, figures.recall, figures.f1);
    else
        output_string(output, "null");
}

static void json_row(const struct eval_output *eval, int measure, const struct tally *tally) {
    struct output *output = eval->output;
    output_format(output, "\"%s\":{\"gold\":%zu,\"found\":%zu,\"right\":%zu", eval->measures->names[measure], tally->gold, tally->found,
                  tally->right);
    json_figures(output, "strict", occurs(tally), tally_exact(tally));
    json_figures(output, "overlapping", has_overlap(measure, tally), tally_overlapping(tally));
    output_string(output, "}");
}

static void json_table(const struct eval_output *eval, const struct eval_totals *totals) {
    const char *separator = "";
    output_format(eval->output, ",\"documents\":%zu,\"failed\":%zu", totals->documents, totals->failed);
    if (eval->measure == EVERY_MEASURE)
        output_format(eval->output, ",\"macro_f1\":%.4f", tally_macro(totals->tallies, eval->measures->count));
    output_string(eval->output, ",\"types\":{");
    for (int i = 0; i < eval->measures->count; i++) {
        if (!is_printed(eval, i))
            continue;
        output_string(eval->output, separator);
        json_row(eval, i, &totals->tallies[i]);
        separator = ",";
    }
    output_string(eval->output, "}}\n");
}

/* ---------------------------------------------------------------------------------------------------------------------- */

void eval_output_start(struct eval_output *eval) {
    if (eval->json)
        output_format(eval->output, "{\"schema\":\"netral-eval/1\"%s", eval->with_misses ? ",\"misses\":[" : "");
}

void eval_output_miss(struct eval_output *eval, const char *id, const char *text, size_t length, const struct miss *miss) {
    if (!eval->with_misses || !is_printed(eval, miss->measure))
        return;
    if (eval->json) {
        output_string(eval->output, eval->miss_count++ ? ",\n" : "\n");
        json_miss(eval, id, text, length, miss);
    } else {
        write_miss(eval, id, text, length, miss);
    }
}

void eval_output_end(struct eval_output *eval, const struct eval_totals *totals) {
    if (!eval->json) {
        write_table(eval, totals);
        return;
    }
    if (eval->with_misses)
        output_string(eval->output, "]");
    json_table(eval, totals);
}
