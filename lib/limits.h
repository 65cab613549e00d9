/* Every limit of the library, with what the caller sees when it is met.
 *
 * A limit that was hit while reading a text becomes a warning of the document ("limit:…"); one hit while reading a rule or
 * lexicon file is an error with its place. Nothing is dropped without a word. */
#ifndef NETRAL_LIMITS_H
#define NETRAL_LIMITS_H

/* Texts. A longer text is refused (NETRAL_ERROR_LIMIT): offsets inside the library are 32 bits. */
#define LIMIT_TEXT_BYTES 0xfffffff0u

/* A text is refused as "not text" when more than one byte in this many is invalid UTF-8 or a control byte. */
#define LIMIT_DAMAGE_SHARE 8

/* A paragraph is read in pieces of about this many bytes, cut at a sentence end if there is one; mentions do not cross a cut. */
#define LIMIT_BLOCK_BYTES 32768u

/* Front matter longer than this is read as text, with the warning "front-matter". */
#define LIMIT_FRONT_MATTER_BYTES 65536u

/* A token longer than this is cut in two (no warning: only garbage is that long). */
#define LIMIT_TOKEN_BYTES 1000u

/* Tokens that are looked up and matched together: as many paragraphs as fit. Bounds memory, not results. */
#define LIMIT_SEGMENT_TOKENS 512u

/* A rule's pattern sees at most this many tokens behind its trigger … */
#define LIMIT_WINDOW_TOKENS 120u
/* … and `back` may be at most this many tokens before it. */
#define LIMIT_RULE_BACK 12

/* PCRE2: steps, depth and heap (KiB) of one match. A match that exceeds them counts as "no match" and gives the warning
 * "limit:match" with the rule's id. */
#define LIMIT_MATCH_STEPS 200000u
#define LIMIT_MATCH_DEPTH 20000u
#define LIMIT_MATCH_HEAP_KIB 2000u

/* Rule files: bytes, nesting, YAML events. Exceeding gives NETRAL_ERROR_RULE with the place. */
#define LIMIT_RULE_FILE_BYTES (4u << 20)
#define LIMIT_YAML_DEPTH 12
#define LIMIT_YAML_EVENTS 200000u
#define LIMIT_YAML_KEYS 2000
#define LIMIT_PATTERN_BYTES 200000u
#define LIMIT_PATTERN_NESTING 40

/* Lexicons: words of one entry, bytes of a file. */
#define LIMIT_PHRASE_WORDS 24
#define LIMIT_LEXICON_FILE_BYTES (256u << 20)

/* Features of a token: one bit each, for shapes, mention types, lexicon classes and sets. A pack that needs more is refused. */
#define LIMIT_FEATURE_BYTES 32
#define LIMIT_FEATURES (LIMIT_FEATURE_BYTES * 8)
#define LIMIT_MENTION_TYPES 16
#define LIMIT_LAYERS 8

/* Named parts of one rule that its normal form may use. */
#define LIMIT_PARTS 24
/* Named groups of one pattern; one with more has no program (pattern_program.h). */
#define LIMIT_GROUPS 60

#endif
