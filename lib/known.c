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
    {offsetof(struct known, abbreviation), "abbreviation"},
    {offsetof(struct known, province), "province"},
    {offsetof(struct known, regency), "regency"},
    {offsetof(struct known, city), "city"},
    {offsetof(struct known, place), "place"},
    {offsetof(struct known, minister), "minister"},
    {offsetof(struct known, known_institution), "known-institution"},
    {offsetof(struct known, acting), "acting"},
    {offsetof(struct known, former), "former"},
    {offsetof(struct known, instrument), "instrument"},
    {offsetof(struct known, joined_instrument), "joined-instrument"},
    {offsetof(struct known, named_code), "named-code"},
    {offsetof(struct known, data_law), "data-law"},
    {offsetof(struct known, pin_word), "pin-word"},
    {offsetof(struct known, month), "month"},
    {offsetof(struct known, weekday), "weekday"},
    {offsetof(struct known, relative_date), "relative-date"},
    {offsetof(struct known, roman), "roman"},
    {offsetof(struct known, week_step), "week-step"},
    {offsetof(struct known, given_name), "given-name"},
    {offsetof(struct known, family_name), "family-name"},
    {offsetof(struct known, common_word), "common-word"},
    {offsetof(struct known, speech_before), "speech-before"},
    {offsetof(struct known, speech_after), "speech-after"},
    {offsetof(struct known, link_before), "link-before"},
    {offsetof(struct known, link_after), "link-after"},
    {offsetof(struct known, link_also), "link-also"},
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

static void find_written_out(struct known *known) {
    const uint32_t wanted[] = {known->abbreviation, known->known_institution, known->minister,
                               known->province,     known->regency,           known->city};
    memset(known->written_out, 0, sizeof known->written_out);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (wanted[i] < LIMIT_CLASSES)
            known->written_out[wanted[i] / 64] |= (uint64_t)1 << wanted[i] % 64;
}

void known_find(const netral_pack *pack, struct known *known) {
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        put(known, &types[i], pack_type(pack, types[i].name));
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        put(known, &classes[i], pack_class(pack, classes[i].name));
    find_written_out(known);
    known->later_name = pack_stage_rule(pack, "later-name");
    known->later_acronym = pack_stage_rule(pack, "later-acronym");
}
