/* Short names of laws change their meaning: until 30 October 2023 `UU ASN` was UU 5/2014, since then it is UU 20/2023. The lexicon
 * has an entry for each, `=UU 5/2014|ASN|@from=2014-01-15|@until=2023-10-30`; the article's date chooses. An article without a
 * date gets an answer only where there is but one, for a wrong number is worse than none. What the article itself says of a name
 * comes first (norm_definition.c). */
#include "norm_reference.h"

#include <stdlib.h>
#include <string.h>

#include "bits.h"
#include "entries.h"
#include "norm_definition.h"
#include "norm_pin.h"
#include "unicode.h"

static const char *string_of(const netral_doc *doc, uint32_t offset) {
    return doc->pack->strings + offset;
}

/* ---- Short names --------------------------------------------------------------------------------------------------- */

#define MEANINGS 16

/* The days on which the article may have been written: all of a year when only that is known, all days when nothing is. */
struct days {
    char first[16], last[16];
};

static struct days days_of(const char *date) {
    struct days days = {"0000-00-00", "9999-99-99"};
    if (!date || strlen(date) < 10)
        return days;
    memcpy(days.first, date, 10);
    memcpy(days.last, date, 10);
    if (strncmp(date + 5, "00", 2) == 0)
        memcpy(days.last + 5, "99", 2);
    if (strncmp(date + 8, "00", 2) == 0)
        memcpy(days.last + 8, "99", 2);
    return days;
}

/* ISO 8601 dates are in the order of their letters; one that says only the year stands before all of its days. */
static int may_mean(const netral_doc *doc, uint32_t entry, const struct days *days) {
    char from[16] = "", until[16] = "";
    pack_attribute(doc->pack, entry, "from", from, sizeof from);
    pack_attribute(doc->pack, entry, "until", until, sizeof until);
    return strcmp(from, days->last) <= 0 && (!until[0] || strcmp(days->first, until) <= 0);
}

/* The short type of the citation, "UU": a draft or a region's regulation on the same topic is another thing. "" where no list
 * knows the type. */
static const char *type_of(const netral_doc *doc, const struct part *type) {
    const char *kind = entries_canonical(doc->pack, type->node, doc->pack->known.instrument);
    return kind ? kind : "";
}

/* The one law among entries that may be meant, NULL if none or more than one. */
static const char *only_law(const netral_doc *doc, const uint32_t *entries, size_t count, const char *kind) {
    struct days days = days_of(doc->date);
    const char *found = NULL;
    for (size_t i = 0; i < count; i++) {
        const char *law = string_of(doc, doc->pack->entries[entries[i]].canonical);
        if ((kind && (strncmp(law, kind, strlen(kind)) != 0 || law[strlen(kind)] != ' ')) || !may_mean(doc, entries[i], &days))
            continue;
        if (found && strcmp(found, law) != 0) /* two packs may list one law */
            return NULL;
        found = law;
    }
    return found;
}

int reference_find(netral_doc *doc, const struct named_parts *parts, uint32_t *refers) {
    const struct part *type = parts->named[PART_TYPE], *name = parts->named[PART_TOPIC];
    uint32_t entries[MEANINGS];
    *refers = 0;
    if (!type || parts->named[PART_NUMBER] || parts->named[PART_ISSUER])
        return 0;
    if (!name)
        name = parts->named[PART_TITLE];
    int code = name ? definition_find(doc, type_of(doc, type), name, refers) : 0;
    if (*refers || code)
        return code;
    size_t count = entries_all(doc->pack, name ? name->node : type->node, doc->pack->known.data_law, entries, MEANINGS);
    const char *found = only_law(doc, entries, count, name ? type_of(doc, type) : NULL);
    if (found)
        *refers = interned_number(&doc->strings, found, strlen(found));
    return found && !*refers ? NETRAL_ERROR_MEMORY : 0;
}

/* ---- URIs ---------------------------------------------------------------------------------------------------------- */

static void put(struct address *out, const char *text, size_t length) {
    size_t room = sizeof out->bytes - 1 - out->used;
    length = length < room ? length : room;
    copy_name(out->bytes + out->used, text, length);
    out->used += length;
}

static void put_char(struct address *out, char c) {
    out->bytes[out->used] = c;
    out->used += out->used < sizeof out->bytes - 1;
}

static void put_text(struct address *out, const char *text) {
    put(out, text, strlen(text));
}

static int is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
}

/* Small letters, digits and full stops stay; whatever stands between them is one hyphen. Returns the length of what was written, `length`
 * at most. */
static size_t write_slug(char *slug, const char *text, size_t length) {
    size_t used = 0;
    int gap = 0;
    for (size_t i = 0; i < length; i++) {
        char c = ascii_small(text[i]);
        if (!is_plain(c)) {
            gap = used > 0;
            continue;
        }
        if (gap)
            slug[used++] = '-';
        slug[used++] = c;
        gap = 0;
    }
    return used;
}

static void put_slug(struct address *out, const char *text, size_t length) {
    size_t room = sizeof out->bytes - 1 - out->used;
    put_char(out, '/');
    if (room > 1)
        out->used += write_slug(out->bytes + out->used, text, length < room - 1 ? length : room - 1);
}

static int is_year(const char *text, size_t length) {
    size_t digits = 0;
    while (digits < length && text[digits] >= '0' && text[digits] <= '9')
        digits++;
    return length == 4 && digits == 4;
}

