/* A rule names the parts it captured (day, month, year, day2, …, weekday, time, relative, quarter); here they become numbers,
 * missing ones are taken from the other end of a range or from the article's own date, and the whole is written as ISO 8601.
 * Month names, weekdays and relative words are entries of the lexicon, whose canonical form is the number or code. */
#include "norm_date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entries.h"
#include "unicode.h"

/* ---- Reading the parts --------------------------------------------------------------------------------------------- */

static int are_digits(const char *four) {
    return ascii_is_digit(four[0]) & ascii_is_digit(four[1]) & ascii_is_digit(four[2]) & ascii_is_digit(four[3]);
}

static int year_at(const char *four) {
    return (four[0] - '0') * 1000 + (four[1] - '0') * 100 + (four[2] - '0') * 10 + (four[3] - '0');
}

static int digits(const netral_doc *doc, const struct part *part) {
    const char *text = doc->text + part->start, *last = text + part->length - 1;
    int value = 0;
    if (part->length == 4 && are_digits(text)) /* a year */
        return year_at(text);
    if (part->length <= 2 && ascii_is_digit(*text) & ascii_is_digit(*last)) /* a day: of one digit or two cannot be foreseen */
        return (last > text) * (*text - '0') * 10 + (*last - '0');
    for (uint32_t i = part->start; i < part_end(part) && value < 100000; i++)
        if (ascii_is_digit(doc->text[i]))
            value = value * 10 + (doc->text[i] - '0');
    return value;
}

/* The number that a lexicon's code is. */
static int number_of_code(const char *code) {
    int value = 0;
    const char *at = code + (*code == '-' || *code == '+');
    for (; ascii_is_digit(*at) && value < 100000; at++)
        value = value * 10 + (*at - '0');
    return *code == '-' ? -value : value;
}

/* A number, or a word that an entry of the class turns into one. */
static int number(const netral_doc *doc, const struct part *part, uint32_t class) {
    if (ascii_is_digit(doc->text[part->start]))
        return digits(doc, part);
    const char *code = entries_canonical(doc->pack, part->node, class);
    return code ? number_of_code(code) : 0;
}

static int year_of(const netral_doc *doc, const struct part *part) {
    int year = number(doc, part, UINT32_MAX);
    return year > 0 && year < 100 ? (year < 70 ? 2000 + year : 1900 + year) : year;
}

