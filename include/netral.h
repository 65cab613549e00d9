/* libnetral: named officials, institutions, regulations and dates in Indonesian text.
 *
 * Bytes of an article go in; mentions with exact places, and records of who holds which office, come out.
 *
 *     netral_pack *pack = NULL;  netral_doc *doc = NULL;  netral_error error = {0};
 *     if (netral_pack_shipped(NULL, &pack, &error) == 0 && netral_doc_new(pack, NULL, &doc, &error) == 0) {
 *         netral_doc_extract(doc, text, length, NULL, &error);
 *         for (size_t i = 0; i < netral_doc_mention_count(doc); i++) ...
 *     }
 *     netral_doc_free(doc);  netral_pack_free(pack);
 *
 * Two lifetimes. A *pack* (rules and lexicon) is frozen once made: any number of threads may use one at once, and it must
 * outlive the documents made from it. A *document* belongs to one thread at a time and may be used for one text after another.
 *
 * Offsets are bytes of the text as it was given, half open [start, end), always at UTF-8 boundaries. Strings in views are
 * NUL-terminated UTF-8 and are borrowed: they live until the document reads another text or is freed. The text itself is
 * borrowed too: it must stay unchanged while the document's views are in use.
 *
 * Functions that can fail return 0, or a negative NETRAL_ERROR_ code, and fill the caller's netral_error if it is not NULL.
 * Only the first error of a netral_error is kept; set it to {0} before using it again. Every `_free` accepts NULL.
 * The library has no global state, prints nothing, and never ends the process.
 */
#ifndef NETRAL_H
#define NETRAL_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define NETRAL_API __attribute__((visibility("default")))
#else
#define NETRAL_API
#endif

#define NETRAL_VERSION "0.1.0"

typedef struct netral_pack netral_pack;
typedef struct netral_doc netral_doc;

/* ---- Errors -------------------------------------------------------------------------------------------------------- */

enum {
    NETRAL_OK = 0,
    NETRAL_ERROR_MEMORY = -1,   /* an allocation failed; the document or pack stays valid and can be freed */
    NETRAL_ERROR_ARGUMENT = -2, /* a NULL or out-of-range argument */
    NETRAL_ERROR_TEXT = -3,     /* the input is not text (mostly control bytes or invalid UTF-8) */
    NETRAL_ERROR_RULE = -4,     /* a rule or lexicon file is wrong; file, line and column say where */
    NETRAL_ERROR_LIMIT = -5,    /* a limit of lib/limits.h was met and nothing could be done */
    NETRAL_ERROR_IO = -6,       /* a file could not be read, or a sink refused the output */
    NETRAL_ERROR_VERSION = -7   /* a compiled pack was damaged or made by another version */
};

typedef struct netral_error {
    int code;         /* 0: nothing went wrong */
    int line, column; /* from 1, or 0 when there is no place; columns count bytes */
    char name[32];    /* a stable short name such as "unknown-key"; netral-rules(5) lists them all */
    char file[256];   /* the file of the place, or "" */
    char text[512];   /* what is wrong, and what to do */
} netral_error;

/* The constant's name of a code ("NETRAL_ERROR_RULE"); "NETRAL_ERROR_UNKNOWN" for other numbers. Never NULL. */
NETRAL_API const char *netral_error_name(int code);

/* The library's version, as NETRAL_VERSION of the header it was built with. */
NETRAL_API const char *netral_version(void);

/* The version at run time of "pcre2", "utf8proc" or "libyaml"; NULL for any other name. */
NETRAL_API const char *netral_library_version(const char *library);

/* ---- Memory -------------------------------------------------------------------------------------------------------- */

/* resize() does the work of malloc (block NULL), realloc, and free (new_size 0, returns NULL). It is told the old size.
 * It may be called from the thread that uses the pack or document it was given for. A NULL netral_allocator is the C heap. */
typedef struct netral_allocator {
    void *(*resize)(void *context, void *block, size_t old_size, size_t new_size);
    void *context;
} netral_allocator;

/* Takes `length` bytes of what is written; returns 0, or anything else to stop (the writer then returns NETRAL_ERROR_IO). */
typedef int netral_sink(void *context, const char *bytes, size_t length);

