/* Growing sections, and the files that they are made from. What fills them is in pack_words.c (words, places of phrases),
 * pack_lexicon.c (entries), pack_rules.c and pack_programs.c; how they become bytes, in pack_image.c. */
#include "beginnings.h"
#include "pack_build.h"

#include <string.h>

#include "hash.h"
#include "pack.h"
#include "pattern_program.h"

void *section_add(struct pack_builder *builder, struct section *section) {
    if (memory_reserve(&builder->allocator, &section->items, &section->capacity, section->count + 1, section->item_size)) {
        builder->out_of_memory = 1;
        error_memory(builder->error);
        return NULL;
    }
    void *item = (char *)section->items + section->count++ * section->item_size;
    memset(item, 0, section->item_size);
    return item;
}

uint32_t builder_bytes(struct pack_builder *builder, enum image_section_name name, const void *bytes, size_t length) {
    struct section *section = &builder->sections[name];
    if (section->count + length >= UINT32_MAX / 2) {
        error_set(builder->error, NETRAL_ERROR_LIMIT, "pack-size",
                  "the pack would hold more than 2 GiB of text: leave some of its lists out");
        return UINT32_MAX;
    }
    if (memory_reserve(&builder->allocator, &section->items, &section->capacity, section->count + length, 1)) {
        builder->out_of_memory = 1;
        error_memory(builder->error);
        return UINT32_MAX;
    }
    memcpy((char *)section->items + section->count, bytes, length);
    section->count += length;
    return (uint32_t)(section->count - length);
}

static uint32_t add_string(struct pack_builder *builder, enum image_section_name name, const char *bytes, size_t length) {
    if (length == 0)
        return 0;
    uint32_t offset = builder_bytes(builder, name, bytes, length);
    return offset == UINT32_MAX || builder_bytes(builder, name, "", 1) == UINT32_MAX ? UINT32_MAX : offset;
}

uint32_t builder_string(struct pack_builder *builder, const char *bytes, size_t length) {
    return add_string(builder, IMAGE_STRINGS, bytes, length);
}

uint32_t builder_text(struct pack_builder *builder, const char *bytes, size_t length) {
    return add_string(builder, IMAGE_TEXTS, bytes, length);
}

uint32_t builder_kept_string(struct pack_builder *builder, const char *bytes, size_t length) {
    uint32_t *kept = &builder->kept_strings[hash_bytes(bytes, length) % KEPT_STRINGS];
    const char *known = (const char *)builder->sections[IMAGE_STRINGS].items + *kept;
    if (strncmp(known, bytes, length) == 0 && known[length] == '\0')
        return *kept;
    uint32_t made = builder_string(builder, bytes, length);
    if (made != UINT32_MAX)
        *kept = made;
    return made;
}

/* ---- Beginning, adding, finishing ---------------------------------------------------------------------------------- */

int pack_builder_init(struct pack_builder *builder, const netral_allocator *allocator, netral_error *error) {
    memset(builder, 0, sizeof *builder);
    builder->allocator = *allocator;
    builder->error = error;
    builder->known_sets = SIZE_MAX; /* nothing known yet */
    arena_init(&builder->arena, allocator);
    for (int i = 0; i < IMAGE_SECTIONS; i++)
        builder->sections[i].item_size = image_item_size(i);
    builder->record_nodes.item_size = sizeof(uint32_t);
    builder->pending_triggers.item_size = sizeof(struct pending_trigger);
    builder->named.item_size = sizeof(struct named_feature);
    builder->beginnings.item_size = sizeof(struct rule_beginnings);
    builder->ways.item_size = sizeof(struct description);
    builder->regex_words.item_size = sizeof(struct regex_words);
    builder->move_ways.item_size = builder->bits.item_size = sizeof(uint16_t);
    static const int numbered[] = {IMAGE_STRINGS,       IMAGE_TEXTS,       IMAGE_WORDS,   IMAGE_NODES,         IMAGE_LEVELS,
                                   IMAGE_ENTRIES,       IMAGE_ALONE,       IMAGE_STEPS,   IMAGE_PROGRAM_WORDS, IMAGE_REGEXES,
                                   IMAGE_GROUP_ANSWERS, IMAGE_STEP_PLACES, IMAGE_CHOICES, IMAGE_ANSWERS};
    for (size_t i = 0; i < sizeof numbered / sizeof *numbered; i++) /* number 0 means "none" */
        if (!section_add(builder, &builder->sections[numbered[i]]))
            return NETRAL_ERROR_MEMORY;
    return section_add(builder, &builder->ways) && section_add(builder, &builder->regex_words) ? 0 : NETRAL_ERROR_MEMORY;
}

