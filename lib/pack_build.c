/* Growing sections, and the files that they are made from. What fills them is in pack_words.c (words, places of phrases),
 * pack_lexicon.c (entries), pack_rules.c and pack_programs.c; how they become bytes, in pack_image.c. */
#include "pack_build.h"

#include <string.h>

#include "hash.h"
#include "pack.h"

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
        error_set(builder->error, NETRAL_ERROR_LIMIT, "pack-size", "the pack would hold more than 2 GiB of text: leave some of its lists out");
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

uint32_t builder_string(struct pack_builder *builder, const char *bytes, size_t length) {
    if (length == 0)
        return 0;
    uint32_t offset = builder_bytes(builder, IMAGE_STRINGS, bytes, length);
    return offset == UINT32_MAX || builder_bytes(builder, IMAGE_STRINGS, "", 1) == UINT32_MAX ? UINT32_MAX : offset;
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
    arena_init(&builder->arena, allocator);
    for (int i = 0; i < IMAGE_SECTIONS; i++)
        builder->sections[i].item_size = image_item_size(i);
    builder->record_nodes.item_size = sizeof(uint32_t);
    builder->pending_triggers.item_size = sizeof(struct pending_trigger);
    builder->named.item_size = sizeof(struct named_feature);
    static const int numbered[] = {IMAGE_STRINGS, IMAGE_WORDS, IMAGE_NODES, IMAGE_LEVELS, IMAGE_ENTRIES, IMAGE_TRIGGERS, IMAGE_ALONE,
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
    free_section(builder, &builder->record_nodes);
    free_section(builder, &builder->pending_triggers);
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

/* Sub-patterns and sets are known by their names in every file of a pack: two of one name would silently shadow each other. */
static int check_names(struct pack_builder *builder, const struct named_text *known, struct named_text *more) {
    for (; more; more = more->next) {
        more->layer = builder->layer;
        for (const struct named_text *other = known; other; other = other->next)
            if (other->layer == more->layer && strcmp(other->name, more->name) == 0)
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
    if (code)
        return code;
    prepend(&builder->patterns, file.patterns);
    prepend(&builder->sets, file.sets);
    add_types(&builder->types, file.types);
    add_rules(&builder->rules, file.rules);
    return 0;
}

/* A lexicon's text is of no use once it is read, but for showing it: that of a large one is not kept. */
static int note_file(struct pack_builder *builder, const struct pack_source *source) {
    int is_kept = source->text && (source->format == SOURCE_RULES || source->length <= LIMIT_KEPT_LEXICON_BYTES);
    uint32_t name = builder_string(builder, source->name, strlen(source->name));
    uint32_t text = is_kept ? builder_string(builder, source->text, source->length) : 0;
    struct image_file *file = section_add(builder, &builder->sections[IMAGE_FILES]);
    if (!file || name == UINT32_MAX || text == UINT32_MAX)
        return NETRAL_ERROR_MEMORY;
    *file = (struct image_file){name, text, is_kept ? (uint32_t)source->length : 0, (uint32_t)source->format, (uint32_t)builder->layer};
    return 0;
}

int builder_add_rules(struct pack_builder *builder, const char *name, const char *text, size_t length) {
    const char *kept_name = arena_string(&builder->arena, name, strlen(name));
    const char *kept_text = arena_string(&builder->arena, text, length);
    if (!kept_name || !kept_text)
        return error_memory(builder->error);
    return add_rule_file(builder, kept_name, kept_text, length);
}

int pack_builder_add(struct pack_builder *builder, const struct pack_source *source) {
    int code = note_file(builder, source);
    if (code)
        return code;
    return source->format == SOURCE_RULES ? builder_add_rules(builder, source->name, source->text, source->length)
                                          : builder_add_lexicon(builder, source);
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
    code = code ? code : builder_sort_records(builder);
    code = code ? code : builder_note_alone(builder);
    code = code ? code : builder_make_spelling(builder);
    code = code ? code : builder_make_tables(builder);
    if (code == 0 && builder->out_of_memory)
        code = error_memory(builder->error);
    return code ? code : trim_sections(builder);
}
