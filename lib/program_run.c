/* A backtracking machine over choices (image.h). At a choice a row of the token says which moves it can begin; on its stack the machine
 * keeps, for each choice that has moves left, where to go on when what follows fails. The borders of groups are read off the moves that
 * led to the end. The stack is small and ways back are counted: when either runs out, PCRE2 is asked, whose limits are far higher. */
#include "program_run.h"

#include <string.h>

#include "token_regex.h"

#define STACK 320
#define PASSED 400
#define WAYS_BACK 10000

enum { UNSURE = -1 };

/* The moves of a choice that are still to be tried at a token, a bit each. */
struct way_back {
    const struct image_choice *choice;
    uint64_t moves;
    uint32_t token;
    uint32_t passed; /* as many moves with borders had been made */
};

/* A move that passed borders of groups, made at a token. */
struct passed {
    const struct image_move *move;
    uint32_t token;
};

struct machine {
    const netral_pack *pack;
    struct segment *segment;
    const struct image_choice *choices; /* the rule's */
    const struct image_move *moves;
    struct row_table *table;
    const uint16_t *of_rows; /* the table's numbers of stretches, so many a row */
    size_t stretch_count;
    uint32_t end; /* of the window */
    unsigned depth, passed_count, ways_back, most_ways_back;
    struct way_back stack[STACK];
    struct passed passed[PASSED];
};

/* ---- Moves --------------------------------------------------------------------------------------------------------- */

/* A word of a stretch that was not asked of this row before, or of a token that has no row of its own. */
static uint64_t find_word(const struct machine *machine, uint32_t row, uint32_t token, uint32_t word) {
    const struct segment *segment = machine->segment;
    const netral_pack *pack = machine->pack;
    uint32_t stretch = word / STRETCH_WORDS;
    uint64_t words[STRETCH_WORDS];
    if (row == ROW_NONE)
        move_bits_find(pack, stretch, &machine->table->features[ROW_NONE], 0, words);
    else
        move_bits_find(pack, stretch, segment_features(segment, token), segment->words[token], words);
    if (row != ROW_UNSHARED)
        move_bits_keep(pack, &machine->table->moves, row, stretch, words, &segment->allocator);
    return words[word % STRETCH_WORDS];
}

/* The moves of a choice that the token can begin, a bit each. */
static inline uint64_t moves_at(const struct machine *machine, const struct image_choice *choice, uint32_t token) {
    uint32_t row = token < machine->end ? machine->segment->rows[token] : ROW_NONE, stretch = choice->word / STRETCH_WORDS;
    uint32_t number = machine->of_rows[row * machine->stretch_count + stretch];
    const uint64_t *words = machine->table->moves.stretches.words + number * STRETCH_WORDS;
    uint64_t bits = number == ANSWER_UNKNOWN ? find_word(machine, row, token, choice->word) : words[choice->word % STRETCH_WORDS];
    return bits >> choice->bit & (~(uint64_t)0 >> (CHOICE_MOVES - choice->count));
}

static int run(struct machine *machine, uint32_t choice, uint32_t token, uint32_t *end);

/* Runs what is looked at, or atomic, from a token on; no way back into it remains. */
static int run_apart(struct machine *machine, uint32_t choice, uint32_t token, uint32_t *end) {
    unsigned base = machine->depth, passed = machine->passed_count;
    if (++machine->ways_back > machine->most_ways_back)
        return UNSURE;
    int result = run(machine, choice, token, end);
    machine->depth = base;
    if (result == 0)
        machine->passed_count = passed;
    return result;
}

static inline const struct image_act *acts_of(const struct machine *machine, const struct image_move *move) {
    return machine->pack->acts + machine->pack->move_acts[move - machine->moves];
}

/* Whether what is looked at from a token on is there: 1, 0 or UNSURE. */
static inline int is_there(struct machine *machine, const struct image_act *act, uint32_t token) {
    uint64_t moves = moves_at(machine, &machine->choices[act->argument], token);
    uint32_t end;
    if (act->is_told)
        return (moves != 0) & (token < machine->end);
    return moves ? run_apart(machine, act->argument, token, &end) : 0;
}

