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
    segment->kept = memory_resize(allocator, NULL, 0, sizeof *segment->kept);
    if (segment->kept)
        memset(segment->kept, 0, sizeof *segment->kept);
    segment->table = memory_resize(allocator, NULL, 0, sizeof *segment->table);
    if (segment->table)
        rows_clear(segment->table);
    segment->memory = pack_regex_memory(&segment->allocator);
    segment->match_data = segment->memory ? pcre2_match_data_create(64, segment->memory) : NULL;
    segment->match_context = segment->memory ? pcre2_match_context_create(segment->memory) : NULL;
    if (!segment->kept || !segment->table || !segment->match_data || !segment->match_context) {
        segment_free(segment);
        return NULL;
    }
    pcre2_set_match_limit(segment->match_context, LIMIT_MATCH_STEPS);
    pcre2_set_depth_limit(segment->match_context, LIMIT_MATCH_DEPTH);
    pcre2_set_heap_limit(segment->match_context, LIMIT_MATCH_HEAP_KIB);
    return segment;
}

static void give_back(struct segment *segment, void *items, size_t capacity, size_t item_size) {
    memory_resize(&segment->allocator, items, capacity * item_size, 0);
}

void segment_free(struct segment *segment) {
    if (!segment)
        return;
    netral_allocator allocator = segment->allocator;
    token_list_free(&segment->tokens);
    give_back(segment, segment->visible, segment->visible_capacity, sizeof *segment->visible);
    give_back(segment, segment->words, segment->words_capacity, sizeof *segment->words);
    give_back(segment, segment->block_end, segment->block_end_capacity, sizeof *segment->block_end);
    give_back(segment, segment->cover, segment->cover_capacity, sizeof *segment->cover);
    give_back(segment, segment->features, segment->features_capacity, sizeof *segment->features);
    give_back(segment, segment->rows, segment->rows_capacity, sizeof *segment->rows);
    give_back(segment, segment->layers, segment->layers_capacity, sizeof *segment->layers);
    give_back(segment, segment->line, segment->line_capacity, 1);
    give_back(segment, segment->candidates, segment->candidate_capacity, sizeof *segment->candidates);
    give_back(segment, segment->progress, segment->progress_capacity, sizeof *segment->progress);
    give_back(segment, segment->parts, segment->part_capacity, sizeof *segment->parts);
    give_back(segment, segment->kept, segment->kept ? 1 : 0, sizeof *segment->kept);
    give_back(segment, segment->table, segment->table ? 1 : 0, sizeof *segment->table);
    pcre2_match_data_free(segment->match_data);
    pcre2_match_context_free(segment->match_context);
    pcre2_general_context_free(segment->memory);
    memory_resize(&allocator, segment, sizeof *segment, 0);
}

void segment_clear(struct segment *segment) {
    token_list_clear(&segment->tokens);
    segment->count = segment->candidate_count = segment->part_count = 0;
}

void segment_update_row(const netral_pack *pack, struct segment *segment, uint32_t i) {
    uint32_t row = rows_number(pack, segment->table, &segment->features[i], segment->words[i]);
    segment->rows[i] = (uint16_t)row;
    segment->layers[i] |= (uint8_t)(row == ROW_UNSHARED ? layers_waiting(pack, &segment->features[i]) : segment->table->rows[row].layers);
}
