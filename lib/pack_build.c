/* Growing sections and putting them together. What fills them is in pack_lexicon.c (words, phrases) and pack_rules.c. */
#include "pack_build.h"

#include <string.h>

#include "hash.h"
#include "pack.h"

static const size_t item_sizes[IMAGE_SECTIONS] = {
    [IMAGE_STRINGS] = 1,
    [IMAGE_FILES] = sizeof(struct image_file),
    [IMAGE_WORDS] = sizeof(struct image_word),
    [IMAGE_WORD_HASH] = sizeof(struct image_slot),
    [IMAGE_NODES] = sizeof(struct image_node),
    [IMAGE_EDGE_HASH] = sizeof(struct image_edge),
    [IMAGE_RECORDS] = sizeof(struct image_record),
    [IMAGE_ENTRIES] = sizeof(struct image_entry),
    [IMAGE_CLASSES] = sizeof(struct image_class),
    [IMAGE_TYPES] = sizeof(struct image_type),
    [IMAGE_SETS] = sizeof(struct image_term),
    [IMAGE_RULES] = sizeof(struct image_rule),
    [IMAGE_EXAMPLES] = sizeof(struct image_example),
    [IMAGE_TRIGGERS] = sizeof(uint32_t),
    [IMAGE_FEATURE_TRIGGERS] = sizeof(uint32_t),
    [IMAGE_LAYERS] = sizeof(struct image_layer),
    [IMAGE_ALONE] = sizeof(struct image_alone),
    [IMAGE_TRIGGER_SETS] = sizeof(struct image_trigger_set),
    [IMAGE_STEPS] = sizeof(struct image_step),
    [IMAGE_TESTS] = sizeof(struct image_test),
    [IMAGE_PROGRAM_WORDS] = sizeof(uint32_t),
    [IMAGE_REGEXES] = sizeof(struct image_regex),
    [IMAGE_PARTS] = sizeof(struct image_part),
    [IMAGE_AUTOMATA] = 1,
    [IMAGE_FIRSTS] = sizeof(struct image_reach),
    [IMAGE_FIELDS] = sizeof(struct image_field),
    [IMAGE_REPLACED] = sizeof(struct image_replaced),
    [IMAGE_STEP_PLACES] = sizeof(uint16_t),
    [IMAGE_FEATURE_NAMES] = sizeof(struct image_feature),
};

size_t image_item_size(int section) {
    return item_sizes[section];
}

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
    if (section->count + length >= UINT32_MAX / 2 ||
        memory_reserve(&builder->allocator, &section->items, &section->capacity, section->count + length, 1)) {
        builder->out_of_memory = 1;
        error_memory(builder->error);
        return UINT32_MAX;
    }
    memcpy((char *)section->items + section->count, bytes, length);
    section->count += length;
    return (uint32_t)(section->count - length);
}

uint32_t builder_string(struct pack_builder *builder, const char *bytes, size_t length) {
    if (length == 0)
        return 0;
    uint32_t offset = builder_bytes(builder, IMAGE_STRINGS, bytes, length);
    return offset == UINT32_MAX || builder_bytes(builder, IMAGE_STRINGS, "", 1) == UINT32_MAX ? UINT32_MAX : offset;
}

/* ---- Words --------------------------------------------------------------------------------------------------------- */

/* The word's slot, or the empty one where it belongs. */
static struct image_slot *word_slot(struct pack_builder *builder, const char *form, size_t length, uint32_t hash) {
    struct section *table = &builder->sections[IMAGE_WORD_HASH];
    struct image_slot *slots = table->items;
    uint32_t mask = (uint32_t)table->count - 1;
    const char *strings = builder->sections[IMAGE_STRINGS].items;
    for (uint32_t i = hash & mask;; i = (i + 1) & mask) {
        if (!slots[i].word)
            return &slots[i];
        const struct image_word *word = SECTION_ITEM(builder, IMAGE_WORDS, struct image_word, slots[i].word);
        if (slots[i].hash == hash && word->length == length && memcmp(strings + word->form, form, length) == 0)
            return &slots[i];
    }
}

static int grow_word_hash(struct pack_builder *builder) {
    struct section *table = &builder->sections[IMAGE_WORD_HASH];
    size_t words = builder->sections[IMAGE_WORDS].count, size = table->count;
    if (words * 2 < size)
        return 0;
    size = size ? size * 2 : 1024;
    struct image_slot *slots = memory_resize(&builder->allocator, NULL, 0, size * sizeof *slots);
    if (!slots) {
        builder->out_of_memory = 1;
        return error_memory(builder->error);
    }
    memset(slots, 0, size * sizeof *slots);
    memory_resize(&builder->allocator, table->items, table->capacity * sizeof *slots, 0);
    table->items = slots;
    table->count = table->capacity = size;
    const char *strings = builder->sections[IMAGE_STRINGS].items;
    for (uint32_t i = 1; i < words; i++) {
        const struct image_word *word = SECTION_ITEM(builder, IMAGE_WORDS, struct image_word, i);
        uint32_t hash = hash_bytes(strings + word->form, word->length);
        *word_slot(builder, strings + word->form, word->length, hash) = (struct image_slot){i, hash};
    }
    return 0;
}

