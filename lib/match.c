/* Matching: a token answers at once which of the layer's rules wait for its word or one of its features, and for which of them a match
 * can begin there. Only these are run, over a bounded window: by their programs, or, where a program cannot decide, by PCRE2. */
#include "match.h"

#include <string.h>

#include "line_match.h"
#include "match_steps.h"
#include "observer.h"
#include "program_run.h"
#include "starts.h"

struct matching {
    netral_doc *doc;
    struct segment *segment;
    uint32_t layer;
    const struct image_layer *made;
};

static int add_part(struct matching *matching, const struct found_part *part) {
    struct segment *segment = matching->segment;
    if (memory_reserve(&segment->allocator, &segment->parts, &segment->part_capacity, segment->part_count + 1, sizeof *segment->parts))
        return NETRAL_ERROR_MEMORY;
    segment->parts[segment->part_count++] = (struct candidate_part){part->name, part->first, part->end, part->part};
    return 0;
}

/* "mention" narrows the candidate, "whole" says what belongs to it besides (degrees, ranks), the others become parts. */
static int take_part(struct matching *matching, const struct found_part *part, struct candidate *candidate) {
    if (part->part == PART_MENTION) {
        candidate->first = part->first;
        candidate->end = part->end;
    } else if (part->part == PART_WHOLE) {
        candidate->outer_first = part->first;
        candidate->outer_end = part->end;
    } else if (candidate->part_count < LIMIT_PARTS) {
        if (add_part(matching, part))
            return NETRAL_ERROR_MEMORY;
        candidate->part_count++;
    }
    return 0;
}

static int add_candidate(struct matching *matching, const struct rule_match *match, uint32_t rule, uint32_t start, uint32_t trigger) {
    struct segment *segment = matching->segment;
    if (memory_reserve(&segment->allocator, &segment->candidates, &segment->candidate_capacity, segment->candidate_count + 1,
                       sizeof *segment->candidates))
        return NETRAL_ERROR_MEMORY;
    struct candidate *candidate = &segment->candidates[segment->candidate_count];
    *candidate = (struct candidate){start, match->end, start, match->end, rule, (uint32_t)segment->part_count, 0, start, match->end, trigger};
    for (uint32_t i = 0; i < match->part_count; i++)
        if (take_part(matching, &match->parts[i], candidate))
            return NETRAL_ERROR_MEMORY;
    if (candidate->end > candidate->first) {
        segment->candidate_count++;
        segment->progress[rule].end = segment->progress_base + candidate->end;
    }
    return 0;
}

/* Whether what the rule's `not-left` says stands before the match. Its steps are the rule's. Returns 1, 0, or an error code. */
static int is_kept_away(struct matching *matching, uint32_t rule, uint32_t before) {
    const netral_pack *pack = matching->doc->pack;
    struct segment *segment = matching->segment;
    struct rule_match match;
    uint32_t guard = pack->rules[rule].guard;
    int result = 0, failed = 0;
    for (uint32_t at = before; at > 0 && before - at < LIMIT_RULE_BACK && result == 0 && !failed; at--) {
        if (segment->block_end[at - 1] != segment->block_end[before])
            break;
        result = program_match(pack, segment, &pack->rules[guard], at - 1, before, &match);
        if (result < 0)
            result = line_match(matching->doc, segment, guard, at - 1, before, &match);
        failed = match_steps_take(matching->doc, rule, match.steps, before);
    }
    return failed ? failed : result;
}

/* Tries a rule with its match beginning at `start`. Returns 1 on a match that reaches beyond the trigger, 0 on none, or an
 * error code. */
static int try_at(struct matching *matching, uint32_t rule, uint32_t start, uint32_t trigger) {
    netral_doc *doc = matching->doc;
    struct segment *segment = matching->segment;
    struct rule_match match;
    uint32_t end = segment_window_end(segment, start);
    int result = program_match(doc->pack, segment, &doc->pack->rules[rule], start, end, &match);
    if (result < 0)
        result = line_match(doc, segment, rule, start, end, &match);
    int failed = match_steps_take(doc, rule, match.steps, start);
    if (failed)
        return failed;
    if (result <= 0 || match.end <= trigger)
        return result < 0 ? result : 0;
    uint32_t guard = doc->pack->rules[rule].guard;
    failed = guard ? is_kept_away(matching, rule, rule_match_start(&match, start)) : 0;
    if (failed)
        return failed < 0 ? failed : 0;
    failed = add_candidate(matching, &match, rule, start, trigger);
    return failed ? failed : 1;
}

/* Runs a rule from a place where its match may begin. A place that was tried for an earlier trigger is not tried again: its match, if it
 * had one, did not even reach beyond that one. Returns 1 when the rule has done with the trigger, else 0, or an error code. */
static int run_rule(struct matching *matching, uint32_t rule, uint32_t start, uint32_t trigger) {
    struct rule_progress *progress = &matching->segment->progress[rule];
    uint32_t base = matching->segment->progress_base;
    if (progress->end > base + trigger || match_steps_is_off(matching->doc, rule))
        return 1; /* a trigger inside the rule's own last find */
    if (base + start < progress->tried)
        return 0;
    int result = try_at(matching, rule, start, trigger);
    if (result == 0)
        progress->tried = base + start + 1; /* the place of a match may serve a later trigger too */
    return result;
}

