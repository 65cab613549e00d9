/* A name may have several entries: a ministry that was founded twice, two villages. The first one whose years cover the
 * article's date is meant; where none does, the first of all, and the mention says so: an old name in a new article is still that
 * name. */
#include "entries.h"

#include <string.h>

#include "features.h"
#include "lookup.h"
#include "segment.h"

#define TIME_BYTES 40

/* Compares two times as far as both are told: 2014 and 2014-05-02 are the same. */
static int compare_times(const char *a, const char *b) {
    size_t left = strlen(a), right = strlen(b);
    return strncmp(a, b, left < right ? left : right);
}

/* The years of an entry: @from and @until, or @years=2014-2019, of which either may be missing. */
static void read_years(const netral_pack *pack, uint32_t entry, char *from, char *until) {
    char years[TIME_BYTES] = "";
    from[0] = until[0] = '\0';
    pack_attribute(pack, entry, "from", from, TIME_BYTES);
    pack_attribute(pack, entry, "until", until, TIME_BYTES);
    if (!pack_attribute(pack, entry, "years", years, sizeof years))
        return;
    char *hyphen = strchr(years, '-');
    strcpy(until, hyphen ? hyphen + 1 : years);
    if (hyphen)
        *hyphen = '\0';
    strcpy(from, years);
}

static int covers(const netral_pack *pack, uint32_t entry, const char *date) {
    char from[TIME_BYTES], until[TIME_BYTES];
    if (!date)
        return 1;
    read_years(pack, entry, from, until);
    return (!from[0] || compare_times(from, date) <= 0) && (!until[0] || compare_times(date, until) <= 0);
}

/* The entry that text[start, end) spells, 0 if none; `*is_valid` tells whether its years cover the article's date. */
static uint32_t find(netral_doc *doc, const struct image_rule *rule, const struct mention *mention, int *is_valid) {
    const netral_pack *pack = doc->pack;
    struct token_list *tokens = &doc->segment->tokens;
    uint32_t path[LIMIT_PHRASE_WORDS], first = 0;
    const struct image_node *node = &pack->nodes[lookup_node(pack, tokens, doc->text + mention->start, mention->end - mention->start, path)];
    *is_valid = 0;
    for (uint32_t i = 0; i < node->record_count; i++) {
        const struct image_record *record = &pack->records[node->record + i];
        uint32_t begin = pack->classes[record->class].begin;
        if (begin == UINT32_MAX || !features_has(&rule->classes, begin) ||
            !lookup_capitals_hold(tokens, path, pack->strings + record->levels))
            continue;
        first = first ? first : record->entry;
        *is_valid = covers(pack, record->entry, doc->date);
        if (*is_valid)
            return record->entry;
    }
    return first;
}

static int take_entry(netral_doc *doc, struct mention *mention, uint32_t entry, int norm_is_entry) {
    const netral_pack *pack = doc->pack;
    char kind[200] = "";
    mention->entry = pack_entry_id(pack, entry);
    if (!mention->entry && !norm_is_entry)
        return 0;
    if (mention->full == NO_MENTION && (norm_is_entry || !mention->norm))
        mention->norm = pack->strings + pack->entries[entry].canonical;
    if (mention->entry && pack_attribute(pack, entry, "kind", kind, sizeof kind)) {
        mention->kind = arena_string(&doc->arena, kind, strlen(kind));
        return mention->kind ? 0 : NETRAL_ERROR_MEMORY;
    }
    return 0;
}

int entry_resolve(netral_doc *doc, struct mention *mention) {
    const struct image_rule *rule = &doc->pack->rules[mention->rule];
    int is_valid;
    if (!features_share(&rule->classes, &rule->classes))
        return 0;
    uint32_t entry = find(doc, rule, mention, &is_valid);
    if (!entry)
        return 0;
    int code = take_entry(doc, mention, entry, rule->norm_is_entry != 0);
    if (code == 0 && !is_valid && !mention->check && (mention->entry || rule->norm_is_entry))
        mention->check = "years";
    return code;
}