/* ---- Packs --------------------------------------------------------------------------------------------------------- */

/* The rules and lexicon compiled into the library. */
NETRAL_API int netral_pack_shipped(const netral_allocator *allocator, netral_pack **pack, netral_error *error);

/* Reads a rule file (.yaml), a lexicon (.txt, .tsv, .jsonl), or a folder of them (its `rules/` and `lexicon/`, or itself), and lays
 * it over `base`: a rule with a known id replaces the base's rule, one named by `disable` is left out, everything else is added.
 * `base` may be NULL (start from nothing), itself be laid over another, and be freed afterwards; other threads may go on using it.
 * A pack may come from anyone: whatever it holds, it is read under limits (lib/limits.h) and refused with its place.
 *
 * A compiled pack (.pack, from netral_pack_write) holds all that lay under it: it takes the shipped pack's place as `base`, and is
 * refused over any other. It is mapped, not read; the file must not be changed while the pack is in use (put a new one in its
 * place by renaming). "pack-damaged", "pack-version": it must be compiled again, as for newer shipped rules. */
NETRAL_API int netral_pack_load(const char *path, const netral_pack *base, const netral_allocator *allocator, netral_pack **pack,
                                netral_error *error);

NETRAL_API void netral_pack_free(netral_pack *pack);

/* Gives a pack as a compiled file's bytes to a sink (see netral_doc_write): for this version of the library, and machines with the
 * same order of bytes. */
NETRAL_API int netral_pack_write(const netral_pack *pack, netral_sink *sink, void *context, netral_error *error);

/* One rule as its file states it. Strings belong to the pack. */
typedef struct netral_rule {
    const char *id, *type;
    const char *file; /* the rule's file and first line: where a person reads it */
    int line;
    int layer, priority;
    const char *pattern; /* as written; with what `left`, `right` and `not-right` make of it, if the rule has them */
    const char *source;  /* the linguistic or legal source the rule names, or "" */
    size_t yes_count, no_count;
} netral_rule;

NETRAL_API size_t netral_pack_rule_count(const netral_pack *pack);

/* Fills `rule` with rule number `index`; NETRAL_ERROR_ARGUMENT past the end. */
NETRAL_API int netral_pack_rule(const netral_pack *pack, size_t index, netral_rule *rule);

/* One file that the pack was made of, in the order in which it was read. What is here belongs to the pack. */
typedef struct netral_pack_file {
    const char *name; /* as its messages name it */
    const char *text; /* `length` bytes, with a NUL behind them; none of a lexicon of more than 1 MiB, which is not kept as text */
    size_t length;
    int is_lexicon; /* else it holds rules */
    int level;      /* 0: of the lowest pack; of one laid over it 1, over that 2, and so on */
} netral_pack_file;

NETRAL_API size_t netral_pack_file_count(const netral_pack *pack);

/* Fills `file` with file number `index`; NETRAL_ERROR_ARGUMENT past the end. */
NETRAL_API int netral_pack_file_get(const netral_pack *pack, size_t index, netral_pack_file *file);

/* The name of a mention type that the pack may find, NULL past the end. */
NETRAL_API const char *netral_pack_type(const netral_pack *pack, size_t index);

/* Called once for each example of each rule; `line` is its own in the rule's file. `message` is "" when the example holds, else says what
 * was found instead. */
typedef void netral_example_report(void *context, const netral_rule *rule, const char *example, int line, int holds, const char *message);

/* Runs every yes and no example of every rule through the whole pack. Returns 0 even when some do not hold: count in `report`. */
NETRAL_API int netral_pack_test(const netral_pack *pack, netral_example_report *report, void *context, netral_error *error);

/* What is suspicious in a pack, though it can be used: a rule that can never match, or without examples, a word that a list has
 * twice. The manual (netral-rules(5), "Messages") lists the names. Strings live until the report returns. */
typedef struct netral_diagnostic {
    const char *name; /* stable, such as "never-matches" */
    const char *file; /* "" when there is no place */
    int line, column; /* from 1, or 0 */
    const char *rule; /* the id of the rule, or NULL */
    const char *text; /* what is wrong, and what to do */
} netral_diagnostic;