uint32_t builder_word(struct pack_builder *builder, const char *form, size_t length) {
    if (grow_word_hash(builder))
        return 0;
    uint32_t hash = hash_bytes(form, length);
    struct image_slot *slot = word_slot(builder, form, length, hash);
    if (slot->word)
        return slot->word;
    uint32_t string = builder_string(builder, form, length);
    struct image_word *word = section_add(builder, &builder->sections[IMAGE_WORDS]);
    if (!word || string == UINT32_MAX)
        return 0;
    word->form = string;
    word->length = (uint16_t)length; /* a form is no longer than LIMIT_TOKEN_BYTES */
    *slot = (struct image_slot){(uint32_t)builder->sections[IMAGE_WORDS].count - 1, hash};
    return slot->word;
}

/* ---- Beginning, adding, finishing ---------------------------------------------------------------------------------- */

int pack_builder_init(struct pack_builder *builder, const netral_allocator *allocator, netral_error *error) {
    memset(builder, 0, sizeof *builder);
    builder->allocator = *allocator;
    builder->error = error;
    arena_init(&builder->arena, allocator);
    for (int i = 0; i < IMAGE_SECTIONS; i++)
        builder->sections[i].item_size = item_sizes[i];
    builder->edges.item_size = sizeof(struct image_edge);
    builder->pending_records.item_size = sizeof(struct pending_record);
    builder->pending_triggers.item_size = sizeof(struct pending_trigger);
    builder->guards.item_size = sizeof(struct image_rule);
    builder->named.item_size = sizeof(struct named_feature);
    static const int numbered[] = {IMAGE_STRINGS, IMAGE_WORDS, IMAGE_NODES, IMAGE_ENTRIES, IMAGE_TRIGGERS, IMAGE_ALONE,
                                   IMAGE_TRIGGER_SETS, IMAGE_STEPS, IMAGE_PROGRAM_WORDS, IMAGE_REGEXES,
                                   IMAGE_FIRSTS, IMAGE_STEP_PLACES};
    for (size_t i = 0; i < sizeof numbered / sizeof *numbered; i++) /* number 0 means "none" */
        if (!section_add(builder, &builder->sections[numbered[i]]))
            return NETRAL_ERROR_MEMORY;
    return 0;
}

static void free_section(struct pack_builder *builder, struct section *section) {
    memory_resize(&builder->allocator, section->items, section->capacity * section->item_size, 0);
}

void pack_builder_free(struct pack_builder *builder) {
    for (int i = 0; i < IMAGE_SECTIONS; i++)
        free_section(builder, &builder->sections[i]);
    free_section(builder, &builder->edges);
    free_section(builder, &builder->pending_records);
    free_section(builder, &builder->pending_triggers);
    free_section(builder, &builder->guards);
    free_section(builder, &builder->named);
    arena_free(&builder->arena);
}

/* The newer definition of a name stands in front, and is the one that is found. A file's own list has its last one first. */
static void prepend(struct named_text **list, struct named_text *more) {
    struct named_text **tail = &more;
    while (*tail)
        tail = &(*tail)->next;
    *tail = *list;
    *list = more;
}

static int note_replaced(struct pack_builder *builder, const struct named_text *named) {
    uint32_t name = builder_string(builder, named->name, strlen(named->name));
    uint32_t file = builder_string(builder, named->place.file, strlen(named->place.file));
    struct image_replaced *made = section_add(builder, &builder->sections[IMAGE_REPLACED]);
    if (!made || name == UINT32_MAX || file == UINT32_MAX)
        return NETRAL_ERROR_MEMORY;
    *made = (struct image_replaced){name, file, (uint32_t)named->place.line, (uint32_t)named->place.column};
    return 0;
}

/* Sub-patterns and sets are known by their names in every file of a pack: two of one name would silently shadow each other. */
static int check_names(struct pack_builder *builder, const struct named_text *known, struct named_text *more) {
    for (; more; more = more->next) {
        more->layer = builder->layer;
        for (const struct named_text *other = known; other; other = other->next)
            if (strcmp(other->name, more->name) != 0)
                continue;
            else if (other->layer != more->layer && note_replaced(builder, more))
                return NETRAL_ERROR_MEMORY;
            else if (other->layer == more->layer)
                return error_at(builder->error, NETRAL_ERROR_RULE, "duplicate-name", more->place,
                                "\"%s\" is the name of another sub-pattern or set, in %s:%d", more->name, other->place.file,
                                other->place.line);
    }
    return 0;
}

static void add_types(struct type_definition **list, struct type_definition *more) {
    for (; more; list = &(*list)->next) {
        if (!*list) {
            *list = more;
            return;
        }
    }
}

