/* Looking a compiled pack over before it is used: every number that leads somewhere must lead inside. The checksum tells damage;
 * this tells a pack that somebody made by hand from one that pack_build.c made, as far as memory and an end to every loop are
 * concerned. Linear in the pack: each item is looked at once, and strings only where their end is asked for. */
#include "pack_verify.h"

#include <string.h>

#include "part.h"
#include "pattern_program.h"

struct verifying {
    const struct pack_section *sections;
    uint32_t rules; /* without the guards behind them */
    uint8_t *depths; /* room for a byte for each node */
};

static uint32_t count_of(const struct verifying *verifying, enum image_section_name name) {
    return verifying->sections[name].count;
}

#define ITEMS(verifying, name, type) ((const struct type *)(verifying)->sections[name].items)

static int is_string(const struct verifying *verifying, uint32_t place) {
    return place < count_of(verifying, IMAGE_STRINGS);
}

static int is_stretch(const struct verifying *verifying, uint32_t place, uint32_t length) {
    return (uint64_t)place + length <= count_of(verifying, IMAGE_STRINGS);
}

static int is_text(const struct verifying *verifying, uint32_t place, uint32_t length) {
    return (uint64_t)place + length < count_of(verifying, IMAGE_TEXTS);
}

static int is_feature(uint32_t feature) {
    return feature < LIMIT_FEATURES;
}

/* ---- Words and phrases --------------------------------------------------------------------------------------------- */

static int are_strings(const struct verifying *verifying, enum image_section_name name) {
    const char *strings = verifying->sections[name].items;
    uint32_t count = count_of(verifying, name);
    return count > 0 && strings[0] == '\0' && strings[count - 1] == '\0';
}

static int verify_words(const struct verifying *verifying) {
    const struct image_word *words = ITEMS(verifying, IMAGE_WORDS, image_word);
    const struct image_node *nodes = ITEMS(verifying, IMAGE_NODES, image_node);
    uint32_t count = count_of(verifying, IMAGE_WORDS);
    int good = count > 0;
    for (uint32_t i = 0; i < count && good; i++)
        good = is_stretch(verifying, words[i].form, words[i].length) && words[i].node < count_of(verifying, IMAGE_NODES) &&
               nodes[words[i].node].parent == 0 && words[i].alone < count_of(verifying, IMAGE_ALONE) &&
               words[i].triggers < count_of(verifying, IMAGE_WORD_TRIGGERS) / (count_of(verifying, IMAGE_GROUPS) + WORD_SET_RULES);
    return good;
}

/* A table must be a power of two with room to spare, or looking for what is not there would never end. */
static int verify_table(const struct verifying *verifying, enum image_section_name table, enum image_section_name of) {
    const uint32_t *slots = verifying->sections[table].items;
    uint32_t count = count_of(verifying, table), mask = count - 1, items = count_of(verifying, of), used = 0;
    if (count == 0 || count & mask || items / 3 * 4 >= count)
        return 0;
    for (uint32_t i = 0; i < count; i++) {
        used += slots[i] != 0;
        if ((slots[i] & mask) >= items)
            return 0;
    }
    return used < items || used == 0;
}

/* How many words lead to each node: as many as a phrase that ends there has marks of capitals. A node stands behind its parent. */
static int note_depths(const struct verifying *verifying) {
    uint8_t *depths = verifying->depths;
    const struct image_node *nodes = ITEMS(verifying, IMAGE_NODES, image_node);
    uint32_t count = count_of(verifying, IMAGE_NODES);
    depths[0] = 0;
    for (uint32_t i = 1; i < count; i++) {
        if (nodes[i].parent >= i || nodes[i].word >= count_of(verifying, IMAGE_WORDS) || depths[nodes[i].parent] == LIMIT_PHRASE_WORDS)
            return 0;
        depths[i] = (uint8_t)(depths[nodes[i].parent] + 1);
    }
    return 1;
}

static int are_levels(const char *levels, uint8_t words) {
    int good = levels[words] == '\0';
    for (uint8_t i = 0; i < words && good; i++)
        good = levels[i] >= '0' && levels[i] <= '2';
    return good;
}

