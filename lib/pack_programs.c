/* The programs of rules, put into the image: what they ask, and the parts they find. */
#include <string.h>

#include "beginnings.h"
#include "hash.h"
#include "pack_build.h"
#include "part.h"
#include "pattern.h"
#include "pattern_program.h"
#include "token_automaton.h"
#include "tokens.h"

/* ---- What programs ask --------------------------------------------------------------------------------------------- */

/* The number of an equal test, made if new: rules ask the same things. */
static uint32_t program_test(void *context, const struct image_test *test) {
    struct pack_builder *builder = context;
    struct section *tests = &builder->sections[IMAGE_TESTS];
    for (uint32_t i = 0; i < tests->count; i++)
        if (memcmp(SECTION_ITEM(builder, IMAGE_TESTS, struct image_test, i), test, sizeof *test) == 0)
            return i;
    struct image_test *made = section_add(builder, tests);
    if (!made)
        return UINT32_MAX;
    *made = *test;
    return (uint32_t)tests->count - 1;
}

static int is_sign(unsigned byte) {
    return byte > ' ' && byte < 127 && !(byte >= '0' && byte <= '9') && !(byte >= 'A' && byte <= 'Z') && !(byte >= 'a' && byte <= 'z');
}

/* The number of a sign among those of ASCII. */
static uint32_t sign_number(unsigned sign) {
    uint32_t number = 0;
    for (unsigned byte = 0; byte < sign; byte++)
        number += (uint32_t)is_sign(byte);
    return number;
}

static uint32_t new_kind(struct pack_builder *builder, const struct image_word *word) {
    unsigned sign = ((const unsigned char *)builder->sections[IMAGE_STRINGS].items)[word->form];
    if (word->length == 1 && is_sign(sign))
        return 1 + sign_number(sign);
    uint32_t number = WORD_KINDS_SIGNS + builder->word_kinds++;
    return number < WORD_KINDS_OWN ? number : WORD_KINDS_OWN + number % (WORD_KINDS - WORD_KINDS_OWN);
}

/* A program asks for a word: it has a kind from now on. */
static uint32_t kind_of(struct pack_builder *builder, uint32_t word) {
    struct image_word *made = SECTION_ITEM(builder, IMAGE_WORDS, struct image_word, word);
    if (!made->kind)
        made->kind = new_kind(builder, made) % WORD_KINDS;
    return made->kind;
}

/* The number of a word among the program words, made if new. */
static uint32_t program_word(struct pack_builder *builder, uint32_t word) {
    struct section *words = &builder->sections[IMAGE_PROGRAM_WORDS];
    for (uint32_t i = 1; i < words->count; i++)
        if (*SECTION_ITEM(builder, IMAGE_PROGRAM_WORDS, uint32_t, i) == word)
            return i;
    uint32_t *made = word ? section_add(builder, words) : NULL;
    if (!made)
        return UINT32_MAX;
    *made = word;
    kind_of(builder, word);
    return (uint32_t)words->count - 1;
}

/* The words of a literal, as the translation sees them: without the full stops of abbreviations. */
static uint32_t program_words(void *context, const char *text, size_t length, struct program_word *words, uint32_t room) {
    struct pack_builder *builder = context;
    struct token_list tokens;
    uint32_t count = 0;
    token_list_init(&tokens, &builder->allocator);
    int failed = tokenize_block(&tokens, text, 0, length);
    builder->out_of_memory |= failed;
    failed |= tokens.count > room;
    for (size_t i = 0; i < tokens.count && !failed; i++) {
        const struct token *token = &tokens.items[i];
        if (i > 0 && token->form_length == 1 && tokens.forms[token->form] == '.')
            continue;
        words[count].level = token_level(token);
        words[count].word = program_word(builder, builder_word(builder, tokens.forms + token->form, token->form_length));
        failed = words[count++].word == UINT32_MAX;
    }
    token_list_free(&tokens);
    return failed ? UINT32_MAX : count;
}

/* The number of a regular expression of the same source, 0 when it is new. */
static uint32_t known_regex(struct pack_builder *builder, const struct pattern_buffer *source) {
    const struct section *regexes = &builder->sections[IMAGE_REGEXES];
    const char *strings = builder->sections[IMAGE_STRINGS].items;
    for (uint32_t i = 1; i < regexes->count; i++) {
        const struct image_regex *known = SECTION_ITEM(builder, IMAGE_REGEXES, struct image_regex, i);
        if (known->code_length == source->used && memcmp(strings + known->code, source->bytes, source->used) == 0)
            return i;
    }
    return 0;
}

#define REGEX_WORDS 64
#define REGEX_WORD_BYTES 32

