/* netral_doc_explain by a pack of its own (tests/api/explained), in which each rule is there for one thing that can be said: which find
 * lost to which and why, how far a rule came that found nothing, and what it wanted there. */
#include "check.h"
#include "netral.h"

static netral_pack *pack;
static netral_doc *doc;

static int same(const char *a, const char *b) {
    return strcmp(a ? a : "NULL", b ? b : "NULL") == 0;
}

static int is_text(const char *text, size_t start, size_t end, const char *wanted) {
    return end >= start && end - start == strlen(wanted) && memcmp(text + start, wanted, end - start) == 0;
}

/* Reads a text and explains the first place in it where `place` stands. */
static int explain(const char *text, const char *place) {
    netral_error error = {0};
    const char *at = strstr(text, place);
    int code = netral_doc_extract(doc, text, strlen(text), NULL, &error);
    code = code || !at ? -1 : netral_doc_explain(doc, (size_t)(at - text), (size_t)(at - text) + strlen(place), &error);
    CHECK(code == 0, "%s, \"%s\": %s", text, place, error.text);
    return code;
}

/* ---- Who lost to whom ---------------------------------------------------------------------------------------------- */

struct loss {
    const char *text, *place, *rule, *against, *why;
    int outcome;
};

static const struct loss losses[] = {
    {"apel merah", "apel", "fruit.plain", "fruit.coloured",
     "fruit.coloured has the higher priority (60 over 50); two mentions of type fruit never overlap", NETRAL_CLAIM_LOST},
    {"apel dan mangga", "mangga", "fruit.plain", "fruit.long",
     "fruit.long is longer (3 words and signs over 1); two mentions of type fruit never overlap", NETRAL_CLAIM_LOST},
    {"mangga", "mangga", "fruit.again", "fruit.plain",
     "fruit.plain stands first among the rules (all else is equal); two mentions of type fruit never overlap", NETRAL_CLAIM_LOST},
    {"apel dan mangga manis segar", "segar", "fruit.back", "fruit.long",
     "fruit.long begins further left (all else is equal); two mentions of type fruit never overlap", NETRAL_CLAIM_LOST},
    {"nomor 5 mangga", "mangga", "fruit.plain", "law.numbered",
     "law.numbered is longer (3 words and signs over 1); nothing inside a mention of type law is a mention of its own",
     NETRAL_CLAIM_LOST},
    {"gambar mangga", "mangga", "fruit.plain", "keep-out.picture",
     "keep-out.picture is longer (2 words and signs over 1); as a veto it keeps other rules from its words", NETRAL_CLAIM_LOST},
    {"gambar mangga", "gambar", "keep-out.picture", NULL, "a veto is no mention: it keeps other rules from its words", NETRAL_CLAIM_VETO},
    {"peti biru", "peti", "crate.of-colour", "colour.plain",
     "colour.plain came in an earlier layer (0, this one in 1); type crate holds no colour", NETRAL_CLAIM_LOST},
    {"kardus kosong", "kosong", "fruit.in-closed", "crate.closed",
     "crate.closed is longer (2 words and signs over 1); it is `closed`: nothing inside its mentions is a mention of its own",
     NETRAL_CLAIM_LOST},
    {"biru tua sekali", "sekali", "crate.crossing", "colour.plain",
     "colour.plain came in an earlier layer (0, this one in 1); each holds only a part of the other", NETRAL_CLAIM_LOST},
};

/* The first find of the rule that is of this outcome. */
static int find_claim(const char *rule, int outcome, netral_claim *claim) {
    for (size_t i = 0; netral_doc_claim(doc, i, claim) == 0; i++)
        if (same(claim->rule.id, rule) && claim->outcome == outcome)
            return 1;
    return 0;
}