typedef void netral_diagnostic_report(void *context, const netral_diagnostic *diagnostic);

/* Compiles every rule's pattern now (extraction compiles a pattern when its trigger is first met); the first that cannot be
 * compiled is the error. Then reports what is suspicious in the files that were laid over the base (in all of them when there was
 * none), in the order of the rules, then of the word lists; `report` may be NULL, then nothing is looked for. */
NETRAL_API int netral_pack_check(const netral_pack *pack, netral_diagnostic_report *report, void *context, netral_error *error);

/* ---- Documents ----------------------------------------------------------------------------------------------------- */

typedef struct netral_options {
    size_t size;      /* sizeof(netral_options), set by NETRAL_OPTIONS_INIT; tells versions apart */
    const char *id;   /* the document's name in output, or NULL */
    const char *date; /* the article's own date, ISO 8601 ("2023-11-02", or "2023-11", or "2023"; a time behind the day is left out), if
                       * the caller knows it; NULL or "": look in the text. Anything else is NETRAL_ERROR_ARGUMENT */
} netral_options;

#define NETRAL_OPTIONS_INIT { sizeof(netral_options), NULL, NULL }

NETRAL_API int netral_doc_new(const netral_pack *pack, const netral_allocator *allocator, netral_doc **doc, netral_error *error);
NETRAL_API void netral_doc_free(netral_doc *doc);

/* Reads `length` bytes at `text` (need not end in NUL; NULL is allowed when length is 0) and finds mentions and officials.
 * Whatever the document held before is gone. options may be NULL. Damaged text is read around, and told in the warnings. */
NETRAL_API int netral_doc_extract(netral_doc *doc, const char *text, size_t length, const netral_options *options,
                                  netral_error *error);

/* Reads the text and keeps its tokens and sentences, without looking for mentions. */
NETRAL_API int netral_doc_tokenize(netral_doc *doc, const char *text, size_t length, const netral_options *options,
                                   netral_error *error);

/* The text that was read, and its id from the options ("" when none was given). NULL and 0 before anything was read. */
NETRAL_API const char *netral_doc_text(const netral_doc *doc, size_t *length);
NETRAL_API const char *netral_doc_id(const netral_doc *doc);

/* The article's own date, ISO 8601, or NULL when neither the caller nor the text gives one. */
NETRAL_API const char *netral_doc_date(const netral_doc *doc);

/* The title's place, [0, 0) when there is none. */
NETRAL_API void netral_doc_title(const netral_doc *doc, size_t *start, size_t *end);

/* ---- Views: all counts are 0 for a document that has read nothing; a bad index gives NETRAL_ERROR_ARGUMENT ---------- */

#define NETRAL_NONE ((size_t) - 1) /* an index that points at nothing */

typedef struct netral_mention {
    const char *type;   /* "person", "position", "institution", "regulation", "date", or a pack's own */
    size_t start, end;  /* bytes of the input */
    const char *norm;   /* the normal form; never NULL */
    const char *acting; /* "Plt.", "Plh.", "Pj.", "Pjs." on a position, else NULL */
    const char *rule;   /* the id of the rule that found it */
    const char *rule_file;
    int rule_line;
    size_t institution; /* on a position: the index of the institution it holds, else NETRAL_NONE */
    /* What follows is NULL, 0 or NETRAL_NONE where there is nothing to say. */
    int former;          /* position: held once (`mantan`, `eks`, `bekas` stand before it, outside the span) */
    int inferred;        /* date: a part of `norm` does not stand in the mention: the year, or all of `kemarin` */
    /* date: "weekday" when the weekday it names is not that of the date; `norm` keeps the date. A lexicon entry: "years" when the
     * article's date lies outside the years in which the name was in use, "spelling" when the text misspells it. */
    const char *check;
    const char *variant; /* person: the name as written, where `norm` gives the spelling that the article prefers */
    const char *refers;  /* regulation without a number: the one that is meant (`UU ASN`: "UU 5/2014"), as the article itself
                          * says (`tentang Aparatur Sipil Negara (UU ASN)`), else by its date */
    /* regulation with a number, or with `refers`: /akn/id/act/TYPE/YEAR/NUMBER in small letters, other signs as hyphens, and the
     * first pinpoint from the larger to the smaller: "/akn/id/act/pp/2021/94#pasal_5/huruf_n". Rulings are /akn/id/judgment/…;
     * of a joint instrument's numbers the first counts. */
    const char *uri;
    size_t amends; /* regulation: the index of the mention of the one that it changes, else NETRAL_NONE */
    const char *entry; /* the id of the lexicon entry that the mention spells, where the entry has one */
    const char *kind;  /* what that entry says of its kind */
} netral_mention;

