/* Normal forms of dates: ISO 8601, completed from the article's own date. */
#ifndef NETRAL_NORM_DATE_H
#define NETRAL_NORM_DATE_H

#include "calendar.h"
#include "document.h"

#define DATE_TIME 12 /* bytes of a time, 06:25:00, and the NUL behind it, with room for a digit that is one too many */

/* A date or range as the text gives it. */
struct date_value {
    struct calendar_date first, last; /* `last` only when is_range */
    int is_range;
    int weekday;         /* 1 … 7, 0 none */
    char time[DATE_TIME], end_time[DATE_TIME];
    const char *relative; /* a code of the lexicon class [relative-date], NULL none */
    int past, next;      /* "lalu": the latest one before the article; "depan": the first one behind it */
    int has_week, week;  /* "pekan depan": in the week so many weeks from the article's */
    int every;           /* "setiap 17 Agustus": of no one year */
    int impossible;      /* 31 Februari: no date at all */
    int inferred;        /* a part was taken from elsewhere */
};

/* Years that the article names, for a weekday to choose from; the first few tell enough. */
#define NAMED_YEARS 16

struct named_years {
    int years[NAMED_YEARS];
    size_t count;
};

/* Whether a mention is a date that is read from its parts: a rule without a norm finds dates of another calendar, which stay as
 * they are written. */
int date_is_read(const netral_doc *doc, const struct mention *mention);

/* Reads a date mention's parts. */
void date_read(const netral_doc *doc, const struct mention *mention, struct date_value *value);

/* Completes a value from the article's date (all zero: unknown). */
void date_complete(struct date_value *value, struct calendar_date article);

/* Gives a day of unknown year, whose weekday is known, the year among the named ones and their neighbours that makes it so. */
void date_settle_year(struct date_value *value, const struct named_years *named);

/* Whether the weekday that is named is not the date's. */
int date_contradicts(const struct date_value *value);

/* The value in ISO 8601, and a day alone (zeros for parts that are not known), as numbers of the document's strings. 0 when
 * memory ran out. */
uint32_t date_write(netral_doc *doc, const struct date_value *value);
uint32_t date_write_day(netral_doc *doc, struct calendar_date date);

#endif
