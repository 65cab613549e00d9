/* Memory, counted by an allocator that knows what is in use: one document after another needs no more than the largest of them,
 * a large document gives back what small ones do not need, and a document of four times the text needs four times the memory. */
#include "articles.h"

struct heap {
    size_t bytes, peak;
};

static void *heap_resize(void *context, void *block, size_t old_size, size_t new_size) {
    struct heap *heap = context;
    void *resized = NULL;
    if (new_size == 0)
        free(block);
    else if (!(resized = realloc(block, new_size)))
        exit(2);
    heap->bytes += new_size - old_size;
    if (heap->bytes > heap->peak)
        heap->peak = heap->bytes;
    return resized;
}

static struct articles articles;
static netral_pack *pack;

static netral_doc *new_doc(netral_allocator *allocator) {
    netral_doc *doc;
    if (netral_doc_new(pack, allocator, &doc, NULL) != 0)
        exit(2);
    return doc;
}

static void read_text(netral_doc *doc, const char *text, size_t length) {
    CHECK(netral_doc_extract(doc, text, length, NULL, NULL) == 0, "a text of %zu bytes cannot be read", length);
}

static void read_articles(netral_doc *doc) {
    for (size_t i = 0; i < articles.count; i++)
        read_text(doc, articles.items[i].text, articles.items[i].length);
}

/* The articles one after another, over and over, up to `length` bytes; each time with names that are new. */
static char *make_text(size_t length) {
    char *text = malloc(length + 64);
    size_t used = 0;
    if (!text)
        exit(2);
    for (size_t i = 0; used < length; i++) {
        const struct article *article = &articles.items[i % articles.count];
        size_t taken = article->length < length - used ? article->length : length - used;
        memcpy(text + used, article->text, taken);
        used += taken;
        if (used + 64 < length)
            used += (size_t)sprintf(text + used, "\n\nBupati Bima Budi%zu Santoso%zu hadir.\n\n", i, i);
    }
    return text;
}

static size_t peak_of_one(size_t length) {
    struct heap heap = {0, 0};
    netral_allocator allocator = {heap_resize, &heap};
    netral_doc *doc = new_doc(&allocator);
    char *text = make_text(length);
    read_text(doc, text, length);
    netral_doc_free(doc);
    CHECK(heap.bytes == 0, "%zu bytes are still in use", heap.bytes);
    free(text);
    return heap.peak;
}

static void many_documents(void) {
    struct heap heap = {0, 0};
    netral_allocator allocator = {heap_resize, &heap};
    netral_doc *doc = new_doc(&allocator);
    check_open();
    read_articles(doc);
    read_articles(doc); /* room for rows is made for the largest segment, whichever article it is in */
    size_t twice = heap.peak;
    for (int i = 0; i < 20; i++)
        read_articles(doc);
    CHECK(heap.peak <= twice + twice / 20, "the articles need %zu bytes, read twice, and %zu twenty times more", twice, heap.peak);
    check_close();
    check_open();
    size_t before = heap.bytes, length = (size_t)4 << 20;
    char *text = make_text(length);
    read_text(doc, text, length);
    read_text(doc, articles.items[0].text, articles.items[0].length);
    CHECK(heap.bytes < before * 2, "in use %zu bytes, behind a large text %zu", before, heap.bytes);
    check_close();
    free(text);
    netral_doc_free(doc);
}

/* What a document needs for itself, before it has read anything, is left out. Arrays double: they may be twice what is in them. */
static void one_document(void) {
    size_t base = peak_of_one(1), small = peak_of_one((size_t)1 << 20) - base, large = peak_of_one((size_t)4 << 20) - base;
    CHECK(large < small * 5, "a text of 1 MiB needs %zu bytes, one of 4 MiB %zu", small, large);
    CHECK(large < (size_t)3 * 4 << 20, "a text of 4 MiB needs %zu bytes besides", large);
}

int main(void) {
    articles_read(&articles);
    if (netral_pack_shipped(NULL, &pack, NULL) != 0)
        return 2;
    many_documents();
    one_document();
    netral_pack_free(pack);
    articles_free(&articles);
    return check_finish();
}
