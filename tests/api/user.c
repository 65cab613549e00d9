/* A program as someone writes it who has read the header and nothing else. */
#include "check.h"
#include "netral.h"

static const char text[] =
    "Jakarta - Plt. Kepala Badan Kepegawaian Negara (BKN), Drs. Hartoyo Dwi Prasetyo, M.Hum, membuka rapat pada\n"
    "Kamis, 2 November 2023. Pasal 2 UU Nomor 5 Tahun 2014 dibahas di sana.\n";

struct wanted {
    const char *type, *text, *norm, *acting;
};

static const struct wanted wanted[] = {
    {"position", "Plt. Kepala Badan Kepegawaian Negara", "Kepala Badan Kepegawaian Negara", "Plt."},
    {"institution", "Badan Kepegawaian Negara", "Badan Kepegawaian Negara", NULL},
    {"institution", "BKN", "Badan Kepegawaian Negara", NULL},
    {"person", "Hartoyo Dwi Prasetyo", "Hartoyo Dwi Prasetyo", NULL},
    {"date", "Kamis, 2 November 2023", "2023-11-02", NULL},
    {"regulation", "Pasal 2 UU Nomor 5 Tahun 2014", "UU 5/2014 Pasal 2", NULL},
};

static int same(const char *a, const char *b) {
    return (!a && !b) || (a && b && strcmp(a, b) == 0);
}

static int is_wanted(const netral_mention *mention, const struct wanted *one) {
    return same(mention->type, one->type) && mention->end - mention->start == strlen(one->text) &&
           memcmp(text + mention->start, one->text, strlen(one->text)) == 0 && same(mention->norm, one->norm) &&
           same(mention->acting, one->acting);
}

static void check_mentions(const netral_doc *doc) {
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        netral_mention mention;
        size_t at = 0;
        while (netral_doc_mention(doc, at, &mention) == 0 && !is_wanted(&mention, &wanted[i]))
            at++;
        CHECK(at < netral_doc_mention_count(doc), "wanted the %s \"%s\" = %s, found it in none of %zu mentions", wanted[i].type,
              wanted[i].text, wanted[i].norm, netral_doc_mention_count(doc));
    }
}

static void check_official(const netral_doc *doc) {
    netral_official official;
    netral_mention person, position;
    size_t count = netral_doc_official_count(doc);
    CHECK(count == 1, "wanted 1 official, found %zu", count);
    if (netral_doc_official(doc, 0, &official) != 0)
        return;
    CHECK(same(official.name, "Hartoyo Dwi Prasetyo"), "found the name %s", official.name);
    CHECK(official.prefix_count == 1 && same(official.prefix[0], "Drs."), "wanted Drs., found %zu prefixes", official.prefix_count);
    CHECK(official.suffix_count == 1 && same(official.suffix[0], "M.Hum"), "wanted M.Hum, found %zu suffixes", official.suffix_count);
    CHECK(same(official.institution, "Badan Kepegawaian Negara"), "found %s", official.institution ? official.institution : "NULL");
    CHECK(official.position_count == 1 && netral_doc_mention(doc, official.positions[0], &position) == 0 &&
              same(position.type, "position"),
          "wanted one position, found %zu", official.position_count);
    CHECK(netral_doc_mention(doc, official.person, &person) == 0 && same(person.type, "person"), "no person at %zu", official.person);
}

/* What a mention says of itself besides its place. */
static void check_explanation(const netral_doc *doc) {
    netral_mention mention, inner;
    CHECK(netral_doc_mention(doc, 0, &mention) == 0 && same(mention.type, "position"), "the first mention is no position");
    CHECK(mention.rule && mention.rule[0] && mention.rule_file && mention.rule_file[0] && mention.rule_line > 0,
          "the mention does not know its rule");
    CHECK(mention.institution != NETRAL_NONE && netral_doc_mention(doc, mention.institution, &inner) == 0 &&
              same(inner.type, "institution"),
          "the position does not know its institution");
}

int main(void) {
    netral_pack *pack = NULL;
    netral_doc *doc = NULL;
    netral_error error = {0};
    netral_options options = NETRAL_OPTIONS_INIT;
    size_t length = 0;
    options.id = "rapat.txt";
    CHECK(netral_pack_shipped(NULL, &pack, &error) == 0, "shipped pack: %s", error.text);
    CHECK(netral_doc_new(pack, NULL, &doc, &error) == 0, "document: %s", error.text);
    CHECK(netral_doc_extract(doc, text, strlen(text), &options, &error) == 0, "extract: %s", error.text);
    CHECK(same(netral_doc_id(doc), "rapat.txt"), "found the id %s", netral_doc_id(doc));
    CHECK(netral_doc_text(doc, &length) == text && length == strlen(text), "the text is not the caller's own");
    check_mentions(doc);
    check_official(doc);
    check_explanation(doc);
    netral_doc_free(doc);
    netral_pack_free(pack);
    return check_finish();
}
