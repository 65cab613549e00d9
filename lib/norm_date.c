/* A rule names the parts it captured (day, month, year, day2, …, weekday, time, relative, quarter); here they become numbers,
 * missing ones are taken from the other end of a range or from the article's own date, and the whole is written as ISO 8601.
 * Month names, weekdays and relative words are entries of the lexicon, whose canonical form is the number or code. */
#include "norm_date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lookup.h"

/* ---- Reading the parts --------------------------------------------------------------------------------------------- */

static const char *canonical(netral_doc *doc, const struct part *part, const char *class_name) {
    uint32_t entry = lookup_entry(doc->pack, &doc->segment->tokens, doc->text + part->start, part->end - part->start,
                                  pack_class(doc->pack, class_name), 0);
    return entry ? doc->pack->strings + doc->pack->entries[entry].canonical : NULL;
}

static int digits(const netral_doc *doc, const struct part *part) {
    int value = 0;
    for (uint32_t i = part->start; i < part->end && value < 100000; i++)
        if (doc->text[i] >= '0' && doc->text[i] <= '9')
            value = value * 10 + (doc->text[i] - '0');
    return value;
}

/* A number, or a word that an entry of the class turns into one. */
static int number(netral_doc *doc, const struct mention *mention, const char *name, const char *class_name) {
    const struct part *part = mention_part(mention, name);
    if (!part)
        return 0;
    char first = doc->text[part->start];
    if (first >= '0' && first <= '9')
        return digits(doc, part);
    const char *code = class_name ? canonical(doc, part, class_name) : NULL;
    return code ? atoi(code) : 0;
}

static int full_year(int year) {
    return year > 0 && year < 100 ? (year < 70 ? 2000 + year : 1900 + year) : year;
}

/* "06:25:00", "20.30" as 06:25:00, 20:30. */
static void read_time(const netral_doc *doc, const struct mention *mention, const char *name, char *time) {
    const struct part *part = mention_part(mention, name);
    size_t used = 0, group = 0;
    if (!part)
        return;
    for (uint32_t i = part->start; i < part->end && used < 9; i++) {
        char c = doc->text[i];
        if (c >= '0' && c <= '9') {
            time[used++] = c;
            group++;
        } else if (group == 1 || group == 2) {
            if (group == 1) { /* 9.00 */
                time[used] = time[used - 1];
                time[used++ - 1] = '0';
            }
            if (i + 1 < part->end && doc->text[i + 1] >= '0' && doc->text[i + 1] <= '9')
                time[used++] = ':';
            group = 0;
        }
    }
    time[used] = '\0';
    if (used == 2)
        strcpy(time + 2, ":00");
    else if (used != 5 && used != 8)
        time[0] = '\0';
}

static void read_iso(const netral_doc *doc, const struct part *part, struct date_value *value) {
    char text[20] = "";
    size_t length = part->end - part->start;
    memcpy(text, doc->text + part->start, length < sizeof text ? length : sizeof text - 1); /* the input has no NUL behind it */
    value->first = (struct calendar_date){atoi(text), atoi(text + 5), atoi(text + 8)};
    if (length >= 16 && text[10] == 'T' && strncmp(text + 11, "00:00", 5) != 0)
        snprintf(value->time, sizeof value->time, "%.5s", text + 11);
}

static void swap_if_english(struct calendar_date *date) {
    if (date->month > 12 && date->day <= 12) {
        int day = date->month;
        date->month = date->day;
        date->day = day;
    }
}

/* A range says the month or year once, at its end: 2-4 November 2023; a start behind it stands in the year before. */
static void complete_range(struct date_value *value) {
    struct calendar_date *first = &value->first, *last = &value->last;
    if (last->month == 0 && last->day)
        last->month = first->month;
    if (first->month == 0)
        first->month = last->month;
    if (last->year == 0)
        last->year = first->year;
    if (first->year == 0 && last->year)
        first->year = first->month > last->month ? last->year - 1 : last->year;
}

/* Triwulan III, semester 2: months of the year. */
static void read_share_of_year(netral_doc *doc, const struct mention *mention, struct date_value *value) {
    int quarter = number(doc, mention, "quarter", "roman"), half = number(doc, mention, "semester", "roman");
    int months = quarter ? 3 : 6, which = quarter ? quarter : half;
    if (which < 1 || which * months > 12)
        return;
    value->last = value->first;
    value->first.month = (which - 1) * months + 1;
    value->last.month = which * months;
    value->is_range = 1;
}

static void copy_code(netral_doc *doc, const struct mention *mention, const char *name, char *code, size_t size) {
    const struct part *part = mention_part(mention, name);
    const char *found = part ? canonical(doc, part, "relative-date") : NULL;
    if (found)
        snprintf(code, size, "%s", found);
}

void date_read(netral_doc *doc, const struct mention *mention, struct date_value *value) {
    memset(value, 0, sizeof *value);
    const struct part *iso = mention_part(mention, "iso");
    if (iso)
        read_iso(doc, iso, value);
    else
        value->first = (struct calendar_date){full_year(number(doc, mention, "year", NULL)), number(doc, mention, "month", "month"),
                                              number(doc, mention, "day", NULL)};
    value->last = (struct calendar_date){full_year(number(doc, mention, "year2", NULL)), number(doc, mention, "month2", "month"),
                                         number(doc, mention, "day2", NULL)};
    value->is_range = value->last.year || value->last.month || value->last.day;
    swap_if_english(&value->first);
    if (value->is_range)
        complete_range(value);
    read_share_of_year(doc, mention, value);
    value->weekday = number(doc, mention, "weekday", "weekday");
    read_time(doc, mention, "time", value->time);
    read_time(doc, mention, "time2", value->end_time);
    copy_code(doc, mention, "relative", value->relative, sizeof value->relative);
    value->past = mention_part(mention, "past") != NULL;
    value->next = mention_part(mention, "next") != NULL;
    value->every = mention_part(mention, "every") != NULL;
    value->has_week = mention_part(mention, "week") != NULL;
    value->week = number(doc, mention, "week", "week-step");
    value->impossible = !calendar_exists(value->first) || (value->is_range && !calendar_exists(value->last));
}

