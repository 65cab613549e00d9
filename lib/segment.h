/* A segment: as many blocks as are looked up and matched together. Its arrays are used again for the next segment, so that a
 * document of any size is read in the memory of one. */
#ifndef NETRAL_SEGMENT_H
#define NETRAL_SEGMENT_H

#include "document.h"
#include "features.h"
#include "rows.h"
#include "tokens.h"

/* What a rule found: numbers of tokens, half open. */
struct candidate {
    uint32_t first, end;             /* of the mention */
    uint32_t outer_first, outer_end; /* of the whole match */
    uint32_t rule, part, part_count; /* its parts in the segment's array */
    uint32_t match_first, match_end; /* all that the pattern went over */
    uint32_t trigger;                /* the token that called the rule */
};

/* Rules of a group that wait for a trigger and may begin so many tokens before it, but are tried later: a bit each. */
struct later_start {
    uint64_t rules;
    uint32_t trigger;
    uint16_t group, distance;
};

/* A candidate that won: numbers of tokens. */
struct winner {
    uint32_t first, end;
    uint16_t type, is_taken; /* nobody else may have its tokens */
};

/* A part of what a rule found: numbers of tokens. */
struct candidate_part {
    const char *name;
    uint32_t first, end;
    uint32_t part; /* enum part_name */
};

/* Where a mention of the segment lies: numbers of tokens. */
struct placed_mention {
    uint32_t first, end;
    uint32_t outer_first, outer_end; /* with what belongs to it but is left out: degrees, ranks, "pada hari" */
    uint32_t core;                   /* where a position's office begins, behind its acting marker */
};

/* How far a rule has come in its layer. Tokens are counted on from segment to segment here, so that nothing has to be forgotten. */
struct rule_progress {
    uint32_t end;   /* the number behind the last mention it found */
    uint32_t tried; /* no match that begins before this token will serve a later trigger */
    uint32_t found, reach; /* the last place where it matched, and the number behind that match */
};

/* A sentence: its first token, and how many tokens before that are all capitals. */
struct segment_sentence {
    uint32_t first, upper;
};

/* A name with spelling mistakes (lookup_spelling.c): its tokens, the node that it means, by which of the pack's tolerances. */
struct misspelt {
    uint32_t first, end, node;
    uint32_t tolerance, edits;
};

struct segment {
    netral_allocator allocator;
    struct token_list tokens;
    /* Of each token, from look-up on without full stops that only mark an abbreviation: */
    uint32_t *words;         /* the number of its word, as in the token */
    uint32_t *block_end;     /* the number behind the last token of its block */
    uint32_t *cover;         /* the outermost mention over it, plus one; 0 none … */
    uint32_t *held;          /* … and a bit for the type of each that it is part of */
    uint16_t *rows;          /* its row, that has its features */
    uint8_t *layers;         /* a bit for each layer in which a rule waits for the token */
    struct features *own_features; /* of a token whose row is ROW_UNSHARED; nobody else's are written */
    /* Numbers of tokens: */
    uint32_t *phrase_starts; /* words that begin phrases */
    size_t count, words_capacity, block_end_capacity, cover_capacity, held_capacity, rows_capacity, layers_capacity, own_capacity;
    size_t phrase_capacity;
    size_t phrase_count;
    uint64_t *capitals; /* a bit for each token: whether it is a word that begins with a capital */
    uint64_t *claimed;  /* a bit for each token: whether a mention, or a veto rule, has it … */
    uint64_t *taken;    /* … and lets no other have it */
    size_t capitals_capacity, claimed_capacity, taken_capacity;
    struct segment_sentence *sentences; /* and one behind the last */
    size_t sentence_count, sentence_capacity;
    struct misspelt *misspelt;
    size_t misspelt_count, misspelt_capacity;
    char *line; /* of a window, for PCRE2 (line_match.c) */
    size_t line_capacity;
    uint32_t line_at[LIMIT_WINDOW_TOKENS + 1]; /* where its tokens begin in the line, and the line's end */