/* "06:25:00", "20.30" as 06:25:00, 20:30. */
static void read_time(const netral_doc *doc, const struct part *part, char *time) {
    size_t used = 0, group = 0;
    for (uint32_t i = part->start; i < part_end(part) && used < 9; i++) {
        char c = doc->text[i];
        if (ascii_is_digit(c)) {
            time[used++] = c;
            group++;
        } else if (group == 1 || group == 2) {
            if (group == 1) { /* 9.00 */
                time[used] = time[used - 1];
                time[used++ - 1] = '0';
            }
            if (i + 1 < part_end(part) && ascii_is_digit(doc->text[i + 1]))
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
    size_t length = part->length;
    memcpy(text, doc->text + part->start, length < sizeof text ? length : sizeof text - 1); /* the input has no NUL behind it */
    value->first = (struct calendar_date){atoi(text), atoi(text + 5), atoi(text + 8)};
    if (!value->time[0] && length >= 16 && text[10] == 'T' && strncmp(text + 11, "00:00", 5) != 0)
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
static void take_share_of_year(struct date_value *value, int months, int which) {
    if (which < 1 || which * months > 12)
        return;
    value->last = value->first;
    value->first.month = (which - 1) * months + 1;
    value->last.month = which * months;
    value->is_range = 1;
}

static const char *relative_code(const netral_doc *doc, const struct part *part) {
    const char *code = entries_canonical(doc->pack, part->node, doc->pack->known.relative_date);
    return code && *code ? code : NULL;
}

/* A share of the year waits until the year is read, and an ISO date until all else is. */
struct waiting {
    int quarter, semester;
    const struct part *iso;
};

static void read_part(const netral_doc *doc, const struct part *part, struct date_value *value, struct waiting *waiting) {
    const struct known *known = &doc->pack->known;
    switch (part->name) {
    case PART_DAY: value->first.day = number(doc, part, UINT32_MAX); break;
    case PART_MONTH: value->first.month = number(doc, part, known->month); break;
    case PART_YEAR: value->first.year = year_of(doc, part); break;
    case PART_DAY2: value->last.day = number(doc, part, UINT32_MAX); break;
    case PART_MONTH2: value->last.month = number(doc, part, known->month); break;
    case PART_YEAR2: value->last.year = year_of(doc, part); break;
    case PART_WEEKDAY: value->weekday = number(doc, part, known->weekday); break;
    case PART_TIME: read_time(doc, part, value->time); break;
    case PART_TIME2: read_time(doc, part, value->end_time); break;
    case PART_RELATIVE: value->relative = relative_code(doc, part); break;
    case PART_QUARTER: waiting->quarter = number(doc, part, known->roman); break;
    case PART_SEMESTER: waiting->semester = number(doc, part, known->roman); break;
    case PART_ISO: waiting->iso = part; break;
    case PART_PAST: value->past = 1; break;
    case PART_NEXT: value->next = 1; break;
    case PART_EVERY: value->every = 1; break;
    case PART_WEEK:
        value->has_week = 1;
        value->week = number(doc, part, known->week_step);
        break;
    default: break;
    }
}

/* Where a part is named twice, its first place counts. */
static void read_parts(const netral_doc *doc, const struct mention *mention, struct date_value *value, struct waiting *waiting) {
    const struct part *part = mention->parts ? &doc->parts[mention->parts - 1] : NULL;
    for (uint64_t seen = 0; part; part = part->is_last ? NULL : part + 1) {
        if (!(seen >> part->name & 1))
            read_part(doc, part, value, waiting);
        if (part->name != PART_RELATIVE || value->relative) /* words that no list knows say nothing */
            seen |= (uint64_t)1 << part->name;
    }
}

int date_is_read(const netral_doc *doc, const struct mention *mention) {
    const netral_pack *pack = doc->pack;
    return mention->type == pack->known.date && pack->rules[mention->rule].norm != 0; /* 0: the empty string */
}

void date_read(const netral_doc *doc, const struct mention *mention, struct date_value *value) {
    struct waiting waiting = {0, 0, NULL};
    memset(value, 0, sizeof *value);
    read_parts(doc, mention, value, &waiting);
    value->is_range = value->last.year || value->last.month || value->last.day;
    if (waiting.iso)
        read_iso(doc, waiting.iso, value);
    swap_if_english(&value->first);
    if (value->is_range)
        complete_range(value);
    if (waiting.quarter || waiting.semester)
        take_share_of_year(value, waiting.quarter ? 3 : 6, waiting.quarter ? waiting.quarter : waiting.semester);
    value->impossible = !calendar_exists(value->first) || (value->is_range && !calendar_exists(value->last));
}

/* ---- Completing ---------------------------------------------------------------------------------------------------- */

/* "day-1", "month+1", "year+0": relative to the article. */
static void resolve_relative(struct date_value *value, struct calendar_date article) {
    int step = number_of_code(value->relative + strcspn(value->relative, "+-"));
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
    if (value->relative)
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

/* The same day of two neighbouring years falls on two weekdays, so that a year has at most one neighbour that fits. */
void date_settle_year(struct date_value *value, const struct named_years *named) {
    static const int steps[] = {0, -1, 1};
    if (!value->weekday || value->every || value->first.year || !value->first.day)
        return;
    for (size_t step = 0; step < 3; step++)
        for (size_t i = 0; i < named->count; i++) {
            struct calendar_date date = {named->years[i] + steps[step], value->first.month, value->first.day};
            if (!calendar_is_whole(date) || calendar_weekday(date) != value->weekday)
                continue;
            value->first.year = date.year;
            if (value->is_range && value->last.year == 0)
                value->last.year = date.year + (value->last.month < value->first.month);
            value->inferred = 1;
            return;
        }
}

int date_contradicts(const struct date_value *value) {
    return value->weekday && calendar_is_whole(value->first) && calendar_weekday(value->first) != value->weekday;
}

/* ---- Writing ------------------------------------------------------------------------------------------------------- */

static char *write_two(char *at, int number) {
    at[0] = (char)('0' + number / 10 % 10);
    at[1] = (char)('0' + number % 10);
    return at + 2;
}

static char *write_four(char *at, int number) {
    return write_two(write_two(at, number / 100), number);
}

static char *write_one(struct calendar_date date, const char *time, char *at) {
    if (date.year)
        at = write_four(at, date.year);
    else
        at = (char *)memcpy(at, "XXXX", 4) + 4;
    if (date.month) {
        *at++ = '-';
        at = write_two(at, date.month);
    }
    if (date.month && date.day) {
        *at++ = '-';
        at = write_two(at, date.day);
    }
    if (!time[0] || !date.day)
        return at;
    size_t length = strlen(time);
    *at++ = 'T';
    return (char *)memcpy(at, time, length) + length;
}

uint32_t date_write(netral_doc *doc, const struct date_value *value) {
    char text[80], *end = write_one(value->first, value->time, text);
    struct calendar_date last = value->is_range ? value->last : value->first;
    if (value->is_range || value->end_time[0]) {
        *end++ = '/';
        end = write_one(last, value->end_time, end);
    }
    return interned_number(&doc->strings, text, (size_t)(end - text));
}

uint32_t date_write_day(netral_doc *doc, struct calendar_date date) {
    char text[16], *end = write_four(text, date.year);
    *end = '-';
    end = write_two(end + 1, date.month);
    *end = '-';
    end = write_two(end + 1, date.day);
    return interned_number(&doc->strings, text, (size_t)(end - text));
}
