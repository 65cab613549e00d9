/* What came near, in words: each attempt says which items of its pattern it wanted at the furthest token, and what is known of that
 * token. An item that had begun is told from within: `in {name}: {name-part} or {initial&dotted}`. */
#include <string.h>

#include "describe.h"
#include "explain.h"
#include "unicode.h"

#define WANTED_SHOWN 6
#define ITEM_BYTES 60

struct wishes {
    const netral_pack *pack;
    const struct image_rule *rule;
    const struct trace *trace;
    struct wording wording;
};

/* ---- What was wanted ----------------------------------------------------------------------------------------------- */

static uint32_t item_of(const struct wishes *wishes, uint32_t wish) {
    return wishes->pack->step_places[wishes->rule->program + wishes->trace->wishes[wish].step];
}

/* Whether two items of the pattern are written alike. */
static int same_item(const struct wishes *wishes, uint32_t one, uint32_t other) {
    const char *pattern = wishes->pack->strings + wishes->rule->pattern;
    size_t length = describe_item_length(pattern, one);
    return one == other || (length == describe_item_length(pattern, other) && memcmp(pattern + one, pattern + other, length) == 0);
}

/* Whether an earlier wish names an item like this one from outside. */
static int is_named(const struct wishes *wishes, uint32_t wish) {
    for (uint32_t i = 0; i < wish; i++) {
        const struct trace_wish *other = &wishes->trace->wishes[i];
        if (!other->within && !other->denied && same_item(wishes, item_of(wishes, i), item_of(wishes, wish)))
            return 1;
    }
    return 0;
}

static const struct image_step *step_of(const struct wishes *wishes, uint32_t wish) {
    return &wishes->pack->steps[wishes->rule->program + wishes->trace->wishes[wish].step];
}

/* Whether an earlier wish of the same kind asks the same: a group that is repeated has its steps several times. */
static int is_asked(const struct wishes *wishes, uint32_t wish) {
    const struct image_step *step = step_of(wishes, wish);
    for (uint32_t i = 0; i < wish; i++) {
        const struct image_step *other = step_of(wishes, i);
        if (other->operation == step->operation && other->argument == step->argument &&
            wishes->trace->wishes[i].within == wishes->trace->wishes[wish].within &&
            wishes->trace->wishes[i].denied == wishes->trace->wishes[wish].denied && item_of(wishes, i) == item_of(wishes, wish))
            return 1;
    }
    return 0;
}

static void add_item(struct wishes *wishes, uint32_t place) {
    const char *pattern = wishes->pack->strings + wishes->rule->pattern;
    size_t length = describe_item_length(pattern, place), shown = length < ITEM_BYTES ? length : ITEM_BYTES;
    while (shown < length && unicode_continues(pattern[place + shown]))
        shown--;
    wording_bytes(&wishes->wording, pattern + place, shown);
    wording_string(&wishes->wording, shown < length ? "…" : "");
}

static void add_step(struct wishes *wishes, uint32_t wish) {
    describe_step(wishes->pack, step_of(wishes, wish), &wishes->wording);
}

static void add_or(struct wishes *wishes, size_t before) {
    wording_string(&wishes->wording, wishes->wording.used > before ? " or " : "");
}

/* Items that had not begun. Returns how many. */
static uint32_t add_items(struct wishes *wishes) {
    uint32_t shown = 0;
    for (uint32_t i = 0; i < wishes->trace->wish_count; i++) {
        const struct trace_wish *wish = &wishes->trace->wishes[i];
        if (wish->within || wish->denied || is_named(wishes, i))
            continue;
        if (shown++ < WANTED_SHOWN) {
            add_or(wishes, 0);
            add_item(wishes, item_of(wishes, i));
        }
    }
    return shown;
}

/* Steps of one item that had begun. Returns how many. */
static uint32_t add_within(struct wishes *wishes, uint32_t place) {
    uint32_t shown = 0;
    size_t before = wishes->wording.used;
    for (uint32_t i = 0; i < wishes->trace->wish_count; i++) {
        const struct trace_wish *wish = &wishes->trace->wishes[i];
        if (!wish->within || wish->denied || item_of(wishes, i) != place || is_asked(wishes, i))
            continue;
        if (shown++ < WANTED_SHOWN) {
            add_or(wishes, before);
            add_step(wishes, i);
        }
    }
    return shown;
}

static void add_more(struct wishes *wishes, uint32_t count) {
    if (count <= WANTED_SHOWN)
        return;
    wording_string(&wishes->wording, " or ");
    wording_number(&wishes->wording, (long)(count - WANTED_SHOWN));
    wording_string(&wishes->wording, " more");
}

/* Whether the wish is the first from within its item. */
static int is_first_within(const struct wishes *wishes, uint32_t wish) {
    const struct trace_wish *wishes_of = wishes->trace->wishes;
    if (!wishes_of[wish].within || wishes_of[wish].denied)
        return 0;
    for (uint32_t i = 0; i < wish; i++)
        if (wishes_of[i].within && !wishes_of[i].denied && item_of(wishes, i) == item_of(wishes, wish))
            return 0;
    return 1;
}

