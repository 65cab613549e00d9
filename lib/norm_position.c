/* The normal form is the office alone, abbreviations expanded: its acting marker is a fact of its own, and so is the word of the
 * lexicon class [former] before it, which the span leaves out. */
#include "norm_position.h"

#include <stddef.h>
#include <string.h>

#include "entries.h"
#include "norm_text.h"
#include "unicode.h"

static const char *acting_of(const netral_doc *doc, const struct part *part) {
    return entries_canonical(doc->pack, part->node, doc->pack->known.acting);
}

static int note_acting(netral_doc *doc, struct mention *mention, const struct part *part) {
    const char *marker = acting_of(doc, part);
    uint32_t acting = marker ? interned_number(&doc->strings, marker, strlen(marker)) : document_plain(doc, part->start, part_end(part));
    struct facts *facts = acting ? mention_make_facts(doc, mention) : NULL;
    if (!facts)
        return NETRAL_ERROR_MEMORY;
    facts->acting = acting;
    return 0;
}

#define FORMER_WORD 24
#define FORMER_GAP 40

/* The node of the letters before `end`, where a word before an office ends: nearly always a token that the look-up has numbered. */
static uint32_t node_before(const netral_doc *doc, const struct segment *segment, uint32_t office, size_t end) {
    size_t word = end;
    for (uint32_t i = office; i > 0 && i + 2 > office; i--) { /* a hyphen may stand between */
        const struct token *token = segment_token(segment, i - 1);
        int is_whole = token->start == 0 || !ascii_is_letter(doc->text[token->start - 1]);
        if (token->end == end && token->flags & TOKEN_LETTERS && is_whole && end - token->start < FORMER_WORD)
            return doc->pack->words[token->word].node;
    }
    while (word > 0 && word + FORMER_WORD > end && ascii_is_letter(doc->text[word - 1]))
        word--;
    return entries_word(doc->pack, doc->text + word, end - word);
}

/* Whether the word before the office says that it was held once; a hyphen may join them, and the line may break between. */
static int is_former(const netral_doc *doc, const struct segment *segment, uint32_t office, size_t start) {
    size_t end = start;
    while (end > 0 && end + FORMER_GAP > start && (ascii_is_space(doc->text[end - 1]) || doc->text[end - 1] == '-'))
        end--;
    if (end == 0 || end == start || !ascii_is_letter(doc->text[end - 1]))
        return 0;
    return entries_first(doc->pack, node_before(doc, segment, office, end), doc->pack->known.former) != 0;
}

/* mantan Menteri Perdagangan (Mendag): the short form in parentheses is the same office. Mentions are sorted, so that the long
 * form is the last one that ends before it; an institution inside may stand between. */
static int is_short_of_former(const netral_doc *doc, const struct mention *mention) {
    size_t at = mention->start;
    if (at == 0 || doc->text[--at] != '(')
        return 0;
    while (at > 0 && ascii_is_space(doc->text[at - 1]))
        at--;
    size_t index = (size_t)(mention - doc->mentions);
    for (size_t back = 1; back <= 3 && back <= index; back++)
        if (mention[-(ptrdiff_t)back].type == mention->type)
            return mention[-(ptrdiff_t)back].end == at && mention[-(ptrdiff_t)back].flags & MENTION_FORMER;
    return 0;
}

int position_normalize(netral_doc *doc, const struct segment *segment, const struct placed_mention *placed, struct mention *mention) {
    const struct part *acting = mention_part(doc, mention, PART_ACTING);
    if (is_former(doc, segment, placed->first, mention->start) || is_short_of_former(doc, mention))
        mention->flags |= MENTION_FORMER;
    if (acting && note_acting(doc, mention, acting))
        return NETRAL_ERROR_MEMORY;
    mention->norm = text_expand(doc, segment, placed->core, placed->end, 1);
    return mention->norm ? 0 : NETRAL_ERROR_MEMORY;
}

static size_t first_word(const char *norm) {
    return strcspn(norm, " /");
}

/* Whether two texts are one in `length` letters; capitals do not matter (KAPOLRI, Kapolri). */
static int is_same(const char *a, const char *b, size_t length) {
    size_t i = 0;
    while (i < length && a[i] && ascii_small(a[i]) == ascii_small(b[i]))
        i++;
    return i == length;
}

static int has_inside(const char *whole, const char *part) {
    size_t length = strlen(part);
    for (; *whole; whole++)
        if (is_same(whole, part, length))
            return 1;
    return length == 0;
}

/* Two wordings of one office begin with the same word (Gubernur, Gubernur DKI Jakarta); a person with two offices of one
 * head word and different rests has both. */
int position_same_office(const netral_doc *doc, const struct mention *one, const struct mention *other) {
    const char *a = interned_text(&doc->strings, one->norm), *b = interned_text(&doc->strings, other->norm);
    if (one->norm == other->norm || ascii_small(a[0]) != ascii_small(b[0]))
        return one->norm == other->norm;
    size_t length = first_word(a);
    if (length != first_word(b) || !is_same(a, b, length))
        return 0;
    return has_inside(a + length, b + length) || has_inside(b + length, a + length);
}
