/* Found mentions and annotated ones. See compare.h. Both stand in the order of the text, so that one pass over them, side by
 * side, sees all that overlap. */
#include "compare.h"

#include <stdlib.h>
#include <string.h>

#include "same.h"

/* ---- Figures ------------------------------------------------------------------------------------------------------- */

static struct figures figures_of(size_t right_found, size_t found, size_t right_gold, size_t gold) {
    struct figures figures = {0, 0, 0};
    figures.precision = found ? (double)right_found / (double)found : 0;
    figures.recall = gold ? (double)right_gold / (double)gold : 0;
    double sum = figures.precision + figures.recall;
    figures.f1 = sum > 0 ? 2 * figures.precision * figures.recall / sum : 0;
    return figures;
}

struct figures tally_exact(const struct tally *tally) {
    return figures_of(tally->right, tally->found, tally->right, tally->gold);
}

struct figures tally_overlapping(const struct tally *tally) {
    return figures_of(tally->found_touched, tally->found, tally->gold_touched, tally->gold);
}

double tally_macro(const struct tally *tallies, int measures) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < measures; i++) {
        sum += tally_exact(&tallies[i]).f1;
        count += tallies[i].gold + tallies[i].found > 0;
    }
    return count ? sum / count : 0;
}

/* ---- Matching ------------------------------------------------------------------------------------------------------ */

/* Both have the same type and overlap. */
static int is_right(const struct gold_mention *gold, const netral_mention *found) {
    if (gold->norm && gold->measure == REGULATION)
        return same_regulation(found->norm, gold->norm);
    if (gold->norm && gold->measure == DATE)
        return same_date(found->norm, gold->norm);
    return found->start == gold->start && found->end == gold->end;
}

static void match_pair(struct gold_mention *gold, struct found *found) {
    if (found->measure != gold->measure || found->mention.end <= gold->start)
        return;
    gold->is_touched = found->is_touched = 1;
    if (!gold->is_right && !found->is_right && is_right(gold, &found->mention))
        gold->is_right = found->is_right = 1;
}

static void match_all(struct comparison *comparison) {
    struct found *found = comparison->found;
    size_t first = 0, count = comparison->found_count; /* what stands before `first` ends before all that follows */
    for (size_t i = 0; i < comparison->gold->mention_count; i++) {
        struct gold_mention *gold = &comparison->gold->mentions[i];
        gold->is_right = gold->is_touched = 0;
        while (first < count && found[first].mention.end <= gold->start)
            first++;
        for (size_t k = first; k < count && found[k].mention.start < gold->end; k++)
            match_pair(gold, &found[k]);
    }
}

static void count_all(struct comparison *comparison) {
    for (size_t i = 0; i < comparison->gold->mention_count; i++) {
        const struct gold_mention *gold = &comparison->gold->mentions[i];
        struct tally *tally = &comparison->tallies[gold->measure];
        tally->gold++;
        tally->gold_touched += (size_t)gold->is_touched;
    }
    for (size_t i = 0; i < comparison->found_count; i++) {
        const struct found *found = &comparison->found[i];
        if (found->measure < 0)
            continue;
        struct tally *tally = &comparison->tallies[found->measure];
        tally->found++;
        tally->right += (size_t)found->is_right;
        tally->found_touched += (size_t)found->is_touched;
    }
}

/* ---- Misses -------------------------------------------------------------------------------------------------------- */

static size_t overlap(const netral_mention *mention, size_t start, size_t end) {
    size_t first = mention->start > start ? mention->start : start, last = mention->end < end ? mention->end : end;
    return first < last ? last - first : 0;
}

const netral_mention *comparison_nearest(const struct comparison *comparison, int measure, size_t start, size_t end) {
    const struct found *best = NULL;
    size_t most = 0;
    for (size_t i = 0; i < comparison->found_count && comparison->found[i].mention.start < end; i++) {
        const struct found *found = &comparison->found[i];
        size_t common = overlap(&found->mention, start, end);
        if (common > 0 && found->measure == measure)
            common += end; /* more than any other can have */
        if (common > most) {
            best = found;
            most = common;
        }
    }
    return best ? &best->mention : NULL;
}

static void tell_missed(const struct comparison *comparison, const struct gold_mention *gold) {
    if (gold->is_right)
        return;
    struct miss miss = {.measure = gold->measure, .start = gold->start, .end = gold->end, .norm = gold->norm};
    miss.text = comparison->text + gold->start;
    miss.length = gold->end - gold->start;
    miss.near = comparison_nearest(comparison, gold->measure, gold->start, gold->end);
    comparison->handle(comparison->context, &miss);
}

static void tell_spurious(const struct comparison *comparison, const struct found *found) {
    if (found->is_right || found->measure < 0)
        return;
    const netral_mention *mention = &found->mention;
    struct miss miss = {.measure = found->measure, .spurious = 1, .start = mention->start, .end = mention->end};
    miss.text = comparison->text + mention->start;
    miss.length = mention->end - mention->start;
    miss.norm = mention->norm;
    miss.near = mention;
    comparison->handle(comparison->context, &miss);
}

/* In the order of the text, so that what was found instead stands beside what was missed. */
static void tell_all(const struct comparison *comparison) {
    const struct gold *gold = comparison->gold;
    size_t i = 0, k = 0;
    while (comparison->handle && (i < gold->mention_count || k < comparison->found_count)) {
        if (k == comparison->found_count ||
            (i < gold->mention_count && gold->mentions[i].start <= comparison->found[k].mention.start))
            tell_missed(comparison, &gold->mentions[i++]);
        else
            tell_spurious(comparison, &comparison->found[k++]);
    }
}

/* ---------------------------------------------------------------------------------------------------------------------- */

static int read_found(struct comparison *comparison) {
    size_t count = netral_doc_mention_count(comparison->doc);
    comparison->found = calloc(count + 1, sizeof *comparison->found);
    if (!comparison->found)
        return -1;
    for (size_t i = 0; i < count; i++) {
        struct found *found = &comparison->found[i];
        netral_doc_mention(comparison->doc, i, &found->mention);
        found->measure = measures_find(comparison->gold->measures, found->mention.type, strlen(found->mention.type));
    }
    comparison->found_count = count;
    return 0;
}

int compare_document(const netral_doc *doc, struct gold *gold, struct tally *tallies, miss_handler *handle,
                     void *context) {
    size_t length;
    struct comparison comparison = {.doc = doc, .gold = gold, .tallies = tallies, .handle = handle, .context = context};
    comparison.text = netral_doc_text(doc, &length);
    if (read_found(&comparison) != 0)
        return -1;
    match_all(&comparison);
    count_all(&comparison);
    tell_all(&comparison);
    int status = gold->has_officials ? compare_officials(&comparison) : 0;
    free(comparison.found);
    return status;
}
