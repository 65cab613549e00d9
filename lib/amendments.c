/* Which regulation changes which. Two ways of saying it: words between two citations (`PP 99/2000 sebagaimana telah diubah dengan
 * PP 12/2002`: lexicon class [amended-by]; [amended-again] for one more behind it; [amends] where the later law stands first), and
 * the later law's title, which is inside its one mention (`UU 20/2001 tentang Perubahan atas UU Nomor 31 Tahun 1999`) and points
 * at the first mention of that law anywhere in the article. */
#include <stdio.h>
#include <string.h>

#include "entries.h"
#include "resolve.h"
#include "unicode.h"

#define WORDS_BETWEEN 120

struct amending {
    netral_doc *doc;
    uint32_t *first; /* by a law's number among the strings: its first mention plus one; NULL until a title asks */
    size_t laws;     /* how many strings there are */
};

static int is_sign(char c) {
    return ascii_is_space(c) || c == ',' || c == '(' || c == ')' || c == '-';
}

/* ---- Words between ------------------------------------------------------------------------------------------------- */

/* What the words between two citations are, together. */
struct between {
    int amended_by, again, amends; /* a word of this kind is among them … */
    int only_by, only_amends;      /* … and every word may stand beside it */
};

static void take_word(const struct amending *amending, size_t start, size_t end, struct between *between) {
    netral_doc *doc = amending->doc;
    const netral_pack *pack = doc->pack;
    const struct known *known = &pack->known;
    uint32_t number = entries_remembered(doc, doc->text + start, end - start);
    const struct image_node *node = &pack->nodes[number];
    int by = 0, amends = 0, beside_by = 0, beside_amends = 0;
    for (uint32_t i = 0; number && i < node->record_count; i++) {
        uint32_t class = pack->records[node->record + i].class;
        by |= class == known->amended_by;
        amends |= class == known->amends;
        beside_by |= class == known->amended_by_word;
        beside_amends |= class == known->amends_word;
        between->again |= class == known->amended_again;
    }
    between->amended_by |= by;
    between->amends |= amends;
    between->only_by &= by | beside_by;
    between->only_amends &= amends | beside_amends;
}

static struct between read_between(const struct amending *amending, size_t start, size_t end) {
    const char *text = amending->doc->text;
    struct between between = {.only_by = 1, .only_amends = 1};
    for (size_t at = start, stop; at < end && (between.only_by || between.only_amends); at = stop) {
        for (stop = at; stop < end && !is_sign(text[stop]);)
            stop++;
        if (stop > at)
            take_word(amending, at, stop, &between);
        else
            stop++;
    }
    return between;
}

/* A change behind another one is of the same regulation, not of the regulation that changed it. */
static void link_neighbours(const struct amending *amending, uint32_t before, uint32_t behind) {
    struct mention *left = &amending->doc->mentions[before], *right = &amending->doc->mentions[behind];
    if (right->start < left->end || right->start - left->end > WORDS_BETWEEN)
        return;
    struct between between = read_between(amending, left->end, right->start);
    if (between.only_by && between.again && left->other != NO_MENTION)
        right->other = left->other;
    else if (between.only_by && between.amended_by)
        right->other = before;
    else if (between.only_amends && between.amends)
        left->other = behind;
}

/* ---- Titles -------------------------------------------------------------------------------------------------------- */

static int index_laws(struct amending *amending) {
    netral_doc *doc = amending->doc;
    amending->laws = doc->strings.count;
    amending->first = arena_numbers(&doc->scratch, amending->laws + 1);
    if (!amending->first)
        return NETRAL_ERROR_MEMORY;
    for (uint32_t i = mention_next(doc, SET_REGULATIONS, 0); i < doc->mention_count; i = mention_next(doc, SET_REGULATIONS, i + 1)) {
        const struct facts *facts = mention_facts(doc, &doc->mentions[i]);
        if (facts && facts->law && !amending->first[facts->law])
            amending->first[facts->law] = i + 1;
    }
    return 0;
}

/* Number and year as the title has them, in either order: the year has four digits. */
static int read_number(const netral_doc *doc, const struct part *part, int *number, int *year) {
    *number = *year = 0;
    for (uint32_t i = part->start; i < part_end(part); i++) {
        int value = 0, digits = 0;
        for (; i < part_end(part) && doc->text[i] >= '0' && doc->text[i] <= '9' && digits < 6; i++, digits++)
            value = value * 10 + (doc->text[i] - '0');
        if (digits == 4)
            *year = value;
        else if (digits && !*number)
            *number = value;
    }
    return *number && *year;
}

static int link_title(struct amending *amending, uint32_t index) {
    netral_doc *doc = amending->doc;
    const struct mention *mention = &doc->mentions[index];
    const struct part *old = mention_part(doc, mention, PART_OLD), *type = old ? mention_part(doc, mention, PART_OLDTYPE) : NULL;
    char text[120];
    int number, year;
    if (!type || !read_number(doc, old, &number, &year))
        return 0;
    const char *kind = entries_canonical(doc->pack, type->node, doc->pack->known.instrument);
    if (!kind)
        return 0;
    if (!amending->first && index_laws(amending))
        return NETRAL_ERROR_MEMORY;
    snprintf(text, sizeof text, "%s %d/%d", kind, number, year);
    uint32_t law = interned_number(&doc->strings, text, strlen(text));
    uint32_t first = law && law <= amending->laws ? amending->first[law] : 0;
    if (first && first - 1 != index)
        doc->mentions[index].other = first - 1;
    return law ? 0 : NETRAL_ERROR_MEMORY;
}

int amendments_link(netral_doc *doc) {
    struct amending amending = {.doc = doc};
    uint32_t before = NO_MENTION, first = mention_next(doc, SET_REGULATIONS, 0);
    if (first == doc->mention_count)
        return 0;
    int code = 0;
    for (uint32_t i = first; i < doc->mention_count && code == 0; i = mention_next(doc, SET_REGULATIONS, i + 1)) {
        if (document_has_part(doc, PART_OLD))
            code = link_title(&amending, i);
        if (before != NO_MENTION)
            link_neighbours(&amending, before, i);
        before = i;
    }
    return code;
}
