/* A rule names the parts of a citation: `type` (an entry of the lexicon class [instrument], whose canonical form is the short
 * type), `issuer` (a minister, agency or region), `number` and `year` (and number2, year2 of a joint instrument), `pin` and
 * `pin2` (pinpoints before and behind). Here they become TYPE NUMBER/YEAR and the pinpoint. `topic` (a short name without a number)
 * is read by norm_reference.c; `oldtype` and `old` (the law that a title says is changed) by amendments.c. */
#include "norm_regulation.h"

#include <string.h>

#include "bits.h"
#include "entries.h"
#include "norm_pin.h"
#include "unicode.h"

struct text_buffer {
    char bytes[LIMIT_NORM_BYTES + 1];
    size_t used;
    int is_cut; /* there was no room for all of it */
};

static void clear(struct text_buffer *out) {
    out->used = 0;
    out->is_cut = 0;
    out->bytes[0] = '\0';
}

static void put(struct text_buffer *out, const char *text, size_t length) {
    size_t room = out->is_cut ? 0 : sizeof out->bytes - 1 - out->used;
    if (length > room) {
        out->is_cut = 1;
        length = unicode_whole(text, room);
    }
    copy_name(out->bytes + out->used, text, length);
    out->used += length;
    out->bytes[out->used] = '\0';
}

static void put_char(struct text_buffer *out, char c) {
    put(out, &c, 1);
}

static void put_text(struct text_buffer *out, const char *text) {
    put(out, text, strlen(text));
}

/* Text with its white space made single spaces, or (in numbers: KP 118, 23 P/HUM/2024, but 5 / 2014) only beside letters. */
static void put_part(const netral_doc *doc, struct text_buffer *out, const struct part *part, int spaces) {
    int pending = 0;
    for (uint32_t i = part->start, end = part_end(part), stop; i < end; i = stop) {
        for (stop = i; stop < end && !ascii_is_space(doc->text[stop]);)
            stop++;
        if (stop == i) {
            int is_beside_letter = i > part->start && (ascii_is_letter(doc->text[i - 1]) || (i + 1 < end && ascii_is_letter(doc->text[i + 1])));
            pending = pending || spaces || is_beside_letter;
            stop++;
            continue;
        }
        if (pending)
            put_char(out, ' ');
        put(out, doc->text + i, stop - i);
        pending = 0;
    }
}

static const char *canonical(const netral_doc *doc, const struct part *part, uint32_t class) {
    return entries_canonical(doc->pack, part->node, class);
}

/* ---- Type and issuer ----------------------------------------------------------------------------------------------- */

/* A minister's instrument is one word of kind and short name: Permenpan RB, Kepmendagri. */
static int put_joined(netral_doc *doc, struct text_buffer *out, const struct part *type, const struct part *issuer) {
    char name[80];
    const char *kind = canonical(doc, type, doc->pack->known.joined_instrument);
    uint32_t entry = kind ? entries_first(doc->pack, issuer->node, doc->pack->known.minister) : 0;
    if (!entry || !pack_attribute(doc->pack, entry, "short", name, sizeof name))
        return 0;
    put_text(out, kind);
    size_t word = strcspn(name, " ");
    uint32_t node = name[word] ? entries_remembered(doc, name, word) : 0;
    const char *joined = entries_canonical(doc->pack, node, doc->pack->known.joined_issuer);
    if (joined) { /* Permen ESDM */
        put_text(out, joined);
        put_text(out, name + word);
        return 1;
    }
    if (name[0] >= 'A' && name[0] <= 'Z')
        name[0] = (char)(name[0] | 0x20);
    put_text(out, name);
    return 1;
}

static void put_issuer(const netral_doc *doc, struct text_buffer *out, const struct part *issuer) {
    char name[80];
    uint32_t minister = entries_first(doc->pack, issuer->node, doc->pack->known.minister);
    uint32_t agency = entries_first(doc->pack, issuer->node, doc->pack->known.known_institution);
    put_char(out, ' ');
    if (minister && pack_attribute(doc->pack, minister, "short", name, sizeof name))
        put_text(out, name);
    else if (agency && pack_attribute(doc->pack, agency, "short", name, sizeof name))
        put_text(out, name);
    else
        put_part(doc, out, issuer, 1);
}

static void put_type(netral_doc *doc, struct text_buffer *out, const struct named_parts *parts) {
    const struct part *type = parts->named[PART_TYPE], *issuer = parts->named[PART_ISSUER];
    if (issuer && put_joined(doc, out, type, issuer))
        return;
    const char *short_type = canonical(doc, type, doc->pack->known.instrument);
    if (!short_type)
        short_type = canonical(doc, type, doc->pack->known.named_code);
    if (short_type)
        put_text(out, short_type);
    else
        put_part(doc, out, type, 1);
    if (issuer)
        put_issuer(doc, out, issuer);
}

/* ---- Number and pinpoint ------------------------------------------------------------------------------------------- */

