/* From steps to choices: for each place where a program waits for a token, the moves that it may make there, in the order in which
 * backtracking would come to them. A way to a step that was reached before, without a look at anything, is left out: where the first
 * failed, so would the second. */
#include <string.h>

#include "pack_build.h"
#include "program_walk.h"

#define ACTS 64        /* looks on the way to one move, and borders */
#define WAY_STEPS 2000 /* steps without a token on one way */
#define NO_CHOICE UINT16_MAX

/* The choices of one program while they are made. A choice is known by the step at which the program waits. */
struct making {
    struct pack_builder *builder;
    const struct program *program;
    const struct program_facts *facts;
    struct step_set set;             /* empty between two uses */
    uint32_t count;                  /* of choices, of which the last have no moves yet */
    uint16_t choices[PROGRAM_STEPS]; /* of a step: its choice, counted from the program's first; or NO_CHOICE */
    uint16_t steps[PROGRAM_STEPS];   /* of a choice: its step */
    uint32_t counts[PROGRAM_STEPS];  /* of a choice: its moves, with those for which it has no room */
    uint16_t seen[PROGRAM_STEPS];    /* of a step: the last choice that came to it without a look, plus one */
    uint8_t on_way[PROGRAM_STEPS];
    struct image_act looks[ACTS], borders[ACTS]; /* on the way to the step at hand */
    uint32_t look_count, border_count, way_length;
    uint32_t last_act, last_count; /* of the last move that had any: where its acts are, and how many */
    uint32_t at;                   /* the choice whose moves are found */
    int is_closed;                 /* no later move can be made: the end comes before */
    int is_split; /* some choice has more moves than it has room for */
    int failed;
};

/* The choice at a step, made if new. */
static uint16_t choice_at(struct making *making, uint32_t step) {
    if (making->choices[step] == NO_CHOICE) {
        making->choices[step] = (uint16_t)making->count;
        making->steps[making->count++] = (uint16_t)step;
    }
    return making->choices[step];
}

/* ---- Moves --------------------------------------------------------------------------------------------------------- */

static void *put(struct making *making, struct section *section) {
    void *item = section_add(making->builder, section);
    making->failed |= !item;
    return item;
}

/* The acts on the way, one behind another. Returns how many. */
static uint32_t collect_acts(const struct making *making, struct image_act acts[2 * ACTS]) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < making->look_count; i++)
        acts[count++] = making->looks[i];
    for (uint32_t i = 0; i < making->border_count; i++)
        acts[count++] = making->borders[i];
    if (count)
        acts[count - 1].is_last = 1;
    return count;
}

/* Where the acts of a move are: most have those of the move before. */
static uint32_t place_acts(struct making *making) {
    struct image_act acts[2 * ACTS];
    struct section *section = &making->builder->sections[IMAGE_ACTS];
    uint32_t count = collect_acts(making, acts);
    const struct image_act *last = (const struct image_act *)section->items + making->last_act;
    if (count && making->last_count == count && memcmp(last, acts, count * sizeof *acts) == 0)
        return making->last_act;
    making->last_act = (uint32_t)section->count;
    making->last_count = count;
    for (uint32_t i = 0; i < count; i++) {
        struct image_act *act = put(making, section);
        if (act)
            *act = acts[i];
    }
    return making->last_act;
}

static void add_move(struct making *making, enum image_take takes, uint16_t way, struct image_move move) {
    struct pack_builder *builder = making->builder;
    move.takes = (uint8_t)takes;
    move.flags = (uint8_t)((making->look_count ? MOVE_LOOKS : 0) | (making->border_count ? MOVE_BORDERS : 0));
    uint32_t act = move.flags ? place_acts(making) : 0;
    struct image_move *made = put(making, &builder->sections[IMAGE_MOVES]);
    uint32_t *made_act = put(making, &builder->sections[IMAGE_MOVE_ACTS]);
    uint16_t *made_way = put(making, &builder->move_ways);
    if (making->failed)
        return;
    *made = move;
    *made_act = act;
    *made_way = way;
}

