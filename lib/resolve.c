/* The order of resolving, the order of mentions, and normal forms that need no file of their own. */
#include "resolve.h"

#include <stdlib.h>
#include <string.h>

#include "norm_position.h"
#include "norm_regulation.h"
#include "norm_template.h"
#include "norm_text.h"

/* ---- Order --------------------------------------------------------------------------------------------------------- */

struct ordered {
    uint32_t start, end, index, type;
};

static int by_place(const void *a, const void *b) {
    const struct ordered *one = a, *other = b;
    if (one->start != other->start)
        return one->start < other->start ? -1 : 1;
    if (one->end != other->end)
        return one->end > other->end ? -1 : 1;
    return one->type != other->type ? (one->type < other->type ? -1 : 1) : one->index < other->index ? -1 : 1;
}

static uint32_t moved(const uint32_t *places, uint32_t index) {
    return index == NO_MENTION ? NO_MENTION : places[index];
}

/* Moves the mentions in their new order, leaving out the dropped, and lets every index follow. */
static int rearrange(netral_doc *doc, const struct ordered *order) {
    size_t count = doc->mention_count, kept = 0;
    struct mention *sorted = memory_resize(&doc->allocator, NULL, 0, doc->mention_capacity * sizeof *sorted);
    uint32_t *places = arena_get(&doc->arena, count * sizeof *places);
    if (!sorted || !places) {
        memory_resize(&doc->allocator, sorted, doc->mention_capacity * sizeof *sorted, 0);
        return NETRAL_ERROR_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        const struct mention *mention = &doc->mentions[order[i].index];
        places[order[i].index] = mention->flags & MENTION_DROPPED ? NO_MENTION : (uint32_t)kept;
        if (!(mention->flags & MENTION_DROPPED))
            sorted[kept++] = *mention;
    }
    memory_resize(&doc->allocator, doc->mentions, doc->mention_capacity * sizeof *sorted, 0);
    doc->mentions = sorted;
    doc->mention_count = kept;
    for (size_t i = 0; i < kept; i++) {
        sorted[i].full = moved(places, sorted[i].full);
        sorted[i].institution = moved(places, sorted[i].institution);
        sorted[i].amends = moved(places, sorted[i].amends);
    }
    size_t links = 0;
    for (size_t i = 0; i < doc->link_count; i++) {
        struct link link = {moved(places, doc->links[i].person), moved(places, doc->links[i].position)};
        if (link.person != NO_MENTION && link.position != NO_MENTION)
            doc->links[links++] = link;
    }
    doc->link_count = links;
    return 0;
}

static int is_sorted(const struct ordered *order, size_t count) {
    size_t i = 1;
    while (i < count && by_place(&order[i - 1], &order[i]) < 0)
        i++;
    return i >= count;
}

int mentions_sort(netral_doc *doc) {
    size_t count = doc->mention_count;
    if (count == 0)
        return 0;
    struct ordered *order = memory_resize(&doc->allocator, NULL, 0, count * sizeof *order);
    if (!order)
        return NETRAL_ERROR_MEMORY;
    for (size_t i = 0; i < count; i++)
        order[i] = (struct ordered){doc->mentions[i].start, doc->mentions[i].end, (uint32_t)i, doc->mentions[i].type};
    if (!is_sorted(order, count)) /* the second time they are */
        qsort(order, count, sizeof *order, by_place);
    int code = rearrange(doc, order);
    memory_resize(&doc->allocator, order, count * sizeof *order, 0);
    return code;
}

/* ---- Nesting ------------------------------------------------------------------------------------------------------- */

/* A position holds one institution, its longest; shorter ones inside it are dropped. Mentions are sorted. */
static void nest(netral_doc *doc) {
    uint32_t position = document_type(doc, "position"), institution = document_type(doc, "institution");
    for (size_t i = 0; i < doc->mention_count; i++) {
        struct mention *outer = &doc->mentions[i];
        if (outer->type != position)
            continue;
        for (size_t j = i + 1; j < doc->mention_count && doc->mentions[j].start < outer->end; j++) {
            struct mention *inner = &doc->mentions[j];
            if (inner->type != institution || inner->flags & MENTION_DROPPED)
                continue;
            struct mention *held = outer->institution == NO_MENTION ? NULL : &doc->mentions[outer->institution];
            if (held && held->end - held->start >= inner->end - inner->start) {
                inner->flags |= MENTION_DROPPED;
                continue;
            }
            if (held)
                held->flags |= MENTION_DROPPED;
            outer->institution = (uint32_t)j;
        }
    }
}

/* ---- Normal forms -------------------------------------------------------------------------------------------------- */

static int normalize_one(netral_doc *doc, struct mention *mention, struct instrument *instrument) {
    const char *type = doc->pack->strings + doc->pack->types[mention->type].name;
    if (strcmp(type, "regulation") == 0)
        return regulation_write(doc, mention, instrument);
    if (strcmp(type, "position") == 0 && mention->full == NO_MENTION)
        return position_normalize(doc, mention);
    if (!mention->norm && mention->full == NO_MENTION)
        mention->norm = text_expand(doc, mention->start, mention->end);
    return mention->norm || mention->full != NO_MENTION ? 0 : NETRAL_ERROR_MEMORY;
}

static int normalize_all(netral_doc *doc) {
    struct instrument instrument = {NULL, 0, NULL};
    int code = names_normalize(doc);
    code = code ? code : dates_normalize(doc);
    for (size_t i = 0; i < doc->mention_count && code == 0; i++)
        if (!(doc->mentions[i].flags & MENTION_DROPPED))
            code = normalize_one(doc, &doc->mentions[i], &instrument);
    code = code ? code : templates_write(doc);
    for (size_t i = 0; i < doc->mention_count && code == 0; i++) {
        struct mention *mention = &doc->mentions[i], *full = mention->full == NO_MENTION ? NULL : &doc->mentions[mention->full];
        if (!full || !full->norm)
            continue;
        mention->norm = full->norm;
        mention->flags |= full->flags & MENTION_FORMER; /* mantan Menteri Perdagangan (Mendag) */
    }
    return code;
}

int resolve_document(netral_doc *doc) {
    int code = aliases_link(doc);
    code = code ? code : later_mentions_find(doc);
    code = code ? code : mentions_sort(doc);
    if (code)
        return code;
    nest(doc);
    code = normalize_all(doc);
    code = code ? code : variants_join(doc);
    code = code ? code : amendments_link(doc);
    return code ? code : mentions_sort(doc); /* without what normalising dropped */
}
