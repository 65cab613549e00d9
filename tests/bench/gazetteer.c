/* gazetteer TEXT FOLDER: what large packs cost. Generates gazetteers of 100,000 and a million entries and a pack of ten times the
 * shipped rules into FOLDER, and prints what it takes to load, compile and open them, and how much longer extraction takes on TEXT,
 * which hits none of them. Times are of the processor; only their ratios say something about another machine. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "names.h"
#include "netral.h"
#include "rows.h"

#define TRIES 11
#define TEXT_BYTES ((size_t)2000000)

static netral_pack *shipped(void) {
    netral_pack *pack;
    netral_error error = {0};
    if (netral_pack_shipped(NULL, &pack, &error))
        stop("shipped pack", error.text);
    return pack;
}

/* `path` over `base`, which is given up. */
static netral_pack *lay_over(const char *path, netral_pack *base) {
    netral_pack *pack;
    netral_error error = {0};
    if (netral_pack_load(path, base, NULL, &pack, &error))
        stop(path, error.text);
    netral_pack_free(base);
    return pack;
}

/* ---- What is loaded ------------------------------------------------------------------------------------------------ */

static FILE *create(const char *path) {
    FILE *file = fopen(path, "wb");
    if (!file)
        stop(path, "cannot be written");
    return file;
}

static void write_names(const char *path, unsigned long count) {
    struct names names = {20261122, 0};
    char line[1000];
    FILE *file = create(path);
    fputs("canonical\tvariants\tid\tkind\tfrom\n", file);
    while (names.number < count)
        fwrite(line, 1, names_line(&names, line, sizeof line), file);
    fclose(file);
}

/* The rule with which the entries are found. */
static void write_rule(const char *path) {
    FILE *file = create(path);
    fputs("schema: netral-rules/1\ntypes:\n  - name: nama\nrules:\n  - id: nama.daftar\n    type: nama\n"
          "    trigger: \"{daftar}\"\n    pattern: \"{daftar}\"\n",
          file);
    fclose(file);
}

/* Rules as people write them, each waiting for words of its own that no text has. */
static void write_rules(const char *path, size_t count) {
    static const char *const patterns[] = {
        "(kepala|ketua|wakil)? %s ( {cap&!month} | dan | \\\"&\\\" ){1,6}",
        "%s (nomor|no)? {number:/\\\\d{1,4}/} (tahun {year})?",
        "{cap}{1,4}? %s (?<mention> {cap}+ ) (?! {month} )",
        "%s ( \\\"(\\\" {upper} \\\")\\\" )? di ( {province} | {city} | {regency} )",
        "(?<day> {short-number} ) {month} %s {year}?",
        "%s (?= {cap} ) ( {institution} | {cap&!common-word}+ ) ( dan {cap}+ )*",
    };
    FILE *file = create(path);
    fputs("schema: netral-rules/1\nlayer: 2\ntypes:\n  - name: uji\nrules:\n", file);
    for (size_t i = 0; i < count; i++) {
        char word[80], pattern[400];
        snprintf(word, sizeof word, "(zq%zuka|zq%zuwan|zq%zunya)", i, i, i);
        snprintf(pattern, sizeof pattern, patterns[i % (sizeof patterns / sizeof *patterns)], word);
        fprintf(file, "  - id: uji.%zu\n    type: uji\n    back: 4\n    trigger: [zq%zuka, zq%zuwan, zq%zunya]\n    pattern: \"%s\"\n", i,
                i, i, i, pattern);
    }
    fclose(file);
}

/* ---- Loading, in a process of its own ------------------------------------------------------------------------------ */

struct cost {
    double seconds;
    long peak_bytes;
};

/* Loads `path`, or nothing, and tells what it took. */
static struct cost cost_of(const char *path) {
    struct cost cost = {0, 0};
    int ends[2], status;
    if (pipe(ends) != 0)
        stop(path ? path : "loading", "no pipe");
    pid_t child = fork();
    if (child == 0) {
        struct rusage usage;
        double start = processor_seconds();
        netral_pack *pack = shipped();
        pack = path ? lay_over(path, pack) : pack;
        cost.seconds = processor_seconds() - start;
        getrusage(RUSAGE_SELF, &usage);
        cost.peak_bytes = usage.ru_maxrss * 1024;
        _exit(write(ends[1], &cost, sizeof cost) == (ssize_t)sizeof cost ? 0 : 1);
    }
    if (child < 0 || read(ends[0], &cost, sizeof cost) != (ssize_t)sizeof cost || waitpid(child, &status, 0) < 0)
        stop(path ? path : "loading", "the process that loads it broke off");
    close(ends[0]);
    close(ends[1]);
    return cost;
}

static struct cost least_cost(const char *path) {
    struct cost best = cost_of(path);
    for (int i = 1; i < 3; i++) {
        struct cost cost = cost_of(path);
        best.seconds = cost.seconds < best.seconds ? cost.seconds : best.seconds;
    }
    return best;
}