/* Mentions are sorted by start, then longest first. */
NETRAL_API size_t netral_doc_mention_count(const netral_doc *doc);
NETRAL_API int netral_doc_mention(const netral_doc *doc, size_t index, netral_mention *mention);

/* A field of a mention, for rules that ask for it (`fields:`): "date" of an event is "2024-02-24". */
typedef struct netral_field {
    const char *name, *value; /* never empty: a field with nothing to say is left out */
    size_t start, end;        /* the part of the text that it comes from; the mention, when it comes from none */
} netral_field;

NETRAL_API size_t netral_doc_mention_field_count(const netral_doc *doc, size_t mention);
NETRAL_API int netral_doc_mention_field(const netral_doc *doc, size_t mention, size_t index, netral_field *field);

/* A person with every office the article gives, former ones too: netral_mention.former of a position tells them apart. */
typedef struct netral_official {
    size_t person;    /* the mention that gives the fullest name */
    const char *name; /* that name */
    const char *const *prefix; /* degrees before the name, in the article's spelling; `prefix_count` of them */
    size_t prefix_count;
    const char *const *suffix; /* degrees behind it */
    size_t suffix_count;
    const size_t *positions; /* mentions of type position */
    size_t position_count;
    const char *institution; /* the normal form of the first position's institution, or NULL */
} netral_official;

NETRAL_API size_t netral_doc_official_count(const netral_doc *doc);
NETRAL_API int netral_doc_official(const netral_doc *doc, size_t index, netral_official *official);

enum { NETRAL_WORD = 1, NETRAL_NUMBER, NETRAL_PUNCTUATION, NETRAL_SYMBOL, NETRAL_URL, NETRAL_EMAIL, NETRAL_DATETIME };

typedef struct netral_token {
    size_t start, end;
    int kind; /* NETRAL_WORD … */
    int space_before;
} netral_token;

typedef struct netral_span {
    size_t start, end;
} netral_span;

NETRAL_API size_t netral_doc_token_count(const netral_doc *doc);
NETRAL_API int netral_doc_token(const netral_doc *doc, size_t index, netral_token *token);
NETRAL_API size_t netral_doc_sentence_count(const netral_doc *doc);
NETRAL_API int netral_doc_sentence(const netral_doc *doc, size_t index, netral_span *sentence);

/* What was wrong with the text, or which limit was met: "invalid-utf8", "control-bytes", "front-matter"; "limit:rule:ID" when the
 * rule ID took more match steps than it may (lib/limits.h), "limit:rules" when all did, so that mentions may be missing; "limit:norm"
 * when a normal form was too long and is cut; the writers of JSON list these as "limits":["rule:ID", …] besides. Steps are counted, not
 * timed: a text meets a limit always or never. */
typedef struct netral_warning {
    const char *name;
    size_t start, end; /* the first place it concerns */
    size_t count;      /* how many places (or bytes) in all */
    const char *text;  /* for people */
} netral_warning;

NETRAL_API size_t netral_doc_warning_count(const netral_doc *doc);
NETRAL_API int netral_doc_warning(const netral_doc *doc, size_t index, netral_warning *warning);

/* ---- Explaining ---------------------------------------------------------------------------------------------------- */

/* Why a place of the text is read as it is: what every rule found there, who won and why; and, where no mention covers the whole
 * place, which rules came near to one. `start` and `end` are bytes, at most the text's length and not inside a character; where they
 * are equal, the token at `start` is meant. NETRAL_ERROR_ARGUMENT when they are not, or the document was not extracted.
 *
 * The first call reads the whole text a second time, each call for a place that is no mention a few thousand words of it; extracting
 * is not slowed by any of this. The mentions and other views stay as they are. Afterwards the views below tell of this place; their
 * strings and parts live until the next call, until the document reads another text, or is freed. */
