/* Aliases: what stands in parentheses behind a name and is another name of the same thing: `Badan Kepegawaian Negara (BKN)`,
 * `Wilfridus M. Kako Nono, S.S (Wilfrid)`. A rule whose norm is `@alias` found them; here each gets the mention it stands for,
 * the nearest one of its type that ends before it. */
#include "resolve.h"

/* Mentions are in order: those before the alias that begin inside the alias's whole match are few. */
static uint32_t stands_for(const netral_doc *doc, size_t alias, uint32_t outer_start) {
    const struct mention *wanted = &doc->mentions[alias];
    uint32_t best = NO_MENTION;
    for (size_t i = alias; i-- > 0 && doc->mentions[i].start >= outer_start;) {
        const struct mention *mention = &doc->mentions[i];
        if (mention->type != wanted->type || mention->end > wanted->start)
            continue;
        if (best == NO_MENTION || mention->end > doc->mentions[best].end)
            best = (uint32_t)i;
    }
    return best;
}

void aliases_link(netral_doc *doc, const struct segment *segment) {
    for (size_t i = segment->first_mention; i < doc->mention_count; i++) {
        struct mention *mention = &doc->mentions[i];
        if (!doc->pack->rules[mention->rule].norm_is_alias)
            continue;
        const struct placed_mention *placed = &segment->placed[i - segment->first_mention];
        uint32_t found = stands_for(doc, i, segment_token(segment, placed->outer_first)->start);
        if (found == NO_MENTION)
            continue;
        mention->norm = found;
        mention->flags |= MENTION_ALIAS | MENTION_WAITING;
    }
}
