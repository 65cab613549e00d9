/* Which regulation changes which. Two ways of saying it: words between two citations (`PP 99/2000 sebagaimana telah diubah dengan
 * PP 12/2002`: lexicon class [amended-by]; [amended-again] for one more behind it; [amends] where the later law stands first), and
 * the later law's title, which is inside its one mention (`UU 20/2001 tentang Perubahan atas UU Nomor 31 Tahun 1999`) and points
 * at the first mention of that law anywhere in the article. */
#include <stdio.h>
#include <string.h>

#include "hash.h"
#include "lookup.h"
#include "resolve.h"

#define WORDS_BETWEEN 120

struct amending {
    netral_doc *doc;
    uint32_t type;
    uint32_t by, by_word, again, amends, amends_word; /* classes */
    uint32_t *first;            /* by a law's hash: its first mention plus one */
    uint32_t mask;
};

static int is_sign(char c) {
    return c == ' ' || c == ',' || c == '(' || c == ')' || c == '-' || (c >= '\t' && c <= '\r');
}

/* ---- Words between ------------------------------------------------------------------------------------------------- */

/* What the words between two citations are, together. */
struct between {
    int amended_by, again, amends; /* a word of this kind is among them … */
    int only_by, only_amends;      /* … and every word may stand beside it */
};

static int is_word(const struct amending *amending, size_t start, size_t end, uint32_t class) {
    const netral_doc *doc = amending->doc;
    return lookup_entry(doc->pack, &doc->segment->tokens, doc->text + start, end - start, class, 0) != 0;
}

static void take_word(const struct amending *amending, size_t start, size_t end, struct between *between) {
    int by = is_word(amending, start, end, amending->by), amends = is_word(amending, start, end, amending->amends);
    between->amended_by |= by;
    between->amends |= amends;
    between->again |= is_word(amending, start, end, amending->again);
    between->only_by &= by || is_word(amending, start, end, amending->by_word);
    between->only_amends &= amends || is_word(amending, start, end, amending->amends_word);
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
    if (between.only_by && between.again && left->amends != NO_MENTION)
        right->amends = left->amends;
    else if (between.only_by && between.amended_by)
        right->amends = before;
    else if (between.only_amends && between.amends)
        left->amends = behind;
}

/* ---- Titles -------------------------------------------------------------------------------------------------------- */

static uint32_t *first_slot(const struct amending *amending, const char *law) {
    uint32_t i = hash_bytes(law, strlen(law)) & amending->mask;
    while (amending->first[i] && strcmp(amending->doc->mentions[amending->first[i] - 1].law, law) != 0)
        i = (i + 1) & amending->mask;
    return &amending->first[i];
}

static int index_laws(struct amending *amending) {
    netral_doc *doc = amending->doc;
    size_t slots = 16;
    while (slots < doc->mention_count * 2)
        slots *= 2;
    amending->mask = (uint32_t)slots - 1;
    amending->first = arena_get(&doc->arena, slots * sizeof *amending->first);
    if (!amending->first)
        return NETRAL_ERROR_MEMORY;
    memset(amending->first, 0, slots * sizeof *amending->first);
    for (size_t i = 0; i < doc->mention_count; i++) {
        uint32_t *slot = doc->mentions[i].law ? first_slot(amending, doc->mentions[i].law) : NULL;
        if (slot && !*slot)
            *slot = (uint32_t)i + 1;
    }
    return 0;
}

/* Number and year as the title has them, in either order: the year has four digits. */
static int read_number(const netral_doc *doc, const struct part *part, int *number, int *year) {
    *number = *year = 0;
    for (uint32_t i = part->start; i < part->end; i++) {
        int value = 0, digits = 0;
        for (; i < part->end && doc->text[i] >= '0' && doc->text[i] <= '9' && digits < 6; i++, digits++)
            value = value * 10 + (doc->text[i] - '0');
        if (digits == 4)
            *year = value;
        else if (digits && !*number)
            *number = value;
    }
    return *number && *year;
}

static void link_title(const struct amending *amending, uint32_t index) {
    netral_doc *doc = amending->doc;
    struct mention *mention = &doc->mentions[index];
    const struct part *type = mention_part(mention, "oldtype"), *old = mention_part(mention, "old");
    char law[120];
    int number, year;
    if (!type || !old || !read_number(doc, old, &number, &year))
        return;
    uint32_t entry = lookup_entry(doc->pack, &doc->segment->tokens, doc->text + type->start, type->end - type->start,
                                  pack_class(doc->pack, "instrument"), 0);
    if (!entry)
        return;
    snprintf(law, sizeof law, "%s %d/%d", doc->pack->strings + doc->pack->entries[entry].canonical, number, year);
    uint32_t first = *first_slot(amending, law);
    if (first && first - 1 != index)
        mention->amends = first - 1;
}

int amendments_link(netral_doc *doc) {
    struct amending amending = {.doc = doc, .type = document_type(doc, "regulation"), .by = pack_class(doc->pack, "amended-by"),
                                .by_word = pack_class(doc->pack, "amended-by-word"), .again = pack_class(doc->pack, "amended-again"),
                                .amends = pack_class(doc->pack, "amends"), .amends_word = pack_class(doc->pack, "amends-word")};
    uint32_t before = NO_MENTION;
    if (index_laws(&amending))
        return NETRAL_ERROR_MEMORY;
    for (uint32_t i = 0; i < doc->mention_count; i++) {
        if (doc->mentions[i].type != amending.type)
            continue;
        link_title(&amending, i);
        if (before != NO_MENTION)
            link_neighbours(&amending, before, i);
        before = i;
    }
    return 0;
}
