/* Memory runs out at the n-th request, for n = 1, 2, 3 … until the job is done without meeting it. Each time: a clean error
 * (NETRAL_ERROR_MEMORY, told in the struct), nothing leaked, and every block given back with the size it was taken with.
 * Each job is tried in two ways: only the n-th request fails (work that goes on as if nothing had happened shows then), and
 * all from the n-th on fail (cleaning up must not need memory). */
#define _DEFAULT_SOURCE /* mkstemps */
#include "articles.h"

struct heap {
    size_t requests, fail_at; /* requests counted from 1; 0: never fail */
    int fail_on;              /* later requests fail too */
    size_t blocks, bytes;     /* in use */
    size_t wrong_sizes;
    size_t failures;
};

/* In front of every block: its size, to check what the library says it was. */
union head {
    size_t size;
    max_align_t align;
};

static void *heap_resize(void *context, void *block, size_t old_size, size_t new_size) {
    struct heap *heap = context;
    union head *head = block ? (union head *)block - 1 : NULL;
    heap->wrong_sizes += old_size != (head ? head->size : 0);
    if (new_size == 0) {
        heap->blocks -= head != NULL;
        heap->bytes -= head ? head->size : 0;
        free(head);
        return NULL;
    }
    heap->requests++;
    if (heap->fail_at && (heap->requests == heap->fail_at || (heap->fail_on && heap->requests > heap->fail_at))) {
        heap->failures++;
        return NULL;
    }
    /* Always a new place: a pointer kept from before a resize is then a use after free, which the sanitizers see. */
    union head *grown = malloc(sizeof *grown + new_size);
    if (!grown)
        exit(2);
    grown->size = new_size;
    if (head)
        memcpy(grown + 1, block, head->size < new_size ? head->size : new_size);
    heap->blocks += head == NULL;
    heap->bytes += new_size - (head ? head->size : 0);
    free(head);
    return grown + 1;
}

static netral_pack *shipped; /* with the C heap, for jobs that are about something else */
static char *text;
static size_t text_length;

/* A job does its work, gives everything back, and returns the first code that was not 0. */
typedef int job(const netral_allocator *allocator, netral_error *error);

static int load_tiny(const netral_allocator *allocator, netral_error *error) {
    netral_pack *pack = NULL;
    int code = netral_pack_load("tests/api/tiny", NULL, allocator, &pack, error);
    if (code == 0)
        CHECK(netral_pack_rule_count(pack) == 2, "the tiny pack has %zu rules", netral_pack_rule_count(pack));
    netral_pack_free(pack);
    return code;
}

static int lay_over_shipped(const netral_allocator *allocator, netral_error *error) {
    netral_pack *pack = NULL;
    int code = netral_pack_load("tests/api/tiny", shipped, allocator, &pack, error);
    netral_pack_free(pack);
    return code;
}

static void count_warning(void *context, const netral_diagnostic *diagnostic) {
    (void)context;
    CHECK(0, "%s: %s", diagnostic->name, diagnostic->text);
}

static int check_tiny(const netral_allocator *allocator, netral_error *error) {
    netral_pack *pack = NULL;
    int code = netral_pack_load("tests/api/tiny", NULL, allocator, &pack, error);
    code = code ? code : netral_pack_check(pack, count_warning, NULL, error);
    netral_pack_free(pack);
    return code;
}

static void count_example(void *context, const netral_rule *rule, const char *example, int line, int holds, const char *message) {
    (void)context;
    CHECK(holds, "%s, line %d: %s: %s", rule->id, line, example, message);
}

static int test_tiny(const netral_allocator *allocator, netral_error *error) {
    netral_pack *pack = NULL;
    int code = netral_pack_load("tests/api/tiny", NULL, allocator, &pack, error);
    code = code ? code : netral_pack_test(pack, count_example, NULL, error);
    netral_pack_free(pack);
    return code;
}

/* Lists in all three forms, entries, and names with spelling mistakes. */
static int test_gazetteer(const netral_allocator *allocator, netral_error *error) {
    netral_pack *pack = NULL;
    int code = netral_pack_load("tests/api/gazetteer", NULL, allocator, &pack, error);
    code = code ? code : netral_pack_test(pack, count_example, NULL, error);
    netral_pack_free(pack);
    return code;
}

static char compiled[] = "/tmp/netral-allocator-XXXXXX.pack";

static int write_bytes(void *file, const char *bytes, size_t length) {
    return fwrite(bytes, 1, length, file) != length;
}

static void compile(void) {
    int place = mkstemps(compiled, 5);
    FILE *file = place < 0 ? NULL : fdopen(place, "wb");
    CHECK(file && netral_pack_write(shipped, write_bytes, file, NULL) == 0 && fclose(file) == 0, "cannot write %s", compiled);
}

static int map_compiled(const netral_allocator *allocator, netral_error *error) {
    netral_pack *pack = NULL;
    int code = netral_pack_load(compiled, NULL, allocator, &pack, error);
    netral_pack_free(pack);
    return code;
}

static struct output wanted; /* what extract finds when memory is plenty */