static void put_number(const netral_doc *doc, struct text_buffer *out, const struct part *number, const struct part *year,
                       const char *before) {
    if (!number && !year)
        return;
    put_text(out, before);
    if (number)
        put_part(doc, out, number, 0);
    if (year && number)
        put_char(out, '/');
    if (year)
        put_part(doc, out, year, 0);
}

static size_t digits_of(const char *word, size_t length) {
    size_t digits = 0;
    while (digits < length && word[digits] >= '0' && word[digits] <= '9')
        digits++;
    return digits;
}

static size_t letters_of(const char *word, size_t length) {
    size_t letters = 0;
    while (letters < length && ascii_is_letter(word[letters]))
        letters++;
    return letters;
}

/* Keywords are written as the law on drafting writes them: the lexicon says which has a capital (Pasal), and the numbers of which stand
 * in parentheses, as those of an ayat. A word that is none changes nothing of that. */
static void put_keyword(netral_doc *doc, struct text_buffer *out, const char *word, size_t length, int *in_ayat) {
    const struct pin_word *keyword = pin_word(doc, word, letters_of(word, length));
    size_t start = out->used;
    put(out, word, length);
    for (size_t i = start; i < out->used; i++)
        if (out->bytes[i] >= 'A' && out->bytes[i] <= 'Z')
            out->bytes[i] = (char)(out->bytes[i] | 0x20);
    if (keyword->level && out->used > start)
        out->bytes[start] = keyword->first;
    *in_ayat = keyword->level ? keyword->has_brackets : *in_ayat;
}

/* A word of a pinpoint; a bare number in a row of ayat (`ayat 1, 2, dan 3`) gets its parentheses. */
static void put_pin_word(netral_doc *doc, struct text_buffer *out, const char *word, size_t length, int *in_ayat) {
    size_t digits = *in_ayat ? digits_of(word, length) : 0;
    if (length > 2 && ascii_is_letter(*word)) {
        put_keyword(doc, out, word, length, in_ayat);
        return;
    }
    digits += digits && digits < length && ascii_is_letter(word[digits]); /* ayat 2a */
    if (digits) {
        put_char(out, '(');
        put(out, word, digits);
        put_char(out, ')');
    }
    put(out, word + digits, length - digits);
}

static void put_pin(netral_doc *doc, struct text_buffer *out, const struct part *pin) {
    int in_ayat = 0;
    for (uint32_t at = pin->start, end = part_end(pin), stop; at < end; at = stop) {
        for (stop = at; stop < end && !ascii_is_space(doc->text[stop]);)
            stop++;
        if (stop > at) {
            put_char(out, ' ');
            put_pin_word(doc, out, doc->text + at, stop - at, &in_ayat);
        } else {
            stop++;
        }
    }
}

/* Courts number their rulings in their own ways: one on laws (7/PUU-XV/2017) or elections is the Constitutional Court's. A type of
 * which the lexicon says @court names none itself, unless an issuer does (`Putusan Metro …`). */
static void put_court(netral_doc *doc, struct text_buffer *out, const struct part *type, const struct part *number) {
    char said[8];
    const char *court = NULL;
    for (uint32_t at = number->start; at < part_end(number) && !court; at++) {
        size_t letters = doc->text[at] == '/' ? letters_of(doc->text + at + 1, part_end(number) - at - 1) : 0;
        if (letters > 1)
            court = entries_canonical(doc->pack, entries_remembered(doc, doc->text + at + 1, letters), doc->pack->known.ruling_number);
    }
    uint32_t entry = court ? entries_first(doc->pack, type->node, doc->pack->known.instrument) : 0;
    if (!entry || !pack_attribute(doc->pack, entry, "court", said, sizeof said))
        return;
    put_char(out, ' ');
    put_text(out, court);
}

static void put_instrument(netral_doc *doc, struct text_buffer *out, const struct named_parts *parts, size_t *type_length) {
    static const enum part_name numbers[][2] = {
        {PART_NUMBER2, PART_YEAR2}, {PART_NUMBER3, PART_YEAR3}, {PART_NUMBER4, PART_YEAR4}, {PART_NUMBER5, PART_YEAR5}};
    if (parts->named[PART_TYPE]) {
        put_type(doc, out, parts);
        if (parts->named[PART_NUMBER] && !parts->named[PART_ISSUER])
            put_court(doc, out, parts->named[PART_TYPE], parts->named[PART_NUMBER]);
    }
    *type_length = out->used;
    put_number(doc, out, parts->named[PART_NUMBER], parts->named[PART_YEAR], out->used ? " " : "");
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        put_number(doc, out, parts->named[numbers[i][0]], parts->named[numbers[i][1]], "; ");
}

const char *regulation_type(const netral_doc *doc, const struct named_parts *parts) {
    const struct part *type = parts->named[PART_TYPE];
    return type && !parts->named[PART_ISSUER] ? canonical(doc, type, doc->pack->known.instrument) : NULL;
}