/* Runs those of a group's rules that wait for the trigger from all places where they may begin, from the first on. */
static int run_seats(struct matching *matching, uint32_t group, uint64_t seats, uint32_t trigger) {
    const uint32_t *rules = matching->doc->pack->groups[group].rules;
    struct starts starts;
    int code = 0;
    starts_find(matching->doc->pack, matching->segment, group, seats, trigger, &starts);
    while (starts.count-- > 0 && code >= 0)
        for (uint64_t bits = starts.items[starts.count].rules & seats; bits && code >= 0; bits &= bits - 1) {
            code = run_rule(matching, rules[lowest_bit(bits)], trigger - starts.items[starts.count].distance, trigger);
            if (code > 0)
                seats &= ~(bits & (0 - bits));
        }
    return code < 0 ? code : 0;
}

/* Of 64 numbers from `base` on those in [first, end), a bit each. */
static uint64_t numbers_in(uint32_t base, uint32_t first, uint32_t end) {
    uint64_t before_end = end >= base + 64 ? ~(uint64_t)0 : ((uint64_t)1 << (end - base)) - 1;
    return first > base ? before_end >> (first - base) << (first - base) : before_end;
}

static int run_group(struct matching *matching, uint32_t group, uint32_t i) {
    const struct image_layer *layer = matching->made;
    struct row_table *table = matching->segment->table;
    int is_awake = group < table->group_capacity && table->kinds[group];
    int code = is_awake ? 0 : kinds_wake(matching->doc->pack, table, group, &matching->segment->allocator);
    return code ? code : run_seats(matching, group, numbers_in(group * GROUP_RULES, layer->first_seat, layer->end_seat), i);
}

/* Of many groups those are run in which some rule may wait for the token, by group_bit. */
static int run_groups(struct matching *matching, uint32_t first, uint32_t end, uint32_t i) {
    uint64_t by_word = pack_word_set(matching->doc->pack, matching->segment->words[i])[1];
    int code = 0;
    for (uint32_t base = first / 64 * 64; base < end; base += 64)
        for (uint64_t groups = (matching->made->feature_groups | by_word) & numbers_in(base, first, end); groups && code == 0;
             groups &= groups - 1)
            code = run_group(matching, base + (uint32_t)lowest_bit(groups), i);
    return code;
}

/* Runs the layer's rules that wait for the token: those that can begin here, and those that may have begun before. */
static int run_token(struct matching *matching, uint32_t i) {
    uint32_t first = matching->made->first_seat / GROUP_RULES, end = (matching->made->end_seat - 1) / GROUP_RULES + 1;
    return end - first == 1 ? run_group(matching, first, i) : run_groups(matching, first, end, i);
}

#define TOKENS_AT_ONCE 64u
#define MOST_PROGRESS ((uint32_t)1 << 31)

/* Eight bytes as a number, the first one lowest; compilers make one look of it. */
static inline uint64_t eight_bytes(const uint8_t *at) {
    return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24 | (uint64_t)at[4] << 32 |
           (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 | (uint64_t)at[7] << 56;
}

/* For which of so many tokens a rule of the layer waits, a bit each: eight bytes of which each has one bit at most are multiplied so that
 * these bits meet in the highest byte. */
static inline uint64_t waiting_of(const uint8_t *layers, uint32_t layer) {
    uint64_t waiting = 0;
#pragma GCC unroll 8
    for (unsigned i = 0; i < TOKENS_AT_ONCE; i += 8)
        waiting |= ((eight_bytes(layers + i) >> layer & 0x0101010101010101u) * 0x0102040810204080u >> 56) << i;
    return waiting;
}

static uint64_t waiting_tokens(const struct segment *segment, uint32_t layer, uint32_t first) {
    uint8_t last[TOKENS_AT_ONCE] = {0};
    if (segment->count - first >= TOKENS_AT_ONCE)
        return waiting_of(segment->layers + first, layer);
    memcpy(last, segment->layers + first, segment->count - first);
    return waiting_of(last, layer);
}

static int run_tokens(struct matching *matching) {
    struct segment *segment = matching->segment;
    int code = 0;
    for (uint32_t first = 0; first < segment->count && code == 0; first += TOKENS_AT_ONCE)
        for (uint64_t waiting = waiting_tokens(segment, matching->layer, first); waiting && code == 0; waiting &= waiting - 1)
            code = run_token(matching, first + (uint32_t)lowest_bit(waiting));
    return code;
}

static int run_layer(struct matching *matching) {
    struct segment *segment = matching->segment;
    segment->candidate_count = segment->part_count = 0;
    matching->made = &matching->doc->pack->layers[matching->layer];
    if (matching->made->trigger_count == 0)
        return 0;
    int code = run_tokens(matching);
    if (matching->doc->observer && code == 0)
        code = matching->doc->observer->found(matching->doc->observer->context, matching->doc, segment, matching->layer);
    return code ? code : conflicts_settle(matching->doc, segment);
}

/* Every rule is at the segment's first token. */
static int prepare_progress(const netral_pack *pack, struct segment *segment) {
    int is_stale = segment->progress_capacity < pack->rule_count || segment->progress_base >= MOST_PROGRESS;
    if (memory_reserve(&segment->allocator, &segment->progress, &segment->progress_capacity, pack->rule_count, sizeof *segment->progress))
        return NETRAL_ERROR_MEMORY;
    if (is_stale && segment->progress)
        memset(segment->progress, 0, segment->progress_capacity * sizeof *segment->progress);
    segment->progress_base = is_stale ? 0 : segment->progress_base;
    return 0;
}

int match_segment(netral_doc *doc, struct segment *segment) {
    struct matching matching = {.doc = doc, .segment = segment};
    int code = prepare_progress(doc->pack, segment);
    segment->first_mention = doc->mention_count;
    for (matching.layer = 0; matching.layer < LIMIT_LAYERS && code == 0; matching.layer++)
        code = run_layer(&matching);
    segment->progress_base += (uint32_t)segment->count;
    return code;
}