static void check_losses(void) {
    for (size_t i = 0; i < sizeof losses / sizeof *losses; i++) {
        const struct loss *loss = &losses[i];
        netral_claim claim;
        if (explain(loss->text, loss->place) != 0)
            continue;
        int found = find_claim(loss->rule, loss->outcome, &claim);
        CHECK(found, "%s: no find of %s with outcome %d among %zu", loss->text, loss->rule, loss->outcome, netral_doc_claim_count(doc));
        if (!found)
            continue;
        CHECK(same(claim.against, loss->against), "%s: %s lost to %s", loss->text, loss->rule, claim.against ? claim.against : "none");
        CHECK(same(claim.why, loss->why), "%s: wanted \"%s\", found \"%s\"", loss->text, loss->why, claim.why);
        CHECK(claim.mention == NETRAL_NONE, "%s: it is mention %zu", loss->text, claim.mention);
    }
}

/* ---- What a mention says ------------------------------------------------------------------------------------------- */

static void check_winner(void) {
    static const char text[] = "Lalu nomor 5 mangga.";
    netral_claim claim;
    netral_part part;
    if (explain(text, "5") != 0 || netral_doc_claim(doc, 0, &claim) != 0)
        return;
    CHECK(claim.outcome == NETRAL_CLAIM_WON && same(claim.rule.id, "law.numbered") && claim.mention == 0, "found %s", claim.rule.id);
    CHECK(strstr(claim.rule.file, "market.yaml") && claim.rule.line == 18 && same(claim.rule.source, "A law for tests."), "%s:%d: %s",
          claim.rule.file, claim.rule.line, claim.rule.source);
    CHECK(is_text(text, claim.start, claim.end, "nomor 5 mangga"), "[%zu, %zu)", claim.start, claim.end);
    CHECK(is_text(text, claim.trigger_start, claim.trigger_end, "nomor"), "[%zu, %zu)", claim.trigger_start, claim.trigger_end);
    CHECK(claim.part_count == 1 && netral_doc_claim_part(doc, 0, 0, &part) == 0 && same(part.name, "number") &&
              is_text(text, part.start, part.end, "5"),
          "%zu parts", claim.part_count);
    CHECK(same(claim.why, "") && !claim.against, "a winner lost: %s", claim.why);
    CHECK(netral_doc_attempt_count(doc) == 0 && netral_doc_known_count(doc) == 0, "attempts at a place that is a mention");
    CHECK(netral_doc_claim_part(doc, 0, 1, &part) == NETRAL_ERROR_ARGUMENT, "a part too many");
    CHECK(netral_doc_claim(doc, netral_doc_claim_count(doc), &claim) == NETRAL_ERROR_ARGUMENT, "a claim too many");
}

/* ---- How near a rule came ------------------------------------------------------------------------------------------ */

struct near {
    const char *text, *place, *rule;
    int outcome;
    const char *over, *reached, *wanted, *denied;
};

static const struct near nears[] = {
    {"buah besar lalu", "buah", "fruit.sized", NETRAL_ATTEMPT_FAILED, "buah besar", "lalu",
     "{number} or in {sized}: sekali or \"-\" or {size-name}", ""},
    {"buah lalu", "buah", "fruit.sized", NETRAL_ATTEMPT_FAILED, "buah", "lalu", "{sized}", ""},
    {"buah besar mangga", "buah", "fruit.sized", NETRAL_ATTEMPT_FAILED, "buah besar", "mangga",
     "in {sized}: sekali or \"-\" or {size-name}", "{fruit-name}"},
    {"buah besar busuk", "buah", "fruit.sized", NETRAL_ATTEMPT_FAILED, "buah besar", "busuk", "in {sized}: sekali or \"-\" or {size-name}",
     "busuk"},
    {"botol tinggi besar", "botol", "fruit.bottled", NETRAL_ATTEMPT_FAILED, "botol tinggi", "besar",
     "in {measure}: /\\d+x\\d+/ or {cap:/b.+[^aiueo]\\w/}", ""},
    {"buah besar", "buah", "fruit.sized", NETRAL_ATTEMPT_FAILED, "buah besar", "", "{number} or in {sized}: sekali or \"-\" or {size-name}",
     ""},
    {"buah besar 5 lalu", "buah besar 5", "fruit.sized", NETRAL_ATTEMPT_ENDED, "buah besar 5", "lalu", "", ""},
    {"amat masak ranum", "masak", "fruit.far", NETRAL_ATTEMPT_UNCALLED, "amat masak ranum", "", "", ""},
    {"bukan jus", "jus", "fruit.juice", NETRAL_ATTEMPT_KEPT_AWAY, "jus", "", "", ""},
    {"ada jus 5", "jus", "fruit.juice", NETRAL_ATTEMPT_FAILED, "jus", "5", "", "{number}"},
};

