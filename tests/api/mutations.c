/* Packs that were cut off, or in which bytes were changed, taken out or put twice: each is read or refused with its place, and what
 * is read can be used. The same mutations on every run; what matters is that the sanitizers see them. The library's own headers are
 * used, to load from memory, and without the check that a file is text, which would keep the most interesting bytes out. */
#include "../../lib/pack.h"
#include "check.h"

#define MUTATIONS 2500
#define PACK_BYTES 4000

static const char rules[] =
    "schema: netral-rules/1\n"
    "about: Everything that a rule file may hold.\n"
    "layer: 1\n"
    "types:\n"
    "  - {name: event, holds: [date, event], opaque: no}\n"
    "  - name: date\n"
    "  - {name: keep-off, veto: yes}\n"
    "patterns:\n"
    "  ordinal: ulang | kedua | /\\d{1,2}(?=x)?/\n"
    "  place: 'di (?<where> {cap&!event-word}{1,3}+ )'\n"
    "sets:\n"
    "  name-part: cap & word & !event-word | initial\n"
    "  long: name-part & !short-number\n"
    "rules:\n"
    "  - id: event.word\n"
    "    type: event\n"
    "    priority: 60\n"
    "    trigger: ['{event-word}', rapat]\n"
    "    back: 2\n"
    "    pattern: >\n"
    "      (?<mention> {event-word} ( {ordinal} | \"(\" {upper:/[a-z]{2,5}/} \")\" )*? ) ( {place} )? (?! {month} ) (?= {any} | \".\" )\n"
    "    norm: \"\"\n"
    "    source: of our own\n"
    "    yes: ['Ada [pencoblosan ulang] di Kota Baru.']\n"
    "    no: ['Tidak ada.']\n"
    "  - {id: date.plain, type: date, layer: 0, trigger: '{month}', back: 1, pattern: '/\\d{1,2}/ {month} {year}?', norm: '@date'}\n"
    "  - {id: off.any, type: keep-off, trigger: bukan, pattern: 'bukan (?> {long}* ) {event-word}', closed: yes}\n"
    "  - {id: event.alias, type: event, layer: 2, trigger: '(', pattern: '\"(\" (?<mention> {upper} ) \")\"', norm: '@alias'}\n"
    "  - {id: event.stage, type: event, stage: later-name}\n";

static const char lexicon[] =
    "# Of our own.\n"
    "[event-word]\n"
    "pencoblosan|pemungutan suara|@kind=vote\n"
    "=01|Rapat Pleno Terbuka|rapat, dan pleno\n"
    "[month]\n"
    "mei|MEI\n"
    "januari|jan\n";

static const char text[] =
    "Rapat Pleno Terbuka (RPT) dan pemungutan suara ulang di Kota Baru Timur pada 2 Mei 2024. Bukan A. Baru Rapat. RPT selesai.\n";

struct mutated {
    char bytes[PACK_BYTES];
    size_t length;
};

static void put(struct mutated *made, const char *bytes, size_t length) {
    if (length > sizeof made->bytes - 1 - made->length)
        length = sizeof made->bytes - 1 - made->length;
    memcpy(made->bytes + made->length, bytes, length);
    made->length += length;
    made->bytes[made->length] = '\0';
}

