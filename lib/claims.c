/* Who holds a token is kept for each type, for mentions of different types may lie in one another: whoever a candidate clashed with
 * is found there without a search. */
#include "claims.h"

#include <stdlib.h>
#include <string.h>

void claims_init(struct claim_list *list, const netral_allocator *allocator, struct arena *arena) {
    *list = (struct claim_list){.allocator = *allocator, .arena = arena};
}

void claims_free(struct claim_list *list) {
    memory_give_back(&list->allocator, list->items, list->capacity, sizeof *list->items);
    memory_give_back(&list->allocator, list->owners, list->owner_capacity, sizeof *list->owners);
    memory_give_back(&list->allocator, list->reach, list->reach ? list->count : 0, sizeof *list->reach);
}

int claims_begin_segment(struct claim_list *list, const struct segment *segment) {
    size_t need = segment->count * LIMIT_MENTION_TYPES;
    if (memory_reserve(&list->allocator, &list->owners, &list->owner_capacity, need + 1, sizeof *list->owners))
        return NETRAL_ERROR_MEMORY;
    memset(list->owners, 0, need * sizeof *list->owners);
    return 0;
}

/* ---- A candidate settled ------------------------------------------------------------------------------------------- */

static uint32_t *owner(const struct claim_list *list, uint32_t token, uint32_t type) {
    return &list->owners[(size_t)token * LIMIT_MENTION_TYPES + type];
}

/* Whether a claim keeps every other away from its tokens. */
static int is_taken_by(const netral_pack *pack, const struct claim *claim) {
    return pack->types[claim->type].flags & (TYPE_OPAQUE | TYPE_VETO) || pack->rules[claim->rule].closed;
}

/* The claim that keeps a candidate of `type` from a token. */
static uint32_t find_opponent(const struct claim_list *list, const netral_doc *doc, const struct segment *segment, uint32_t type,
                              enum clash clash, uint32_t token) {
    uint32_t found = 0;
    if (clash == CLASH_TYPE)
        found = *owner(list, token, type);
    else if (clash == CLASH_HOLDS || clash == CLASH_CROSS)
        found = *owner(list, token, doc->mentions[segment->cover[token] - 1].type);
    for (uint32_t other = 0; clash == CLASH_TAKEN && other < LIMIT_MENTION_TYPES && !found; other++) {
        uint32_t held = *owner(list, token, other);
        if (held && is_taken_by(doc->pack, &list->items[held - 1]))
            found = held;
    }
    return found ? found - 1 : NO_CLAIM;
}

static const struct claim_part *keep_parts(const struct claim_list *list, const struct segment *segment,
                                           const struct candidate *candidate) {
    struct claim_part *parts = arena_get(list->arena, (candidate->part_count + 1) * sizeof *parts);
    for (uint32_t i = 0; parts && i < candidate->part_count; i++) {
        const struct candidate_part *part = &segment->parts[candidate->part + i];
        parts[i] = (struct claim_part){part->name, segment_token(segment, part->first)->start, segment_token(segment, part->end - 1)->end};
    }
    return parts;
}

static struct claim make_claim(const netral_pack *pack, const struct segment *segment, const struct candidate *candidate) {
    const struct token *trigger = segment_token(segment, candidate->trigger);
    return (struct claim){.rule = candidate->rule, .type = pack->rules[candidate->rule].type,
                          .start = segment_token(segment, candidate->first)->start,
                          .end = segment_token(segment, candidate->end - 1)->end,
                          .match_start = segment_token(segment, candidate->match_first)->start,
                          .match_end = segment_token(segment, candidate->match_end - 1)->end,
                          .trigger_start = trigger->start, .trigger_end = trigger->end,
                          .part_count = candidate->part_count, .token_count = candidate->end - candidate->first,
                          .against = NO_CLAIM, .mention = NO_MENTION};
}

int claims_settled(void *context, const netral_doc *doc, const struct segment *segment, const struct candidate *candidate,
                   enum clash clash, uint32_t token) {
    struct claim_list *list = context;
    struct claim claim = make_claim(doc->pack, segment, candidate);
    claim.clash = clash;
    claim.parts = keep_parts(list, segment, candidate);
    if (clash != CLASH_NONE)
        claim.against = find_opponent(list, doc, segment, claim.type, clash, token);
    if (!claim.parts || list->count == UINT32_MAX - 1 ||
        memory_reserve(&list->allocator, &list->items, &list->capacity, list->count + 1, sizeof *list->items))
        return NETRAL_ERROR_MEMORY;
    list->items[list->count++] = claim;
    for (uint32_t i = candidate->first; clash == CLASH_NONE && i < candidate->end; i++)
        *owner(list, i, claim.type) = (uint32_t)list->count;
    return 0;
}