static double file_bytes(const char *path) {
    struct stat status;
    if (stat(path, &status) != 0)
        stop(path, "is not there");
    return (double)status.st_size;
}

/* Returns the seconds a byte. Whatever is mapped and looked at counts as memory, a file's pages too. */
static double show_cost(const char *what, const char *path, enum wanted wanted, double megabytes) {
    char work[100];
    struct cost cost = least_cost(path), nothing = cost_of(NULL);
    double bytes = file_bytes(path);
    snprintf(work, sizeof work, "peak of a process that loads %s", what);
    row("packs", work, (double)cost.peak_bytes / 1e6, "MB", wanted, megabytes, "%.0f more than without; %.1f MB in %.3f s, %.1f ns a byte",
        (double)(cost.peak_bytes - nothing.peak_bytes) / 1e6, bytes / 1e6, cost.seconds, cost.seconds / bytes * 1e9);
    return cost.seconds / bytes;
}

static int to_file(void *file, const char *bytes, size_t length) {
    return fwrite(bytes, 1, length, file) != length;
}

static void compile(const char *path, const char *compiled) {
    netral_error error = {0};
    netral_pack *pack = lay_over(path, shipped());
    FILE *file = create(compiled);
    if (netral_pack_write(pack, to_file, file, &error) || fclose(file) != 0)
        stop(compiled, error.text);
    netral_pack_free(pack);
}

/* ---- Extraction ---------------------------------------------------------------------------------------------------- */

static double run(const struct text *text, netral_doc *doc, size_t *mentions) {
    double start = processor_seconds();
    netral_error error = {0};
    *mentions = 0;
    for (size_t at = 0; at < text->length;) {
        const char *end = memchr(text->bytes + at, '\f', text->length - at);
        size_t length = end ? (size_t)(end - text->bytes) - at : text->length - at;
        if (netral_doc_extract(doc, text->bytes + at, length, NULL, &error))
            stop("extraction", error.text);
        *mentions += netral_doc_mention_count(doc);
        at += length + 1;
    }
    return processor_seconds() - start;
}

static double smaller(double a, double b) {
    return a < b ? a : b;
}

/* Alternates between both packs; the ratio of the fastest rounds of each, for what else the machine does only adds. */
static void show_ratio(const char *what, const struct text *text, netral_pack *without, netral_pack *with) {
    double base = 1e9, more = 1e9;
    size_t plain_mentions = 0, mentions = 0;
    netral_doc *plain, *doc;
    if (netral_doc_new(without, NULL, &plain, NULL) || netral_doc_new(with, NULL, &doc, NULL))
        stop(what, "memory ran out");
    for (int i = 0; i < TRIES; i++) {
        base = smaller(base, run(text, plain, &plain_mentions));
        more = smaller(more, run(text, doc, &mentions));
    }
    char work[100];
    snprintf(work, sizeof work, "extract with %s, to the shipped pack alone", what);
    row("packs", work, more / base, "x", AT_MOST, 1.1, "none of them in the text: %+ld mentions; the fastest rounds of each",
        (long)mentions - (long)plain_mentions);
    netral_doc_free(plain);
    netral_doc_free(doc);
}

int main(int count, char **arguments) {
    char small[400], large[400], rule[400], rules[400], compiled[400];
    if (count != 3)
        stop("usage", "gazetteer TEXT FOLDER");
    mkdir(arguments[2], 0777);
    snprintf(small, sizeof small, "%s/seratus-ribu.tsv", arguments[2]);
    snprintf(large, sizeof large, "%s/daftar.tsv", arguments[2]);
    snprintf(rule, sizeof rule, "%s/daftar.yaml", arguments[2]);
    snprintf(rules, sizeof rules, "%s/aturan.yaml", arguments[2]);
    snprintf(compiled, sizeof compiled, "%s/daftar.pack", arguments[2]);
    write_names(small, 100000);
    write_names(large, 1000000);
    write_rule(rule);
    netral_pack *plain = shipped();
    write_rules(rules, netral_pack_rule_count(plain) * 9);
    double small_cost = show_cost("100,000 entries", small, NOTHING_WANTED, 0);
    double large_cost = show_cost("1,000,000 entries", large, AT_MOST, 150);
    row("packs", "time to load a byte of the million, to one of the 100,000", large_cost / small_cost, "x", AT_MOST, 1.3,
        "the least of three each");
    compile(large, compiled);
    show_cost("1,000,000 entries, compiled", compiled, NOTHING_WANTED, 0);
    struct text text = text_read(arguments[1], TEXT_BYTES);
    netral_pack *listed = lay_over(rule, lay_over(compiled, shipped())), *ruled = lay_over(rules, shipped());
    show_ratio("1,000,000 entries", &text, plain, listed);
    show_ratio("ten times the rules", &text, plain, ruled);
    netral_pack_free(plain);
    netral_pack_free(listed);
    netral_pack_free(ruled);
    free(text.bytes);
    return 0;
}
