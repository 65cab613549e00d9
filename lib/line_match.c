/* The window's tokens are written as a line (line.h), the pattern's translation runs over it, anchored, and the places it finds
 * are turned back into tokens. PCRE2 gets no UTF flag: the line is bytes, checked when the text was read. */
#include "line_match.h"

#include <string.h>

#include "line.h"
#include "match_steps.h"

/* Writes the line of tokens [start, end), and where each of them begins in it. */
static int write_line(struct segment *segment, uint32_t start, uint32_t end) {
    size_t bytes = 1;
    for (uint32_t i = start; i < end; i++)
        bytes += LINE_HEADER + segment_token(segment, i)->form_length + 1u;
    if (memory_reserve(&segment->allocator, &segment->line, &segment->line_capacity, bytes, 1))
        return NETRAL_ERROR_MEMORY;
    char *at = segment->line;
    for (uint32_t i = start; i < end; i++) {
        const struct token *token = segment_token(segment, i);
        segment->line_at[i - start] = (uint32_t)(at - segment->line);
        line_write_header(at, segment_features(segment, i));
        memcpy(at + LINE_HEADER, segment->tokens.forms + token->form, token->form_length);
        at += LINE_HEADER + token->form_length;
        *at++ = LINE_END;
    }
    segment->line_at[end - start] = (uint32_t)(at - segment->line);
    return 0;
}

/* The number of the token, counted from the line's first, that begins at this byte of the line. */
static uint32_t token_at(const struct segment *segment, uint32_t count, size_t byte) {
    uint32_t i = 0;
    while (i < count && segment->line_at[i] < byte)
        i++;
    return i;
}

static void note_parts(const struct segment *segment, const pcre2_code *code, uint32_t start, uint32_t count, struct rule_match *match) {
    uint32_t names = 0, size = 0;
    PCRE2_SPTR table = NULL;
    pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &names);
    pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &table);
    const PCRE2_SIZE *groups = pcre2_get_ovector_pointer(segment->match_data);
    for (uint32_t i = 0; i < names && match->part_count < LIMIT_GROUPS; i++, table += size) {
        uint32_t group = (uint32_t)(table[0] << 8 | table[1]);
        if (group >= pcre2_get_ovector_count(segment->match_data))
            continue;
        PCRE2_SIZE from = groups[2 * group], to = groups[2 * group + 1];
        if (from == PCRE2_UNSET || from >= to)
            continue;
        const char *name = (const char *)table + 2;
        match->parts[match->part_count++] = (struct found_part){name, start + token_at(segment, count, from),
                                                                start + token_at(segment, count, to), part_named(name, strlen(name))};
    }
}

/* PCRE2 does not tell how many steps it took, only that they were too many: it is asked with a low limit first, so that what is
 * counted is near what it took. */
static int match_counted(struct segment *segment, const pcre2_code *code, uint32_t count, uint32_t *steps) {
    int result = PCRE2_ERROR_MATCHLIMIT;
    for (uint32_t limit = LIMIT_MATCH_STEPS / 100; limit <= LIMIT_MATCH_STEPS && result == PCRE2_ERROR_MATCHLIMIT; limit *= 10) {
        pcre2_set_match_limit(segment->match_context, limit);
        result = pcre2_match(code, (PCRE2_SPTR)segment->line, segment->line_at[count], 0, PCRE2_NO_UTF_CHECK, segment->match_data,
                             segment->match_context);
        *steps += limit;
    }
    return result;
}

int line_match(netral_doc *doc, struct segment *segment, uint32_t rule, uint32_t start, uint32_t end, struct rule_match *match) {
    const pcre2_code *code;
    int failed = pack_rule_code(doc->pack, rule, &code, doc->error);
    failed = failed ? failed : write_line(segment, start, end);
    if (failed)
        return failed;
    uint32_t count = end - start;
    int result = match_counted(segment, code, count, &match->steps);
    if (result == PCRE2_ERROR_NOMEMORY)
        return NETRAL_ERROR_MEMORY;
    if (result < 0)
        return result == PCRE2_ERROR_NOMATCH ? 0 : match_steps_gave_up(doc, rule, start);
    match->end = start + token_at(segment, count, pcre2_get_ovector_pointer(segment->match_data)[1]);
    match->part_count = 0;
    note_parts(segment, code, start, count, match);
    return 1;
}