static int find_attempt(const char *rule, netral_attempt *attempt) {
    for (size_t i = 0; netral_doc_attempt(doc, i, attempt) == 0; i++)
        if (same(attempt->rule.id, rule))
            return 1;
    return 0;
}

static void check_nears(void) {
    for (size_t i = 0; i < sizeof nears / sizeof *nears; i++) {
        const struct near *near = &nears[i];
        netral_attempt attempt;
        if (explain(near->text, near->place) != 0)
            continue;
        int found = find_attempt(near->rule, &attempt);
        CHECK(found, "%s: no attempt of %s among %zu", near->text, near->rule, netral_doc_attempt_count(doc));
        if (!found)
            continue;
        CHECK(attempt.outcome == near->outcome, "%s: outcome %d", near->text, attempt.outcome);
        CHECK(is_text(near->text, attempt.start, attempt.end, near->over), "%s: went over [%zu, %zu)", near->text, attempt.start,
              attempt.end);
        CHECK(is_text(near->text, attempt.reached_start, attempt.reached_end, near->reached), "%s: reached [%zu, %zu)", near->text,
              attempt.reached_start, attempt.reached_end);
        CHECK(same(attempt.wanted, near->wanted), "%s: wanted %s", near->text, attempt.wanted);
        CHECK(same(attempt.denied, near->denied), "%s: denied %s", near->text, attempt.denied);
    }
}

static void check_words(void) {
    netral_known known;
    if (explain("Lalu Jeruk Bali Kecil", "Bali Kecil") != 0)
        return;
    CHECK(netral_doc_known_count(doc) == 2, "%zu words", netral_doc_known_count(doc));
    if (netral_doc_known(doc, 0, &known) == 0)
        CHECK(same(known.form, "bali") && same(known.features, "cap spaced word plain …fruit …fruit-name"), "%s: %s", known.form,
              known.features);
    if (netral_doc_known(doc, 1, &known) == 0)
        CHECK(same(known.form, "kecil") && same(known.features, "cap spaced word plain size-name"), "%s: %s", known.form,
              known.features);
}

/* ---- Places that are none ------------------------------------------------------------------------------------------ */

static void check_refused(size_t start, size_t end, const char *wanted) {
    netral_error error = {0};
    int code = netral_doc_explain(doc, start, end, &error);
    CHECK(code == NETRAL_ERROR_ARGUMENT && strstr(error.text, wanted), "[%zu, %zu): %d, %s", start, end, code, error.text);
}

