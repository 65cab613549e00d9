/* One policy for conflicts, the same for shipped and user rules:
 *
 * within a layer, a candidate of higher priority wins over the ones it overlaps; among equals the longer wins, then the one
 * that begins first, then the rule that stands first. Against mentions of earlier layers and winners before it, a candidate
 * must keep clear of opaque mentions and of its own type, and may otherwise only contain, or lie in, what the types allow
 * (`holds`). A veto rule's winner is no mention: it only makes its tokens taken. */
#include <stdlib.h>
#include <string.h>

#include "match.h"

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

/* Whether a mention that covers token i of the candidate may stand beside it. */
static int agrees(const netral_doc *doc, const struct segment *segment, const struct candidate *candidate, uint32_t type, uint32_t i) {
    const struct mention *other = &doc->mentions[segment->cover[i] - 1];
    uint32_t start = segment_token(segment, candidate->first)->start, end = segment_token(segment, candidate->end - 1)->end;
    if (other->start >= start && other->end <= end)
        return holds(doc->pack, type, other->type);
    if (start >= other->start && end <= other->end)
        return holds(doc->pack, other->type, type);
    return 0;
}

static int is_free(const netral_doc *doc, const struct segment *segment, const struct candidate *candidate, uint32_t type) {
    for (uint32_t i = candidate->first; i < candidate->end; i++) {
        if (features_has(&segment->features[i], FEATURE_TAKEN) || type_covers(doc->pack, segment, type, i))
            return 0;
        if (segment->cover[i] && !agrees(doc, segment, candidate, type, i))
            return 0;
    }
    return 1;
}

static void mark_tokens(const netral_pack *pack, struct segment *segment, const struct candidate *candidate, uint32_t type) {
    const struct image_type *made = &pack->types[type];
    for (uint32_t i = candidate->first; i < candidate->end; i++) {
        features_add(&segment->features[i], i == candidate->first ? made->begin : made->inside);
        if (made->flags & (TYPE_OPAQUE | TYPE_VETO) || pack->rules[candidate->rule].closed)
            features_add(&segment->features[i], FEATURE_TAKEN);
        segment_update_row(pack, segment, i);
    }
}

static int copy_parts(netral_doc *doc, const struct segment *segment, const struct candidate *candidate, struct mention *mention) {
    if (candidate->part_count == 0)
        return 0;
    struct part *parts = arena_get(&doc->arena, candidate->part_count * sizeof *parts);
    if (!parts)
        return NETRAL_ERROR_MEMORY;
    memcpy(parts, segment->parts + candidate->part, candidate->part_count * sizeof *parts);
    mention->parts = parts;
    mention->part_count = candidate->part_count;
    return 0;
}

static int accept(netral_doc *doc, struct segment *segment, const struct candidate *candidate, uint32_t type) {
    mark_tokens(doc->pack, segment, candidate, type);
    if (doc->pack->types[type].flags & TYPE_VETO)
        return 0;
    struct mention mention = {.start = segment_token(segment, candidate->first)->start,
                              .end = segment_token(segment, candidate->end - 1)->end,
                              .outer_start = segment_token(segment, candidate->outer_first)->start,
                              .outer_end = segment_token(segment, candidate->outer_end - 1)->end,
                              .type = type, .rule = candidate->rule, .full = NO_MENTION, .institution = NO_MENTION,
                              .amends = NO_MENTION};
    int code = copy_parts(doc, segment, candidate, &mention);
    code = code ? code : document_add_mention(doc, &mention);
    for (uint32_t i = candidate->first; i < candidate->end && code == 0; i++) {
        const struct mention *other = segment->cover[i] ? &doc->mentions[segment->cover[i] - 1] : NULL;
        if (!other || (other->start >= mention.start && other->end <= mention.end))
            segment->cover[i] = (uint32_t)doc->mention_count;
    }
    return code;
}

int conflicts_settle(netral_doc *doc, struct segment *segment) {
    size_t count = segment->candidate_count;
    if (count == 0)
        return 0;
    struct ranked *ranked = memory_resize(&segment->allocator, NULL, 0, count * sizeof *ranked);
    if (!ranked)
        return NETRAL_ERROR_MEMORY;
    for (size_t i = 0; i < count; i++)
        ranked[i] = rank(doc->pack, &segment->candidates[i]);
    qsort(ranked, count, sizeof *ranked, by_rank);
    int code = 0;
    for (size_t i = 0; i < count && code == 0; i++) {
        uint32_t type = doc->pack->rules[ranked[i].candidate->rule].type;
        if (is_free(doc, segment, ranked[i].candidate, type))
            code = accept(doc, segment, ranked[i].candidate, type);
    }
    memory_resize(&segment->allocator, ranked, count * sizeof *ranked, 0);
    return code;
}