/* ---- What became of the winners ------------------------------------------------------------------------------------ */

static uint32_t find_mention(const netral_doc *doc, const struct claim *claim) {
    for (size_t i = document_first_mention(doc, claim->start); i < doc->mention_count && doc->mentions[i].start == claim->start; i++)
        if (doc->mentions[i].end == claim->end && doc->mentions[i].rule == claim->rule)
            return (uint32_t)i;
    return NO_MENTION;
}

/* Marks in `known` the mentions that winners became. */
static void match_mentions(struct claim_list *list, const netral_doc *doc, unsigned char *known) {
    for (size_t i = 0; i < list->count; i++) {
        struct claim *claim = &list->items[i];
        claim->mention = claim->clash == CLASH_NONE ? find_mention(doc, claim) : NO_MENTION;
        if (claim->mention != NO_MENTION)
            known[claim->mention] = 1;
    }
}

/* Mentions that a stage of the library made when the whole article was read (later_mentions.c). */
static int add_others(struct claim_list *list, const netral_doc *doc, const unsigned char *known) {
    for (size_t i = 0; i < doc->mention_count; i++) {
        const struct mention *mention = &doc->mentions[i];
        if (known[i])
            continue;
        if (memory_reserve(&list->allocator, &list->items, &list->capacity, list->count + 1, sizeof *list->items))
            return NETRAL_ERROR_MEMORY;
        list->items[list->count++] = (struct claim){.rule = mention->rule, .type = mention->type, .start = mention->start,
            .end = mention->end, .match_start = mention->start, .match_end = mention->end, .against = NO_CLAIM, .mention = (uint32_t)i};
    }
    return 0;
}

/* ---- Order --------------------------------------------------------------------------------------------------------- */

struct placed {
    struct claim claim;
    uint32_t number;
};

static int by_place(const void *a, const void *b) {
    const struct placed *one = a, *other = b;
    if (one->claim.start != other->claim.start)
        return one->claim.start < other->claim.start ? -1 : 1;
    if (one->claim.end != other->claim.end)
        return one->claim.end > other->claim.end ? -1 : 1;
    if (one->claim.clash != other->claim.clash && (one->claim.clash == CLASH_NONE || other->claim.clash == CLASH_NONE))
        return one->claim.clash == CLASH_NONE ? -1 : 1;
    return one->number < other->number ? -1 : one->number > other->number;
}

/* Puts the claims in order; who lost to whom follows. `moved` has room for every number. */
static void rearrange(struct claim_list *list, struct placed *placed, uint32_t *moved) {
    for (size_t i = 0; i < list->count; i++)
        placed[i] = (struct placed){list->items[i], (uint32_t)i};
    qsort(placed, list->count, sizeof *placed, by_place);
    for (size_t i = 0; i < list->count; i++)
        moved[placed[i].number] = (uint32_t)i;
    for (size_t i = 0; i < list->count; i++) {
        list->items[i] = placed[i].claim;
        if (list->items[i].against != NO_CLAIM)
            list->items[i].against = moved[list->items[i].against];
    }
}

/* Turns the numbers into the largest end so far. */
static void measure_reach(struct claim_list *list) {
    uint32_t reach = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct claim *claim = &list->items[i];
        reach = claim->end > reach ? claim->end : reach;
        list->reach[i] = reach;
    }
}

static int sort(struct claim_list *list) {
    if (list->count == 0)
        return 0;
    size_t size = list->count * sizeof(struct placed);
    struct placed *placed = memory_resize(&list->allocator, NULL, 0, size);
    list->reach = memory_resize(&list->allocator, NULL, 0, list->count * sizeof *list->reach);
    if (placed && list->reach) {
        rearrange(list, placed, list->reach);
        measure_reach(list);
    }
    memory_resize(&list->allocator, placed, placed ? size : 0, 0);
    return placed && list->reach ? 0 : NETRAL_ERROR_MEMORY;
}

int claims_finish(struct claim_list *list, const netral_doc *doc) {
    unsigned char *known = memory_resize(&list->allocator, NULL, 0, doc->mention_count + 1);
    if (!known)
        return NETRAL_ERROR_MEMORY;
    memset(known, 0, doc->mention_count + 1);
    match_mentions(list, doc, known);
    int code = add_others(list, doc, known);
    memory_resize(&list->allocator, known, doc->mention_count + 1, 0);
    return code ? code : sort(list);
}

size_t claims_first(const struct claim_list *list, uint32_t start) {
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->reach[middle] <= start)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
