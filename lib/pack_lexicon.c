/* Lexicon entries become paths of a trie over word numbers. Every variant is tokenised as text is; full stops of abbreviations
 * and commas are left out of the path (lookup steps over them in the text), so that `Riset, dan Teknologi` and `Riset dan
 * Teknologi` are one path. The capitals that a variant demands of the text stand beside its end (see lexicon_format). */
#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "lexicon_reader.h"
#include "pack_build.h"
#include "tokens.h"

struct filling {
    struct pack_builder *builder;
    struct token_list tokens;
};

static uint32_t role_of(struct lexicon_piece name) {
    static const struct {
        const char *class;
        enum word_role role;
    } roles[] = {{"abbreviation-stop", ROLE_ABBREVIATION}, {"sentence-opener", ROLE_OPENER}, {"province", ROLE_PLACE},
                 {"regency", ROLE_PLACE}, {"city", ROLE_PLACE}, {"place", ROLE_PLACE}};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (strlen(roles[i].class) == name.length && memcmp(roles[i].class, name.text, name.length) == 0)
            return roles[i].role;
    return 0;
}

static uint32_t class_number(struct pack_builder *builder, struct lexicon_piece name) {
    struct section *classes = &builder->sections[IMAGE_CLASSES];
    const char *strings = builder->sections[IMAGE_STRINGS].items;
    for (uint32_t i = 0; i < classes->count; i++) {
        const char *known = strings + SECTION_ITEM(builder, IMAGE_CLASSES, struct image_class, i)->name;
        if (strlen(known) == name.length && memcmp(known, name.text, name.length) == 0)
            return i;
    }
    uint32_t string = builder_string(builder, name.text, name.length);
    struct image_class *class = section_add(builder, classes);
    if (!class || string == UINT32_MAX)
        return UINT32_MAX;
    *class = (struct image_class){string, UINT32_MAX, UINT32_MAX, role_of(name)};
    return (uint32_t)classes->count - 1;
}

/* ---- The trie ------------------------------------------------------------------------------------------------------ */

/* While the trie grows, its edges are found through a hash of their own, kept in IMAGE_EDGE_HASH at twice the size needed. */
static struct image_edge *edge_slot(struct pack_builder *builder, uint32_t node, uint32_t word) {
    struct section *hash = &builder->sections[IMAGE_EDGE_HASH];
    struct image_edge *slots = hash->items;
    uint32_t mask = (uint32_t)hash->count - 1;
    uint32_t i = hash_pair(node, word) & mask;
    while (slots[i].node && (slots[i].node != node || slots[i].word != word))
        i = (i + 1) & mask;
    return &slots[i];
}

int builder_hash_edges(struct pack_builder *builder) {
    struct section *hash = &builder->sections[IMAGE_EDGE_HASH];
    if (hash->count && builder->edges.count * 2 < hash->count)
        return 0;
    size_t size = hash->count ? hash->count * 2 : 1024;
    struct image_edge *slots = memory_resize(&builder->allocator, NULL, 0, size * sizeof *slots);
    if (!slots)
        return error_memory(builder->error);
    memset(slots, 0, size * sizeof *slots);
    memory_resize(&builder->allocator, hash->items, hash->capacity * sizeof *slots, 0);
    hash->items = slots;
    hash->count = hash->capacity = size;
    const struct image_edge *edges = builder->edges.items;
    for (size_t i = 0; i < builder->edges.count; i++)
        *edge_slot(builder, edges[i].node, edges[i].word) = edges[i];
    return 0;
}

static uint32_t new_node(struct pack_builder *builder) {
    struct section *nodes = &builder->sections[IMAGE_NODES];
    return section_add(builder, nodes) ? (uint32_t)nodes->count - 1 : 0;
}

static uint32_t first_node(struct pack_builder *builder, uint32_t word) {
    uint32_t node = SECTION_ITEM(builder, IMAGE_WORDS, struct image_word, word)->node;
    if (!node) {
        node = new_node(builder);
        SECTION_ITEM(builder, IMAGE_WORDS, struct image_word, word)->node = node;
    }
    return node;
}

