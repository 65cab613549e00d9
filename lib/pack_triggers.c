/* Triggers: the words and features at which rules are tried, noted here, turned round in pack_seats.c. */
#include <string.h>

#include "pack_build.h"
#include "tokens.h"

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
        code = error_at(builder->error, NETRAL_ERROR_RULE, "trigger", rule->trigger_place,
                        "trigger \"%s\" is not one word: give one of its words, and \"back\" if others stand before it", trigger);
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