NETRAL_API int netral_doc_explain(netral_doc *doc, size_t start, size_t end, netral_error *error);

/* A byte's line and column in the text, from 1; columns count characters. Fast once something was explained. */
NETRAL_API int netral_doc_place(const netral_doc *doc, size_t byte, size_t *line, size_t *column);

/* The place that the views below tell of: [0, 0) before the first call. */
NETRAL_API void netral_doc_explained(const netral_doc *doc, size_t *start, size_t *end);

enum {
    NETRAL_CLAIM_WON = 1, /* it is a mention */
    NETRAL_CLAIM_LOST,    /* to another find, or because of a veto */
    NETRAL_CLAIM_VETO,    /* it won, and is no mention: it keeps other rules from its words */
    NETRAL_CLAIM_DROPPED  /* it won, but was left out when the article was read as a whole */
};

/* What a rule found, whether it became a mention or not. */
typedef struct netral_claim {
    netral_rule rule;
    int outcome;                       /* NETRAL_CLAIM_… */
    size_t start, end;                 /* the mention it is, or would have been */
    size_t match_start, match_end;     /* all that the rule's pattern went over */
    size_t trigger_start, trigger_end; /* the word that called the rule; empty for a mention that the library found itself, when
                                          the whole article was known (later names, acronyms) */
    size_t mention;                    /* the mention it became, else NETRAL_NONE */
    size_t stands_for;                 /* an acronym or nickname: the mention whose other name it is, else NETRAL_NONE */
    size_t part_count, link_count;     /* see netral_doc_claim_part and netral_doc_claim_link */
    const char *against;               /* it lost: the id of the rule that won, else NULL … */
    size_t against_start, against_end; /* … and what that one found */
    const char *why;                   /* it is no mention: why, in a sentence for people; else "" */
} netral_claim;

/* The finds that overlap the place, sorted by start, then longest first; where two have one span, the one that won first. */
NETRAL_API size_t netral_doc_claim_count(const netral_doc *doc);
NETRAL_API int netral_doc_claim(const netral_doc *doc, size_t index, netral_claim *claim);

/* A named part of a find. */
typedef struct netral_part {
    const char *name;
    size_t start, end;
} netral_part;

NETRAL_API int netral_doc_claim_part(const netral_doc *doc, size_t claim, size_t index, netral_part *part);

/* A mention that the text puts beside a claim's mention: a person's office, or an office's person. */
NETRAL_API int netral_doc_claim_link(const netral_doc *doc, size_t claim, size_t index, size_t *mention);

enum {
    NETRAL_ATTEMPT_FAILED = 1, /* the rule's pattern does not match here */
    NETRAL_ATTEMPT_ENDED,      /* it does, and was found (see the claims), but ends inside the place */
    NETRAL_ATTEMPT_SHORT,      /* it does, but ends before the word that called the rule: such a match does not count */
    NETRAL_ATTEMPT_PASSED,     /* it does, but the rule is not tried again inside what it found last */
    NETRAL_ATTEMPT_UNCALLED,   /* it does, but the rule's trigger stands farther behind the match's beginning than its `back` allows */
    NETRAL_ATTEMPT_KEPT_AWAY   /* it does, but before it stands what the rule's `not-left` names */
};

/* How near a rule came that found nothing at the place, or did not find all of it. */
typedef struct netral_attempt {
    netral_rule rule;
    int outcome;                       /* NETRAL_ATTEMPT_… */
    size_t start, end;                 /* what the pattern could go over, or the match */
    size_t trigger_start, trigger_end; /* the word that called the rule, or could have */
    size_t reached_start, reached_end; /* the token where it failed or ended; empty at the paragraph's end */
    size_t item, item_length;          /* the first item that it wanted there, as bytes of rule.pattern; length 0: none */
    const char *wanted; /* all of them, as patterns write them: "{region} or {position-area}"; "in {name}: …" where {name} had begun */
    const char *denied; /* what stands there and must not, inside (?! … ); or "" */
    const char *known;  /* all that was known of that token when the rule was tried, as in netral_known; or "" */
} netral_attempt;

