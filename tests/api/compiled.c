/* Compiled packs: the same results from a mapped file as from the texts, and damage of every kind refused or without harm. */
#include <unistd.h>

#include "../../lib/pack_verify.h"
#include "check.h"

static const char text[] = "Jakarta - Warga Cikembang Asri dan KKTL membuka GSB pada 5 Mei 2016. Kantor PBS dan BUM di Balai Benih Ikan\n"
                           "Cikembang, ada kucing merah, ayam hutan abang dan kucing peliharaan di sana.\n";

struct bytes {
    char *items;
    size_t count, capacity;
};

static int append(void *context, const char *bytes, size_t length) {
    struct bytes *out = context;
    if (out->count + length > out->capacity)
        out->items = realloc(out->items, out->capacity = (out->count + length) * 2);
    memcpy(out->items + out->count, bytes, length);
    out->count += length;
    return 0;
}

static struct bytes compiled(const netral_pack *pack) {
    struct bytes out = {NULL, 0, 0};
    netral_error error = {0};
    CHECK(netral_pack_write(pack, append, &out, &error) == 0, "%s", error.text);
    return out;
}

/* A copy of its own size, so that a sanitizer sees every byte that is read beyond it. */
static unsigned char *copied(const void *bytes, size_t length) {
    unsigned char *copy = malloc(length ? length : 1);
    memcpy(copy, bytes, length);
    return copy;
}

static struct bytes results(const netral_pack *pack) {
    struct bytes out = {NULL, 0, 0};
    netral_doc *doc = NULL;
    netral_error error = {0};
    CHECK(netral_doc_new(pack, NULL, &doc, &error) == 0 && netral_doc_extract(doc, text, strlen(text), NULL, &error) == 0 &&
              netral_doc_write(doc, NETRAL_FORMAT_JSONL, NULL, append, &out, &error) == 0,
          "%s", error.text);
    netral_doc_free(doc);
    return out;
}

/* ---- A file -------------------------------------------------------------------------------------------------------- */

static void write_file(const char *path, const void *bytes, size_t length) {
    FILE *file = fopen(path, "wb");
    CHECK(file && fwrite(bytes, 1, length, file) == length && fclose(file) == 0, "cannot write %s", path);
}

static void check_file(const char *path, const netral_pack *shipped, const netral_pack *pack) {
    struct bytes image = compiled(pack), wanted = results(pack), found;
    netral_pack *mapped = NULL, *over = NULL, *refused = NULL;
    netral_error error = {0};
    write_file(path, image.items, image.count);
    CHECK(netral_pack_load(path, shipped, NULL, &mapped, &error) == 0, "%s", error.text);
    found = results(mapped);
    CHECK(found.count == wanted.count && memcmp(found.items, wanted.items, found.count) == 0, "mapped:\n%.*s\nbuilt:\n%.*s",
          (int)found.count, found.items, (int)wanted.count, wanted.items);
    struct bytes again = compiled(mapped);
    CHECK(again.count == image.count && memcmp(again.items, image.items, again.count) == 0, "written again it is another file");
    CHECK(netral_pack_load("tests/api/tiny", mapped, NULL, &over, &error) == 0, "a pack over a mapped one: %s", error.text);
    CHECK(netral_pack_load(path, over, NULL, &refused, &error) != 0 && strcmp(error.name, "pack-base") == 0, "over another: %s",
          error.name);
    netral_pack_free(over);
    netral_pack_free(mapped);
    free(again.items);
    free(found.items);
    free(wanted.items);
    free(image.items);
}

/* What a file may hold besides a pack. */
static void check_foreign(const char *path, const void *bytes, size_t length, const char *name) {
    netral_pack *pack = NULL;
    netral_error error = {0};
    write_file(path, bytes, length);
    int code = netral_pack_load(path, NULL, NULL, &pack, &error);
    CHECK(code == NETRAL_ERROR_VERSION && strcmp(error.name, name) == 0 && strcmp(error.file, path) == 0 && strstr(error.text, "compile"),
          "%zu bytes: %d [%s] %s", length, code, error.name, error.text);
    netral_pack_free(pack);
}