/* A piece in the middle is left out, put twice, or has something else instead; or the end is cut off. */
static void mutate(struct mutated *made, const char *original, size_t length, unsigned long long *state) {
    static const char *const pieces[] = {"{",
                                         "}",
                                         "(",
                                         ")",
                                         "[",
                                         "]",
                                         "*",
                                         "+",
                                         "?",
                                         "|",
                                         "/",
                                         "\\",
                                         "\"",
                                         "'",
                                         ":",
                                         "\n",
                                         "  ",
                                         "- ",
                                         "&",
                                         "!",
                                         "{99}",
                                         "{any}",
                                         "(?",
                                         "(?<a>",
                                         "@",
                                         "=",
                                         "#",
                                         "\xff",
                                         "\xc3",
                                         "\x01",
                                         "\xe2\x80\x8b",
                                         "99999999999",
                                         "no",
                                         "event"};
    size_t at = check_random(state, length), taken = check_random(state, 4) ? check_random(state, 6) : check_random(state, 200);
    size_t behind = at + taken < length ? at + taken : length;
    const char *piece = pieces[check_random(state, sizeof pieces / sizeof *pieces)];
    size_t kind = check_random(state, 8);
    made->length = 0;
    put(made, original, at);
    if (kind == 0)
        return; /* cut off */
    if (kind == 1)
        put(made, original + at, behind - at); /* twice */
    if (kind >= 2 && kind <= 5)
        put(made, piece, strlen(piece));
    put(made, original + (kind == 1 || kind == 2 ? at : behind), length - (kind == 1 || kind == 2 ? at : behind));
}

static void ignore(void *context, const netral_rule *rule, const char *example, int line, int holds, const char *message) {
    (void)rule, (void)example, (void)line, (void)holds, (void)message;
    ++*(size_t *)context;
}

static void use(const netral_pack *pack) {
    netral_doc *doc = NULL;
    netral_error error = {0};
    netral_mention mention;
    size_t examples = 0;
    CHECK(netral_doc_new(pack, NULL, &doc, &error) == 0, "%s", error.text);
    CHECK(netral_doc_extract(doc, text, strlen(text), NULL, &error) == 0, "%s", error.text);
    for (size_t i = 0; netral_doc_mention(doc, i, &mention) == 0; i++)
        CHECK(mention.start < mention.end && mention.end <= strlen(text), "a mention at [%zu, %zu)", mention.start, mention.end);
    CHECK(netral_pack_test(pack, ignore, &examples, &error) == 0, "%s", error.text);
    netral_doc_free(doc);
}

/* Returns whether the pack could be read. */
static int load(const struct mutated *rule_file, const struct mutated *word_list, const netral_pack *base) {
    const struct pack_source sources[] = {{"words.txt", word_list->bytes, word_list->length, 1},
                                          {"rules.yaml", rule_file->bytes, rule_file->length, 0}};
    netral_allocator heap = memory_allocator(NULL);
    netral_pack *pack = NULL;
    netral_error error = {0};
    int code = pack_from_files(sources, 2, base, &heap, &pack, &error);
    CHECK((code == 0) == (pack != NULL) && code == error.code, "code %d, error %d, pack %p", code, error.code, (void *)pack);
    CHECK(code == 0 || (error.name[0] && error.text[0]), "an error without words");
    CHECK(code == 0 || error.line > 0, "%s:%d:%d: [%s] %s: no place", error.file, error.line, error.column, error.name, error.text);
    if (code == 0)
        use(pack);
    netral_pack_free(pack);
    return code == 0;
}

int main(void) {
    static struct mutated rule_file, word_list, same_rules, same_words;
    unsigned long long state = 20240502;
    size_t read = 0;
    put(&same_rules, rules, strlen(rules));
    put(&same_words, lexicon, strlen(lexicon));
    CHECK(load(&same_rules, &same_words, NULL), "the pack itself cannot be read");
    check_open();
    for (int i = 0; i < MUTATIONS; i++) {
        int is_lexicon = i % 5 == 0;
        mutate(is_lexicon ? &word_list : &rule_file, is_lexicon ? lexicon : rules, is_lexicon ? strlen(lexicon) : strlen(rules), &state);
        read += (size_t)load(is_lexicon ? &same_rules : &rule_file, is_lexicon ? &word_list : &same_words, NULL);
    }
    for (size_t end = 0; end <= strlen(rules); end += 7) {
        rule_file.length = 0;
        put(&rule_file, rules, end);
        read += (size_t)load(&rule_file, &same_words, NULL);
    }
    check_close();
    CHECK(read > MUTATIONS / 10 && read < MUTATIONS, "%zu mutations could be read: most should be refused, some taken", read);
    return check_finish();
}
