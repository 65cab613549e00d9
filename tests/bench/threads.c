/* threads NEWS: two threads over many documents beside one. Each thread takes the next document by a shared counter; the pack is
 * shared. Time is of the wall, so the machine must have two cores that are free. How far they are is told by two processes, each with
 * half of the documents and nothing shared. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "netral.h"
#include "rows.h"

#define BYTES ((size_t)16000000)
#define MOST_THREADS 2

struct document {
    const char *bytes;
    size_t length;
};

struct work {
    const netral_pack *pack;
    struct document *documents;
    size_t count;
    atomic_size_t next;
};

static void *read_some(void *context) {
    struct work *work = context;
    netral_doc *doc;
    netral_error error = {0};
    if (netral_doc_new(work->pack, NULL, &doc, &error))
        stop("threads", error.text);
    for (size_t i; (i = atomic_fetch_add(&work->next, 1)) < work->count;)
        if (netral_doc_extract(doc, work->documents[i].bytes, work->documents[i].length, NULL, &error))
            stop("threads", error.text);
    netral_doc_free(doc);
    return NULL;
}

static void run(struct work *work, int threads) {
    pthread_t thread[MOST_THREADS];
    atomic_store(&work->next, 0);
    for (int i = 0; i < threads; i++)
        if (pthread_create(&thread[i], NULL, read_some, work) != 0)
            stop("threads", "cannot be started");
    for (int i = 0; i < threads; i++)
        pthread_join(thread[i], NULL);
}

/* In each process its half, by one thread. */
static void run_processes(const struct work *work) {
    pid_t child = fork();
    struct work half = *work;
    half.count = work->count / 2;
    if (child == 0) {
        half.documents += half.count;
        half.count = work->count - half.count;
    }
    run(&half, 1);
    if (child == 0)
        _exit(0);
    if (child < 0 || waitpid(child, NULL, 0) != child)
        stop("threads", "no second process");
}

static void cut(struct work *work, const struct text *text) {
    for (int filling = 0; filling < 2; filling++) {
        work->count = 0;
        for (size_t at = 0, length; at < text->length; at += length + 1) {
            length = text_document(text, at);
            if (filling)
                work->documents[work->count] = (struct document){text->bytes + at, length};
            work->count++;
        }
        if (!filling && !(work->documents = calloc(work->count, sizeof *work->documents)))
            stop("threads", "memory ran out");
    }
}

int main(int count, char **arguments) {
    struct work work = {0};
    double wall[2][ROUNDS], apart[ROUNDS];
    netral_pack *pack;
    if (count != 2 || netral_pack_shipped(NULL, &pack, NULL))
        stop("usage", "threads NEWS");
    struct text text = text_read(arguments[1], BYTES);
    work.pack = pack;
    cut(&work, &text);
    for (int round = 0; round < ROUNDS; round++) {
        for (int two = 0; two < 2; two++) {
            double start = wall_seconds();
            run(&work, 1 + two);
            wall[two][round] = wall_seconds() - start;
        }
        double start = wall_seconds();
        run_processes(&work);
        apart[round] = wall_seconds() - start;
    }
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    double one = median(wall[0]);
    row("threads", "two threads over many documents, to one", one / median(wall[1]), "x", cores >= 2 ? AT_LEAST : NOTHING_WANTED, 1.9,
        "%zu documents, by the wall clock, %ld cores", work.count, cores);
    row("threads", "… two processes that share nothing, to one", one / median(apart), "x", NOTHING_WANTED, 0,
        "what the machine gives at most");
    free(work.documents);
    free(text.bytes);
    netral_pack_free(pack);
    return 0;
}