    struct candidate *candidates;
    size_t candidate_count, candidate_capacity;
    struct later_start *later; /* what is left of the layer for its later bands */
    size_t later_count, later_capacity;
    struct winner *winners; /* of the layer, before the others know of them */
    size_t winner_count, winner_capacity;
    struct rule_progress *progress; /* for each rule */
    size_t progress_capacity;
    uint32_t progress_base; /* of this segment's first token */
    struct candidate_part *parts;
    size_t part_count, part_capacity;
    size_t first_mention; /* the first of the document's mentions that lies in this segment */
    struct placed_mention *placed; /* the places of that one and the ones behind it */
    size_t placed_capacity;
    int has_aliases, has_entries; /* whether rules found some that mean other names, or may spell entries of the lexicon */
    struct row_table *table;
    uint32_t regex_steps; /* that PCRE2 was allowed for tokens of the match that runs (token_regex.c) */
    pcre2_general_context *memory;
    pcre2_match_data *match_data;
    pcre2_match_context *match_context;
};

struct segment *segment_new(const netral_allocator *allocator);
void segment_free(struct segment *segment);
void segment_clear(struct segment *segment);

static inline const struct token *segment_token(const struct segment *segment, size_t i) {
    return &segment->tokens.items[i];
}

static inline const char *segment_form(const struct segment *segment, size_t i) {
    return segment->tokens.forms + segment_token(segment, i)->form;
}

/* What is known of a token. */
static inline const struct features *segment_features(const struct segment *segment, size_t i) {
    uint32_t row = segment->rows[i];
    return row == ROW_UNSHARED ? &segment->own_features[i] : &segment->table->features[row];
}

/* Gives the token these features, and its row. */
void segment_set_features(const netral_pack *pack, struct segment *segment, uint32_t i, const struct features *features,
                          enum row_stage stage);

/* Changes what is known of the token: where the row that it leads to is not at hand. */
void segment_change_anew(const netral_pack *pack, struct segment *segment, uint32_t i, const struct row_change *change);

/* Changes what is known of the token. Layers of what a change took away may stay: no rule of theirs waits for the token. */
static inline void segment_change(const netral_pack *pack, struct segment *segment, uint32_t i, const struct row_change *change) {
    const struct changed_row *kept = rows_kept_change(segment->table, segment->rows[i], change);
    if (!kept) {
        segment_change_anew(pack, segment, i, change);
        return;
    }
    segment->rows[i] = kept->row;
    segment->layers[i] |= (uint8_t)kept->layers;
}

/* The capitalised words of tokens [64 * at, 64 * at + 64) that nobody has claimed. */
static inline uint64_t segment_loose(const struct segment *segment, uint32_t at) {
    return segment->capitals[at] & ~segment->claimed[at];
}

/* The first claimed one of tokens [first, end), or `end`. */
static inline uint32_t segment_next_claimed(const struct segment *segment, uint32_t first, uint32_t end) {
    uint32_t at = first / 64;
    uint64_t bits = segment->claimed[at] >> first % 64 << first % 64;
    while (!bits && ++at * 64 < end)
        bits = segment->claimed[at];
    uint32_t found = bits ? at * 64 + (uint32_t)lowest_bit(bits) : end;
    return found < end ? found : end;
}

static inline void segment_claim(struct segment *segment, uint32_t first, uint32_t end, int is_taken) {
    for (uint32_t at = first / 64; at * 64 < end; at++) {
        uint64_t before = at * 64 < first ? ((uint64_t)1 << first % 64) - 1 : 0;
        uint64_t behind = end - at * 64 < 64 ? ~(uint64_t)0 << end % 64 : 0;
        segment->claimed[at] |= ~(before | behind);
        segment->taken[at] |= is_taken ? ~(before | behind) : 0;
    }
}

/* The rules of a group that wait for the token, a bit each: for its word, or for one of its features. Matching
 * knows it faster (starts.h). */
static inline uint64_t segment_waits(const netral_pack *pack, const struct segment *segment, uint32_t group, uint32_t i) {
    return rows_waits(pack, segment_features(segment, i), segment->words[i], group);
}

/* The end of what a pattern sees whose match begins at `first`. */
static inline uint32_t segment_window_end(const struct segment *segment, uint32_t first) {
    uint32_t end = segment->block_end[first];
    return end - first > LIMIT_WINDOW_TOKENS ? first + LIMIT_WINDOW_TOKENS : end;
}

/* Where the first match may begin that reaches `back` tokens before its trigger: in the trigger's block. */
static inline uint32_t segment_first_start(const struct segment *segment, uint32_t back, uint32_t trigger) {
    uint32_t start = trigger > back ? trigger - back : 0;
    while (start < trigger && segment->block_end[start] <= trigger)
        start = segment->block_end[start];
    return start;
}

#endif
