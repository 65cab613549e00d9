/* Lexicon entries become paths of a trie over word numbers. Every variant is tokenised as text is; full stops of abbreviations
 * and commas are left out of the path (lookup steps over them in the text), so that `Riset, dan Teknologi` and `Riset dan
 * Teknologi` are one path. The capitals that a variant demands of the text stand beside its end (see lexicon_format). */
#include <string.h>

#include "hash.h"
#include "lexicon_reader.h"
#include "pack_build.h"
#include "tokens.h"

#define KEPT_ALONE 2048

#define ATTRIBUTE_BYTES 2000
#define PIECE_BYTES ((size_t)256 * 1024)

struct filling {
    struct pack_builder *builder;
    struct token_list *tokens;
};

static uint32_t role_of(struct lexicon_piece name) {
    static const struct {
        const char *class;
        uint32_t role;
    } roles[] = {{"abbreviation-stop", ROLE_ABBREVIATION},
                 {"sentence-opener", ROLE_OPENER},
                 {"place", ROLE_PLACE},
                 {"province", ROLE_PLACE | ROLE_WRITTEN_OUT},
                 {"regency", ROLE_PLACE | ROLE_WRITTEN_OUT},
                 {"city", ROLE_PLACE | ROLE_WRITTEN_OUT},
                 {"abbreviation", ROLE_WRITTEN_OUT},
                 {"known-institution", ROLE_WRITTEN_OUT},
                 {"minister", ROLE_WRITTEN_OUT}};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (strlen(roles[i].class) == name.length && memcmp(roles[i].class, name.text, name.length) == 0)
            return roles[i].role;
    return 0;
}

/* The number of a class, made if new. Returns 0 or an error code. */
static int find_class(struct pack_builder *builder, struct lexicon_piece name, struct place place, uint32_t *number) {
    struct section *classes = &builder->sections[IMAGE_CLASSES];
    const char *strings = builder->sections[IMAGE_STRINGS].items;
    for (*number = 0; *number < classes->count; ++*number) {
        const char *known = strings + SECTION_ITEM(builder, IMAGE_CLASSES, struct image_class, *number)->name;
        if (strlen(known) == name.length && memcmp(known, name.text, name.length) == 0)
            return 0;
    }
    if (classes->count == LIMIT_CLASSES)
        return error_at(builder->error, NETRAL_ERROR_LIMIT, "classes", place, "the pack has more than %d lexicon classes", LIMIT_CLASSES);
    uint32_t string = builder_string(builder, name.text, name.length);
    struct image_class *class = section_add(builder, classes);
    if (!class || string == UINT32_MAX)
        return NETRAL_ERROR_MEMORY;
    *class = (struct image_class){string, UINT32_MAX, UINT32_MAX, 0, role_of(name)};
    return 0;
}

/* ---- Entries ------------------------------------------------------------------------------------------------------- */

static int is_skipped(const struct token_list *tokens, size_t i) {
    const struct token *token = &tokens->items[i];
    char sign = tokens->forms[token->form];
    return i > 0 && token->form_length == 1 && (sign == '.' || sign == ',');
}

static int add_record(struct pack_builder *builder, uint32_t node, uint32_t entry, uint32_t class, uint32_t levels) {
    uint32_t *place = section_add(builder, &builder->record_nodes);
    struct image_record *made = section_add(builder, &builder->sections[IMAGE_RECORDS]);
    if (!place || !made)
        return NETRAL_ERROR_MEMORY;
    *place = node;
    *made = (struct image_record){entry, class & 0x3ffu, levels & 0x3fffffu};
    return 0;
}

/* A few combinations of capitals are nearly all there are. Returns 0 or an error code. */
static int keep_levels(struct pack_builder *builder, const char *levels, size_t words, uint32_t *place) {
    uint32_t *kept = &builder->kept_levels[hash_bytes(levels, words) % KEPT_STRINGS];
    const char *known = (const char *)builder->sections[IMAGE_LEVELS].items + *kept;
    *place = *kept;
    if (strncmp(known, levels, words) == 0 && known[words] == '\0')
        return 0;
    if (builder->sections[IMAGE_LEVELS].count + words + 1 >= IMAGE_LEVEL_BYTES)
        return error_set(builder->error, NETRAL_ERROR_LIMIT, "pack-size", "the pack's names differ too much in their capitals");
    uint32_t made = builder_bytes(builder, IMAGE_LEVELS, levels, words);
    if (made == UINT32_MAX || builder_bytes(builder, IMAGE_LEVELS, "", 1) == UINT32_MAX)
        return NETRAL_ERROR_MEMORY;
    *place = *kept = made;
    return 0;
}

