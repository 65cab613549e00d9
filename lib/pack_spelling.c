/* Classes that rules read with spelling mistakes (`spelling: 1`): each gets features of its own, which its names have, and its
 * misspelt names too (lookup_spelling.c). The words of its names are put into a table by what is left of them when letters are
 * taken out. A pack without such a rule has none of this. */
#include <stdio.h>
#include <string.h>

#include "deletions.h"
#include "hash.h"
#include "pack_build.h"

/* ---- Features ------------------------------------------------------------------------------------------------------ */

/* A token that has the class's own feature has the tolerant one: a set of one alternative. */
static int add_term(struct pack_builder *builder, uint32_t wanted, uint32_t feature) {
    struct image_term *term = section_add(builder, &builder->sections[IMAGE_SETS]);
    if (!term)
        return NETRAL_ERROR_MEMORY;
    features_add(&term->wanted, wanted);
    term->feature = feature;
    return 0;
}

/* A name that no pattern can have, for those who ask what a rule waits for. */
static int name_tolerance(struct pack_builder *builder, const struct image_tolerance *tolerance) {
    char name[LEXICON_NAME_BYTES + 16];
    const struct image_class *class = SECTION_ITEM(builder, IMAGE_CLASSES, struct image_class, tolerance->class);
    snprintf(name, sizeof name, "%s~%u", (const char *)builder->sections[IMAGE_STRINGS].items + class->name, tolerance->distance);
    return builder_name_feature(builder, name, tolerance->begin,
                                tolerance->inside == tolerance->begin ? PATTERN_NO_FEATURE : tolerance->inside);
}

const struct image_tolerance *builder_tolerance(struct pack_builder *builder, uint32_t class, unsigned distance) {
    const struct place nowhere = {NULL, 0, 0};
    struct section *section = &builder->sections[IMAGE_TOLERANCES];
    const struct image_class *made = SECTION_ITEM(builder, IMAGE_CLASSES, struct image_class, class);
    for (uint32_t i = 0; i < section->count; i++) {
        const struct image_tolerance *known = SECTION_ITEM(builder, IMAGE_TOLERANCES, struct image_tolerance, i);
        if (known->class == class && known->distance == distance)
            return known;
    }
    struct image_tolerance tolerance = {class, distance, builder_feature(builder, nowhere), 0};
    tolerance.inside = made->inside == made->begin ? tolerance.begin : builder_feature(builder, nowhere);
    struct image_tolerance *place = tolerance.inside == UINT32_MAX ? NULL : section_add(builder, section);
    if (!place || name_tolerance(builder, &tolerance) || add_term(builder, made->begin, tolerance.begin) ||
        (tolerance.inside != tolerance.begin && add_term(builder, made->inside, tolerance.inside)))
        return NULL;
    *place = tolerance;
    return place;
}

/* ---- Words --------------------------------------------------------------------------------------------------------- */

/* The largest distance of a class, 0 when no rule is tolerant of it. */
static unsigned distance_of(struct pack_builder *builder, uint32_t class) {
    unsigned distance = 0;
    for (uint32_t i = 0; i < builder->sections[IMAGE_TOLERANCES].count; i++) {
        const struct image_tolerance *tolerance = SECTION_ITEM(builder, IMAGE_TOLERANCES, struct image_tolerance, i);
        if (tolerance->class == class && tolerance->distance > distance)
            distance = tolerance->distance;
    }
    return distance;
}

/* The words on the way to a node, from the last: whether they can be misspelt, and how far. */
static void note_words(struct pack_builder *builder, uint32_t node, unsigned distance, uint8_t *distances) {
    const char *strings = builder->sections[IMAGE_STRINGS].items;
    for (; node; node = SECTION_ITEM(builder, IMAGE_NODES, struct image_node, node)->parent) {
        uint32_t number = SECTION_ITEM(builder, IMAGE_NODES, struct image_node, node)->word;
        const struct image_word *word = SECTION_ITEM(builder, IMAGE_WORDS, struct image_word, number);
        unsigned of_word = word->length < DELETIONS_LONG && distance > 1 ? 1 : distance;
        if (of_word > distances[number] && can_be_misspelt(strings + word->form, word->length))
            distances[number] = (uint8_t)of_word;
    }
}