static uint32_t next_node(struct pack_builder *builder, uint32_t node, uint32_t word) {
    if (builder_hash_edges(builder))
        return 0;
    struct image_edge *slot = edge_slot(builder, node, word);
    if (slot->node)
        return slot->target;
    uint32_t target = new_node(builder);
    struct image_edge *edge = section_add(builder, &builder->edges);
    if (!target || !edge)
        return 0;
    *edge = *slot = (struct image_edge){node, word, target};
    SECTION_ITEM(builder, IMAGE_NODES, struct image_node, node)->edge_filter |= edge_bit(word);
    return target;
}

/* ---- Entries ------------------------------------------------------------------------------------------------------- */

static int is_skipped(const struct token_list *tokens, size_t i) {
    const struct token *token = &tokens->items[i];
    char sign = tokens->forms[token->form];
    return i > 0 && token->form_length == 1 && (sign == '.' || sign == ',');
}

static int add_record(struct pack_builder *builder, uint32_t node, uint32_t entry, uint32_t class, uint32_t levels) {
    struct pending_record *record = section_add(builder, &builder->pending_records);
    if (!record)
        return NETRAL_ERROR_MEMORY;
    *record = (struct pending_record){node, {entry, class, levels}};
    return 0;
}

static int add_variant(struct filling *filling, struct lexicon_piece variant, uint32_t entry, uint32_t class, struct place place) {
    struct pack_builder *builder = filling->builder;
    struct token_list *tokens = &filling->tokens;
    char levels[LIMIT_PHRASE_WORDS];
    size_t words = 0;
    uint32_t node = 0;
    token_list_clear(tokens);
    if (tokenize_block(tokens, variant.text, 0, variant.length))
        return error_memory(builder->error);
    for (size_t i = 0; i < tokens->count; i++) {
        if (is_skipped(tokens, i))
            continue;
        if (words == LIMIT_PHRASE_WORDS)
            return error_at(builder->error, NETRAL_ERROR_RULE, "lexicon-words", place, "an entry has more than %d words",
                            LIMIT_PHRASE_WORDS);
        uint32_t word = builder_word(builder, tokens->forms + tokens->items[i].form, tokens->items[i].form_length);
        node = !word ? 0 : words == 0 ? first_node(builder, word) : next_node(builder, node, word);
        if (!node)
            return NETRAL_ERROR_MEMORY;
        levels[words++] = (char)('0' + token_level(&tokens->items[i]));
    }
    if (words == 0)
        return error_at(builder->error, NETRAL_ERROR_RULE, "lexicon-empty", place, "an entry has no word in it");
    struct image_class *known = SECTION_ITEM(builder, IMAGE_CLASSES, struct image_class, class);
    if (words > 1)
        known->inside = 0; /* phrases of this class go on: it needs a second feature */
    uint32_t string = builder_string(builder, levels, words);
    return string == UINT32_MAX ? NETRAL_ERROR_MEMORY : add_record(builder, node, entry, class, string);
}

static uint32_t attributes_string(struct pack_builder *builder, const struct lexicon_entry *entry) {
    char text[1024];
    size_t used = 0;
    for (size_t i = 0; i < entry->attribute_count; i++) {
        const struct lexicon_piece *piece = &entry->attributes[i];
        if (used + piece->length + 1 >= sizeof text)
            break;
        memcpy(text + used, piece->text, piece->length);
        used += piece->length;
        text[used++] = '\n';
    }
    return builder_string(builder, text, used);
}

static int take(void *context, const struct lexicon_entry *entry, netral_error *error) {
    struct filling *filling = context;
    struct pack_builder *builder = filling->builder;
    (void)error;
    uint32_t class = class_number(builder, entry->class);
    uint32_t canonical = builder_string(builder, entry->canonical.text, entry->canonical.length);
    uint32_t attributes = attributes_string(builder, entry);
    struct image_entry *made = section_add(builder, &builder->sections[IMAGE_ENTRIES]);
    if (!made || class == UINT32_MAX || canonical == UINT32_MAX || attributes == UINT32_MAX)
        return NETRAL_ERROR_MEMORY;
    *made = (struct image_entry){canonical, attributes, class};
    uint32_t number = (uint32_t)builder->sections[IMAGE_ENTRIES].count - 1;
    int code = entry->matches_canonical ? add_variant(filling, entry->canonical, number, class, entry->place) : 0;
    for (size_t i = 0; i < entry->variant_count && code == 0; i++)
        code = add_variant(filling, entry->variants[i], number, class, entry->place);
    return code;
}

