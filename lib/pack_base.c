/* Laying a pack over another begins with a copy of what the other one knows of words: sections of numbers, so that its lists need
 * not be read again, nor their texts be kept. Rules are made anew from their texts, since another pack may change what their names
 * stand for. */
#include <string.h>

#include "pack_build.h"

static int copy_section(struct pack_builder *builder, const netral_pack *base, enum image_section_name name) {
    struct section *section = &builder->sections[name];
    const struct pack_section *from = &base->sections[name];
    if (memory_reserve(&builder->allocator, &section->items, &section->capacity, from->count, section->item_size))
        return error_memory(builder->error);
    if (from->count)
        memcpy(section->items, from->items, from->count * section->item_size);
    section->count = from->count;
    return 0;
}

/* What rules and features make of words and nodes is made again. */
static int copy_words(struct pack_builder *builder, const netral_pack *base) {
    static const enum image_section_name copied[] = {IMAGE_STRINGS, IMAGE_TEXTS, IMAGE_FILES, IMAGE_WORDS, IMAGE_WORD_HASH, IMAGE_NODES,
                                                     IMAGE_NODE_HASH, IMAGE_RECORDS, IMAGE_LEVELS, IMAGE_ENTRIES, IMAGE_CLASSES};
    int code = 0;
    for (size_t i = 0; i < sizeof copied / sizeof *copied && code == 0; i++)
        code = copy_section(builder, base, copied[i]);
    for (uint32_t i = 0; i < builder->sections[IMAGE_WORDS].count && code == 0; i++) {
        struct image_word *word = SECTION_ITEM(builder, IMAGE_WORDS, struct image_word, i);
        word->alone = word->triggers = word->kind = 0;
    }
    return code;
}

/* A class has no features until something asks for it; whether its phrases go on is known (pack_lexicon.c). */
static void forget_features(struct pack_builder *builder) {
    for (uint32_t i = 0; i < builder->sections[IMAGE_CLASSES].count; i++) {
        struct image_class *class = SECTION_ITEM(builder, IMAGE_CLASSES, struct image_class, i);
        if (class->begin != UINT32_MAX)
            class->inside = class->inside == class->begin ? UINT32_MAX : 0;
        class->begin = UINT32_MAX;
    }
}

static int note_record_nodes(struct pack_builder *builder) {
    struct section *places = &builder->record_nodes;
    size_t count = builder->sections[IMAGE_RECORDS].count;
    if (memory_reserve(&builder->allocator, &places->items, &places->capacity, count, places->item_size))
        return error_memory(builder->error);
    if (count)
        memset(places->items, 0, count * places->item_size);
    for (uint32_t i = 0; i < builder->sections[IMAGE_NODES].count; i++) {
        struct image_node *node = SECTION_ITEM(builder, IMAGE_NODES, struct image_node, i);
        for (uint32_t j = 0; j < node->record_count; j++)
            ((uint32_t *)places->items)[node->record + j] = i;
        node->record = node->record_count = 0;
    }
    places->count = count;
    return 0;
}

int builder_copy_lexicon(struct pack_builder *builder, const netral_pack *base) {
    int code = copy_words(builder, base);
    if (code)
        return code;
    forget_features(builder);
    return note_record_nodes(builder);
}