/* Whether what the move looks at first is there, and what it denies is not. */
static int looks_hold(struct machine *machine, const struct image_move *move, uint32_t token) {
    for (const struct image_act *act = acts_of(machine, move); operation_looks(act->operation); act++) {
        int result = is_there(machine, act, token);
        if (result < 0)
            return result;
        if (result != (act->operation == STEP_LOOK))
            return 0;
        if (act->is_last)
            return 1;
    }
    return 1;
}

/* Whether the token passes what the move asks of it; `end` becomes the token to go on with. */
static inline int takes(struct machine *machine, const struct image_move *move, uint32_t token, uint32_t *end) {
    const struct segment *segment = machine->segment;
    *end = token + 1;
    switch (move->takes) {
    case TAKE_FEATURE: return token < machine->end && features_has(segment_features(segment, token), move->asks);
    case TAKE_TEST: return token < machine->end ? token_test(machine->pack, machine->segment, move->asks, token) : 0;
    case TAKE_WORD: return token < machine->end && segment->words[token] == machine->pack->program_words[move->asks];
    case TAKE_ANY: return token < machine->end;
    case TAKE_ATOMIC: return run_apart(machine, move->asks, token, end);
    default: *end = token; return 1;
    }
}

/* Makes a move at a token, whose bit is set for it. Returns 1, 0 when it cannot be made, or UNSURE. */
static inline int make(struct machine *machine, const struct image_move *move, uint32_t token, uint32_t *end) {
    int result = token < machine->end;
    if (move->flags & MOVE_TOLD)
        *end = token + 1;
    else
        result = takes(machine, move, token, end);
    if (result > 0 && move->flags & MOVE_LOOKS)
        result = looks_hold(machine, move, token);
    return result;
}

/* ---- Running ------------------------------------------------------------------------------------------------------- */

/* Remembers the moves that are left, if there are any, and the move that was made, if it passed borders: written in any case, for
 * whether they are kept cannot be foreseen. Returns 0 when there is no room. */
static inline int remember(struct machine *machine, struct way_back left, const struct image_move *made) {
    machine->stack[machine->depth] = left;
    machine->depth += left.moves != 0;
    machine->passed[machine->passed_count] = (struct passed){made, left.token};
    machine->passed_count += (made->flags & MOVE_BORDERS) != 0;
    return machine->depth < STACK && machine->passed_count < PASSED;
}

/* A single move is tried without asking whether the token can begin it: making it tells. */
static inline struct way_back way_into(const struct machine *machine, uint32_t number, uint32_t token) {
    const struct image_choice *choice = &machine->choices[number];
    return (struct way_back){choice, choice->count == 1 ? 1 : moves_at(machine, choice, token), token, machine->passed_count};
}

/* Makes the first move of a choice, which is the end, without asking: nothing can stop it. */
static inline int end_with(struct machine *machine, uint32_t number, uint32_t token, uint32_t *end) {
    const struct image_choice *choice = &machine->choices[number];
    *end = token;
    return remember(machine, (struct way_back){choice, 0, token, machine->passed_count}, &machine->moves[choice->move]) ? 1 : UNSURE;
}

/* Goes on with the last choice that was left. Returns 1, 0 when there is none, or UNSURE. */
static int go_back(struct machine *machine, unsigned base, struct way_back *at) {
    if (machine->depth == base)
        return 0;
    *at = machine->stack[--machine->depth];
    machine->passed_count = at->passed;
    return ++machine->ways_back > machine->most_ways_back ? UNSURE : 1;
}

