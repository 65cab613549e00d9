/* A date that the caller knows, ISO 8601. */
#ifndef DAY_H
#define DAY_H

#define DAY_BYTES 11

/* Reads `2023-11-02`, also with a time behind it (`2023-11-02T09:00:00Z`), into `day`. Returns 0, or -1: no such day. */
int day_read(const char *text, char day[DAY_BYTES]);

#endif
