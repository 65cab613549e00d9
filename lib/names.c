/* Names as sequences of word hashes, read from a text, or, nearly always, from tokens that have them. */
#include "names.h"

#include <string.h>

#include "hash.h"
#include "unicode.h"
#include "word_bytes.h"

#define NAMES_AT_A_TIME 8

static uint32_t word_hash(const char *word, size_t length) {
    char form[UNICODE_FOLD_ROOM(NAME_LONGEST_WORD)];
    return hash_bytes(form, unicode_fold(word, length > NAME_LONGEST_WORD ? NAME_LONGEST_WORD : length, form));
}

/* The stop of the word at `at`, which is no gap: where the next gap is. */
static size_t word_stop(const char *text, size_t at, size_t end) {
    while (at < end && (ascii_bits_of(text[at]) & ASCII_WORD || !name_is_gap(text[at])))
        at++;
    return at;
}

/* Takes a word of a few ASCII letters, nearly every one, at one look. Returns its end, or `at` when it is none. */
static size_t take_short(const char *text, size_t at, size_t end, size_t limit, uint32_t *hash) {
    char form[WORD_BYTES], last[WORD_BYTES] = {0};
    if (limit - at < WORD_BYTES)
        memcpy(last, text + at, limit - at);
    struct word_bytes word = word_bytes_read(limit - at < WORD_BYTES ? last : text + at, form);
    size_t stop = at + word.length;
    if (word.length == 0 || word.length == WORD_BYTES || stop > end || (stop < end && !name_is_gap(text[stop])))
        return at;
    *hash = word.hash;
    return stop;
}

void name_read(const char *text, size_t start, size_t end, size_t limit, struct name *name, struct name_places *places) {
    name->count = 0;
    for (size_t at = start, stop; name->count < NAME_WORDS; at = stop) {
        while (at < end && name_is_gap(text[at]))
            at++;
        if (at >= end)
            return;
        stop = take_short(text, at, end, limit, &name->words[name->count]);
        if (stop == at) {
            stop = word_stop(text, at, end);
            name->words[name->count] = word_hash(text + at, stop - at);
        }
        if (places) {
            places->start[name->count] = (uint32_t)at;
            places->end[name->count] = (uint32_t)stop;
        }
        name->count++;
    }
}

int name_words_contain(const uint32_t *whole, uint32_t count, const uint32_t *part, uint32_t part_count) {
    uint32_t found = 0;
    for (uint32_t i = 0; i < count && found < part_count; i++)
        found += whole[i] == part[found];
    return found == part_count;
}

int name_contains(const struct name *whole, const struct name *part) {
    return name_words_contain(whole->words, whole->count, part->words, part->count);
}

/* ---- Reading them while tokens are near ----------------------------------------------------------------------------- */

/* Whether only gaps lie between two tokens, and at least one. */
static int is_parted(const char *text, size_t at, size_t end) {
    size_t start = at;
    while (at < end && name_is_gap(text[at]))
        at++;
    return at == end && at > start;
}

/* Takes the words of tokens as they are: nearly every name is nothing but ASCII letters with gaps between. Returns whether it is. */
static int take_tokens(const netral_doc *doc, const struct segment *segment, const struct placed_mention *placed, struct name *name) {
    const struct token *first = segment_token(segment, placed->first), *end = segment_token(segment, placed->end);
    if (placed->end - placed->first > NAME_WORDS)
        return 0;
    name->count = 0;
    for (const struct token *token = first; token < end; token++) {
        if (!(token->flags & TOKEN_LETTERS) || token->form_length > NAME_LONGEST_WORD ||
            (token > first && !is_parted(doc->text, token[-1].end, token->start)))
            return 0;
        name->words[name->count++] = token->hash;
    }
    return 1;
}

/* The mentions of a segment's persons, some at a time. */
struct some_names {
    struct name names[NAMES_AT_A_TIME];
    uint32_t mentions[NAMES_AT_A_TIME];
    uint32_t count;
};

/* Reads the names of persons from `i` on, and has what will tell their numbers fetched. Returns the next person. */
static uint32_t read_some(const netral_doc *doc, const struct segment *segment, uint32_t i, struct some_names *some) {
    for (some->count = 0; i < doc->mention_count && some->count < NAMES_AT_A_TIME; i = mention_next(doc, SET_PERSONS, i + 1)) {
        const struct mention *mention = &doc->mentions[i];
        struct name *name = &some->names[some->count];
        if (!take_tokens(doc, segment, &segment->placed[i - segment->first_mention], name))
            name_read(doc->text, mention->start, mention->end, doc->length, name, NULL);
        name_index_fetch_number(doc->names, name);
        some->mentions[some->count++] = i;
    }
    return i;
}

static int number_some(netral_doc *doc, const struct some_names *some) {
    int code = 0;
    for (uint32_t i = 0; i < some->count && code == 0; i++) {
        struct mention *mention = &doc->mentions[some->mentions[i]];
        uint32_t number;
        code = name_index_number(doc, &some->names[i], mention, &number);
        if (!(mention->flags & MENTION_WAITING))
            mention->norm = number;
    }
    return code;
}

int names_collect(netral_doc *doc, const struct segment *segment) {
    uint32_t i = mention_next(doc, SET_PERSONS, (uint32_t)segment->first_mention);
    struct some_names some;
    int code = 0;
    while (i < doc->mention_count && code == 0) {
        i = read_some(doc, segment, i, &some);
        code = number_some(doc, &some);
    }
    return code;
}
