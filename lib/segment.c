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
    segment->table = memory_resize(allocator, NULL, 0, sizeof *segment->table);
    if (segment->table)
        rows_init(segment->table);
    segment->memory = pack_regex_memory(&segment->allocator);
    segment->match_data = segment->memory ? pcre2_match_data_create(64, segment->memory) : NULL;
    segment->match_context = segment->memory ? pcre2_match_context_create(segment->memory) : NULL;
    if (!segment->table || !segment->match_data || !segment->match_context) {
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
    memory_give_back(&allocator, segment->words, segment->words_capacity, sizeof *segment->words);
    memory_give_back(&allocator, segment->block_end, segment->block_end_capacity, sizeof *segment->block_end);
    memory_give_back(&allocator, segment->cover, segment->cover_capacity, sizeof *segment->cover);
    memory_give_back(&allocator, segment->held, segment->held_capacity, sizeof *segment->held);
    memory_give_back(&allocator, segment->own_features, segment->own_capacity, sizeof *segment->own_features);
    memory_give_back(&allocator, segment->phrase_starts, segment->phrase_capacity, sizeof *segment->phrase_starts);
    memory_give_back(&allocator, segment->sentences, segment->sentence_capacity, sizeof *segment->sentences);
    memory_give_back(&allocator, segment->misspelt, segment->misspelt_capacity, sizeof *segment->misspelt);
    memory_give_back(&allocator, segment->layers, segment->layers_capacity, sizeof *segment->layers);
    memory_give_back(&allocator, segment->capitals, segment->capitals_capacity, sizeof *segment->capitals);
    memory_give_back(&allocator, segment->claimed, segment->claimed_capacity, sizeof *segment->claimed);
    memory_give_back(&allocator, segment->taken, segment->taken_capacity, sizeof *segment->taken);
    memory_give_back(&allocator, segment->winners, segment->winner_capacity, sizeof *segment->winners);
    memory_give_back(&allocator, segment->later, segment->later_capacity, sizeof *segment->later);
    memory_give_back(&allocator, segment->line, segment->line_capacity, 1);
    memory_give_back(&allocator, segment->candidates, segment->candidate_capacity, sizeof *segment->candidates);
    memory_give_back(&allocator, segment->progress, segment->progress_capacity, sizeof *segment->progress);
    memory_give_back(&allocator, segment->placed, segment->placed_capacity, sizeof *segment->placed);
    memory_give_back(&allocator, segment->parts, segment->part_capacity, sizeof *segment->parts);
    memory_give_back(&allocator, segment->rows, segment->rows_capacity, sizeof *segment->rows);
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
    segment->has_aliases = segment->has_entries = 0;
}

void segment_set_features(const netral_pack *pack, struct segment *segment, uint32_t i, const struct features *features,
                          enum row_stage stage) {
    uint32_t row = rows_find(pack, segment->table, features, segment->words[i], stage);
    segment->rows[i] = (uint16_t)row;
    if (row == ROW_UNSHARED)
        segment->own_features[i] = *features;
}

/* The token without a row of its own, or for which there is none left for what it becomes. */
static void change_own(const netral_pack *pack, struct segment *segment, uint32_t i, const struct row_change *change) {
    uint32_t row = segment->rows[i];
    struct features *own = &segment->own_features[i];
    if (row != ROW_UNSHARED)
        *own = change->stage == ROW_KNOWN ? segment->table->origins[row].known : segment->table->features[row];
    features_change(own, change);
    segment->rows[i] = ROW_UNSHARED;
    segment->layers[i] |= (uint8_t)rows_layers(pack, own, segment->words[i]);
}

void segment_change_anew(const netral_pack *pack, struct segment *segment, uint32_t i, const struct row_change *change) {
    uint32_t row = segment->rows[i];
    struct changed_row changed = {0, ROW_UNSHARED, 0};
    if (row != ROW_UNSHARED)
        changed = rows_find_changed(pack, segment->table, row, change);
    if (changed.row == ROW_UNSHARED) {
        change_own(pack, segment, i, change);
        return;
    }
    segment->rows[i] = changed.row;
    segment->layers[i] |= (uint8_t)changed.layers;
}
