/* Day numbers by the usual arithmetic of a year that begins in March, so that the leap day is its last. */
#include "calendar.h"

#include <string.h>

long calendar_number(struct calendar_date date) {
    long year = date.month <= 2 ? date.year - 1 : date.year, month = (date.month + 9) % 12;
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + date.day - 1;
}

struct calendar_date calendar_from_number(long number) {
    long era = number / 146097, day_of_era = number % 146097;
    long year = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    long day_of_year = day_of_era - (365 * year + year / 4 - year / 100), month = (5 * day_of_year + 2) / 153;
    struct calendar_date date = {(int)(year + era * 400), (int)(month < 10 ? month + 3 : month - 9),
                                 (int)(day_of_year - (153 * month + 2) / 5 + 1)};
    date.year += date.month <= 2;
    return date;
}

int calendar_weekday(struct calendar_date date) {
    return (int)((calendar_number(date) + 2) % 7) + 1; /* 1 March 0000 was a Wednesday */
}

static int days_in(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int leap = year == 0 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)); /* an unknown year may be one */
    return days[month - 1] + (month == 2 && leap);
}

int calendar_has_day(struct calendar_date date) {
    return date.day <= days_in(date.year, date.month);
}

struct calendar_date calendar_add_months(struct calendar_date date, int months) {
    int total = date.year * 12 + date.month - 1 + months;
    date.year = total / 12;
    date.month = total % 12 + 1;
    int last = days_in(date.year, date.month);
    date.day = date.day > last ? last : date.day;
    return date;
}

/* So many digits as a number, 0 when they are not all there. */
static int read_digits(const char *text, unsigned count) {
    int number = 0;
    for (unsigned i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return 0;
        number = number * 10 + text[i] - '0';
    }
    return number;
}

size_t calendar_read(const char *text, struct calendar_date *date) {
    *date = (struct calendar_date){read_digits(text, 4), 0, 0};
    size_t length = date->year ? 4 : 0;
    for (int *part = &date->month; length && text[length] == '-' && part; part = part == &date->month ? &date->day : NULL) {
        *part = read_digits(text + length + 1, 2);
        length = *part ? length + 3 : 0;
    }
    int ends = !text[length] || (date->day && strchr("Tt ", text[length]));
    return length && ends && calendar_exists(*date) ? length : 0;
}