static void check_places(void) {
    static const char text[] = "caf\xc3\xa9 apel";
    netral_error error = {0};
    netral_claim claim;
    size_t start = 1, end = 1;
    netral_doc *fresh = NULL;
    CHECK(netral_doc_explain(NULL, 0, 0, &error) == NETRAL_ERROR_ARGUMENT, "a document that is NULL");
    CHECK(netral_doc_new(pack, NULL, &fresh, NULL) == 0 && netral_doc_explain(fresh, 0, 0, NULL) == NETRAL_ERROR_ARGUMENT,
          "a document that has read nothing");
    netral_doc_explained(fresh, &start, &end);
    CHECK(start == 0 && end == 0 && netral_doc_claim_count(fresh) == 0 && netral_doc_claim(fresh, 0, &claim) != 0, "something to tell");
    CHECK(netral_doc_tokenize(fresh, text, sizeof text - 1, NULL, NULL) == 0 &&
              netral_doc_explain(fresh, 0, 0, NULL) == NETRAL_ERROR_ARGUMENT,
          "a document that has only tokens");
    netral_doc_free(fresh);
    netral_doc_extract(doc, text, sizeof text - 1, NULL, NULL);
    check_refused(2, 1, "no bytes 2 to 1");
    check_refused(0, sizeof text, "the text has 10");
    check_refused(4, 4, "inside a character, which begins at byte 3");
    check_refused(0, 4, "inside a character, which begins at byte 3");
    CHECK(netral_doc_explain(doc, 6, 6, NULL) == 0 && netral_doc_claim_count(doc) > 0, "an empty place is the token there");
    CHECK(netral_doc_explain(doc, 10, 10, NULL) == 0 && netral_doc_claim_count(doc) == 0, "nothing stands at the end");
    netral_doc_explained(doc, &start, &end);
    CHECK(start == 10 && end == 10, "told of [%zu, %zu)", start, end);
    netral_doc_extract(doc, "apel", 4, NULL, NULL);
    CHECK(netral_doc_claim_count(doc) == 0, "what was told of the last text is still told");
}

/* In a text of many segments, a place in the last of them. */
static void check_far(void) {
    static char text[200000];
    size_t length = 0;
    netral_claim claim;
    netral_attempt attempt;
    while (length < sizeof text - 100)
        length += (size_t)sprintf(text + length, "apel merah itu baik.\n\n");
    length += (size_t)sprintf(text + length, "buah besar lalu gambar mangga");
    CHECK(netral_doc_extract(doc, text, length, NULL, NULL) == 0, "cannot be read");
    CHECK(netral_doc_explain(doc, length - 6, length, NULL) == 0 && find_claim("fruit.plain", NETRAL_CLAIM_LOST, &claim), "no rival");
    CHECK(netral_doc_explain(doc, length - 29, length - 25, NULL) == 0 && find_attempt("fruit.sized", &attempt) &&
              is_text(text, attempt.reached_start, attempt.reached_end, "lalu"),
          "no attempt in the last segment");
}

/* The same before and after something was explained. */
static void check_lines(void) {
    static const char text[] = "apel\n\nkaf\xc3\xa9 merah";
    size_t line = 0, column = 0;
    netral_doc_extract(doc, text, sizeof text - 1, NULL, NULL);
    for (int explained = 0; explained <= 1; explained++) {
        CHECK(netral_doc_place(doc, 4, &line, &column) == 0 && line == 1 && column == 5, "byte 4: %zu:%zu", line, column);
        CHECK(netral_doc_place(doc, 5, &line, &column) == 0 && line == 2 && column == 1, "byte 5: %zu:%zu", line, column);
        CHECK(netral_doc_place(doc, 12, &line, &column) == 0 && line == 3 && column == 6, "byte 12: %zu:%zu", line, column);
        CHECK(netral_doc_place(doc, sizeof text - 1, &line, &column) == 0 && line == 3 && column == 11, "the end: %zu:%zu", line, column);
        CHECK(netral_doc_place(doc, sizeof text, &line, &column) == NETRAL_ERROR_ARGUMENT, "behind the end");
        CHECK(netral_doc_explain(doc, 0, 4, NULL) == 0, "cannot be explained");
    }
}

int main(void) {
    netral_error error = {0};
    if (netral_pack_load("tests/api/explained", NULL, NULL, &pack, &error) != 0 || netral_doc_new(pack, NULL, &doc, &error) != 0) {
        printf("%s:%d: %s\n", error.file, error.line, error.text);
        return 2;
    }
    check_losses();
    check_winner();
    check_nears();
    check_words();
    check_places();
    check_lines();
    check_far();
    netral_doc_free(doc);
    netral_pack_free(pack);
    return check_finish();
}
