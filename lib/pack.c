/* A pack in use: its sections are used as they lie, in an image or as they were built. Patterns are compiled on first use: a text that
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

static void open_sections(netral_pack *pack) {
    pack->strings = pack->sections[IMAGE_STRINGS].items;
    pack->texts = pack->sections[IMAGE_TEXTS].items;
    pack->words = pack->sections[IMAGE_WORDS].items;
    pack->word_count = pack->sections[IMAGE_WORDS].count;
    pack->word_table = pack->sections[IMAGE_WORD_HASH].items;
    pack->word_mask = pack->sections[IMAGE_WORD_HASH].count - 1;
    pack->node_count = pack->sections[IMAGE_NODES].count;
    pack->nodes = pack->sections[IMAGE_NODES].items;
    pack->node_table = pack->sections[IMAGE_NODE_HASH].items;
    pack->node_mask = pack->sections[IMAGE_NODE_HASH].count - 1;
    pack->records = pack->sections[IMAGE_RECORDS].items;
    pack->levels = pack->sections[IMAGE_LEVELS].items;
    pack->entries = pack->sections[IMAGE_ENTRIES].items;
    pack->entry_count = pack->sections[IMAGE_ENTRIES].count;
    pack->classes = pack->sections[IMAGE_CLASSES].items;
    pack->class_count = pack->sections[IMAGE_CLASSES].count;
    pack->types = pack->sections[IMAGE_TYPES].items;
    pack->type_count = pack->sections[IMAGE_TYPES].count;
    pack->sets = pack->sections[IMAGE_SETS].items;
    pack->set_count = pack->sections[IMAGE_SETS].count;
    pack->rules = pack->sections[IMAGE_RULES].items;
    pack->pattern_count = pack->rule_count = pack->sections[IMAGE_RULES].count;
    while (pack->rule_count > 0 && pack->rules[pack->rule_count - 1].is_guard)
        pack->rule_count--;
    pack->fields = pack->sections[IMAGE_FIELDS].items;
    pack->replaced = pack->sections[IMAGE_REPLACED].items;
    pack->replaced_count = pack->sections[IMAGE_REPLACED].count;
    pack->files = pack->sections[IMAGE_FILES].items;
    pack->file_count = pack->sections[IMAGE_FILES].count;
    pack->examples = pack->sections[IMAGE_EXAMPLES].items;
    pack->groups = pack->sections[IMAGE_GROUPS].items;
    pack->group_count = pack->sections[IMAGE_GROUPS].count;
    pack->layers = pack->sections[IMAGE_LAYERS].items;
    pack->alone = pack->sections[IMAGE_ALONE].items;
    pack->alone_count = pack->sections[IMAGE_ALONE].count;
    pack->word_triggers = pack->sections[IMAGE_WORD_TRIGGERS].items;
    pack->steps = pack->sections[IMAGE_STEPS].items;
    pack->choices = pack->sections[IMAGE_CHOICES].items;
    pack->moves = pack->sections[IMAGE_MOVES].items;
    pack->move_acts = pack->sections[IMAGE_MOVE_ACTS].items;
    pack->acts = pack->sections[IMAGE_ACTS].items;
    pack->tests = pack->sections[IMAGE_TESTS].items;
    pack->program_words = pack->sections[IMAGE_PROGRAM_WORDS].items;
    pack->regexes = pack->sections[IMAGE_REGEXES].items;
    pack->regex_count = pack->sections[IMAGE_REGEXES].count;
    pack->automata = pack->sections[IMAGE_AUTOMATA].items;
    pack->parts = pack->sections[IMAGE_PARTS].items;
    pack->answers = pack->sections[IMAGE_ANSWERS].items;
    pack->answer_places = pack->sections[IMAGE_ANSWER_PLACES].items;
    pack->stretches = pack->sections[IMAGE_STRETCHES].items;
    pack->stretch_count = pack->sections[IMAGE_STRETCHES].count;
    pack->group_answers = pack->sections[IMAGE_GROUP_ANSWERS].items;
    pack->group_places = pack->sections[IMAGE_GROUP_PLACES].items;
    pack->tolerances = pack->sections[IMAGE_TOLERANCES].items;
    pack->tolerance_count = pack->sections[IMAGE_TOLERANCES].count;
    pack->deletions = pack->sections[IMAGE_DELETIONS].items;
    pack->deletion_places = pack->sections[IMAGE_DELETION_BUCKETS].items;
    pack->deletion_buckets = pack->tolerance_count ? pack->sections[IMAGE_DELETION_BUCKETS].count - 1 : 0;
    for (uint32_t i = 0; i < pack->tolerance_count; i++)
        if (pack->tolerances[i].distance > pack->farthest)
            pack->farthest = pack->tolerances[i].distance;
    pack->step_places = pack->sections[IMAGE_STEP_PLACES].items;
    pack->feature_names = pack->sections[IMAGE_FEATURE_NAMES].items;
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

static size_t terms_bytes(const netral_pack *pack) {
    return (size_t)TERM_KEYS * TERM_BITS * pack->term_words * sizeof *pack->terms;
}

static void index_term(netral_pack *pack, uint32_t number, uint32_t feature, enum term_bits what) {
    pack_terms(pack, feature)[what * pack->term_words + number / 64] |= (uint64_t)1 << number % 64;
}

/* Which alternatives of sets a token needs to be compared with is told by its features. */
static int index_terms(netral_pack *pack) {
    pack->term_words = TERM_WORDS(pack->set_count);
    pack->terms = memory_resize(&pack->allocator, NULL, 0, terms_bytes(pack));
    if (!pack->terms)
        return NETRAL_ERROR_MEMORY;
    memset(pack->terms, 0, terms_bytes(pack));
    for (uint32_t i = 0; i < pack->set_count; i++) {
        const struct image_term *term = &pack->sets[i];
        index_term(pack, i, features_first(&term->wanted), TERM_FIRST);
        index_term(pack, i, term->key < LIMIT_FEATURES ? term->key : LIMIT_FEATURES, TERM_LAST);
        for (unsigned word = 0; word < LIMIT_FEATURES / 64; word++)
            for (uint64_t bits = term->unwanted.bits[word]; bits; bits &= bits - 1)
                index_term(pack, i, word * 64 + (unsigned)lowest_bit(bits), TERM_AGAINST);
    }
    return 0;
}

