/* What a rule demands of the text around its matches, in terms of what patterns can do.
 *
 * `left` becomes a part of the pattern that stands before the mention, so that its words may be triggers; `right` and `not-right`
 * become looking ahead. What may not stand before a match, `not-left`, cannot be looked at by a pattern that runs forward: it is
 * a pattern of its own, the guard, which is run over the tokens before a match and may not end where the match begins. */
#include <stdio.h>
#include <string.h>

#include "pack_build.h"

static size_t length_of(const char *text) {
    return text ? strlen(text) : 0;
}

int rule_has_context(const struct rule_definition *rule) {
    return rule->left || rule->right || rule->not_right;
}

const char *rule_pattern_in_context(struct pack_builder *builder, const struct rule_definition *rule) {
    if (!rule_has_context(rule))
        return rule->pattern;
    size_t size = length_of(rule->left) + strlen(rule->pattern) + length_of(rule->right) + length_of(rule->not_right) + 80;
    char *whole = arena_get(&builder->arena, size);
    if (!whole)
        return NULL;
    int used = rule->left ? snprintf(whole, size, "( %s ) (?<whole> (?<mention> %s ) )", rule->left, rule->pattern)
                          : snprintf(whole, size, "( %s )", rule->pattern);
    if (rule->right)
        used += snprintf(whole + used, size - (size_t)used, " (?= %s )", rule->right);
    if (rule->not_right)
        snprintf(whole + used, size - (size_t)used, " (?! %s )", rule->not_right);
    return whole;
}

const char *rule_guard_pattern(struct pack_builder *builder, const struct rule_definition *rule) {
    size_t size = strlen(rule->not_left) + 32;
    char *guard = arena_get(&builder->arena, size);
    if (guard)
        snprintf(guard, size, "( %s ) (?! {any} )", rule->not_left);
    return guard;
}