/* The words that a regular expression matches, where it matches so many at most and no longer ones. */
struct word_list {
    uint32_t count, lengths[REGEX_WORDS];
    uint32_t states; /* that were come to: no more than all words could have, wherever the automaton leads */
    char forms[REGEX_WORDS][REGEX_WORD_BYTES];
};

/* Adds the words that an automaton takes from a state on, behind what was read on the way to it. Returns 0 when there are too many. */
static int list_words(const struct token_automaton *automaton, unsigned state, char *form, uint32_t length, struct word_list *list) {
    const uint8_t *kinds = automaton->bytes, *ends = kinds + 256, *next = ends + automaton->states;
    if (++list->states > REGEX_WORDS * REGEX_WORD_BYTES)
        return 0;
    if (ends[state]) {
        if (list->count == REGEX_WORDS || length == 0)
            return 0;
        memcpy(list->forms[list->count], form, length);
        list->lengths[list->count++] = length;
    }
    for (unsigned byte = 0; byte < 256; byte++) {
        unsigned to = next[state * automaton->kinds + kinds[byte]];
        form[length < REGEX_WORD_BYTES ? length : 0] = (char)byte;
        if (to && (length == REGEX_WORD_BYTES || !list_words(automaton, to, form, length + 1, list)))
            return 0;
    }
    return 1;
}

/* Whether a token may be written so: in small letters, without a space. */
static int is_form(const char *form, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (form[i] == ' ' || (form[i] >= 'A' && form[i] <= 'Z'))
            return 0;
    return 1;
}

/* Where a regular expression matches a few words and nothing else ({mark:/[,;:]/}, {cap:/barat|timur/}), it is told by them, and tokens by
 * their words. */
static int note_words(struct pack_builder *builder, const struct token_automaton *automaton) {
    struct regex_words *words = section_add(builder, &builder->regex_words);
    struct word_list list = {.count = 0};
    char form[REGEX_WORD_BYTES];
    if (!words || !automaton || !list_words(automaton, 1, form, 0, &list))
        return words ? 0 : NETRAL_ERROR_MEMORY;
    for (uint32_t i = 0; i < list.count; i++) {
        if (!is_form(list.forms[i], list.lengths[i]))
            continue;
        uint32_t word = builder_word(builder, list.forms[i], list.lengths[i]);
        if (word == 0)
            return NETRAL_ERROR_MEMORY;
        uint32_t kind = kind_of(builder, word);
        words->kinds[kind / 64] |= (uint64_t)1 << kind % 64;
        words->is_known = 1;
    }
    return 0;
}

/* Makes a new regular expression with its automaton, if it can have one. Returns its number. */
static uint32_t add_regex(struct pack_builder *builder, const char *regex, const struct pattern_buffer *source) {
    struct token_automaton *automaton = memory_resize(&builder->allocator, NULL, 0, sizeof *automaton);
    struct image_regex made = {builder_string(builder, source->bytes, source->used), (uint32_t)source->used, 0, 0, 0, 0};
    if (!automaton)
        return UINT32_MAX;
    if (token_automaton_make(regex, automaton)) {
        made.automaton = builder_bytes(builder, IMAGE_AUTOMATA, automaton->bytes, automaton->size);
        made.kinds = automaton->kinds;
        made.states = automaton->states;
        made.is_never_plain = !token_automaton_takes_letters(automaton);
    }
    int failed = note_words(builder, made.states ? automaton : NULL);
    memory_resize(&builder->allocator, automaton, sizeof *automaton, 0);
    struct image_regex *place = section_add(builder, &builder->sections[IMAGE_REGEXES]);
    if (!place || failed || made.code == UINT32_MAX || made.automaton == UINT32_MAX)
        return UINT32_MAX;
    *place = made;
    return (uint32_t)builder->sections[IMAGE_REGEXES].count - 1;
}

/* Most words are letters and nothing else: where none of them can match, their shape says so before the form is read. */
static int program_regex(void *context, const char *regex, struct image_test *test) {
    struct pack_builder *builder = context;
    struct pattern_buffer source = {.allocator = builder->allocator};
    uint32_t number = UINT32_MAX;
    if (pattern_translate_regex(regex, &source) == 0) {
        number = known_regex(builder, &source);
        number = number ? number : add_regex(builder, regex, &source);
    }
    memory_resize(&builder->allocator, source.bytes, source.capacity, 0);
    if (number == UINT32_MAX)
        return 0;
    test->regex = number;
    if (SECTION_ITEM(builder, IMAGE_REGEXES, struct image_regex, number)->is_never_plain)
        features_add(&test->unwanted, FEATURE_PLAIN);
    return 1;
}

/* Where the number of an equal description is, or belongs. */
static uint16_t *find_way(struct pack_builder *builder, const struct description *description) {
    const struct description *ways = builder->ways.items;
    uint32_t at = hash_bytes((const char *)description, sizeof *description) % (2 * WAYS);
    while (builder->way_slots[at] && memcmp(&ways[builder->way_slots[at]], description, sizeof *description) != 0)
        at = (at + 1) % (2 * WAYS);
    return &builder->way_slots[at];
}