/* Empty when a mention covers the place, or the place has more than 40 tokens. At most five, each of another rule, the best first. */
NETRAL_API size_t netral_doc_attempt_count(const netral_doc *doc);
NETRAL_API int netral_doc_attempt(const netral_doc *doc, size_t index, netral_attempt *attempt);

/* A token of the place as rules see it. `features` are its shapes, lexicon classes, mention types and sets by name, with a space
 * between; `…` before a name: of a phrase or mention that began at an earlier token. Classes that no rule asks for are not
 * among them. */
typedef struct netral_known {
    size_t start, end;
    const char *form; /* folded, as patterns and lexicons are compared with it */
    const char *features;
} netral_known;

/* Empty when a mention covers the place, or the place has more than 40 tokens. What is known is that of behind the last layer. */
NETRAL_API size_t netral_doc_known_count(const netral_doc *doc);
NETRAL_API int netral_doc_known(const netral_doc *doc, size_t index, netral_known *known);

/* ---- Writers ------------------------------------------------------------------------------------------------------- */

enum { NETRAL_OFFSETS_BYTE = 0, NETRAL_OFFSETS_CODEPOINT, NETRAL_OFFSETS_UTF16 };

enum {
    NETRAL_FORMAT_JSONL = 1,  /* one line: schema, id, date, mentions, officials */
    NETRAL_FORMAT_JSON,       /* the same, indented */
    NETRAL_FORMAT_TSV,        /* one mention a line: id, type, start, end, norm, acting, rule, text */
    NETRAL_FORMAT_TEXT,       /* the text with its mentions marked, then a table of officials, for people */
    NETRAL_FORMAT_TOKENS_JSONL,
    NETRAL_FORMAT_TOKENS_TSV,
    /* What netral_doc_explain told last. */
    NETRAL_FORMAT_EXPLAIN_TEXT,  /* for people */
    NETRAL_FORMAT_EXPLAIN_BRIEF, /* of the mentions that have the whole place for their span, a few lines each */
    NETRAL_FORMAT_EXPLAIN_JSON,  /* one object, indented */
    NETRAL_FORMAT_EXPLAIN_JSONL  /* the same in one line */
};

typedef struct netral_write_options {
    size_t size;
    int offsets;   /* NETRAL_OFFSETS_… ; of the numbers that are written */
    int color;     /* NETRAL_FORMAT_TEXT and _EXPLAIN_…: mark with terminal colours instead of brackets */
    size_t width;  /* NETRAL_FORMAT_TEXT: columns of the table, 0: 140 */
} netral_write_options;

#define NETRAL_WRITE_OPTIONS_INIT { sizeof(netral_write_options), NETRAL_OFFSETS_BYTE, 0, 0 }

NETRAL_API int netral_doc_write(const netral_doc *doc, int format, const netral_write_options *options, netral_sink *sink,
                                void *context, netral_error *error);

/* ---- Normalisation ------------------------------------------------------------------------------------------------- */

/* What to normalise. Where several passes meet, they run in an order that makes the result one that a second run leaves alone.
 * No flag touches a word inside a URL, an e-mail address, a domain, a @handle or a #hashtag, but for the first five, which look at
 * characters only. Those marked (pack) need word lists, which are lexicon classes of the pack.
 *
 * A replaced word keeps its capitals (`Kalo` is `Kalau`, `GA` is `TIDAK`); one that may be a name or an acronym stays: a capital
 * next to another inside a sentence, or capitals without a vowel. */
