/* What stages share about a document. See document.h. */
#include "document.h"

#include <string.h>

#include "hash.h"
#include "unicode.h"

int document_warn(netral_doc *doc, const char *name, size_t start, size_t end, size_t count, const char *text) {
    for (size_t i = 0; i < doc->warning_count; i++)
        if (strcmp(doc->warnings[i].name, name) == 0) {
            doc->warnings[i].count += count;
            return 0;
        }
    if (memory_reserve(&doc->allocator, &doc->warnings, &doc->warning_capacity, doc->warning_count + 1, sizeof *doc->warnings))
        return NETRAL_ERROR_MEMORY;
    doc->warnings[doc->warning_count++] = (netral_warning){name, start, end, count, text};
    return 0;
}

int document_warn_cut(netral_doc *doc, size_t start, size_t end) {
    return document_warn(doc, "limit:norm", start, end, 1, "its normal form is longer than the library keeps, and is cut");
}

/* Of eight bytes, the sign bit of something when one is less than a space, or two spaces stand side by side. */
static uint64_t is_spaced(const char *bytes) {
    uint64_t eight = eight_bytes(bytes), other = eight ^ EACH_BYTE * ' ', less = (eight - EACH_BYTE * ' ') & ~eight;
    uint64_t spaces = ~(((other & EACH_BYTE * 0x7f) + EACH_BYTE * 0x7f) | other) & EACH_BYTE * 0x80;
    return (less & EACH_BYTE * 0x80) | (spaces & spaces >> 8);
}

/* Whether all white space is single spaces between words: nearly always. Looks that overlap by a byte see all neighbours. */
static int is_plain(const char *text, size_t length) {
    uint64_t spaced = length == 0 || text[0] == ' ' || text[length - 1] == ' ';
    for (size_t i = 0; i + 8 < length; i += 7)
        spaced |= is_spaced(text + i);
    if (length >= 8)
        return !(spaced | is_spaced(text + length - 8));
    for (size_t i = 0; i < length; i++)
        spaced |= (uint64_t)(ascii_is_space(text[i]) && (text[i] != ' ' || (i > 0 && text[i - 1] == ' ')));
    return !spaced;
}

static size_t copy_plain(const char *text, size_t length, char *plain) {
    size_t used = 0;
    int space = 0;
    for (size_t i = 0; i < length; i++) {
        if (ascii_is_space(text[i])) {
            space = used > 0;
            continue;
        }
        if (space)
            plain[used++] = ' ';
        space = 0;
        plain[used++] = text[i];
    }
    return used;
}

uint32_t document_plain(netral_doc *doc, size_t start, size_t end) {
    const char *text = doc->text + start;
    if (is_plain(text, end - start))
        return interned_number(&doc->strings, text, end - start);
    char *plain = memory_resize(&doc->allocator, NULL, 0, end - start + 1);
    if (!plain)
        return 0;
    uint32_t number = interned_number(&doc->strings, plain, copy_plain(text, end - start, plain));
    memory_give_back(&doc->allocator, plain, end - start + 1, 1);
    return number;
}

uint32_t document_hash(const netral_doc *doc, uint32_t start, uint32_t length) {
    char form[UNICODE_FOLD_ROOM(UINT8_MAX)];
    return length > UINT8_MAX ? 0 : hash_bytes(form, unicode_fold(doc->text + start, length, form));
}

const struct part *mention_part(const netral_doc *doc, const struct mention *mention, enum part_name name) {
    const struct part *part = mention->parts ? &doc->parts[mention->parts - 1] : NULL;
    while (part && part->name != name)
        part = part->is_last ? NULL : part + 1;
    return part;
}

/* Where a part is named twice, its first place counts. */
void mention_parts(const netral_doc *doc, const struct mention *mention, struct named_parts *parts) {
    const struct part *part = mention->parts ? &doc->parts[mention->parts - 1] : NULL;
    memset(parts, 0, sizeof *parts);
    for (; part; part = part->is_last ? NULL : part + 1)
        if (!parts->named[part->name])
            parts->named[part->name] = part;
}

struct facts *mention_facts(const netral_doc *doc, const struct mention *mention) {
    return mention->facts ? &doc->facts[mention->facts - 1] : NULL;
}

struct facts *mention_make_facts(netral_doc *doc, struct mention *mention) {
    if (mention->facts)
        return mention_facts(doc, mention);
    if (memory_reserve(&doc->allocator, &doc->facts, &doc->facts_capacity, doc->facts_count + 1, sizeof *doc->facts))
        return NULL;
    doc->facts[doc->facts_count++] = (struct facts){0, 0, 0, 0, 0, 0, 0};
    mention->facts = (uint32_t)doc->facts_count;
    return mention_facts(doc, mention);
}

uint32_t mention_count_in(const netral_doc *doc, enum mention_set set) {
    uint32_t count = 0;
    for (size_t at = 0; at * 64 < doc->sorted_count; at++)
        count += bit_count(doc->sets[at].in[set]);
    return count;
}

size_t document_first_mention(const netral_doc *doc, uint32_t start) {
    size_t low = 0, high = doc->mention_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (doc->mentions[middle].start < start)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