/* The number of an equal description, made if new. */
static uint32_t program_way(void *context, const struct description *description) {
    struct pack_builder *builder = context;
    uint16_t *slot = find_way(builder, description);
    struct description *made = *slot == 0 && builder->ways.count < WAYS ? section_add(builder, &builder->ways) : NULL;
    if (made) {
        *made = *description;
        *slot = (uint16_t)(builder->ways.count - 1);
    }
    return *slot;
}

/* ---- Into the image ------------------------------------------------------------------------------------------------ */

/* Whether a group's name stands before another's, bytes compared. */
static int is_before(const struct program_group *one, const struct program_group *other) {
    size_t common = one->length < other->length ? one->length : other->length;
    int order = memcmp(one->name, other->name, common);
    return order < 0 || (order == 0 && one->length < other->length);
}

/* Adds the groups in the order of their names; those of one name in their own order. */
static int add_parts(struct pack_builder *builder, const struct program *program, struct image_rule *made) {
    uint32_t order[LIMIT_GROUPS];
    for (uint32_t i = 0; i < program->group_count; i++) {
        uint32_t place = i;
        for (; place > 0 && is_before(&program->groups[i], &program->groups[order[place - 1]]); place--)
            order[place] = order[place - 1];
        order[place] = i;
    }
    made->part = (uint32_t)builder->sections[IMAGE_PARTS].count;
    made->part_count = program->group_count;
    for (uint32_t i = 0; i < program->group_count; i++) {
        const struct program_group *group = &program->groups[order[i]];
        uint32_t name = builder_string(builder, group->name, group->length);
        struct image_part *part = section_add(builder, &builder->sections[IMAGE_PARTS]);
        if (!part || name == UINT32_MAX)
            return NETRAL_ERROR_MEMORY;
        *part = (struct image_part){name, (uint16_t)order[i], (uint16_t)part_named(group->name, group->length)};
    }
    return 0;
}

static int add_steps(struct pack_builder *builder, const struct program *program, struct image_rule *made) {
    made->program = (uint32_t)builder->sections[IMAGE_STEPS].count;
    for (uint32_t i = 0; i < program->count; i++) {
        struct image_step *step = section_add(builder, &builder->sections[IMAGE_STEPS]);
        if (!step)
            return NETRAL_ERROR_MEMORY;
        *step = program->steps[i];
        uint16_t *place = section_add(builder, &builder->sections[IMAGE_STEP_PLACES]);
        if (!place)
            return NETRAL_ERROR_MEMORY;
        *place = program->places[i];
    }
    return 0;
}

/* What is known of features; sets are numbered when a pattern first names them. */
struct asked_facts builder_asked_facts(struct pack_builder *builder) {
    const struct section *sets = &builder->sections[IMAGE_SETS];
    if (builder->known_sets != sets->count) {
        shares_find(sets->items, (uint32_t)sets->count, builder->shares);
        implied_find(sets->items, (uint32_t)sets->count, builder->implied);
        builder->known_sets = sets->count;
    }
    return (struct asked_facts){builder->sections[IMAGE_TESTS].items, builder->sections[IMAGE_PROGRAM_WORDS].items,
                                builder->sections[IMAGE_WORDS].items, builder->regex_words.items, builder->shares, builder->implied};
}

/* What a compiled program is to the image: its parts, its steps, how it runs, and what its matches begin with. */
static int take_program(struct pack_builder *builder, struct program *program, struct rule_beginnings *beginnings,
                        struct image_rule *made) {
    struct program_facts facts = {builder_asked_facts(builder), program_way, builder};
    int code = beginnings_find(program, &facts.asked, &builder->allocator, beginnings);
    code = code ? code : add_parts(builder, program, made);
    code = code ? code : add_steps(builder, program, made);
    return code ? code : builder_add_choices(builder, program, &facts, made);
}

int builder_add_program(struct pack_builder *builder, const char *pattern, const struct pattern_names *names, struct image_rule *made) {
    struct rule_beginnings *beginnings = section_add(builder, &builder->beginnings);
    struct program_sink sink = {program_test, program_words, program_regex, builder};
    if (!beginnings)
        return NETRAL_ERROR_MEMORY;
    beginnings_any(beginnings);
    struct program *program = pattern ? memory_resize(&builder->allocator, NULL, 0, sizeof *program) : NULL;
    if (!program)
        return pattern ? error_memory(builder->error) : 0;
    program_compile(pattern, names, &sink, program);
    int code = program->failed ? 0 : take_program(builder, program, beginnings, made);
    memory_resize(&builder->allocator, program, sizeof *program, 0);
    return code;
}
