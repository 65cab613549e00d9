/* See known.h. */
#include "known.h"

#include <stddef.h>
#include <string.h>

#include "pack.h"

struct known_name {
    size_t place; /* in struct known */
    const char *name;
};

static const struct known_name types[] = {
    {offsetof(struct known, person), "person"},           {offsetof(struct known, position), "position"},
    {offsetof(struct known, institution), "institution"}, {offsetof(struct known, regulation), "regulation"},
    {offsetof(struct known, date), "date"},
};

static const struct known_name classes[] = {
    {offsetof(struct known, province), "province"},
    {offsetof(struct known, regency), "regency"},
    {offsetof(struct known, city), "city"},
    {offsetof(struct known, place), "place"},
    {offsetof(struct known, minister), "minister"},
    {offsetof(struct known, known_institution), "known-institution"},
    {offsetof(struct known, company_suffix), "company-suffix"},
    {offsetof(struct known, acting), "acting"},
    {offsetof(struct known, former), "former"},
    {offsetof(struct known, instrument), "instrument"},
    {offsetof(struct known, joined_instrument), "joined-instrument"},
    {offsetof(struct known, joined_issuer), "joined-issuer"},
    {offsetof(struct known, ruling_number), "ruling-number"},
    {offsetof(struct known, named_code), "named-code"},
    {offsetof(struct known, data_law), "data-law"},
    {offsetof(struct known, pin_word), "pin-word"},
    {offsetof(struct known, joins_citation), "joins-citation"},
    {offsetof(struct known, month), "month"},
    {offsetof(struct known, weekday), "weekday"},
    {offsetof(struct known, relative_date), "relative-date"},
    {offsetof(struct known, roman), "roman"},
    {offsetof(struct known, week_step), "week-step"},
    {offsetof(struct known, given_name), "given-name"},
    {offsetof(struct known, family_name), "family-name"},
    {offsetof(struct known, nickname), "nickname"},
    {offsetof(struct known, small_in_name), "small-in-name"},
    {offsetof(struct known, common_word), "common-word"},
    {offsetof(struct known, speech_before), "speech-before"},
    {offsetof(struct known, speech_after), "speech-after"},
    {offsetof(struct known, link_before), "link-before"},
    {offsetof(struct known, link_after), "link-after"},
    {offsetof(struct known, link_also), "link-also"},
    {offsetof(struct known, comes_from), "comes-from"},
    {offsetof(struct known, rank), "rank"},
    {offsetof(struct known, rank_retired), "rank-retired"},
    {offsetof(struct known, honorific), "honorific"},
    {offsetof(struct known, degree_before), "degree-before"},
    {offsetof(struct known, degree_after), "degree-after"},
    {offsetof(struct known, amended_by), "amended-by"},
    {offsetof(struct known, amended_by_word), "amended-by-word"},
    {offsetof(struct known, amended_again), "amended-again"},
    {offsetof(struct known, amends), "amends"},
    {offsetof(struct known, amends_word), "amends-word"},
    {offsetof(struct known, defines_word), "defines-word"},
};

static void put(struct known *known, const struct known_name *name, uint32_t number) {
    memcpy((char *)known + name->place, &number, sizeof number);
}

static void find_written_out(const netral_pack *pack, struct known *known) {
    memset(known->written_out, 0, sizeof known->written_out);
    for (uint32_t i = 0; i < pack->class_count && i < LIMIT_CLASSES; i++)
        known->written_out[i / 64] |= (uint64_t)((pack->classes[i].role & ROLE_WRITTEN_OUT) != 0) << i % 64;
}

/* The features of classes; no rule asks for a class that has none. */
static void join_classes(const netral_pack *pack, const uint32_t *wanted, size_t count, struct features *joined) {
    memset(joined, 0, sizeof *joined);
    for (size_t i = 0; i < count; i++) {
        if (wanted[i] == UINT32_MAX || pack->classes[wanted[i]].begin == UINT32_MAX)
            continue;
        features_add(joined, pack->classes[wanted[i]].begin);
        features_add(joined, pack->classes[wanted[i]].inside);
    }
}

static void find_joined(const netral_pack *pack, struct known *known) {
    const uint32_t places[] = {known->province, known->regency, known->city, known->place};
    const uint32_t titles[] = {known->rank, known->rank_retired, known->honorific, known->degree_before, known->degree_after};
    join_classes(pack, places, sizeof places / sizeof *places, &known->places);
    join_classes(pack, titles, sizeof titles / sizeof *titles, &known->titles);
    join_classes(pack, &known->common_word, 1, &known->common);
    join_classes(pack, &known->speech_before, 1, &known->speech_leads);
    join_classes(pack, &known->speech_after, 1, &known->speech_follows);
}

void known_find(const netral_pack *pack, struct known *known) {
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        put(known, &types[i], pack_type(pack, types[i].name));
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        put(known, &classes[i], pack_class(pack, classes[i].name));
    find_written_out(pack, known);
    find_joined(pack, known);
    known->later_name = pack_stage_rule(pack, "later-name");
    known->later_acronym = pack_stage_rule(pack, "later-acronym");
}