static int add_variant(struct filling *filling, struct lexicon_piece variant, uint32_t entry, uint32_t class, struct place place) {
    struct pack_builder *builder = filling->builder;
    struct token_list *tokens = filling->tokens;
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
        node = !word ? 0 : words == 0 ? builder_first_node(builder, word) : builder_next_node(builder, node, word);
        if (!node)
            return NETRAL_ERROR_MEMORY;
        levels[words++] = (char)('0' + token_level(&tokens->items[i]));
    }
    if (words == 0)
        return error_at(builder->error, NETRAL_ERROR_RULE, "lexicon-empty", place, "an entry has no word in it");
    struct image_class *known = SECTION_ITEM(builder, IMAGE_CLASSES, struct image_class, class);
    if (words > 1)
        known->inside = 0; /* phrases of this class go on: it needs a second feature */
    uint32_t kept;
    int code = keep_levels(builder, levels, words, &kept);
    return code ? code : add_record(builder, node, entry, class, kept);
}

/* What is said of an entry, but for its id: entries share it, and it is kept once. Returns 0 or an error code. */
static int keep_attributes(struct pack_builder *builder, const struct lexicon_entry *entry, uint32_t *place) {
    char text[ATTRIBUTE_BYTES];
    size_t used = 0;
    for (size_t i = 0; i < entry->attribute_count; i++) {
        const struct lexicon_attribute *attribute = &entry->attributes[i];
        if (lexicon_is(attribute->key, "id"))
            continue;
        if (used + attribute->key.length + attribute->value.length + 2 > sizeof text)
            return error_at(builder->error, NETRAL_ERROR_RULE, "lexicon-attributes", entry->place,
                            "what is said of an entry with @ is longer than %d bytes", ATTRIBUTE_BYTES);
        memcpy(text + used, attribute->key.text, attribute->key.length);
        used += attribute->key.length;
        text[used++] = '=';
        memcpy(text + used, attribute->value.text, attribute->value.length);
        used += attribute->value.length;
        text[used++] = '\n';
    }
    *place = used ? builder_kept_string(builder, text, used) : 0;
    return *place == UINT32_MAX ? NETRAL_ERROR_MEMORY : 0;
}

/* The id, if the entry has one, stands in the strings right behind the canonical form: a million numbers less. */
static int add_entry(struct pack_builder *builder, const struct lexicon_entry *entry, uint32_t class) {
    uint32_t attributes;
    int code = keep_attributes(builder, entry, &attributes);
    if (code)
        return code;
    struct image_entry made = {builder_string(builder, entry->canonical.text, entry->canonical.length), attributes & 0x7fffffffu, 0};
    uint32_t id = 0;
    for (size_t i = 0; i < entry->attribute_count && !made.has_id; i++)
        if (lexicon_is(entry->attributes[i].key, "id") && entry->attributes[i].value.length) {
            id = builder_string(builder, entry->attributes[i].value.text, entry->attributes[i].value.length);
            made.has_id = 1;
            SECTION_ITEM(builder, IMAGE_CLASSES, struct image_class, class)->has_ids = 1;
        }
    struct image_entry *place = section_add(builder, &builder->sections[IMAGE_ENTRIES]);
    if (!place || made.canonical == UINT32_MAX || id == UINT32_MAX)
        return NETRAL_ERROR_MEMORY;
    *place = made;
    return 0;
}

static int take(void *context, const struct lexicon_entry *entry, netral_error *error) {
    struct filling *filling = context;
    struct pack_builder *builder = filling->builder;
    (void)error;
    uint32_t class;
    int code = find_class(builder, entry->class, entry->place, &class);
    code = code ? code : add_entry(builder, entry, class);
    uint32_t number = (uint32_t)builder->sections[IMAGE_ENTRIES].count - 1;
    if (code == 0 && entry->matches_canonical)
        code = add_variant(filling, entry->canonical, number, class, entry->place);
    for (size_t i = 0; i < entry->variant_count && code == 0; i++)
        code = add_variant(filling, entry->variants[i], number, class, entry->place);
    return code;
}

/* Reads a stream by pieces; the rest of a line that a piece ends in goes before the next one. */
static int feed_stream(struct pack_builder *builder, const struct pack_source *source, struct lexicon_reader *reader) {
    char *room = NULL;
    size_t capacity = 0, held = 0, got = 1, used = 0;
    int code = 0;
    while (code == 0 && got) {
        if (held > LIMIT_LEXICON_LINE_BYTES)
            code = error_at(builder->error, NETRAL_ERROR_RULE, "lexicon-size", (struct place){source->name, reader->place.line + 1, 1},
                            "the line is longer than %u bytes", LIMIT_LEXICON_LINE_BYTES);
        else if (memory_reserve(&builder->allocator, &room, &capacity, held + PIECE_BYTES, 1))
            code = error_memory(builder->error);
        got = code ? 0 : source->read(source->stream, room + held, PIECE_BYTES);
        held += got;
        code = code ? code : lexicon_feed(reader, room, held, got == 0, &used);
        if (held && code == 0)
            memmove(room, room + used, held -= used);
    }
    memory_resize(&builder->allocator, room, capacity, 0);
    return code;
}

