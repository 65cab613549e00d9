/* Links are gathered by person (by the name's normal form), each office kept once in its fullest wording, and the degrees
 * taken from the fullest place where the name stands with some. */
#include "officials.h"

#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "norm_position.h"

/* Links grouped by person: sorted by the name, then by the position's place. */
struct tied {
    const char *name;
    uint32_t person, position;
};

static int by_name(const void *a, const void *b) {
    const struct tied *one = a, *other = b;
    int order = strcmp(one->name, other->name);
    if (order)
        return order;
    if (one->position != other->position)
        return one->position < other->position ? -1 : 1;
    return one->person < other->person ? -1 : one->person > other->person;
}

/* ---- Offices ------------------------------------------------------------------------------------------------------- */

static int has_small_letter(const netral_doc *doc, const struct mention *mention) {
    size_t at = mention->start;
    while (at < mention->end && !(doc->text[at] >= 'a' && doc->text[at] <= 'z'))
        at++;
    return at < mention->end;
}

/* Measured written out; of equals the one that writes more out itself, but no headline's capitals. */
static int is_fuller(const netral_doc *doc, const struct mention *office, const struct mention *known) {
    size_t length = strlen(office->norm) + (office->acting != NULL), known_length = strlen(known->norm) + (known->acting != NULL);
    if (length != known_length)
        return length > known_length;
    return office->end - office->start > known->end - known->start && has_small_letter(doc, office);
}

static void add_office(const netral_doc *doc, struct official *official, uint32_t position) {
    const struct mention *office = &doc->mentions[position];
    for (size_t i = 0; i < official->position_count; i++) {
        const struct mention *known = &doc->mentions[official->positions[i]];
        if (!position_same_office(known, office))
            continue;
        if (is_fuller(doc, office, known))
            official->positions[i] = position;
        return;
    }
    official->positions[official->position_count++] = position;
}

/* ---- Degrees ------------------------------------------------------------------------------------------------------- */

/* Splits a part at commas and spaces between degrees: `S.Kom., MMSI`. A degree may hold a space (`M. Si`): a piece that is one
 * letter and a full stop goes on. */
static int split_degrees(netral_doc *doc, const struct part *part, const char ***degrees, size_t *count) {
    size_t start = part->start, end = part->end;
    if (end < doc->length && doc->text[end] == '.' && doc->text[end - 1] != '.')
        end++; /* the last degree's own full stop */
    *degrees = arena_get(&doc->arena, (end - start + 1) * sizeof **degrees);
    *count = 0;
    if (!*degrees)
        return NETRAL_ERROR_MEMORY;
    for (size_t at = start; at < end;) {
        size_t stop = at;
        while (stop < end && doc->text[stop] != ',' && !(doc->text[stop] == ' ' && !(stop - at == 2 && doc->text[stop - 1] == '.')))
            stop++;
        if (stop > at && !((*degrees)[*count] = document_plain(doc, at, stop)))
            return NETRAL_ERROR_MEMORY;
        *count += stop > at;
        at = stop + 1;
        while (at < end && (doc->text[at] == ' ' || doc->text[at] == ',' || doc->text[at] == '\n' || doc->text[at] == '\r'))
            at++;
    }
    return 0;
}

static int take_degrees(netral_doc *doc, struct official *official, const struct mention *mention) {
    const struct part *prefix = mention_part(mention, "prefix"), *suffix = mention_part(mention, "suffix");
    int code = 0;
    if (prefix && official->prefix_count == 0)
        code = split_degrees(doc, prefix, &official->prefix, &official->prefix_count);
    if (suffix && official->suffix_count == 0 && code == 0)
        code = split_degrees(doc, suffix, &official->suffix, &official->suffix_count);
    return code;
}

/* Degrees may stand at another mention of the name than the one beside the office. A table by name keeps this linear. */
struct degree_index {
    uint32_t *slots; /* mention plus one, by the norm's hash: the first with degrees */
    uint32_t mask;
};