static int verify_records(const struct verifying *verifying, const struct image_node *node, uint8_t depth) {
    const struct image_record *records = ITEMS(verifying, IMAGE_RECORDS, image_record) + node->record;
    const char *levels = verifying->sections[IMAGE_LEVELS].items;
    if ((uint64_t)node->record + node->record_count > count_of(verifying, IMAGE_RECORDS))
        return 0;
    for (uint32_t i = 0; i < node->record_count; i++)
        if (records[i].entry >= count_of(verifying, IMAGE_ENTRIES) || records[i].class >= count_of(verifying, IMAGE_CLASSES) ||
            records[i].levels + depth >= count_of(verifying, IMAGE_LEVELS) || !are_levels(levels + records[i].levels, depth))
            return 0;
    return 1;
}

/* Every record is that of one node, in the order of nodes: a pack that is laid over this one puts them in order again. */
static int verify_nodes(const struct verifying *verifying) {
    const struct image_node *nodes = ITEMS(verifying, IMAGE_NODES, image_node);
    uint32_t count = count_of(verifying, IMAGE_NODES), place = 0;
    int good = count > 0 && nodes[0].record_count == 0 && nodes[0].edge_filter == 0 && note_depths(verifying);
    for (uint32_t i = 1; i < count && good; i++) {
        good = nodes[i].record == place && verify_records(verifying, &nodes[i], verifying->depths[i]);
        place += nodes[i].record_count;
    }
    return good && place == count_of(verifying, IMAGE_RECORDS);
}

static int verify_entries(const struct verifying *verifying) {
    const struct image_entry *entries = ITEMS(verifying, IMAGE_ENTRIES, image_entry);
    const struct image_class *classes = ITEMS(verifying, IMAGE_CLASSES, image_class);
    int good = count_of(verifying, IMAGE_ENTRIES) > 0;
    for (uint32_t i = 0; i < count_of(verifying, IMAGE_ENTRIES) && good; i++)
        good = is_string(verifying, entries[i].canonical) && is_string(verifying, entries[i].attributes);
    for (uint32_t i = 0; i < count_of(verifying, IMAGE_CLASSES) && good; i++)
        good = is_string(verifying, classes[i].name) &&
               (classes[i].begin == UINT32_MAX || (is_feature(classes[i].begin) && is_feature(classes[i].inside)));
    return good;
}

/* ---- Types, sets, files -------------------------------------------------------------------------------------------- */

static int verify_tolerances(const struct verifying *verifying) {
    const struct image_tolerance *tolerances = ITEMS(verifying, IMAGE_TOLERANCES, image_tolerance);
    const uint32_t *words = verifying->sections[IMAGE_DELETIONS].items, *places = verifying->sections[IMAGE_DELETION_BUCKETS].items;
    uint32_t count = count_of(verifying, IMAGE_TOLERANCES), buckets = count_of(verifying, IMAGE_DELETION_BUCKETS);
    int good = count <= LIMIT_FEATURES && (count == 0 || (buckets > 1 && places[buckets - 1] <= count_of(verifying, IMAGE_DELETIONS)));
    for (uint32_t i = 0; i < count && good; i++)
        good = tolerances[i].class < count_of(verifying, IMAGE_CLASSES) && tolerances[i].distance <= 2 &&
               is_feature(tolerances[i].begin) && is_feature(tolerances[i].inside);
    for (uint32_t i = 1; i < buckets && good; i++)
        good = places[i - 1] <= places[i];
    for (uint32_t i = 0; i < count_of(verifying, IMAGE_DELETIONS) && good; i++)
        good = words[i] < count_of(verifying, IMAGE_WORDS);
    return good;
}

