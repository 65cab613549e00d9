/* See naive.h. A paragraph is one line; on it each pattern is tried by PCRE2's JIT at each token, all groups captured, one pattern
 * after another; behind a find the search goes on. That the places where a token begins are known spares PCRE2 the search from byte to
 * byte, and that the lines are there already spares it tokens and look-up: the comparison leans to its side. The library's own
 * headers are used: patterns and lines are its inside. */
#include "naive.h"

#include <stdlib.h>
#include <string.h>

#include "../../lib/line.h"
#include "../../lib/lookup.h"
#include "../../lib/match.h"
#include "../../lib/reading.h"

struct line {
    size_t first, end; /* its tokens, in `starts` */
};

struct naive {
    char *bytes; /* of all lines */
    size_t length, capacity;
    size_t *starts; /* where each token begins; and, behind a line's last, where it ends */
    size_t start_count, start_capacity;
    struct line *lines;
    size_t line_count, line_capacity;
    pcre2_code **codes;
    size_t code_count;
    pcre2_match_data *found;
    pcre2_match_context *context;
    netral_allocator allocator;
};

static void need(int failed) {
    if (failed)
        stop("naive", "memory ran out, or a pattern cannot be compiled");
}

/* ---- Lines --------------------------------------------------------------------------------------------------------- */

static void add_start(struct naive *naive) {
    need(memory_reserve(&naive->allocator, &naive->starts, &naive->start_capacity, naive->start_count + 1, sizeof *naive->starts));
    naive->starts[naive->start_count++] = naive->length;
}

static void add_token(struct naive *naive, const struct segment *segment, uint32_t i) {
    size_t length = segment_token(segment, i)->form_length;
    need(memory_reserve(&naive->allocator, &naive->bytes, &naive->capacity, naive->length + LINE_HEADER + length + 1, 1));
    add_start(naive);
    line_write_header(naive->bytes + naive->length, segment_features(segment, i));
    memcpy(naive->bytes + naive->length + LINE_HEADER, segment_form(segment, i), length);
    naive->length += LINE_HEADER + length + 1;
    naive->bytes[naive->length - 1] = LINE_END;
}

static void add_lines(struct naive *naive, const struct segment *segment) {
    for (uint32_t i = 0; i < segment->count;) {
        need(memory_reserve(&naive->allocator, &naive->lines, &naive->line_capacity, naive->line_count + 1, sizeof *naive->lines));
        struct line *line = &naive->lines[naive->line_count++];
        line->first = naive->start_count;
        for (uint32_t end = segment->block_end[i]; i < end; i++)
            add_token(naive, segment, i);
        line->end = naive->start_count;
        add_start(naive);
    }
}

/* As netral_doc_extract reads a document, up to the point where all features of a segment are known. */
static void add_document(struct naive *naive, netral_doc *doc, const char *text, size_t length) {
    need(reading_open(doc, text, length, NULL, NULL));
    for (int more = 1; more;) {
        need(reading_segment(doc, &more));
        need(lookup_segment(doc->pack, doc->segment) || match_segment(doc, doc->segment));
        add_lines(naive, doc->segment);
    }
}

/* ---- Patterns ------------------------------------------------------------------------------------------------------ */

static void compile(struct naive *naive, const netral_pack *pack) {
    naive->codes = calloc(pack->rule_count, sizeof(pcre2_code *));
    need(!naive->codes);
    for (uint32_t i = 0; i < pack->rule_count; i++) {
        const struct image_rule *rule = &pack->rules[i];
        int number;
        PCRE2_SIZE offset;
        if (rule->code_length == 0)
            continue; /* it stands for a stage */
        pcre2_code *code = pcre2_compile((PCRE2_SPTR)(pack->texts + rule->code), rule->code_length,
                                         PCRE2_ANCHORED | PCRE2_DOTALL | PCRE2_DUPNAMES | PCRE2_NEVER_BACKSLASH_C, &number, &offset, NULL);
        need(!code || pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) != 0);
        naive->codes[naive->code_count++] = code;
    }
}

struct naive *naive_new(const netral_pack *pack, const struct text *text) {
    struct naive *naive = calloc(1, sizeof *naive);
    netral_doc *doc;
    need(!naive || netral_doc_new(pack, NULL, &doc, NULL));
    naive->allocator = memory_allocator(NULL);
    for (size_t at = 0; at < text->length;) {
        size_t length = text_document(text, at);
        add_document(naive, doc, text->bytes + at, length);
        at += length + 1;
    }
    netral_doc_free(doc);
    compile(naive, pack);
    naive->found = pcre2_match_data_create(64, NULL);
    naive->context = pcre2_match_context_create(NULL);
    need(!naive->found || !naive->context);
    pcre2_set_match_limit(naive->context, LIMIT_MATCH_STEPS);
    return naive;
}

size_t naive_patterns(const struct naive *naive) {
    return naive->code_count;
}

/* ---- Running ------------------------------------------------------------------------------------------------------- */

static size_t run_pattern(struct naive *naive, const pcre2_code *code, const struct line *line) {
    size_t finds = 0, end = naive->starts[line->end];
    for (size_t i = line->first; i < line->end;) {
        size_t from = naive->starts[i++];
        int result = pcre2_jit_match(code, (PCRE2_SPTR)naive->bytes + from, end - from, 0, 0, naive->found, naive->context);
        if (result <= 0)
            continue;
        size_t behind = from + pcre2_get_ovector_pointer(naive->found)[1];
        while (i < line->end && naive->starts[i] < behind)
            i++;
        finds++;
    }
    return finds;
}

size_t naive_run(struct naive *naive) {
    size_t finds = 0;
    for (size_t i = 0; i < naive->line_count; i++)
        for (size_t j = 0; j < naive->code_count; j++)
            finds += run_pattern(naive, naive->codes[j], &naive->lines[i]);
    return finds;
}

void naive_free(struct naive *naive) {
    for (size_t i = 0; i < naive->code_count; i++)
        pcre2_code_free(naive->codes[i]);
    pcre2_match_data_free(naive->found);
    pcre2_match_context_free(naive->context);
    free(naive->codes);
    free(naive->lines);
    free(naive->starts);
    free(naive->bytes);
    free(naive);
}
