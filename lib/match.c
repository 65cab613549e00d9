/* Matching: a token answers at once which of the layer's rules wait for its word or one of its features, and for which of them a match
 * can begin there. Only these are run, over a bounded window: by their programs, or, where a program cannot decide, by PCRE2.
 *
 * A layer's rules are run in bands, those of high priority first; what is found is settled before the next band. Where the rules of later
 * bands may begin is found with the rest and kept; by then most of their triggers lie in mentions that keep them away. */
#include "match.h"

#include <string.h>

#include "line_match.h"
#include "match_steps.h"
#include "observer.h"
#include "program_run.h"
#include "starts.h"
#include "triggers.h"

struct matching {
    netral_doc *doc;
    struct segment *segment;
    uint32_t layer;
    const struct image_layer *made;
    uint32_t first_seat, end_seat; /* of the band that is run */
    int is_watched;                /* whoever looks on sees all that could be found */
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
    uint32_t guard = pack->rules[rule].guard, back = pack->rules[guard].back;
    int result = 0, failed = 0;
    for (uint32_t at = before; at > 0 && before - at < back && result == 0 && !failed; at--) {
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

/* The rules that need not be tried at a trigger, for a mention holds it to which all that they find there would lose: of several that hold
 * it, the one of the first type tells. */
static uint64_t kept_away(const struct matching *matching, uint32_t group, uint32_t trigger) {
    uint64_t types = matching->segment->held[trigger];
    return matching->doc->pack->groups[group].kept_away[lowest_bit(types | (uint64_t)1 << LIMIT_MENTION_TYPES)];
}

/* Room for so many places more. */
static int reserve_later(struct segment *segment, size_t count) {
    return memory_reserve(&segment->allocator, &segment->later, &segment->later_capacity, segment->later_count + count,
                          sizeof *segment->later);
}

/* Leaves rules for the layer's later bands. Written in any case, for whether there are any cannot be foreseen. */
static inline void leave(struct segment *segment, struct later_start start) {
    segment->later[segment->later_count] = start;
    segment->later_count += start.rules != 0;
}

/* The rules of a group that are run now, and those that are run later. */
struct running {
    const uint32_t *rules;
    uint64_t now, later;
    uint32_t group;
};

/* Whether the last candidate was found before, for another trigger. */
static int is_found_again(const struct segment *segment) {
    const struct candidate *last = &segment->candidates[segment->candidate_count - 1];
    for (const struct candidate *other = segment->candidates; other < last; other++)
        if (other->rule == last->rule && other->match_first == last->match_first && other->match_end == last->match_end)
            return 1;
    return 0;
}

/* One who looks on is shown what rules would find that are kept away. It loses, and nothing else may come of it. */
static int show_away(struct matching *matching, const uint32_t *rules, uint64_t bits, uint32_t start, uint32_t trigger) {
    struct segment *segment = matching->segment;
    for (; bits; bits &= bits - 1) {
        struct rule_progress *progress = &segment->progress[rules[lowest_bit(bits)]], before = *progress;
        size_t count = segment->candidate_count;
        int code = run_rule(matching, rules[lowest_bit(bits)], start, trigger);
        *progress = before;
        if (code < 0)
            return code;
        if (segment->candidate_count > count && is_found_again(segment))
            segment->candidate_count = count;
    }
    return 0;
}

/* Runs those of some rules that are to be run now from a place so far before their trigger. */
static int run_place(struct matching *matching, const struct running *running, struct later_start start, uint64_t *done) {
    uint64_t now = start.rules & running->now;
    uint32_t first = start.trigger - start.distance;
    start.rules &= running->later;
    leave(matching->segment, start);
    int code = run_rules(matching, running->rules, now, first, start.trigger, done);
    if (code == 0 && matching->is_watched)
        code = show_away(matching, running->rules, now & kept_away(matching, running->group, start.trigger), first, start.trigger);
    return code;
}

/* Runs a group's rules that wait for a trigger where they may begin, from the first place on. */
static int run_trigger(struct matching *matching, const struct running *running, const struct starts *starts, uint32_t slot) {
    uint32_t trigger = starts->triggers[slot];
    uint64_t done = kept_away(matching, running->group, trigger);
    int code = reserve_later(matching->segment, LIMIT_RULE_BACK + 1) ? NETRAL_ERROR_MEMORY : 0;
    for (uint32_t distances = starts->distances[slot]; distances && code == 0;) {
        uint32_t distance = (uint32_t)highest_bit(distances);
        uint64_t rules = starts->rules[distance][slot];
        distances ^= 1u << distance;
        code = run_place(matching, running, (struct later_start){rules, trigger, (uint16_t)running->group, (uint16_t)distance}, &done);
    }
    return code;
}

static int run_starts(struct matching *matching, const struct running *running, const struct starts *starts) {
    int code = 0;
    for (uint64_t found = starts->found; found && code == 0; found &= found - 1)
        code = run_trigger(matching, running, starts, (uint32_t)lowest_bit(found));
    return code;
}

/* Of 64 numbers from `base` on those below `end`, a bit each. */
static uint64_t numbers_below(uint32_t base, uint32_t end) {
    if (end <= base)
        return 0;
    return end >= base + 64 ? ~(uint64_t)0 : ((uint64_t)1 << (end - base)) - 1;
}

/* … and those in [first, end). */
static uint64_t numbers_in(uint32_t base, uint32_t first, uint32_t end) {
    return numbers_below(base, end) & ~numbers_below(base, first);
}

static struct running running_in(const struct matching *matching, uint32_t group) {
    uint32_t base = group * GROUP_RULES;
    return (struct running){matching->doc->pack->groups[group].rules, numbers_in(base, matching->first_seat, matching->end_seat),
                            numbers_in(base, matching->end_seat, layer_end_seat(matching->made)), group};
}

/* Looks where those rules of the layer in a group may begin that wait for the triggers, and runs those of the first band. */
static int run_group(struct matching *matching, uint32_t group, struct starts *starts) {
    const netral_pack *pack = matching->doc->pack;
    struct segment *segment = matching->segment;
    const struct running running = running_in(matching, group);
    if (kinds_wake(pack, segment->table, group, &segment->allocator))
        return NETRAL_ERROR_MEMORY;
    starts_find(pack, segment, group, running.now | running.later, starts);
    return run_starts(matching, &running, starts);
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
    uint32_t first = matching->made->first_seat / GROUP_RULES, end = (layer_end_seat(matching->made) - 1) / GROUP_RULES + 1;
    return end - first == 1 ? run_group(matching, first, starts) : run_groups(matching, first, end, starts);
}

#define MOST_PROGRESS ((uint32_t)1 << 31)

static int run_tokens(struct matching *matching) {
    struct taking taking = triggers_first(matching->segment, matching->layer);
    struct starts starts;
    int code = 0;
    while (code == 0 && (starts.count = triggers_take(matching->segment, matching->layer, &taking, starts.triggers)))
        code = run_triggers(matching, &starts);
    return code;
}

/* Runs those rules of the band that were left for it, and leaves the others again, where the list was read already. */
static int run_left(struct matching *matching) {
    struct segment *segment = matching->segment;
    size_t count = segment->later_count;
    uint64_t done = 0;
    uint32_t trigger = UINT32_MAX, group = UINT32_MAX;
    struct running running = {0};
    int code = 0;
    segment->later_count = 0;
    for (size_t i = 0; i < count && code == 0; i++) {
        struct later_start start = segment->later[i];
        if (start.group != group)
            running = running_in(matching, start.group);
        if (start.trigger != trigger || start.group != group)
            done = kept_away(matching, start.group, start.trigger);
        trigger = start.trigger;
        group = start.group;
        code = run_place(matching, &running, start, &done);
    }
    return code;
}

static void forget_candidates(struct segment *segment) {
    segment->candidate_count = segment->part_count = 0;
}

/* Runs the rules of a band, which are those of some seats, and settles what they found. */
static int run_band(struct matching *matching, uint32_t first_seat, uint32_t end_seat) {
    struct segment *segment = matching->segment;
    if (!matching->is_watched)
        forget_candidates(segment);
    size_t settled = segment->candidate_count;
    matching->first_seat = first_seat;
    matching->end_seat = end_seat;
    int code = first_seat == matching->made->first_seat ? run_tokens(matching) : run_left(matching);
    return code ? code : conflicts_settle(matching->doc, segment, settled);
}

static int run_layer(struct matching *matching) {
    const struct image_layer *made = matching->made = &matching->doc->pack->layers[matching->layer];
    uint32_t first_seat = made->first_seat;
    int code = 0;
    const struct observer *observer = matching->doc->observer;
    forget_candidates(matching->segment);
    matching->segment->later_count = matching->segment->winner_count = 0;
    if (made->trigger_count == 0)
        return 0;
    for (uint32_t band = 0; band < BANDS && code == 0; band++) {
        if (first_seat < made->band_ends[band])
            code = run_band(matching, first_seat, made->band_ends[band]);
        first_seat = made->band_ends[band];
    }
    if (observer && code == 0)
        code = observer->found(observer->context, matching->doc, matching->segment, matching->layer);
    conflicts_mark(matching->doc->pack, matching->segment);
    return code;
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
    struct matching matching = {.doc = doc, .segment = segment, .is_watched = doc->observer != NULL};
    int code = prepare_progress(doc->pack, segment);
    segment->first_mention = doc->mention_count;
    for (matching.layer = 0; matching.layer < LIMIT_LAYERS && code == 0; matching.layer++)
        code = run_layer(&matching);
    segment->progress_base += (uint32_t)segment->count;
    return code;
}
