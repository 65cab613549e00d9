/* When two texts, or two normal forms, are the same for the scores of `eval`. */
#ifndef SAME_H
#define SAME_H

#include <stddef.h>

/* Orders two texts, 0 when they are the same: the case of Latin letters and runs of white space do not count. */
int text_order(const char *a, size_t a_length, const char *b, size_t b_length);

/* Type, number and pinpoint are the same; the words between the type's first word and the number (issuer, region) are not
 * compared: `Permenpan RB 5/2014 Pasal 2` is the same as `Permenpan 5/2014 Pasal 2`. */
int same_regulation(const char *a, const char *b);

/* Clock times count where both have one; where the annotation knows no year (XXXX-11-02), any year will do. */
int same_date(const char *found, const char *gold);

#endif
