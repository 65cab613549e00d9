/* Matching: a token answers at once which of the layer's rules wait for its word or one of its features, and for which of them a match
 * can begin there. Only these are run, over a bounded window: by their programs, or, where a program cannot decide, by PCRE2. */
#include "match.h"

#include <string.h>

#include "line_match.h"
#include "match_steps.h"
#include "observer.h"
#include "program_run.h"

struct matching {
    netral_doc *doc;
    struct segment *segment;
    uint32_t layer;
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
    struct candidate candidate = {start, match->end, start, match->end, rule, (uint32_t)segment->part_count, 0, start, match->end, trigger};
    for (uint32_t i = 0; i < match->part_count; i++)
        if (take_part(matching, &match->parts[i], &candidate))
            return NETRAL_ERROR_MEMORY;
    if (candidate.end > candidate.first) {
        segment->candidates[segment->candidate_count++] = candidate;
        segment->progress[rule].end = candidate.end;
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

/* Where the matches of a rule may begin that wait at a trigger. A place that was tried for an earlier trigger is not tried again:
 * its match, if it had one, did not even reach beyond that one. Nor does a match begin in another block. */
static uint32_t first_start(const struct segment *segment, const struct image_rule *rule, const struct rule_progress *progress,
                            uint32_t trigger) {
    uint32_t start = segment_first_start(segment, rule->back, trigger);
    return start < progress->tried ? progress->tried : start;
}

static int run_rule(struct matching *matching, uint32_t rule, uint32_t trigger) {
    const struct image_rule *made = &matching->doc->pack->rules[rule];
    struct rule_progress *progress = &matching->segment->progress[rule];
    if (progress->end > trigger || match_steps_is_off(matching->doc, rule))
        return 0; /* a trigger inside the rule's own last find */
    int failed = match_steps_take(matching->doc, rule, 1, trigger);
    if (failed)
        return failed;
    for (uint32_t start = first_start(matching->segment, made, progress, trigger); start <= trigger; start++) {
        progress->tried = start;
        if (!program_may_begin(matching->doc->pack, matching->segment, made, start))
            continue;
        int result = try_at(matching, rule, start, trigger);
        if (result != 0)
            return result < 0 ? result : 0; /* the place of a match may serve a later trigger too */
    }
    progress->tried = trigger + 1;
    return 0;
}

/* The seats of a layer in a group, a bit each. */
static uint64_t layer_seats(const struct image_layer *layer, uint32_t group) {
    uint32_t first = layer->first_seat > group * GROUP_RULES ? layer->first_seat - group * GROUP_RULES : 0;
    uint32_t end = layer->end_seat - group * GROUP_RULES;
    uint64_t before_end = end < GROUP_RULES ? ((uint64_t)1 << end) - 1 : ~(uint64_t)0;
    return before_end >> first << first;
}

/* Runs the layer's rules that wait for the token: those that can begin here, and those that may have begun before. */
static int run_token(struct matching *matching, uint32_t i) {
    const netral_pack *pack = matching->doc->pack;
    const struct image_layer *layer = &pack->layers[matching->layer];
    int code = 0;
    for (uint32_t group = layer->first_seat / GROUP_RULES; group * GROUP_RULES < layer->end_seat && code == 0; group++) {
        const struct image_group *made = &pack->groups[group];
        uint64_t seats = segment_waits(pack, matching->segment, group, i) & layer_seats(layer, group);
        if (seats)
            seats &= made->backs | program_begins(pack, matching->segment, group, i);
        for (; seats && code == 0; seats &= seats - 1)
            code = run_rule(matching, made->rules[lowest_bit(seats)], i);
    }
    return code;
}

/* The next token from i on for which a rule of the layer waits, or the number of tokens. Most trigger nothing: they are stepped
 * over eight at a time. */
static uint32_t next_waited(const struct matching *matching, uint32_t i) {
    const struct segment *segment = matching->segment;
    const uint8_t *layers = segment->layers;
    const uint64_t every = (uint64_t)0x0101010101010101u << matching->layer;
    for (uint64_t eight; i + 8 <= segment->count; i += 8) {
        memcpy(&eight, layers + i, 8);
        if (eight & every)
            break;
    }
    while (i < segment->count && !(layers[i] >> matching->layer & 1))
        i++;
    return i;
}

static int run_layer(struct matching *matching) {
    struct segment *segment = matching->segment;
    const netral_pack *pack = matching->doc->pack;
    segment->candidate_count = segment->part_count = 0;
    if (pack->layers[matching->layer].trigger_count == 0)
        return 0;
    memset(segment->progress, 0, pack->rule_count * sizeof *segment->progress);
    int code = 0;
    for (uint32_t i = next_waited(matching, 0); i < segment->count && code == 0; i = next_waited(matching, i + 1))
        code = run_token(matching, i);
    if (matching->doc->observer && code == 0)
        code = matching->doc->observer->found(matching->doc->observer->context, matching->doc, segment, matching->layer);
    return code ? code : conflicts_settle(matching->doc, segment);
}

int match_segment(netral_doc *doc, struct segment *segment) {
    struct matching matching = {.doc = doc, .segment = segment};
    int code = memory_reserve(&segment->allocator, &segment->progress, &segment->progress_capacity, doc->pack->rule_count,
                              sizeof *segment->progress)
                   ? NETRAL_ERROR_MEMORY
                   : 0;
    segment->first_mention = doc->mention_count;
    for (matching.layer = 0; matching.layer < LIMIT_LAYERS && code == 0; matching.layer++)
        code = run_layer(&matching);
    return code;
}