static int verify_types(const struct verifying *verifying) {
    const struct image_type *types = ITEMS(verifying, IMAGE_TYPES, image_type);
    const struct image_term *terms = ITEMS(verifying, IMAGE_SETS, image_term);
    const struct image_feature *names = ITEMS(verifying, IMAGE_FEATURE_NAMES, image_feature);
    const char *strings = verifying->sections[IMAGE_STRINGS].items;
    int good = count_of(verifying, IMAGE_TYPES) <= LIMIT_MENTION_TYPES && count_of(verifying, IMAGE_SETS) <= MOST_TERMS &&
               count_of(verifying, IMAGE_FEATURE_NAMES) == LIMIT_FEATURES;
    for (uint32_t i = 0; i < LIMIT_FEATURES && good; i++)
        good = is_string(verifying, names[i].name);
    for (uint32_t i = 0; i < count_of(verifying, IMAGE_TYPES) && good; i++)
        good = is_string(verifying, types[i].name) && strings[types[i].name] && is_feature(types[i].begin) && is_feature(types[i].inside) &&
               types[i].last <= LIMIT_FEATURES;
    for (uint32_t i = 0; i < count_of(verifying, IMAGE_SETS) && good; i++)
        good = is_feature(terms[i].feature);
    return good;
}

static int verify_files(const struct verifying *verifying) {
    const struct image_file *files = ITEMS(verifying, IMAGE_FILES, image_file);
    const struct image_example *examples = ITEMS(verifying, IMAGE_EXAMPLES, image_example);
    int good = 1;
    for (uint32_t i = 0; i < count_of(verifying, IMAGE_FILES) && good; i++)
        good = is_string(verifying, files[i].name) && is_text(verifying, files[i].text, files[i].length) &&
               files[i].format <= SOURCE_JSON && files[i].level <= INT32_MAX / 2 && files[i].entry <= count_of(verifying, IMAGE_ENTRIES);
    for (uint32_t i = 0; i < count_of(verifying, IMAGE_EXAMPLES) && good; i++)
        good = is_string(verifying, examples[i].text);
    return good;
}

/* ---- Rules --------------------------------------------------------------------------------------------------------- */

static int verify_bands(const struct image_layer *layer, uint32_t seats) {
    uint32_t last = layer->first_seat;
    int good = layer_end_seat(layer) <= seats && (layer->trigger_count == 0 || layer->first_seat < layer_end_seat(layer));
    for (uint32_t band = 0; band < BANDS && good; band++) {
        good = last <= layer->band_ends[band];
        last = layer->band_ends[band];
    }
    return good;
}

/* Every rule sits in one seat of its layer, a guard in any, and a seat is a rule's or empty. */
static int verify_seats(const struct verifying *verifying) {
    const struct image_group *groups = ITEMS(verifying, IMAGE_GROUPS, image_group);
    const struct image_layer *layers = ITEMS(verifying, IMAGE_LAYERS, image_layer);
    const struct image_rule *rules = ITEMS(verifying, IMAGE_RULES, image_rule);
    uint32_t seats = count_of(verifying, IMAGE_GROUPS) * GROUP_RULES, rule_count = count_of(verifying, IMAGE_RULES);
    int good = seats > 0 && count_of(verifying, IMAGE_GROUPS) <= rule_count / GROUP_RULES + LIMIT_LAYERS &&
               count_of(verifying, IMAGE_LAYERS) == LIMIT_LAYERS && count_of(verifying, IMAGE_ALONE) > 0;
    for (uint32_t i = 0; i < LIMIT_LAYERS && good; i++)
        good = verify_bands(&layers[i], seats);
    for (uint32_t i = 0; i < seats && good; i++) {
        uint32_t rule = groups[i / GROUP_RULES].rules[i % GROUP_RULES];
        good = (rule == NO_RULE || (rule < rule_count && rules[rule].seat == i)) && groups[i / GROUP_RULES].reach[LIMIT_RULE_BACK + 1] == 0;
    }
    for (uint32_t i = 0; i < rule_count && good; i++)
        good = rules[i].seat < seats && groups[rules[i].seat / GROUP_RULES].rules[rules[i].seat % GROUP_RULES] == i;
    for (uint32_t i = 0; i < verifying->rules && good; i++)
        good = rules[i].layer < LIMIT_LAYERS && rules[i].seat >= layers[rules[i].layer].first_seat &&
               rules[i].seat < layer_end_seat(&layers[rules[i].layer]);
    return good;
}

