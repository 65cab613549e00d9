/* A template is checked when the pack is made, and read again whenever it is written: it is short, and most rules have none.
 *
 * Filters change what a part stands for, from left to right:
 *     upper lower title   its letters
 *     expand              abbreviations and regions written out, as in names of institutions
 *     norm                the normal form of the mention that stands in the part: {date:norm} is 2024-02-24
 *     CLASS               the canonical form of the lexicon entry that it is, by the article's date; CLASS.KEY: the entry's
 *                         attribute @KEY
 * A part that has no such mention or entry is missing. */
#include "norm_template.h"

#include <string.h>

#include "entries.h"
#include "lookup.h"
#include "norm_entry.h"
#include "norm_text.h"
#include "template.h"
#include "unicode.h"


struct writing {
    netral_doc *doc;
    const struct mention *mention;
    const struct told *told; /* its parts */
    char bytes[LIMIT_TEMPLATE_BYTES];
    size_t used;
    unsigned depth; /* of brackets */
    struct told_part first; /* the first part that stands in it; name NULL: none yet */
    int is_cut;        /* there was no room for all of it */
    int failed;        /* memory ran out */
};

static void put(struct writing *writing, const char *text, size_t length) {
    size_t room = writing->is_cut ? 0 : LIMIT_TEMPLATE_BYTES - writing->used;
    if (length > room) {
        writing->is_cut = 1;
        length = unicode_whole(text, room);
    }
    memcpy(writing->bytes + writing->used, text, length);
    writing->used += length;
}

static int is_named(struct template_text name, const char *wanted) {
    return strlen(wanted) == name.length && memcmp(name.text, wanted, name.length) == 0;
}

/* ---- Filters ------------------------------------------------------------------------------------------------------- */

/* `title` makes the first letter of each word a capital, and the others small. Letters that UTF-8 writes in several bytes are
 * left as they are: Indonesian has none but in names. */
static const char *recase(netral_doc *doc, const char *value, struct template_text how) {
    char *made = arena_string(&doc->arena, value, strlen(value));
    int starts = 1;
    for (char *c = made; c && *c; c++) {
        int wants_capital = how.text[0] == 'u' || (how.text[0] == 't' && starts);
        starts = !(ascii_bits_of(*c) & (ASCII_WORD | ASCII_NOT));
        if (wants_capital && ascii_bits_of(*c) & ASCII_SMALL)
            *c = (char)(*c - 'a' + 'A');
        else if (!wants_capital && ascii_bits_of(*c) & ASCII_CAPITAL)
            *c = (char)(*c - 'A' + 'a');
    }
    return made;
}

/* The byte behind the first `count` characters. */
static const char *behind_characters(const char *value, size_t count) {
    for (; *value && count > 0; count--)
        do
            value++;
        while (unicode_continues(*value));
    return value;
}

static const char *characters(netral_doc *doc, const char *value, size_t first, size_t last) {
    const char *start = behind_characters(value, first - 1);
    return arena_string(&doc->arena, start, (size_t)(behind_characters(start, last - first + 1) - start));
}

/* The normal form of the longest mention inside a part; "" when there is none. */
static const char *norm_inside(const struct writing *writing, const struct told_part *part) {
    const netral_doc *doc = writing->doc;
    const struct mention *best = NULL;
    for (size_t i = document_first_mention(doc, part->start); i < doc->mention_count && doc->mentions[i].start < part->end; i++) {
        const struct mention *mention = &doc->mentions[i];
        if (mention == writing->mention || mention->flags & MENTION_DROPPED || mention->end > part->end)
            continue;
        if (!best || mention->end - mention->start > best->end - best->start)
            best = mention;
    }
    return best && best->norm && !(best->flags & MENTION_WAITING) ? interned_text(&doc->strings, best->norm) : "";
}

/* The part with abbreviations written out. The segment has been read: it is used for the part's own tokens. NULL when memory ran
 * out. */
static const char *expanded(netral_doc *doc, const struct told_part *part) {
    struct segment *segment = doc->segment;
    segment_clear(segment);
    if (tokenize_block(&segment->tokens, doc->text, part->start, part->end))
        return NULL;
    lookup_words(doc->pack, &segment->tokens, 0);
    if (lookup_segment(doc->pack, segment))
        return NULL;
    return interned_text(&doc->strings, text_expand(doc, segment, 0, (uint32_t)segment->count, 0));
}

/* CLASS or CLASS.KEY. */
static const char *entry_says(netral_doc *doc, const char *value, struct template_text filter) {
    char name[64], said[256] = "";
    const char *stop = memchr(filter.text, '.', filter.length);
    size_t length = stop ? (size_t)(stop - filter.text) : filter.length;
    if (filter.length >= sizeof name)
        return "";
    memcpy(name, filter.text, filter.length);
    name[length] = name[filter.length] = '\0';
    uint32_t class = pack_class(doc->pack, name);
    uint32_t entry =
        class == UINT32_MAX ? 0 : entry_meant(doc, entries_node_of(doc->pack, &doc->segment->tokens, value, strlen(value)), class);
    if (!entry)
        return "";
    if (!stop)
        return doc->pack->strings + doc->pack->entries[entry].canonical;
    pack_attribute(doc->pack, entry, name + length + 1, said, sizeof said);
    return arena_string(&doc->arena, said, strlen(said));
}

static const char *apply(struct writing *writing, const char *value, const struct told_part *part, struct template_text filter) {
    if (is_named(filter, "norm"))
        return norm_inside(writing, part);
    if (is_named(filter, "expand"))
        return expanded(writing->doc, part);
    if (is_named(filter, "upper") || is_named(filter, "lower") || is_named(filter, "title"))
        return recase(writing->doc, value, filter);
    size_t first, last;
    if (template_range(filter, &first, &last))
        return characters(writing->doc, value, first, last);
    return entry_says(writing->doc, value, filter);
}