/* "act", or what the lexicon says of the kind: a ruling is a judgment. */
static void put_kind(netral_doc *doc, struct address *out, const char *type, size_t length) {
    char kind[32] = "act";
    uint32_t node = entries_remembered(doc, type, length);
    uint32_t entry = entries_first(doc->pack, node, doc->pack->known.instrument);
    if (entry)
        pack_attribute(doc->pack, entry, "akn", kind, sizeof kind);
    put_text(out, "/akn/id/");
    put_text(out, kind);
}

/* TYPE NUMBER/YEAR, or TYPE YEAR (UUD 1945). Returns whether there is enough to tell which one it is. */
static int put_instrument(netral_doc *doc, struct address *out, const char *name, size_t type) {
    const char *number = name + type;
    while (*number == ' ')
        number++;
    size_t length = 0;
    while (number[length] && number[length] != ';')
        length++;
    size_t slash = length;
    while (slash > 0 && number[slash - 1] != '/')
        slash--;
    if (length == 0 && type > 5 && is_year(name + type - 4, 4) && name[type - 5] == ' ') {
        put_kind(doc, out, name, type - 5);
        put_slug(out, name, type - 5);
        put_slug(out, name + type - 4, 4);
        return 1;
    }
    if (slash < 2 || !is_year(number + slash, length - slash))
        return 0;
    put_kind(doc, out, name, type);
    put_slug(out, name, type);
    put_slug(out, number + slash, 4);
    put_slug(out, number, slash - 1);
    return 1;
}

/* ---- Pinpoints ----------------------------------------------------------------------------------------------------- */

/* The first pinpoint, by its levels: a Pasal is larger than an ayat, whichever the text says first. */
struct pinpoint {
    struct {
        const char *name;
        char number[PIN_LETTERS];
        size_t length;
    } places[PIN_LEVELS];
    uint32_t told;    /* a bit for each of them that is told */
    const char *name; /* of the keyword that waits for its number … */
    int level, limit; /* … and its level, 0 none; levels from the limit on are told: what comes belongs to another pinpoint */
};

static void take_number(struct pinpoint *pin, const char *word, size_t length) {
    size_t used = write_slug(pin->places[pin->level].number, word, length < PIN_LETTERS ? length : PIN_LETTERS);
    if (used == 0)
        return;
    pin->places[pin->level].name = pin->name;
    pin->places[pin->level].length = used;
    pin->told |= (uint32_t)1 << pin->level;
}

static void take_word(netral_doc *doc, struct pinpoint *pin, const char *word, size_t length) {
    const struct pin_word *keyword = word[0] >= '0' && word[0] <= '9' ? NULL : pin_word(doc, word, length);
    int level = keyword ? keyword->level : 0;
    if (level) {
        if (pin->told >> level & 1 && level < pin->limit)
            pin->limit = level;
        pin->level = level < pin->limit ? level : 0;
        pin->name = keyword->name;
        return;
    }
    if (pin->level)
        take_number(pin, word, length);
    pin->level = 0;
}

static int is_gap(char c) {
    return c == ' ' || c == ',' || c == '(' || c == ')' || c == '\t' || c == '\r' || c == '\n' || c == '-' || c == '\0';
}

static void read_pin(netral_doc *doc, struct pinpoint *pin, const struct part *part) {
    for (uint32_t at = part->start, end; at < part_end(part); at = end) {
        for (end = at; end < part_end(part) && !is_gap(doc->text[end]);)
            end++;
        if (end > at)
            take_word(doc, pin, doc->text + at, end - at);
        else
            end++;
    }
}

static void put_pinpoint(struct address *out, const struct pinpoint *pin) {
    char before = '#';
    for (uint32_t told = pin->told; told; told &= told - 1) {
        int level = lowest_bit(told);
        put_char(out, before);
        put_text(out, pin->places[level].name);
        put_char(out, '_');
        put(out, pin->places[level].number, pin->places[level].length);
        before = '/';
    }
}

/* The regulation's own address: articles cite one law again and again. */
static const struct address *address_of(netral_doc *doc, const struct instrument *instrument) {
    struct cited_before *before = instrument->before;
    const char *refers = interned_text(&doc->strings, instrument->refers), *last = refers ? strrchr(refers, ' ') : NULL;
    uint32_t name = refers ? instrument->refers : instrument->name;
    size_t type_length = last ? (size_t)(last - refers) : instrument->type_length;
    if (before->name == name && before->type_length == type_length)
        return &before->address;
    before->name = name;
    before->type_length = type_length;
    before->address.used = 0;
    if (!put_instrument(doc, &before->address, interned_text(&doc->strings, name), type_length))
        before->address.used = 0;
    return &before->address;
}

int reference_uri(netral_doc *doc, const struct instrument *instrument, const struct named_parts *parts, uint32_t *uri) {
    static const enum part_name pins[] = {PART_PIN, PART_PIN2};
    const struct address *address = address_of(doc, instrument);
    struct address out;
    struct pinpoint pin;
    *uri = 0;
    if (address->used == 0)
        return 0;
    memcpy(out.bytes, address->bytes, address->used);
    out.used = address->used;
    pin.told = 0;
    pin.level = 0;
    pin.limit = PIN_LEVELS;
    for (size_t i = 0; i < sizeof pins / sizeof *pins; i++)
        if (parts->named[pins[i]])
            read_pin(doc, &pin, parts->named[pins[i]]);
    put_pinpoint(&out, &pin);
    *uri = interned_number(&doc->strings, out.bytes, out.used);
    return *uri ? 0 : NETRAL_ERROR_MEMORY;
}
