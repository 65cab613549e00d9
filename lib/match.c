/* Matching: at each token the layer's triggers are looked up, and only the rules that wait for this word or one of its
 * features are run, anchored, over a bounded window. PCRE2 gets no UTF flag: the line is bytes, checked when it was made. */
#include "match.h"

#include <string.h>

#include "line.h"
#include "program_run.h"

struct matching {
    netral_doc *doc;
    struct segment *segment;
    uint32_t layer;
    int limit_met;
};

static uint32_t window_end(const struct segment *segment, uint32_t first) {
    uint32_t end = segment->block_end[first];
    return end - first > LIMIT_WINDOW_TOKENS ? first + LIMIT_WINDOW_TOKENS : end;
}

/* The number of the token that begins at this byte of the line (or the count, at the line's end). */
static uint32_t token_at(const struct segment *segment, uint32_t low, size_t byte) {
    uint32_t high = (uint32_t)segment->count;
    if (high - low > LIMIT_WINDOW_TOKENS + 1)
        high = low + LIMIT_WINDOW_TOKENS + 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (segment->line_at[middle] < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int add_part(struct matching *matching, const char *name, uint32_t first, uint32_t end) {
    struct segment *segment = matching->segment;
    if (memory_reserve(&segment->allocator, &segment->parts, &segment->part_capacity, segment->part_count + 1, sizeof *segment->parts))
        return NETRAL_ERROR_MEMORY;
    segment->parts[segment->part_count++] = (struct part){name, segment_token(segment, first)->start, segment_token(segment, end - 1)->end};
    return 0;
}

/* Goes through the pattern's named groups: "mention" narrows the candidate, "whole" says what belongs to it besides (degrees,
 * ranks), the others become parts. */
static int take_parts(struct matching *matching, const pcre2_code *code, uint32_t start, struct candidate *candidate) {
    uint32_t names = 0, size = 0;
    PCRE2_SPTR table = NULL;
    pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &names);
    if (names == 0)
        return 0;
    pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &table);
    const PCRE2_SIZE *groups = pcre2_get_ovector_pointer(matching->segment->match_data);
    uint32_t base = matching->segment->line_at[start];
    for (uint32_t i = 0; i < names; i++, table += size) {
        uint32_t group = (uint32_t)(table[0] << 8 | table[1]);
        PCRE2_SIZE from = groups[2 * group], to = groups[2 * group + 1];
        if (from == PCRE2_UNSET || from >= to)
            continue;
        uint32_t first = token_at(matching->segment, start, base + from), end = token_at(matching->segment, start, base + to);
        if (strcmp((const char *)table + 2, "mention") == 0) {
            candidate->first = first;
            candidate->end = end;
        } else if (strcmp((const char *)table + 2, "whole") == 0) {
            candidate->outer_first = first;
            candidate->outer_end = end;
        } else if (candidate->part_count < LIMIT_PARTS) {
            if (add_part(matching, (const char *)table + 2, first, end))
                return NETRAL_ERROR_MEMORY;
            candidate->part_count++;
        }
    }
    return 0;
}

static int add_candidate(struct matching *matching, const pcre2_code *code, uint32_t rule, uint32_t start) {
    struct segment *segment = matching->segment;
    const PCRE2_SIZE *groups = pcre2_get_ovector_pointer(segment->match_data);
    if (memory_reserve(&segment->allocator, &segment->candidates, &segment->candidate_capacity, segment->candidate_count + 1,
                       sizeof *segment->candidates))
        return NETRAL_ERROR_MEMORY;
    uint32_t end = token_at(segment, start, segment->line_at[start] + groups[1]);
    struct candidate candidate = {start, end, start, end, rule, (uint32_t)segment->part_count, 0};
    int failed = take_parts(matching, code, start, &candidate);
    if (failed)
        return failed;
    if (candidate.end > candidate.first) {
        segment->candidates[segment->candidate_count++] = candidate;
        segment->rule_ends[rule] = candidate.end;
    }
    return 0;
}

/* Tries a rule with its match beginning at `start`. Returns 1 on a match that reaches beyond the trigger, 0 on none, or an
 * error code. */