int builder_add_lexicon(struct pack_builder *builder, const char *file, const char *text, size_t length) {
    struct filling filling = {.builder = builder};
    token_list_init(&filling.tokens, &builder->allocator);
    int code = builder_hash_edges(builder);
    code = code ? code : lexicon_read(file, text, length, take, &filling, builder->error);
    token_list_free(&filling.tokens);
    return code;
}

static int by_node(const void *a, const void *b) {
    const struct pending_record *one = a, *other = b;
    if (one->node != other->node)
        return one->node < other->node ? -1 : 1;
    return one->record.entry < other->record.entry ? -1 : one->record.entry > other->record.entry;
}

int builder_sort_records(struct pack_builder *builder) {
    struct pending_record *pending = builder->pending_records.items;
    size_t count = builder->pending_records.count;
    if (count)
        qsort(pending, count, sizeof *pending, by_node);
    for (size_t i = 0; i < count; i++) {
        struct image_node *node = SECTION_ITEM(builder, IMAGE_NODES, struct image_node, pending[i].node);
        if (node->record_count++ == 0)
            node->record = (uint32_t)i;
        struct image_record *record = section_add(builder, &builder->sections[IMAGE_RECORDS]);
        if (!record)
            return NETRAL_ERROR_MEMORY;
        *record = pending[i].record;
    }
    return 0;
}

/* ---- Words alone --------------------------------------------------------------------------------------------------- */

static void add_alone(struct pack_builder *builder, const struct image_record *record, struct image_alone *alone) {
    const struct image_class *class = SECTION_ITEM(builder, IMAGE_CLASSES, struct image_class, record->class);
    const char *levels = (const char *)builder->sections[IMAGE_STRINGS].items + record->levels;
    for (int level = levels[0] - '0'; class->begin != UINT32_MAX && level < 3; level++)
        features_add(&alone->by_level[level], class->begin);
}

/* The number of an equal item, made if new. Words are many, their combinations of classes a few hundred. */
static uint32_t alone_number(struct pack_builder *builder, const struct image_alone *wanted) {
    struct section *known = &builder->sections[IMAGE_ALONE];
    for (uint32_t i = 0; i < known->count; i++)
        if (memcmp(SECTION_ITEM(builder, IMAGE_ALONE, struct image_alone, i), wanted, sizeof *wanted) == 0)
            return i;
    struct image_alone *made = section_add(builder, known);
    if (!made)
        return UINT32_MAX;
    *made = *wanted;
    return (uint32_t)known->count - 1;
}

int builder_note_alone(struct pack_builder *builder) {
    for (uint32_t i = 1; i < builder->sections[IMAGE_WORDS].count; i++) {
        struct image_word *word = SECTION_ITEM(builder, IMAGE_WORDS, struct image_word, i);
        const struct image_node *node = SECTION_ITEM(builder, IMAGE_NODES, struct image_node, word->node);
        struct image_alone alone = {0};
        word->roles = 0;
        for (uint32_t j = 0; word->node && j < node->record_count; j++) {
            const struct image_record *record = SECTION_ITEM(builder, IMAGE_RECORDS, struct image_record, node->record + j);
            add_alone(builder, record, &alone);
            word->roles |= (uint8_t)SECTION_ITEM(builder, IMAGE_CLASSES, struct image_class, record->class)->role;
        }
        word->edge_filter = word->node ? node->edge_filter : 0;
        word->alone = alone_number(builder, &alone);
        if (word->alone == UINT32_MAX)
            return NETRAL_ERROR_MEMORY;
    }
    return 0;
}
