/* One policy for conflicts, the same for shipped and user rules:
 *
 * within a layer, a candidate of higher priority wins over the ones it overlaps; among equals the longer wins, then the one
 * that begins first, then the rule that stands first. Against mentions of earlier layers and winners before it, a candidate
 * must keep clear of opaque mentions and of its own type, and may otherwise only contain, or lie in, what the types allow
 * (`holds`). A veto rule's winner is no mention: it only makes its tokens taken.
 *
 * Candidates that do not overlap, not even through others, have nothing to settle: a layer falls apart into groups, most of them
 * of one or two, and only these are sorted. */
#include <stdlib.h>
#include <string.h>

#include "match.h"
#include "observer.h"
#include "parts.h"

#define SMALL_GROUP 16

/* Priority, then length, as a number of which the smaller wins. */
struct ranked {
    uint64_t worth;
    const struct candidate *candidate;
};

static uint64_t worth_of(const netral_pack *pack, const struct candidate *candidate) {
    uint64_t priority = (uint64_t)((int64_t)INT32_MAX - pack->rules[candidate->rule].priority);
    return priority << 32 | (UINT32_MAX - (candidate->end - candidate->first));
}

static int by_rank(const void *a, const void *b) {
    const struct ranked *one = a, *other = b;
    const struct candidate *left = one->candidate, *right = other->candidate;
    if (one->worth != other->worth)
        return one->worth < other->worth ? -1 : 1;
    if (left->first != right->first)
        return left->first < right->first ? -1 : 1;
    if (left->rule != right->rule)
        return left->rule < right->rule ? -1 : 1;
    return left < right ? -1 : left > right;
}

static int holds(const netral_pack *pack, uint32_t outer, uint32_t inner) {
    return (int)(pack->types[outer].holds >> inner & 1);
}

/* What a mention that covers token i of the candidate has against it. */
static enum clash clash_with_cover(const netral_doc *doc, const struct segment *segment, const struct candidate *candidate, uint32_t type,
                                   uint32_t i) {
    const struct mention *other = &doc->mentions[segment->cover[i] - 1];
    uint32_t start = segment_token(segment, candidate->first)->start, end = segment_token(segment, candidate->end - 1)->end;
    if (other->start >= start && other->end <= end)
        return holds(doc->pack, type, other->type) ? CLASH_NONE : CLASH_HOLDS;
    if (start >= other->start && end <= other->end)
        return holds(doc->pack, other->type, type) ? CLASH_NONE : CLASH_HOLDS;
    return CLASH_CROSS;
}

/* What a claimed token has against a candidate. */
static enum clash clash_at(const netral_doc *doc, const struct segment *segment, const struct candidate *candidate, uint32_t type,
                           uint32_t i) {
    if (segment->held[i] >> type & 1)
        return CLASH_TYPE;
    if (segment->taken[i / 64] >> i % 64 & 1)
        return CLASH_TAKEN;
    return segment->cover[i] ? clash_with_cover(doc, segment, candidate, type, i) : CLASH_NONE;
}

/* What speaks against a candidate, and at which token: at most one that is claimed already. */
static enum clash find_clash(const netral_doc *doc, const struct segment *segment, const struct candidate *candidate, uint32_t type,
                             uint32_t *token) {
    uint32_t end = candidate->end;
    enum clash clash = CLASH_NONE;
    for (uint32_t i = segment_next_claimed(segment, candidate->first, end); i < end && clash == CLASH_NONE; i++) {
        *token = i;
        clash = clash_at(doc, segment, candidate, type, i);
    }
    return clash;
}

/* The outermost mention covers a token; `mention` is the last one. Nearly always there is no other. */
static inline void cover_token(const netral_doc *doc, struct segment *segment, const struct mention *mention, uint32_t i) {
    const struct mention *other = segment->cover[i] ? &doc->mentions[segment->cover[i] - 1] : NULL;
    if (!other || (other->start >= mention->start && other->end <= mention->end))
        segment->cover[i] = (uint32_t)doc->mention_count;
}

/* `mention` is what the candidate became, NULL for a veto. */
static int note_winner(const netral_doc *doc, struct segment *segment, const struct candidate *candidate, uint32_t type,
                       const struct mention *mention) {
    int is_taken = doc->pack->types[type].flags & (TYPE_OPAQUE | TYPE_VETO) || doc->pack->rules[candidate->rule].closed;
    if (memory_reserve(&segment->allocator, &segment->winners, &segment->winner_capacity, segment->winner_count + 1,
                       sizeof *segment->winners))
        return NETRAL_ERROR_MEMORY;
    segment->winners[segment->winner_count++] = (struct winner){candidate->first, candidate->end, (uint16_t)type, (uint16_t)is_taken};
    for (uint32_t i = candidate->first; i < candidate->end; i++) {
        segment->held[i] |= (uint32_t)1 << type;
        if (mention)
            cover_token(doc, segment, mention, i);
    }
    segment_claim(segment, candidate->first, candidate->end, is_taken);
    return 0;
}

