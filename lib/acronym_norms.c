/* What the article's own short forms (acronyms.h) mean for mentions that repeat them. A list's reading stays where it fits what the article
 * says: the article may be misspelt, or shorter. Where the words differ it means another thing: BPPT is not the agency for technology in
 * an article about a town's one for licences. */
#include <string.h>

#include "acronyms.h"
#include "nearest.h"
#include "unicode.h"

#define TELLING_BYTES 5 /* words from so many bytes on tell one name from another … */
#define MISSPELT 2      /* … that is more than so many edits away */
#define WORD_BYTES_MOST 48

struct settling {
    netral_doc *doc;
    const struct acronyms *acronyms;
};

/* ---- Names --------------------------------------------------------------------------------------------------------- */

struct words {
    const char *text;
    size_t length;
};

/* Takes the first word off, folded; 0 when there is none. A word too long is cut. */
static size_t take_word(struct words *words, char *form) {
    size_t start = 0, end;
    while (start < words->length && words->text[start] == ' ')
        start++;
    for (end = start; end < words->length && words->text[end] != ' ';)
        end++;
    size_t used = end - start < WORD_BYTES_MOST ? end - start : WORD_BYTES_MOST;
    size_t length = unicode_fold(words->text + start, used, form);
    form[length] = '\0';
    *words = (struct words){words->text + end, words->length - end};
    return length;
}

static int has_like(struct words words, const char *wanted) {
    char form[UNICODE_FOLD_ROOM(WORD_BYTES_MOST) + 1];
    while (take_word(&words, form))
        if (edit_distance(form, wanted) <= MISSPELT)
            return 1;
    return 0;
}

/* Whether a name has a word that another one lacks, whatever is misspelt. */
static int says_more(struct words one, struct words other) {
    char form[UNICODE_FOLD_ROOM(WORD_BYTES_MOST) + 1];
    for (size_t length; (length = take_word(&one, form));)
        if (length >= TELLING_BYTES && !has_like(other, form))
            return 1;
    return 0;
}

/* Two names of which each has its own words mean two things. */
static int differ(struct words one, struct words other) {
    return says_more(one, other) && says_more(other, one);
}

static struct words norm_words(const netral_doc *doc, uint32_t norm) {
    return (struct words){interned_text(&doc->strings, norm), interned_length(&doc->strings, norm)};
}

/* Two pieces of a name as one, with a space between if there are two. */
static uint32_t join(netral_doc *doc, struct words one, struct words other) {
    char *text = arena_get(&doc->scratch, one.length + other.length + 1);
    if (!text)
        return 0;
    memcpy(text, one.text, one.length);
    if (other.length)
        text[one.length] = ' ';
    memcpy(text + one.length + (other.length > 0), other.text, other.length);
    return interned_number(&doc->strings, text, one.length + other.length + (other.length > 0));
}

/* ---- Institutions -------------------------------------------------------------------------------------------------- */

/* The short form that text[start, end) begins with, as it was given, or NULL. */
static const struct acronym *acronym_at(const struct settling *settling, uint32_t start, uint32_t end) {
    const char *text = settling->doc->text;
    uint32_t stop = start;
    if (end - start < 2 || !(settling->acronyms->starts & acronym_start_bit(text + start)))
        return NULL;
    while (stop < end && !ascii_is_space(text[stop]))
        stop++;
    const struct acronym *acronym = acronyms_find(settling->acronyms, document_hash(settling->doc, start, stop - start));
    int is_same = acronym && acronym->length == stop - start && memcmp(text + acronym->start, text + start, stop - start) == 0;
    return is_same ? acronym : NULL;
}

static int begins_with(struct words words, struct words part) {
    return words.length >= part.length && memcmp(words.text, part.text, part.length) == 0;
}

/* The normal form of what repeats a short form, with `behind` it: the area of what it was given to, or one of its own, where that had none.
 * 0: it cannot be told, for DPD RI is not of the party that an article calls DPD. */
static int join_norm(netral_doc *doc, const struct acronym *acronym, struct words behind, uint32_t *norm) {
    struct words full = norm_words(doc, acronym->norm), base = {full.text, acronym->base};
    *norm = 0;
    if (base.length == full.length) {
        *norm = join(doc, base, behind);
        return *norm ? 0 : NETRAL_ERROR_MEMORY;
    }
    struct words area = {full.text + base.length + 1, full.length - base.length - 1};
    *norm = base.length && area.length == behind.length && begins_with(area, behind) ? acronym->norm : 0;
    return 0;
}

/* That of text[start, end), which begins with a short form. */
static int find_norm(netral_doc *doc, const struct acronym *acronym, uint32_t start, uint32_t end, uint32_t *norm) {
    uint32_t at = start + acronym->length;
    *norm = acronym->norm;
    while (at < end && ascii_is_space(doc->text[at]))
        at++;
    if (at == end)
        return 0;
    uint32_t behind = document_plain(doc, at, end);
    return behind ? join_norm(doc, acronym, norm_words(doc, behind), norm) : NETRAL_ERROR_MEMORY;
}

