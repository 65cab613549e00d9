/* Who holds which office, as pairs of a person's full name and a position's text. See compare.h. Both sides become sets: sorted
 * lists without doubles, walked side by side. */
#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "same.h"

struct pair {
    const char *name, *position;
    size_t name_length, position_length;
    const netral_mention *mention; /* the position as it was found; NULL on the annotated side */
};

struct pairs {
    struct pair *items;
    size_t count;
};

/* ---- Sets of pairs ------------------------------------------------------------------------------------------------- */

static int order(const void *a, const void *b) {
    const struct pair *left = a, *right = b;
    int names = text_order(left->name, left->name_length, right->name, right->name_length);
    return names ? names : text_order(left->position, left->position_length, right->position, right->position_length);
}

static void make_set(struct pairs *pairs) {
    size_t kept = 0;
    if (pairs->count > 0)
        qsort(pairs->items, pairs->count, sizeof *pairs->items, order);
    for (size_t i = 0; i < pairs->count; i++)
        if (kept == 0 || order(&pairs->items[kept - 1], &pairs->items[i]) != 0)
            pairs->items[kept++] = pairs->items[i];
    pairs->count = kept;
}

static int add(struct pairs *pairs, struct pair pair) {
    struct pair *items = gold_grow(pairs->items, pairs->count, sizeof *items);
    if (!items)
        return -1;
    pairs->items = items;
    items[pairs->count++] = pair;
    return 0;
}

/* ---- The found side ------------------------------------------------------------------------------------------------ */

static int add_found(struct pairs *pairs, const struct comparison *comparison, const netral_official *official) {
    for (size_t i = 0; i < official->position_count; i++) {
        const netral_mention *position = &comparison->found[official->positions[i]].mention;
        struct pair pair = {.name = official->name, .name_length = strlen(official->name), .mention = position};
        pair.position = comparison->text + position->start;
        pair.position_length = position->end - position->start;
        if (add(pairs, pair) != 0)
            return -1;
    }
    return 0;
}

static int read_found(struct pairs *pairs, const struct comparison *comparison) {
    netral_official official;
    for (size_t i = 0; netral_doc_official(comparison->doc, i, &official) == 0; i++)
        if (add_found(pairs, comparison, &official) != 0)
            return -1;
    make_set(pairs);
    return 0;
}

/* ---- The annotated side -------------------------------------------------------------------------------------------- */

/* The first annotated mention of the type that is written like this, or NULL. */
static const struct gold_mention *find_written(const struct comparison *comparison, int measure, const char *text,
                                               size_t length) {
    for (size_t i = 0; i < comparison->gold->mention_count; i++) {
        const struct gold_mention *mention = &comparison->gold->mentions[i];
        if (mention->measure == measure &&
            text_order(comparison->text + mention->start, mention->end - mention->start, text, length) == 0)
            return mention;
    }
    return NULL;
}

/* An official may be annotated by a part of the name: the full one is the normal form of the first person written so. */
static const char *full_name(const struct comparison *comparison, const char *name) {
    const struct gold_mention *mention = find_written(comparison, PERSON, name, strlen(name));
    return mention && mention->norm ? mention->norm : name;
}

static int read_gold(struct pairs *pairs, const struct comparison *comparison) {
    for (size_t i = 0; i < comparison->gold->office_count; i++) {
        const struct gold_office *office = &comparison->gold->offices[i];
        const char *name = full_name(comparison, office->person);
        struct pair pair = {name, office->position, strlen(name), strlen(office->position), NULL};
        if (add(pairs, pair) != 0)
            return -1;
    }
    make_set(pairs);
    return 0;
}

/* ---- Comparing ----------------------------------------------------------------------------------------------------- */

/* A missed pair has the place of the first position that is annotated in these words, if there is one. */
static void tell(const struct comparison *comparison, const struct pair *pair) {
    struct miss miss = {.measure = OFFICIALS, .spurious = pair->mention != NULL, .near = pair->mention};
    if (!comparison->handle)
        return;
    miss.person = pair->name;
    miss.person_length = pair->name_length;
    miss.text = pair->position;
    miss.length = pair->position_length;
    if (pair->mention) {
        miss.start = pair->mention->start;
        miss.end = pair->mention->end;
    } else {
        const struct gold_mention *place = find_written(comparison, POSITION, pair->position, pair->position_length);
        miss.start = place ? place->start : 0;
        miss.end = place ? place->end : 0;
        miss.near = comparison_nearest(comparison, POSITION, miss.start, miss.end);
    }
    comparison->handle(comparison->context, &miss);
}

static void walk(const struct comparison *comparison, const struct pairs *gold, const struct pairs *found) {
    struct tally *tally = &comparison->tallies[OFFICIALS];
    size_t i = 0, k = 0;
    tally->gold += gold->count;
    tally->found += found->count;
    while (i < gold->count || k < found->count) {
        int which = k == found->count ? -1 : i == gold->count ? 1 : order(&gold->items[i], &found->items[k]);
        if (which == 0)
            tally->right++;
        else
            tell(comparison, which < 0 ? &gold->items[i] : &found->items[k]);
        i += which <= 0;
        k += which >= 0;
    }
}

int compare_officials(struct comparison *comparison) {
    struct pairs gold = {NULL, 0}, found = {NULL, 0};
    int status = read_gold(&gold, comparison) != 0 || read_found(&found, comparison) != 0 ? -1 : 0;
    if (status == 0)
        walk(comparison, &gold, &found);
    free(gold.items);
    free(found.items);
    return status;
}
