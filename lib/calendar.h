/* The Gregorian calendar: day numbers, weekdays, and which dates exist. */
#ifndef NETRAL_CALENDAR_H
#define NETRAL_CALENDAR_H

#include <stddef.h>

/* 0 means "not said". */
struct calendar_date {
    int year, month, day;
};

long calendar_number(struct calendar_date date); /* days since 1 March of year 0; the date must be whole */
struct calendar_date calendar_from_number(long number);
int calendar_weekday(struct calendar_date date); /* 1 Monday … 7 Sunday */
int calendar_has_day(struct calendar_date date); /* whether there is such a day in the month */

/* Whether the parts that are said can stand together. */
static inline int calendar_exists(struct calendar_date date) {
    if (date.month < 0 || date.month > 12 || date.day < 0)
        return 0;
    return date.day == 0 || (date.month > 0 && (date.day <= 28 || calendar_has_day(date)));
}

/* Whether it is a day of the calendar. */
static inline int calendar_is_whole(struct calendar_date date) {
    return date.year && date.month && date.day && calendar_exists(date);
}

struct calendar_date calendar_add_months(struct calendar_date date, int months);


/* Reads 2023, 2023-11 or 2023-11-02 at the beginning of a text; behind a day a time may follow, which is not read. Returns how many
 * characters were read, 0 when it is no date of the calendar. */
size_t calendar_read(const char *text, struct calendar_date *date);

#endif
