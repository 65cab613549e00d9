/* An explanation for people: a stanza for each mention at the place, with the finds that lost to it; and, where no mention covers the
 * place, one of its own with what is known of its words and the rules that came near.
 *
 * The first line of a stanza begins with FILE:LINE:COLUMN, which editors understand; the others have a field's name in front. */
#include "write_explain.h"

#include <string.h>

#include "unicode.h"

#define QUOTED_BYTES 60 /* of the line, to either side of the place */

/* ---- Places -------------------------------------------------------------------------------------------------------- */

netral_span explained_span(const netral_doc *doc) {
    netral_span span;
    netral_known known;
    netral_claim claim;
    netral_doc_explained(doc, &span.start, &span.end);
    if (span.end > span.start)
        return span;
    if (netral_doc_known(doc, 0, &known) == 0)
        return (netral_span){known.start, known.end};
    return netral_doc_claim(doc, 0, &claim) == 0 ? (netral_span){claim.start, claim.end} : span;
}

int explained_by_mention(const netral_doc *doc, netral_span place) {
    netral_claim claim;
    for (size_t i = 0; netral_doc_claim(doc, i, &claim) == 0; i++)
        if (claim.outcome == NETRAL_CLAIM_WON && claim.start <= place.start && claim.end >= place.end)
            return 1;
    return 0;
}

/* ---- Pieces of a line ---------------------------------------------------------------------------------------------- */

/* On one line: a space for each line end and tab. */
static void put_shown(struct writer *writer, const char *bytes, size_t length) {
    for (size_t at = 0; at < length;) {
        struct visible visible;
        at += visible_read(bytes + at, length - at, &visible);
        if (visible.codepoint == '\n' || visible.codepoint == '\t')
            writer_char(writer, ' ');
        else
            writer_bytes(writer, visible.bytes, visible.length);
    }
}

static void put_quoted(struct writer *writer, size_t start, size_t end) {
    writer_char(writer, '"');
    put_shown(writer, writer->text + start, end - start);
    writer_char(writer, '"');
}

static void put_place(struct writer *writer, size_t at) {
    size_t line = 1, column = 1;
    netral_doc_place(writer->doc, at, &line, &column);
    writer_number(writer, line);
    writer_char(writer, ':');
    writer_number(writer, column);
}

static void put_field(struct writer *writer, const char *name) {
    static const char spaces[] = "          ";
    size_t length = strlen(name);
    writer_string(writer, "  ");
    writer_string(writer, name);
    writer_bytes(writer, spaces, length < sizeof spaces - 1 ? sizeof spaces - 1 - length : 1);
}

static void put_string_field(struct writer *writer, const char *name, const char *string) {
    if (!string || !*string)
        return;
    put_field(writer, name);
    put_shown(writer, string, strlen(string));
    writer_char(writer, '\n');
}

/* `FILE:LINE:COLUMN: ` */
static void put_heading(struct writer *writer, size_t at) {
    const char *id = netral_doc_id(writer->doc);
    put_shown(writer, id, strlen(id));
    writer_string(writer, *id ? ":" : "");
    put_place(writer, at);
    writer_string(writer, ": ");
}

static void put_bytes(struct writer *writer, netral_span span) {
    writer_string(writer, ", bytes [");
    writer_number(writer, span.start);
    writer_string(writer, ", ");
    writer_number(writer, span.end);
    writer_string(writer, ")\n");
}

/* The line around a place, with the place marked. */
static void put_line(struct writer *writer, netral_span span) {
    const char *text = writer->text;
    size_t start = span.start, end = span.end;
    while (start > 0 && text[start - 1] != '\n' && (span.start - start < QUOTED_BYTES || unicode_continues(text[start])))
        start--;
    while (end < writer->length && text[end] != '\n' && (end - span.end < QUOTED_BYTES || unicode_continues(text[end])))
        end++;
    writer_string(writer, start > 0 && text[start - 1] != '\n' ? "    …" : "    ");
    put_shown(writer, text + start, span.start - start);
    writer_string(writer, writer->options.color ? "\033[1;4m" : "[");
    put_shown(writer, text + span.start, span.end - span.start);
    writer_string(writer, writer->options.color ? "\033[0m" : "]");
    put_shown(writer, text + span.end, end - span.end);
    writer_string(writer, end < writer->length && text[end] != '\n' ? "…\n" : "\n");
}

