/* A program as it runs (struct image_choice) does no harm: every number leads inside, what is looked at or atomic stands deeper than what
 * asks for it, so that looking ends, and moves that take nothing lead only onward. A run that goes round and round is ended by its
 * count of ways back. */
#include <string.h>

#include "pack_verify.h"
#include "pattern_program.h"

#define UNREACHED 0xff
#define DEEPEST (2 * LIMIT_PATTERN_NESTING)

struct checking {
    const struct choice_sections *all;
    const struct image_choice *choices; /* the rule's */
    uint32_t count;
    const struct program_bounds *bounds;
    uint8_t depths[PROGRAM_CHOICES]; /* of each choice: in how many looks and atomic groups it stands */
    uint16_t queue[PROGRAM_CHOICES];
    uint32_t queued;
};

/* Notes that a choice can be come to at this depth. */
static int reach(struct checking *checking, uint32_t choice, unsigned depth) {
    if (choice >= checking->count || depth > DEEPEST)
        return 0;
    if (checking->depths[choice] == UNREACHED) {
        checking->depths[choice] = (uint8_t)depth;
        checking->queue[checking->queued++] = (uint16_t)choice;
    }
    return checking->depths[choice] == depth;
}

/* Looks before borders; the last one is marked, and of the kind that the move promises. */
static int are_acts_good(struct checking *checking, uint32_t number, unsigned flags, unsigned depth) {
    const struct choice_sections *all = checking->all;
    int borders = 0;
    if (!(flags & (MOVE_LOOKS | MOVE_BORDERS)))
        return 1;
    for (uint32_t at = all->move_acts[number]; at < all->act_count; at++) {
        const struct image_act *act = &all->acts[at];
        int is_look = operation_looks(act->operation);
        borders |= !is_look;
        if (is_look ? borders || !reach(checking, act->argument, depth + 1)
                    : (act->operation != STEP_OPEN && act->operation != STEP_CLOSE) || act->argument >= checking->bounds->groups)
            return 0;
        if (act->is_last)
            return borders == ((flags & MOVE_BORDERS) != 0);
    }
    return 0;
}

static int asks_good(struct checking *checking, const struct image_move *move, uint32_t choice, unsigned depth) {
    switch (move->takes) {
    case TAKE_FEATURE: return move->asks < LIMIT_FEATURES;
    case TAKE_TEST: return move->asks < checking->bounds->tests;
    case TAKE_WORD: return move->asks < checking->bounds->words;
    case TAKE_ATOMIC: return reach(checking, move->asks, depth + 1);
    case TAKE_ON: return move->next > choice;
    default: return move->takes <= TAKE_END;
    }
}

/* What the flags promise of the token and of what follows is so. */
static int are_flags_good(const struct checking *checking, const struct image_move *move) {
    if (move->flags >= 2 * MOVE_LAST || (move->flags & MOVE_TOLD && move->takes > TAKE_ANY))
        return 0;
    if (!(move->flags & MOVE_LAST))
        return move->flags < MOVE_LAST;
    if (move->takes == TAKE_END || move->next >= checking->count || checking->choices[move->next].move >= checking->all->move_count)
        return 0;
    const struct image_move *last = &checking->all->moves[checking->choices[move->next].move];
    return last->takes == TAKE_END && !(last->flags & MOVE_LOOKS);
}

static int is_move_good(struct checking *checking, uint32_t number, uint32_t choice) {
    const struct image_move *move = &checking->all->moves[number];
    unsigned depth = checking->depths[choice];
    return move->inside <= LIMIT_FEATURES && are_flags_good(checking, move) &&
           asks_good(checking, move, choice, depth) && (move->takes == TAKE_END || reach(checking, move->next, depth)) &&
           are_acts_good(checking, number, move->flags, depth);
}

static int is_choice_good(struct checking *checking, uint32_t number) {
    const struct image_choice *choice = &checking->choices[number];
    int good = choice->count > 0 && choice->count <= CHOICE_MOVES && (uint64_t)choice->move + choice->count <= checking->all->move_count &&
               choice->bit + choice->count <= 64 && choice->word < checking->all->bit_words;
    for (uint32_t i = 0; i < choice->count && good; i++)
        good = is_move_good(checking, choice->move + i, number);
    return good;
}

int choices_verify(const struct choice_sections *all, const struct image_rule *rule, const struct program_bounds *bounds) {
    struct checking checking;
    if (rule->choice == 0)
        return 1;
    if ((uint64_t)rule->choice + rule->choice_count > all->choice_count || rule->choice_count == 0 || rule->choice_count > PROGRAM_CHOICES)
        return 0;
    checking.all = all;
    checking.choices = all->choices + rule->choice;
    checking.count = rule->choice_count;
    checking.bounds = bounds;
    checking.queued = 0;
    memset(checking.depths, UNREACHED, checking.count);
    int good = reach(&checking, 0, 0);
    for (uint32_t i = 0; i < checking.queued && good; i++)
        good = is_choice_good(&checking, checking.queue[i]);
    return good;
}