static uint32_t code_count(const netral_pack *pack) {
    return pack->pattern_count + pack->regex_count;
}

/* What is made beside the sections: room for compiled patterns, and what they are compiled with. */
static int prepare(netral_pack *pack, netral_error *error) {
    if (pack->class_count > LIMIT_CLASSES)
        return error_set(error, NETRAL_ERROR_LIMIT, "classes", "the pack has more than %d lexicon classes", LIMIT_CLASSES);
    if (pack->rule_count > LIMIT_RULES)
        return error_set(error, NETRAL_ERROR_LIMIT, "rules", "the pack has more than %d rules", LIMIT_RULES);
    index_classes(pack);
    known_find(pack, &pack->known);
    pack->codes = memory_resize(&pack->allocator, NULL, 0, (code_count(pack) + 1) * sizeof *pack->codes);
    for (uint32_t i = 0; pack->codes && i < code_count(pack); i++)
        atomic_init(&pack->codes[i], NULL);
    pack->memory = pack_regex_memory(&pack->allocator);
    pack->compile = pack->memory ? pcre2_compile_context_create(pack->memory) : NULL;
    if (!pack->codes || !pack->compile || index_terms(pack))
        return error_memory(error);
    pcre2_set_parens_nest_limit(pack->compile, 100);
    return 0;
}

int pack_open(const struct pack_section *sections, const netral_allocator *allocator, netral_pack **made, netral_error *error) {
    netral_pack *pack = memory_resize(allocator, NULL, 0, sizeof *pack);
    if (!pack)
        return error_memory(error);
    *pack = (netral_pack){.allocator = *allocator};
    memcpy(pack->sections, sections, sizeof pack->sections);
    open_sections(pack);
    int code = prepare(pack, error);
    if (code)
        netral_pack_free(pack);
    else
        *made = pack;
    return code;
}