static void free_section(struct pack_builder *builder, struct section *section) {
    memory_resize(&builder->allocator, section->items, section->capacity * section->item_size, 0);
}

void pack_builder_free(struct pack_builder *builder) {
    for (int i = 0; i < IMAGE_SECTIONS; i++)
        free_section(builder, &builder->sections[i]);
    free_section(builder, &builder->record_nodes);
    free_section(builder, &builder->pending_triggers);
    free_section(builder, &builder->named);
    free_section(builder, &builder->beginnings);
    free_section(builder, &builder->ways);
    free_section(builder, &builder->regex_words);
    free_section(builder, &builder->move_ways);
    free_section(builder, &builder->bits);
    arena_free(&builder->arena);
}

/* A lexicon's text is of no use once it is read, but for showing it: that of a large one, which is a stream, is not kept. */
static int note_file(struct pack_builder *builder, const struct pack_source *source) {
    uint32_t name = builder_string(builder, source->name, strlen(source->name));
    uint32_t text = source->text ? builder_text(builder, source->text, source->length) : 0;
    struct image_file *file = section_add(builder, &builder->sections[IMAGE_FILES]);
    if (!file || name == UINT32_MAX || text == UINT32_MAX)
        return NETRAL_ERROR_MEMORY;
    *file = (struct image_file){name, text, source->text ? (uint32_t)source->length : 0, (uint32_t)source->format, (uint32_t)builder->level,
                                (uint32_t)builder->sections[IMAGE_ENTRIES].count};
    return 0;
}

int pack_builder_add(struct pack_builder *builder, const struct pack_source *source) {
    int code = note_file(builder, source);
    if (code || source->format != SOURCE_RULES)
        return code ? code : builder_add_lexicon(builder, source);
    const char *name = arena_string(&builder->arena, source->name, strlen(source->name));
    const char *text = arena_string(&builder->arena, source->text, source->length);
    return name && text ? builder_add_rules(builder, name, text, source->length) : error_memory(builder->error);
}

/* Sections are given away as they are: room that they grew into and do not need is given back first. */
static int trim_sections(struct pack_builder *builder) {
    for (int i = 0; i < IMAGE_SECTIONS; i++) {
        struct section *section = &builder->sections[i];
        if (section->count >= UINT32_MAX)
            return error_set(builder->error, NETRAL_ERROR_LIMIT, "pack-size", "the pack is too large: leave some of its lists out");
        if (section->count == section->capacity)
            continue;
        void *items = memory_resize(&builder->allocator, section->items, section->capacity * section->item_size,
                                    section->count * section->item_size);
        if (!items && section->count)
            return error_memory(builder->error);
        section->items = items;
        section->capacity = section->count;
    }
    return 0;
}

int pack_builder_finish(struct pack_builder *builder) {
    int code = builder_number_features(builder);
    code = code ? code : builder_make_rules(builder);
    code = code ? code : builder_make_triggers(builder);
    code = code ? code : builder_find_followers(builder);
    code = code ? code : builder_keep_away(builder);
    code = code ? code : builder_make_bits(builder);
    if (code == 0)
        builder_mark_moves(builder);
    code = code ? code : builder_make_answers(builder);
    code = code ? code : builder_sort_records(builder);
    code = code ? code : builder_note_alone(builder);
    code = code ? code : builder_make_spelling(builder);
    code = code ? code : builder_make_tables(builder);
    if (code == 0 && builder->out_of_memory)
        code = error_memory(builder->error);
    return code ? code : trim_sections(builder);
}
