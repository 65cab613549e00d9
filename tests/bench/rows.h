/* What the programs of the benchmark share: texts, clocks, and the rows that they print and report.c makes one table of. */
#ifndef ROWS_H
#define ROWS_H

#include <stddef.h>

#define ROUNDS 5

/* Prints the message and ends the program. */
void stop(const char *what, const char *why);

/* ---- Texts --------------------------------------------------------------------------------------------------------- */

struct text {
    char *bytes; /* a NUL stands behind them */
    size_t length;
};

/* At most the first `most` bytes of a file, up to the end of a document; 0: all of it. */
struct text text_read(const char *path, size_t most);

/* The length of the document at `at`: up to a form feed, or the end of the text. */
size_t text_document(const struct text *text, size_t at);

/* ---- Clocks -------------------------------------------------------------------------------------------------------- */

double processor_seconds(void); /* of this process, all its threads */
double wall_seconds(void);

/* Sorts the times of ROUNDS. */
double median(double *times);

/* ---- Rows ---------------------------------------------------------------------------------------------------------- */

enum wanted { NOTHING_WANTED, AT_LEAST, AT_MOST };

/* Prints a row as a line of TSV: what was measured, the figure with its unit, what is wanted, and a note (absolute figures). */
void row(const char *group, const char *work, double figure, const char *unit, enum wanted wanted, double limit, const char *note, ...);

#endif