/* Compiles a rule's pattern, or the regular expression that is counted behind them. Returns PCRE2's error number, 0 when good. */
static int compile(const netral_pack *pack, uint32_t index, pcre2_code **code) {
    const struct image_regex *regex = &pack->regexes[index < pack->pattern_count ? 0 : index - pack->pattern_count];
    const char *source = index < pack->pattern_count ? pack->texts + pack->rules[index].code : pack->strings + regex->code;
    uint32_t length = index < pack->pattern_count ? pack->rules[index].code_length : regex->code_length;
    int number;
    PCRE2_SIZE offset;
    uint32_t flags = PCRE2_ANCHORED | PCRE2_DOTALL | PCRE2_DUPNAMES | PCRE2_NO_AUTO_POSSESS | PCRE2_NEVER_BACKSLASH_C;
    *code = pcre2_compile((PCRE2_SPTR)source, length, flags, &number, &offset, pack->compile);
    return *code ? 0 : number;
}

/* Gives the compiled pattern, unless another thread was faster its own; returns PCRE2's error number, 0 when good. */
static int code_of(const netral_pack *pack, uint32_t index, const pcre2_code **code) {
    pcre2_code *made, *known = NULL;
    *code = atomic_load_explicit(&pack->codes[index], memory_order_acquire);
    int number = *code ? 0 : compile(pack, index, &made);
    if (*code || number)
        return number;
    if (!atomic_compare_exchange_strong(&pack->codes[index], &known, made))
        pcre2_code_free(made);
    *code = known ? known : made;
    return 0;
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
    uint32_t slot, mask = pack->word_mask;
    for (uint32_t i = hash & mask; (slot = pack->word_table[i]) != 0; i = (i + 1) & mask) {
        uint32_t number = slot_number(slot, hash, mask);
        const struct image_word *word = &pack->words[number];
        if (number && word->length == length && memcmp(pack->strings + word->form, form, length) == 0)
            return number;
    }
    return 0;
}

uint32_t pack_word(const netral_pack *pack, const char *form, size_t length) {
    return pack_word_hashed(pack, form, length, hash_bytes(form, length));
}

uint32_t pack_node_at(const netral_pack *pack, uint32_t node, uint32_t word, uint32_t hash) {
    uint32_t slot, mask = pack->node_mask;
    for (uint32_t i = hash & mask; (slot = pack->node_table[i]) != 0; i = (i + 1) & mask) {
        uint32_t number = slot_number(slot, hash, mask);
        if (number && pack->nodes[number].parent == node && pack->nodes[number].word == word)
            return number;
    }
    return 0;
}

uint32_t pack_next_node(const netral_pack *pack, uint32_t node, uint32_t word) {
    if (!word || !(pack->nodes[node].edge_filter & node_bit(word)))
        return 0;
    return pack_node_at(pack, node, word, hash_pair(node, word));
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
        end = end ? end : at + strlen(at);
        if (strncmp(at, key, key_length) == 0 && at[key_length] == '=') {
            size_t length = (size_t)(end - at) - key_length - 1, kept = length < size ? length : size - 1;
            memcpy(value, at + key_length + 1, kept);
            value[kept] = '\0';
            return length;
        }
        at = end + (*end == '\n');
    }
    return 0;
}

const char *pack_entry_id(const netral_pack *pack, uint32_t entry) {
    const struct image_entry *made = &pack->entries[entry];
    size_t id = made->canonical + strlen(pack->strings + made->canonical) + 1;
    return made->has_id && id < pack->sections[IMAGE_STRINGS].count ? pack->strings + id : NULL;
}

int netral_pack_shipped(const netral_allocator *given, netral_pack **pack, netral_error *error) {
    netral_allocator allocator = memory_allocator(given);
    struct pack_section sections[IMAGE_SECTIONS];
    if (!pack)
        return error_set(error, NETRAL_ERROR_ARGUMENT, "argument", "netral_pack_shipped: pack is NULL");
    *pack = NULL;
    int code = image_sections(netral_shipped_start, (size_t)(netral_shipped_end - netral_shipped_start), sections, error);
    return code ? code : pack_open(sections, &allocator, pack, error);
}

/* The base's words are copied, its rules read again; what comes then is one layer above all of its files. */
static int build_on(struct pack_builder *builder, const netral_pack *base) {
    const struct image_file *files = base->sections[IMAGE_FILES].items;
    uint32_t top = 0;
    int code = builder_copy_lexicon(builder, base);
    for (uint32_t i = 0; code == 0 && i < base->sections[IMAGE_FILES].count; i++) {
        builder->level = (int)files[i].level;
        top = files[i].level > top ? files[i].level : top;
        if (files[i].format == SOURCE_RULES)
            code = builder_add_rules(builder, base->strings + files[i].name, base->texts + files[i].text, files[i].length);
    }
    builder->level = (int)top + 1;
    return code;
}

