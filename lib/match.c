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
    *candidate = (struct candidate){start, match->end, start, match->end, rule, (uint32_t)segment->part_count, 0, start, match->end,
                                    trigger};
    for (uint32_t i = 0; i < match->part_count; i++)
        if (take_part(matching, &match->parts[i], candidate))
            return NETRAL_ERROR_MEMORY;
    if (candidate->end > candidate->first) {
        segment->candidate_count++;
        struct rule_progress *progress = &segment->progress[rule];
        progress->end = segment->progress_base + candidate->end;
        progress->found = segment->progress_base + start;
        progress->reach = segment->progress_base + match->end;
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
    int is_known = base + start == progress->found && base + start < progress->reach;
    if (is_known && base + trigger < progress->reach)
        return 1; /* it would only find the same again */
    if (base + start < progress->tried)
        return 0;
    int result = is_known ? 0 : try_at(matching, rule, start, trigger); /* what it found there does not reach beyond the trigger */
    if (result == 0)
        progress->tried = base + start + 1; /* the place of a match may serve a later trigger too */
    return result;
}

/* Runs some rules of a group from a place, but for those that have done with the trigger; `done` becomes all that have. */
static int run_rules(struct matching *matching, const uint32_t *rules, uint64_t bits, uint32_t start, uint32_t trigger, uint64_t *done) {
    for (bits &= ~*done; bits; bits &= bits - 1) {
        int code = run_rule(matching, rules[lowest_bit(bits)], start, trigger);
        if (code < 0)
            return code;
        *done |= code > 0 ? bits & (0 - bits) : 0;
    }
    return 0;
}

/* Runs a group's rules that wait for a trigger where they may begin, from the first place on. */
static int run_trigger(struct matching *matching, const uint32_t *rules, const struct starts *starts, uint32_t slot) {
    uint64_t done = 0;
    int code = 0;
    for (uint32_t distances = starts->distances[slot]; distances && code == 0;) {
        uint32_t distance = (uint32_t)highest_bit(distances), trigger = starts->triggers[slot];
        distances ^= 1u << distance;
        code = run_rules(matching, rules, starts->rules[distance][slot], trigger - distance, trigger, &done);
    }
    return code;
}

static int run_starts(struct matching *matching, const uint32_t *rules, const struct starts *starts) {
    int code = 0;
    for (uint64_t found = starts->found; found && code == 0; found &= found - 1)
        code = run_trigger(matching, rules, starts, (uint32_t)lowest_bit(found));
    return code;
}

/* Of 64 numbers from `base` on those in [first, end), a bit each. */
static uint64_t numbers_in(uint32_t base, uint32_t first, uint32_t end) {
    uint64_t before_end = end >= base + 64 ? ~(uint64_t)0 : ((uint64_t)1 << (end - base)) - 1;
    return first > base ? before_end >> (first - base) << (first - base) : before_end;
}

/* Runs those rules of the layer in a group that wait for the triggers. */
static int run_group(struct matching *matching, uint32_t group, struct starts *starts) {
    const netral_pack *pack = matching->doc->pack;
    struct segment *segment = matching->segment;
    uint64_t seats = numbers_in(group * GROUP_RULES, matching->made->first_seat, matching->made->end_seat);
    if (kinds_wake(pack, segment->table, group, &segment->allocator))
        return NETRAL_ERROR_MEMORY;
    starts_find(pack, segment, group, seats, starts);
    return run_starts(matching, pack->groups[group].rules, starts);
}

/* Of many groups those are run of which some rule may wait for a trigger, by group_bit, and for their triggers alone. */
static int run_groups(struct matching *matching, uint32_t first, uint32_t end, struct starts *starts) {
    uint64_t groups[TRIGGERS_AT_ONCE], all = 0;
    uint32_t triggers[TRIGGERS_AT_ONCE], count = starts->count;
    int code = 0;
    for (uint32_t i = 0; i < count; i++) {
        triggers[i] = starts->triggers[i];
        groups[i] = matching->made->feature_groups | pack_word_set(matching->doc->pack, matching->segment->words[triggers[i]])[1];
        all |= groups[i];
    }
    for (uint32_t group = first; group < end && code == 0; group++) {
        starts->count = 0;
        for (uint32_t i = 0; i < count && all & group_bit(group); i++) {
            starts->triggers[starts->count] = triggers[i];
            starts->count += (groups[i] & group_bit(group)) != 0;
        }
        code = starts->count ? run_group(matching, group, starts) : 0;
    }
    return code;
}

/* Runs the layer's rules that wait for the triggers: those that can begin there, and those that may have begun before. */
static int run_triggers(struct matching *matching, struct starts *starts) {
    uint32_t first = matching->made->first_seat / GROUP_RULES, end = (matching->made->end_seat - 1) / GROUP_RULES + 1;
    return end - first == 1 ? run_group(matching, first, starts) : run_groups(matching, first, end, starts);
}

#define MOST_PROGRESS ((uint32_t)1 << 31)

/* Eight bytes as a number, the first one lowest; compilers make one look of it. */
static inline uint64_t eight_in_order(const uint8_t *at) {
    return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24 | (uint64_t)at[4] << 32 |
           (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 | (uint64_t)at[7] << 56;
}

/* For which of so many tokens a rule of the layer waits, a bit each: eight bytes of which each has one bit at most are multiplied so that
 * these bits meet in the highest byte. */
#define TOKENS_AT_ONCE 64u
static inline uint64_t waiting_of(const uint8_t *layers, uint32_t layer) {
    uint64_t waiting = 0;
#pragma GCC unroll 8
    for (unsigned i = 0; i < TOKENS_AT_ONCE; i += 8)
        waiting |= ((eight_in_order(layers + i) >> layer & EACH_BYTE) * 0x0102040810204080u >> 56) << i;
    return waiting;
}

static uint64_t waiting_tokens(const struct segment *segment, uint32_t layer, uint32_t first) {
    uint8_t last[TOKENS_AT_ONCE] = {0};
    if (segment->count - first >= TOKENS_AT_ONCE)
        return waiting_of(segment->layers + first, layer);
    memcpy(last, segment->layers + first, segment->count - first);
    return waiting_of(last, layer);
}

/* How far a layer's triggers are taken: of so many tokens those that are left, a bit each. */
struct taking {
    uint32_t first;
    uint64_t waiting;
};

/* Takes as many triggers of the layer as there is room for. Returns 0 when there is none left. */
static int take_triggers(const struct matching *matching, struct taking *taking, struct starts *starts) {
    uint32_t count = 0;
    while (count < TRIGGERS_AT_ONCE) {
        while (!taking->waiting && taking->first + TOKENS_AT_ONCE < matching->segment->count) {
            taking->first += TOKENS_AT_ONCE;
            taking->waiting = waiting_tokens(matching->segment, matching->layer, taking->first);
        }
        if (!taking->waiting)
            break;
        starts->triggers[count++] = taking->first + (uint32_t)lowest_bit(taking->waiting);
        taking->waiting &= taking->waiting - 1;
    }
    starts->count = count;
    return count != 0;
}

static int run_tokens(struct matching *matching) {
    struct taking taking = {0, waiting_tokens(matching->segment, matching->layer, 0)};
    struct starts starts;
    int code = 0;
    while (code == 0 && take_triggers(matching, &taking, &starts))
        code = run_triggers(matching, &starts);
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
