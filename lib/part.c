/* See part.h. */
#include "part.h"

#include <string.h>

static const char *const names[PART_NAMES] = {
    [PART_MENTION] = "mention",
    [PART_WHOLE] = "whole",
    [PART_PREFIX] = "prefix",
    [PART_SUFFIX] = "suffix",
    [PART_ACTING] = "acting",
    [PART_OFFICE] = "office",
    [PART_ISO] = "iso",
    [PART_DAY] = "day",
    [PART_MONTH] = "month",
    [PART_YEAR] = "year",
    [PART_DAY2] = "day2",
    [PART_MONTH2] = "month2",
    [PART_YEAR2] = "year2",
    [PART_WEEKDAY] = "weekday",
    [PART_TIME] = "time",
    [PART_TIME2] = "time2",
    [PART_RELATIVE] = "relative",
    [PART_PAST] = "past",
    [PART_NEXT] = "next",
    [PART_EVERY] = "every",
    [PART_WEEK] = "week",
    [PART_QUARTER] = "quarter",
    [PART_SEMESTER] = "semester",
    [PART_TYPE] = "type",
    [PART_ISSUER] = "issuer",
    [PART_TOPIC] = "topic",
    [PART_TITLE] = "title",
    [PART_NUMBER] = "number",
    [PART_NUMBER2] = "number2",
    [PART_NUMBER3] = "number3",
    [PART_NUMBER4] = "number4",
    [PART_NUMBER5] = "number5",
    [PART_YEAR3] = "year3",
    [PART_YEAR4] = "year4",
    [PART_YEAR5] = "year5",
    [PART_PIN] = "pin",
    [PART_PIN2] = "pin2",
    [PART_OLDTYPE] = "oldtype",
    [PART_OLD] = "old",
};

enum part_name part_named(const char *text, size_t length) {
    for (int name = PART_UNKNOWN + 1; name < PART_NAMES; name++)
        if (strlen(names[name]) == length && memcmp(names[name], text, length) == 0)
            return (enum part_name)name;
    return PART_UNKNOWN;
}