/* ---- Completing ---------------------------------------------------------------------------------------------------- */

/* "day-1", "month+1", "year+0": relative to the article. */
static void resolve_relative(struct date_value *value, struct calendar_date article) {
    int step = atoi(value->relative + strcspn(value->relative, "+-"));
    if (article.year == 0)
        return;
    if (strncmp(value->relative, "day", 3) == 0)
        value->first = article.day ? calendar_from_number(calendar_number(article) + step) : article;
    else if (strncmp(value->relative, "month", 5) == 0 && article.month) {
        value->first = calendar_add_months(article, step);
        value->first.day = 0;
    } else if (strncmp(value->relative, "year", 4) == 0)
        value->first.year = value->last.year = article.year + step; /* a day or month may stand before it */
}

/* The named weekday nearest to the article; with "lalu" the latest before it, with "depan" the first behind it, with "pekan
 * depan" the one in the next week. */
static void resolve_weekday(struct date_value *value, struct calendar_date article) {
    if (article.day == 0)
        return;
    long today = calendar_number(article);
    int step = (value->weekday - calendar_weekday(article) + 7) % 7;
    if (value->has_week)
        step = value->weekday - calendar_weekday(article) + 7 * value->week;
    else if (value->past)
        step = step == 0 ? -7 : step - 7;
    else if (value->next)
        step = step == 0 ? 7 : step;
    else if (step > 3)
        step -= 7;
    value->first = calendar_from_number(today + step);
}

/* The article's year; only about New Year the next or the last. */
static void resolve_year(struct date_value *value, struct calendar_date article) {
    if (article.year == 0 || value->first.month == 0)
        return;
    int distance = article.month ? value->first.month - article.month : 0;
    int is_later = distance > 0 || (distance == 0 && value->first.day > article.day && article.day);
    int year = article.year + (distance > 9 ? -1 : distance < -9 ? 1 : 0);
    if (value->past)
        year = article.year - is_later;
    else if (value->next)
        year = article.year + (distance < 0);
    value->first.year = year;
    if (value->is_range && value->last.year == 0)
        value->last.year = value->last.month < value->first.month ? year + 1 : year;
}

/* A day and month that the text gives may be none of the year that was found for it (29 Februari): the year stays open then. */
static void complete(struct date_value *value, struct calendar_date article) {
    if (value->relative[0])
        resolve_relative(value, article);
    else if (value->first.month == 0 && value->first.year == 0 && value->weekday)
        resolve_weekday(value, article);
    else if (value->first.year == 0)
        resolve_year(value, article);
    if (!calendar_exists(value->first) || (value->is_range && !calendar_exists(value->last)))
        value->first.year = value->last.year = 0;
}

static int same_date(struct calendar_date a, struct calendar_date b) {
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

void date_complete(struct date_value *value, struct calendar_date article) {
    struct calendar_date said = value->first;
    if (!value->every)
        complete(value, article);
    value->inferred |= !same_date(said, value->first);
}

/* ---- Weekdays as evidence ------------------------------------------------------------------------------------------ */

static int is_whole(struct calendar_date date) {
    return date.year && date.month && date.day && calendar_exists(date);
}

/* The same day of two neighbouring years falls on two weekdays, so that a year has at most one neighbour that fits. */
void date_settle_year(struct date_value *value, const struct named_years *named) {
    static const int steps[] = {0, -1, 1};
    if (!value->weekday || value->every || value->first.year || !value->first.day)
        return;
    for (size_t step = 0; step < 3; step++)
        for (size_t i = 0; i < named->count; i++) {
            struct calendar_date date = {named->years[i] + steps[step], value->first.month, value->first.day};
            if (!is_whole(date) || calendar_weekday(date) != value->weekday)
                continue;
            value->first.year = date.year;
            if (value->is_range && value->last.year == 0)
                value->last.year = date.year + (value->last.month < value->first.month);
            value->inferred = 1;
            return;
        }
}

int date_contradicts(const struct date_value *value) {
    return value->weekday && is_whole(value->first) && calendar_weekday(value->first) != value->weekday;
}

/* ---- Writing ------------------------------------------------------------------------------------------------------- */

static size_t write_one(struct calendar_date date, const char *time, char *text, size_t size) {
    size_t used = date.year ? (size_t)snprintf(text, size, "%04d", date.year % 10000) : (size_t)snprintf(text, size, "XXXX");
    if (date.month)
        used += (size_t)snprintf(text + used, size - used, "-%02d", date.month % 100);
    if (date.month && date.day)
        used += (size_t)snprintf(text + used, size - used, "-%02d", date.day % 100);
    if (time[0] && date.day)
        used += (size_t)snprintf(text + used, size - used, "T%s", time);
    return used;
}

const char *date_write(netral_doc *doc, const struct date_value *value) {
    char text[80];
    size_t used = write_one(value->first, value->time, text, sizeof text);
    struct calendar_date last = value->is_range ? value->last : value->first;
    if (value->is_range || value->end_time[0]) {
        text[used++] = '/';
        used += write_one(last, value->end_time, text + used, sizeof text - used);
    }
    return arena_string(&doc->arena, text, used);
}