int builder_add_lexicon(struct pack_builder *builder, const struct pack_source *source) {
    struct filling filling = {.builder = builder};
    if (source->length > LIMIT_LEXICON_FILE_BYTES)
        return error_at(builder->error, NETRAL_ERROR_RULE, "lexicon-size", (struct place){source->name, 0, 0}, "the file is too large");
    struct lexicon_reader *reader = arena_get(&builder->arena, sizeof *reader);
    struct token_list *tokens = arena_get(&builder->arena, sizeof *tokens);
    if (!reader || !tokens)
        return error_memory(builder->error);
    size_t used;
    filling.tokens = tokens;
    token_list_init(tokens, &builder->allocator);
    lexicon_open(reader, source->format, source->name, &builder->allocator, take, &filling, builder->error);
    int code = source->read ? feed_stream(builder, source, reader) : lexicon_feed(reader, source->text, source->length, 1, &used);
    lexicon_close(reader);
    token_list_free(tokens);
    return code;
}

/* ---- Records in the order of nodes --------------------------------------------------------------------------------- */

/* Counts the records of each node; each node's first place follows. Then `nodes` holds each record's own place. */
static int find_places(struct pack_builder *builder, uint32_t *nodes, size_t count) {
    struct image_node *all = builder->sections[IMAGE_NODES].items;
    uint32_t place = 0;
    for (size_t i = 0; i < count; i++)
        if (all[nodes[i]].record_count++ == UINT16_MAX)
            return error_set(builder->error, NETRAL_ERROR_LIMIT, "lexicon-same", "more than %d entries have one name, which ends with %s",
                             UINT16_MAX,
                             (const char *)builder->sections[IMAGE_STRINGS].items +
                                 SECTION_ITEM(builder, IMAGE_WORDS, struct image_word, all[nodes[i]].word)->form);
    for (size_t i = 1; i < builder->sections[IMAGE_NODES].count; i++) {
        all[i].record = place;
        place += all[i].record_count;
        all[i].record_count = 0;
    }
    for (size_t i = 0; i < count; i++) {
        struct image_node *node = &all[nodes[i]];
        nodes[i] = node->record + node->record_count++;
    }
    return 0;
}

/* Records of one node keep the order in which they were made. They change places among themselves: a copy would be large. */
int builder_sort_records(struct pack_builder *builder) {
    struct image_record *records = builder->sections[IMAGE_RECORDS].items;
    uint32_t *places = builder->record_nodes.items;
    size_t count = builder->record_nodes.count;
    int code = find_places(builder, places, count);
    for (size_t i = 0; i < count && code == 0; i++)
        while (places[i] != i) {
            uint32_t place = places[i];
            struct image_record record = records[place];
            records[place] = records[i];
            records[i] = record;
            places[i] = places[place];
            places[place] = place;
        }
    return code;
}

/* ---- Words alone --------------------------------------------------------------------------------------------------- */

static void add_alone(struct pack_builder *builder, const struct image_record *record, struct image_alone *alone) {
    const struct image_class *class = SECTION_ITEM(builder, IMAGE_CLASSES, struct image_class, record->class);
    const char *levels = (const char *)builder->sections[IMAGE_LEVELS].items + record->levels;
    for (int level = levels[0] - '0'; class->begin != UINT32_MAX && level < 3; level++)
        features_add(&alone->by_level[level], class->begin);
}

/* The number of an equal item among the last ones, made if new. Words are many, their combinations of classes a few hundred. */
static uint32_t alone_number(struct pack_builder *builder, const struct image_alone *wanted, uint32_t *kept) {
    struct section *known = &builder->sections[IMAGE_ALONE];
    uint32_t *last = &kept[hash_bytes((const char *)wanted, sizeof *wanted) % KEPT_ALONE];
    if (memcmp(SECTION_ITEM(builder, IMAGE_ALONE, struct image_alone, *last), wanted, sizeof *wanted) == 0)
        return *last;
    struct image_alone *made = section_add(builder, known);
    if (!made)
        return UINT32_MAX;
    *made = *wanted;
    return *last = (uint32_t)known->count - 1;
}

int builder_note_alone(struct pack_builder *builder) {
    uint32_t kept[KEPT_ALONE] = {0};
    for (uint32_t i = 1; i < builder->sections[IMAGE_WORDS].count; i++) {
        struct image_word *word = SECTION_ITEM(builder, IMAGE_WORDS, struct image_word, i);
        const struct image_node *node = SECTION_ITEM(builder, IMAGE_NODES, struct image_node, word->node);
        struct image_alone alone = {0};
        word->roles = 0;
        for (uint32_t j = 0; word->node && j < node->record_count; j++) {
            const struct image_record *record = SECTION_ITEM(builder, IMAGE_RECORDS, struct image_record, node->record + j);
            add_alone(builder, record, &alone);
            word->roles |= SECTION_ITEM(builder, IMAGE_CLASSES, struct image_class, record->class)->role & 63u;
        }
        word->alone = alone_number(builder, &alone, kept);
        if (word->alone == UINT32_MAX)
            return NETRAL_ERROR_MEMORY;
    }
    return 0;
}
