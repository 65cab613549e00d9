/* What is known of moves once all programs are made, so that a run need not find it out: that nothing is left to ask of a token whose bit
 * is set, and that nothing but the end follows. Half of all moves are such. */
#include "description.h"
#include "pack_build.h"

/* A word has a kind, and shares it with no other. */
static int is_told_apart(const struct pack_builder *builder, uint32_t asked) {
    uint32_t word = *SECTION_ITEM(builder, IMAGE_PROGRAM_WORDS, uint32_t, asked);
    uint32_t kind = SECTION_ITEM(builder, IMAGE_WORDS, struct image_word, word)->kind;
    return kind != 0 && kind < WORD_KINDS_OWN;
}

/* A regular expression is told by its words, of which none shares its kind with another. */
static int is_told_by_words(const struct pack_builder *builder, uint32_t regex) {
    const struct regex_words *words = (const struct regex_words *)builder->regex_words.items + regex;
    uint64_t shared = 0;
    for (unsigned i = WORD_KINDS_OWN / 64; i < WORD_KINDS / 64; i++)
        shared |= words->kinds[i];
    return words->is_known && !shared;
}

/* What a test asks besides features is told. */
static int tells_test(const struct pack_builder *builder, uint32_t number) {
    uint32_t regex = SECTION_ITEM(builder, IMAGE_TESTS, struct image_test, number)->regex;
    return regex == 0 || is_told_by_words(builder, regex);
}

/* A set bit says of the token all that the move asks. Without a description of its own it is set for every token. */
static int tells_all(const struct pack_builder *builder, uint32_t number) {
    const struct image_move *move = SECTION_ITEM(builder, IMAGE_MOVES, struct image_move, number);
    int is_described = ((const uint16_t *)builder->move_ways.items)[number] != 0;
    switch (move->takes) {
    case TAKE_ANY: return 1;
    case TAKE_FEATURE: return is_described;
    case TAKE_TEST: return is_described && tells_test(builder, move->asks);
    case TAKE_WORD: return is_described && is_told_apart(builder, move->asks);
    default: return 0;
    }
}

/* Only the end follows, whatever stands there. */
static int leads_to_end(const struct pack_builder *builder, uint32_t first, const struct image_move *move) {
    const struct image_choice *next = SECTION_ITEM(builder, IMAGE_CHOICES, struct image_choice, first + move->next);
    const struct image_move *last = SECTION_ITEM(builder, IMAGE_MOVES, struct image_move, next->move);
    return move->takes != TAKE_END && last->takes == TAKE_END && !(last->flags & MOVE_LOOKS);
}

/* Of a choice of the program whose first one is `first`: whether a token leads from it to the end, its bits tell. */
static unsigned is_told(const struct pack_builder *builder, uint32_t first, const struct image_choice *choice) {
    for (uint32_t i = choice->move; i < choice->move + choice->count; i++) {
        const struct image_move *move = SECTION_ITEM(builder, IMAGE_MOVES, struct image_move, i);
        if (move->flags & MOVE_LOOKS || !tells_all(builder, i) || !leads_to_end(builder, first, move))
            return 0;
    }
    return 1;
}

static void mark_acts(const struct pack_builder *builder, uint32_t first, struct image_act *act) {
    for (int is_last = 0; !is_last; is_last = act++->is_last)
        if (operation_looks(act->operation))
            act->is_told = is_told(builder, first, SECTION_ITEM(builder, IMAGE_CHOICES, struct image_choice, first + act->argument)) & 1u;
}

/* Of a choice of the program whose first one is `first`. The bit of a single move is never asked (program_run.c). */
static void mark_choice(const struct pack_builder *builder, uint32_t first, const struct image_choice *choice) {
    for (uint32_t i = choice->move; i < choice->move + choice->count; i++) {
        struct image_move *move = SECTION_ITEM(builder, IMAGE_MOVES, struct image_move, i);
        int told = choice->count > 1 && tells_all(builder, i), is_last = leads_to_end(builder, first, move);
        if (move->flags & MOVE_LOOKS)
            mark_acts(builder, first,
                      SECTION_ITEM(builder, IMAGE_ACTS, struct image_act, *SECTION_ITEM(builder, IMAGE_MOVE_ACTS, uint32_t, i)));
        move->flags = (uint8_t)(move->flags | (told ? MOVE_TOLD : 0) | (is_last ? MOVE_LAST : 0));
    }
}

void builder_mark_moves(struct pack_builder *builder) {
    for (uint32_t i = 0; i < builder->sections[IMAGE_RULES].count; i++) {
        const struct image_rule *rule = SECTION_ITEM(builder, IMAGE_RULES, struct image_rule, i);
        for (uint32_t at = 0; rule->choice && at < rule->choice_count; at++)
            mark_choice(builder, rule->choice, SECTION_ITEM(builder, IMAGE_CHOICES, struct image_choice, rule->choice + at));
    }
}