/* Whether PCRE2 takes the patterns of the uppermost pack: that is told now, and not when a text first needs one. */
static int check_top(const netral_pack *pack, uint32_t top, netral_error *error) {
    const pcre2_code *compiled;
    int code = 0;
    for (uint32_t i = 0; i < pack->pattern_count && code == 0; i++)
        if (pack->rules[i].level == top && pack->rules[i].code_length)
            code = pack_rule_code(pack, i, &compiled, error);
    return code;
}

/* The builder's sections become the pack's. */
static int open_built(struct pack_builder *builder, netral_pack **pack) {
    struct pack_section sections[IMAGE_SECTIONS];
    for (int i = 0; i < IMAGE_SECTIONS; i++)
        sections[i] = (struct pack_section){builder->sections[i].items, (uint32_t)builder->sections[i].count};
    int code = pack_open(sections, &builder->allocator, pack, builder->error);
    for (int i = 0; i < IMAGE_SECTIONS && code == 0; i++)
        builder->sections[i].items = NULL;
    if (code == 0)
        (*pack)->storage = PACK_BUILT;
    return code;
}

int pack_from_files(const struct pack_source *sources, size_t count, const netral_pack *base, const netral_allocator *allocator,
                    netral_pack **pack, netral_error *error) {
    struct pack_builder *builder = memory_resize(allocator, NULL, 0, sizeof *builder);
    if (!builder)
        return error_memory(error);
    int code = pack_builder_init(builder, allocator, error);
    code = code || !base ? code : build_on(builder, base);
    for (size_t i = 0; i < count && code == 0; i++)
        code = pack_builder_add(builder, &sources[i]);
    code = code ? code : pack_builder_finish(builder);
    code = code ? code : open_built(builder, pack);
    code = code ? code : check_top(*pack, (uint32_t)builder->level, error);
    if (code) {
        netral_pack_free(*pack);
        *pack = NULL;
    }
    pack_builder_free(builder);
    memory_resize(allocator, builder, sizeof *builder, 0);
    if (code && error && error->code)
        return error->code; /* what was met first is the cause */
    return code == NETRAL_ERROR_MEMORY ? error_memory(error) : code;
}

void netral_pack_free(netral_pack *pack) {
    if (!pack)
        return;
    netral_allocator allocator = pack->allocator;
    for (uint32_t i = 0; pack->codes && i < code_count(pack); i++)
        pcre2_code_free(atomic_load(&pack->codes[i]));
    memory_resize(&allocator, pack->codes, (code_count(pack) + 1) * sizeof *pack->codes, 0);
    memory_resize(&allocator, pack->terms, pack->terms ? terms_bytes(pack) : 0, 0);
    pcre2_compile_context_free(pack->compile);
    pcre2_general_context_free(pack->memory);
    if (pack->storage == PACK_MAPPED)
        pack_unmap(pack->image, pack->image_size);
    for (int i = 0; i < IMAGE_SECTIONS && pack->storage == PACK_BUILT; i++)
        memory_resize(&allocator, (void *)(uintptr_t)pack->sections[i].items, pack->sections[i].count * image_item_size(i), 0);
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

size_t netral_pack_file_count(const netral_pack *pack) {
    return pack ? pack->sections[IMAGE_FILES].count : 0;
}

int netral_pack_file_get(const netral_pack *pack, size_t index, netral_pack_file *file) {
    if (!pack || !file || index >= pack->sections[IMAGE_FILES].count)
        return NETRAL_ERROR_ARGUMENT;
    const struct image_file *made = (const struct image_file *)pack->sections[IMAGE_FILES].items + index;
    *file = (netral_pack_file){pack->strings + made->name, pack->texts + made->text, made->length, (int)made->format != SOURCE_RULES,
                               (int)made->level};
    return 0;
}

/* A veto type's finds are no mentions. */
const char *netral_pack_type(const netral_pack *pack, size_t index) {
    for (uint32_t i = 0; pack && i < pack->type_count; i++)
        if (!(pack->types[i].flags & TYPE_VETO) && index-- == 0)
            return pack->strings + pack->types[i].name;
    return NULL;
}
