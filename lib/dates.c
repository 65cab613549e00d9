/* The article's own date, and every date's normal form in its light. The date comes from the caller, else from the front
 * matter, else from the first whole date near the article's beginning (publication line, dateline); a mention that even so
 * lacks a part looks at the nearest whole date before it, else the nearest behind. */
#include <stdio.h>
#include <string.h>

#include "lookup.h"
#include "norm_date.h"
#include "resolve.h"

/* A publication line or dateline stands in the first bytes of the text, or in the last. */
#define HEAD_BYTES 600
#define FOOT_BYTES 160

struct dated {
    struct mention *mention;
    struct date_value value;
    struct calendar_date nearest; /* the nearest whole date, this one or another */
};

struct dating {
    netral_doc *doc;
    struct calendar_date article; /* zero: the article does not say */
    struct dated *dates;          /* the mentions that are dates, in order, each read once */
    size_t count;
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

static int read_dates(struct dating *dating) {
    netral_doc *doc = dating->doc;
    uint32_t type = document_type(doc, "date");
    size_t count = 0;
    for (size_t i = 0; i < doc->mention_count; i++)
        count += doc->mentions[i].type == type && !(doc->mentions[i].flags & MENTION_DROPPED);
    dating->dates = arena_get(&doc->arena, (count + 1) * sizeof *dating->dates);
    if (!dating->dates)
        return NETRAL_ERROR_MEMORY;
    for (size_t i = 0; i < doc->mention_count; i++) {
        if (doc->mentions[i].type != type || doc->mentions[i].flags & MENTION_DROPPED)
            continue;
        struct dated *date = &dating->dates[dating->count++];
        *date = (struct dated){.mention = &doc->mentions[i]};
        date_read(doc, date->mention, &date->value);
    }
    return 0;
}

/* The last whole date of the article's foot: `Kupang, 3 Oktober 2024`. */
static struct calendar_date foot_date(const struct dating *dating) {
    for (size_t i = dating->count; i-- > 0 && dating->dates[i].mention->start + FOOT_BYTES > dating->doc->length;)
        if (is_whole(dating->dates[i].value.first) && !dating->dates[i].value.is_range)
            return dating->dates[i].value.first;
    return (struct calendar_date){0, 0, 0};
}

/* The first whole date of the front matter, else of the article's head, else the last of its foot. */
static struct calendar_date article_date(const struct dating *dating) {
    const netral_doc *doc = dating->doc;
    struct calendar_date head = {0, 0, 0};
    size_t head_end = HEAD_BYTES + (doc->source.value_count ? doc->source.values[doc->source.value_count - 1].end : 0);
    for (size_t i = 0; i < dating->count && dating->dates[i].mention->start <= head_end; i++) {
        const struct dated *date = &dating->dates[i];
        if (!is_whole(date->value.first) || date->value.is_range)
            continue;
        if (in_dated_value(doc, date->mention))
            return date->value.first;
        if (!head.year)
            head = date->value.first;
    }
    return head.year ? head : foot_date(dating);
}

static struct calendar_date given_date(const netral_doc *doc) {
    struct calendar_date date = {0, 0, 0};
    if (doc->date && sscanf(doc->date, "%4d-%2d-%2d", &date.year, &date.month, &date.day) < 1)
        date.year = 0;
    return date.year > 0 && calendar_exists(date) ? date : (struct calendar_date){0, 0, 0};
}

/* Walks forwards, then backwards, so that each date knows the nearest whole one. */
static void find_nearest(struct dating *dating) {
    struct calendar_date last = {0, 0, 0};
    for (size_t i = 0; i < dating->count; i++) {
        if (is_whole(dating->dates[i].value.first))
            last = dating->dates[i].value.first;
        dating->dates[i].nearest = last;
    }
    last = (struct calendar_date){0, 0, 0};
    for (size_t i = dating->count; i-- > 0;) {
        if (dating->dates[i].nearest.year == 0)
            dating->dates[i].nearest = last;
        else
            last = dating->dates[i].nearest;
    }
}

static int write_date(struct dating *dating, struct dated *date) {
    if (date->value.impossible) {
        date->mention->flags |= MENTION_DROPPED;
        return 0;
    }
    date->mention->norm = date_write(dating->doc, &date->value, dating->article.year ? dating->article : date->nearest);
    return date->mention->norm ? 0 : NETRAL_ERROR_MEMORY;
}

int dates_normalize(netral_doc *doc) {
    struct dating dating = {.doc = doc};
    int code = read_dates(&dating);
    if (code)
        return code;
    dating.article = given_date(doc);
    if (!dating.article.year)
        dating.article = article_date(&dating);
    find_nearest(&dating);
    for (size_t i = 0; i < dating.count && code == 0; i++)
        code = write_date(&dating, &dating.dates[i]);
    if (code || !dating.article.year)
        return code;
    char text[48];
    int length = snprintf(text, sizeof text, "%04d-%02d-%02d", dating.article.year % 10000, dating.article.month % 100,
                          dating.article.day % 100);
    doc->date = arena_string(&doc->arena, text, (size_t)length);
    return doc->date ? 0 : NETRAL_ERROR_MEMORY;
}