/* Runs from a choice to the end of the program, or of what is apart. Returns 1 with the token behind it, 0, or UNSURE. */
static int run(struct machine *machine, uint32_t choice, uint32_t token, uint32_t *end) {
    unsigned base = machine->depth;
    int result = 1;
    for (struct way_back at = way_into(machine, choice, token); result >= 0;) {
        if (!at.moves) {
            result = go_back(machine, base, &at);
            if (result == 0)
                return 0;
            continue;
        }
        const struct image_move *move = &machine->moves[at.choice->move + (uint32_t)lowest_bit(at.moves)];
        uint32_t after;
        at.moves &= at.moves - 1;
        result = make(machine, move, at.token, &after);
        if (result <= 0) {
            machine->passed_count = at.passed;
            continue;
        }
        if (!remember(machine, at, move))
            return UNSURE;
        if (move->takes == TAKE_END) {
            *end = after;
            return 1;
        }
        while (move->inside < LIMIT_FEATURES && after < machine->end &&
               features_has(segment_features(machine->segment, after), move->inside))
            after++;
        if (move->flags & MOVE_LAST)
            return end_with(machine, move->next, after, end);
        at = way_into(machine, move->next, after);
    }
    return UNSURE;
}

/* ---- The rule's questions ------------------------------------------------------------------------------------------ */

uint32_t rule_match_start(const struct rule_match *match, uint32_t start) {
    for (uint32_t i = 0; i < match->part_count; i++)
        if (match->parts[i].part == PART_WHOLE)
            return match->parts[i].first;
    return start;
}

#define NO_GROUP LIMIT_GROUPS /* what looks write to: which acts are looks cannot be foreseen */

/* Where the groups begin and end, by number, as the moves passed their borders. */
static void read_borders(const struct machine *machine, const struct image_rule *rule, uint32_t (*borders)[2]) {
    memset(borders, 0, rule->part_count * sizeof *borders);
    for (unsigned i = 0; i < machine->passed_count; i++) {
        const struct image_act *act = acts_of(machine, machine->passed[i].move);
        for (int is_last = 0; !is_last; is_last = act++->is_last)
            borders[operation_looks(act->operation) ? NO_GROUP : act->argument][act->operation == STEP_CLOSE] = machine->passed[i].token;
    }
}

static void note_parts(const struct machine *machine, const struct image_rule *rule, struct rule_match *match) {
    const struct image_part *part = machine->pack->parts + rule->part;
    uint32_t borders[LIMIT_GROUPS + 1][2];
    match->part_count = 0;
    read_borders(machine, rule, borders);
    for (uint32_t i = 0; i < rule->part_count; i++, part++) {
        const uint32_t *border = borders[part->group];
        match->parts[match->part_count] = (struct found_part){machine->pack->strings + part->name, border[0], border[1], part->part};
        match->part_count += border[0] < border[1];
    }
}

static void start_machine(struct machine *machine, const netral_pack *pack, struct segment *segment, const struct image_rule *rule,
                          uint32_t end, unsigned most_ways_back) {
    segment->regex_steps = 0;
    machine->pack = pack;
    machine->segment = segment;
    machine->choices = pack->choices + rule->choice;
    machine->moves = pack->moves;
    machine->table = segment->table;
    machine->of_rows = segment->table->moves.of_rows;
    machine->stretch_count = pack->stretch_count;
    machine->end = end;
    machine->depth = machine->passed_count = machine->ways_back = 0;
    machine->most_ways_back = most_ways_back;
}

int program_match(const netral_pack *pack, struct segment *segment, const struct image_rule *rule, uint32_t start, uint32_t end,
                  struct rule_match *match) {
    match->steps = 1;
    if (!rule->choice)
        return UNSURE;
    struct machine machine;
    start_machine(&machine, pack, segment, rule, end, WAYS_BACK);
    int result = run(&machine, 0, start, &match->end);
    match->steps += machine.ways_back + segment->regex_steps;
    if (result == 1)
        note_parts(&machine, rule, match);
    return result;
}

int program_measure(const netral_pack *pack, struct segment *segment, const struct image_rule *rule, uint32_t end, unsigned most,
                    unsigned *ways_back) {
    struct machine machine;
    uint32_t match_end;
    *ways_back = 0;
    if (!rule->choice)
        return UNSURE;
    start_machine(&machine, pack, segment, rule, end, most);
    int result = run(&machine, 0, 0, &match_end);
    *ways_back = machine.ways_back;
    return result;
}
