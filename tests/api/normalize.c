/* Properties of netral_normalize, over whole articles, damaged articles and signs that it changes: doing it twice changes
 * nothing more, and the stretches cover output and input without a gap, in order. */
#include "articles.h"
#include "damage.h"

#define FLAGS 12 /* NETRAL_NORMALIZE_UNICODE is the first, NETRAL_NORMALIZE_CASE the last */
#define EVERY_FLAG ((1u << FLAGS) - 1)
#define PLAIN_FLAGS (NETRAL_NORMALIZE_UNICODE | NETRAL_NORMALIZE_TYPOGRAPHY | NETRAL_NORMALIZE_SPACE)

static netral_pack *pack;

static void check_stretches(const netral_normalized *normalized, const char *text, size_t length, const char *name, unsigned flags) {
    size_t output_length, output_at = 0, input_at = 0, i = 0;
    const char *output = netral_normalized_text(normalized, &output_length);
    netral_stretch s;
    for (; netral_normalized_stretch(normalized, i, &s) == 0; i++) {
        if (s.output_start != output_at || s.output_end < s.output_start || s.output_end > output_length || s.input_start != input_at ||
            s.input_end < s.input_start || s.input_end > length)
            break;
        if (flags == 0 && (s.output_end - s.output_start != s.input_end - s.input_start ||
                           memcmp(output + s.output_start, text + s.input_start, s.output_end - s.output_start) != 0))
            break;
        output_at = s.output_end;
        input_at = s.input_end;
    }
    CHECK(i == netral_normalized_stretch_count(normalized) && output_at == output_length && input_at == length,
          "%s, flags %u: stretch %zu of %zu is wrong; the ones before cover %zu of %zu bytes of output, %zu of %zu of input", name, flags,
          i, netral_normalized_stretch_count(normalized), output_at, output_length, input_at, length);
    CHECK(netral_normalized_stretch(normalized, netral_normalized_stretch_count(normalized), &s) == NETRAL_ERROR_ARGUMENT,
          "%s: a stretch past the end", name);
}

static void check_again(const netral_normalized *once, const char *name, unsigned flags) {
    netral_normalized *twice = NULL;
    netral_error error = {0};
    size_t length, again_length, same = 0;
    const char *text = netral_normalized_text(once, &length);
    CHECK(netral_normalize(pack, text, length, flags, NULL, &twice, &error) == 0, "%s again, flags %u: %s", name, flags, error.text);
    const char *again = twice ? netral_normalized_text(twice, &again_length) : text;
    while (twice && same < length && same < again_length && text[same] == again[same])
        same++;
    size_t shown = same > 30 ? same - 30 : 0;
    CHECK(!twice || (same == length && same == again_length), "%s, flags %u: twice is not once: \"%.50s\" is \"%.50s\" then", name, flags,
          text + shown, again + shown);
    netral_normalized_free(twice);
}

static void check_text(const char *text, size_t length, const char *name, unsigned flags) {
    netral_normalized *once = NULL;
    netral_error error = {0};
    CHECK(netral_normalize(pack, text, length, flags, NULL, &once, &error) == 0, "%s, flags %u: %s", name, flags, error.text);
    if (!once)
        return;
    check_again(once, name, flags);
    check_stretches(once, text, length, name, flags);
    netral_normalized_free(once);
}

/* Each flag alone, none, all, and what the command line does by default. */
static void check_all_flags(const char *text, size_t length, const char *name) {
    check_open();
    check_text(text, length, name, 0);
    for (unsigned i = 0; i < FLAGS; i++)
        check_text(text, length, name, 1u << i);
    check_text(text, length, name, PLAIN_FLAGS);
    check_text(text, length, name, EVERY_FLAG);
    check_close();
}

/* What each flag is for, and what it leaves alone. */
static void check_result(const char *text, unsigned flags, const char *wanted) {
    netral_normalized *normalized = NULL;
    size_t length = 0;
    CHECK(netral_normalize(pack, text, strlen(text), flags, NULL, &normalized, NULL) == 0, "\"%s\" cannot be normalized", text);
    const char *found = normalized ? netral_normalized_text(normalized, &length) : "";
    CHECK(length == strlen(wanted) && memcmp(found, wanted, length) == 0, "\"%s\", flags %u: wanted \"%s\", found \"%.*s\"", text, flags,
          wanted, (int)length, found);
    netral_normalized_free(normalized);
}

static void check_results(void) {
    check_result("\xef\xbb\xbf" "Cafe\xcc\x81 ma\xc2\xadkan\xe2\x80\x8b", NETRAL_NORMALIZE_UNICODE, "Caf\xc3\xa9 makan");
    check_result("\xe2\x80\x9cya\xe2\x80\x9d \xe2\x80\x93 \xe2\x80\x98\xe2\x80\xa6\xe2\x80\x99", NETRAL_NORMALIZE_TYPOGRAPHY,
                 "\"ya\" - '...'");
    check_result("a  b\t c \r\nd", NETRAL_NORMALIZE_SPACE, "a b c\nd");
    check_result("a  b \xe2\x80\x9c", NETRAL_NORMALIZE_UNICODE, "a  b \xe2\x80\x9c");
    check_result("a \xff b\xe2\x80", PLAIN_FLAGS, "a \xff b\xe2\x80");
    check_result("Warga kalo ga netral", NETRAL_NORMALIZE_INFORMAL, "Warga kalau tidak netral");
    check_result("orang2 itu tidaaaak", NETRAL_NORMALIZE_REDUPLICATION | NETRAL_NORMALIZE_REPEATS, "orang-orang itu tidak");
    check_result("oentoek rakjat", NETRAL_NORMALIZE_OLD_SPELLING, "untuk rakyat");
    check_result("dua puluh lima orang", NETRAL_NORMALIZE_NUMBERS, "25 orang");
    check_result("P E N G U M U M A N", NETRAL_NORMALIZE_SPACED_LETTERS, "PENGUMUMAN");
    check_result("Bawaslu RI", NETRAL_NORMALIZE_CASE, "bawaslu ri");
    check_result("", EVERY_FLAG, "");
}

/* A flag that needs word lists says so when there are none. */
static void check_without_pack(void) {
    netral_normalized *normalized = NULL;
    CHECK(netral_normalize(NULL, "kalo", 4, NETRAL_NORMALIZE_INFORMAL, NULL, &normalized, NULL) == NETRAL_ERROR_ARGUMENT && !normalized,
          "informal words without a pack");
    CHECK(netral_normalize(NULL, "kalo", 4, PLAIN_FLAGS, NULL, &normalized, NULL) == 0, "plain signs need a pack");
    netral_normalized_free(normalized);
}

int main(void) {
    static struct articles articles;
    static char text[DAMAGED_BYTES];
    unsigned long long state = 20231102;
    articles_read(&articles);
    if (netral_pack_shipped(NULL, &pack, NULL) != 0)
        return 2;
    check_results();
    check_without_pack();
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
    netral_pack_free(pack);
    articles_free(&articles);
    return check_finish();
}
