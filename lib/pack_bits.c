/* Bits for moves: what is known of a token answers for all moves of a choice at once, by bits side by side in one word. Choices that ask
 * the same share their bits, and one that asks part of what another does finds them there: the longest are laid down first, the others
 * where a word has room. */
#include <string.h>

#include "pack_build.h"

#define NO_BIT UINT32_MAX
#define ALWAYS_BIT 0u     /* of every token */
#define SHARED_LOOKS 4000 /* places at which a choice is compared before it gets bits of its own */

/* Where descriptions stand among the bits: of each the last place, and before each place the one before. */
struct places {
    uint32_t last[WAYS];
    struct section before; /* uint32_t, one a bit */
    struct section used;   /* uint8_t, one a word: its bits that are taken */
};

/* A word without any moves yet. */
static int add_word(struct pack_builder *builder, struct places *places) {
    uint8_t *used = section_add(builder, &places->used);
    for (unsigned i = 0; i < 64 && used; i++) {
        uint16_t *bit = section_add(builder, &builder->bits);
        if (!bit || !section_add(builder, &places->before))
            return NETRAL_ERROR_MEMORY;
        *bit = NO_WAY;
    }
    return used ? 0 : NETRAL_ERROR_MEMORY;
}

/* Where the descriptions stand already, in one word; NO_BIT if nowhere. */
static uint32_t find_bits(const struct pack_builder *builder, const struct places *places, const uint16_t *ways, uint32_t count) {
    const uint16_t *bits = builder->bits.items;
    const uint32_t *before = places->before.items;
    uint32_t at = places->last[ways[0]];
    for (uint32_t looks = 0; at != NO_BIT && looks < SHARED_LOOKS; looks++, at = before[at])
        if (at % 64 + count <= 64 && memcmp(bits + at, ways, count * sizeof *ways) == 0)
            return at;
    return NO_BIT;
}

/* Lays the descriptions down in the first word with room for them. */
static uint32_t add_bits(struct pack_builder *builder, struct places *places, const uint16_t *ways, uint32_t count) {
    uint32_t word = 0;
    while (word < places->used.count && ((const uint8_t *)places->used.items)[word] + count > 64)
        word++;
    if (word == places->used.count && add_word(builder, places))
        return NO_BIT;
    uint8_t *used = (uint8_t *)places->used.items + word;
    uint32_t first = word * 64 + *used;
    for (uint32_t at = first; at < first + count; at++) {
        uint16_t way = ways[at - first];
        ((uint16_t *)builder->bits.items)[at] = way;
        ((uint32_t *)places->before.items)[at] = places->last[way];
        places->last[way] = at;
    }
    *used = (uint8_t)(*used + count);
    return first;
}

/* The bits of a choice, made if new. */
static uint32_t bits_of(struct pack_builder *builder, struct places *places, const struct image_choice *choice) {
    const uint16_t *ways = (const uint16_t *)builder->move_ways.items + choice->move;
    uint32_t bit = find_bits(builder, places, ways, choice->count);
    return bit != NO_BIT ? bit : add_bits(builder, places, ways, choice->count);
}

static int give_bits(struct pack_builder *builder, struct places *places, uint32_t count) {
    for (size_t i = 1; i < builder->sections[IMAGE_CHOICES].count; i++) {
        struct image_choice *choice = SECTION_ITEM(builder, IMAGE_CHOICES, struct image_choice, i);
        if (choice->count != count)
            continue;
        uint32_t bit = bits_of(builder, places, choice);
        if (bit == NO_BIT)
            return NETRAL_ERROR_MEMORY;
        if (bit / 64 >= MOST_MOVE_WORDS)
            return error_set(builder->error, NETRAL_ERROR_LIMIT, "pack-size",
                             "the rules ask too many different things: make two packs of them");
        choice->word = (uint16_t)(bit / 64);
        choice->bit = (uint8_t)(bit % 64);
    }
    return 0;
}

static int give_all(struct pack_builder *builder, struct places *places) {
    const uint16_t always = 0;
    int code = add_bits(builder, places, &always, 1) == ALWAYS_BIT ? 0 : NETRAL_ERROR_MEMORY;
    for (uint32_t count = CHOICE_MOVES; count > 0 && code == 0; count--)
        code = give_bits(builder, places, count);
    while (places->used.count % STRETCH_WORDS && code == 0)
        code = add_word(builder, places);
    return code;
}

int builder_make_bits(struct pack_builder *builder) {
    struct places *places = memory_resize(&builder->allocator, NULL, 0, sizeof *places);
    if (!places)
        return error_memory(builder->error);
    memset(places->last, 0xff, sizeof places->last);
    places->before = (struct section){.item_size = sizeof(uint32_t)};
    places->used = (struct section){.item_size = sizeof(uint8_t)};
    int code = give_all(builder, places);
    memory_give_back(&builder->allocator, places->before.items, places->before.capacity, places->before.item_size);
    memory_give_back(&builder->allocator, places->used.items, places->used.capacity, places->used.item_size);
    memory_resize(&builder->allocator, places, sizeof *places, 0);
    return code;
}