/* ---- Pieces -------------------------------------------------------------------------------------------------------- */

static int find_part(const struct writing *writing, struct template_text name, struct told_part *found) {
    const struct mention *mention = writing->mention;
    *found = (struct told_part){"mention", mention->start, mention->end};
    if (is_named(name, "mention"))
        return 1;
    const struct told_part *parts = writing->doc->told_parts + writing->told->part;
    for (uint32_t i = 0; i < writing->told->part_count; i++)
        if (is_named(name, parts[i].name)) {
            *found = parts[i];
            return 1;
        }
    return 0;
}

/* Returns whether the part is there, or something instead of it. */
static int put_part(struct writing *writing, const struct template_piece *piece) {
    struct told_part part;
    struct template_text filters = piece->filters, filter;
    const char *value = "";
    if (find_part(writing, piece->text, &part)) {
        value = interned_text(&writing->doc->strings, document_plain(writing->doc, part.start, part.end));
        while (value && *value && template_filter(&filters, &filter))
            value = apply(writing, value, &part, filter);
    }
    writing->failed |= !value;
    if (value && *value) {
        put(writing, value, strlen(value));
        if (!writing->first.name)
            writing->first = part;
        return 1;
    }
    if (piece->instead.text)
        put(writing, piece->instead.text, piece->instead.length);
    return piece->instead.text != NULL;
}

static int put_pieces(struct writing *writing, const char **at);

static int put_bracket(struct writing *writing, const char **at) {
    writing->depth++;
    int complete = put_pieces(writing, at);
    writing->depth--;
    return complete;
}

/* Writes up to the end, or to the bracket that closes. Returns whether all parts were there. */
static int put_pieces(struct writing *writing, const char **at) {
    struct template_piece piece;
    int complete = 1;
    while (writing->depth <= TEMPLATE_DEPTH && template_next(at, &piece) > 0 && piece.kind != TEMPLATE_CLOSE) {
        size_t before = writing->used;
        if (piece.kind == TEMPLATE_TEXT)
            put(writing, piece.text.text, piece.text.length);
        else if (piece.kind == TEMPLATE_PART)
            complete &= put_part(writing, &piece);
        else if (!put_bracket(writing, at))
            writing->used = before;
    }
    return complete;
}

/* The template's text without white space at its ends; NULL when memory ran out. */
static const char *write_template(struct writing *writing, const char *text) {
    writing->used = 0;
    writing->is_cut = 0;
    writing->first = (struct told_part){NULL, writing->mention->start, writing->mention->end};
    put_pieces(writing, &text);
    const char *start = writing->bytes, *end = start + writing->used;
    while (end > start && end[-1] == ' ')
        end--;
    while (start < end && *start == ' ')
        start++;
    if (writing->is_cut && document_warn_cut(writing->doc, writing->mention->start, writing->mention->end))
        return NULL;
    return writing->failed ? NULL : arena_string(&writing->doc->arena, start, (size_t)(end - start));
}

/* ---- Mentions ------------------------------------------------------------------------------------------------------ */

/* A field whose value is empty is left out. */
static int write_fields(struct writing *writing, struct told *told, const struct image_rule *rule) {
    netral_doc *doc = writing->doc;
    netral_field *fields = arena_get(&doc->arena, rule->field_count * sizeof *fields);
    if (!fields)
        return NETRAL_ERROR_MEMORY;
    told->fields = fields;
    for (uint32_t i = 0; i < rule->field_count; i++) {
        const struct image_field *field = &doc->pack->fields[rule->field + i];
        const char *value = write_template(writing, doc->pack->strings + field->value);
        if (!value)
            return NETRAL_ERROR_MEMORY;
        if (*value)
            fields[told->field_count++] =
                (netral_field){doc->pack->strings + field->name, value, writing->first.start, writing->first.end};
    }
    return 0;
}

/* Without a template of its own, the normal form is the text's, if no stage has made one. */
static int write_norm(struct writing *writing, struct mention *mention, const char *norm) {
    netral_doc *doc = writing->doc;
    const struct told_part whole = {"mention", mention->start, mention->end};
    int is_template = *norm && *norm != '@';
    if (!is_template && (mention->norm || mention->flags & MENTION_WAITING))
        return 0;
    const char *text = is_template ? write_template(writing, norm) : expanded(doc, &whole);
    mention->norm = text ? interned_number(&doc->strings, text, strlen(text)) : 0;
    mention->flags &= (uint8_t)~MENTION_WAITING;
    return mention->norm ? 0 : NETRAL_ERROR_MEMORY;
}

static int write_mention(netral_doc *doc, struct mention *mention, const struct image_rule *rule) {
    struct facts *facts = mention_facts(doc, mention);
    if (!facts || !facts->told)
        return 0;
    struct told *told = &doc->told[facts->told - 1];
    struct writing writing = {.doc = doc, .mention = mention, .told = told};
    int code = write_norm(&writing, mention, doc->pack->strings + rule->norm);
    return code || !rule->field_count ? code : write_fields(&writing, told, rule);
}

int templates_write(netral_doc *doc) {
    const netral_pack *pack = doc->pack;
    int code = 0;
    for (uint32_t layer = 0; layer < LIMIT_LAYERS && doc->told_count; layer++)
        for (size_t i = 0; i < doc->mention_count && code == 0; i++) {
            const struct image_rule *rule = &pack->rules[doc->mentions[i].rule];
            if (rule->tells && rule->layer == layer && !(doc->mentions[i].flags & MENTION_DROPPED))
                code = write_mention(doc, &doc->mentions[i], rule);
        }
    return code;
}