uint32_t regulation_name(netral_doc *doc, const struct named_parts *parts) {
    struct text_buffer out;
    size_t type_length;
    clear(&out);
    put_instrument(doc, &out, parts, &type_length);
    return interned_number(&doc->strings, out.bytes, out.used);
}

static int joins_citations(netral_doc *doc, const char *word, size_t length) {
    if (length == 1 && (*word == ',' || *word == '-'))
        return 1;
    return entries_first(doc->pack, entries_remembered(doc, word, length), doc->pack->known.joins_citation) != 0;
}

/* Whether nothing but words of joining stands between two places: Pasal 282 dan Pasal 283 UU 7/2017. */
static int is_joined(netral_doc *doc, size_t start, size_t end) {
    int found = 0;
    for (size_t at = start; at < end;) {
        size_t length = 0;
        while (at + length < end && doc->text[at + length] != ' ' && doc->text[at + length] != '\n' && !(length && doc->text[at] == ','))
            length++;
        if (length && !joins_citations(doc, doc->text + at, length))
            return 0;
        found |= length > 0;
        at += length ? length : 1;
    }
    return found;
}

/* The citation that names the instrument of a pinpoint: in a list, the last member; NULL if none does. */
static const struct mention *instrument_behind(netral_doc *doc, const struct mention *mention) {
    const struct mention *end = doc->mentions + doc->mention_count, *last = mention;
    for (const struct mention *next = mention + 1; next < end && next->start < last->end + 16; next++) {
        if (next->type != mention->type || next->start < last->end)
            continue;
        if (!is_joined(doc, last->end, next->start))
            return NULL;
        if (mention_part(doc, next, PART_TYPE))
            return mention_part(doc, next, PART_PIN) ? next : NULL;
        last = next;
    }
    return NULL;
}

/* "Nomor 13 Tahun 2016" keeps the type of the instrument before, "Pasal 5" its number too. */
static void put_inherited(const netral_doc *doc, struct text_buffer *out, const struct instrument *before, int has_number) {
    if (before->name)
        put(out, interned_text(&doc->strings, before->name),
            has_number ? before->type_length : interned_length(&doc->strings, before->name));
}

/* Writes what the citation names, itself or through its neighbours. */
static int name_instrument(netral_doc *doc, const struct mention *mention, const struct named_parts *parts, struct text_buffer *out,
                           struct instrument *instrument) {
    int has_type = parts->named[PART_TYPE] != NULL, has_number = parts->named[PART_NUMBER] != NULL;
    const struct mention *naming = has_type || has_number ? mention : instrument_behind(doc, mention);
    struct instrument before = *instrument;
    struct named_parts behind;
    if (naming && naming != mention) {
        mention_parts(doc, naming, &behind);
        parts = &behind;
    }
    if (!has_type && (!naming || naming == mention))
        put_inherited(doc, out, &before, has_number);
    if (naming)
        put_instrument(doc, out, parts, &instrument->type_length);
    if (!out->used)
        return 0;
    if (!has_type && has_number)
        instrument->type_length = before.name ? before.type_length : 0;
    if (naming && reference_find(doc, parts, &instrument->refers))
        return NETRAL_ERROR_MEMORY;
    if (naming) /* else it is the one before, as it was written */
        instrument->name = interned_number(&doc->strings, out->bytes, out->used);
    return instrument->name ? 0 : NETRAL_ERROR_MEMORY;
}

static int note_law(netral_doc *doc, struct mention *mention, const struct named_parts *parts, const struct instrument *instrument) {
    struct facts *facts = mention_make_facts(doc, mention);
    if (!facts)
        return NETRAL_ERROR_MEMORY;
    facts->refers = instrument->refers;
    facts->law = instrument->refers ? instrument->refers : instrument->name;
    return reference_uri(doc, instrument, parts, &facts->uri);
}

int regulation_write(netral_doc *doc, struct mention *mention, struct instrument *instrument) {
    static const enum part_name pins[] = {PART_PIN, PART_PIN2};
    struct named_parts parts;
    struct text_buffer out;
    clear(&out);
    mention_parts(doc, mention, &parts);
    if (name_instrument(doc, mention, &parts, &out, instrument) || (out.used && note_law(doc, mention, &parts, instrument)))
        return NETRAL_ERROR_MEMORY;
    if (out.used && !parts.named[PART_PIN] && !parts.named[PART_PIN2]) {
        mention->norm = instrument->name;
        return 0;
    }
    for (size_t i = 0; i < sizeof pins / sizeof *pins; i++)
        if (parts.named[pins[i]])
            put_pin(doc, &out, parts.named[pins[i]]);
    if (out.is_cut && document_warn_cut(doc, mention->start, mention->end))
        return NETRAL_ERROR_MEMORY;
    size_t lead = out.bytes[0] == ' ';
    mention->norm = interned_number(&doc->strings, out.bytes + lead, out.used - lead);
    return mention->norm ? 0 : NETRAL_ERROR_MEMORY;
}
