/* One annotation, from its file to mentions. See gold.h; the forms are read in gold_json.c and gold_brat.c. */
#include "gold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"

/* ---- Adding -------------------------------------------------------------------------------------------------------- */

/* The room doubles whenever `count` is a power of two, so that nobody has to remember how much there is. */
void *gold_grow(void *items, size_t count, size_t size) {
    if (items && (count & (count - 1)) != 0)
        return items;
    return realloc(items, (count ? 2 * count : 1) * size);
}

int gold_add_piece(struct gold *gold, size_t start, size_t end) {
    struct gold_piece *pieces = gold_grow(gold->pieces, gold->piece_count, sizeof *pieces);
    if (!pieces)
        return -1;
    gold->pieces = pieces;
    pieces[gold->piece_count++] = (struct gold_piece){start, end};
    return 0;
}

/* The pieces that no mention has yet. */
static size_t first_new_piece(const struct gold *gold) {
    if (gold->mention_count == 0)
        return 0;
    const struct gold_mention *last = &gold->mentions[gold->mention_count - 1];
    return last->first_piece + last->piece_count;
}

static int skip_other(struct gold *gold, const char *type, size_t length) {
    if (gold->other_count++ == 0)
        snprintf(gold->other_type, sizeof gold->other_type, "%.*s", (int)(length < 39 ? length : 39), type);
    gold->piece_count = first_new_piece(gold);
    return 0;
}

int gold_add_mention(struct gold *gold, const char *type, size_t type_length, const char *text, const char *norm) {
    int measure = measures_find(gold->measures, type, type_length);
    if (measure < 0)
        return skip_other(gold, type, type_length);
    struct gold_mention *mentions = gold_grow(gold->mentions, gold->mention_count, sizeof *mentions);
    if (!mentions)
        return -1;
    gold->mentions = mentions;
    size_t first = first_new_piece(gold);
    struct gold_mention mention = {.measure = measure, .text = text, .first_piece = first};
    mention.norm = norm && *norm ? norm : NULL;
    mention.piece_count = gold->piece_count - first;
    mentions[gold->mention_count++] = mention;
    return 0;
}

int gold_add_office(struct gold *gold, const char *person, const char *position) {
    struct gold_office *offices = gold_grow(gold->offices, gold->office_count, sizeof *offices);
    if (!offices)
        return -1;
    gold->offices = offices;
    offices[gold->office_count++] = (struct gold_office){person, position};
    return 0;
}

/* ---- Reading ------------------------------------------------------------------------------------------------------- */

static int ends_with(const char *path, const char *end) {
    size_t length = strlen(path), end_length = strlen(end);
    return length > end_length && strcmp(path + length - end_length, end) == 0;
}

int gold_is_json(const char *path) {
    return ends_with(path, ".json");
}

int gold_is_brat(const char *path) {
    return ends_with(path, ".ann");
}

int gold_read(struct gold *gold, const struct measures *measures, const char *path) {
    memset(gold, 0, sizeof *gold);
    gold->measures = measures;
    gold->path = malloc(strlen(path) + 1);
    if (!gold->path) {
        report(path, "memory ran out");
        return -1;
    }
    strcpy(gold->path, path);
    const char *problem = input_read(path, &gold->bytes);
    if (problem) {
        report(path, "%s", problem);
        return -1;
    }
    return gold_is_brat(path) ? gold_read_brat(gold) : gold_read_json(gold);
}

void gold_free(struct gold *gold) {
    free(gold->path);
    free(gold->mentions);
    free(gold->pieces);
    free(gold->offices);
    buffer_free(&gold->bytes);
    json_decref(gold->root);
}