/* Whether an item is a name or word that says all: a single step of its own. */
static int says_itself(struct wishes *wishes, uint32_t wish) {
    const char *pattern = wishes->pack->strings + wishes->rule->pattern + item_of(wishes, wish);
    size_t length = describe_item_length(wishes->pack->strings + wishes->rule->pattern, item_of(wishes, wish));
    struct wording step = {.allocator = wishes->wording.allocator};
    describe_step(wishes->pack, step_of(wishes, wish), &step);
    int same = !step.failed && step.used == length && memcmp(step.bytes, pattern, length) == 0;
    wording_free(&step);
    return same;
}

static const char *tell_wanted(struct wishes *wishes, struct arena *arena) {
    add_more(wishes, add_items(wishes));
    for (uint32_t i = 0; i < wishes->trace->wish_count; i++) {
        if (!is_first_within(wishes, i))
            continue;
        add_or(wishes, 0);
        if (!says_itself(wishes, i)) {
            wording_string(&wishes->wording, "in ");
            add_item(wishes, item_of(wishes, i));
            wording_string(&wishes->wording, ": ");
        }
        add_more(wishes, add_within(wishes, item_of(wishes, i)));
    }
    return wording_keep(&wishes->wording, arena);
}

/* What stood there inside (?! … ). A step that takes no token says nothing of itself: the item does. */
static const char *tell_denied(struct wishes *wishes, struct arena *arena) {
    uint32_t shown = 0;
    for (uint32_t i = 0; i < wishes->trace->wish_count && shown < WANTED_SHOWN; i++) {
        const struct trace_wish *wish = &wishes->trace->wishes[i];
        if (!wish->denied || is_asked(wishes, i))
            continue;
        add_or(wishes, 0);
        if (step_of(wishes, i)->operation <= STEP_ANY)
            add_step(wishes, i);
        else
            add_item(wishes, item_of(wishes, i));
        shown++;
    }
    return wording_keep(&wishes->wording, arena);
}

/* ---- Attempts ------------------------------------------------------------------------------------------------------ */

static void place_attempt(const struct segment *segment, struct told_attempt *told) {
    const struct attempt *attempt = &told->attempt;
    const struct token *first = segment_token(segment, attempt->start), *trigger = segment_token(segment, attempt->trigger);
    uint32_t last = attempt->trace.end > attempt->start ? attempt->trace.end - 1 : attempt->start;
    told->start = first->start;
    told->end = attempt->trace.end > attempt->start ? segment_token(segment, last)->end : first->start;
    told->trigger_start = trigger->start;
    told->trigger_end = trigger->end;
    told->reached_start = told->reached_end = told->end;
    if (attempt->trace.reached < segment->block_end[attempt->start]) {
        const struct token *reached = segment_token(segment, attempt->trace.reached);
        told->reached_start = reached->start;
        told->reached_end = reached->end;
    }
}

static int is_told(const struct attempt *attempt) {
    return attempt->outcome == ATTEMPT_FAILED || attempt->outcome == ATTEMPT_ENDED;
}

static int tell_attempt(const netral_doc *doc, struct explanation *explanation, const struct attempt *attempt) {
    struct told_attempt *told = &explanation->told_attempts[explanation->attempt_count];
    struct wishes wishes = {doc->pack, &doc->pack->rules[attempt->rule], &attempt->trace, {.allocator = explanation->allocator}};
    *told = (struct told_attempt){.attempt = *attempt, .wanted = "", .denied = ""};
    place_attempt(explanation->reading->segment, told);
    if (is_told(attempt)) {
        told->wanted = tell_wanted(&wishes, &explanation->arena);
        told->denied = tell_denied(&wishes, &explanation->arena);
    }
    if (told->reached_end > told->reached_start)
        describe_features(doc->pack, &attempt->reached, &wishes.wording);
    told->known = wording_keep(&wishes.wording, &explanation->arena);
    if (attempt->trace.wish_count && is_told(attempt)) {
        told->item = item_of(&wishes, 0);
        told->item_length = (uint32_t)describe_item_length(doc->pack->strings + wishes.rule->pattern, told->item);
    }
    wording_free(&wishes.wording);
    explanation->attempt_count++;
    return told->wanted && told->denied && told->known ? 0 : NETRAL_ERROR_MEMORY;
}

/* ---- Tokens -------------------------------------------------------------------------------------------------------- */

static int tell_token(const netral_doc *doc, struct explanation *explanation, uint32_t i) {
    const struct segment *segment = explanation->reading->segment;
    const struct token *token = segment_token(segment, i);
    struct told_token *told = &explanation->tokens[explanation->token_count++];
    struct wording wording = {.allocator = explanation->allocator};
    describe_features(doc->pack, segment_features(segment, i), &wording);
    *told = (struct told_token){token->start, token->end, arena_string(&explanation->arena, segment_form(segment, i), token->form_length),
                                wording_keep(&wording, &explanation->arena)};
    wording_free(&wording);
    return told->form && told->features ? 0 : NETRAL_ERROR_MEMORY;
}

int explain_place(const netral_doc *doc, struct explanation *explanation) {
    const struct attempt_list *list = &explanation->attempts;
    int code = 0;
    for (uint32_t i = 0; i < list->count && code == 0; i++)
        code = tell_attempt(doc, explanation, &list->items[i]);
    for (uint32_t i = list->first; i < list->end && list->end - list->first <= ATTEMPT_TOKENS && code == 0; i++)
        code = tell_token(doc, explanation, i);
    return code;
}
