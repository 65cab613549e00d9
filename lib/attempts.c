/* Every rule that a token near the place calls is run again where it could have begun. An attempt is worth the more, the more of the
 * place it came past, then, the further it went behind its trigger, then, the more it took. Of each rule the best attempt
 * is kept. */
#include "attempts.h"

#include <string.h>

#include "program_run.h"

struct looking {
    struct attempt_list *list;
    const netral_pack *pack;
    struct segment *segment;
};

/* ---- The best ------------------------------------------------------------------------------------------------------ */

static uint32_t covered(const struct attempt_list *list, uint32_t first, uint32_t end) {
    first = first < list->first ? list->first : first;
    end = end > list->end ? list->end : end;
    return end > first ? end - first : 0;
}

/* Tokens that the attempt took behind its trigger, the trigger with them. */
static uint32_t behind_trigger(const struct attempt *attempt) {
    return attempt->trace.end > attempt->trigger ? attempt->trace.end - attempt->trigger : 0;
}

static int is_better(const struct attempt *a, const struct attempt *b) {
    if (a->covered != b->covered)
        return a->covered > b->covered;
    if (behind_trigger(a) != behind_trigger(b))
        return behind_trigger(a) > behind_trigger(b);
    uint32_t taken = a->trace.end - a->start, other = b->trace.end - b->start;
    return taken != other ? taken > other : a->outcome > b->outcome;
}

static void drop(struct attempt_list *list, uint32_t i) {
    memmove(&list->items[i], &list->items[i + 1], (list->count - i - 1) * sizeof *list->items);
    list->count--;
}

static void keep(struct attempt_list *list, const struct attempt *attempt) {
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->items[i].rule != attempt->rule)
            continue;
        if (!is_better(attempt, &list->items[i]))
            return;
        drop(list, i);
    }
    uint32_t place = list->count;
    while (place > 0 && is_better(attempt, &list->items[place - 1]))
        place--;
    if (place == ATTEMPTS_KEPT)
        return;
    if (list->count == ATTEMPTS_KEPT)
        list->count--;
    memmove(&list->items[place + 1], &list->items[place], (list->count - place) * sizeof *list->items);
    list->items[place] = *attempt;
    list->count++;
}

/* ---- One rule ------------------------------------------------------------------------------------------------------ */

/* What the rule has found here, or NULL: then that is told, not what it tried besides. */
static const struct candidate *find_here(const struct looking *looking, uint32_t rule) {
    const struct segment *segment = looking->segment;
    for (size_t i = 0; i < segment->candidate_count; i++) {
        const struct candidate *candidate = &segment->candidates[i];
        if (candidate->rule == rule && candidate->match_first < looking->list->end && candidate->match_end > looking->list->first)
            return candidate;
    }
    return NULL;
}

static void consider(struct looking *looking, struct attempt *attempt) {
    struct attempt_list *list = looking->list;
    const struct trace *trace = &attempt->trace;
    attempt->covered = covered(list, attempt->start, trace->end);
    if (attempt->start >= list->end || trace->reached < list->first || trace->end == attempt->start)
        return;
    if (attempt->covered == 0 && attempt->outcome != ATTEMPT_FAILED)
        return;
    uint32_t token = trace->reached < looking->segment->count ? trace->reached : attempt->start;
    attempt->reached = *segment_features(looking->segment, token);
    keep(list, attempt);
}

/* As match.c looks at a rule's guard; where no program decides, the match counts. */
static int is_kept_away(struct looking *looking, uint32_t rule, uint32_t start) {
    struct segment *segment = looking->segment;
    const struct image_rule *made = &looking->pack->rules[rule];
    struct rule_match match;
    if (!made->guard || program_match(looking->pack, segment, made, start, segment_window_end(segment, start), &match) != 1)
        return 0;
    uint32_t before = rule_match_start(&match, start), back = looking->pack->rules[made->guard].back;
    for (uint32_t at = before; at > 0 && before - at < back && segment->block_end[at - 1] == segment->block_end[before]; at--)
        if (program_match(looking->pack, segment, &looking->pack->rules[made->guard], at - 1, before, &match) == 1)
            return 1;
    return 0;
}

