/* What the stages of the library know by name: mention types, lexicon classes, rules that stand for a stage. Names are looked
 * up once, when a pack is opened; UINT32_MAX where a pack lacks one. */
#ifndef NETRAL_KNOWN_H
#define NETRAL_KNOWN_H

#include <stdint.h>

#include "features.h"
#include "limits.h"

struct netral_pack;

struct known {
    /* Types. */
    uint32_t person, position, institution, regulation, date;
    /* Classes, as the lexicon calls them, with underscores for hyphens. */
    uint32_t province, regency, city, place, minister, known_institution, company_suffix;
    uint32_t acting, former, instrument, joined_instrument, joined_issuer, ruling_number, named_code, data_law, pin_word, joins_citation;
    uint32_t month, weekday, relative_date, roman, week_step;
    uint32_t given_name, family_name, nickname, small_in_name, common_word, speech_before, speech_after;
    uint32_t link_before, link_after, link_also, comes_from, rank, rank_retired, honorific, degree_before, degree_after;
    uint32_t amended_by, amended_by_word, amended_again, amends, amends_word, defines_word;
    /* Rules. */
    uint32_t later_name, later_acronym;
    /* The classes whose entries stand in normal forms in their canonical form (norm_text.c), a bit each. */
    uint64_t written_out[LIMIT_CLASSES / 64];
    /* The features of some classes together, of a phrase's first word and of the others: places, words that are no names, words that
     * say that somebody speaks, what stands beside a name (degrees, ranks, honorifics). */
    struct features places, common, speech_leads, speech_follows, titles;
};

void known_find(const struct netral_pack *pack, struct known *known);

#endif
