/* Running a pack's examples. A yes example is a text in which [ and ] mark what the rule must find, optionally followed by
 * ` => ` and the normal form; a no example is a text in which the rule must find nothing. Each runs through the whole pack, as
 * a text of its own, so that what holds here holds in articles. */
#include "pack_test.h"

#include <stdio.h>
#include <string.h>

#include "document.h"
#include "pack.h"

int pack_example_parse(const char *text, int is_yes, struct pack_example *example) {
    const char *arrow = is_yes ? strstr(text, " => ") : NULL, *end = arrow ? arrow : text + strlen(text);
    if ((size_t)(end - text) >= sizeof example->text)
        return 0;
    example->norm = arrow ? arrow + 4 : NULL;
    example->length = example->start = example->end = 0;
    for (const char *at = text; at < end; at++) {
        if (is_yes && *at == '[')
            example->start = example->length;
        else if (is_yes && *at == ']')
            example->end = example->length;
        else
            example->text[example->length++] = *at;
    }
    return 1;
}

static void check_yes(const netral_doc *doc, const struct pack_example *example, const char *type, char *message, size_t size) {
    netral_mention mention;
    snprintf(message, size, "found nothing of type %s at the brackets", type);
    for (size_t i = 0; netral_doc_mention(doc, i, &mention) == 0; i++) {
        if (strcmp(mention.type, type) != 0 || mention.start >= example->end || mention.end <= example->start)
            continue;
        if (mention.start != example->start || mention.end != example->end)
            snprintf(message, size, "found \"%.*s\" by %s", (int)(mention.end - mention.start), example->text + mention.start,
                     mention.rule);
        else if (strcmp(mention.rule, example->id) != 0)
            snprintf(message, size, "found by %s", mention.rule);
        else if (example->norm && strcmp(mention.norm, example->norm) != 0)
            snprintf(message, size, "found with the normal form \"%s\"", mention.norm);
        else
            message[0] = '\0';
        return;
    }
}

static void check_no(const netral_doc *doc, const struct pack_example *example, char *message, size_t size) {
    netral_mention mention;
    for (size_t i = 0; netral_doc_mention(doc, i, &mention) == 0; i++)
        if (strcmp(mention.rule, example->id) == 0)
            snprintf(message, size, "found \"%.*s\"", (int)(mention.end - mention.start), example->text + mention.start);
}

static int run_example(netral_doc *doc, const netral_rule *rule, const struct image_example *made, netral_example_report *report,
                       void *context, netral_error *error) {
    const char *text = doc->pack->strings + made->text;
    struct pack_example example = {.id = rule->id};
    char message[400] = "the example is too long";
    if (pack_example_parse(text, (int)made->is_yes, &example)) {
        int code = netral_doc_extract(doc, example.text, example.length, NULL, error);
        if (code)
            return code;
        message[0] = '\0';
        if (made->is_yes)
            check_yes(doc, &example, rule->type, message, sizeof message);
        else
            check_no(doc, &example, message, sizeof message);
    }
    report(context, rule, text, (int)made->line, message[0] == '\0', message);
    return 0;
}

int netral_pack_test(const netral_pack *pack, netral_example_report *report, void *context, netral_error *error) {
    netral_doc *doc;
    if (!pack || !report)
        return error_set(error, NETRAL_ERROR_ARGUMENT, "argument", "netral_pack_test: pack or report is NULL");
    int code = netral_doc_new(pack, &pack->allocator, &doc, error);
    for (uint32_t i = 0; i < pack->rule_count && code == 0; i++) {
        const struct image_rule *made = &pack->rules[i];
        netral_rule rule;
        netral_pack_rule(pack, i, &rule);
        for (uint32_t j = 0; j < made->example_count && code == 0; j++)
            code = run_example(doc, &rule, &pack->examples[made->example + j], report, context, error);
    }
    netral_doc_free(doc);
    return code;
}
