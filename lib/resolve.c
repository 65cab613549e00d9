/* The order of resolving, nesting, and normal forms that need no file of their own. */
#include "resolve.h"

#include "mentions.h"
#include "names.h"
#include "norm_date.h"
#include "norm_definition.h"
#include "norm_entry.h"
#include "norm_position.h"
#include "norm_regulation.h"
#include "norm_template.h"
#include "norm_text.h"

/* ---- Nesting ------------------------------------------------------------------------------------------------------- */

/* A position holds one institution, its longest; shorter ones inside it are dropped. Returns how many were. */
static size_t nest_in(netral_doc *doc, struct mention *outer) {
    const struct mention *end = doc->mentions + doc->mention_count;
    size_t dropped = 0;
    for (struct mention *inner = outer + 1; inner < end && inner->start < outer->end; inner++) {
        if (inner->type != doc->pack->known.institution || inner->flags & MENTION_DROPPED)
            continue;
        struct mention *held = outer->other == NO_MENTION ? NULL : &doc->mentions[outer->other];
        int is_shorter = held && held->end - held->start >= inner->end - inner->start;
        if (!is_shorter)
            outer->other = (uint32_t)(inner - doc->mentions);
        struct mention *loser = is_shorter ? inner : held;
        if (loser)
            loser->flags |= MENTION_DROPPED;
        dropped += loser != NULL;
    }
    return dropped;
}

static int nest(netral_doc *doc, struct segment *segment) {
    uint32_t first = (uint32_t)segment->first_mention;
    size_t dropped = 0;
    for (uint32_t i = mention_next(doc, SET_POSITIONS, first); i < doc->mention_count; i = mention_next(doc, SET_POSITIONS, i + 1))
        dropped += nest_in(doc, &doc->mentions[i]);
    if (!dropped)
        return 0;
    int code = mentions_leave_out(doc, segment);
    return code ? code : mentions_sort_out(doc, first);
}

/* ---- Normal forms -------------------------------------------------------------------------------------------------- */

/* mantan Menteri Perdagangan (Mendag): the short form means the same office, held once. */
static void take_from_full(netral_doc *doc, struct mention *mention) {
    const struct mention *full = &doc->mentions[mention->norm];
    if (full->flags & MENTION_WAITING || !full->norm)
        return;
    mention->norm = full->norm;
    mention->flags = (uint8_t)((mention->flags & ~MENTION_WAITING) | (full->flags & MENTION_FORMER));
}

/* Institutions, and what types a pack has besides. */
static int normalize_other(netral_doc *doc, const struct segment *segment, const struct placed_mention *placed, struct mention *mention) {
    int is_institution = mention->type == doc->pack->known.institution;
    if (mention->flags & MENTION_WAITING) {
        take_from_full(doc, mention);
        return 0;
    }
    mention->norm = entry_norm(doc, mention);
    if (!mention->norm && doc->pack->rules[mention->rule].tells && !is_institution)
        return 0; /* what its template says, or its text */
    if (!mention->norm)
        mention->norm = text_expand(doc, segment, placed->first, placed->end, is_institution);
    return mention->norm ? 0 : NETRAL_ERROR_MEMORY;
}

static int normalize_position(netral_doc *doc, const struct segment *segment, const struct placed_mention *placed,
                              struct mention *mention) {
    if (!(mention->flags & MENTION_WAITING))
        return position_normalize(doc, segment, placed, mention);
    take_from_full(doc, mention);
    return 0;
}

/* Persons, regulations and dates wait for the end of the article, but for dates that are taken as they are. */
static int normalize_date(netral_doc *doc, const struct segment *segment, const struct placed_mention *placed, struct mention *mention) {
    int waits_for_end = !(mention->flags & MENTION_WAITING) && date_is_read(doc, mention);
    return waits_for_end ? 0 : normalize_other(doc, segment, placed, mention);
}

typedef int normalize_mention(netral_doc *doc, const struct segment *segment, const struct placed_mention *placed, struct mention *mention);

