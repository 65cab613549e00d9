/* Types that nothing has found yet. A rule sees the mentions of lower layers alone: one that asks for a type which only its own layer
 * and those above find waits in vain, and nothing else would say so. Only what stands in the rule itself is asked; what is denied
 * (`!date`) is no matter. */
#include "lint.h"

static int is_found_below(const netral_pack *pack, uint32_t type, uint32_t layer) {
    for (uint32_t i = 0; i < pack->rule_count; i++)
        if (pack->rules[i].type == type && pack->rules[i].layer < layer)
            return 1;
    return 0;
}

static int program_asks(const netral_pack *pack, const struct image_rule *rule, uint32_t feature) {
    const struct image_step *step = pack->steps + rule->program;
    for (; rule->program && step->operation != STEP_MATCH; step++)
        if ((step->operation == STEP_FEATURE && step->argument == feature) ||
            (step->operation == STEP_TEST && features_has(&pack->tests[step->argument].wanted, feature)))
            return 1;
    return 0;
}

/* Whether the rule waits for tokens with the feature: the first of its group's answers says it. */
static int is_trigger(const netral_pack *pack, const struct image_rule *rule, uint32_t feature) {
    return (int)(pack_group_answer(pack, rule->seat / GROUP_RULES, feature)->answers[ANSWER_WAITS] >> rule->seat % GROUP_RULES & 1);
}

/* The first layer whose rules see mentions of the type; LIMIT_LAYERS when no rule finds any, or only the last layer's. */
static uint32_t layer_above(const netral_pack *pack, uint32_t type) {
    uint32_t layer = 0;
    while (layer < LIMIT_LAYERS && !is_found_below(pack, type, layer))
        layer++;
    return layer;
}

static void warn(const struct lint *lint, const struct image_rule *rule, uint32_t type) {
    const char *strings = lint->pack->strings, *name = strings + lint->pack->types[type].name;
    uint32_t layer = layer_above(lint->pack, type);
    if (layer < LIMIT_LAYERS)
        lint_rule(lint, rule, "unseen-type",
                  "rule %s asks for {%s}, but is in layer %u, where no %s is found yet: it needs \"layer: %u\" at least",
                  strings + rule->id, name, rule->layer, name, layer);
    else
        lint_rule(lint, rule, "unseen-type", "rule %s asks for {%s}, but no rule of a lower layer finds any", strings + rule->id, name);
}

static int asks(const netral_pack *pack, const struct image_rule *rule, uint32_t feature) {
    return is_trigger(pack, rule, feature) || program_asks(pack, rule, feature) ||
           (rule->guard && program_asks(pack, &pack->rules[rule->guard], feature));
}

void lint_layers(const struct lint *lint, uint32_t number) {
    const netral_pack *pack = lint->pack;
    const struct image_rule *rule = &pack->rules[number];
    for (uint32_t i = 0; i < pack->type_count; i++) {
        const struct image_type *type = &pack->types[i];
        int is_asked = asks(pack, rule, type->begin) || (type->last < LIMIT_FEATURES && asks(pack, rule, type->last));
        if (is_asked && !is_found_below(pack, i, rule->layer))
            warn(lint, rule, i);
    }
}
