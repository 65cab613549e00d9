/* What the moves of a program can begin with: by going through it as if every question were answered by yes. */
#include "program_walk.h"

uint16_t program_first(const struct program *program, const struct program_facts *facts, struct step_set *set, uint32_t from) {
    struct description first = {.any = 0};
    step_set_reach(program->steps, set, from);
    for (uint32_t i = 0; i < set->count; i++) {
        const struct image_step *step = &program->steps[set->items[i]];
        description_add(step, &facts->asked, 0, &first);
        first.ends |= step->operation == STEP_END; /* what is atomic ends here: anything may follow */
    }
    step_set_clear(set);
    return first.any || first.ends ? 0 : (uint16_t)facts->number(facts->context, &first);
}

uint16_t program_take(const struct program *program, const struct program_facts *facts, uint32_t step) {
    struct description taken = {.any = 0};
    description_add(&program->steps[step], &facts->asked, 0, &taken);
    if (program->steps[step].operation == STEP_TEST)
        taken.test = program->steps[step].argument + 1u;
    return taken.any && !taken.test ? 0 : (uint16_t)facts->number(facts->context, &taken);
}