static void note_nodes(struct pack_builder *builder, uint8_t *distances) {
    for (uint32_t i = 1; i < builder->sections[IMAGE_NODES].count; i++) {
        const struct image_node *node = SECTION_ITEM(builder, IMAGE_NODES, struct image_node, i);
        unsigned most = 0;
        for (uint32_t j = 0; j < node->record_count; j++) {
            unsigned distance = distance_of(builder, SECTION_ITEM(builder, IMAGE_RECORDS, struct image_record, node->record + j)->class);
            most = distance > most ? distance : most;
        }
        if (most)
            note_words(builder, i, most, distances);
    }
}

/* ---- The table ----------------------------------------------------------------------------------------------------- */

static size_t deletions_of_word(const struct pack_builder *builder, uint32_t number, unsigned distance, uint32_t *hashes) {
    const struct image_word *word = SECTION_ITEM(builder, IMAGE_WORDS, struct image_word, number);
    return deletions_of((const char *)builder->sections[IMAGE_STRINGS].items + word->form, word->length, distance, hashes);
}

static int make_room(struct pack_builder *builder, enum image_section_name name, size_t count) {
    struct section *section = &builder->sections[name];
    if (memory_reserve(&builder->allocator, &section->items, &section->capacity, count, section->item_size))
        return error_memory(builder->error);
    memset(section->items, 0, count * section->item_size);
    section->count = count;
    return 0;
}

/* Each bucket's place: where the one before it ends. Words are put from the back of their bucket. */
static int fill_buckets(struct pack_builder *builder, const uint8_t *distances, size_t buckets) {
    uint32_t *ends = builder->sections[IMAGE_DELETION_BUCKETS].items, hashes[DELETIONS_MOST];
    size_t words = builder->sections[IMAGE_WORDS].count;
    for (uint32_t i = 1; i < words; i++)
        for (size_t left = distances[i] ? deletions_of_word(builder, i, distances[i], hashes) : 0; left-- > 0;)
            ends[hashes[left] % buckets]++;
    for (size_t i = 1; i <= buckets; i++)
        ends[i] += ends[i - 1];
    int code = make_room(builder, IMAGE_DELETIONS, ends[buckets]);
    uint32_t *placed = builder->sections[IMAGE_DELETIONS].items;
    for (uint32_t i = 1; i < words && code == 0; i++)
        for (size_t left = distances[i] ? deletions_of_word(builder, i, distances[i], hashes) : 0; left-- > 0;)
            placed[--ends[hashes[left] % buckets]] = i;
    return code;
}

static int make_table(struct pack_builder *builder, const uint8_t *distances) {
    uint32_t hashes[DELETIONS_MOST];
    size_t count = 0, buckets = 1024;
    for (uint32_t i = 1; i < builder->sections[IMAGE_WORDS].count; i++)
        count += distances[i] ? deletions_of_word(builder, i, distances[i], hashes) : 0;
    while (buckets < count * 2)
        buckets *= 2;
    int code = make_room(builder, IMAGE_DELETION_BUCKETS, buckets + 1);
    return code ? code : fill_buckets(builder, distances, buckets);
}

int builder_make_spelling(struct pack_builder *builder) {
    size_t words = builder->sections[IMAGE_WORDS].count;
    if (builder->sections[IMAGE_TOLERANCES].count == 0)
        return 0;
    uint8_t *distances = memory_resize(&builder->allocator, NULL, 0, words);
    if (!distances)
        return error_memory(builder->error);
    memset(distances, 0, words);
    note_nodes(builder, distances);
    int code = make_table(builder, distances);
    memory_resize(&builder->allocator, distances, words, 0);
    return code;
}
