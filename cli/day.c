/* Checks a date before it is given to the library, so that a mistyped `--date` is told and not taken for "unknown". */
#include "day.h"

#include <string.h>

static int number(const char *digits, int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (digits[i] < '0' || digits[i] > '9')
            return -1;
        value = value * 10 + (digits[i] - '0');
    }
    return value;
}

static int days_of_month(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

int day_read(const char *text, char day[DAY_BYTES]) {
    if (strlen(text) < 10 || text[4] != '-' || text[7] != '-' || !strchr("Tt ", text[10]))
        return -1; /* strchr finds the terminating NUL too: nothing behind the date is good */
    int year = number(text, 4), month = number(text + 5, 2), of_month = number(text + 8, 2);
    if (year < 1 || month < 1 || month > 12 || of_month < 1 || of_month > days_of_month(year, month))
        return -1;
    memcpy(day, text, DAY_BYTES - 1);
    day[DAY_BYTES - 1] = '\0';
    return 0;
}