static int try_at(struct matching *matching, const pcre2_code *code, uint32_t rule, uint32_t start, uint32_t trigger) {
    struct segment *segment = matching->segment;
    uint32_t end = window_end(segment, start);
    const char *subject = segment->line + segment->line_at[start];
    size_t length = segment->line_at[end] - segment->line_at[start];
    int result = pcre2_match(code, (PCRE2_SPTR)subject, length, 0, PCRE2_NO_UTF_CHECK, segment->match_data, segment->match_context);
    if (result == PCRE2_ERROR_NOMATCH)
        return 0;
    if (result == PCRE2_ERROR_NOMEMORY)
        return NETRAL_ERROR_MEMORY;
    if (result < 0) {
        matching->limit_met = 1;
        return 0;
    }
    const PCRE2_SIZE *groups = pcre2_get_ovector_pointer(segment->match_data);
    if (segment->line_at[start] + groups[1] <= segment->line_at[trigger])
        return 0;
    int failed = add_candidate(matching, code, rule, start);
    return failed ? failed : 1;
}

static int run_rule(struct matching *matching, uint32_t rule, uint32_t trigger) {
    const netral_pack *pack = matching->doc->pack;
    const struct image_rule *made = &pack->rules[rule];
    if (matching->segment->rule_ends[rule] > trigger)
        return 0; /* a trigger inside the rule's own last find */
    uint32_t start = trigger > made->back ? trigger - made->back : 0;
    while (matching->segment->block_end[start] <= trigger) /* not across blocks */
        start = matching->segment->block_end[start];
    for (; start <= trigger; start++) {
        if (!program_may_match(pack, matching->segment, made, start, trigger))
            continue;
        const pcre2_code *code;
        int result = pack_rule_code(pack, rule, &code, matching->doc->error);
        result = result ? result : try_at(matching, code, rule, start, trigger);
        if (result != 0)
            return result < 0 ? result : 0;
    }
    return 0;
}

static int run_list(struct matching *matching, uint32_t list, uint32_t trigger) {
    const uint32_t *rules = matching->doc->pack->triggers + list;
    int code = 0;
    for (; list && *rules != UINT32_MAX && code == 0; rules++)
        code = run_rule(matching, *rules, trigger);
    return code;
}

static int lowest_bit(uint64_t bits) {
#if defined(__GNUC__)
    return __builtin_ctzll(bits);
#else
    int bit = 0;
    while (!(bits >> bit & 1))
        bit++;
    return bit;
#endif
}

/* The rules that wait for one of a token's features; mentions of earlier layers are features too. */
static int run_features(struct matching *matching, uint32_t i, unsigned word, uint64_t bits) {
    const netral_pack *pack = matching->doc->pack;
    int code = 0;
    for (; bits && code == 0; bits &= bits - 1) {
        unsigned feature = word * 64 + (unsigned)lowest_bit(bits);
        code = run_list(matching, pack->feature_triggers[matching->layer * LIMIT_FEATURES + feature], i);
    }
    return code;
}

/* Most tokens trigger nothing: three words of bits and a number say so. */
static int run_token(struct matching *matching, uint32_t i) {
    const netral_pack *pack = matching->doc->pack;
    const struct features *waited = &pack->layers[matching->layer].triggers, *known = &matching->segment->features[i];
    uint32_t triggers = segment_token(matching->segment, i)->triggers;
    int code = triggers ? run_list(matching, pack->trigger_sets[triggers].lists[matching->layer], i) : 0;
    for (unsigned word = 0; word < LIMIT_FEATURES / 64 && code == 0; word++) {
        uint64_t bits = waited->bits[word] & known->bits[word];
        if (bits)
            code = run_features(matching, i, word, bits);
    }
    return code;
}

static int run_layer(struct matching *matching) {
    struct segment *segment = matching->segment;
    const netral_pack *pack = matching->doc->pack;
    segment->candidate_count = segment->part_count = 0;
    if (pack->layers[matching->layer].rule_count == 0)
        return 0;
    memset(segment->rule_ends, 0, pack->rule_count * sizeof *segment->rule_ends);
    int code = 0;
    for (uint32_t i = 0; i < segment->count && code == 0; i++)
        code = run_token(matching, i);
    return code ? code : conflicts_settle(matching->doc, segment);
}

int match_segment(netral_doc *doc, struct segment *segment) {
    struct matching matching = {.doc = doc, .segment = segment};
    int code = memory_reserve(&segment->allocator, &segment->rule_ends, &segment->rule_end_capacity, doc->pack->rule_count,
                              sizeof *segment->rule_ends)
                   ? NETRAL_ERROR_MEMORY
                   : 0;
    segment->first_mention = doc->mention_count;
    for (matching.layer = 0; matching.layer < LIMIT_LAYERS && code == 0; matching.layer++)
        code = run_layer(&matching);
    if (code == 0 && matching.limit_met && segment->count > 0)
        code = document_warn(doc, "limit:match", segment_token(segment, 0)->start, segment_token(segment, segment->count - 1)->end, 1,
                             "a rule met its limit of match steps; it may have missed something in this stretch");
    return code;
}
