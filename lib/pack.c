/* Opening an image: its lengths are checked once, then it is used as it lies. Patterns are compiled on first use: a text that
 * never says `Pasal` never pays for the patterns of regulations. */
#include "pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "pack_build.h"

/* The shipped image, linked in by the build (build/shipped.S). */
extern const unsigned char netral_shipped_start[], netral_shipped_end[];

static void *pcre_malloc(size_t size, void *context) {
    const netral_allocator *allocator = context;
    size_t *block = memory_resize(allocator, NULL, 0, size + sizeof(max_align_t));
    if (!block)
        return NULL;
    *block = size; /* PCRE2 does not tell the size when it frees */
    return (char *)block + sizeof(max_align_t);
}

static void pcre_free(void *piece, void *context) {
    if (!piece)
        return;
    size_t *block = (size_t *)(void *)((char *)piece - sizeof(max_align_t));
    memory_resize(context, block, *block + sizeof(max_align_t), 0);
}

pcre2_general_context *pack_regex_memory(const netral_allocator *allocator) {
    return pcre2_general_context_create(pcre_malloc, pcre_free, (void *)(uintptr_t)allocator);
}

const char *pack_regex_version(void) {
    static _Thread_local char version[64]; /* PCRE2 only writes it into the caller's memory */
    pcre2_config(PCRE2_CONFIG_VERSION, version);
    return version;
}

static const void *section(const netral_pack *pack, enum image_section_name name) {
    const struct image_header *header = (const void *)pack->image;
    return pack->image + header->sections[name].offset;
}

static uint32_t section_count(const netral_pack *pack, enum image_section_name name) {
    const struct image_header *header = (const void *)pack->image;
    return header->sections[name].count;
}

static int check_image(const unsigned char *image, size_t size, netral_error *error) {
    const struct image_header *header = (const void *)image;
    if (size < sizeof *header || memcmp(header->magic, IMAGE_MAGIC, sizeof header->magic) != 0)
        return error_set(error, NETRAL_ERROR_VERSION, "pack-magic", "this is not a compiled pack");
    if (header->version != IMAGE_VERSION)
        return error_set(error, NETRAL_ERROR_VERSION, "pack-version", "the compiled pack has version %u, this library reads %u",
                         header->version, IMAGE_VERSION);
    if (header->size != size)
        return error_set(error, NETRAL_ERROR_VERSION, "pack-length", "the compiled pack has %zu bytes, its header says %u", size,
                         header->size);
    for (int i = 0; i < IMAGE_SECTIONS; i++) {
        uint64_t end = header->sections[i].offset + (uint64_t)header->sections[i].count * image_item_size(i);
        if (end > size)
            return error_set(error, NETRAL_ERROR_VERSION, "pack-section", "section %d of the compiled pack is cut off", i);
    }
    return 0;
}

static void open_sections(netral_pack *pack) {
    pack->strings = section(pack, IMAGE_STRINGS);
    pack->words = section(pack, IMAGE_WORDS);
    pack->word_count = section_count(pack, IMAGE_WORDS);
    pack->node_count = section_count(pack, IMAGE_NODES);
    pack->word_hash = section(pack, IMAGE_WORD_HASH);
    pack->word_mask = section_count(pack, IMAGE_WORD_HASH) - 1;
    pack->nodes = section(pack, IMAGE_NODES);
    pack->edges = section(pack, IMAGE_EDGE_HASH);
    pack->edge_mask = section_count(pack, IMAGE_EDGE_HASH) - 1;
    pack->records = section(pack, IMAGE_RECORDS);
    pack->entries = section(pack, IMAGE_ENTRIES);
    pack->classes = section(pack, IMAGE_CLASSES);
    pack->class_count = section_count(pack, IMAGE_CLASSES);
    pack->types = section(pack, IMAGE_TYPES);
    pack->type_count = section_count(pack, IMAGE_TYPES);
    pack->sets = section(pack, IMAGE_SETS);
    pack->set_count = section_count(pack, IMAGE_SETS);
    pack->rules = section(pack, IMAGE_RULES);
    pack->pattern_count = pack->rule_count = section_count(pack, IMAGE_RULES);
    while (pack->rule_count > 0 && pack->rules[pack->rule_count - 1].is_guard)
        pack->rule_count--;
    pack->fields = section(pack, IMAGE_FIELDS);
    pack->replaced = section(pack, IMAGE_REPLACED);
    pack->replaced_count = section_count(pack, IMAGE_REPLACED);
    pack->files = section(pack, IMAGE_FILES);
    pack->file_count = section_count(pack, IMAGE_FILES);
    pack->entry_count = section_count(pack, IMAGE_ENTRIES);
    pack->examples = section(pack, IMAGE_EXAMPLES);
    pack->triggers = section(pack, IMAGE_TRIGGERS);
    pack->feature_triggers = section(pack, IMAGE_FEATURE_TRIGGERS);
    pack->layers = section(pack, IMAGE_LAYERS);
    pack->alone = section(pack, IMAGE_ALONE);
    pack->alone_count = section_count(pack, IMAGE_ALONE);
    pack->trigger_sets = section(pack, IMAGE_TRIGGER_SETS);
    pack->steps = section(pack, IMAGE_STEPS);
    pack->tests = section(pack, IMAGE_TESTS);
    pack->program_words = section(pack, IMAGE_PROGRAM_WORDS);
    pack->regexes = section(pack, IMAGE_REGEXES);
    pack->regex_count = section_count(pack, IMAGE_REGEXES);
    pack->automata = section(pack, IMAGE_AUTOMATA);
    pack->parts = section(pack, IMAGE_PARTS);
    pack->firsts = section(pack, IMAGE_FIRSTS);
    pack->step_places = section(pack, IMAGE_STEP_PLACES);
    pack->feature_names = section(pack, IMAGE_FEATURE_NAMES);
}

