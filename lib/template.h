/* Templates: how a rule writes a normal form, or a field, from the named parts of its match.
 *
 *     template := ( text | part | "[" template "]" )*
 *     part     := "{" name ( ":" filter )* ( "|" text )? "}"
 *
 * A part stands for its text, white space as one space; `mention` for the whole mention. Text behind `|` stands there instead
 * when the part is missing. What is in brackets is left out when a part in it is missing. A sign of the template that is meant
 * as text is written twice. Filters: see norm_template.c. */
#ifndef NETRAL_TEMPLATE_H
#define NETRAL_TEMPLATE_H

#include <stddef.h>

/* How deep brackets may stand in each other. */
#define TEMPLATE_DEPTH 8

enum template_kind { TEMPLATE_TEXT, TEMPLATE_PART, TEMPLATE_OPEN, TEMPLATE_CLOSE };

struct template_text {
    const char *text; /* NULL: there is none */
    size_t length;
};

struct template_piece {
    enum template_kind kind;
    struct template_text text;     /* of TEMPLATE_TEXT; of a part, its name */
    struct template_text filters;  /* "upper:expand", or empty */
    struct template_text instead;  /* what stands behind `|` */
};

/* Reads the piece at *at and moves behind it. Returns 1; 0 at the end; -1 where a brace is not closed or a part has no name. */
int template_next(const char **at, struct template_piece *piece);

/* Takes the next filter's name from the filters; returns 0 when there is none. */
int template_filter(struct template_text *filters, struct template_text *name);

/* Whether a filter is `FIRST-LAST`, the characters of the value from one to the other, counted from 1. */
int template_range(struct template_text filter, size_t *first, size_t *last);

/* The filters that the library knows by name; any other name is a range, a lexicon class, or `class.attribute`. Ended by NULL. */
extern const char *const template_filters[];

#endif
