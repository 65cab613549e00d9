/* report ROWS.tsv RESULT.json: the rows that the other programs printed, as one table, and as JSON; and the machine they ran on. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uvernum.h>
#include <unistd.h>

#include "netral.h"
#include "rows.h"

enum { GROUP, WORK, FIGURE, UNIT, SIGN, LIMIT, NOTE, FIELDS };

struct line {
    char text[600];
    const char *fields[FIELDS];
};

/* Cuts a line at its tabs; 0 when it has not all fields. */
static int read_line(FILE *file, struct line *line) {
    if (!fgets(line->text, sizeof line->text, file))
        return 0;
    line->text[strcspn(line->text, "\n")] = '\0';
    char *at = line->text;
    for (int i = 0; i < FIELDS; i++) {
        line->fields[i] = at;
        char *tab = strchr(at, '\t');
        if (!tab && i < FIELDS - 1)
            stop("report", line->text);
        if (tab && i < FIELDS - 1)
            *tab = '\0';
        at = tab ? tab + 1 : at;
    }
    return 1;
}

static const char *verdict(const struct line *line) {
    double figure = atof(line->fields[FIGURE]), limit = atof(line->fields[LIMIT]);
    if (!*line->fields[SIGN])
        return "";
    return (line->fields[SIGN][0] == '>' ? figure >= limit : figure <= limit) ? "met" : "missed";
}

/* ---- The machine --------------------------------------------------------------------------------------------------- */

static void read_processor(char *name, size_t size) {
    char line[400];
    FILE *file = fopen("/proc/cpuinfo", "r");
    snprintf(name, size, "unknown processor");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, "model name", 10) == 0 && strchr(line, ':')) {
            line[strcspn(line, "\n")] = '\0';
            snprintf(name, size, "%s", strchr(line, ':') + 2);
            break;
        }
    if (file)
        fclose(file);
}

static double load(void) {
    double load = 0;
    FILE *file = fopen("/proc/loadavg", "r");
    if (file && fscanf(file, "%lf", &load) != 1)
        load = 0;
    if (file)
        fclose(file);
    return load;
}

static void describe_machine(char *text, size_t size) {
    char processor[300];
    read_processor(processor, sizeof processor);
    snprintf(text, size, "%s, %ld cores (load %.1f), compiler %s, netral %s, pcre2 %s, utf8proc %s, libyaml %s, ICU %s", processor,
             sysconf(_SC_NPROCESSORS_ONLN), load(), __VERSION__, netral_version(), netral_library_version("pcre2"),
             netral_library_version("utf8proc"), netral_library_version("libyaml"), U_ICU_VERSION);
}

/* ---- Table and JSON ------------------------------------------------------------------------------------------------ */

/* Counts characters, not bytes, so that columns stand below one another. */
static void print_padded(const char *text, int width) {
    int count = 0;
    for (const char *at = text; *at; at++)
        count += (*at & 0xc0) != 0x80;
    printf("%s%*s", text, width > count ? width - count : 0, "");
}

static void print_line(const struct line *line) {
    char wanted[60] = "", figure[60];
    snprintf(figure, sizeof figure, "%s %s", line->fields[FIGURE], line->fields[UNIT]);
    if (*line->fields[SIGN])
        snprintf(wanted, sizeof wanted, "%s %s", line->fields[SIGN][0] == '>' ? "at least" : "at most", line->fields[LIMIT]);
    printf("| ");
    print_padded(line->fields[WORK], 66);
    printf(" | %10s | %-13s | %-6s | %s |\n", figure, wanted, verdict(line), line->fields[NOTE]);
}

/* Our own strings: no quotation marks, no backslashes. */
static void write_line(FILE *json, const struct line *line, int first) {
    fprintf(json, "%s\n  {\"group\": \"%s\", \"work\": \"%s\", \"figure\": %s, \"unit\": \"%s\"", first ? "" : ",", line->fields[GROUP],
            line->fields[WORK], line->fields[FIGURE], line->fields[UNIT]);
    if (*line->fields[SIGN])
        fprintf(json, ", \"%s\": %s, \"met\": %s", line->fields[SIGN][0] == '>' ? "at_least" : "at_most", line->fields[LIMIT],
                strcmp(verdict(line), "met") == 0 ? "true" : "false");
    fprintf(json, ", \"note\": \"%s\"}", line->fields[NOTE]);
}

int main(int count, char **arguments) {
    FILE *rows = count == 3 ? fopen(arguments[1], "r") : NULL, *json = rows ? fopen(arguments[2], "w") : NULL;
    char machine[800];
    struct line line;
    int lines = 0, missed = 0;
    if (!json)
        stop("usage", "report ROWS.tsv RESULT.json");
    describe_machine(machine, sizeof machine);
    printf("%s\n\n", machine);
    printf("| %-66s | %10s | %-13s | %-6s | |\n| --- | --: | --- | --- | --- |\n", "", "measured", "wanted", "");
    fprintf(json, "{\"machine\": \"%s\", \"rows\": [", machine);
    for (; read_line(rows, &line); lines++) {
        print_line(&line);
        write_line(json, &line, lines == 0);
        missed += strcmp(verdict(&line), "missed") == 0;
    }
    fprintf(json, "\n]}\n");
    printf("\nmedians of %d alternating rounds; %d wanted figures missed\n", ROUNDS, missed);
    fclose(rows);
    return fclose(json) != 0;
}