/* ---- A rule -------------------------------------------------------------------------------------------------------- */

static void put_rule_place(struct writer *writer, const netral_rule *rule) {
    writer_string(writer, rule->id);
    writer_string(writer, ", ");
    put_shown(writer, rule->file, strlen(rule->file));
    writer_char(writer, ':');
    writer_number(writer, (size_t)rule->line);
}

static int has_trigger(const netral_claim *claim) {
    return claim->trigger_end > claim->trigger_start;
}

static void put_rule(struct writer *writer, const netral_claim *claim, int brief) {
    put_field(writer, "rule");
    put_rule_place(writer, &claim->rule);
    if (has_trigger(claim)) {
        writer_string(writer, brief ? ", called by " : ", layer ");
        if (brief)
            put_quoted(writer, claim->trigger_start, claim->trigger_end);
        else
            writer_number(writer, (size_t)claim->rule.layer);
    }
    if (has_trigger(claim) && !brief) {
        writer_string(writer, ", priority ");
        writer_number(writer, (size_t)claim->rule.priority);
    }
    writer_char(writer, '\n');
    if (brief)
        return;
    put_string_field(writer, "source", claim->rule.source);
    put_field(writer, "trigger");
    if (has_trigger(claim))
        put_quoted(writer, claim->trigger_start, claim->trigger_end);
    else
        writer_string(writer, "none: found when the whole article was known");
    writer_char(writer, '\n');
}

static void put_parts(struct writer *writer, size_t index, const netral_claim *claim) {
    netral_part part;
    if (claim->part_count == 0)
        return;
    put_field(writer, "parts");
    for (size_t i = 0; netral_doc_claim_part(writer->doc, index, i, &part) == 0; i++) {
        writer_string(writer, i ? ", " : "");
        writer_string(writer, part.name);
        writer_char(writer, ' ');
        put_quoted(writer, part.start, part.end);
    }
    writer_char(writer, '\n');
}

/* ---- What became of it --------------------------------------------------------------------------------------------- */

static void put_other(struct writer *writer, const char *name, size_t index) {
    netral_mention other;
    if (index == NETRAL_NONE || netral_doc_mention(writer->doc, index, &other) != 0)
        return;
    put_field(writer, name);
    writer_string(writer, other.type);
    writer_char(writer, ' ');
    put_quoted(writer, other.start, other.end);
    writer_string(writer, " at ");
    put_place(writer, other.start);
    writer_char(writer, '\n');
}

static int is_norm_of(const struct writer *writer, const netral_mention *mention) {
    size_t length = mention->end - mention->start;
    return strlen(mention->norm) == length && memcmp(mention->norm, writer->text + mention->start, length) == 0;
}

static void put_mention(struct writer *writer, size_t index, const netral_claim *claim, int brief) {
    netral_mention mention;
    size_t other;
    if (netral_doc_mention(writer->doc, claim->mention, &mention) != 0)
        return;
    if (!brief || !is_norm_of(writer, &mention))
        put_string_field(writer, "norm", mention.norm);
    put_string_field(writer, "acting", mention.acting);
    put_string_field(writer, "former", mention.former ? "held once" : NULL);
    put_string_field(writer, "variant", mention.variant);
    put_string_field(writer, "refers", mention.refers);
    put_string_field(writer, "uri", brief ? NULL : mention.uri);
    put_string_field(writer, "inferred", mention.inferred ? "a part of the norm does not stand here" : NULL);
    put_string_field(writer, "check", mention.check);
    put_other(writer, "alias of", claim->stands_for);
    put_other(writer, "holds", mention.institution);
    put_other(writer, "amends", mention.amends);
    for (size_t i = 0; netral_doc_claim_link(writer->doc, index, i, &other) == 0; i++)
        put_other(writer, "beside", other);
}