/* Rules keep their order; one that replaces an earlier one takes its place in the order. */
static void add_rules(struct rule_definition **list, struct rule_definition *more) {
    while (more) {
        struct rule_definition *next = more->next, **at = list;
        while (*at && strcmp((*at)->id, more->id) != 0)
            at = &(*at)->next;
        more->next = *at ? (*at)->next : NULL;
        *at = more;
        more = next;
    }
}

/* Within one file an id stands once: twice is a mistake, not a replacement. */
static int check_ids(struct pack_builder *builder, const struct rule_definition *rules) {
    for (const struct rule_definition *rule = rules; rule; rule = rule->next)
        for (const struct rule_definition *other = rule->next; other; other = other->next)
            if (strcmp(rule->id, other->id) == 0)
                return error_at(builder->error, NETRAL_ERROR_RULE, "duplicate-id", other->place,
                                "the rule id \"%s\" stands twice in this file; the first is in line %d", other->id, rule->place.line);
    return 0;
}

static int add_rule_file(struct pack_builder *builder, const char *name, const char *text, size_t length) {
    struct rule_file file;
    int code = rule_file_read(&builder->arena, name, text, length, &file, builder->error);
    code = code ? code : check_ids(builder, file.rules);
    code = code ? code : check_names(builder, builder->patterns, file.patterns);
    code = code ? code : check_names(builder, builder->sets, file.sets);
    code = code ? code : check_names(builder, file.patterns, file.sets);
    code = code ? code : check_names(builder, builder->sets, file.patterns);
    code = code ? code : check_names(builder, builder->patterns, file.sets);
    if (code)
        return code;
    prepend(&builder->patterns, file.patterns);
    prepend(&builder->sets, file.sets);
    add_types(&builder->types, file.types);
    add_rules(&builder->rules, file.rules);
    return 0;
}

int pack_builder_add(struct pack_builder *builder, const char *name, const char *text, size_t length, int is_lexicon) {
    uint32_t name_string = builder_string(builder, name, strlen(name));
    uint32_t text_string = builder_string(builder, text, length);
    struct image_file *file = section_add(builder, &builder->sections[IMAGE_FILES]);
    if (!file || name_string == UINT32_MAX || text_string == UINT32_MAX)
        return NETRAL_ERROR_MEMORY;
    *file = (struct image_file){name_string, text_string, (uint32_t)length, (uint32_t)is_lexicon, (uint32_t)builder->layer};
    const char *kept_name = arena_string(&builder->arena, name, strlen(name));
    const char *kept_text = arena_string(&builder->arena, text, length);
    if (!kept_name || !kept_text)
        return error_memory(builder->error);
    return is_lexicon ? builder_add_lexicon(builder, kept_name, kept_text, length)
                      : add_rule_file(builder, kept_name, kept_text, length);
}

static uint32_t checksum(const unsigned char *bytes, size_t size) {
    return hash_bytes((const char *)bytes, size);
}

static int assemble(struct pack_builder *builder, void **image, size_t *size) {
    struct image_header header = {.magic = IMAGE_MAGIC, .version = IMAGE_VERSION};
    size_t at = sizeof header;
    for (int i = 0; i < IMAGE_SECTIONS; i++) {
        const struct section *section = &builder->sections[i];
        at = (at + 15) / 16 * 16;
        header.sections[i].offset = (uint32_t)at;
        header.sections[i].count = (uint32_t)section->count;
        at += section->count * section->item_size;
    }
    if (at > UINT32_MAX)
        return error_set(builder->error, NETRAL_ERROR_LIMIT, "pack-size", "the pack would be larger than 4 GiB");
    unsigned char *bytes = memory_resize(&builder->allocator, NULL, 0, at);
    if (!bytes)
        return error_memory(builder->error);
    memset(bytes, 0, at);
    for (int i = 0; i < IMAGE_SECTIONS; i++)
        if (builder->sections[i].count)
            memcpy(bytes + header.sections[i].offset, builder->sections[i].items, builder->sections[i].count * item_sizes[i]);
    header.size = (uint32_t)at;
    header.checksum = checksum(bytes + sizeof header, at - sizeof header);
    memcpy(bytes, &header, sizeof header);
    *image = bytes;
    *size = at;
    return 0;
}

int pack_builder_finish(struct pack_builder *builder, void **image, size_t *size) {
    int code = builder_number_features(builder);
    code = code ? code : builder_make_rules(builder);
    code = code ? code : builder_make_triggers(builder);
    code = code ? code : builder_sort_records(builder);
    code = code ? code : builder_note_alone(builder);
    code = code ? code : builder_hash_edges(builder);
    code = code ? code : grow_word_hash(builder);
    if (code == 0 && builder->out_of_memory)
        code = error_memory(builder->error);
    return code ? code : assemble(builder, image, size);
}