static void try_at(struct looking *looking, uint32_t rule, uint32_t start, uint32_t trigger) {
    struct attempt attempt = {.rule = rule, .start = start, .trigger = trigger, .outcome = ATTEMPT_FAILED};
    int result = trace_rule(looking->pack, looking->segment, &looking->pack->rules[rule], start,
                            segment_window_end(looking->segment, start), &attempt.trace);
    if (result == 1) {
        attempt.outcome = attempt.trace.end <= trigger ? ATTEMPT_SHORT
                          : is_kept_away(looking, rule, start) ? ATTEMPT_KEPT_AWAY
                                                               : ATTEMPT_PASSED;
        attempt.trace.reached = attempt.trace.end;
    }
    if (result >= 0)
        consider(looking, &attempt);
}

/* A find that ends inside the place: what it would have taken to go on. */
static void try_further(struct looking *looking, const struct candidate *found) {
    struct attempt attempt = {.rule = found->rule, .start = found->match_first, .trigger = found->trigger, .outcome = ATTEMPT_ENDED};
    if (found->end >= looking->list->end ||
        trace_rule(looking->pack, looking->segment, &looking->pack->rules[found->rule], attempt.start,
                   segment_window_end(looking->segment, attempt.start), &attempt.trace) != 1)
        return;
    if (attempt.trace.reached < attempt.trace.end) { /* what was wanted inside the match is of no interest */
        attempt.trace.reached = attempt.trace.end;
        attempt.trace.wish_count = 0;
    }
    consider(looking, &attempt);
}

/* ---- The rules that a token calls ---------------------------------------------------------------------------------- */

/* Whether a token calls a rule. */
static int calls(const struct looking *looking, uint32_t token, uint32_t rule) {
    uint32_t seat = looking->pack->rules[rule].seat;
    return (int)(segment_waits(looking->pack, looking->segment, seat / GROUP_RULES, token) >> seat % GROUP_RULES & 1);
}

/* The first token from `start` on that calls the rule, `end` when none does. */
static uint32_t find_caller(const struct looking *looking, uint32_t rule, uint32_t start, uint32_t end) {
    while (start < end && !calls(looking, start, rule))
        start++;
    return start;
}

static void try_called(struct looking *looking, uint32_t rule, uint32_t from, uint32_t to) {
    for (uint32_t trigger = from; trigger < to; trigger++)
        if (calls(looking, trigger, rule))
            for (uint32_t start = segment_first_start(looking->segment, looking->pack->rules[rule].back, trigger); start <= trigger;
                 start++)
                try_at(looking, rule, start, trigger);
}

/* A rule may match, and the match hold one of its triggers, only farther behind its beginning than `back` allows. (A match without
 * any trigger is meant to be none: patterns rely on their triggers.) */
static void try_uncalled(struct looking *looking, uint32_t rule, uint32_t from) {
    struct attempt attempt = {.rule = rule, .outcome = ATTEMPT_UNCALLED};
    const struct image_rule *made = &looking->pack->rules[rule];
    for (uint32_t start = from; start < looking->list->end; start++) {
        if (trace_rule(looking->pack, looking->segment, made, start, segment_window_end(looking->segment, start), &attempt.trace) != 1)
            continue;
        attempt.start = start;
        attempt.trigger = find_caller(looking, rule, start, attempt.trace.end);
        attempt.trace.reached = attempt.trace.end;
        if (attempt.trigger > start + made->back && attempt.trigger < attempt.trace.end)
            consider(looking, &attempt);
    }
}

void attempts_find(struct attempt_list *list, const netral_pack *pack, struct segment *segment, uint32_t layer) {
    struct looking looking = {list, pack, segment};
    if (list->end <= list->first || list->end - list->first > ATTEMPT_TOKENS)
        return;
    uint32_t from = list->first > ATTEMPT_TOKENS_BEFORE ? list->first - ATTEMPT_TOKENS_BEFORE : 0;
    while (segment->block_end[from] <= list->first)
        from = segment->block_end[from];
    uint32_t block_end = segment->block_end[list->end - 1];
    for (uint32_t rule = 0; rule < pack->rule_count; rule++) {
        const struct image_rule *made = &pack->rules[rule];
        if (made->layer != layer || made->code_length == 0)
            continue;
        const struct candidate *found = find_here(&looking, rule);
        if (found) {
            try_further(&looking, found);
            continue;
        }
        uint32_t to = list->end + made->back < block_end ? list->end + made->back : block_end;
        try_called(&looking, rule, from, to);
        try_uncalled(&looking, rule, from);
    }
}