/* One kind of mentions after another: which comes next cannot be foreseen. */
static int normalize_all(netral_doc *doc, const struct segment *segment, enum mention_set set, normalize_mention *normalize) {
    uint32_t first = (uint32_t)segment->first_mention;
    int code = 0;
    for (uint32_t i = mention_next(doc, set, first); i < doc->mention_count && code == 0; i = mention_next(doc, set, i + 1))
        code = normalize(doc, segment, &segment->placed[i - first], &doc->mentions[i]);
    return code;
}

static int find_entries(netral_doc *doc, const struct segment *segment) {
    int code = 0;
    for (size_t i = segment->first_mention; i < doc->mention_count && segment->has_entries && code == 0; i++)
        code = entry_find(doc, segment, &segment->placed[i - segment->first_mention], &doc->mentions[i]);
    return code;
}

int resolve_segment(netral_doc *doc, struct segment *segment) {
    int code = mentions_order(doc, segment);
    if (segment->has_aliases && code == 0)
        aliases_link(doc, segment);
    code = code ? code : mentions_sort_out(doc, segment->first_mention);
    code = code ? code : nest(doc, segment);
    code = code ? code : find_entries(doc, segment);
    code = code ? code : normalize_all(doc, segment, SET_OTHERS, normalize_other);
    code = code ? code : normalize_all(doc, segment, SET_POSITIONS, normalize_position);
    code = code ? code : normalize_all(doc, segment, SET_DATES, normalize_date);
    arena_reset(&doc->scratch);
    code = code ? code : names_collect(doc, segment);
    return code ? code : loose_collect(doc, segment);
}

static int normalize_regulations(netral_doc *doc) {
    struct cited_before before;
    struct instrument instrument = {0, 0, 0, &before};
    before.name = 0;
    int code = 0;
    definitions_forget(doc);
    for (uint32_t i = mention_next(doc, SET_REGULATIONS, 0); i < doc->mention_count && code == 0;
         i = mention_next(doc, SET_REGULATIONS, i + 1))
        if (!(doc->mentions[i].flags & MENTION_WAITING))
            code = regulation_write(doc, &doc->mentions[i], &instrument);
    return code;
}

/* The last normal forms; then aliases can have theirs. */
static int write_templates(netral_doc *doc) {
    int code = templates_write(doc);
    for (uint32_t i = mention_next(doc, SET_ALIASES, 0); i < doc->mention_count; i = mention_next(doc, SET_ALIASES, i + 1))
        if (doc->mentions[i].flags & MENTION_WAITING)
            take_from_full(doc, &doc->mentions[i]);
    return code;
}

/* After this no mention comes or goes. The names that told the later ones are put in order again only when some came. */
static int settle_mentions(netral_doc *doc) {
    struct acronyms acronyms;
    size_t found = doc->mention_count;
    int changed = 0, code = acronyms_collect(doc, &acronyms);
    code = code ? code : acronyms_settle(doc, &acronyms);
    size_t held = doc->mention_count;
    code = code ? code : later_mentions_find(doc, &acronyms);
    if (doc->mention_count > found)
        arena_reset(&doc->scratch); /* the names are laid out anew below */
    code = code ? code : mentions_join(doc, found, held);
    code = code ? code : dates_normalize(doc);
    code = code ? code : mentions_merge(doc, found, &changed);
    if (!changed)
        return code;
    arena_reset(&doc->scratch);
    code = code ? code : mentions_sort_out(doc, 0);
    return code ? code : name_index_settle(doc);
}

/* Entries are settled before templates ask for normal forms, and again when names were joined. */
int resolve_document(netral_doc *doc) {
    static int (*const stages[])(netral_doc *) = {persons_normalize, normalize_regulations, entries_settle, write_templates,
                                                  variants_join, amendments_link, entries_settle};
    int code = settle_mentions(doc);
    for (size_t i = 0; i < sizeof stages / sizeof *stages && doc->mention_count && code == 0; i++) {
        code = stages[i](doc);
        arena_reset(&doc->scratch);
    }
    arena_reset(&doc->scratch);
    return code;
}
