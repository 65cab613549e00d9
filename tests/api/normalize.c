/* Properties of netral_normalize, over whole articles, damaged articles and signs that it changes: doing it twice changes
 * nothing more, the stretches cover the output without a gap, go forward in the input, and say where each byte came from. */
#include "articles.h"
#include "damage.h"

#define EVERY_FLAG (NETRAL_NORMALIZE_UNICODE | NETRAL_NORMALIZE_TYPOGRAPHY | NETRAL_NORMALIZE_SPACE)

static void check_stretches(const netral_normalized *normalized, const char *text, size_t length, const char *name, unsigned flags) {
    size_t output_length, output_at = 0, input_at = 0, wrong = 0, differ = 0;
    const char *output = netral_normalized_text(normalized, &output_length);
    netral_stretch s;
    for (size_t i = 0; netral_normalized_stretch(normalized, i, &s) == 0; i++) {
        if (s.output_start != output_at || s.output_end < s.output_start || s.output_end > output_length || s.input_start < input_at ||
            s.input_end < s.input_start || s.input_end > length) {
            wrong++;
            break;
        }
        /* A stretch of the same length on both sides of plain letters is a copy. */
        if (flags == 0 && (s.output_end - s.output_start != s.input_end - s.input_start ||
                           memcmp(output + s.output_start, text + s.input_start, s.output_end - s.output_start) != 0))
            differ++;
        output_at = s.output_end;
        input_at = s.input_end;
    }
    CHECK(wrong == 0 && output_at == output_length, "%s, flags %u: the stretches reach to %zu of %zu bytes", name, flags, output_at,
          output_length);
    CHECK(differ == 0, "%s: without flags, %zu stretches differ from the input", name, differ);
    CHECK(netral_normalized_stretch(normalized, netral_normalized_stretch_count(normalized), &s) == NETRAL_ERROR_ARGUMENT,
          "%s: a stretch past the end", name);
}

static void check_text(const char *text, size_t length, const char *name, unsigned flags) {
    netral_normalized *once = NULL, *twice = NULL;
    netral_error error = {0};
    size_t once_length, twice_length;
    CHECK(netral_normalize(NULL, text, length, flags, NULL, &once, &error) == 0, "%s, flags %u: %s", name, flags, error.text);
    if (!once)
        return;
    const char *first = netral_normalized_text(once, &once_length);
    CHECK(netral_normalize(NULL, first, once_length, flags, NULL, &twice, &error) == 0, "%s again, flags %u: %s", name, flags, error.text);
    if (twice) {
        const char *second = netral_normalized_text(twice, &twice_length);
        size_t same = 0;
        while (same < once_length && same < twice_length && first[same] == second[same])
            same++;
        CHECK(same == once_length && same == twice_length, "%s, flags %u: twice is not once, from byte %zu of %zu: %.20s", name, flags,
              same, once_length, first + same);
    }
    check_stretches(once, text, length, name, flags);
    netral_normalized_free(once);
    netral_normalized_free(twice);
}

static void check_all_flags(const char *text, size_t length, const char *name) {
    check_open();
    for (unsigned flags = 0; flags <= EVERY_FLAG; flags++)
        check_text(text, length, name, flags);
    check_close();
}

/* What each flag is for, and what it leaves alone. */
static void check_result(const char *text, unsigned flags, const char *wanted) {
    netral_normalized *normalized = NULL;
    size_t length = 0;
    CHECK(netral_normalize(NULL, text, strlen(text), flags, NULL, &normalized, NULL) == 0, "\"%s\" cannot be normalized", text);
    const char *found = normalized ? netral_normalized_text(normalized, &length) : "";
    CHECK(length == strlen(wanted) && memcmp(found, wanted, length) == 0, "\"%s\", flags %u: wanted \"%s\", found \"%.*s\"", text, flags,
          wanted, (int)length, found);
    netral_normalized_free(normalized);
}

static void check_results(void) {
    check_result("\xef\xbb\xbf" "Cafe\xcc\x81 ma\xc2\xadkan\xe2\x80\x8b", NETRAL_NORMALIZE_UNICODE, "Caf\xc3\xa9 makan");
    check_result("\xe2\x80\x9cya\xe2\x80\x9d \xe2\x80\x93 \xe2\x80\x98\xe2\x80\xa6\xe2\x80\x99", NETRAL_NORMALIZE_TYPOGRAPHY, "\"ya\" - '...'");
    check_result("a  b\t c \r\nd", NETRAL_NORMALIZE_SPACE, "a b c\nd");
    check_result("a  b \xe2\x80\x9c", NETRAL_NORMALIZE_UNICODE, "a  b \xe2\x80\x9c");
    check_result("a \xff b\xe2\x80", EVERY_FLAG, "a \xff b\xe2\x80");
    check_result("", EVERY_FLAG, "");
}

int main(void) {
    static struct articles articles;
    static char text[DAMAGED_BYTES];
    unsigned long long state = 20231102;
    articles_read(&articles);
    check_results();
    for (size_t i = 0; i < articles.count; i++)
        check_all_flags(articles.items[i].text, articles.items[i].length, articles.items[i].path);
    check_open();
    for (size_t i = 0; i < 1500; i++) {
        char name[40];
        size_t length = damaged_text(&articles, &state, text);
        snprintf(name, sizeof name, "damaged text %zu", i);
        check_text(text, length, name, (unsigned)check_random(&state, EVERY_FLAG + 1));
    }
    check_close();
    articles_free(&articles);
    return check_finish();
}
