/* What a part spells is found here, while the tokens are at hand that the look-up has numbered. */
#include "parts.h"

#include "entries.h"

/* Parts whose entry in the lexicon is asked for are phrases. */
static const uint8_t is_phrase[PART_NAMES] = {
    [PART_ACTING] = 1,   [PART_ISSUER] = 1, [PART_MONTH] = 1,   [PART_MONTH2] = 1,  [PART_OLDTYPE] = 1, [PART_QUARTER] = 1,
    [PART_RELATIVE] = 1, [PART_SEMESTER] = 1, [PART_TITLE] = 1, [PART_TOPIC] = 1, [PART_TYPE] = 1,    [PART_WEEK] = 1,
    [PART_WEEKDAY] = 1,
};

/* There is room for it. */
static void keep(netral_doc *doc, const struct segment *segment, const struct candidate_part *part) {
    uint32_t start = segment_token(segment, part->first)->start, end = segment_token(segment, part->end - 1)->end;
    uint32_t node = is_phrase[part->part] ? entries_node(doc->pack, segment, part->first, part->end) : 0;
    doc->part_names |= (uint64_t)1 << part->part;
    doc->parts[doc->part_count++] = (struct part){start, node, (uint16_t)(end - start), (uint8_t)part->part, 0};
}

int parts_keep(netral_doc *doc, const struct segment *segment, const struct candidate *candidate, struct kept_parts *kept) {
    size_t before = doc->part_count;
    *kept = (struct kept_parts){0, candidate->first};
    if (memory_reserve(&doc->allocator, &doc->parts, &doc->part_capacity, before + candidate->part_count, sizeof *doc->parts))
        return NETRAL_ERROR_MEMORY;
    for (uint32_t i = 0; i < candidate->part_count; i++) {
        const struct candidate_part *part = &segment->parts[candidate->part + i];
        if (part->part == PART_OFFICE)
            kept->core = part->first < candidate->end ? part->first : kept->core;
        else if (part->part != PART_UNKNOWN)
            keep(doc, segment, part);
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
