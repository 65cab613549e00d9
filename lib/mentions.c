/* Rules find mentions layer by layer. When all layers have run, the segment's mentions are hung at the tokens they begin with, and
 * these tokens walked, a bit each. Segments follow one another, so that the whole stays in order, but for the
 * bare names that only the text's end explains; these are merged into the others. */
#include "mentions.h"

#include <string.h>

/* Numbers as they were to numbers as they are; below `base` nothing has changed. */
struct renumbering {
    const uint32_t *places;
    size_t base;
};

static uint32_t moved(const struct renumbering *renumbering, uint32_t index) {
    return index == NO_MENTION || index < renumbering->base ? index : renumbering->places[index - renumbering->base];
}

static void renumber_mentions(netral_doc *doc, const struct renumbering *renumbering) {
    for (size_t i = renumbering->base; i < doc->mention_count; i++) {
        struct mention *mention = &doc->mentions[i];
        mention->other = moved(renumbering, mention->other);
        if (!(mention->flags & MENTION_WAITING))
            continue;
        mention->norm = moved(renumbering, mention->norm);
        if (mention->norm != NO_MENTION)
            continue;
        mention->norm = 0; /* the one it stands for is gone */
        mention->flags &= (uint8_t)~MENTION_WAITING;
    }
}

/* ---- A segment ----------------------------------------------------------------------------------------------------- */

struct ordering {
    const struct mention *mentions; /* of the segment */
    const struct placed_mention *placed;
    uint64_t *begun; /* a bit for each token: whether mentions begin with it … */
    uint32_t *heads; /* … and then the first of them */
    uint32_t *next;  /* by mention */
};

#define NO_NEXT UINT32_MAX

static int stands_before(const struct ordering *ordering, uint32_t a, uint32_t b) {
    if (ordering->placed[a].end != ordering->placed[b].end)
        return ordering->placed[a].end > ordering->placed[b].end;
    if (ordering->mentions[a].type != ordering->mentions[b].type)
        return ordering->mentions[a].type < ordering->mentions[b].type;
    return a < b;
}

/* At one token hardly ever more than two begin, and never more than there are types. */
static void hang(struct ordering *ordering, uint32_t index) {
    uint32_t token = ordering->placed[index].first, *place = &ordering->heads[token];
    uint64_t bit = (uint64_t)1 << token % 64;
    if (!(ordering->begun[token / 64] & bit))
        *place = NO_NEXT;
    ordering->begun[token / 64] |= bit;
    while (*place != NO_NEXT && stands_before(ordering, *place, index))
        place = &ordering->next[*place];
    ordering->next[index] = *place;
    *place = index;
}

static void copy_in_order(const struct ordering *ordering, size_t tokens, struct mention *mentions, struct placed_mention *placed) {
    size_t count = 0;
    for (size_t base = 0; base < tokens; base += 64)
        for (uint64_t begun = ordering->begun[base / 64]; begun; begun &= begun - 1)
            for (uint32_t at = ordering->heads[base + (size_t)lowest_bit(begun)]; at != NO_NEXT; at = ordering->next[at], count++) {
                mentions[count] = ordering->mentions[at];
                placed[count] = ordering->placed[at];
            }
}

int mentions_order(netral_doc *doc, struct segment *segment) {
    size_t count = doc->mention_count - segment->first_mention, words = segment->count / 64 + 1;
    struct mention *mentions = doc->mentions + segment->first_mention;
    if (count < 2)
        return 0;
    struct mention *found = arena_get(&doc->scratch, count * sizeof *found);
    struct placed_mention *placed = arena_get(&doc->scratch, count * sizeof *placed);
    struct ordering ordering = {found, placed, arena_get(&doc->scratch, words * sizeof *ordering.begun),
                                arena_get(&doc->scratch, segment->count * sizeof *ordering.heads),
                                arena_get(&doc->scratch, count * sizeof *ordering.next)};
    if (!found || !placed || !ordering.begun || !ordering.heads || !ordering.next)
        return NETRAL_ERROR_MEMORY;
    memcpy(found, mentions, count * sizeof *found);
    memcpy(placed, segment->placed, count * sizeof *placed);
    memset(ordering.begun, 0, words * sizeof *ordering.begun);
    for (uint32_t i = 0; i < count; i++)
        hang(&ordering, i);
    copy_in_order(&ordering, segment->count, mentions, segment->placed);
    return 0;
}

int mentions_leave_out(netral_doc *doc, struct segment *segment) {
    size_t first = segment->first_mention, kept = first;
    uint32_t *places = arena_get(&doc->scratch, (doc->mention_count - first + 1) * sizeof *places);
    if (!places)
        return NETRAL_ERROR_MEMORY;
    for (size_t i = first; i < doc->mention_count; i++) {
        int is_dropped = doc->mentions[i].flags & MENTION_DROPPED;
        places[i - first] = is_dropped ? NO_MENTION : (uint32_t)kept;
        if (is_dropped)
            continue;
        doc->mentions[kept] = doc->mentions[i];
        segment->placed[kept++ - first] = segment->placed[i - first];
    }
    doc->mention_count = kept;
    renumber_mentions(doc, &(struct renumbering){places, first});
    return 0;
}

/* ---- Sets ---------------------------------------------------------------------------------------------------------- */

/* The set of each type. */
struct type_sets {
    uint8_t of[LIMIT_MENTION_TYPES];
};

