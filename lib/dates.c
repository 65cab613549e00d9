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

/* The last dates that were read: most articles have no more, and read each once. */
#define KEPT_DATES 32

struct kept_date {
    uint32_t number; /* of the date, plus one; 0 none */
    struct date_value value;
};

struct dating {
    netral_doc *doc;
    uint32_t *places, count;      /* the numbers of the mentions that are dates */
    struct calendar_date article; /* zero: the article does not say */
    struct calendar_date *nearest; /* for each date: the nearest whole one; NULL where the article's own tells all */
    struct named_years named;
    struct kept_date *kept;
};

static int in_dated_value(const netral_doc *doc, const struct mention *mention) {
    for (size_t i = 0; i < doc->source.value_count; i++) {
        const struct source_block *value = &doc->source.values[i];
        if (mention->start >= value->start && mention->end <= value->end)
            return lexicon_has(doc->pack, "data-date-key", doc->text + value->key_start, value->key_end - value->key_start);
    }
    return 0;
}

static int list_dates(struct dating *dating) {
    const netral_doc *doc = dating->doc;
    dating->places = arena_get(&dating->doc->scratch, (mention_count_in(doc, SET_DATES) + (size_t)1) * sizeof *dating->places);
    dating->kept = arena_get(&dating->doc->scratch, KEPT_DATES * sizeof *dating->kept);
    if (!dating->places || !dating->kept)
        return NETRAL_ERROR_MEMORY;
    for (uint32_t i = mention_next(doc, SET_DATES, 0); i < doc->mention_count; i = mention_next(doc, SET_DATES, i + 1))
        if (date_is_read(doc, &doc->mentions[i]))
            dating->places[dating->count++] = i;
    for (uint32_t i = 0; i < dating->count && i < KEPT_DATES; i++)
        dating->kept[i].number = 0;
    return 0;
}

static struct mention *date_mention(const struct dating *dating, size_t i) {
    return &dating->doc->mentions[dating->places[i]];
}

static struct date_value *read_date(const struct dating *dating, uint32_t i) {
    struct kept_date *kept = &dating->kept[i % KEPT_DATES];
    if (kept->number != i + 1)
        date_read(dating->doc, date_mention(dating, i), &kept->value);
    kept->number = i + 1;
    return &kept->value;
}

/* The last whole date of the article's foot: `Kupang, 3 Oktober 2024`. */
static struct calendar_date foot_date(const struct dating *dating) {
    size_t length = dating->doc->length;
    for (uint32_t i = dating->count; i-- > 0 && date_mention(dating, i)->start + FOOT_BYTES > length;) {
        const struct date_value *value = read_date(dating, i);
        if (calendar_is_whole(value->first) && !value->is_range)
            return value->first;
    }
    return (struct calendar_date){0, 0, 0};
}

/* The first whole date of the front matter, else of the article's head, else the last of its foot. */
static struct calendar_date article_date(const struct dating *dating) {
    const netral_doc *doc = dating->doc;
    struct calendar_date head = {0, 0, 0};
    size_t head_end = HEAD_BYTES + (doc->source.value_count ? doc->source.values[doc->source.value_count - 1].end : 0);
    for (uint32_t i = 0; i < dating->count && date_mention(dating, i)->start <= head_end; i++) {
        const struct date_value *value = read_date(dating, i);
        if (!calendar_is_whole(value->first) || value->is_range)
            continue;
        if (in_dated_value(doc, date_mention(dating, i)))
            return value->first;
        if (!head.year)
            head = value->first;
    }
    return head.year ? head : foot_date(dating);
}

static struct calendar_date given_date(const netral_doc *doc) {
    struct calendar_date date = {0, 0, 0};
    if (doc->date)
        calendar_read(doc->date, &date);
    return date;
}

/* Walks forwards, then backwards, so that each date knows the nearest whole one. */
static int find_nearest(struct dating *dating) {
    struct calendar_date last = {0, 0, 0}, *nearest = arena_get(&dating->doc->scratch, (dating->count + 1) * sizeof *nearest);
    if (!nearest)
        return NETRAL_ERROR_MEMORY;
    for (uint32_t i = 0; i < dating->count; i++) {
        const struct date_value *value = read_date(dating, i);
        nearest[i] = last = calendar_is_whole(value->first) ? value->first : last;
    }
    last = (struct calendar_date){0, 0, 0};
    for (uint32_t i = dating->count; i-- > 0;)
        nearest[i] = last = nearest[i].year ? nearest[i] : last;
    dating->nearest = nearest;
    return 0;
}

static void name_year(struct named_years *named, int year) {
    for (uint32_t i = 0; i < named->count; i++)
        if (named->years[i] == year)
            return;
    if (year > 0 && named->count < NAMED_YEARS)
        named->years[named->count++] = year;
}

/* The article's year first, where the caller gave no more than that. */
static void collect_years(struct dating *dating) {
    name_year(&dating->named, dating->article.year);
    for (uint32_t i = 0; i < dating->count && dating->named.count < NAMED_YEARS; i++) {
        const struct date_value *value = read_date(dating, i);
        name_year(&dating->named, value->first.year);
        name_year(&dating->named, value->last.year);
    }
}

static int write_date(struct dating *dating, uint32_t i) {
    struct mention *mention = date_mention(dating, i);
    struct calendar_date known = dating->nearest ? dating->nearest[i] : dating->article;
    struct date_value *value = read_date(dating, i);
    if (value->impossible) {
        mention->flags |= MENTION_DROPPED;
        dating->doc->has_dropped = 1;
        return 0;
    }
    if (!known.day)
        date_settle_year(value, &dating->named);
    date_complete(value, known);
    mention->flags |= (uint8_t)(flag_if(value->inferred, MENTION_INFERRED) | flag_if(date_contradicts(value), MENTION_WEEKDAY));
    mention->norm = date_write(dating->doc, value);
    dating->kept[i % KEPT_DATES].number = 0; /* it is not as the text gives it any more */
    return mention->norm ? 0 : NETRAL_ERROR_MEMORY;
}

/* Where the caller gave none. */
static int note_article_date(netral_doc *doc, struct calendar_date article) {
    if (doc->date || !article.year)
        return 0;
    uint32_t number = date_write_day(doc, article);
    doc->date = number ? interned_text(&doc->strings, number) : NULL;
    return number ? 0 : NETRAL_ERROR_MEMORY;
}

int dates_normalize(netral_doc *doc) {
    struct dating dating = {.doc = doc};
    int code = list_dates(&dating);
    dating.article = given_date(doc);
    if (!dating.article.year && code == 0)
        dating.article = article_date(&dating);
    if (!dating.article.year && code == 0)
        code = find_nearest(&dating);
    if (!dating.article.day && code == 0)
        collect_years(&dating);
    for (uint32_t i = 0; i < dating.count && code == 0; i++)
        code = write_date(&dating, i);
    return code ? code : note_article_date(doc, dating.article);
}
