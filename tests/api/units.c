/* Offsets in code points and UTF-16 units are the byte offsets, counted otherwise: every number of the JSONL is compared with
 * a count of our own. A byte that is not UTF-8 counts as one unit, as U+FFFD would. */
#include <jansson.h>

#include "articles.h"

/* Units before byte `at`. The text is cut into characters as a JSON reader sees them. */
static size_t count_units(const char *text, size_t at, int utf16) {
    size_t units = 0;
    for (size_t i = 0; i < at; i++) {
        unsigned char byte = (unsigned char)text[i];
        units += (byte & 0xc0) != 0x80;
        units += utf16 && byte >= 0xf0;
    }
    return units;
}

static json_t *extract(const netral_doc *doc, int offsets) {
    netral_write_options options = NETRAL_WRITE_OPTIONS_INIT;
    struct output output = {0};
    json_error_t error;
    options.offsets = offsets;
    if (netral_doc_write(doc, NETRAL_FORMAT_JSONL, &options, output_take, &output, NULL) != 0)
        return NULL;
    json_t *line = json_loadb(output.bytes, output.length, 0, &error);
    CHECK(line != NULL, "the line is not JSON: %s", error.text);
    free(output.bytes);
    return line;
}

static size_t number(json_t *mention, const char *key) {
    return (size_t)json_integer_value(json_object_get(mention, key));
}

static void compare(const char *path, const char *text, json_t *bytes, json_t *units, int utf16) {
    json_t *in_bytes = json_object_get(bytes, "mentions"), *in_units = json_object_get(units, "mentions");
    CHECK(json_array_size(in_bytes) == json_array_size(in_units), "%s: another number of mentions", path);
    for (size_t i = 0; i < json_array_size(in_bytes); i++) {
        json_t *a = json_array_get(in_bytes, i), *b = json_array_get(in_units, i);
        size_t start = count_units(text, number(a, "start"), utf16), end = count_units(text, number(a, "end"), utf16);
        CHECK(number(b, "start") == start && number(b, "end") == end, "%s, mention %zu, utf16 %d: wanted [%zu, %zu), found [%zu, %zu)",
              path, i, utf16, start, end, number(b, "start"), number(b, "end"));
    }
}

static void check_text(const netral_pack *pack, const char *path, const char *text, size_t length) {
    netral_doc *doc = NULL;
    CHECK(netral_doc_new(pack, NULL, &doc, NULL) == 0 && netral_doc_extract(doc, text, length, NULL, NULL) == 0, "%s fails", path);
    json_t *bytes = extract(doc, NETRAL_OFFSETS_BYTE), *points = extract(doc, NETRAL_OFFSETS_CODEPOINT),
           *utf16 = extract(doc, NETRAL_OFFSETS_UTF16);
    compare(path, text, bytes, points, 0);
    compare(path, text, bytes, utf16, 1);
    json_decref(bytes);
    json_decref(points);
    json_decref(utf16);
    netral_doc_free(doc);
}

/* Signs of one to four bytes in front of everything in the body. */
static void check_with_signs(const netral_pack *pack, const struct article *article) {
    static const char signs[] = "\xf0\x9f\x98\x80 \xc3\xa9 \xe2\x82\xac\n\n";
    size_t length = sizeof signs - 1 + article->length;
    char *text = malloc(length);
    if (!text)
        exit(2);
    memcpy(text, signs, sizeof signs - 1);
    memcpy(text + sizeof signs - 1, article->text, article->length);
    check_text(pack, article->path, text, length);
    free(text);
}

int main(void) {
    static struct articles articles;
    netral_pack *pack = NULL;
    articles_read(&articles);
    if (netral_pack_shipped(NULL, &pack, NULL) != 0)
        return 2;
    for (size_t i = 0; i < articles.count; i++) {
        check_open();
        check_text(pack, articles.items[i].path, articles.items[i].text, articles.items[i].length);
        check_with_signs(pack, &articles.items[i]);
        check_close();
    }
    netral_pack_free(pack);
    articles_free(&articles);
    return check_finish();
}
