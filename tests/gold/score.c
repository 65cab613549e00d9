/* Scores the shipped pack against annotated articles, and holds every figure against its floor.
 *
 * usage: score GOLD_DIR ARTICLE_DIR FLOOR.tsv [--golden]
 *
 * Prints a table by type, and one by kind of article. A line of the floor is `kind<TAB>measure<TAB>F1`, kind `all` for all
 * articles; a figure under its floor is a failed test. With --golden the floor is written anew: every figure as it is now, but
 * never lower than it was (a figure that has to fall is lowered by hand, with the reason in the commit). Reading and comparing is
 * what `netral eval` does. */
#include <dirent.h>

#include "../api/check.h"
#include "../../cli/compare.h"

#define KINDS 40
#define ROUNDING 0.00005 /* the floor has four decimals */

struct kind {
    char name[40];
    struct tally tallies[MEASURES];
    size_t documents;
};

/* kinds[0] is all articles. */
static struct kind kinds[KINDS] = {{.name = "all"}};
static size_t kind_count = 1;
static struct measures measures;

static struct kind *find_kind(const char *name) {
    size_t i = 1;
    while (i < kind_count && strcmp(kinds[i].name, name) != 0)
        i++;
    if (i == kind_count && kind_count < KINDS)
        snprintf(kinds[kind_count++].name, sizeof kinds->name, "%s", name);
    return i < KINDS ? &kinds[i] : &kinds[KINDS - 1];
}

/* ---- Reading ------------------------------------------------------------------------------------------------------- */

static int is_json(const struct dirent *entry) {
    return gold_is_json(entry->d_name);
}

static void add_tallies(struct kind *kind, const struct tally tallies[MEASURES]) {
    kind->documents++;
    for (int i = 0; i < MEASURES; i++) {
        kind->tallies[i].right += tallies[i].right;
        kind->tallies[i].found += tallies[i].found;
        kind->tallies[i].gold += tallies[i].gold;
    }
}

static void score_article(netral_doc *doc, struct gold *gold, const char *article_path) {
    struct tally tallies[MEASURES] = {{0, 0, 0, 0, 0}};
    netral_error error = {0};
    size_t length;
    char *text = check_read(article_path, &length);
    CHECK(netral_doc_extract(doc, text, length, NULL, &error) == 0, "%s: %s", article_path, error.text);
    size_t wrong = gold_fit(gold, article_path, text, length);
    CHECK(wrong == 0, "%s: %zu mentions do not say what stands at their place", gold->path, wrong);
    CHECK(wrong > 0 || compare_document(doc, gold, tallies, NULL, NULL) == 0, "%s: memory ran out", gold->path);
    add_tallies(&kinds[0], tallies);
    add_tallies(find_kind(gold->kind ? gold->kind : "other"), tallies);
    free(text);
}

static void score_gold(netral_doc *doc, const char *gold_dir, const char *article_dir, const char *name) {
    char gold_path[600], article_path[600];
    struct gold gold;
    snprintf(gold_path, sizeof gold_path, "%s/%s", gold_dir, name);
    int status = gold_read(&gold, &measures, gold_path);
    check_open();
    CHECK(status == 0 && gold.file, "%s cannot be read, or names no \"file\"", gold_path);
    if (status == 0 && gold.file) {
        snprintf(article_path, sizeof article_path, "%s/%s", article_dir, gold.file);
        score_article(doc, &gold, article_path);
    }
    check_close();
    gold_free(&gold);
}

