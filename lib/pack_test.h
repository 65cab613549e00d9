/* The examples of rules. */
#ifndef NETRAL_PACK_TEST_H
#define NETRAL_PACK_TEST_H

#include <stddef.h>

struct pack_example {
    char text[2000];
    size_t length, start, end; /* of the wanted mention */
    const char *norm;          /* or NULL */
    const char *id;
};

/* Takes the brackets out. Returns 0 when the example is too long. */
int pack_example_parse(const char *text, int is_yes, struct pack_example *example);

#endif