/* Stages ask for classes by name at every mention: a small table of the numbers, made when the pack is opened. */
static void index_classes(netral_pack *pack) {
    for (uint32_t i = 0; i < pack->class_count; i++) {
        const char *name = pack->strings + pack->classes[i].name;
        uint32_t slot = hash_bytes(name, strlen(name)) % CLASS_SLOTS;
        while (pack->class_slots[slot])
            slot = (slot + 1) % CLASS_SLOTS;
        pack->class_slots[slot] = (uint16_t)(i + 1);
    }
}

static uint32_t code_count(const netral_pack *pack) {
    return pack->pattern_count + pack->regex_count;
}

static int open_image(const unsigned char *image, size_t size, int owned, const netral_allocator *allocator, netral_pack **made,
                      netral_error *error) {
    int code = check_image(image, size, error);
    if (code)
        return code;
    netral_pack *pack = memory_resize(allocator, NULL, 0, sizeof *pack);
    if (!pack)
        return error_memory(error);
    *pack = (netral_pack){.allocator = *allocator, .image = image, .image_size = size};
    open_sections(pack);
    if (pack->class_count > CLASS_SLOTS / 2) {
        memory_resize(allocator, pack, sizeof *pack, 0);
        return error_set(error, NETRAL_ERROR_LIMIT, "classes", "the pack has more than %d lexicon classes", CLASS_SLOTS / 2);
    }
    index_classes(pack);
    known_find(pack, &pack->known);
    pack->codes = memory_resize(allocator, NULL, 0, (code_count(pack) + 1) * sizeof *pack->codes);
    for (uint32_t i = 0; pack->codes && i < code_count(pack); i++)
        memset(&pack->codes[i], 0, sizeof pack->codes[i]);
    pack->memory = pack_regex_memory(&pack->allocator);
    pack->compile = pack->memory ? pcre2_compile_context_create(pack->memory) : NULL;
    if (!pack->codes || !pack->compile) {
        netral_pack_free(pack);
        return error_memory(error);
    }
    pcre2_set_parens_nest_limit(pack->compile, 100);
    pack->owns_image = owned;
    *made = pack;
    return 0;
}

/* Compiles a rule's pattern, or the regular expression that is counted behind them. Returns PCRE2's error number, 0 when good. */
static int compile(const netral_pack *pack, uint32_t index, pcre2_code **code) {
    const struct image_regex *regex = &pack->regexes[index < pack->pattern_count ? 0 : index - pack->pattern_count];
    uint32_t source = index < pack->pattern_count ? pack->rules[index].code : regex->code;
    uint32_t length = index < pack->pattern_count ? pack->rules[index].code_length : regex->code_length;
    int number;
    PCRE2_SIZE offset;
    uint32_t flags = PCRE2_ANCHORED | PCRE2_DOTALL | PCRE2_DUPNAMES | PCRE2_NO_AUTO_POSSESS | PCRE2_NEVER_BACKSLASH_C;
    *code = pcre2_compile((PCRE2_SPTR)(pack->strings + source), length, flags, &number, &offset, pack->compile);
    return *code ? 0 : number;
}