/* Whether a rule that can be run sits in each of some seats. */
static int is_taken(const struct verifying *verifying, uint32_t group, uint64_t seats) {
    const struct image_group *made = ITEMS(verifying, IMAGE_GROUPS, image_group) + group;
    for (; seats; seats &= seats - 1)
        if (made->rules[lowest_bit(seats)] >= verifying->rules)
            return 0;
    return 1;
}

/* What waits for words: no bit stands for an empty seat. */
static int verify_triggers(const struct verifying *verifying) {
    const uint64_t *sets = verifying->sections[IMAGE_WORD_TRIGGERS].items;
    uint32_t size = count_of(verifying, IMAGE_GROUPS) + WORD_SET_RULES, count = count_of(verifying, IMAGE_WORD_TRIGGERS);
    int good = count > 0 && count % size == 0;
    for (uint32_t i = 0; i < count && good; i++)
        good = i % size < WORD_SET_RULES || is_taken(verifying, i % size - WORD_SET_RULES, sets[i]);
    return good;
}

static uint64_t automaton_end(const struct image_regex *regex) {
    return (uint64_t)regex->automaton + 256 + (uint64_t)regex->states + (uint64_t)regex->states * regex->kinds;
}

static int verify_automaton(const struct verifying *verifying, const struct image_regex *regex) {
    const uint8_t *bytes = verifying->sections[IMAGE_AUTOMATA].items;
    if (regex->states < 2 || regex->states > 256 || regex->kinds == 0 || regex->kinds > 256 ||
        automaton_end(regex) > count_of(verifying, IMAGE_AUTOMATA))
        return 0;
    int good = 1;
    for (uint64_t i = regex->automaton; i < regex->automaton + (uint64_t)256 && good; i++)
        good = bytes[i] < regex->kinds;
    for (uint64_t i = regex->automaton + (uint64_t)256 + regex->states; i < automaton_end(regex) && good; i++)
        good = bytes[i] < regex->states;
    return good;
}

/* Automata stand one behind another: shared ones would be looked at again and again. */
static int verify_regexes(const struct verifying *verifying) {
    const struct image_regex *regexes = ITEMS(verifying, IMAGE_REGEXES, image_regex);
    uint64_t end = 0;
    int good = count_of(verifying, IMAGE_REGEXES) > 0;
    for (uint32_t i = 0; i < count_of(verifying, IMAGE_REGEXES) && good; i++) {
        good = is_stretch(verifying, regexes[i].code, regexes[i].code_length);
        if (!good || regexes[i].states == 0)
            continue;
        good = regexes[i].automaton >= end && verify_automaton(verifying, &regexes[i]);
        end = automaton_end(&regexes[i]);
    }
    return good;
}

/* The tests of a stretch's bits, where they have any. */
static int verify_stretch(const struct verifying *verifying, const struct image_stretch *stretch) {
    int good = 1;
    for (uint32_t i = 0; i < STRETCH_WORDS; i++)
        for (uint64_t tested = stretch->tested[i]; tested && good; tested &= tested - 1)
            good = stretch->tests[i][lowest_bit(tested)] < count_of(verifying, IMAGE_TESTS);
    return good;
}

/* What follows from features and words, for each stretch of words of moves. */
static int verify_answers(const struct verifying *verifying) {
    const uint32_t *places = verifying->sections[IMAGE_ANSWER_PLACES].items;
    uint32_t count = count_of(verifying, IMAGE_ANSWER_PLACES);
    uint32_t stretches = count_of(verifying, IMAGE_STRETCHES);
    int good = stretches > 0 && stretches <= MOST_MOVE_WORDS / STRETCH_WORDS && count == stretches * ANSWER_PLACES;
    for (uint32_t i = 0; i < count && good; i++)
        good = places[i] < count_of(verifying, IMAGE_ANSWERS);
    for (uint32_t i = 0; i < stretches && good; i++)
        good = verify_stretch(verifying, ITEMS(verifying, IMAGE_STRETCHES, image_stretch) + i);
    return good;
}