/* ---- The finds that are no mention --------------------------------------------------------------------------------- */

static const char *outcome_field(int outcome) {
    return outcome == NETRAL_CLAIM_LOST ? "lost" : outcome == NETRAL_CLAIM_VETO ? "veto" : "left out";
}

static void put_loser(struct writer *writer, const netral_claim *claim) {
    put_field(writer, outcome_field(claim->outcome));
    writer_string(writer, claim->rule.type);
    writer_char(writer, ' ');
    put_quoted(writer, claim->start, claim->end);
    writer_string(writer, " of ");
    put_rule_place(writer, &claim->rule);
    writer_char(writer, '\n');
    put_field(writer, "");
    put_shown(writer, claim->why, strlen(claim->why));
    writer_char(writer, '\n');
}

static int lost_to(const netral_claim *loser, const netral_claim *winner) {
    return loser->against && winner->outcome == NETRAL_CLAIM_WON && loser->against_start == winner->start &&
           loser->against_end == winner->end && strcmp(loser->against, winner->rule.id) == 0;
}

static void put_losers(struct writer *writer, const netral_claim *winner) {
    netral_claim claim;
    for (size_t i = 0; netral_doc_claim(writer->doc, i, &claim) == 0; i++)
        if (lost_to(&claim, winner))
            put_loser(writer, &claim);
}

/* `lost      date.numeric "13/11/2024", date.year "2024"`: the text only where it is another one. */
static void put_losers_briefly(struct writer *writer, const netral_claim *winner) {
    netral_claim claim;
    size_t count = 0;
    for (size_t i = 0; netral_doc_claim(writer->doc, i, &claim) == 0; i++) {
        if (!lost_to(&claim, winner))
            continue;
        if (count++ == 0)
            put_field(writer, "lost");
        else
            writer_string(writer, ", ");
        writer_string(writer, claim.rule.id);
        if (claim.start == winner->start && claim.end == winner->end)
            continue;
        writer_char(writer, ' ');
        put_quoted(writer, claim.start, claim.end);
    }
    writer_string(writer, count ? "\n" : "");
}

/* Finds that are no mention, and did not lose to one that is told here. */
static void put_others(struct writer *writer) {
    netral_claim claim, winner;
    for (size_t i = 0; netral_doc_claim(writer->doc, i, &claim) == 0; i++) {
        size_t at = 0;
        while (netral_doc_claim(writer->doc, at, &winner) == 0 && !lost_to(&claim, &winner))
            at++;
        if (claim.outcome != NETRAL_CLAIM_WON && at == netral_doc_claim_count(writer->doc))
            put_loser(writer, &claim);
    }
}

static void put_stanza(struct writer *writer, size_t index, const netral_claim *claim, int brief) {
    netral_span span = {claim->start, claim->end};
    put_heading(writer, claim->start);
    writer_string(writer, claim->rule.type);
    writer_char(writer, ' ');
    put_quoted(writer, claim->start, claim->end);
    put_bytes(writer, span);
    if (!brief)
        put_line(writer, span);
    put_rule(writer, claim, brief);
    put_parts(writer, index, claim);
    put_mention(writer, index, claim, brief);
    if (brief)
        put_losers_briefly(writer, claim);
    else
        put_losers(writer, claim);
}

/* ---- A place without a mention ------------------------------------------------------------------------------------- */

static void put_words(struct writer *writer) {
    netral_known known;
    for (size_t i = 0; netral_doc_known(writer->doc, i, &known) == 0; i++) {
        put_field(writer, i ? "" : "known");
        put_quoted(writer, known.start, known.end);
        writer_string(writer, "  ");
        writer_string(writer, known.features);
        writer_char(writer, '\n');
    }
}

