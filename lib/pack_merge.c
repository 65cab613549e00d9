/* Choices of a program that go on in the same way are one: a pattern that stands in several alternatives, or counts its copies, is
 * written out many times, and most copies end alike. Found as for any automaton: all choices are taken for equal, and told apart by
 * their moves and by what these lead to, round by round, until no round tells more of them apart. */
#include <string.h>

#include "hash.h"
#include "pack_build.h"
#include "pattern_program.h"

struct merging {
    struct pack_builder *builder;
    struct image_choice *choices; /* the program's */
    uint32_t count;
    uint64_t kinds[PROGRAM_CHOICES], told[PROGRAM_CHOICES]; /* of a choice: what tells it from others, so far and one round later */
    uint16_t same[PROGRAM_CHOICES];    /* the first choice of the same kind */
    uint16_t numbers[PROGRAM_CHOICES]; /* its number among those that remain */
    uint8_t depths[PROGRAM_CHOICES];   /* in how many looks and atomic groups it stands: that ends are told by (choice_verify.c) */
};

static struct image_move *moves_of(const struct merging *merging, uint32_t choice) {
    return SECTION_ITEM(merging->builder, IMAGE_MOVES, struct image_move, merging->choices[choice].move);
}

static const struct image_act *acts_of(const struct merging *merging, uint32_t move) {
    return SECTION_ITEM(merging->builder, IMAGE_ACTS, struct image_act, *SECTION_ITEM(merging->builder, IMAGE_MOVE_ACTS, uint32_t, move));
}

/* ---- Depths -------------------------------------------------------------------------------------------------------- */

static void set_depths(struct merging *merging, uint32_t choice) {
    uint8_t depth = merging->depths[choice];
    for (uint32_t i = 0; i < merging->choices[choice].count; i++) {
        const struct image_move *move = moves_of(merging, choice) + i;
        if (move->takes == TAKE_ATOMIC)
            merging->depths[move->asks] = (uint8_t)(depth + 1);
        if (move->takes != TAKE_END)
            merging->depths[move->next] = depth;
        const struct image_act *act = acts_of(merging, merging->choices[choice].move + i);
        for (int is_last = !move->flags; !is_last; is_last = act++->is_last)
            if (operation_looks(act->operation))
                merging->depths[act->argument] = (uint8_t)(depth + 1);
    }
}

/* A choice was made for one with a lower number, whose depth is known by then. */
static void find_depths(struct merging *merging) {
    merging->depths[0] = 0;
    for (uint32_t i = 0; i < merging->count; i++)
        set_depths(merging, i);
}

/* ---- Telling apart ------------------------------------------------------------------------------------------------- */

static uint64_t tell_acts(const struct merging *merging, uint32_t move) {
    uint64_t told = 0;
    for (const struct image_act *act = acts_of(merging, move);; act++) {
        told = hash_mix(told ^ act->operation);
        told = hash_mix(told ^ (operation_looks(act->operation) ? merging->kinds[act->argument] : act->argument));
        if (act->is_last)
            return told;
    }
}

static uint64_t tell(const struct merging *merging, uint32_t choice) {
    uint64_t told = (uint64_t)merging->depths[choice] << 8 | merging->choices[choice].count;
    for (uint32_t i = 0; i < merging->choices[choice].count; i++) {
        const struct image_move *move = moves_of(merging, choice) + i;
        told = hash_mix(told ^ ((uint64_t)move->takes << 32 | (uint64_t)move->flags << 16 | move->inside));
        told = hash_mix(told ^ (move->takes == TAKE_ATOMIC ? merging->kinds[move->asks] : move->asks));
        told = hash_mix(told ^ (move->takes == TAKE_END ? 0 : merging->kinds[move->next]));
        told = hash_mix(told ^ (move->flags ? tell_acts(merging, merging->choices[choice].move + i) : 0));
    }
    return told;
}

