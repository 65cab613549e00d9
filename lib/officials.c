/* Links are gathered by person (by the name's normal form), each office kept once in its fullest wording, and the degrees
 * taken from the fullest place where the name stands with some. */
#include "officials.h"

#include <stdlib.h>
#include <string.h>

#include "norm_position.h"
#include "unicode.h"

#define SMALL_ARTICLE 32

/* Links grouped by person: sorted by the name's number, then by the position's place. */
struct tied {
    uint32_t name, position, person;
};

static int by_name(const void *a, const void *b) {
    const struct tied *one = a, *other = b;
    if (one->name != other->name)
        return one->name < other->name ? -1 : 1;
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

/* How much an office says, written out; an acting marker counts. */
static size_t fullness(const netral_doc *doc, const struct mention *office) {
    const struct facts *facts = mention_facts(doc, office);
    return interned_length(&doc->strings, office->norm) + (facts && facts->acting);
}

/* Of equals the one that writes more out itself, but no headline's capitals. */
static int is_fuller(const netral_doc *doc, const struct mention *office, const struct mention *known) {
    size_t length = fullness(doc, office), known_length = fullness(doc, known);
    if (length != known_length)
        return length > known_length;
    return office->end - office->start > known->end - known->start && has_small_letter(doc, office);
}

static void add_office(const netral_doc *doc, struct official *official, uint32_t position) {
    const struct mention *office = &doc->mentions[position];
    for (size_t i = 0; i < official->position_count; i++) {
        const struct mention *known = &doc->mentions[official->positions[i]];
        if (!position_same_office(doc, known, office))
            continue;
        if (is_fuller(doc, office, known))
            official->positions[i] = position;
        return;
    }
    official->positions[official->position_count++] = position;
}

/* ---- Degrees ------------------------------------------------------------------------------------------------------- */

static int is_between_degrees(char c) {
    return c == ',' || ascii_is_space(c);
}

/* The end of the degree at `at`. It may hold a space (`M. Si`): a piece that is one letter and a full stop goes on. */
static size_t degree_end(const char *text, size_t at, size_t end) {
    size_t stop = at;
    while (stop < end && text[stop] != ',' && !(ascii_is_space(text[stop]) && !(stop - at == 2 && text[stop - 1] == '.')))
        stop++;
    return stop;
}

/* Splits a part at commas and spaces between degrees: `S.Kom., MMSI`. */
static int split_degrees(netral_doc *doc, const struct part *part, const char ***degrees, size_t *count) {
    const char *text = doc->text;
    size_t start = part->start, end = part_end(part), room = 1;
    if (end < doc->length && text[end] == '.' && text[end - 1] != '.')
        end++; /* the last degree's own full stop */
    for (size_t i = start; i < end; i++)
        room += (size_t)is_between_degrees(text[i]);
    *degrees = arena_get(&doc->arena, room * sizeof **degrees);
    *count = 0;
    if (!*degrees)
        return NETRAL_ERROR_MEMORY;
    for (size_t at = start, stop; at < end; at = stop + 1) {
        stop = degree_end(text, at, end);
        uint32_t degree = stop > at ? document_plain(doc, at, stop) : 0;
        if (stop > at && !degree)
            return NETRAL_ERROR_MEMORY;
        if (degree)
            (*degrees)[(*count)++] = interned_text(&doc->strings, degree);
        while (stop + 1 < end && is_between_degrees(text[stop + 1]))
            stop++;
    }
    return 0;
}

static int take_degrees(netral_doc *doc, struct official *official, const struct mention *mention) {
    const struct part *prefix = mention_part(doc, mention, PART_PREFIX), *suffix = mention_part(doc, mention, PART_SUFFIX);
    int code = 0;
    if (prefix && official->prefix_count == 0)
        code = split_degrees(doc, prefix, &official->prefix, &official->prefix_count);
    if (suffix && official->suffix_count == 0 && code == 0)
        code = split_degrees(doc, suffix, &official->suffix, &official->suffix_count);
    return code;
}

static int has_degrees(const netral_doc *doc, const struct mention *mention) {
    const struct part *part = mention->parts ? &doc->parts[mention->parts - 1] : NULL;
    while (part && part->name != PART_PREFIX && part->name != PART_SUFFIX)
        part = part->is_last ? NULL : part + 1;
    return part != NULL;
}

/* Degrees may stand at another mention of the name than the one beside the office. By the name's number: the first mention with
 * degrees, plus one. */
static uint32_t *index_degrees(netral_doc *doc) {
    uint32_t *first = arena_numbers(&doc->scratch, doc->strings.count + 1);
    if (!document_has_part(doc, PART_PREFIX) && !document_has_part(doc, PART_SUFFIX))
        return first;
    for (uint32_t i = mention_next(doc, SET_PERSONS, 0); first && i < doc->mention_count; i = mention_next(doc, SET_PERSONS, i + 1)) {
        const struct mention *mention = &doc->mentions[i];
        if (!first[mention->norm] && has_degrees(doc, mention))
            first[mention->norm] = i + 1;
    }
    return first;
}

/* ---- Records ------------------------------------------------------------------------------------------------------- */

static int finish_record(netral_doc *doc, uint32_t elsewhere, struct official *official) {
    const struct mention *held = &doc->mentions[official->positions[0]];
    if (held->other != NO_MENTION)
        official->institution = interned_text(&doc->strings, doc->mentions[held->other].norm);
    return elsewhere ? take_degrees(doc, official, &doc->mentions[elsewhere - 1]) : 0;
}

static int is_variant(const netral_doc *doc, const struct mention *mention) {
    const struct facts *facts = mention_facts(doc, mention);
    return facts && facts->variant;
}

/* The mention that shows the name in full and in its own spelling, among those beside offices. */
static void choose_mention(const netral_doc *doc, struct official *official, uint32_t person) {
    const struct mention *known = &doc->mentions[official->person], *other = &doc->mentions[person];
    int is_longer = other->end - other->start > known->end - known->start;
    int known_varies = is_variant(doc, known), other_varies = is_variant(doc, other);
    if (known_varies ? !other_varies || is_longer : !other_varies && is_longer)
        official->person = person;
}

static int make_record(netral_doc *doc, const uint32_t *degrees, const struct tied *tied, size_t count) {
    if (memory_reserve(&doc->allocator, &doc->officials, &doc->official_capacity, doc->official_count + 1, sizeof *doc->officials))
        return NETRAL_ERROR_MEMORY;
    struct official official = {.person = tied[0].person, .name = interned_text(&doc->strings, tied[0].name)};
    official.positions = arena_get(&doc->arena, count * sizeof *official.positions);
    if (!official.positions)
        return NETRAL_ERROR_MEMORY;
    int code = 0;
    for (size_t i = 0; i < count && code == 0; i++) {
        add_office(doc, &official, tied[i].position);
        choose_mention(doc, &official, tied[i].person);
        code = take_degrees(doc, &official, &doc->mentions[tied[i].person]);
    }
    code = code ? code : finish_record(doc, degrees[tied[0].name], &official);
    doc->officials[doc->official_count++] = official;
    return code;
}

static int by_person(const void *a, const void *b) {
    const struct official *one = a, *other = b;
    return one->person < other->person ? -1 : one->person > other->person;
}

/* An article has a few ties, most of them in order. */
static void sort_tied(struct tied *tied, size_t count) {
    if (count > SMALL_ARTICLE) {
        qsort(tied, count, sizeof *tied, by_name);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        struct tied moved = tied[i];
        size_t at = i;
        for (; at > 0 && by_name(&tied[at - 1], &moved) > 0; at--)
            tied[at] = tied[at - 1];
        tied[at] = moved;
    }
}

static int are_in_order(const netral_doc *doc) {
    size_t i = 1;
    while (i < doc->official_count && doc->officials[i - 1].person < doc->officials[i].person)
        i++;
    return i >= doc->official_count;
}

static int make_records(netral_doc *doc, struct tied *tied, size_t count, const uint32_t *degrees) {
    int code = 0;
    sort_tied(tied, count);
    for (size_t first = 0, end; first < count && code == 0; first = end) {
        for (end = first + 1; end < count && tied[end].name == tied[first].name;)
            end++;
        code = make_record(doc, degrees, tied + first, end - first);
    }
    if (!are_in_order(doc))
        qsort(doc->officials, doc->official_count, sizeof *doc->officials, by_person);
    return code;
}

int officials_make(netral_doc *doc) {
    size_t count = doc->link_count;
    if (count == 0)
        return 0;
    struct tied *tied = arena_get(&doc->scratch, count * sizeof *tied);
    uint32_t *degrees = index_degrees(doc);
    for (size_t i = 0; tied && degrees && i < count; i++)
        tied[i] = (struct tied){doc->mentions[doc->links[i].person].norm, doc->links[i].position, doc->links[i].person};
    int code = tied && degrees ? make_records(doc, tied, count, degrees) : NETRAL_ERROR_MEMORY;
    arena_reset(&doc->scratch);
    return code;
}