static void score_all(const char *gold_dir, const char *article_dir) {
    struct dirent **entries;
    netral_pack *pack = NULL;
    netral_doc *doc = NULL;
    netral_error error = {0};
    int count = scandir(gold_dir, &entries, is_json, alphasort);
    CHECK(count > 0, "there is no annotation in %s", gold_dir);
    if (netral_pack_shipped(NULL, &pack, &error) != 0 || netral_doc_new(pack, NULL, &doc, &error) != 0) {
        printf("cannot start: %s\n", error.text);
        exit(2);
    }
    for (int i = 0; i < count; i++) {
        score_gold(doc, gold_dir, article_dir, entries[i]->d_name);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    netral_doc_free(doc);
    netral_pack_free(pack);
}

/* ---- Figures ------------------------------------------------------------------------------------------------------- */

static double f1(const struct tally *tally) {
    return tally_exact(tally).f1;
}

static void print_types(void) {
    printf("%-12s %6s %6s %6s %6s %6s\n", "", "P", "R", "F1", "gold", "found");
    for (int i = 0; i < MEASURES; i++) {
        const struct tally *t = &kinds[0].tallies[i];
        struct figures figures = tally_exact(t);
        printf("%-12s %6.3f %6.3f %6.3f %6zu %6zu\n", measures.names[i], figures.precision, figures.recall, figures.f1, t->gold,
               t->found);
    }
    printf("%zu documents; macro F1 %.3f\n\n", kinds[0].documents, tally_macro(kinds[0].tallies, MEASURES));
}

static void print_kinds(void) {
    printf("%-12s", "F1");
    for (int i = 0; i < MEASURES; i++)
        printf(" %11s", measures.names[i]);
    printf(" %11s %9s\n", "macro", "documents");
    for (size_t k = 0; k < kind_count; k++) {
        printf("%-12s", kinds[k].name);
        for (int i = 0; i < MEASURES; i++) {
            const struct tally *t = &kinds[k].tallies[i];
            if (t->gold + t->found > 0)
                printf(" %11.3f", f1(t));
            else
                printf(" %11s", "-");
        }
        printf(" %11.3f %9zu\n", tally_macro(kinds[k].tallies, MEASURES), kinds[k].documents);
    }
    printf("\n");
}

/* The figure that a line of the floor names, or -1. */
static double figure(const char *kind, const char *measure) {
    for (size_t k = 0; k < kind_count; k++) {
        if (strcmp(kinds[k].name, kind) != 0)
            continue;
        for (int i = 0; i < MEASURES; i++)
            if (strcmp(measures.names[i], measure) == 0)
                return f1(&kinds[k].tallies[i]);
        return strcmp(measure, "macro") == 0 ? tally_macro(kinds[k].tallies, MEASURES) : -1;
    }
    return -1;
}

/* ---- The floor ----------------------------------------------------------------------------------------------------- */

#define FLOOR_LINES (KINDS * (MEASURES + 1))

struct floor_line {
    char kind[40], measure[40];
    double f1;
};

static struct floor_line floor_lines[FLOOR_LINES];
static size_t floor_count;

static void read_floor(const char *path) {
    char line[200];
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file) && floor_count < FLOOR_LINES) {
        struct floor_line *one = &floor_lines[floor_count];
        if (line[0] != '#' && sscanf(line, "%39s %39s %lf", one->kind, one->measure, &one->f1) == 3)
            floor_count++;
    }
    if (file)
        fclose(file);
}

static void check_floor(void) {
    CHECK(floor_count > 0, "there is no floor: `make goldens` writes one");
    for (size_t i = 0; i < floor_count; i++) {
        const struct floor_line *one = &floor_lines[i];
        double now = figure(one->kind, one->measure);
        CHECK(now >= one->f1 - ROUNDING, "F1 of %s, %s: wanted at least %.4f, found %.4f", one->kind, one->measure, one->f1, now);
    }
}

static void write_line(FILE *file, const char *kind, const char *measure) {
    double now = figure(kind, measure);
    for (size_t i = 0; i < floor_count; i++)
        if (strcmp(floor_lines[i].kind, kind) == 0 && strcmp(floor_lines[i].measure, measure) == 0 && floor_lines[i].f1 > now)
            now = floor_lines[i].f1;
    fprintf(file, "%s\t%s\t%.4f\n", kind, measure, now);
}

/* Types over all articles, and one figure for each kind: small kinds have few mentions of a type. */
static void write_floor(const char *path) {
    FILE *file = fopen(path, "w");
    if (!file)
        exit(2);
    fprintf(file, "# F1 that may not fall: kind of article, measure, figure. `make goldens` raises it, nothing lowers it but a hand.\n");
    for (int i = 0; i < MEASURES; i++)
        write_line(file, "all", measures.names[i]);
    for (size_t k = 0; k < kind_count; k++)
        write_line(file, kinds[k].name, "macro");
    if (fclose(file) != 0)
        exit(2);
}

int main(int argc, char **argv) {
    measures = measures_of(NULL);
    if (argc < 4) {
        fprintf(stderr, "usage: score GOLD_DIR ARTICLE_DIR FLOOR.tsv [--golden]\n");
        return 2;
    }
    score_all(argv[1], argv[2]);
    print_types();
    print_kinds();
    read_floor(argv[3]);
    if (argc > 4 && strcmp(argv[4], "--golden") == 0)
        write_floor(argv[3]);
    else
        check_floor();
    return check_finish();
}
