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

static struct ranked rank(const netral_pack *pack, const struct candidate *candidate) {
    uint64_t priority = (uint64_t)((int64_t)INT32_MAX - pack->rules[candidate->rule].priority);
    return (struct ranked){priority << 32 | (UINT32_MAX - (candidate->end - candidate->first)), candidate};
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

static int type_covers(const netral_pack *pack, const struct segment *segment, uint32_t type, uint32_t i) {
    return features_has(&segment->features[i], pack->types[type].begin) || features_has(&segment->features[i], pack->types[type].inside);
}

/* What a mention that covers token i of the candidate has against it. */
static enum clash clash_with_cover(const netral_doc *doc, const struct segment *segment, const struct candidate *candidate, uint32_t type, uint32_t i) {
    const struct mention *other = &doc->mentions[segment->cover[i] - 1];
    uint32_t start = segment_token(segment, candidate->first)->start, end = segment_token(segment, candidate->end - 1)->end;
    if (other->start >= start && other->end <= end)
        return holds(doc->pack, type, other->type) ? CLASH_NONE : CLASH_HOLDS;
    if (start >= other->start && end <= other->end)
        return holds(doc->pack, other->type, type) ? CLASH_NONE : CLASH_HOLDS;
    return CLASH_CROSS;
}

/* What speaks against a candidate, and at which token. */
static enum clash find_clash(const netral_doc *doc, const struct segment *segment, const struct candidate *candidate, uint32_t type,
                             uint32_t *token) {
    enum clash clash = CLASH_NONE;
    for (uint32_t i = candidate->first; i < candidate->end && clash == CLASH_NONE; i++) {
        *token = i;
        if (type_covers(doc->pack, segment, type, i))
            clash = CLASH_TYPE;
        else if (features_has(&segment->features[i], FEATURE_TAKEN))
            clash = CLASH_TAKEN;
        else if (segment->cover[i])
            clash = clash_with_cover(doc, segment, candidate, type, i);
    }
    return clash;
}

static void mark_tokens(const netral_pack *pack, struct segment *segment, const struct candidate *candidate, uint32_t type) {
    const struct image_type *made = &pack->types[type];
    int is_taken = made->flags & (TYPE_OPAQUE | TYPE_VETO) || pack->rules[candidate->rule].closed;
    for (uint32_t i = candidate->first; i < candidate->end; i++) {
        int is_first = i == candidate->first;
        features_add(&segment->features[i], is_first ? made->begin : made->inside);
        segment->layers[i] |= is_first ? pack->known.layers_of_begin[type] : pack->known.layers_of_inside[type];
        if (is_taken) {
            features_add(&segment->features[i], FEATURE_TAKEN);
            segment->layers[i] |= pack->known.layers_of_taken;
        }
        segment->rows[i] = ROW_STALE;
    }
}

static int add_mention(netral_doc *doc, struct segment *segment, const struct candidate *candidate, uint32_t type) {
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
    if (doc->pack->rules[candidate->rule].tells && parts_tell(doc, segment, candidate, &mention))
        return NETRAL_ERROR_MEMORY;
    return document_add_mention(doc, &mention);
}

/* The outermost mention covers a token. */
static void cover_tokens(const netral_doc *doc, struct segment *segment, const struct candidate *candidate) {
    const struct mention *mention = &doc->mentions[doc->mention_count - 1];
    for (uint32_t i = candidate->first; i < candidate->end; i++) {
        const struct mention *other = segment->cover[i] ? &doc->mentions[segment->cover[i] - 1] : NULL;
        if (!other || (other->start >= mention->start && other->end <= mention->end))
            segment->cover[i] = (uint32_t)doc->mention_count;
    }
}

static int accept(netral_doc *doc, struct segment *segment, const struct candidate *candidate, uint32_t type) {
    segment_claim(segment, candidate->first, candidate->end);
    mark_tokens(doc->pack, segment, candidate, type);
    if (doc->pack->types[type].flags & TYPE_VETO)
        return 0;
    int code = add_mention(doc, segment, candidate, type);
    if (code == 0)
        cover_tokens(doc, segment, candidate);
    return code;
}

/* The candidates in the order of the text. They were found at triggers in that order, and are moved little. */
static void order_by_place(const netral_pack *pack, const struct segment *segment, struct ranked *ranked) {
    for (size_t i = 0; i < segment->candidate_count; i++) {
        const struct candidate *candidate = &segment->candidates[i];
        size_t at = i;
        for (; at > 0 && ranked[at - 1].candidate->first > candidate->first; at--)
            ranked[at] = ranked[at - 1];
        ranked[at] = rank(pack, candidate);
    }
}

/* The end of the group that begins at number `first`: the next candidate lies behind all of it. */
static size_t group_end(const struct ranked *ranked, size_t first, size_t count) {
    uint32_t reach = ranked[first].candidate->end;
    size_t end = first + 1;
    for (; end < count && ranked[end].candidate->first < reach; end++)
        if (ranked[end].candidate->end > reach)
            reach = ranked[end].candidate->end;
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

static int settle_group(netral_doc *doc, struct segment *segment, const struct ranked *ranked, size_t count) {
    int code = 0;
    for (size_t i = 0; i < count && code == 0; i++)
        code = settle(doc, segment, ranked[i].candidate);
    return code;
}

int conflicts_settle(netral_doc *doc, struct segment *segment) {
    size_t count = segment->candidate_count;
    if (count == 0)
        return 0;
    struct ranked *ranked = arena_get(&doc->scratch, count * sizeof *ranked);
    if (!ranked)
        return NETRAL_ERROR_MEMORY;
    order_by_place(doc->pack, segment, ranked);
    int code = 0;
    for (size_t first = 0, end; first < count && code == 0; first = end) {
        end = group_end(ranked, first, count);
        order_by_rank(ranked + first, end - first);
        code = settle_group(doc, segment, ranked + first, end - first);
    }
    arena_reset(&doc->scratch);
    return code;
}