static struct type_sets sets_of_types(const struct known *known) {
    const uint32_t types[] = {[SET_PERSONS] = known->person, [SET_POSITIONS] = known->position,
                              [SET_REGULATIONS] = known->regulation, [SET_DATES] = known->date};
    struct type_sets sets;
    memset(sets.of, SET_OTHERS, sizeof sets.of);
    for (uint8_t set = 0; set < sizeof types / sizeof *types; set++)
        if (types[set] < LIMIT_MENTION_TYPES) /* a pack need not have them all */
            sets.of[types[set]] = set;
    return sets;
}

/* Of so many mentions, that have one number in the sets; `shift`: how many come before them there. */
static void sort_some(struct mention_bits *bits, const struct type_sets *sets, const struct mention *mentions, size_t count, size_t shift) {
    for (int set = 0; set < MENTION_SETS; set++)
        bits->in[set] &= ((uint64_t)1 << shift) - 1;
    for (size_t i = 0; i < count; i++) {
        bits->in[sets->of[mentions[i].type]] |= (uint64_t)1 << (shift + i);
        bits->in[SET_ALIASES] |= (uint64_t)((mentions[i].flags & MENTION_ALIAS) != 0) << (shift + i);
    }
}

int mentions_sort_out(netral_doc *doc, size_t first) {
    const struct type_sets sets = sets_of_types(&doc->pack->known);
    size_t count = doc->mention_count;
    if (memory_reserve(&doc->allocator, &doc->sets, &doc->set_capacity, count / 64 + 1, sizeof *doc->sets))
        return NETRAL_ERROR_MEMORY;
    doc->sorted_count = count;
    for (size_t i = first, some; i < count; i += some) {
        some = count - i < 64 - i % 64 ? count - i : 64 - i % 64;
        sort_some(&doc->sets[i / 64], &sets, doc->mentions + i, some, i % 64);
    }
    return 0;
}

/* ---- The whole ----------------------------------------------------------------------------------------------------- */

static void renumber_links(netral_doc *doc, const struct renumbering *renumbering) {
    size_t kept = 0;
    for (size_t i = 0; i < doc->link_count; i++) {
        struct link link = {moved(renumbering, doc->links[i].person), moved(renumbering, doc->links[i].position)};
        if (link.person != NO_MENTION && link.position != NO_MENTION)
            doc->links[kept++] = link;
    }
    doc->link_count = kept;
}

/* The new numbers of mentions [first, later) and [later, count), which are merged. Returns the one behind them. */
static size_t number_merged(const netral_doc *doc, size_t first, size_t later, uint32_t *places) {
    const struct mention *mentions = doc->mentions;
    size_t kept = first;
    for (size_t i = first, j = later; i < later || j < doc->mention_count;) {
        int takes_later = i == later || (j < doc->mention_count && mentions[j].start < mentions[i].start);
        size_t taken = takes_later ? j++ : i++;
        places[taken - first] = mentions[taken].flags & MENTION_DROPPED ? NO_MENTION : (uint32_t)kept++;
    }
    return kept;
}

/* Offices hold some that have moved from number `base` on. */
static void renumber_held(netral_doc *doc, const struct renumbering *renumbering) {
    for (uint32_t i = mention_next(doc, SET_POSITIONS, 0); i < renumbering->base; i = mention_next(doc, SET_POSITIONS, i + 1))
        doc->mentions[i].other = moved(renumbering, doc->mentions[i].other);
}

int mentions_join(netral_doc *doc, size_t first, size_t second) {
    size_t count = doc->mention_count - first;
    if (first == second || second == doc->mention_count)
        return 0;
    struct mention *found = arena_get(&doc->scratch, count * sizeof *found);
    uint32_t *places = arena_get(&doc->scratch, count * sizeof *places);
    if (!found || !places)
        return NETRAL_ERROR_MEMORY;
    memcpy(found, doc->mentions + first, count * sizeof *found);
    number_merged(doc, first, second, places);
    for (size_t i = 0; i < count; i++)
        doc->mentions[places[i]] = found[i]; /* none of them is dropped as yet */
    renumber_held(doc, &(struct renumbering){places, first});
    return 0;
}

/* Dropped ones leave, those before `later` move down; from the end on they then move up to where they belong. */
static void move(netral_doc *doc, size_t later, const uint32_t *places, const struct mention *bare) {
    struct mention *mentions = doc->mentions;
    size_t total = doc->mention_count, kept = 0;
    for (size_t i = 0; i < later; i++)
        if (places[i] != NO_MENTION)
            mentions[kept++] = mentions[i];
    for (size_t i = later; i-- > 0;)
        if (places[i] != NO_MENTION)
            mentions[places[i]] = mentions[--kept];
    for (size_t i = later; i < total; i++)
        mentions[places[i]] = bare[i - later];
}

int mentions_merge(netral_doc *doc, size_t later, int *changed) {
    size_t count = doc->mention_count, bare_count = count - later;
    *changed = bare_count > 0 || doc->has_dropped;
    if (!*changed)
        return 0;
    uint32_t *places = arena_get(&doc->scratch, (count + 1) * sizeof *places);
    struct mention *bare = arena_get(&doc->scratch, (bare_count + 1) * sizeof *bare);
    if (!places || !bare)
        return NETRAL_ERROR_MEMORY;
    if (bare_count)
        memcpy(bare, doc->mentions + later, bare_count * sizeof *bare);
    doc->has_dropped = 0;
    size_t kept = number_merged(doc, 0, later, places);
    move(doc, later, places, bare);
    doc->mention_count = kept;
    struct renumbering renumbering = {places, 0};
    renumber_mentions(doc, &renumbering);
    renumber_links(doc, &renumbering);
    return 0;
}
