/* A number while it is read: a whole part and the figures behind the decimal comma. */
#ifndef NETRAL_NORMALIZE_NUMBER_H
#define NETRAL_NORMALIZE_NUMBER_H

#include <stddef.h>
#include <stdint.h>

#define NUMBER_FRACTION 9 /* figures behind the comma */
#define NUMBER_BYTES 32   /* of a written number */

struct number {
    uint64_t whole;
    unsigned char fraction[NUMBER_FRACTION];
    size_t fraction_length;
};

/* Reads `5`, `5,5`, `5.5`, `1.500`, `1.500,5` at text[start, length): a full stop before three figures parts thousands. *end is set
 * behind all that looks like one number, also when it is none that can be read (`1.2.3`, `007`, too long): then returns 0. */
int number_read(const char *text, size_t start, size_t length, struct number *number, size_t *end);

/* Multiplies by a power of ten. Returns 0, the number unchanged, when it would become too large. */
int number_scale(struct number *number, uint64_t power);

/* Writes figures, with a decimal comma when there is something behind it; returns how many bytes. */
size_t number_write(const struct number *number, char bytes[NUMBER_BYTES]);

#endif
