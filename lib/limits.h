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

/* Tokens that are looked up and matched together: as many paragraphs as fit, and most articles do. Bounds memory, not results. */
#define LIMIT_SEGMENT_TOKENS 1024u

/* A rule's pattern sees at most this many tokens behind its trigger … */
#define LIMIT_WINDOW_TOKENS 120u
/* … and `back` may be at most this many tokens before it. */
#define LIMIT_RULE_BACK 12

/* PCRE2: steps, depth and heap (KiB) of one match of a rule. A match that exceeds them counts as "no match" and gives the warning
 * "limit:rule:ID", which JSON shows as "limits":["rule:ID"]. All limits of matching are counted in steps, never in time: a text
 * gives the same result on every machine and on every run. (PCRE2 runs without JIT, which counts otherwise.) */
#define LIMIT_MATCH_STEPS 200000u
#define LIMIT_MATCH_DEPTH 20000u
#define LIMIT_MATCH_HEAP_KIB 2000u

/* Steps of one regular expression inside a token, when PCRE2 has to decide it alone; what exceeds them is left to the whole
 * pattern, under the limits above. */
#define LIMIT_TOKEN_REGEX_STEPS 200u

/* Steps of all rules together in one document: so many, and so many more for each byte of its text. When they are exceeded, the
 * rule that took most is off for the rest of the document, with the warning "limit:rule:ID", and its steps are free again. All rules
 * are off, with the warning "limit:rules", when so many times as many steps were taken. */
#define LIMIT_DOCUMENT_STEPS_AGAIN 8u
#define LIMIT_DOCUMENT_STEPS 5000000u
#define LIMIT_DOCUMENT_STEPS_PER_BYTE 50u

/* A normal form, and what a template writes, is cut behind the last character that fits, with the warning "limit:norm". */
#define LIMIT_NORM_BYTES 1000u
#define LIMIT_TEMPLATE_BYTES 2000u

/* Rule files: bytes, nesting, YAML events. Exceeding gives NETRAL_ERROR_RULE with the place. */
#define LIMIT_RULE_FILE_BYTES (4u << 20)
#define LIMIT_YAML_DEPTH 12
#define LIMIT_YAML_EVENTS 200000u
#define LIMIT_YAML_KEYS 2000
#define LIMIT_PATTERN_BYTES 200000u
#define LIMIT_PATTERN_NESTING 40

/* Files of one pack, with what they include; includes inside includes; bytes of all together. Exceeding gives NETRAL_ERROR_IO with
 * the file, or NETRAL_ERROR_RULE with the place of the include. */
#define LIMIT_PACK_FILES 1000
#define LIMIT_INCLUDE_DEPTH 8
#define LIMIT_PACK_BYTES ((size_t)512 << 20)

/* Packs: rules; sub-patterns and sets; bytes of the names of these and of types and ids; bytes of all patterns together with their
 * sub-patterns; regular expressions inside tokens, all different. Exceeding gives an error with the place of the one too many. (A mention
 * knows its rule by a 16-bit number.) */
#define LIMIT_RULES 10000
#define LIMIT_NAMES 2000
#define LIMIT_NAME_BYTES 60
#define LIMIT_PACK_PATTERN_BYTES (16u << 20)
#define LIMIT_TOKEN_REGEXES 4000
/* … alternatives of all sets together, each of which may be asked of every token; lexicon classes. */
#define LIMIT_SET_TERMS 2000
#define LIMIT_CLASSES 256

/* Lexicons: words of one entry, bytes of a file and of a line. */
#define LIMIT_PHRASE_WORDS 24
#define LIMIT_LEXICON_FILE_BYTES (256u << 20)
#define LIMIT_LEXICON_LINE_BYTES (1u << 20)
/* The text of a longer lexicon is not kept in the pack: its entries are there. */
#define LIMIT_KEPT_LEXICON_BYTES (1u << 20)

/* Features of a token: one bit each, for shapes, mention types, lexicon classes and sets. A pack that needs more is refused. */
#define LIMIT_FEATURE_BYTES 48
#define LIMIT_FEATURES (LIMIT_FEATURE_BYTES * 8)
#define LIMIT_MENTION_TYPES 32
#define LIMIT_LAYERS 8

/* Named parts of one rule that its normal form may use. */
#define LIMIT_PARTS 24
/* Named groups of one pattern; one with more has no program (pattern_program.h). */
#define LIMIT_GROUPS 60

#endif