/* Whether the normal form that an institution has is no more than its text, or that of another one with the same letters. */
static int is_mistaken(const netral_doc *doc, const struct mention *mention, const struct acronym *acronym) {
    struct words norm = norm_words(doc, mention->norm), full = norm_words(doc, acronym->norm);
    if (!acronym_is_expanded(doc, mention))
        return 1;
    full.length = acronym->base;
    return acronym->base && !begins_with(norm, full) && differ(full, norm);
}

/* The office that holds the institution; NULL if none does. Offices stand before what they hold. */
static struct mention *holder_of(netral_doc *doc, uint32_t institution) {
    for (uint32_t i = institution; i-- > 0 && institution - i < NEAR_MENTIONS;)
        if (doc->mentions[i].type == doc->pack->known.position && doc->mentions[i].other == institution)
            return &doc->mentions[i];
    return NULL;
}

/* Puts an institution's normal form into its office's, in place of a piece that ends it. */
static int rename_office(netral_doc *doc, struct mention *office, struct words piece, uint32_t norm) {
    struct words words = norm_words(doc, office->norm);
    if (words.length <= piece.length || words.text[words.length - piece.length - 1] != ' ' ||
        memcmp(words.text + words.length - piece.length, piece.text, piece.length) != 0)
        return 0;
    office->norm = join(doc, (struct words){words.text, words.length - piece.length - 1}, norm_words(doc, norm));
    return office->norm ? 0 : NETRAL_ERROR_MEMORY;
}

static int settle_institution(const struct settling *settling, uint32_t i) {
    netral_doc *doc = settling->doc;
    struct mention *mention = &doc->mentions[i];
    const struct acronym *acronym = acronym_at(settling, mention->start, mention->end);
    if (!acronym || !mention->norm || mention->flags & MENTION_WAITING || !is_mistaken(doc, mention, acronym))
        return 0;
    uint32_t norm;
    int code = find_norm(doc, acronym, mention->start, mention->end, &norm);
    if (code || !norm)
        return code;
    struct mention *office = holder_of(doc, i);
    code = office ? rename_office(doc, office, norm_words(doc, mention->norm), norm) : 0;
    mention->norm = norm;
    return code;
}

/* ---- Offices that hold none ---------------------------------------------------------------------------------------- */

/* The first short form behind an office's first word, and where it stands. */
static const struct acronym *acronym_inside(const struct settling *settling, const struct mention *office, uint32_t *start) {
    const char *text = settling->doc->text;
    for (uint32_t at = office->start + 1; at < office->end; at++) {
        const struct acronym *acronym = ascii_is_space(text[at - 1]) ? acronym_at(settling, at, office->end) : NULL;
        *start = at;
        if (acronym)
            return acronym;
    }
    return NULL;
}

static int settle_office(const struct settling *settling, uint32_t i) {
    netral_doc *doc = settling->doc;
    const struct known *known = &doc->pack->known;
    uint32_t start, end = doc->mentions[i].end;
    const struct acronym *acronym = doc->mentions[i].other == NO_MENTION ? acronym_inside(settling, &doc->mentions[i], &start) : NULL;
    if (!acronym || known->later_acronym == UINT32_MAX)
        return 0;
    uint32_t norm;
    if (find_norm(doc, acronym, start, end, &norm))
        return NETRAL_ERROR_MEMORY;
    uint32_t piece = document_plain(doc, start, end);
    struct mention made = {.start = start, .end = end, .norm = norm ? norm : piece, .other = NO_MENTION,
                           .rule = (uint16_t)known->later_acronym, .type = (uint8_t)known->institution};
    if (!piece || document_add_mention(doc, &made))
        return NETRAL_ERROR_MEMORY;
    doc->mentions[i].other = (uint32_t)doc->mention_count - 1;
    return norm && doc->mentions[i].norm ? rename_office(doc, &doc->mentions[i], norm_words(doc, piece), norm) : 0;
}

int acronyms_settle(netral_doc *doc, const struct acronyms *acronyms) {
    const struct settling settling = {doc, acronyms};
    uint32_t count = (uint32_t)doc->mention_count;
    int code = 0;
    if (!acronyms->count)
        return 0;
    for (uint32_t i = mention_next(doc, SET_OTHERS, 0); i < count && code == 0; i = mention_next(doc, SET_OTHERS, i + 1))
        code = doc->mentions[i].type == doc->pack->known.institution ? settle_institution(&settling, i) : 0;
    for (uint32_t i = mention_next(doc, SET_POSITIONS, 0); i < count && code == 0; i = mention_next(doc, SET_POSITIONS, i + 1))
        code = settle_office(&settling, i);
    return code;
}
