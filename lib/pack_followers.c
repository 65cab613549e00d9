/* What can stand right behind the trigger of a rule. Where every match goes over a trigger in a place of the pattern that asks for it by
 * its name, the rule need not be tried for one behind which nothing stands that could follow there: neither from it on nor from a token
 * before it. Most rules that wait for a kind of law fail so, whatever pinpoint stands before it. */
#include <string.h>

#include "beginnings.h"
#include "pack_build.h"
#include "program_walk.h"

struct following {
    const struct pack_builder *builder;
    struct asked_facts facts;
    const struct image_step *steps;
    const struct pending_trigger *triggers; /* of the rule; they stand in the order of rules */
    size_t trigger_count;
    struct step_set before, behind;
};

static int asks_for(const struct following *following, const struct image_step *step, const struct pending_trigger *trigger) {
    switch (step->operation) {
    case STEP_FEATURE: return trigger->is_feature && step->argument == trigger->key;
    case STEP_TEST: return trigger->is_feature && features_has(&following->facts.tests[step->argument].wanted, trigger->key);
    case STEP_WORD: return !trigger->is_feature && following->facts.words[step->argument] == trigger->key;
    default: return 0;
    }
}

static int is_trigger(const struct following *following, const struct image_step *step) {
    for (size_t i = 0; i < following->trigger_count; i++)
        if (asks_for(following, step, &following->triggers[i]))
            return 1;
    return 0;
}

/* Goes through the program up to the first triggers of matches, which are those that a match is found by. Where it can end before it comes
 * to one, anything may stand behind a trigger. */
static void find_behind(struct following *following, struct description *found) {
    const struct image_step *steps = following->steps;
    struct step_set *before = &following->before, *behind = &following->behind;
    step_set_reach(steps, before, 0);
    for (uint32_t i = 0; i < before->count; i++) {
        uint32_t at = before->items[i];
        found->any |= steps[at].operation == STEP_MATCH;
        if (step_takes_token(steps[at].operation))
            step_set_reach(steps, is_trigger(following, &steps[at]) ? behind : before, at + 1);
    }
    for (uint32_t i = 0; i < behind->count; i++)
        description_add(&steps[behind->items[i]], &following->facts, 0, found);
    found->any |= found->ends;
    step_set_clear(before);
    step_set_clear(behind);
}

/* Goes on to the triggers of the next rule. */
static void take_triggers(struct following *following, uint32_t rule) {
    const struct section *pending = &following->builder->pending_triggers;
    const struct pending_trigger *end = (const struct pending_trigger *)pending->items + pending->count;
    const struct pending_trigger *first = following->triggers + following->trigger_count;
    while (first < end && first->rule < rule)
        first++;
    following->triggers = first;
    for (following->trigger_count = 0; first < end && first->rule == rule; first++)
        following->trigger_count++;
}

static void find_follower(struct following *following, uint32_t rule, struct description *found) {
    const struct image_rule *made = SECTION_ITEM(following->builder, IMAGE_RULES, struct image_rule, rule);
    following->steps = (const struct image_step *)following->builder->sections[IMAGE_STEPS].items + made->program;
    *found = (struct description){.any = !made->program};
    take_triggers(following, rule);
    if (made->program)
        find_behind(following, found);
}

int builder_find_followers(struct pack_builder *builder) {
    struct following *following = memory_resize(&builder->allocator, NULL, 0, sizeof *following);
    if (!following)
        return error_memory(builder->error);
    memset(following, 0, sizeof *following);
    following->builder = builder;
    following->facts = builder_asked_facts(builder);
    following->triggers = builder->pending_triggers.items;
    struct rule_beginnings *beginnings = builder->beginnings.items;
    for (uint32_t rule = 0; rule < builder->sections[IMAGE_RULES].count; rule++)
        find_follower(following, rule, &beginnings[rule].behind);
    memory_resize(&builder->allocator, following, sizeof *following, 0);
    return 0;
}
