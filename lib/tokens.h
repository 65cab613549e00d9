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
    TOKEN_BLOCK_START = 2,
    TOKEN_LINE_START = 4,
    TOKEN_SENTENCE_START = 8,
    TOKEN_ELIDED = 16, /* a full stop that only marks an abbreviation: rules do not see it */
    TOKEN_CAP = 32,    /* = ASCII_CAPITAL: begins with a capital letter */
    TOKEN_DOTTED = 64, /* the word before an elided full stop */
    TOKEN_UPPER = 128, /* two letters or more, all capitals */
    TOKEN_SMALL = 256, /* has a small letter */
    TOKEN_LETTERS = 512, /* ASCII letters and nothing else */
    TOKEN_SHOUT = 2048, /* in a sentence that is all capitals (set by lookup) */
    TOKEN_FINAL = 1024 /* = ASCII_FINAL: a full stop, an ellipsis, a question or exclamation mark: what may end a sentence */
};

/* The flags that a token's shapes follow from, and the capitals of its entries. */
#define TOKEN_SHAPES                                                                                                               \
    (TOKEN_SPACE_BEFORE | TOKEN_LINE_START | TOKEN_SENTENCE_START | TOKEN_DOTTED | TOKEN_CAP | TOKEN_UPPER | TOKEN_LETTERS | TOKEN_SHOUT)

struct token {
    uint32_t start, end; /* raw bytes of the text */
    uint32_t form;       /* the folded form's place in the token list's `forms`, FORM_ROOM readable bytes */
    uint32_t hash;       /* hash_bytes of the form */
    uint16_t form_length;
    uint16_t flags; /* enum token_flag */
    /* Set by lookup: */
    uint32_t word;        /* the pack's word number, 0 when the pack does not know the form */
    uint32_t edge_filter; /* the word's (image.h) */
    uint16_t row;         /* what the token comes to when no phrase touches it (rows.h), 0 when that is not known yet … */
    uint8_t layers;       /* … and the layers in which a rule waits for it */
    uint8_t kind;   /* NETRAL_WORD … */
};

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

/* Adds a flag when the token was looked up already: what it comes to is another thing now. */
static inline void token_flag_later(struct token *token, enum token_flag flag) {
    token->flags |= (uint16_t)flag;
    token->row = 0;
}

/* A word that was looked up a moment ago, and what a token comes to that is this word (lookup_words.c): half a line of the
 * processor's cache. */
struct recent_word {
    uint64_t low, high; /* the form as it lies in memory, zeros behind it */
    uint32_t told;      /* its length, and what else it is told by; 0: an empty slot */
    uint32_t word, edge_filter;
    uint16_t row;
    uint8_t layers, unused;
};

struct recent_words {
    const void *pack; /* that they belong to */
    struct recent_word *slots;
    void *memory;     /* in which they lie, on a boundary of their size */
    size_t count;     /* of slots: a power of two, or 0 */
    size_t seen;      /* tokens looked up so far … */
    size_t expected;  /* … and those of this text, as far as its length tells */
    uint32_t telling; /* TELL_WORDS; for somebody who asks for rows, and the flags that they follow from */
};

/* What tells recent words apart: their length in the low half, and flags in the high one. */
#define TELL_WORDS 0xffffu
#define TELL_TOKENS (TELL_WORDS | (uint32_t)TOKEN_SHAPES << 16)

/* What so many slots take with room to put them on a boundary. */
#define RECENT_BYTES(count) (((count) + 1) * sizeof(struct recent_word))

struct token_list {
    netral_allocator allocator;
    struct recent_words recent;
    struct token *items;
    size_t count, capacity;
    char *forms;
    size_t forms_used, forms_capacity;
    uint32_t *turns; /* numbers of tokens: of the first of each block, and of what may end a sentence; see sentences.h */
    size_t turn_count, turns_capacity;
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
