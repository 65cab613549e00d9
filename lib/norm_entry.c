/* A name may have several entries: a ministry that was founded twice, two villages. The first one whose years cover the
 * article's date is meant; where none does, the first of all, and the mention says so: an old name in a new article is still that
 * name. */
#include "norm_entry.h"

#include <string.h>

#include "entries.h"
#include "features.h"

#define TIME_BYTES 40

/* ---- Years --------------------------------------------------------------------------------------------------------- */

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

/* ---- Finding ------------------------------------------------------------------------------------------------------- */

/* The capitals of tokens [first, end), two bits a word of the phrase: signs inside it do not count. */
static uint64_t capitals_of(const struct segment *segment, uint32_t first, uint32_t end) {
    uint64_t capitals = 0;
    unsigned words = 0;
    for (uint32_t i = first; i < end && words < LIMIT_PHRASE_WORDS; i++) {
        char sign = *segment_form(segment, i);
        if (i > first && segment_token(segment, i)->form_length == 1 && (sign == '.' || sign == ','))
            continue;
        capitals |= (uint64_t)token_level(segment_token(segment, i)) << 2 * words++;
    }
    return capitals;
}

static int has_capitals(uint64_t capitals, const char *levels) {
    for (unsigned i = 0; levels[i]; i++)
        if ((int)(capitals >> 2 * i & 3) < levels[i] - '0')
            return 0;
    return 1;
}

/* The entry that is meant among those at the node, 0 if none is of the rule's classes. */
static uint32_t choose(const netral_doc *doc, const struct image_rule *rule, const struct spelt_entry *spelt, int *is_valid) {
    const netral_pack *pack = doc->pack;
    const struct image_node *node = &pack->nodes[spelt->node];
    uint32_t first = 0;
    *is_valid = 0;
    for (uint32_t i = 0; i < node->record_count; i++) {
        const struct image_record *record = &pack->records[node->record + i];
        uint32_t begin = pack->classes[record->class].begin;
        if (begin == UINT32_MAX || !features_has(&rule->classes, begin) ||
            !has_capitals(spelt->capitals, pack->levels + record->levels))
            continue;
        first = first ? first : record->entry;
        *is_valid = covers(pack, record->entry, doc->date);
        if (*is_valid)
            return record->entry;
    }
    return first;
}

uint32_t entry_meant(const netral_doc *doc, uint32_t node, uint32_t class) {
    const netral_pack *pack = doc->pack;
    const struct image_record *records = pack->records + pack->nodes[node].record;
    uint32_t first = 0;
    for (uint32_t i = 0; node && i < pack->nodes[node].record_count; i++) {
        if (records[i].class != class)
            continue;
        if (covers(pack, records[i].entry, doc->date))
            return records[i].entry;
        first = first ? first : records[i].entry;
    }
    return first;
}

static uint32_t canonical_of(netral_doc *doc, uint32_t entry) {
    const char *canonical = doc->pack->strings + doc->pack->entries[entry].canonical;
    return interned_number(&doc->strings, canonical, strlen(canonical));
}

/* Remembers what the mention spells. Returns its place plus one, 0 when memory ran out. */
static uint32_t note(netral_doc *doc, struct mention *mention, struct spelt_entry spelt) {
    struct facts *facts = mention_make_facts(doc, mention);
    if (!facts || memory_reserve(&doc->allocator, &doc->spelt, &doc->spelt_capacity, doc->spelt_count + 1, sizeof *doc->spelt))
        return 0;
    doc->spelt[doc->spelt_count++] = spelt;
    return facts->entry = (uint32_t)doc->spelt_count;
}

/* The node that exactly these tokens spell, with mistakes if the rule bears them. */
static uint32_t node_of(const netral_doc *doc, const struct segment *segment, const struct placed_mention *placed,
                        const struct image_rule *rule, uint8_t *is_misspelt) {
    const netral_pack *pack = doc->pack;
    for (size_t i = 0; i < segment->misspelt_count && rule->spelling; i++) {
        const struct misspelt *misspelt = &segment->misspelt[i];
        uint32_t begin = pack->classes[pack->tolerances[misspelt->tolerance].class].begin;
        if (misspelt->first != placed->first || misspelt->end != placed->end || misspelt->edits > rule->spelling ||
            begin == UINT32_MAX || !features_has(&rule->classes, begin))
            continue;
        *is_misspelt = 1;
        return misspelt->node;
    }
    return entries_node(pack, segment, placed->first, placed->end);
}

int entry_find(netral_doc *doc, const struct segment *segment, const struct placed_mention *placed, struct mention *mention) {
    const struct image_rule *rule = &doc->pack->rules[mention->rule];
    int is_valid;
    if (!rule->has_classes)
        return 0;
    struct spelt_entry spelt = {.capitals = capitals_of(segment, placed->first, placed->end)};
    spelt.node = node_of(doc, segment, placed, rule, &spelt.is_misspelt);
    spelt.entry = choose(doc, rule, &spelt, &is_valid);
    if (!spelt.entry || (!pack_entry_id(doc->pack, spelt.entry) && !rule->norm_is_entry && !spelt.is_misspelt))
        return 0;
    return note(doc, mention, spelt) ? 0 : NETRAL_ERROR_MEMORY;
}

uint32_t entry_norm(netral_doc *doc, const struct mention *mention) {
    const struct facts *facts = mention_facts(doc, mention);
    return facts && facts->entry ? canonical_of(doc, doc->spelt[facts->entry - 1].entry) : 0;
}

/* ---- Settling ------------------------------------------------------------------------------------------------------ */

static int settle(netral_doc *doc, struct mention *mention, struct spelt_entry *spelt) {
    const struct image_rule *rule = &doc->pack->rules[mention->rule];
    char kind[200] = "";
    int is_valid;
    uint32_t entry = choose(doc, rule, spelt, &is_valid), before = canonical_of(doc, spelt->entry);
    spelt->is_out_of_years = !is_valid;
    spelt->id = pack_entry_id(doc->pack, entry);
    if (rule->norm_is_entry || mention->norm == before)
        mention->norm = canonical_of(doc, entry);
    spelt->entry = entry;
    if (before == 0 || mention->norm == 0)
        return NETRAL_ERROR_MEMORY;
    if (spelt->id && pack_attribute(doc->pack, entry, "kind", kind, sizeof kind))
        spelt->kind = arena_string(&doc->arena, kind, strlen(kind));
    return kind[0] && !spelt->kind ? NETRAL_ERROR_MEMORY : 0;
}

int entries_settle(netral_doc *doc) {
    int code = 0;
    for (size_t i = 0; i < doc->mention_count && doc->spelt_count && code == 0; i++) {
        const struct facts *facts = mention_facts(doc, &doc->mentions[i]);
        if (facts && facts->entry)
            code = settle(doc, &doc->mentions[i], &doc->spelt[facts->entry - 1]);
    }
    return code;
}