static void mark_tokens(const netral_pack *pack, struct segment *segment, const struct winner *winner) {
    const struct image_type *made = &pack->types[winner->type];
    int has_last = made->last < LIMIT_FEATURES;
    struct row_change change = {made->begin, winner->is_taken ? FEATURE_TAKEN : FEATURE_NONE, ROW_COMPLETE};
    uint32_t last = winner->end - 1;
    for (uint32_t i = winner->first; i < last; i++) {
        segment_change(pack, segment, i, &change);
        change.added = made->inside;
    }
    if (has_last && !winner->is_taken)
        change.other = made->last;
    segment_change(pack, segment, last, &change);
    if (has_last && winner->is_taken)
        segment_change(pack, segment, last, &(struct row_change){made->last, FEATURE_NONE, ROW_COMPLETE});
}

void conflicts_mark(const netral_pack *pack, struct segment *segment) {
    for (size_t i = 0; i < segment->winner_count; i++)
        mark_tokens(pack, segment, &segment->winners[i]);
    segment->winner_count = 0;
}

static int add_mention(netral_doc *doc, struct segment *segment, const struct candidate *candidate, uint32_t type) {
    const struct image_rule *rule = &doc->pack->rules[candidate->rule];
    size_t place = doc->mention_count - segment->first_mention;
    struct kept_parts kept;
    if (memory_reserve(&segment->allocator, &segment->placed, &segment->placed_capacity, place + 1, sizeof *segment->placed) ||
        parts_keep(doc, segment, candidate, &kept))
        return NETRAL_ERROR_MEMORY;
    segment->placed[place] =
        (struct placed_mention){candidate->first, candidate->end, candidate->outer_first, candidate->outer_end, kept.core};
    struct mention mention = {.start = segment_token(segment, candidate->first)->start,
                              .end = segment_token(segment, candidate->end - 1)->end,
                              .other = NO_MENTION, .parts = kept.parts, .rule = (uint16_t)candidate->rule, .type = (uint8_t)type};
    segment->has_aliases |= rule->norm_is_alias;
    segment->has_entries |= rule->has_classes;
    if (rule->tells && parts_tell(doc, segment, candidate, &mention))
        return NETRAL_ERROR_MEMORY;
    return document_add_mention(doc, &mention);
}

static int accept(netral_doc *doc, struct segment *segment, const struct candidate *candidate, uint32_t type) {
    int is_veto = doc->pack->types[type].flags & TYPE_VETO;
    if (!is_veto && add_mention(doc, segment, candidate, type))
        return NETRAL_ERROR_MEMORY;
    return note_winner(doc, segment, candidate, type, is_veto ? NULL : &doc->mentions[doc->mention_count - 1]);
}

/* The candidates in the order of the text. They were found at triggers in that order, and are moved little. */
static void order_by_place(const struct candidate *candidates, size_t count, const struct candidate **placed) {
    for (size_t i = 0; i < count; i++) {
        const struct candidate *candidate = &candidates[i];
        size_t at = i;
        for (; at > 0 && placed[at - 1]->first > candidate->first; at--)
            placed[at] = placed[at - 1];
        placed[at] = candidate;
    }
}

/* The end of the group that begins at number `first`: the next candidate lies behind all of it. */
static size_t group_end(const struct candidate *const *placed, size_t first, size_t count) {
    uint32_t reach = placed[first]->end;
    size_t end = first + 1;
    for (; end < count && placed[end]->first < reach; end++)
        if (placed[end]->end > reach)
            reach = placed[end]->end;
    return end;
}

static void order_by_rank(struct ranked *ranked, size_t count) {
    if (count > SMALL_GROUP) {
        qsort(ranked, count, sizeof *ranked, by_rank);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        struct ranked moved = ranked[i];
        size_t at = i;
        for (; at > 0 && by_rank(&ranked[at - 1], &moved) > 0; at--)
            ranked[at] = ranked[at - 1];
        ranked[at] = moved;
    }
}

static int settle(netral_doc *doc, struct segment *segment, const struct candidate *candidate) {
    uint32_t type = doc->pack->rules[candidate->rule].type, token = candidate->first;
    enum clash clash = find_clash(doc, segment, candidate, type, &token);
    int code = clash == CLASH_NONE ? accept(doc, segment, candidate, type) : 0;
    if (doc->observer && code == 0)
        code = doc->observer->settled(doc->observer->context, doc, segment, candidate, clash, token);
    return code;
}

/* `ranked` has room for the group. */
static int settle_group(netral_doc *doc, struct segment *segment, const struct candidate *const *placed, size_t count,
                        struct ranked *ranked) {
    int code = 0;
    for (size_t i = 0; i < count; i++)
        ranked[i] = (struct ranked){worth_of(doc->pack, placed[i]), placed[i]};
    order_by_rank(ranked, count);
    for (size_t i = 0; i < count && code == 0; i++)
        code = settle(doc, segment, ranked[i].candidate);
    return code;
}

int conflicts_settle(netral_doc *doc, struct segment *segment, size_t from) {
    size_t count = segment->candidate_count - from;
    if (count == 0)
        return 0;
    const struct candidate **placed = arena_get(&doc->scratch, count * sizeof *placed);
    struct ranked *ranked = arena_get(&doc->scratch, count * sizeof *ranked);
    if (!placed || !ranked)
        return NETRAL_ERROR_MEMORY;
    order_by_place(segment->candidates + from, count, placed);
    int code = 0;
    for (size_t first = 0, end; first < count && code == 0; first = end) {
        end = group_end(placed, first, count);
        code = end == first + 1 ? settle(doc, segment, placed[first]) : settle_group(doc, segment, placed + first, end - first, ranked);
    }
    arena_reset(&doc->scratch);
    return code;
}
