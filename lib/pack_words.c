/* The pack's words, each once, and the places of phrases over them. Both are found through tables of numbers that grow with them
 * and are used in the image as they are. */
#include <string.h>

#include "hash.h"
#include "number_table.h"
#include "pack_build.h"

/* Another table of the size for `count` numbers: words are asked for at each token, and their table is kept emptier. */
static int new_table(struct pack_builder *builder, enum image_section_name name, size_t size) {
    struct section *table = &builder->sections[name];
    uint32_t *slots = size > UINT32_MAX / 2 ? NULL : memory_resize(&builder->allocator, NULL, 0, size * sizeof *slots);
    if (!slots) {
        builder->out_of_memory = 1;
        return error_memory(builder->error);
    }
    memset(slots, 0, size * sizeof *slots);
    memory_resize(&builder->allocator, table->items, table->capacity * sizeof *slots, 0);
    table->items = slots;
    table->count = table->capacity = size;
    return 0;
}

/* ---- Words --------------------------------------------------------------------------------------------------------- */

static int is_word(const struct pack_builder *builder, uint32_t number, const char *form, size_t length) {
    const struct image_word *word = SECTION_ITEM(builder, IMAGE_WORDS, struct image_word, number);
    return word->length == length && memcmp((const char *)builder->sections[IMAGE_STRINGS].items + word->form, form, length) == 0;
}

static uint32_t known_word(const struct pack_builder *builder, const char *form, size_t length, uint32_t hash) {
    const struct section *table = &builder->sections[IMAGE_WORD_HASH];
    const uint32_t *slots = table->items;
    uint32_t mask = (uint32_t)table->count - 1;
    for (uint32_t i = hash & mask; slots[i]; i = (i + 1) & mask) {
        uint32_t number = slot_number(slots[i], hash, mask);
        if (number && is_word(builder, number, form, length))
            return number;
    }
    return 0;
}

static int grow_word_table(struct pack_builder *builder) {
    struct section *table = &builder->sections[IMAGE_WORD_HASH];
    size_t words = builder->sections[IMAGE_WORDS].count;
    if (words * 2 < table->count)
        return 0;
    int code = new_table(builder, IMAGE_WORD_HASH, table->count ? table->count * 2 : 1024);
    const char *strings = builder->sections[IMAGE_STRINGS].items;
    for (uint32_t i = 1; i < words && code == 0; i++) {
        const struct image_word *word = SECTION_ITEM(builder, IMAGE_WORDS, struct image_word, i);
        table_put(table->items, (uint32_t)table->count - 1, i, hash_bytes(strings + word->form, word->length));
    }
    return code;
}

uint32_t builder_word(struct pack_builder *builder, const char *form, size_t length) {
    if (grow_word_table(builder))
        return 0;
    uint32_t hash = hash_bytes(form, length), known = known_word(builder, form, length, hash);
    if (known)
        return known;
    uint32_t string = builder_string(builder, form, length);
    struct image_word *word = section_add(builder, &builder->sections[IMAGE_WORDS]);
    if (!word || string == UINT32_MAX)
        return 0;
    word->form = string;
    word->length = (uint16_t)length; /* a form is no longer than LIMIT_TOKEN_BYTES */
    struct section *table = &builder->sections[IMAGE_WORD_HASH];
    uint32_t number = (uint32_t)builder->sections[IMAGE_WORDS].count - 1;
    table_put(table->items, (uint32_t)table->count - 1, number, hash);
    return number;
}

/* ---- The trie ------------------------------------------------------------------------------------------------------ */

static uint32_t new_node(struct pack_builder *builder, uint32_t parent, uint32_t word) {
    struct section *nodes = &builder->sections[IMAGE_NODES];
    struct image_node *node = section_add(builder, nodes);
    if (!node)
        return 0;
    node->parent = parent;
    node->word = word;
    return (uint32_t)nodes->count - 1;
}

uint32_t builder_first_node(struct pack_builder *builder, uint32_t word) {
    uint32_t node = SECTION_ITEM(builder, IMAGE_WORDS, struct image_word, word)->node;
    if (!node) {
        node = new_node(builder, 0, word);
        SECTION_ITEM(builder, IMAGE_WORDS, struct image_word, word)->node = node;
    }
    return node;
}

/* First nodes are found from their words, but count as if they were in the table: it has room for all. */
static int grow_node_table(struct pack_builder *builder) {
    struct section *table = &builder->sections[IMAGE_NODE_HASH];
    size_t nodes = builder->sections[IMAGE_NODES].count;
    if (nodes / 3 * 4 + 4 < table->count)
        return 0;
    int code = new_table(builder, IMAGE_NODE_HASH, table->count ? table->count * 2 : 1024);
    for (uint32_t i = 1; i < nodes && code == 0; i++) {
        const struct image_node *node = SECTION_ITEM(builder, IMAGE_NODES, struct image_node, i);
        if (node->parent)
            table_put(table->items, (uint32_t)table->count - 1, i, hash_pair(node->parent, node->word));
    }
    return code;
}

static void note_edge(struct pack_builder *builder, uint32_t parent, uint32_t word) {
    struct image_node *node = SECTION_ITEM(builder, IMAGE_NODES, struct image_node, parent);
    node->edge_filter = (uint16_t)(node->edge_filter | node_bit(word));
    if (!node->parent)
        SECTION_ITEM(builder, IMAGE_WORDS, struct image_word, node->word)->edge_filter |= edge_bit(word);
}

uint32_t builder_next_node(struct pack_builder *builder, uint32_t parent, uint32_t word) {
    if (grow_node_table(builder))
        return 0;
    struct section *table = &builder->sections[IMAGE_NODE_HASH];
    uint32_t *slots = table->items, mask = (uint32_t)table->count - 1, hash = hash_pair(parent, word), i = hash & mask;
    for (; slots[i]; i = (i + 1) & mask) {
        uint32_t number = slot_number(slots[i], hash, mask);
        const struct image_node *node = SECTION_ITEM(builder, IMAGE_NODES, struct image_node, number);
        if (number && node->parent == parent && node->word == word)
            return number;
    }
    uint32_t made = new_node(builder, parent, word);
    if (made) {
        slots[i] = slot_of(made, hash, mask);
        note_edge(builder, parent, word);
    }
    return made;
}

int builder_make_tables(struct pack_builder *builder) {
    int code = grow_word_table(builder);
    return code ? code : grow_node_table(builder);
}