/* Finds of each choice the first of its kind. Returns how many kinds there are. */
static uint32_t count_kinds(struct merging *merging) {
    uint16_t slots[2 * PROGRAM_CHOICES] = {0}; /* the number of the first of a kind, plus one, by what tells it */
    uint32_t kinds = 0;
    for (uint32_t i = 0; i < merging->count; i++) {
        uint32_t slot = (uint32_t)(merging->kinds[i] >> 16) % (2 * PROGRAM_CHOICES);
        while (slots[slot] && merging->kinds[slots[slot] - 1] != merging->kinds[i])
            slot = (slot + 1) % (2 * PROGRAM_CHOICES);
        kinds += slots[slot] == 0;
        slots[slot] = slots[slot] ? slots[slot] : (uint16_t)(i + 1);
        merging->same[i] = (uint16_t)(slots[slot] - 1);
    }
    return kinds;
}

static uint32_t find_kinds(struct merging *merging) {
    uint32_t kinds = 1, before = 0;
    memset(merging->kinds, 0, merging->count * sizeof *merging->kinds);
    while (kinds > before) {
        before = kinds;
        for (uint32_t i = 0; i < merging->count; i++)
            merging->told[i] = tell(merging, i);
        memcpy(merging->kinds, merging->told, merging->count * sizeof *merging->kinds);
        kinds = count_kinds(merging);
    }
    return kinds;
}

/* ---- Making one of them -------------------------------------------------------------------------------------------- */

/* Where places in the sections go, that lose what nobody asks for any more. */
struct moving {
    uint32_t move, act;           /* the next free places */
    uint32_t last_from, last_to;  /* the acts that were moved last, which several moves may share */
};

static uint32_t move_acts(const struct merging *merging, uint32_t from, struct moving *moving) {
    struct image_act *acts = merging->builder->sections[IMAGE_ACTS].items;
    if (from == moving->last_from)
        return moving->last_to;
    moving->last_from = from;
    moving->last_to = moving->act;
    for (int is_last = 0; !is_last; from++) {
        struct image_act act = acts[from];
        if (operation_looks(act.operation))
            act.argument = merging->numbers[merging->same[act.argument]];
        is_last = act.is_last;
        acts[moving->act++] = act;
    }
    return moving->last_to;
}

static void move_choice(const struct merging *merging, uint32_t choice, struct moving *moving) {
    struct image_move *moves = merging->builder->sections[IMAGE_MOVES].items;
    uint32_t *acts = merging->builder->sections[IMAGE_MOVE_ACTS].items, first = moving->move;
    uint16_t *ways = merging->builder->move_ways.items;
    struct image_choice moved = merging->choices[choice];
    for (uint32_t from = moved.move; from < moved.move + moved.count; from++, moving->move++) {
        struct image_move move = moves[from];
        if (move.takes == TAKE_ATOMIC)
            move.asks = merging->numbers[merging->same[move.asks]];
        move.next = merging->numbers[merging->same[move.next]];
        moves[moving->move] = move;
        acts[moving->move] = move.flags ? move_acts(merging, acts[from], moving) : 0;
        ways[moving->move] = ways[from];
    }
    moved.move = first;
    merging->choices[merging->numbers[choice]] = moved;
}

static void number(struct merging *merging) {
    uint16_t next = 0;
    for (uint32_t i = 0; i < merging->count; i++)
        if (merging->same[i] == i)
            merging->numbers[i] = next++;
}

static void move_all(struct merging *merging, uint32_t first_act) {
    struct pack_builder *builder = merging->builder;
    struct moving moving = {merging->choices[0].move, first_act, UINT32_MAX, 0};
    number(merging);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < merging->count; i++)
        if (merging->same[i] == i) {
            move_choice(merging, i, &moving);
            kept++;
        }
    builder->sections[IMAGE_CHOICES].count -= merging->count - kept;
    builder->sections[IMAGE_MOVES].count = builder->sections[IMAGE_MOVE_ACTS].count = builder->move_ways.count = moving.move;
    builder->sections[IMAGE_ACTS].count = moving.act;
}

int builder_merge_choices(struct pack_builder *builder, uint32_t first, uint32_t first_act) {
    struct merging *merging = memory_resize(&builder->allocator, NULL, 0, sizeof *merging);
    if (!merging)
        return error_memory(builder->error);
    merging->builder = builder;
    merging->choices = SECTION_ITEM(builder, IMAGE_CHOICES, struct image_choice, first);
    merging->count = (uint32_t)builder->sections[IMAGE_CHOICES].count - first;
    find_depths(merging);
    if (find_kinds(merging) < merging->count)
        move_all(merging, first_act);
    memory_resize(&builder->allocator, merging, sizeof *merging, 0);
    return 0;
}
