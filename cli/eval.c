/* netral eval: what is found, compared with what people annotated. */
#include "command.h"
#include "eval_output.h"
#include "gold_set.h"
#include "options.h"
#include "report.h"
#include "session.h"

static const char *const format_names[] = {"text", "json", NULL};

static const char about[] =
    "Scores what is found in FILEs against annotation: precision, recall and F1 by type.\n"
    "\n"
    "GOLD is an annotation or a folder of them, matched with FILEs by name, folders aside:\n"
    "  X.json  {\"file\",\"mentions\":[{\"type\",\"start\",\"end\",\"text\",\"norm\"}],"
    "\"officials\":[{\"person\",\"positions\"}]},\n"
    "          places in bytes; \"file\" names the text, without it that is X.txt, X.md …\n"
    "  X.ann   brat standoff, places in code points; annotates X.txt, X.md …; knows no norms and no officials\n"
    "\n"
    "strict: person, position, institution have the same bytes; regulation and date overlap and have the same norm (where the\n"
    "annotation has none: the same bytes); officials are pairs of a person's full name and a position; a type of a pack of one's\n"
    "own has the same bytes. overlapping: any mention of the type overlaps. macro: the mean of\n"
    "the strict F1 of all types that occur.\n"
    "\n"
    "Annotation whose places do not fit the text is reported, and that document is not scored.\n"
    "\n"
    "Status: 0 done, 2 usage or unreadable annotation, 3 some documents failed or were damaged, 4 output failed.\n";

struct evaluation {
    struct session session; /* of which the pack, the doc and some_failed are used */
    struct packs packs;
    const char *type; /* the only one to print, or NULL */
    struct measures measures;
    struct gold_set golds;
    struct eval_output output;
    struct eval_totals totals;
};

static void take_miss(void *context, const struct miss *miss) {
    struct evaluation *evaluation = context;
    size_t length;
    const char *text = netral_doc_text(evaluation->session.doc, &length);
    eval_output_miss(&evaluation->output, netral_doc_id(evaluation->session.doc), text, length, miss);
}

/* The document's annotation, or NULL: there is none that can be used, which was reported. */
static struct gold *find_gold(const struct evaluation *evaluation, const struct document *document) {
    struct gold *gold = gold_set_find(&evaluation->golds, document->id);
    if (!gold) {
        report(document->place, "there is no annotation for it");
    } else if (gold->is_used) {
        report(document->place, "its annotation, %s, was used for another file already", gold->path);
        gold = NULL;
    }
    return gold;
}

/* Returns 0, or -1: the document was not scored, and why was reported. */
static int score(struct evaluation *evaluation, const struct document *document) {
    struct session *session = &evaluation->session;
    struct gold *gold = find_gold(evaluation, document);
    if (!gold)
        return -1;
    gold->is_used = 1;
    if (session_read(session, document) != 0)
        return -1;
    size_t misfits = gold_fit(gold, document->place, document->text, document->length);
    if (misfits > 0) {
        report(document->place, "not scored: mentions in %s that do not fit the text: %zu of %zu", gold->path, misfits,
               gold->mention_count);
        return -1;
    }
    miss_handler *handle = evaluation->output.with_misses ? take_miss : NULL;
    if (compare_document(session->doc, gold, evaluation->totals.tallies, handle, evaluation) != 0) {
        report(document->place, "memory ran out");
        return -1;
    }
    session_report_warnings(session, document);
    return 0;
}

static int take(void *context, const struct document *document) {
    struct evaluation *evaluation = context;
    if (score(evaluation, document) == 0)
        evaluation->totals.documents++;
    else
        evaluation->totals.failed++;
    return output_flush(evaluation->output.output);
}

/* What was annotated but does not count in the figures is told, for it may be a misspelt type or a forgotten file. */
static void report_leftovers(const struct evaluation *evaluation, const char *path) {
    size_t unused = 0, others = 0;
    const struct gold *example = NULL;
    for (size_t i = 0; i < evaluation->golds.count; i++) {
        const struct gold *gold = &evaluation->golds.items[i];
        unused += !gold->is_used;
        others += gold->other_count;
        example = !example && gold->other_count > 0 ? gold : example;
    }
    if (unused > 0)
        report(path, "annotations that belong to none of the files: %zu of %zu", unused, evaluation->golds.count);
    if (example)
        report(path, "mentions of types that are not scored: %zu, the first a %s in %s", others, example->other_type,
               example->path);
}

static int evaluate(struct evaluation *evaluation, const char *gold_path, char **paths, int count) {
    struct document_source texts = {.jsonl = 0};
    eval_output_start(&evaluation->output);
    documents_each(&texts, paths, count, take, evaluation);
    eval_output_end(&evaluation->output, &evaluation->totals);
    if (output_flush(evaluation->output.output) == 0) /* else not every file was read */
        report_leftovers(evaluation, gold_path);
    return evaluation->totals.failed > 0 || evaluation->session.some_failed ? STATUS_SOME_FAILED : STATUS_DONE;
}

static int read_settings(struct evaluation *evaluation, int *argc, char **argv) {
    struct eval_output *eval = &evaluation->output;
    const struct option options[] = {
        {"misses", NULL, NULL, NULL, &eval->with_misses,
         "also print what was missed or is spurious, with context and rule (`netral explain` says more of a place)"},
        {"type", "TYPE", NULL, &evaluation->type, NULL, "only this one: a type of mentions, or officials"},
        {"format", NULL, format_names, NULL, &eval->json, "a table, or one JSON object (text)"},
        PACK_OPTION_ROWS(&evaluation->packs),
    };
    const struct manual manual = {"eval", "[OPTION]... GOLD FILE...", about, options, sizeof options / sizeof *options};
    int status = options_read(&manual, eval->output, argc, argv);
    return status == OPTIONS_GO_ON && *argc < 2 ? options_usage(&manual) : status;
}

/* The pack first: its types are scored too. Returns 0, or the status to end with. */
static int prepare(struct evaluation *evaluation, const char *gold_path) {
    int status = session_open(&evaluation->session, &evaluation->packs);
    if (status)
        return status;
    evaluation->measures = measures_of(evaluation->session.pack);
    evaluation->output.measures = &evaluation->measures;
    if (evaluation->type && (evaluation->output.measure = measures_choose(&evaluation->measures, evaluation->type)) < 0)
        return STATUS_USAGE;
    return gold_set_read(&evaluation->golds, &evaluation->measures, gold_path) == 0 ? 0 : STATUS_USAGE;
}

int eval_command(struct output *output, int argc, char **argv) {
    struct evaluation evaluation = {.session = {.output = output, .read = netral_doc_extract}};
    evaluation.output = (struct eval_output){.output = output, .measure = EVERY_MEASURE};
    int status = read_settings(&evaluation, &argc, argv);
    if (status != OPTIONS_GO_ON)
        return status;
    status = prepare(&evaluation, argv[0]);
    if (status == 0)
        status = evaluate(&evaluation, argv[0], argv + 1, argc - 1);
    session_close(&evaluation.session);
    gold_set_free(&evaluation.golds);
    return status;
}