/* What a step takes; what lies inside the same mention or phrase is taken along. */
static void add_taking(struct making *making, uint32_t at) {
    static const enum image_take takes[] = {
        [STEP_FEATURE] = TAKE_FEATURE, [STEP_TEST] = TAKE_TEST, [STEP_WORD] = TAKE_WORD, [STEP_ANY] = TAKE_ANY};
    const struct image_step *step = &making->program->steps[at];
    uint16_t way = program_take(making->program, making->facts, at), inside = LIMIT_FEATURES;
    if (step[1].operation == STEP_INSIDE)
        inside = making->program->steps[++at].argument;
    add_move(making, takes[step->operation], way,
             (struct image_move){.asks = step->argument, .next = choice_at(making, at + 1), .inside = inside});
}

/* What a token must be for what is looked at first to be there; 0 when it may be anything. */
static uint16_t way_of_looks(struct making *making) {
    uint16_t way = 0;
    for (uint32_t i = 0; i < making->look_count && !way; i++)
        if (making->looks[i].operation == STEP_LOOK)
            way = program_first(making->program, making->facts, &making->set, making->steps[making->looks[i].argument]);
    return way;
}

static void add_atomic(struct making *making, uint32_t at) {
    const struct program *program = making->program;
    uint16_t way = program_first(program, making->facts, &making->set, at + 1), inner = choice_at(making, at + 1);
    add_move(making, TAKE_ATOMIC, way,
             (struct image_move){.asks = inner, .next = choice_at(making, program->steps[at].argument), .inside = LIMIT_FEATURES});
}

static void add_end(struct making *making) {
    add_move(making, TAKE_END, way_of_looks(making), (struct image_move){.inside = LIMIT_FEATURES});
    making->is_closed = making->look_count == 0;
}

/* ---- Ways to moves ------------------------------------------------------------------------------------------------- */

static void follow(struct making *making, uint32_t step);

/* Goes on to a step with one more look or border on the way. */
static void follow_with(struct making *making, struct image_act act, uint32_t step) {
    int is_look = operation_looks(act.operation);
    uint32_t *count = is_look ? &making->look_count : &making->border_count;
    if (*count == ACTS) {
        making->failed = 1;
        return;
    }
    (is_look ? making->looks : making->borders)[(*count)++] = act;
    follow(making, step);
    --*count;
}

static void follow_step(struct making *making, uint32_t at) {
    const struct image_step *step = &making->program->steps[at];
    struct image_act act = {.operation = (uint8_t)step->operation, .argument = step->argument};
    switch (step->operation) {
    case STEP_JUMP: follow(making, step->argument); break;
    case STEP_SPLIT:
        follow(making, at + 1);
        follow(making, step->argument);
        break;
    case STEP_SPLIT_BACK:
        follow(making, step->argument);
        follow(making, at + 1);
        break;
    case STEP_OPEN: case STEP_CLOSE: follow_with(making, act, at + 1); break;
    case STEP_LOOK: case STEP_LOOK_NOT:
        act.argument = choice_at(making, at + 1);
        follow_with(making, act, step->argument);
        break;
    case STEP_ATOMIC: add_atomic(making, at); break;
    case STEP_END: case STEP_MATCH: add_end(making); break;
    case STEP_INSIDE: making->failed = 1; break; /* it stands only behind a token */
    default: add_taking(making, at); break;
    }
}

/* What is met again on the way to itself is a loop that took nothing. */
static void follow(struct making *making, uint32_t step) {
    if (making->is_closed || making->failed || making->on_way[step] || making->seen[step] == making->at + 1)
        return;
    if (making->look_count == 0)
        making->seen[step] = (uint16_t)(making->at + 1);
    making->failed |= ++making->way_length > WAY_STEPS;
    making->on_way[step] = 1;
    follow_step(making, step);
    making->on_way[step] = 0;
    making->way_length--;
}

/* ---- Into the image ------------------------------------------------------------------------------------------------ */

static void put_choice(struct making *making, uint32_t move, uint32_t count) {
    struct image_choice *choice = put(making, &making->builder->sections[IMAGE_CHOICES]);
    making->failed |= count == 0;
    if (choice)
        *choice = (struct image_choice){.move = move, .count = (uint8_t)count};
}

