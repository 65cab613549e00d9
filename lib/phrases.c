/* A walk down the trie from each word that may begin a phrase. Which these are is found without a branch: by bits of the words that its
 * phrases go on with, and the bit of the next word; half of them are left when the table of nodes was asked for the two. */
#include "phrases.h"

#include "hash.h"
#include "shapes.h"

struct phrase_scan {
    const netral_pack *pack;
    struct segment *segment;
    uint32_t busy_until[LIMIT_CLASSES]; /* by class: the number behind its last phrase */
};

/* What a token inside the phrase is by itself does not begin another of its class. */
static void mark_phrase(struct phrase_scan *scan, uint32_t class, uint32_t first, uint32_t last) {
    const struct image_class *made = &scan->pack->classes[class];
    if (made->begin == UINT32_MAX || scan->busy_until[class] > first)
        return;
    const struct row_change begins = {made->begin, FEATURE_NONE, ROW_KNOWN}, goes_on = {made->inside, made->begin, ROW_KNOWN};
    segment_change(scan->pack, scan->segment, first, &begins);
    for (uint32_t i = first + 1; i <= last; i++)
        segment_change(scan->pack, scan->segment, i, &goes_on);
    scan->busy_until[class] = last + 1;
}

/* A word that may begin a phrase, with the next one: where they stand, and the first one's node. */
struct phrase_start {
    uint32_t first, second, node, hash; /* hash_pair of the node and the second word */
};

/* Commas are no part of a phrase. */
static inline uint32_t is_comma(const struct token *token) {
    return token_look(token) == LOOK_COMMA;
}

static uint32_t behind_comma(const struct segment *segment, uint32_t at, uint32_t end) {
    return at + (is_comma(segment_token(segment, at)) & (at + 1 < end));
}

/* Marks phrases that end at a node whose path these are. */
static void mark_records(struct phrase_scan *scan, const struct image_node *end, const uint32_t *path, uint32_t last) {
    const netral_pack *pack = scan->pack;
    for (uint32_t i = 0; i < end->record_count; i++) {
        const struct image_record *record = &pack->records[end->record + i];
        if (tokens_have_capitals(scan->segment->tokens.items, path, pack->levels + record->levels))
            mark_phrase(scan, record->class, path[0], last);
    }
}

/* Walks on from the first two words; remembers the nodes passed, then marks phrases from the longest down. */
static void phrases_from(struct phrase_scan *scan, const struct phrase_start *start) {
    const netral_pack *pack = scan->pack;
    const struct segment *segment = scan->segment;
    uint32_t path[LIMIT_PHRASE_WORDS], nodes[LIMIT_PHRASE_WORDS], length = 1, at = start->second;
    uint32_t node = pack_node_at(pack, start->node, segment->words[at], start->hash), end = segment->block_end[start->first];
    path[0] = start->first;
    while (node && length < LIMIT_PHRASE_WORDS) {
        path[length] = at;
        nodes[length++] = node;
        if (!pack->nodes[node].edge_filter || ++at >= end)
            break;
        at = behind_comma(segment, at, end);
        node = pack_next_node(pack, node, segment->words[at]);
    }
    while (length-- > 1)
        mark_records(scan, &pack->nodes[nodes[length]], path, path[length]);
}

/* ---- Which words begin one ----------------------------------------------------------------------------------------- */

/* Whether a phrase may go on behind the token, which is not the last one, with the next one, as far as the filter of its word tells. The
 * block's end is not looked at: few tokens stand there. */
static uint32_t may_go_on(const struct segment *segment, uint32_t i) {
    const struct token *token = segment_token(segment, i);
    uint32_t next = i + 1 + is_comma(token + 1);
    return (uint32_t)((token->edge_filter & edge_bit(segment->words[next])) != 0);
}

/* So many starts are followed at a time: what the pack knows of their words is fetched together. */
#define STARTS_AT_ONCE 32

/* The next starts with what their slots are found by; returns how many. */
static uint32_t find_pairs(const struct phrase_scan *scan, const uint32_t *starts, uint32_t count, struct phrase_start *found) {
    const struct segment *segment = scan->segment;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t first = starts[i], end = segment->block_end[first];
        if (first + 1 >= end)
            continue;
        uint32_t second = behind_comma(segment, first + 1, end), node = scan->pack->words[segment->words[first]].node;
        found[kept] = (struct phrase_start){first, second, node, hash_pair(node, segment->words[second])};
        pack_fetch_node_slot(scan->pack, found[kept++].hash);
    }
    return kept;
}

/* Leaves those of which the slots tell that there is such a node. */
static uint32_t keep_likely(const netral_pack *pack, struct phrase_start *starts, uint32_t count) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t node = pack_likely_node(pack, starts[i].hash);
        starts[kept] = starts[i];
        fetch(&pack->nodes[node]);
        kept += node != 0;
    }
    return kept;
}

static void follow(struct phrase_scan *scan, const uint32_t *starts, uint32_t count) {
    struct phrase_start pairs[STARTS_AT_ONCE];
    for (uint32_t i = 0; i < count; i++)
        fetch(&scan->pack->words[scan->segment->words[starts[i]]]);
    uint32_t left = keep_likely(scan->pack, pairs, find_pairs(scan, starts, count, pairs));
    for (uint32_t i = 0; i < left; i++)
        phrases_from(scan, &pairs[i]);
}

void phrases_mark(const netral_pack *pack, struct segment *segment) {
    struct phrase_scan scan = {.pack = pack, .segment = segment};
    uint32_t *starts = segment->phrase_starts, count = 0;
    for (size_t i = 0; i < segment->phrase_count && starts[i] + 1 < segment->count; i++) {
        starts[count] = starts[i];
        count += may_go_on(segment, starts[i]);
    }
    for (uint32_t i = 0; i < count; i += STARTS_AT_ONCE)
        follow(&scan, starts + i, count - i < STARTS_AT_ONCE ? count - i : STARTS_AT_ONCE);
}