/* The token where it failed, and what is known of it. */
static void put_reached(struct writer *writer, const netral_attempt *attempt) {
    put_field(writer, "");
    if (attempt->reached_end == attempt->reached_start) {
        writer_string(writer, "but there the paragraph ends\n");
        return;
    }
    writer_string(writer, "but there stands ");
    put_quoted(writer, attempt->reached_start, attempt->reached_end);
    writer_string(writer, " at ");
    put_place(writer, attempt->reached_start);
    writer_string(writer, ": ");
    writer_string(writer, attempt->known);
    writer_char(writer, '\n');
}

static void put_wanted(struct writer *writer, const netral_attempt *attempt) {
    int ended = attempt->outcome == NETRAL_ATTEMPT_ENDED;
    if (ended && !*attempt->wanted && !*attempt->denied) {
        writer_string(writer, "; its pattern goes no further\n");
        return;
    }
    writer_string(writer, *attempt->wanted ? (ended ? "; to go on it wanted " : "; then wanted ") : "");
    put_shown(writer, attempt->wanted, strlen(attempt->wanted));
    writer_string(writer, *attempt->denied ? "; then must not come " : "");
    put_shown(writer, attempt->denied, strlen(attempt->denied));
    writer_char(writer, '\n');
    put_reached(writer, attempt);
}

static const char *outcome_words(int outcome) {
    switch (outcome) {
    case NETRAL_ATTEMPT_SHORT: return "; that ends before its trigger, and does not count\n";
    case NETRAL_ATTEMPT_PASSED: return "; but a rule is not tried again at a trigger inside its own last find\n";
    case NETRAL_ATTEMPT_KEPT_AWAY: return "; but before it stands what `not-left` keeps it away from\n";
    default: return "; that would do, but it begins farther before its trigger than `back` allows\n";
    }
}

static void put_attempt(struct writer *writer, const netral_attempt *attempt) {
    put_field(writer, "near");
    put_rule_place(writer, &attempt->rule);
    writer_string(writer, attempt->outcome == NETRAL_ATTEMPT_UNCALLED ? ", trigger " : ", called by ");
    put_quoted(writer, attempt->trigger_start, attempt->trigger_end);
    writer_char(writer, '\n');
    put_field(writer, "");
    writer_string(writer, attempt->outcome == NETRAL_ATTEMPT_ENDED ? "found " : "went over ");
    put_quoted(writer, attempt->start, attempt->end);
    if (attempt->outcome == NETRAL_ATTEMPT_FAILED || attempt->outcome == NETRAL_ATTEMPT_ENDED)
        put_wanted(writer, attempt);
    else
        writer_string(writer, outcome_words(attempt->outcome));
}

static void put_nothing(struct writer *writer, netral_span span) {
    netral_attempt attempt;
    put_heading(writer, span.start);
    writer_string(writer, "no mention at ");
    put_quoted(writer, span.start, span.end);
    put_bytes(writer, span);
    put_line(writer, span);
    put_words(writer);
    put_others(writer);
    for (size_t i = 0; netral_doc_attempt(writer->doc, i, &attempt) == 0; i++)
        put_attempt(writer, &attempt);
    if (netral_doc_attempt_count(writer->doc) == 0 && netral_doc_known_count(writer->doc) > 0)
        put_string_field(writer, "near", "no rule is called by a word here or near");
}

void write_explain_text(struct writer *writer, int brief) {
    netral_span place = explained_span(writer->doc);
    netral_claim claim;
    size_t stanzas = 0;
    for (size_t i = 0; netral_doc_claim(writer->doc, i, &claim) == 0; i++) {
        if (claim.outcome != NETRAL_CLAIM_WON || (brief && (claim.start != place.start || claim.end != place.end)))
            continue;
        writer_string(writer, stanzas++ ? "\n" : "");
        put_stanza(writer, i, &claim, brief);
    }
    if (brief)
        return;
    if (explained_by_mention(writer->doc, place)) {
        put_others(writer);
    } else {
        writer_string(writer, stanzas ? "\n" : "");
        put_nothing(writer, place);
    }
}
