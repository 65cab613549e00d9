/* Giving warnings. See lint.h. */
#include "lint.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int is_allowed(const netral_pack *pack, const struct image_rule *rule, const char *name) {
    size_t length = strlen(name);
    for (const char *at = pack->strings + rule->allowed; *at; at += strcspn(at, "\n"), at += *at == '\n')
        if (strncmp(at, name, length) == 0 && at[length] == '\n')
            return 1;
    return 0;
}

static void give(const struct lint *lint, struct place place, const char *rule, const char *name, const char *format, va_list arguments) {
    char text[600];
    vsnprintf(text, sizeof text, format, arguments);
    netral_diagnostic diagnostic = {name, place.file ? place.file : "", place.line, place.column, rule, text};
    lint->report(lint->context, &diagnostic);
}

void lint_rule(const struct lint *lint, const struct image_rule *rule, const char *name, const char *format, ...) {
    const char *strings = lint->pack->strings;
    struct place place = {strings + rule->file, (int)rule->line, (int)rule->column};
    if (is_allowed(lint->pack, rule, name))
        return;
    va_list arguments;
    va_start(arguments, format);
    give(lint, place, strings + rule->id, name, format, arguments);
    va_end(arguments);
}

void lint_place(const struct lint *lint, struct place place, const char *name, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    give(lint, place, NULL, name, format, arguments);
    va_end(arguments);
}

int lint_shapes_exclude(const struct features *features) {
    static const enum feature_shape pairs[][2] = {
        {FEATURE_CAP, FEATURE_LOWER}, {FEATURE_UPPER, FEATURE_LOWER}, {FEATURE_CAP, FEATURE_NUMBER},   {FEATURE_LOWER, FEATURE_NUMBER},
        {FEATURE_CAP, FEATURE_MARK},  {FEATURE_LOWER, FEATURE_MARK},  {FEATURE_WORD, FEATURE_NUMBER},  {FEATURE_WORD, FEATURE_MARK},
        {FEATURE_YEAR, FEATURE_SHORT}, {FEATURE_NUMBER, FEATURE_MARK}, {FEATURE_INITIAL, FEATURE_LOWER}, {FEATURE_YEAR, FEATURE_WORD}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (features_has(features, pairs[i][0]) && features_has(features, pairs[i][1]))
            return 1;
    return 0;
}

/* The words' own combinations of classes are few hundred, and all are known. */
static int classes_agree(const netral_pack *pack, const struct features *features) {
    struct features classes = {{0}};
    unsigned count = 0;
    for (uint32_t i = 0; i < pack->class_count; i++)
        if (pack->classes[i].begin != UINT32_MAX && features_has(features, pack->classes[i].begin)) {
            features_add(&classes, pack->classes[i].begin);
            count++;
        }
    for (uint32_t i = 0; i < pack->alone_count && count > 1; i++)
        if (features_cover(&pack->alone[i].by_level[2], &classes))
            return 1;
    return count < 2;
}

static int set_agrees(const netral_pack *pack, uint32_t set, const struct features *features) {
    int is_set = 0;
    for (uint32_t i = 0; i < pack->set_count; i++) {
        const struct image_term *term = &pack->sets[i];
        struct features both = *features;
        if (term->feature != set)
            continue;
        is_set = 1;
        features_merge(&both, &term->wanted);
        if (!features_share(&term->unwanted, features) && !lint_shapes_exclude(&both) && classes_agree(pack, &both))
            return 1;
    }
    return !is_set;
}

/* The set that is made of one conjunction: what it wants, every token in it has. Later sets are made of earlier ones. */
static void add_wanted(const netral_pack *pack, struct features *features) {
    for (uint32_t i = pack->set_count; i-- > 0;) {
        const struct image_term *term = &pack->sets[i];
        int is_only = (i == 0 || term[-1].feature != term->feature) && (i + 1 == pack->set_count || term[1].feature != term->feature);
        if (is_only && features_has(features, term->feature))
            features_merge(features, &term->wanted);
    }
}

/* Whether some word that begins with a digit has the class that begins with a feature. */
static int has_number(const netral_pack *pack, uint32_t begin) {
    for (uint32_t i = 1; i < pack->word_count; i++) {
        const char *form = pack->strings + pack->words[i].form;
        if (*form >= '0' && *form <= '9' && features_has(&pack->alone[pack->words[i].alone].by_level[2], begin))
            return 1;
    }
    return 0;
}

static int numbers_agree(const netral_pack *pack, const struct features *features) {
    int good = 1;
    for (uint32_t i = 0; i < pack->class_count && good && features_has(features, FEATURE_NUMBER); i++) {
        uint32_t begin = pack->classes[i].begin;
        good = begin == UINT32_MAX || !features_has(features, begin) || has_number(pack, begin);
    }
    return good;
}

void lint_add_implied(const struct lint *lint, struct features *features) {
    static const enum feature_shape implied[][2] = {{FEATURE_UPPER, FEATURE_CAP},   {FEATURE_INITIAL, FEATURE_CAP},
                                                    {FEATURE_CAP, FEATURE_WORD},    {FEATURE_LOWER, FEATURE_WORD},
                                                    {FEATURE_YEAR, FEATURE_NUMBER}, {FEATURE_SHORT, FEATURE_NUMBER}};
    add_wanted(lint->pack, features);
    for (size_t i = 0; i < sizeof implied / sizeof *implied; i++)
        if (features_has(features, implied[i][0]))
            features_add(features, implied[i][1]);
}

int lint_may_be_token(const struct lint *lint, const struct features *features) {
    if (lint_shapes_exclude(features) || !classes_agree(lint->pack, features) || !numbers_agree(lint->pack, features))
        return 0;
    for (uint32_t feature = FEATURE_SHAPES; feature < LIMIT_FEATURES; feature++)
        if (features_has(features, feature) && !set_agrees(lint->pack, feature, features))
            return 0;
    return 1;
}
