/* One, two and eight threads on one pack, each with its own document, all starting together on a pack that has never been used
 * (whatever the pack makes late, it makes while they race). The pack is one laid over the shipped one, and while they read it, yet
 * another is laid over it. Every result must be the one of a single thread with a pack of its own. Also built with -fsanitize=thread, which
 * sees races that did no harm this time. */
#include <pthread.h>

#include "articles.h"

#define MOST_THREADS 8
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

static netral_pack *lay_over(const netral_pack *base) {
    netral_pack *pack = NULL;
    netral_error error = {0};
    CHECK(netral_pack_load("tests/api/packs/silent.yaml", base, NULL, &pack, &error) == 0, "%s:%d: %s", error.file, error.line, error.text);
    return pack;
}

static void run_together(struct worker *workers, size_t threads, const netral_pack *pack) {
    pthread_barrier_t start;
    pthread_barrier_init(&start, NULL, (unsigned)threads);
    for (size_t i = 0; i < threads; i++) {
        workers[i].pack = pack;
        workers[i].start = &start;
        workers[i].first = i * articles.count / threads;
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0)
            exit(2);
    }
    netral_pack_free(lay_over(pack));
    for (size_t i = 0; i < threads; i++)
        pthread_join(workers[i].thread, NULL);
    pthread_barrier_destroy(&start);
}

static void compare(const struct worker *workers, size_t threads, netral_doc *doc) {
    struct output alone = {0};
    for (size_t at = 0; at < articles.count; at++) {
        check_open();
        CHECK(extract(doc, &articles.items[at], &alone) == 0, "%s cannot be extracted", articles.items[at].path);
        for (size_t i = 0; i < threads; i++)
            CHECK(output_same(&alone, &workers[i].outputs[at]), "%s: thread %zu found %.200s\nalone: %.200s", articles.items[at].path, i,
                  workers[i].outputs[at].bytes ? workers[i].outputs[at].bytes : "nothing", alone.bytes);
        check_close();
    }
    free(alone.bytes);
}

static void check_threads(size_t threads, netral_doc *doc) {
    static struct worker workers[MOST_THREADS];
    netral_pack *shipped = NULL;
    if (netral_pack_shipped(NULL, &shipped, NULL) != 0)
        exit(2);
    netral_pack *shared = lay_over(shipped);
    netral_pack_free(shipped);
    if (!shared)
        exit(2);
    run_together(workers, threads, shared);
    for (size_t i = 0; i < threads; i++)
        CHECK(workers[i].code == 0, "thread %zu of %zu ended with %s", i, threads, netral_error_name(workers[i].code));
    compare(workers, threads, doc);
    for (size_t i = 0; i < threads; i++)
        for (size_t at = 0; at < articles.count; at++)
            free(workers[i].outputs[at].bytes);
    memset(workers, 0, sizeof workers);
    netral_pack_free(shared);
}

int main(void) {
    static const size_t threads[] = {1, 2, MOST_THREADS};
    netral_pack *own = NULL;
    netral_doc *doc = NULL;
    articles_read(&articles);
    if (netral_pack_shipped(NULL, &own, NULL) != 0 || netral_doc_new(own, NULL, &doc, NULL) != 0)
        return 2;
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++)
        check_threads(threads[i], doc);
    netral_doc_free(doc);
    netral_pack_free(own);
    articles_free(&articles);
    return check_finish();
}
