/* Tokens: words, numbers, punctuation marks, each with its raw byte span from the moment it exists, and beside it the folded
 * form that lexicon and rules see. Splitting follows the Indonesian GSD treebank of Universal Dependencies. */
#ifndef NETRAL_TOKENS_H
#define NETRAL_TOKENS_H

#include <stddef.h>
#include <stdint.h>

#include "memory.h"
#include "netral.h"

enum token_flag {
    TOKEN_SPACE_BEFORE = 1,
    TOKEN_LINE_START = 2,
    TOKEN_SENTENCE_START = 4,
    TOKEN_DOTTED = 8,   /* the word before a full stop that only marks an abbreviation */
    TOKEN_UPPER = 16,   /* two letters or more, all capitals */
    TOKEN_CAP = 32,     /* = ASCII_CAPITAL: begins with a capital letter */
    TOKEN_LETTERS = 64, /* ASCII letters and nothing else */
    TOKEN_SHOUT = 128,  /* in a sentence that is all capitals (set by lookup) */
    TOKEN_BLOCK_START = 256,
    TOKEN_ELIDED = 512, /* such a full stop: rules do not see it */
    TOKEN_FINAL = 1024, /* = ASCII_FINAL: a full stop, an ellipsis, a question or exclamation mark: what may end a sentence */
    TOKEN_SMALL = 2048  /* has a small letter */
};

/* The flags that a token's shapes follow from, and the capitals of its entries: one byte, so that they are part of a key. */
#define TOKEN_SHAPES 255u

/* Bits of the number that a row follows from, and the largest one. */
#define LONE_BITS 24
#define LONE_MOST ((1u << LONE_BITS) - 1)

struct token {
    uint32_t start, end; /* raw bytes of the text */
    uint32_t form;       /* the folded form's place in the token list's `forms`, FORM_ROOM readable bytes */
    uint32_t hash;       /* hash_bytes of the form */
    uint16_t form_length;
    uint16_t flags; /* enum token_flag */
    /* Set by lookup: */
    uint32_t word;        /* the pack's word number, 0 when the pack does not know the form */
    uint32_t edge_filter; /* the word's (image.h) */
    uint32_t kind : 8;    /* NETRAL_WORD … */
    /* What its row (rows.h) follows from beside its shapes; below LOOKS (shapes.h): there was no number for it. */
    uint32_t lone : LONE_BITS;
};

/* What is known of a token that no phrase touches follows from this. */
static inline uint32_t token_key(const struct token *token) {
    return (uint32_t)token->lone << 8 | (token->flags & TOKEN_SHAPES);
}

/* A flag, or none, without a branch: what a token is cannot be foreseen. */
static inline unsigned flag_if(int holds, unsigned flag) {
    return (unsigned)(holds != 0) * flag;
}

/* The bytes that may be read from the beginning of any form, however short. */
#define FORM_ROOM 16

/* The capitals a token has, as lexicon entries demand them: 0 none, 1 an initial one, 2 all. */
static inline int token_level(const struct token *token) {
    return token->flags & TOKEN_UPPER ? 2 : token->flags & TOKEN_CAP ? 1 : 0;
}

/* Whether the tokens of a path have the capitals that a phrase demands of its words (IMAGE_LEVELS). Signs stepped over do not count. */
static inline int tokens_have_capitals(const struct token *tokens, const uint32_t *path, const char *levels) {
    for (size_t i = 0; levels[i]; i++)
        if (token_level(&tokens[path[i]]) < levels[i] - '0')
            return 0;
    return 1;
}

/* A word that was looked up a moment ago (lookup_words.c): half a line of the processor's cache. */
struct recent_word {
    uint64_t form[2]; /* as it lies in memory, zeros behind it; an empty slot has none */
    uint32_t kind;
    uint32_t word, edge_filter, lone; /* as in a token */
};

struct recent_words {
    const void *pack; /* that they belong to */
    struct recent_word *slots;
    void *memory;     /* in which they lie, on a boundary of a pair */
    size_t count;     /* of slots: a power of two, or 0 */
    size_t seen;      /* tokens looked up so far … */
    size_t expected;  /* … and those of this text, as far as its length tells */
    int has_shrunk;   /* the room was given back once */
};

/* What so many slots take with room to put them on a boundary. */
#define RECENT_BYTES(count) (((count) + 2) * sizeof(struct recent_word))

struct token_list {
    netral_allocator allocator;
    struct recent_words recent;
    struct token *items;
    size_t count, capacity;
    char *forms;
    size_t forms_used, forms_capacity;
    uint32_t *turns; /* numbers of tokens: of what may end a sentence, and of the first of each block; see sentences.h */
    size_t turn_count, turns_capacity;
    int has_blocks;  /* the latter are wanted */
    int is_stepwise; /* every token is found the long way: for a test, which compares the two */
};

void token_list_init(struct token_list *list, const netral_allocator *allocator);
void token_list_clear(struct token_list *list);
void token_list_free(struct token_list *list);

/* Adds the tokens of text[start, end), one block. Returns 0 or NETRAL_ERROR_MEMORY. */
int tokenize_block(struct token_list *list, const char *text, size_t start, size_t end);

/* The same for a block of a text of `length` bytes: a word at the block's end is then read like any other. */
int tokenize_inside(struct token_list *list, const char *text, size_t length, size_t start, size_t end);

#endif
