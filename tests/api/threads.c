/* Several threads on one pack, each with its own document, all starting together on a pack that has never been used (whatever
 * the pack makes late, it makes while they race). Every result must be the one of a single thread with a pack of its own. Also
 * built with -fsanitize=thread, which sees races that did no harm this time. */
#include <pthread.h>

#include "articles.h"

#define THREADS 4
#define ROUNDS 2

static struct articles articles;

struct worker {
    pthread_t thread;
    pthread_barrier_t *start;
    const netral_pack *pack;
    size_t first; /* each begins with another article */
    struct output outputs[512];
    int code;
};

/* What is written of the mentions, then of what stands behind the first one. */
static int extract(netral_doc *doc, const struct article *article, struct output *output) {
    netral_options options = NETRAL_OPTIONS_INIT;
    netral_mention first = {0};
    options.id = article->path;
    output->length = 0;
    int code = netral_doc_extract(doc, article->text, article->length, &options, NULL);
    code = code ? code : netral_doc_write(doc, NETRAL_FORMAT_JSONL, NULL, output_take, output, NULL);
    netral_doc_mention(doc, 0, &first);
    code = code ? code : netral_doc_explain(doc, first.end, first.end, NULL);
    return code ? code : netral_doc_write(doc, NETRAL_FORMAT_EXPLAIN_JSONL, NULL, output_take, output, NULL);
}

static void *work(void *context) {
    struct worker *worker = context;
    netral_doc *doc = NULL;
    pthread_barrier_wait(worker->start);
    worker->code = netral_doc_new(worker->pack, NULL, &doc, NULL);
    for (size_t i = 0; worker->code == 0 && i < ROUNDS * articles.count; i++) {
        size_t at = (i + worker->first) % articles.count;
        worker->code = extract(doc, &articles.items[at], &worker->outputs[at]);
    }
    netral_doc_free(doc);
    return NULL;
}

static void run_together(struct worker *workers, const netral_pack *pack) {
    pthread_barrier_t start;
    pthread_barrier_init(&start, NULL, THREADS);
    for (size_t i = 0; i < THREADS; i++) {
        workers[i].pack = pack;
        workers[i].start = &start;
        workers[i].first = i * articles.count / THREADS;
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0)
            exit(2);
    }
    for (size_t i = 0; i < THREADS; i++)
        pthread_join(workers[i].thread, NULL);
    pthread_barrier_destroy(&start);
}

static void compare(const struct worker *workers, netral_doc *doc) {
    struct output alone = {0};
    for (size_t at = 0; at < articles.count; at++) {
        check_open();
        CHECK(extract(doc, &articles.items[at], &alone) == 0, "%s cannot be extracted", articles.items[at].path);
        for (size_t i = 0; i < THREADS; i++)
            CHECK(output_same(&alone, &workers[i].outputs[at]), "%s: thread %zu found %.200s\nalone: %.200s", articles.items[at].path, i,
                  workers[i].outputs[at].bytes ? workers[i].outputs[at].bytes : "nothing", alone.bytes);
        check_close();
    }
    free(alone.bytes);
}

int main(void) {
    static struct worker workers[THREADS];
    netral_pack *shared = NULL, *own = NULL;
    netral_doc *doc = NULL;
    articles_read(&articles);
    if (netral_pack_shipped(NULL, &shared, NULL) != 0 || netral_pack_shipped(NULL, &own, NULL) != 0 ||
        netral_doc_new(own, NULL, &doc, NULL) != 0)
        return 2;
    run_together(workers, shared);
    for (size_t i = 0; i < THREADS; i++)
        CHECK(workers[i].code == 0, "thread %zu ended with %s", i, netral_error_name(workers[i].code));
    compare(workers, doc);
    for (size_t i = 0; i < THREADS; i++)
        for (size_t at = 0; at < articles.count; at++)
            free(workers[i].outputs[at].bytes);
    netral_doc_free(doc);
    netral_pack_free(own);
    netral_pack_free(shared);
    articles_free(&articles);
    return check_finish();
}