/* Puts a compiled pattern in its place, unless another thread was faster. */
static const pcre2_code *publish(_Atomic(pcre2_code *) *place, pcre2_code *made) {
    pcre2_code *known = NULL;
    if (atomic_compare_exchange_strong(place, &known, made))
        return made;
    pcre2_code_free(made);
    return known;
}

/* The thread whose run is the threshold's makes the fast copy; without JIT, or without memory for it, the plain one stays. */
static void make_fast(const netral_pack *pack, uint32_t index) {
    pcre2_code *made;
    if (compile(pack, index, &made))
        return;
    if (pcre2_jit_compile(made, PCRE2_JIT_COMPLETE) == 0)
        publish(&pack->codes[index].fast, made);
    else
        pcre2_code_free(made);
}

/* Gives the compiled pattern; returns PCRE2's error number, 0 when good. */
static int code_of(const netral_pack *pack, uint32_t index, const pcre2_code **code) {
    struct pack_code *codes = &pack->codes[index];
    *code = atomic_load_explicit(&codes->fast, memory_order_acquire);
    if (*code)
        return 0;
    if (atomic_fetch_add_explicit(&codes->runs, 1, memory_order_relaxed) == RUNS_BEFORE_JIT)
        make_fast(pack, index);
    *code = atomic_load_explicit(&codes->plain, memory_order_acquire);
    if (*code)
        return 0;
    pcre2_code *made;
    int number = compile(pack, index, &made);
    if (number == 0)
        *code = publish(&codes->plain, made);
    return number;
}

int pack_rule_code(const netral_pack *pack, uint32_t rule, const pcre2_code **code, netral_error *error) {
    const struct image_rule *made = &pack->rules[rule];
    int number = code_of(pack, rule, code);
    if (number == 0)
        return 0;
    if (number == PCRE2_ERROR_HEAP_FAILED)
        return error_memory(error);
    char text[120];
    pcre2_get_error_message(number, (PCRE2_UCHAR *)text, sizeof text);
    struct place place = {pack->strings + made->file, (int)made->line, 1};
    return error_at(error, NETRAL_ERROR_RULE, "pattern", place, "rule %s: %s", pack->strings + made->id, text);
}

int pack_regex_code(const netral_pack *pack, uint32_t regex, const pcre2_code **code) {
    return code_of(pack, pack->pattern_count + regex, code);
}

uint32_t pack_word_hashed(const netral_pack *pack, const char *form, size_t length, uint32_t hash) {
    for (uint32_t i = hash & pack->word_mask;; i = (i + 1) & pack->word_mask) {
        const struct image_slot *slot = &pack->word_hash[i];
        if (slot->word == 0)
            return 0;
        const struct image_word *word = &pack->words[slot->word];
        if (slot->hash == hash && word->length == length && memcmp(pack->strings + word->form, form, length) == 0)
            return slot->word;
    }
}

uint32_t pack_word(const netral_pack *pack, const char *form, size_t length) {
    return pack_word_hashed(pack, form, length, hash_bytes(form, length));
}

uint32_t pack_next_node(const netral_pack *pack, uint32_t node, uint32_t word) {
    if (!word || !(pack->nodes[node].edge_filter & edge_bit(word)))
        return 0;
    for (uint32_t i = hash_pair(node, word) & pack->edge_mask;; i = (i + 1) & pack->edge_mask) {
        const struct image_edge *edge = &pack->edges[i];
        if (edge->node == 0)
            return 0;
        if (edge->node == node && edge->word == word)
            return edge->target;
    }
}

uint32_t pack_class(const netral_pack *pack, const char *name) {
    for (uint32_t slot = hash_bytes(name, strlen(name)) % CLASS_SLOTS; pack->class_slots[slot]; slot = (slot + 1) % CLASS_SLOTS) {
        uint32_t class = pack->class_slots[slot] - 1u;
        if (strcmp(pack->strings + pack->classes[class].name, name) == 0)
            return class;
    }
    return UINT32_MAX;
}

uint32_t pack_type(const netral_pack *pack, const char *name) {
    for (uint32_t i = 0; i < pack->type_count; i++)
        if (strcmp(pack->strings + pack->types[i].name, name) == 0)
            return i;
    return UINT32_MAX;
}