enum {
    /* NFC (`e` + U+0301 is U+00E9); no soft hyphens, zero-width characters, BOM; a soft hyphen at a line's end is a hyphen. Joiners
     * and selectors stay in emoji. */
    NETRAL_NORMALIZE_UNICODE = 1,
    /* Quotation marks, dashes, ellipses and spaces to their plain ASCII forms (U+201C is `"`, U+2013 is `-`, U+2026 is `...`). */
    NETRAL_NORMALIZE_TYPOGRAPHY = 2,
    /* Runs of spaces and tabs to one; none at line ends; CRLF and other line ends to LF. */
    NETRAL_NORMALIZE_SPACE = 4,
    /* Broken lines joined: `pemerin-` / `tah kota` / `melantik` is `pemerintah kota melantik`. A line goes on when the next one
     * begins with a small letter and no sentence ended, behind a comma or a hyphen; in a block with such lines also where the next
     * word would not have fitted. Empty lines, lists and `key: value` lines stay. With CASE, every line begins with a small
     * letter. */
    NETRAL_NORMALIZE_LINES = 8,
    /* Letter-spaced headings: `P E N G U M U M A N   K P U` is `PENGUMUMAN   KPU`. Five letters or more, four on a line of their
     * own; wider gaps part words; `A B C D E` stays. */
    NETRAL_NORMALIZE_SPACED_LETTERS = 16,
    /* (pack) Repeated letters: `tidaaaak` is `tidak`, `maaaaf` is `maaf` (class double-letter). PPPK and VIII stay. */
    NETRAL_NORMALIZE_REPEATS = 32,
    /* (pack) Reduplication with a figure: `orang2` is `orang-orang`, `teman2nya` is `teman-temannya`, `ber2` is `berdua` (class
     * reduplication). `ber-2`, `ke-2`, `SMPN2` and `m2` stay. */
    NETRAL_NORMALIZE_REDUPLICATION = 64,
    /* (pack) Informal words: `kalo ga netral` is `kalau tidak netral` (class informal). */
    NETRAL_NORMALIZE_INFORMAL = 128,
    /* (pack) The spellings before 1947 and 1972: `oentoek rakjat jang` is `untuk rakyat yang` (class old-spelling). Only listed
     * words, never where they may be names: Soekarno stays. */
    NETRAL_NORMALIZE_OLD_SPELLING = 256,
    /* (pack) Numbers in words to figures: `dua puluh lima orang` is `25 orang`, `Rp5,5 juta` is `Rp5500000`, `50rb` is `50000`
     * (classes number-word, number-context). `salah satu`, `Lima Puluh Kota` and `5-10 ribu` stay. */
    NETRAL_NORMALIZE_NUMBERS = 512,
    /* (pack) Clitics as words of their own: `bukunya` is `buku nya`, `kubaca` is `ku baca`, `bacalah` is `baca lah`, `diapun` is
     * `dia pun` (classes clitic, clitic-keep, common-word). `hanya`, `sekolah` and `walaupun` stay. */
    NETRAL_NORMALIZE_CLITICS = 1024,
    /* Small letters: `Bawaslu RI` is `bawaslu ri`. */
    NETRAL_NORMALIZE_CASE = 2048
};

/* One stretch of output and the input it stands for. Between two stretches lies nothing: every output byte is in one, and every
 * input byte too. Where output and input have the same bytes the stretch is unchanged text, however long, and stands for it byte by
 * byte; any other stretch is one changed piece and stands for its input as a whole. Its output is empty where input was left out. */
typedef struct netral_stretch {
    size_t output_start, output_end, input_start, input_end;
} netral_stretch;

typedef struct netral_normalized netral_normalized;

/* Normalises `length` bytes of text by the flags, 0 for none. Doing it twice changes nothing more. Invalid bytes are kept as they
 * are. `pack` supplies the word lists; it may be NULL when no flag needs one, else NETRAL_ERROR_ARGUMENT. NETRAL_ERROR_LIMIT: the
 * word lists lead in a circle. The result is a copy: neither text nor pack need outlive the call. */
NETRAL_API int netral_normalize(const netral_pack *pack, const char *text, size_t length, unsigned flags,
                                const netral_allocator *allocator, netral_normalized **normalized, netral_error *error);
NETRAL_API const char *netral_normalized_text(const netral_normalized *normalized, size_t *length);
NETRAL_API size_t netral_normalized_stretch_count(const netral_normalized *normalized);
NETRAL_API int netral_normalized_stretch(const netral_normalized *normalized, size_t index, netral_stretch *stretch);
NETRAL_API void netral_normalized_free(netral_normalized *normalized);

#ifdef __cplusplus
}
#endif
#endif
