/* Triggers: the words and features at which rules are tried, and for each of them, in each layer, the list of rules that wait. */
#include <stdlib.h>
#include <string.h>

#include "pack_build.h"
#include "tokens.h"

/* ---- What a rule waits for ----------------------------------------------------------------------------------------- */

static int unknown_trigger(struct pack_builder *builder, const struct rule_definition *rule, const struct pattern_names *names,
                           const char *trigger) {
    const char *near = names->near(builder, trigger + 1, strlen(trigger) - 2);
    return error_at(builder->error, NETRAL_ERROR_RULE, "unknown-name", rule->trigger_place,
                    "trigger %s is no set, lexicon class, mention type or shape%s%s%s", trigger, near ? "; did you mean {" : "",
                    near ? near : "", near ? "}?" : "");
}

static int trigger_key(struct pack_builder *builder, const struct rule_definition *rule, const struct pattern_names *names,
                       const char *trigger, struct pending_trigger *pending) {
    size_t length = strlen(trigger);
    if (trigger[0] == '{' && trigger[length - 1] == '}') {
        struct pattern_name found;
        int is_found = names->find(builder, trigger + 1, length - 2, &found);
        if (*names->failed)
            return *names->failed;
        if (!is_found || found.pattern)
            return unknown_trigger(builder, rule, names, trigger);
        pending->is_feature = 1;
        pending->key = found.feature;
        return 0;
    }
    struct token_list tokens;
    token_list_init(&tokens, &builder->allocator);
    int code = tokenize_block(&tokens, trigger, 0, length);
    if (code == 0 && tokens.count != 1)
        code = error_at(builder->error, NETRAL_ERROR_RULE, "trigger", rule->trigger_place, "trigger \"%s\" is not one word: give one of its words, and \"back\" if others stand before it", trigger);
    if (code == 0 && !(pending->key = builder_word(builder, tokens.forms + tokens.items[0].form, tokens.items[0].form_length)))
        code = NETRAL_ERROR_MEMORY;
    token_list_free(&tokens);
    return code;
}

int builder_add_triggers(struct pack_builder *builder, const struct rule_definition *rule, const struct pattern_names *names,
                         uint32_t number) {
    for (const char *const *trigger = rule->triggers; *trigger; trigger++) {
        struct pending_trigger made = {.layer = (uint32_t)rule->layer, .rule = number};
        int code = trigger_key(builder, rule, names, *trigger, &made);
        struct pending_trigger *pending = code ? NULL : section_add(builder, &builder->pending_triggers);
        if (!pending)
            return code ? code : NETRAL_ERROR_MEMORY;
        *pending = made;
    }
    return 0;
}

/* ---- Lists --------------------------------------------------------------------------------------------------------- */

static int by_key(const void *a, const void *b) {
    const struct pending_trigger *one = a, *other = b;
    uint32_t left[] = {one->is_feature, one->key, one->layer, one->rule};
    uint32_t right[] = {other->is_feature, other->key, other->layer, other->rule};
    for (int i = 0; i < 4; i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    return 0;
}

static int put_trigger(struct pack_builder *builder, uint32_t rule) {
    uint32_t *item = section_add(builder, &builder->sections[IMAGE_TRIGGERS]);
    if (item)
        *item = rule;
    return item ? 0 : NETRAL_ERROR_MEMORY;
}

/* Where the list that begins now is found from: the word, or the feature. */
static void point_at_list(struct pack_builder *builder, const struct pending_trigger *first, uint32_t list) {
    struct image_layer *layer = SECTION_ITEM(builder, IMAGE_LAYERS, struct image_layer, first->layer);
    if (first->is_feature) {
        *SECTION_ITEM(builder, IMAGE_FEATURE_TRIGGERS, uint32_t, first->layer * LIMIT_FEATURES + first->key) = list;
        features_add(&layer->triggers, first->key);
        return;
    }
    struct image_word *word = SECTION_ITEM(builder, IMAGE_WORDS, struct image_word, first->key);
    if (!word->triggers && section_add(builder, &builder->sections[IMAGE_TRIGGER_SETS]))
        word->triggers = (uint32_t)builder->sections[IMAGE_TRIGGER_SETS].count - 1;
    SECTION_ITEM(builder, IMAGE_TRIGGER_SETS, struct image_trigger_set, word->triggers)->lists[first->layer] = list;
}

static int same_list(const struct pending_trigger *a, const struct pending_trigger *b) {
    return a->is_feature == b->is_feature && a->key == b->key && a->layer == b->layer;
}

int builder_make_triggers(struct pack_builder *builder) {
    for (unsigned i = 0; i < LIMIT_LAYERS * LIMIT_FEATURES; i++)
        if (!section_add(builder, &builder->sections[IMAGE_FEATURE_TRIGGERS]) ||
            (i < LIMIT_LAYERS && !section_add(builder, &builder->sections[IMAGE_LAYERS])))
            return NETRAL_ERROR_MEMORY;
    struct pending_trigger *pending = builder->pending_triggers.items;
    size_t count = builder->pending_triggers.count;
    if (count)
        qsort(pending, count, sizeof *pending, by_key);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !same_list(&pending[i - 1], &pending[i]))
            point_at_list(builder, &pending[i], (uint32_t)builder->sections[IMAGE_TRIGGERS].count);
        SECTION_ITEM(builder, IMAGE_LAYERS, struct image_layer, pending[i].layer)->rule_count++;
        if (put_trigger(builder, pending[i].rule))
            return NETRAL_ERROR_MEMORY;
        if ((i + 1 == count || !same_list(&pending[i], &pending[i + 1])) && put_trigger(builder, UINT32_MAX))
            return NETRAL_ERROR_MEMORY;
    }
    return 0;
}
