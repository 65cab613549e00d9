/* Mentions that belong together. Which mention an acronym stands for is not kept when it is read: it is the nearest one before it
 * that has its type and normal form and is no acronym itself. */
#include <stdlib.h>
#include <string.h>

#include "explain.h"

static int by_mention(const void *a, const void *b) {
    const struct tie *one = a, *other = b;
    if (one->mention != other->mention)
        return one->mention < other->mention ? -1 : 1;
    return one->other < other->other ? -1 : one->other > other->other;
}

size_t explain_first_tie(const struct tie *ties, size_t count, uint32_t mention) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ties[middle].mention < mention)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct tie *make_ties(const struct explanation *explanation, size_t count) {
    return memory_resize(&explanation->allocator, NULL, 0, count * sizeof(struct tie));
}

/* ---- Persons and offices ------------------------------------------------------------------------------------------- */

static int find_links(const netral_doc *doc, struct explanation *explanation) {
    size_t count = 2 * doc->link_count;
    if (count == 0)
        return 0;
    explanation->ties = make_ties(explanation, count);
    if (!explanation->ties)
        return NETRAL_ERROR_MEMORY;
    explanation->tie_count = count;
    for (size_t i = 0; i < doc->link_count; i++) {
        struct link link = doc->links[i];
        explanation->ties[2 * i] = (struct tie){link.person, link.position};
        explanation->ties[2 * i + 1] = (struct tie){link.position, link.person};
    }
    qsort(explanation->ties, count, sizeof *explanation->ties, by_mention);
    return 0;
}

/* ---- Other names --------------------------------------------------------------------------------------------------- */

static int is_other_name(const netral_doc *doc, const struct mention *mention) {
    return mention->flags & MENTION_ALIAS || mention->rule == doc->pack->known.later_acronym;
}

/* The mentions by type and normal form, which are one number here, then in the order of the text. */
struct named {
    uint64_t name;
    uint32_t mention;
};

static int by_name(const void *a, const void *b) {
    const struct named *one = a, *other = b;
    if (one->name != other->name)
        return one->name < other->name ? -1 : 1;
    return one->mention < other->mention ? -1 : one->mention > other->mention;
}

/* `full` has room for all of them. Returns how many were found. */
static size_t find_full(const netral_doc *doc, const struct named *named, struct tie *full) {
    size_t found = 0;
    uint32_t last = NO_MENTION;
    for (size_t i = 0; i < doc->mention_count; i++) {
        if (i == 0 || named[i].name != named[i - 1].name)
            last = NO_MENTION;
        if (!is_other_name(doc, &doc->mentions[named[i].mention]))
            last = named[i].mention;
        else if (last != NO_MENTION)
            full[found++] = (struct tie){named[i].mention, last};
    }
    return found;
}

static size_t count_other_names(const netral_doc *doc) {
    size_t count = 0;
    for (size_t i = 0; i < doc->mention_count; i++)
        count += (size_t)is_other_name(doc, &doc->mentions[i]);
    return count;
}

static int find_other_names(const netral_doc *doc, struct explanation *explanation) {
    size_t count = count_other_names(doc), size = doc->mention_count * sizeof(struct named);
    if (count == 0)
        return 0;
    struct named *named = memory_resize(&explanation->allocator, NULL, 0, size);
    explanation->full = named ? make_ties(explanation, count) : NULL;
    if (explanation->full) {
        explanation->full_count = count;
        memset(explanation->full, 0xff, count * sizeof *explanation->full); /* those not found stand last, of no mention */
        for (uint32_t i = 0; i < doc->mention_count; i++)
            named[i] = (struct named){(uint64_t)doc->mentions[i].type << 32 | doc->mentions[i].norm, i};
        qsort(named, doc->mention_count, sizeof *named, by_name);
        qsort(explanation->full, find_full(doc, named, explanation->full), sizeof *explanation->full, by_mention);
    }
    memory_resize(&explanation->allocator, named, named ? size : 0, 0);
    return explanation->full ? 0 : NETRAL_ERROR_MEMORY;
}

int explain_ties(const netral_doc *doc, struct explanation *explanation) {
    int code = find_links(doc, explanation);
    return code ? code : find_other_names(doc, explanation);
}
