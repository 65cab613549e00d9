/* process NETRAL FOLDER NEWS LAW ARTICLES LINES ARTICLE PACK: whole processes: how long they take, beside wc and cat, and how much memory.
 * This program stays small: the system counts a child's peak from before it becomes another program. */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "rows.h"

/* From BSD, and in every libc: wait4(2) tells of one child. */
pid_t wait4(pid_t child, int *status, int options, struct rusage *usage);

#define ARTICLE_RUNS 60 /* of each program in a round */

struct run {
    double processor, wall;
    double peak; /* bytes */
};

static double seconds_of(struct timeval time) {
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static struct run run(char *const arguments[], const char *output) {
    static char locale[] = "LC_ALL=C";
    char *const environment[] = {locale, NULL};
    posix_spawn_file_actions_t actions;
    struct rusage usage;
    pid_t child;
    int status;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    double start = wall_seconds();
    if (posix_spawn(&child, arguments[0], &actions, NULL, arguments, environment) != 0 || wait4(child, &status, 0, &usage) != child ||
        !WIFEXITED(status) || (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != 3))
        stop(arguments[0], "broke off");
    struct run run = {seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime), wall_seconds() - start, (double)usage.ru_maxrss * 1024};
    posix_spawn_file_actions_destroy(&actions);
    return run;
}

static double file_bytes(const char *path) {
    struct stat about;
    if (stat(path, &about) != 0)
        stop(path, "is not there");
    return (double)about.st_size;
}

struct setting {
    char *netral, *folder, output[400];
};

static struct run extract(const struct setting *setting, const char *input, char *path, const char *output) {
    static char command[] = "extract", format[] = "--format", jsonl[] = "jsonl", input_option[] = "--input";
    char kind[8];
    snprintf(kind, sizeof kind, "%s", input);
    char *const arguments[] = {setting->netral, command, format, jsonl, input_option, kind, path, NULL};
    return run(arguments, output);
}

/* ---- Time ---------------------------------------------------------------------------------------------------------- */

static void beside_wc(const struct setting *setting, char *path, const char *kind, enum wanted wanted) {
    static char wc[] = "/usr/bin/wc", words[] = "-w";
    char *const arguments[] = {wc, words, path, NULL};
    double ours[ROUNDS], theirs[ROUNDS], megabytes = file_bytes(path) / 1e6;
    char work[100];
    for (int round = 0; round < ROUNDS; round++) {
        theirs[round] = run(arguments, "/dev/null").processor;
        ours[round] = extract(setting, "text", path, setting->output).processor;
    }
    double our = median(ours), their = median(theirs);
    snprintf(work, sizeof work, "netral extract, %s, file to file, to wc -w", kind);
    row("process", work, their / our, "x", wanted, 0.5, "%.1f MB/s, wc -w %.0f; processor time of the whole process", megabytes / our,
        megabytes / their);
}

/* What wins against a neighbour's noise: of each round the least, of the rounds the median. */
static void beside_cat(const struct setting *setting, char *article) {
    static char cat[] = "/bin/cat";
    char *const arguments[] = {cat, article, NULL};
    double ours[ROUNDS], theirs[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
        ours[round] = theirs[round] = 1e9;
        for (int i = 0; i < ARTICLE_RUNS; i++) {
            double their = run(arguments, "/dev/null").wall, our = extract(setting, "text", article, "/dev/null").wall;
            theirs[round] = their < theirs[round] ? their : theirs[round];
            ours[round] = our < ours[round] ? our : ours[round];
        }
    }
    double our = median(ours), their = median(theirs);
    row("process", "one article, the whole process, to cat", our / their, "x", AT_MOST, 2.5,
        "%.0f bytes: %.2f ms, cat %.2f, by the wall clock, the least of %d runs a round", file_bytes(article), our * 1e3, their * 1e3,
        ARTICLE_RUNS);
}

/* ---- Memory -------------------------------------------------------------------------------------------------------- */

/* The lines of a file that begin in its first `bytes`. */
static void copy_beginning(const char *from, const char *to, size_t bytes) {
    char *line = NULL;
    size_t room = 0, copied = 0;
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    if (!in || !out)
        stop(to, "cannot be written");
    for (ssize_t got; copied < bytes && (got = getline(&line, &room, in)) > 0; copied += (size_t)got)
        fwrite(line, 1, (size_t)got, out);
    fclose(in);
    fclose(out);
    free(line);
}

static double peak_of(const struct setting *setting, const char *input, const char *from, size_t bytes) {
    char path[400];
    snprintf(path, sizeof path, "%s/part", setting->folder);
    copy_beginning(from, path, bytes);
    double peak = extract(setting, input, path, "/dev/null").peak;
    remove(path);
    return peak;
}

static void one_document(const struct setting *setting, const char *kind, const char *from, size_t bytes) {
    char work[100];
    double over = peak_of(setting, "text", from, bytes) - (double)bytes;
    snprintf(work, sizeof work, "peak of extract over its text: one document of %zu MB, %s", bytes / 1000000, kind);
    row("memory", work, over / 1e6, "MB", AT_MOST, 12, "%.2f bytes more for each of the text", over / (double)bytes);
}

#define LARGEST_ARTICLE 8000.0 /* generate.c makes none larger */

static void many_documents(const struct setting *setting, const char *articles, const char *lines) {
    size_t all = (size_t)file_bytes(articles);
    double peak = peak_of(setting, "jsonl", articles, all) - LARGEST_ARTICLE;
    row("memory", "peak of extract over its largest document: many articles", peak / 1e6, "MB", AT_MOST, 12, "%.0f MB of JSON lines",
        (double)all / 1e6);
    all = (size_t)file_bytes(lines);
    double tenth = peak_of(setting, "jsonl", lines, all / 10), whole = peak_of(setting, "jsonl", lines, all);
    row("memory", "peak of extract, a million documents", whole / 1e6, "MB", AT_MOST, 12, "%.0f MB of JSON lines", (double)all / 1e6);
    row("memory", "… after all of them, to after a tenth", whole / tenth, "x", AT_MOST, 1.1, "%.2f MB, then %.2f", tenth / 1e6,
        whole / 1e6);
}

int main(int count, char **arguments) {
    if (count != 9)
        stop("usage", "process NETRAL FOLDER NEWS LAW ARTICLES LINES ARTICLE PACK");
    struct setting setting = {arguments[1], arguments[2], ""};
    snprintf(setting.output, sizeof setting.output, "%s/extracted.jsonl", setting.folder);
    beside_cat(&setting, arguments[7]);
    beside_wc(&setting, arguments[3], "news", AT_LEAST);
    beside_wc(&setting, arguments[4], "law", NOTHING_WANTED);
    one_document(&setting, "news", arguments[3], 1000000);
    one_document(&setting, "news", arguments[3], 16000000);
    one_document(&setting, "news", arguments[3], 64000000);
    one_document(&setting, "law", arguments[4], 16000000);
    many_documents(&setting, arguments[5], arguments[6]);
    row("memory", "the shipped pack", file_bytes(arguments[8]) / 1e6, "MB", AT_MOST, 8,
        "mapped, not read: what is not looked at takes no memory");
    remove(setting.output);
    return 0;
}