static void check_headers(const char *path, const struct bytes *image) {
    struct image_header *header = (void *)copied(image->items, image->count);
    check_foreign(path, "", 0, "pack-damaged");
    check_foreign(path, "schema: netral-rules/1\n", 23, "pack-damaged");
    check_foreign(path, image->items, sizeof *header - 1, "pack-damaged");
    check_foreign(path, image->items, image->count - 1, "pack-damaged");
    header->version++;
    check_foreign(path, header, image->count, "pack-version");
    header->version--;
    header->layout++;
    check_foreign(path, header, image->count, "pack-version");
    header->layout--;
    header->order = 0x04030201;
    check_foreign(path, header, image->count, "pack-version");
    free(header);
    remove(path);
}

/* ---- Damage -------------------------------------------------------------------------------------------------------- */

static int open_bytes(const unsigned char *bytes, size_t length, netral_pack **pack, netral_error *error) {
    struct pack_section sections[IMAGE_SECTIONS];
    netral_allocator heap = memory_allocator(NULL);
    int code = image_sections(bytes, length, sections, error);
    code = code ? code : image_check_sum(bytes, sections, error);
    code = code ? code : pack_verify(sections, &heap, error);
    return code ? code : pack_open(sections, &heap, pack, error);
}

static void check_cuts(const struct bytes *image) {
    check_open();
    for (size_t length = 0; length < image->count; length += length < 600 ? 1 : 37) {
        unsigned char *cut = copied(image->items, length);
        netral_pack *pack = NULL;
        netral_error error = {0};
        CHECK(open_bytes(cut, length, &pack, &error) == NETRAL_ERROR_VERSION && error.text[0], "%zu bytes are taken", length);
        netral_pack_free(pack);
        free(cut);
    }
    check_close();
}

/* Every byte changed is told by the checksum, or lies where nothing is read: between sections. */
static void check_flips(const struct bytes *image) {
    unsigned char *bytes = copied(image->items, image->count);
    size_t taken = 0;
    check_open();
    for (size_t i = 0; i < image->count; i++) {
        netral_pack *pack = NULL;
        netral_error error = {0};
        bytes[i] ^= (unsigned char)(1u << i % 8);
        if (open_bytes(bytes, image->count, &pack, &error) == 0)
            taken++;
        else
            CHECK(error.code == NETRAL_ERROR_VERSION && error.text[0], "byte %zu: %s", i, error.text);
        netral_pack_free(pack);
        bytes[i] ^= (unsigned char)(1u << i % 8);
    }
    CHECK(taken <= IMAGE_SECTIONS * 15, "%zu changed bytes are not seen", taken);
    check_close();
    free(bytes);
}

/* The same with a checksum that fits: what is taken then must be used without harm, whatever it finds. */
static size_t use_forged(const unsigned char *forged, size_t length) {
    struct pack_section sections[IMAGE_SECTIONS];
    struct bytes sealed = {NULL, 0, 0};
    netral_pack *pack = NULL;
    if (image_sections(forged, length, sections, NULL) || image_write(sections, append, &sealed, NULL))
        return 0;
    unsigned char *bytes = copied(sealed.items, sealed.count);
    size_t used = 0;
    if (open_bytes(bytes, sealed.count, &pack, NULL) == 0) {
        netral_doc *doc = NULL;
        used = netral_doc_new(pack, NULL, &doc, NULL) == 0;
        netral_doc_extract(doc, text, strlen(text), NULL, NULL);
        netral_doc_free(doc);
        netral_pack_free(pack);
    }
    free(bytes);
    free(sealed.items);
    return used;
}

