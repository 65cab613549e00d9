/* The parts of a rule's match that the library reads. Rules name them; the names are numbers from the moment a pack is made. */
#ifndef NETRAL_PART_H
#define NETRAL_PART_H

#include <stddef.h>
#include <stdint.h>

enum part_name {
    PART_UNKNOWN, /* no stage reads it, and it is not kept */
    /* What narrows a match to its mention, and what belongs to it besides (match.c). */
    PART_MENTION, PART_WHOLE,
    /* Persons: degrees. */
    PART_PREFIX, PART_SUFFIX,
    /* Positions; the office is not kept: where it begins is noted with the mention's place (struct placed_mention). */
    PART_ACTING, PART_OFFICE,
    /* Dates. */
    PART_ISO, PART_DAY, PART_MONTH, PART_YEAR, PART_DAY2, PART_MONTH2, PART_YEAR2, PART_WEEKDAY, PART_TIME, PART_TIME2,
    PART_RELATIVE, PART_PAST, PART_NEXT, PART_EVERY, PART_WEEK, PART_QUARTER, PART_SEMESTER,
    /* Regulations. */
    PART_TYPE, PART_ISSUER, PART_TOPIC, PART_TITLE, PART_NUMBER, PART_NUMBER2, PART_NUMBER3, PART_NUMBER4, PART_NUMBER5,
    PART_YEAR3, PART_YEAR4, PART_YEAR5, PART_PIN, PART_PIN2, PART_OLDTYPE, PART_OLD,
    PART_NAMES
};
_Static_assert(PART_NAMES <= 64, "a document has a bit for each");

/* Bytes of the text. A part lies in one block, and a block has fewer than 65,536 bytes. */
struct part {
    uint32_t start;
    uint32_t node; /* of the lexicon's phrases: the one that the part spells, 0 none (entries.h) */
    uint16_t length;
    uint8_t name;    /* enum part_name */
    uint8_t is_last; /* of the mention's parts */
};

/* The number of a part that rules call so. */
enum part_name part_named(const char *text, size_t length);

static inline uint32_t part_end(const struct part *part) {
    return part->start + part->length;
}

#endif
