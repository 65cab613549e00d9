/* Why a find lost, in one sentence: who stands there, why that one came first, and why both cannot stand. The order is that of
 * conflicts.c. */
#include <string.h>

#include "explain.h"

struct telling {
    const netral_doc *doc;
    const struct claim *claim, *winner;
    struct wording *wording;
};

static void add(const struct telling *telling, const char *string) {
    wording_string(telling->wording, string);
}

static const struct image_rule *rule_of(const struct telling *telling, const struct claim *claim) {
    return &telling->doc->pack->rules[claim->rule];
}

static const char *type_name(const struct telling *telling, const struct claim *claim) {
    return telling->doc->pack->strings + telling->doc->pack->types[claim->type].name;
}

static void add_numbers(const struct telling *telling, const char *before, long winner, const char *between, long loser) {
    add(telling, before);
    wording_number(telling->wording, winner);
    add(telling, between);
    wording_number(telling->wording, loser);
}

/* ---- Who came first ------------------------------------------------------------------------------------------------ */

/* What conflicts.c compares: tokens, not bytes; where one find is longer it has more of them, unless both begin apart. */
static void add_rank(const struct telling *telling) {
    const struct image_rule *won = rule_of(telling, telling->winner), *lost = rule_of(telling, telling->claim);
    add(telling, telling->doc->pack->strings + won->id);
    if (won->layer != lost->layer)
        add_numbers(telling, " came in an earlier layer (", (long)won->layer, ", this one in ", (long)lost->layer);
    else if (won->priority != lost->priority)
        add_numbers(telling, " has the higher priority (", won->priority, " over ", lost->priority);
    else if (telling->winner->token_count != telling->claim->token_count)
        add_numbers(telling, " is longer (", (long)telling->winner->token_count, " words and signs over ",
                    (long)telling->claim->token_count);
    else if (telling->winner->start != telling->claim->start)
        add(telling, " begins further left (all else is equal");
    else
        add(telling, " stands first among the rules (all else is equal");
    add(telling, ")");
}

/* ---- Why both cannot stand ----------------------------------------------------------------------------------------- */

static int lies_in(const struct claim *inner, const struct claim *outer) {
    return inner->start >= outer->start && inner->end <= outer->end;
}

static void add_taken(const struct telling *telling) {
    const struct image_type *type = &telling->doc->pack->types[telling->winner->type];
    if (type->flags & TYPE_VETO) {
        add(telling, "as a veto it keeps other rules from its words");
    } else if (type->flags & TYPE_OPAQUE) {
        add(telling, "nothing inside a mention of type ");
        add(telling, type_name(telling, telling->winner));
        add(telling, " is a mention of its own");
    } else {
        add(telling, "it is `closed`: nothing inside its mentions is a mention of its own");
    }
}

static void add_holds(const struct telling *telling) {
    int winner_holds = lies_in(telling->claim, telling->winner);
    const struct claim *outer = winner_holds ? telling->winner : telling->claim;
    const struct claim *inner = winner_holds ? telling->claim : telling->winner;
    add(telling, "type ");
    add(telling, type_name(telling, outer));
    add(telling, " holds no ");
    add(telling, type_name(telling, inner));
}

static void add_clash(const struct telling *telling) {
    switch (telling->claim->clash) {
    case CLASH_TYPE:
        add(telling, "two mentions of type ");
        add(telling, type_name(telling, telling->claim));
        add(telling, " never overlap");
        break;
    case CLASH_TAKEN: add_taken(telling); break;
    case CLASH_HOLDS: add_holds(telling); break;
    default: add(telling, "each holds only a part of the other"); break;
    }
}

/* ---- Winners that are no mention ----------------------------------------------------------------------------------- */

/* A position has one institution: see nest() of resolve.c. */
static const struct mention *position_around(const struct telling *telling) {
    const netral_doc *doc = telling->doc;
    size_t end = document_first_mention(doc, telling->claim->start + 1), first = end > LIMIT_WINDOW_TOKENS ? end - LIMIT_WINDOW_TOKENS : 0;
    for (size_t i = end; i-- > first;) { /* what begins between the two lies in the position, a token each at least */
        const struct mention *mention = &doc->mentions[i];
        if (mention->type == doc->pack->known.position && mention->other != NO_MENTION && mention->end >= telling->claim->end)
            return mention;
    }
    return NULL;
}

static void add_left_out(const struct telling *telling) {
    const char *type = type_name(telling, telling->claim);
    const struct mention *position = strcmp(type, "institution") == 0 ? position_around(telling) : NULL;
    if (telling->doc->pack->types[telling->claim->type].flags & TYPE_VETO) {
        add(telling, "a veto is no mention: it keeps other rules from its words");
    } else if (position) {
        const struct mention *held = &telling->doc->mentions[position->other];
        add(telling, "left out when the article was read as a whole: the position around it has one institution, \"");
        wording_bytes(telling->wording, telling->doc->text + held->start, held->end - held->start);
        add(telling, "\"");
    } else if (strcmp(type, "date") == 0) {
        add(telling, "left out when the article was read as a whole: there is no such day");
    } else {
        add(telling, "left out when the article was read as a whole");
    }
}

const char *explain_claim(const netral_doc *doc, struct explanation *explanation, const struct claim *claim) {
    struct wording wording = {.allocator = explanation->allocator};
    struct telling telling = {doc, claim, NULL, &wording};
    if (claim->against != NO_CLAIM) {
        telling.winner = &explanation->claims.items[claim->against];
        add_rank(&telling);
        add(&telling, "; ");
        add_clash(&telling);
    } else if (claim->mention == NO_MENTION) {
        add_left_out(&telling);
    }
    const char *why = wording_keep(&wording, &explanation->arena);
    wording_free(&wording);
    return why;
}