/* Bytes here and there, set to what leads far away, or only a little beside. */
static void check_forgeries(const struct bytes *image, size_t times) {
    static const unsigned char values[] = {0, 1, 2, 255, 128, 64};
    unsigned char *bytes = copied(image->items, image->count);
    unsigned long long state = 88172645463325252ull;
    size_t used = 0;
    for (size_t i = 0; i < times; i++) {
        size_t at = sizeof(struct image_header) + check_random(&state, image->count - sizeof(struct image_header));
        unsigned char old = bytes[at], value = values[check_random(&state, sizeof values)];
        bytes[at] = check_random(&state, 2) ? value : (unsigned char)(old + (check_random(&state, 2) ? 1 : -1));
        used += use_forged(bytes, image->count);
        bytes[at] = old;
    }
    CHECK(used > times / 20 && used < times, "%zu of %zu forged packs were used", used, times);
    free(bytes);
}

/* ---- Single numbers ------------------------------------------------------------------------------------------------ */

/* Bytes of one item of a pack are others: what would only show later, and is not met at random. */
static void check_refused(const netral_pack *pack, enum image_section_name name, size_t place, uint32_t value, size_t bytes,
                          const char *what) {
    struct pack_section sections[IMAGE_SECTIONS];
    netral_allocator heap = memory_allocator(NULL);
    memcpy(sections, pack->sections, sizeof sections);
    unsigned char *items = copied(sections[name].items, sections[name].count * image_item_size(name));
    CHECK(pack_verify(sections, &heap, NULL) == 0, "%s: the pack itself is refused", what);
    memcpy(items + place, &value, bytes);
    sections[name].items = items;
    CHECK(pack_verify(sections, &heap, NULL) == NETRAL_ERROR_VERSION, "%s is taken", what);
    free(items);
}

static void check_numbers(const netral_pack *pack) {
    uint32_t first = 1, second, regex = 1;
    while (pack->nodes[first].record_count == 0)
        first++;
    for (second = first + 1; pack->nodes[second].record_count == 0;)
        second++;
    while (pack->regexes[regex].states == 0)
        regex++;
    check_refused(pack, IMAGE_TYPES, offsetof(struct image_type, name), 0, sizeof(uint32_t), "a type without a name");
    check_refused(pack, IMAGE_NODES, second * sizeof(struct image_node) + offsetof(struct image_node, record), pack->nodes[first].record,
                  sizeof(uint32_t), "a record of two nodes"); /* a pack laid over it would never be done with putting them in order */
    check_refused(pack, IMAGE_NODES, second * sizeof(struct image_node) + offsetof(struct image_node, record_count), 0, sizeof(uint16_t),
                  "a record of no node");
    check_refused(pack, IMAGE_LEVELS, pack->records[0].levels, '/', 1, "capitals of level -1");
    check_refused(pack, IMAGE_LEVELS, pack->records[0].levels, '3', 1, "capitals of level 3");
    check_refused(pack, IMAGE_REGEXES, regex * sizeof(struct image_regex) + offsetof(struct image_regex, automaton), UINT32_MAX - 1,
                  sizeof(uint32_t), "an automaton behind all others");
}

int main(void) {
    char folder[] = "/tmp/netral-compiled-XXXXXX", path[100];
    netral_pack *shipped = NULL, *tiny = NULL, *small = NULL, *whole = NULL;
    netral_error error = {0};
    CHECK(mkdtemp(folder) != NULL, "a folder to write in");
    snprintf(path, sizeof path, "%s/daftar.pack", folder);
    CHECK(netral_pack_shipped(NULL, &shipped, &error) == 0 && netral_pack_load("tests/api/tiny", NULL, NULL, &tiny, &error) == 0 &&
              netral_pack_load("tests/api/gazetteer", tiny, NULL, &small, &error) == 0 &&
              netral_pack_load("tests/api/gazetteer", shipped, NULL, &whole, &error) == 0,
          "%s", error.text);
    check_file(path, shipped, whole);
    check_file(path, NULL, small);
    check_file(path, shipped, shipped);
    struct bytes image = compiled(small);
    check_headers(path, &image);
    check_cuts(&image);
    check_flips(&image);
    check_forgeries(&image, 4000);
    check_numbers(small);
    free(image.items);
    netral_pack_free(whole);
    netral_pack_free(small);
    netral_pack_free(tiny);
    netral_pack_free(shipped);
    rmdir(folder);
    return check_finish();
}
