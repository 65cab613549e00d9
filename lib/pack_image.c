/* The image as bytes: a header that says where each section lies and how many items it has, then the sections, each at a
 * multiple of 16 bytes. The checksum is of the header's numbers and of all sections: one changed byte always changes it, since
 * every step of it can be undone; it is no protection against intent, which is why pack_verify.c looks at what the numbers say. */
#include <string.h>

#include "hash.h"
#include "pack.h"

#define ALIGNMENT 16u

static const size_t item_sizes[IMAGE_SECTIONS] = {
    [IMAGE_STRINGS] = 1,
    [IMAGE_TEXTS] = 1,
    [IMAGE_FILES] = sizeof(struct image_file),
    [IMAGE_WORDS] = sizeof(struct image_word),
    [IMAGE_WORD_HASH] = sizeof(uint32_t),
    [IMAGE_NODES] = sizeof(struct image_node),
    [IMAGE_NODE_HASH] = sizeof(uint32_t),
    [IMAGE_RECORDS] = sizeof(struct image_record),
    [IMAGE_LEVELS] = 1,
    [IMAGE_ENTRIES] = sizeof(struct image_entry),
    [IMAGE_CLASSES] = sizeof(struct image_class),
    [IMAGE_TYPES] = sizeof(struct image_type),
    [IMAGE_SETS] = sizeof(struct image_term),
    [IMAGE_RULES] = sizeof(struct image_rule),
    [IMAGE_EXAMPLES] = sizeof(struct image_example),
    [IMAGE_GROUPS] = sizeof(struct image_group),
    [IMAGE_LAYERS] = sizeof(struct image_layer),
    [IMAGE_ALONE] = sizeof(struct image_alone),
    [IMAGE_WORD_TRIGGERS] = sizeof(uint64_t),
    [IMAGE_STEPS] = sizeof(struct image_step),
    [IMAGE_TESTS] = sizeof(struct image_test),
    [IMAGE_PROGRAM_WORDS] = sizeof(uint32_t),
    [IMAGE_REGEXES] = sizeof(struct image_regex),
    [IMAGE_PARTS] = sizeof(struct image_part),
    [IMAGE_AUTOMATA] = 1,
    [IMAGE_ANSWERS] = sizeof(struct image_answer),
    [IMAGE_STRETCHES] = sizeof(struct image_stretch),
    [IMAGE_ANSWER_PLACES] = sizeof(uint32_t),
    [IMAGE_GROUP_ANSWERS] = sizeof(struct image_group_answer),
    [IMAGE_GROUP_PLACES] = sizeof(uint32_t),
    [IMAGE_STEP_PLACES] = sizeof(uint16_t),
    [IMAGE_FEATURE_NAMES] = sizeof(struct image_feature),
    [IMAGE_TOLERANCES] = sizeof(struct image_tolerance),
    [IMAGE_DELETIONS] = sizeof(uint32_t),
    [IMAGE_DELETION_BUCKETS] = sizeof(uint32_t),
    [IMAGE_FIELDS] = sizeof(struct image_field),
    [IMAGE_REPLACED] = sizeof(struct image_replaced),
    [IMAGE_CHOICES] = sizeof(struct image_choice),
    [IMAGE_MOVES] = sizeof(struct image_move),
    [IMAGE_MOVE_ACTS] = sizeof(uint32_t),
    [IMAGE_ACTS] = sizeof(struct image_act),
};

size_t image_item_size(int section) {
    return item_sizes[section];
}

/* ---- The checksum -------------------------------------------------------------------------------------------------- */

/* Four sums beside each other: a processor works on all of them at once. */
static uint64_t sum_bytes(uint64_t sum, const unsigned char *bytes, size_t length) {
    uint64_t sums[4] = {sum, ~sum, sum << 1 | 1, length}, parts[4];
    for (; length >= sizeof parts; bytes += sizeof parts, length -= sizeof parts) {
        memcpy(parts, bytes, sizeof parts);
        for (int i = 0; i < 4; i++)
            sums[i] = hash_mix(sums[i] ^ parts[i]);
    }
    memset(parts, 0, sizeof parts);
    if (length)
        memcpy(parts, bytes, length);
    for (int i = 0; i < 4; i++)
        sum = hash_mix(sum ^ hash_mix(sums[i] ^ parts[i]));
    return sum;
}