/* The same for groups; no rule that waits for a token is an empty seat. */
static int verify_group_answers(const struct verifying *verifying) {
    const struct image_group_answer *answers = ITEMS(verifying, IMAGE_GROUP_ANSWERS, image_group_answer);
    const uint32_t *places = verifying->sections[IMAGE_GROUP_PLACES].items;
    uint32_t count = count_of(verifying, IMAGE_GROUP_PLACES);
    int good = count == count_of(verifying, IMAGE_GROUPS) * GROUP_PLACES;
    for (uint32_t i = 0; i < count && good; i++)
        good = places[i] < count_of(verifying, IMAGE_GROUP_ANSWERS) &&
               is_taken(verifying, i / GROUP_PLACES, answers[places[i]].answers[ANSWER_WAITS]);
    return good;
}

static int verify_asked(const struct verifying *verifying) {
    const struct image_test *tests = ITEMS(verifying, IMAGE_TESTS, image_test);
    const uint32_t *words = verifying->sections[IMAGE_PROGRAM_WORDS].items;
    int good = verify_answers(verifying) && verify_group_answers(verifying) && verify_regexes(verifying);
    for (uint32_t i = 0; i < count_of(verifying, IMAGE_TESTS) && good; i++)
        good = tests[i].regex < count_of(verifying, IMAGE_REGEXES);
    for (uint32_t i = 0; i < count_of(verifying, IMAGE_PROGRAM_WORDS) && good; i++)
        good = words[i] < count_of(verifying, IMAGE_WORDS);
    return good;
}

static int verify_rule(const struct verifying *verifying, const struct image_rule *rule) {
    return is_string(verifying, rule->id) && is_string(verifying, rule->file) && is_string(verifying, rule->pattern) &&
           is_string(verifying, rule->norm) && is_string(verifying, rule->source) && rule->type < count_of(verifying, IMAGE_TYPES) &&
           rule->layer < LIMIT_LAYERS && rule->back <= LIMIT_RULE_BACK && rule->line <= INT32_MAX && rule->column <= INT32_MAX &&
           is_string(verifying, rule->allowed) &&
           (rule->guard == 0 || (rule->guard >= verifying->rules && rule->guard < count_of(verifying, IMAGE_RULES))) &&
           (uint64_t)rule->field + rule->field_count <= count_of(verifying, IMAGE_FIELDS) &&
           is_text(verifying, rule->code, rule->code_length) && rule->yes_count <= rule->example_count &&
           (uint64_t)rule->example + rule->example_count <= count_of(verifying, IMAGE_EXAMPLES) && rule->part_count <= LIMIT_GROUPS &&
           (uint64_t)rule->part + rule->part_count <= count_of(verifying, IMAGE_PARTS);
}

static int verify_fields(const struct verifying *verifying) {
    const struct image_field *fields = ITEMS(verifying, IMAGE_FIELDS, image_field);
    const struct image_replaced *replaced = ITEMS(verifying, IMAGE_REPLACED, image_replaced);
    int good = 1;
    for (uint32_t i = 0; i < count_of(verifying, IMAGE_FIELDS) && good; i++)
        good = is_string(verifying, fields[i].name) && is_string(verifying, fields[i].value);
    for (uint32_t i = 0; i < count_of(verifying, IMAGE_REPLACED) && good; i++)
        good = is_string(verifying, replaced[i].name) && is_string(verifying, replaced[i].file) && replaced[i].line <= INT32_MAX &&
               replaced[i].column <= INT32_MAX;
    return good;
}

