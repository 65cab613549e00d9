/* A walk down the trie from each word that may begin a phrase. Which these are is found without a branch: by bits of the words that its
 * phrases go on with, and the bit of the next word. */
#include "phrases.h"

#include <string.h>

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

/* Walks from token `first`; remembers the nodes passed, then marks phrases of two words and more from the longest down. */
static void phrases_from(struct phrase_scan *scan, uint32_t first) {
    const netral_pack *pack = scan->pack;
    struct segment *segment = scan->segment;
    uint32_t path[LIMIT_PHRASE_WORDS], nodes[LIMIT_PHRASE_WORDS], length = 0;
    uint32_t node = pack->words[segment->words[first]].node, at = first;
    while (node && length < LIMIT_PHRASE_WORDS) {
        path[length] = at;
        nodes[length++] = node;
        if (!pack->nodes[node].edge_filter || ++at >= segment->block_end[first])
            break;
        if (phrases_step_over(segment_token(segment, at), segment->tokens.forms) && at + 1 < segment->block_end[first])
            at++;
        node = pack_next_node(pack, node, segment->words[at]);
    }
    while (length-- > 1) {
        const struct image_node *end = &pack->nodes[nodes[length]];
        for (uint32_t i = 0; i < end->record_count; i++) {
            const struct image_record *record = &pack->records[end->record + i];
            if (tokens_have_capitals(segment->tokens.items, path, pack->levels + record->levels))
                mark_phrase(scan, record->class, first, path[length]);
        }
    }
}

/* Whether a phrase may go on behind the token with the next one, as far as the filter of its word tells. */
static uint32_t may_go_on(const struct segment *segment, uint32_t i) {
    const struct token *token = segment_token(segment, i);
    uint32_t end = segment->block_end[i], next = i + 1 < end ? i + 1 : i;
    next += (uint32_t)phrases_step_over(token + (next - i), segment->tokens.forms) & (next + 1 < end);
    return (uint32_t)((token->edge_filter & edge_bit(segment->words[next])) != 0) & (next > i);
}

void phrases_mark(const netral_pack *pack, struct segment *segment) {
    struct phrase_scan scan = {.pack = pack, .segment = segment};
    uint32_t *starts = segment->phrase_starts, count = 0;
    for (size_t i = 0; i < segment->phrase_count; i++) {
        starts[count] = starts[i];
        count += may_go_on(segment, starts[i]);
    }
    for (uint32_t i = 0; i < count; i++)
        phrases_from(&scan, starts[i]);
}