/* With its own pack, for a pack may make things late. After a failure the document must still be good for the same text. */
static int extract(const netral_allocator *allocator, netral_error *error) {
    struct heap *heap = allocator->context;
    struct output found = {0};
    netral_pack *pack = NULL;
    netral_doc *doc = NULL;
    int code = netral_pack_shipped(allocator, &pack, error);
    code = code ? code : netral_doc_new(pack, allocator, &doc, error);
    code = code ? code : netral_doc_extract(doc, text, text_length, NULL, error);
    if (code && doc) {
        heap->fail_at = 0;
        CHECK(netral_doc_extract(doc, text, text_length, NULL, NULL) == 0, "the document cannot be used after the failure");
    }
    if (doc) {
        CHECK(netral_doc_write(doc, NETRAL_FORMAT_JSONL, NULL, output_take, &found, NULL) == 0, "cannot write");
        if (!wanted.bytes)
            output_take(&wanted, found.bytes, found.length);
        CHECK(output_same(&wanted, &found), "after a failure found %.300s", found.bytes);
    }
    free(found.bytes);
    netral_doc_free(doc);
    netral_pack_free(pack);
    return code;
}

/* A mention and a place that is none; after a failure the next call must do. */
static int explain(const netral_allocator *allocator, netral_error *error) {
    struct heap *heap = allocator->context;
    netral_doc *doc = NULL;
    netral_mention mention = {0};
    int code = netral_doc_new(shipped, allocator, &doc, error);
    code = code ? code : netral_doc_extract(doc, text, text_length, NULL, error);
    int extracted = code == 0;
    code = code ? code : netral_doc_mention(doc, 0, &mention);
    code = code ? code : netral_doc_explain(doc, mention.start, mention.end, error);
    code = code ? code : netral_doc_explain(doc, mention.end, mention.end, error);
    if (code && extracted) {
        heap->fail_at = 0;
        CHECK(netral_doc_explain(doc, mention.start, mention.end, NULL) == 0 && netral_doc_claim_count(doc) > 0,
              "nothing can be explained after the failure");
    }
    netral_doc_free(doc);
    return code;
}

static int tokenize(const netral_allocator *allocator, netral_error *error) {
    netral_doc *doc = NULL;
    int code = netral_doc_new(shipped, allocator, &doc, error);
    code = code ? code : netral_doc_tokenize(doc, text, text_length, NULL, error);
    netral_doc_free(doc);
    return code;
}

static int normalize(const netral_allocator *allocator, netral_error *error) {
    netral_normalized *normalized = NULL;
    unsigned all = NETRAL_NORMALIZE_CASE * 2 - 1; /* the last flag and all before it */
    int code = netral_normalize(shipped, text, text_length, all, allocator, &normalized, error);
    netral_normalized_free(normalized);
    return code;
}

/* One run. Returns whether a request failed. */
static int run(const char *name, job *work, size_t fail_at, int fail_on) {
    struct heap heap = {.fail_at = fail_at, .fail_on = fail_on};
    netral_allocator allocator = {heap_resize, &heap};
    netral_error error = {0};
    int code = work(&allocator, &error);
    int good = heap.failures == 0 ? code == 0 : code == 0 || code == NETRAL_ERROR_MEMORY;
    CHECK(good, "%s, request %zu fails: found %s (%s)", name, fail_at, netral_error_name(code), error.text);
    CHECK(error.code == code && (code == 0 || error.text[0]), "%s, request %zu fails: returned %s, but the struct says %s", name, fail_at,
          netral_error_name(code), netral_error_name(error.code));
    CHECK(heap.blocks == 0 && heap.bytes == 0, "%s, request %zu fails: %zu blocks with %zu bytes are lost", name, fail_at, heap.blocks,
          heap.bytes);
    CHECK(heap.wrong_sizes == 0, "%s: %zu blocks came back with another size than they were taken with", name, heap.wrong_sizes);
    return heap.failures > 0;
}

/* Every request up to `closely`, then in growing steps: a pack of many words needs many. */
static void fail_everywhere(const char *name, job *work, size_t closely) {
    check_open();
    run(name, work, 0, 0);
    check_close();
    for (int fail_on = 0; fail_on <= 1; fail_on++) {
        check_open();
        for (size_t n = 1; run(name, work, n, fail_on) && check_open_failures < 5; n += n < closely ? 1 : 1 + n / 20)
            ;
        check_close();
    }
}

int main(void) {
    text = check_read("corpora/articles/bkd-kalbar-disiplin-asn.md", &text_length);
    if (netral_pack_shipped(NULL, &shipped, NULL) != 0)
        return 2;
    fail_everywhere("loading a pack", load_tiny, 1000);
    fail_everywhere("laying a pack over the shipped one", lay_over_shipped, 10);
    fail_everywhere("checking a pack", check_tiny, 200);
    fail_everywhere("testing a pack", test_tiny, 200);
    fail_everywhere("lists and their names", test_gazetteer, 100);
    compile();
    fail_everywhere("opening a compiled pack", map_compiled, 100);
    remove(compiled);
    fail_everywhere("extracting", extract, 100);
    fail_everywhere("explaining", explain, 400);
    fail_everywhere("tokenizing", tokenize, 200);
    fail_everywhere("normalizing", normalize, 200);
    netral_pack_free(shipped);
    free(wanted.bytes);
    free(text);
    return check_finish();
}
