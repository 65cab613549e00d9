/* Making, clearing and freeing a segment. See segment.h. */
#include "segment.h"

#include <string.h>

struct segment *segment_new(const netral_allocator *allocator) {
    struct segment *segment = memory_resize(allocator, NULL, 0, sizeof *segment);
    if (!segment)
        return NULL;
    memset(segment, 0, sizeof *segment);
    segment->allocator = *allocator;
    token_list_init(&segment->tokens, allocator);
    segment->kept = memory_resize(allocator, NULL, 0, KEPT_TOKENS * sizeof *segment->kept);
    segment->table = memory_resize(allocator, NULL, 0, sizeof *segment->table);
    if (segment->table)
        rows_init(segment->table);
    segment->memory = pack_regex_memory(&segment->allocator);
    segment->match_data = segment->memory ? pcre2_match_data_create(64, segment->memory) : NULL;
    segment->match_context = segment->memory ? pcre2_match_context_create(segment->memory) : NULL;
    if (!segment->kept || !segment->table || !segment->match_data || !segment->match_context) {
        segment_free(segment);
        return NULL;
    }
    pcre2_set_depth_limit(segment->match_context, LIMIT_MATCH_DEPTH);
    pcre2_set_heap_limit(segment->match_context, LIMIT_MATCH_HEAP_KIB);
    return segment;
}

void segment_free(struct segment *segment) {
    if (!segment)
        return;
    netral_allocator allocator = segment->allocator;
    token_list_free(&segment->tokens);
    memory_give_back(&allocator, segment->visible, segment->visible_capacity, sizeof *segment->visible);
    memory_give_back(&allocator, segment->words, segment->words_capacity, sizeof *segment->words);
    memory_give_back(&allocator, segment->block_end, segment->block_end_capacity, sizeof *segment->block_end);
    memory_give_back(&allocator, segment->cover, segment->cover_capacity, sizeof *segment->cover);
    memory_give_back(&allocator, segment->features, segment->features_capacity, sizeof *segment->features);
    memory_give_back(&allocator, segment->misspelt, segment->misspelt_capacity, sizeof *segment->misspelt);
    memory_give_back(&allocator, segment->layers, segment->layers_capacity, sizeof *segment->layers);
    memory_give_back(&allocator, segment->capitals, segment->capitals_capacity, sizeof *segment->capitals);
    memory_give_back(&allocator, segment->claimed, segment->claimed_capacity, sizeof *segment->claimed);
    memory_give_back(&allocator, segment->openings, segment->openings_capacity, sizeof *segment->openings);
    memory_give_back(&allocator, segment->line, segment->line_capacity, 1);
    memory_give_back(&allocator, segment->candidates, segment->candidate_capacity, sizeof *segment->candidates);
    memory_give_back(&allocator, segment->progress, segment->progress_capacity, sizeof *segment->progress);
    memory_give_back(&allocator, segment->placed, segment->placed_capacity, sizeof *segment->placed);
    memory_give_back(&allocator, segment->parts, segment->part_capacity, sizeof *segment->parts);
    memory_give_back(&allocator, segment->rows, segment->rows_capacity, sizeof *segment->rows);
    memory_give_back(&allocator, segment->kept, segment->kept ? KEPT_TOKENS : 0, sizeof *segment->kept);
    if (segment->table)
        rows_free(segment->table, &allocator);
    memory_give_back(&allocator, segment->table, segment->table ? 1 : 0, sizeof *segment->table);
    pcre2_match_data_free(segment->match_data);
    pcre2_match_context_free(segment->match_context);
    pcre2_general_context_free(segment->memory);
    memory_resize(&allocator, segment, sizeof *segment, 0);
}

void segment_clear(struct segment *segment) {
    token_list_clear(&segment->tokens);
    segment->count = segment->candidate_count = segment->part_count = 0;
}

uint32_t segment_update_row(const netral_pack *pack, struct segment *segment, uint32_t i) {
    struct row unshared;
    const struct row *row = rows_find(pack, segment->table, &segment->features[i], segment->words[i], ROW_COMPLETE, &unshared);
    segment->rows[i] = (uint16_t)(row == &unshared ? ROW_UNSHARED : row - segment->table->rows);
    return segment->rows[i];
}
