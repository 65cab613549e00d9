/* Aliases: what stands in parentheses behind a name and is another name of the same thing: `Badan Kepegawaian Negara (BKN)`,
 * `Wilfridus M. Kako Nono, S.S (Wilfrid)`. A rule whose norm is `@alias` found them; here each gets the mention it stands for,
 * the nearest one of its type that ends before it. */
#include <string.h>

#include "resolve.h"

static int is_alias(const netral_doc *doc, const struct mention *mention) {
    return strcmp(doc->pack->strings + doc->pack->rules[mention->rule].norm, "@alias") == 0;
}

/* Mentions of a segment are in the order of layers, not of the text: the nearest before the alias is looked for among all that
 * were found since the alias's segment began; aliases come last in it. */
static uint32_t stands_for(const netral_doc *doc, size_t alias) {
    const struct mention *wanted = &doc->mentions[alias];
    uint32_t best = NO_MENTION;
    for (size_t i = alias; i-- > 0;) {
        const struct mention *mention = &doc->mentions[i];
        if (mention->end + LIMIT_BLOCK_BYTES < wanted->start)
            break;
        if (mention->type != wanted->type || mention->end > wanted->start || mention->start < wanted->outer_start)
            continue;
        if (best == NO_MENTION || mention->end > doc->mentions[best].end)
            best = (uint32_t)i;
    }
    return best;
}

int aliases_link(netral_doc *doc) {
    for (size_t i = 0; i < doc->mention_count; i++)
        if (is_alias(doc, &doc->mentions[i]))
            doc->mentions[i].full = stands_for(doc, i);
    return 0;
}