static void add_choice(struct making *making) {
    struct section *moves = &making->builder->sections[IMAGE_MOVES];
    uint32_t first = (uint32_t)moves->count;
    making->is_closed = 0;
    follow(making, making->steps[making->at]);
    uint32_t count = making->counts[making->at] = (uint32_t)moves->count - first;
    put_choice(making, first, count < CHOICE_MOVES ? count : CHOICE_MOVES);
}

/* Copies a move to the end of all. */
static void copy_move(struct making *making, uint32_t from) {
    struct pack_builder *builder = making->builder;
    struct image_move *move = put(making, &builder->sections[IMAGE_MOVES]);
    uint32_t *act = put(making, &builder->sections[IMAGE_MOVE_ACTS]);
    uint16_t *way = put(making, &builder->move_ways);
    if (making->failed)
        return;
    *move = *SECTION_ITEM(builder, IMAGE_MOVES, struct image_move, from);
    *act = *SECTION_ITEM(builder, IMAGE_MOVE_ACTS, uint32_t, from);
    *way = ((const uint16_t *)builder->move_ways.items)[from];
}

/* A choice with more moves than it has room for keeps as many, one behind another, and leads on to a choice with the others. */
static void split_choice(struct making *making, uint32_t first, uint32_t number) {
    struct section *choices = &making->builder->sections[IMAGE_CHOICES], *moves = &making->builder->sections[IMAGE_MOVES];
    uint32_t from = SECTION_ITEM(making->builder, IMAGE_CHOICES, struct image_choice, first + number)->move, left = making->counts[number];
    making->is_split = 1;
    for (uint32_t at = first + number; left > CHOICE_MOVES && !making->failed; at = (uint32_t)choices->count - 1) {
        uint32_t move = (uint32_t)moves->count, next = (uint32_t)choices->count - first;
        making->failed |= next >= PROGRAM_CHOICES;
        for (uint32_t i = 0; i < CHOICE_MOVES - 1 && !making->failed; i++, left--)
            copy_move(making, from++);
        add_move(making, TAKE_ON, 0, (struct image_move){.next = (uint16_t)next, .inside = LIMIT_FEATURES});
        put_choice(making, from, left < CHOICE_MOVES ? left : CHOICE_MOVES);
        if (!making->failed)
            *SECTION_ITEM(making->builder, IMAGE_CHOICES, struct image_choice, at) =
                (struct image_choice){.move = move, .count = CHOICE_MOVES};
    }
}

static void make_choices(struct making *making) {
    uint32_t first = (uint32_t)making->builder->sections[IMAGE_CHOICES].count;
    choice_at(making, 0);
    for (; making->at < making->count && !making->failed; making->at++)
        add_choice(making);
    for (uint32_t i = 0; i < making->count && !making->failed; i++)
        if (making->counts[i] > CHOICE_MOVES)
            split_choice(making, first, i);
}

int builder_add_choices(struct pack_builder *builder, const struct program *program, const struct program_facts *facts,
                        struct image_rule *made) {
    struct section *choices = &builder->sections[IMAGE_CHOICES];
    struct making *making = memory_resize(&builder->allocator, NULL, 0, sizeof *making);
    if (!making)
        return error_memory(builder->error);
    memset(making, 0, sizeof *making);
    memset(making->choices, 0xff, sizeof making->choices);
    making->builder = builder;
    making->program = program;
    making->facts = facts;
    uint32_t first = (uint32_t)choices->count, first_act = (uint32_t)builder->sections[IMAGE_ACTS].count;
    make_choices(making);
    int code = builder->out_of_memory ? NETRAL_ERROR_MEMORY : 0;
    if (making->failed)
        choices->count = first;
    else if (!making->is_split) /* further choices have copies of moves, in another order */
        code = builder_merge_choices(builder, first, first_act);
    made->choice = making->failed ? 0 : first;
    made->choice_count = (uint32_t)choices->count - first;
    memory_resize(&builder->allocator, making, sizeof *making, 0);
    return code;
}
