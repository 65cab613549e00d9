/* Names are compared here, once; so is what a part spells, while the tokens are at hand that the look-up has numbered. */
#include "parts.h"

#include <string.h>

#include "entries.h"

/* In the order of the letters; parts whose entry in the lexicon is asked for are phrases. */
static const struct {
    const char *text;
    uint8_t name, is_phrase;
} names[] = {
    {"acting", PART_ACTING, 1},      {"day", PART_DAY, 0},            {"day2", PART_DAY2, 0},          {"every", PART_EVERY, 0},
    {"iso", PART_ISO, 0},            {"issuer", PART_ISSUER, 1},      {"month", PART_MONTH, 1},        {"month2", PART_MONTH2, 1},
    {"next", PART_NEXT, 0},          {"number", PART_NUMBER, 0},      {"number2", PART_NUMBER2, 0},    {"number3", PART_NUMBER3, 0},
    {"number4", PART_NUMBER4, 0},    {"number5", PART_NUMBER5, 0},    {"office", PART_OFFICE, 0},      {"old", PART_OLD, 0},
    {"oldtype", PART_OLDTYPE, 1},    {"past", PART_PAST, 0},          {"pin", PART_PIN, 0},            {"pin2", PART_PIN2, 0},
    {"prefix", PART_PREFIX, 0},      {"quarter", PART_QUARTER, 1},    {"relative", PART_RELATIVE, 1},  {"semester", PART_SEMESTER, 1},
    {"suffix", PART_SUFFIX, 0},      {"time", PART_TIME, 0},          {"time2", PART_TIME2, 0},        {"title", PART_TITLE, 1},
    {"topic", PART_TOPIC, 1},        {"type", PART_TYPE, 1},          {"week", PART_WEEK, 1},          {"weekday", PART_WEEKDAY, 1},
    {"year", PART_YEAR, 0},          {"year2", PART_YEAR2, 0},        {"year3", PART_YEAR3, 0},        {"year4", PART_YEAR4, 0},
    {"year5", PART_YEAR5, 0},
};
#define NAMES (sizeof names / sizeof *names)

/* The place of a name among `names`, NAMES if it is none. */
static size_t place_of(const char *text) {
    size_t low = 0, high = NAMES;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = text[0] - names[middle].text[0];
        order = order ? order : strcmp(text, names[middle].text);
        if (order == 0)
            return middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NAMES;
}

static int keep(netral_doc *doc, const struct segment *segment, const struct candidate_part *part, size_t place) {
    uint32_t start = segment_token(segment, part->first)->start, end = segment_token(segment, part->end - 1)->end;
    uint32_t node = names[place].is_phrase ? entries_node(doc->pack, segment, part->first, part->end) : 0;
    if (memory_reserve(&doc->allocator, &doc->parts, &doc->part_capacity, doc->part_count + 1, sizeof *doc->parts))
        return NETRAL_ERROR_MEMORY;
    doc->parts[doc->part_count++] = (struct part){start, node, (uint16_t)(end - start), names[place].name, 0};
    return 0;
}

int parts_keep(netral_doc *doc, const struct segment *segment, const struct candidate *candidate, struct kept_parts *kept) {
    size_t before = doc->part_count;
    *kept = (struct kept_parts){0, candidate->first};
    for (uint32_t i = 0; i < candidate->part_count; i++) {
        const struct candidate_part *part = &segment->parts[candidate->part + i];
        size_t place = place_of(part->name);
        if (place == NAMES)
            continue;
        if (names[place].name == PART_OFFICE)
            kept->core = part->first < candidate->end ? part->first : kept->core;
        else if (keep(doc, segment, part, place))
            return NETRAL_ERROR_MEMORY;
    }
    if (doc->part_count > before) {
        doc->parts[doc->part_count - 1].is_last = 1;
        kept->parts = (uint32_t)before + 1;
    }
    return 0;
}

int parts_tell(netral_doc *doc, const struct segment *segment, const struct candidate *candidate, struct mention *mention) {
    struct facts *facts = mention_make_facts(doc, mention);
    if (!facts || memory_reserve(&doc->allocator, &doc->told, &doc->told_capacity, doc->told_count + 1, sizeof *doc->told) ||
        memory_reserve(&doc->allocator, &doc->told_parts, &doc->told_part_capacity, doc->told_part_count + candidate->part_count,
                       sizeof *doc->told_parts))
        return NETRAL_ERROR_MEMORY;
    doc->told[doc->told_count++] = (struct told){(uint32_t)doc->told_part_count, candidate->part_count, NULL, 0};
    facts->told = (uint32_t)doc->told_count;
    for (uint32_t i = 0; i < candidate->part_count; i++) {
        const struct candidate_part *part = &segment->parts[candidate->part + i];
        doc->told_parts[doc->told_part_count++] = (struct told_part){part->name, segment_token(segment, part->first)->start,
                                                                     segment_token(segment, part->end - 1)->end};
    }
    return 0;
}