static uint64_t image_sum(const struct image_header *header, const struct pack_section *sections) {
    uint64_t sum = sum_bytes(header->size, (const unsigned char *)header->sections, sizeof header->sections);
    for (int i = 0; i < IMAGE_SECTIONS; i++)
        sum = sum_bytes(sum, sections[i].items, sections[i].count * item_sizes[i]);
    return sum;
}

static uint32_t layout(void) {
    static const uint32_t limits[] = {LIMIT_FEATURES, LIMIT_LAYERS, LIMIT_GROUPS, LIMIT_PHRASE_WORDS};
    return hash_pair(hash_bytes((const char *)item_sizes, sizeof item_sizes), hash_bytes((const char *)limits, sizeof limits));
}

/* ---- Writing ------------------------------------------------------------------------------------------------------- */

static size_t aligned(size_t at) {
    return (at + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

int image_write(const struct pack_section *sections, netral_sink *sink, void *context, netral_error *error) {
    static const char padding[ALIGNMENT];
    struct image_header header = {.magic = IMAGE_MAGIC, .version = IMAGE_VERSION, .order = IMAGE_ORDER};
    size_t at = sizeof header;
    for (int i = 0; i < IMAGE_SECTIONS; i++) {
        header.sections[i].offset = (uint32_t)aligned(at);
        header.sections[i].count = sections[i].count;
        at = aligned(at) + sections[i].count * item_sizes[i];
    }
    if (at > UINT32_MAX)
        return error_set(error, NETRAL_ERROR_LIMIT, "pack-size", "the pack would be larger than 4 GiB: leave some of its lists out");
    header.size = (uint32_t)at;
    header.layout = layout();
    header.checksum = image_sum(&header, sections);
    int refused = sink(context, (const char *)&header, sizeof header);
    at = sizeof header;
    for (int i = 0; i < IMAGE_SECTIONS && !refused; i++) {
        size_t length = sections[i].count * item_sizes[i], gap = aligned(at) - at;
        refused = gap ? sink(context, padding, gap) : 0;
        refused = refused || !length ? refused : sink(context, sections[i].items, length);
        at += gap + length;
    }
    return refused ? error_set(error, NETRAL_ERROR_IO, "sink", "the sink refused the compiled pack") : 0;
}

/* ---- Reading ------------------------------------------------------------------------------------------------------- */

static int check_header(const struct image_header *header, size_t size, netral_error *error) {
    if (size < sizeof *header || memcmp(header->magic, IMAGE_MAGIC, sizeof header->magic) != 0)
        return error_set(error, NETRAL_ERROR_VERSION, "pack-damaged", "this is no compiled pack: make one with `netral pack compile`");
    if (header->version == IMAGE_VERSION && header->order == IMAGE_ORDER && header->layout != layout())
        return error_set(error, NETRAL_ERROR_VERSION, "pack-version",
                         "the pack was compiled by another build of the library: compile it again");
    if (header->version != IMAGE_VERSION)
        return error_set(error, NETRAL_ERROR_VERSION, "pack-version",
                         "the compiled pack has version %u, this library reads %u: compile it again", header->version, IMAGE_VERSION);
    if (header->order != IMAGE_ORDER)
        return error_set(error, NETRAL_ERROR_VERSION, "pack-version",
                         "the pack was compiled on a machine with another order of bytes: compile it again on this one");
    if (header->size != size)
        return error_set(error, NETRAL_ERROR_VERSION, "pack-damaged",
                         "the compiled pack has %zu bytes, its header says %u: compile it again", size, header->size);
    return 0;
}

int image_sections(const unsigned char *image, size_t size, struct pack_section *sections, netral_error *error) {
    const struct image_header *header = (const void *)image;
    int code = check_header(header, size, error);
    for (int i = 0; i < IMAGE_SECTIONS && code == 0; i++) {
        uint32_t offset = header->sections[i].offset, count = header->sections[i].count;
        if (offset < sizeof *header || offset % ALIGNMENT || offset + (uint64_t)count * item_sizes[i] > size)
            return error_set(error, NETRAL_ERROR_VERSION, "pack-damaged", "a section of the compiled pack is cut off: compile it again");
        sections[i] = (struct pack_section){image + offset, count};
    }
    return code;
}

int image_check_sum(const unsigned char *image, const struct pack_section *sections, netral_error *error) {
    const struct image_header *header = (const void *)image;
    if (header->checksum == image_sum(header, sections))
        return 0;
    return error_set(error, NETRAL_ERROR_VERSION, "pack-damaged",
                     "the compiled pack is damaged, its checksum is another: compile it again");
}
