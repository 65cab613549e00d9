/* The Gregorian calendar: day numbers, weekdays, and which dates exist. */
#ifndef NETRAL_CALENDAR_H
#define NETRAL_CALENDAR_H

/* 0 means "not said". */
struct calendar_date {
    int year, month, day;
};

long calendar_number(struct calendar_date date); /* days since 1 March of year 0; the date must be whole */
struct calendar_date calendar_from_number(long number);
int calendar_weekday(struct calendar_date date); /* 1 Monday … 7 Sunday */
int calendar_exists(struct calendar_date date);  /* whether the parts that are said can stand together */
struct calendar_date calendar_add_months(struct calendar_date date, int months);

#endif