uint32_t pack_stage_rule(const netral_pack *pack, const char *stage) {
    for (uint32_t i = 0; i < pack->rule_count; i++)
        if (pack->rules[i].code_length == 0 && strcmp(pack->strings + pack->rules[i].pattern, stage) == 0)
            return i;
    return UINT32_MAX;
}

size_t pack_attribute(const netral_pack *pack, uint32_t entry, const char *key, char *value, size_t size) {
    size_t key_length = strlen(key);
    for (const char *at = pack->strings + pack->entries[entry].attributes; *at;) {
        const char *end = strchr(at, '\n');
        if (strncmp(at, key, key_length) == 0 && at[key_length] == '=') {
            int length = (int)(end - at - (ptrdiff_t)key_length - 1);
            return (size_t)snprintf(value, size, "%.*s", length, at + key_length + 1);
        }
        at = end + 1;
    }
    return 0;
}

int netral_pack_shipped(const netral_allocator *given, netral_pack **pack, netral_error *error) {
    netral_allocator allocator = memory_allocator(given);
    if (!pack)
        return error_set(error, NETRAL_ERROR_ARGUMENT, "argument", "netral_pack_shipped: pack is NULL");
    *pack = NULL;
    return open_image(netral_shipped_start, (size_t)(netral_shipped_end - netral_shipped_start), 0, &allocator, pack, error);
}

static int build_on(struct pack_builder *builder, const netral_pack *base) {
    const struct image_file *files = base ? section(base, IMAGE_FILES) : NULL;
    int code = 0;
    for (uint32_t i = 0; base && code == 0 && i < section_count(base, IMAGE_FILES); i++)
        code = pack_builder_add(builder, base->strings + files[i].name, base->strings + files[i].text, files[i].length,
                                (int)files[i].is_lexicon);
    return code;
}

int pack_from_files(const struct pack_source *sources, size_t count, const netral_pack *base, const netral_allocator *allocator,
                    netral_pack **pack, netral_error *error) {
    struct pack_builder builder;
    void *image = NULL;
    size_t size = 0;
    int code = pack_builder_init(&builder, allocator, error);
    code = code ? code : build_on(&builder, base);
    builder.layer = base != NULL;
    for (size_t i = 0; i < count && code == 0; i++)
        code = pack_builder_add(&builder, sources[i].name, sources[i].text, sources[i].length, sources[i].is_lexicon);
    code = code ? code : pack_builder_finish(&builder, &image, &size);
    pack_builder_free(&builder);
    if (code)
        return code == NETRAL_ERROR_MEMORY ? error_memory(error) : code;
    code = open_image(image, size, 1, allocator, pack, error);
    if (code)
        memory_resize(allocator, image, size, 0);
    return code;
}

static void free_codes(struct pack_code *codes) {
    pcre2_code_free(atomic_load(&codes->plain));
    pcre2_code_free(atomic_load(&codes->fast));
}

void netral_pack_free(netral_pack *pack) {
    if (!pack)
        return;
    netral_allocator allocator = pack->allocator;
    for (uint32_t i = 0; pack->codes && i < code_count(pack); i++)
        free_codes(&pack->codes[i]);
    memory_resize(&allocator, pack->codes, (code_count(pack) + 1) * sizeof *pack->codes, 0);
    pcre2_compile_context_free(pack->compile);
    pcre2_general_context_free(pack->memory);
    if (pack->owns_image)
        memory_resize(&allocator, (void *)(uintptr_t)pack->image, pack->image_size, 0);
    memory_resize(&allocator, pack, sizeof *pack, 0);
}

size_t netral_pack_rule_count(const netral_pack *pack) {
    return pack ? pack->rule_count : 0;
}

int netral_pack_rule(const netral_pack *pack, size_t index, netral_rule *rule) {
    if (!pack || !rule || index >= pack->rule_count)
        return NETRAL_ERROR_ARGUMENT;
    const struct image_rule *made = &pack->rules[index];
    const char *strings = pack->strings;
    *rule = (netral_rule){strings + made->id, strings + pack->types[made->type].name, strings + made->file, (int)made->line,
                          (int)made->layer, made->priority, strings + made->pattern, strings + made->source, made->yes_count,
                          made->example_count - made->yes_count};
    return 0;
}
