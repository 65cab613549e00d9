/* The article's own date, and every date's normal form in its light. The date comes from the caller, else from the front
 * matter, else from the first whole date near the article's beginning (publication line, dateline); a mention that even so
 * lacks a part looks at the nearest whole date before it, else the nearest behind. Where no date is whole, a weekday is better
 * evidence of the year than the years that stand around it: `Kamis (02/11)` beside `2024` is of 2023. */
#include <stdio.h>
#include <string.h>

#include "lookup.h"
#include "norm_date.h"
#include "resolve.h"

/* A publication line or dateline stands in the first bytes of the text, or in the last. */
#define HEAD_BYTES 600
#define FOOT_BYTES 160

struct dating {
    netral_doc *doc;
    uint32_t type;
    struct calendar_date article; /* zero: the article does not say */
    struct calendar_date *nearest; /* for each mention: the nearest whole date */
    struct named_years named;
};

static int is_whole(struct calendar_date date) {
    return date.year && date.month && date.day && calendar_exists(date);
}

static int in_dated_value(const netral_doc *doc, const struct mention *mention) {
    for (size_t i = 0; i < doc->source.value_count; i++) {
        const struct source_block *value = &doc->source.values[i];
        if (mention->start >= value->start && mention->end <= value->end)
            return lexicon_has(doc->pack, "data-date-key", doc->text + value->key_start, value->key_end - value->key_start);
    }
    return 0;
}

/* A rule without a norm finds dates of another calendar, which stay as they are written. */
static int is_date(const struct dating *dating, size_t i) {
    const struct mention *mention = &dating->doc->mentions[i];
    const netral_pack *pack = dating->doc->pack;
    return mention->type == dating->type && !(mention->flags & MENTION_DROPPED) && pack->strings[pack->rules[mention->rule].norm];
}

/* The last whole date of the article's foot: `Kupang, 3 Oktober 2024`. */
static struct calendar_date foot_date(struct dating *dating) {
    netral_doc *doc = dating->doc;
    for (size_t i = doc->mention_count; i-- > 0 && doc->mentions[i].start + FOOT_BYTES > doc->length;) {
        struct date_value value;
        if (!is_date(dating, i))
            continue;
        date_read(doc, &doc->mentions[i], &value);
        if (is_whole(value.first) && !value.is_range)
            return value.first;
    }
    return (struct calendar_date){0, 0, 0};
}

/* The first whole date of the front matter, else of the article's head, else the last of its foot. */
static struct calendar_date article_date(struct dating *dating) {
    netral_doc *doc = dating->doc;
    struct calendar_date head = {0, 0, 0};
    size_t head_end = HEAD_BYTES + (doc->source.value_count ? doc->source.values[doc->source.value_count - 1].end : 0);
    for (size_t i = 0; i < doc->mention_count; i++) {
        struct date_value value;
        if (!is_date(dating, i))
            continue;
        if (doc->mentions[i].start > head_end)
            break;
        date_read(doc, &doc->mentions[i], &value);
        if (!is_whole(value.first) || value.is_range)
            continue;
        if (in_dated_value(doc, &doc->mentions[i]))
            return value.first;
        if (!head.year)
            head = value.first;
    }
    return head.year ? head : foot_date(dating);
}

static struct calendar_date given_date(const netral_doc *doc) {
    struct calendar_date date = {0, 0, 0};
    if (doc->date && sscanf(doc->date, "%4d-%2d-%2d", &date.year, &date.month, &date.day) < 1)
        date.year = 0;
    return date.year > 0 && calendar_exists(date) ? date : (struct calendar_date){0, 0, 0};
}

/* Walks forwards, then backwards, so that each mention knows the nearest whole date. */
static int find_nearest(struct dating *dating) {
    netral_doc *doc = dating->doc;
    struct calendar_date last = {0, 0, 0};
    dating->nearest = arena_get(&doc->arena, (doc->mention_count + 1) * sizeof *dating->nearest);
    if (!dating->nearest)
        return NETRAL_ERROR_MEMORY;
    for (size_t i = 0; i < doc->mention_count; i++) {
        struct date_value value;
        if (is_date(dating, i)) {
            date_read(doc, &doc->mentions[i], &value);
            if (is_whole(value.first))
                last = value.first;
        }
        dating->nearest[i] = last;
    }
    last = (struct calendar_date){0, 0, 0};
    for (size_t i = doc->mention_count; i-- > 0;) {
        if (dating->nearest[i].year == 0)
            dating->nearest[i] = last;
        else
            last = dating->nearest[i];
    }
    return 0;
}

static void name_year(struct named_years *named, int year) {
    for (size_t i = 0; i < named->count; i++)
        if (named->years[i] == year)
            return;
    if (year > 0 && named->count < NAMED_YEARS)
        named->years[named->count++] = year;
}

/* The article's year first, where the caller gave no more than that. */
static void collect_years(struct dating *dating) {
    name_year(&dating->named, dating->article.year);
    for (size_t i = 0; i < dating->doc->mention_count && dating->named.count < NAMED_YEARS; i++) {
        struct date_value value;
        if (!is_date(dating, i))
            continue;
        date_read(dating->doc, &dating->doc->mentions[i], &value);
        name_year(&dating->named, value.first.year);
        name_year(&dating->named, value.last.year);
    }
}

static int write_date(struct dating *dating, size_t i) {
    struct mention *mention = &dating->doc->mentions[i];
    struct calendar_date known = dating->article.year ? dating->article : dating->nearest[i];
    struct date_value value;
    date_read(dating->doc, mention, &value);
    if (value.impossible) {
        mention->flags |= MENTION_DROPPED;
        return 0;
    }
    if (!known.day)
        date_settle_year(&value, &dating->named);
    date_complete(&value, known);
    if (value.inferred)
        mention->flags |= MENTION_INFERRED;
    if (date_contradicts(&value))
        mention->check = "weekday";
    mention->norm = date_write(dating->doc, &value);
    return mention->norm ? 0 : NETRAL_ERROR_MEMORY;
}

int dates_normalize(netral_doc *doc) {
    struct dating dating = {.doc = doc, .type = document_type(doc, "date")};
    dating.article = given_date(doc);
    if (!dating.article.year)
        dating.article = article_date(&dating);
    int code = find_nearest(&dating);
    if (!dating.article.day)
        collect_years(&dating);
    for (size_t i = 0; i < doc->mention_count && code == 0; i++)
        if (is_date(&dating, i))
            code = write_date(&dating, i);
    if (code || !dating.article.year)
        return code;
    char text[48];
    int length = snprintf(text, sizeof text, "%04d-%02d-%02d", dating.article.year % 10000, dating.article.month % 100,
                          dating.article.day % 100);
    doc->date = arena_string(&doc->arena, text, (size_t)length);
    return doc->date ? 0 : NETRAL_ERROR_MEMORY;
}