static uint32_t *degree_slot(const netral_doc *doc, const struct degree_index *index, const char *norm) {
    uint32_t i = hash_bytes(norm, strlen(norm)) & index->mask;
    while (index->slots[i] && strcmp(doc->mentions[index->slots[i] - 1].norm, norm) != 0)
        i = (i + 1) & index->mask;
    return &index->slots[i];
}

static int index_degrees(netral_doc *doc, struct degree_index *index) {
    size_t slots = 16;
    while (slots < doc->mention_count * 2)
        slots *= 2;
    index->mask = (uint32_t)slots - 1;
    index->slots = arena_get(&doc->arena, slots * sizeof *index->slots);
    if (!index->slots)
        return NETRAL_ERROR_MEMORY;
    memset(index->slots, 0, slots * sizeof *index->slots);
    for (size_t i = 0; i < doc->mention_count; i++) {
        const struct mention *mention = &doc->mentions[i];
        if (!mention_part(mention, "suffix") && !mention_part(mention, "prefix"))
            continue;
        uint32_t *slot = degree_slot(doc, index, mention->norm);
        if (!*slot)
            *slot = (uint32_t)i + 1;
    }
    return 0;
}

/* ---- Records ------------------------------------------------------------------------------------------------------- */

static int finish_record(netral_doc *doc, const struct degree_index *degrees, struct official *official) {
    const struct mention *held = &doc->mentions[official->positions[0]];
    if (held->institution != NO_MENTION)
        official->institution = doc->mentions[held->institution].norm;
    uint32_t elsewhere = *degree_slot(doc, degrees, official->name);
    return elsewhere ? take_degrees(doc, official, &doc->mentions[elsewhere - 1]) : 0;
}

/* The mention that shows the name in full and in its own spelling, among those beside offices. */
static void choose_mention(const netral_doc *doc, struct official *official, uint32_t person) {
    const struct mention *known = &doc->mentions[official->person], *other = &doc->mentions[person];
    int is_longer = other->end - other->start > known->end - known->start;
    if (known->variant ? !other->variant || is_longer : !other->variant && is_longer)
        official->person = person;
}

static int make_record(netral_doc *doc, const struct degree_index *degrees, const struct tied *tied, size_t count) {
    if (memory_reserve(&doc->allocator, &doc->officials, &doc->official_capacity, doc->official_count + 1, sizeof *doc->officials))
        return NETRAL_ERROR_MEMORY;
    struct official official = {.person = tied[0].person, .name = tied[0].name};
    official.positions = arena_get(&doc->arena, count * sizeof *official.positions);
    if (!official.positions)
        return NETRAL_ERROR_MEMORY;
    int code = 0;
    for (size_t i = 0; i < count && code == 0; i++) {
        add_office(doc, &official, tied[i].position);
        choose_mention(doc, &official, tied[i].person);
        code = take_degrees(doc, &official, &doc->mentions[tied[i].person]);
    }
    code = code ? code : finish_record(doc, degrees, &official);
    doc->officials[doc->official_count++] = official;
    return code;
}

static int by_person(const void *a, const void *b) {
    const struct official *one = a, *other = b;
    return one->person < other->person ? -1 : one->person > other->person;
}

int officials_make(netral_doc *doc) {
    size_t count = doc->link_count;
    struct degree_index degrees;
    if (count == 0)
        return 0;
    struct tied *tied = arena_get(&doc->arena, count * sizeof *tied);
    if (!tied || index_degrees(doc, &degrees))
        return NETRAL_ERROR_MEMORY;
    for (size_t i = 0; i < count; i++)
        tied[i] = (struct tied){doc->mentions[doc->links[i].person].norm, doc->links[i].person, doc->links[i].position};
    qsort(tied, count, sizeof *tied, by_name);
    int code = 0;
    for (size_t first = 0, end; first < count && code == 0; first = end) {
        end = first + 1;
        while (end < count && strcmp(tied[end].name, tied[first].name) == 0)
            end++;
        code = make_record(doc, &degrees, tied + first, end - first);
    }
    if (doc->official_count > 1) /* with none there is no array to sort */
        qsort(doc->officials, doc->official_count, sizeof *doc->officials, by_person);
    return code;
}