/* The program as steps, for explaining, and as choices, for running. Returns the number of its steps, 0 when it does harm. */
static uint32_t verify_program(const struct verifying *verifying, const struct image_rule *rule) {
    uint32_t steps = count_of(verifying, IMAGE_STEPS);
    struct program_bounds bounds = {count_of(verifying, IMAGE_TESTS), count_of(verifying, IMAGE_PROGRAM_WORDS), rule->part_count};
    struct choice_sections all = {ITEMS(verifying, IMAGE_CHOICES, image_choice), ITEMS(verifying, IMAGE_MOVES, image_move),
                                  verifying->sections[IMAGE_MOVE_ACTS].items, ITEMS(verifying, IMAGE_ACTS, image_act),
                                  count_of(verifying, IMAGE_CHOICES), count_of(verifying, IMAGE_MOVES), count_of(verifying, IMAGE_ACTS),
                                  count_of(verifying, IMAGE_STRETCHES) * STRETCH_WORDS};
    uint32_t length = program_verify(ITEMS(verifying, IMAGE_STEPS, image_step) + rule->program, steps - rule->program, &bounds);
    const uint16_t *step_places = (const uint16_t *)verifying->sections[IMAGE_STEP_PLACES].items + rule->program;
    for (uint32_t i = 0; i < length; i++)
        if (!is_stretch(verifying, rule->pattern, step_places[i] + 1u))
            return 0;
    return choices_verify(&all, rule, &bounds) ? length : 0;
}

/* The rules' programs stand one behind another, in the order of the rules. */
static int verify_rules(const struct verifying *verifying) {
    const struct image_rule *rules = ITEMS(verifying, IMAGE_RULES, image_rule);
    const struct image_part *parts = ITEMS(verifying, IMAGE_PARTS, image_part);
    uint32_t end = 1, steps = count_of(verifying, IMAGE_STEPS);
    int good = steps > 0 && count_of(verifying, IMAGE_STEP_PLACES) == steps &&
               count_of(verifying, IMAGE_MOVE_ACTS) == count_of(verifying, IMAGE_MOVES) &&
               count_of(verifying, IMAGE_RULES) <= UINT16_MAX; /* a mention keeps the number in sixteen bits */
    for (uint32_t i = 0; i < count_of(verifying, IMAGE_RULES) && good; i++) {
        const struct image_rule *rule = &rules[i];
        good = verify_rule(verifying, rule) && (rule->program == 0 ? rule->choice == 0 : rule->program >= end && rule->program < steps);
        for (uint32_t j = 0; j < rule->part_count && good; j++)
            good = is_string(verifying, parts[rule->part + j].name) && parts[rule->part + j].group < rule->part_count &&
                   parts[rule->part + j].part < PART_NAMES;
        if (!good || rule->program == 0)
            continue;
        uint32_t length = verify_program(verifying, rule);
        good = length > 0;
        end = rule->program + length;
    }
    return good;
}

static int verify_all(const struct verifying *verifying) {
    return are_strings(verifying, IMAGE_STRINGS) && are_strings(verifying, IMAGE_TEXTS) && verify_entries(verifying) &&
           verify_tolerances(verifying) && verify_nodes(verifying) && verify_words(verifying) &&
           verify_table(verifying, IMAGE_WORD_HASH, IMAGE_WORDS) && verify_table(verifying, IMAGE_NODE_HASH, IMAGE_NODES) &&
           verify_types(verifying) && verify_files(verifying) && verify_seats(verifying) && verify_triggers(verifying) &&
           verify_asked(verifying) && verify_fields(verifying) && verify_rules(verifying);
}

static uint32_t rules_alone(const struct pack_section *section) {
    const struct image_rule *rules = section->items;
    uint32_t count = section->count;
    while (count > 0 && rules[count - 1].is_guard)
        count--;
    return count;
}

int pack_verify(const struct pack_section *sections, const netral_allocator *allocator, netral_error *error) {
    size_t nodes = sections[IMAGE_NODES].count + (size_t)1;
    const struct verifying verifying = {sections, rules_alone(&sections[IMAGE_RULES]), memory_resize(allocator, NULL, 0, nodes)};
    if (!verifying.depths)
        return error_memory(error);
    int good = verify_all(&verifying);
    memory_resize(allocator, verifying.depths, nodes, 0);
    if (good)
        return 0;
    return error_set(error, NETRAL_ERROR_VERSION, "pack-damaged", "the compiled pack contradicts itself: compile it again");
}
