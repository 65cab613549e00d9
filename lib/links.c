/* Persons and offices of a block are laid out in order, and the words between neighbours are looked at: nothing (`Kepala BKN
 * Haryomo`), a comma (`Kepala BKN, Haryomo`), words of apposition (`selaku`, `yang menjabat`), a parenthesis (`Rosdiana
 * (Analis)`). Ranks and degrees in between count as nothing. Anything else separates. Commas may be read both ways (`A, Kepala X,
 * B, Kepala Y`): they bind from left to right after all closer ties are made. The words are lexicon classes [link-before],
 * [link-after], [link-also]. */
#include "links.h"

#include <string.h>

#include "lookup.h"

enum gap { GAP_APART, GAP_NONE, GAP_COMMA, GAP_WORDS, GAP_ALSO, GAPS };

/* A person or an office. What lies between it and the next one does not change while links are made. */
struct element {
    uint32_t mention, first, end; /* tokens, with degrees and ranks */
    int is_person, linked;
    int is_paired;  /* a person joined with the next one by a hyphen */
    enum gap gap;   /* to the next one */
};

#define GAP_TOKENS 16

/* Closer ties are made first. */
enum tie { TIE_TOGETHER, TIE_APPOSED, TIE_LOOSER, TIE_COMMA, TIES };

/* The tie between an office and the person behind it, and between a person and the office behind, by what lies between. */
static const uint8_t ties_by_gap[2][GAPS] = {
    {[GAP_NONE] = TIE_TOGETHER, [GAP_WORDS] = TIE_LOOSER, [GAP_COMMA] = TIE_COMMA},
    {[GAP_WORDS] = TIE_APPOSED, [GAP_NONE] = TIE_LOOSER, [GAP_COMMA] = TIE_COMMA},
};

struct linking {
    netral_doc *doc;
    struct segment *segment;
    const struct known *known;
    struct element *elements;
    size_t count, persons;
    struct element **ties[TIES]; /* the left ones of those neighbours of which one may hold the other */
    size_t tie_counts[TIES];
    unsigned has_pair, has_also, has_list; /* whether there are pairs, words of addition, persons side by side */
};

static int in_class(const struct linking *linking, uint32_t class, uint32_t i) {
    if (class == UINT32_MAX)
        return 0;
    const struct image_class *made = &linking->doc->pack->classes[class];
    if (made->begin == UINT32_MAX)
        return 0; /* no rule asks for the class */
    const struct features *features = segment_features(linking->segment, i);
    return features_has(features, made->begin) || features_has(features, made->inside);
}

/* A sign of one byte; '\0' for any other token, and behind the last. */
static char sign_at(const struct linking *linking, uint32_t i) {
    const struct segment *segment = linking->segment;
    const struct token *token = segment_token(segment, i);
    return i < segment->count && token->kind == NETRAL_PUNCTUATION && token->form_length == 1 ? *segment_form(segment, i) : '\0';
}

/* The number behind a short parenthesis at `i`, or `i`. */
static uint32_t skip_parenthesis(const struct linking *linking, uint32_t i, uint32_t end) {
    if (i >= end || sign_at(linking, i) != '(')
        return i;
    for (uint32_t at = i + 1; at < end && at < i + 7; at++)
        if (sign_at(linking, at) == ')')
            return at + 1;
    return i;
}

/* A degree, a rank, an honorific. */
static int is_title_word(const struct linking *linking, uint32_t i) {
    return features_share(segment_features(linking->segment, i), &linking->known->titles);
}

/* One of those, or a full stop of theirs (not one that ends a sentence). */
static int is_title(const struct linking *linking, uint32_t i) {
    if (is_title_word(linking, i))
        return 1;
    return sign_at(linking, i) == '.' && i > 0 && is_title_word(linking, i - 1) && i + 1 < linking->segment->count &&
           !features_has(segment_features(linking->segment, i + 1), FEATURE_SENTENCE);
}

/* A pack need not have the type. */
static int is_of_type(const struct linking *linking, uint32_t type, uint32_t i) {
    if (type == UINT32_MAX)
        return 0;
    const struct image_type *made = &linking->doc->pack->types[type];
    const struct features *features = segment_features(linking->segment, i);
    return features_has(features, made->begin) || features_has(features, made->inside);
}

/* The number behind the place that an office's holder comes from, right before the name (`Anggota DPD RI asal Papua Wirawan`), or `i`. */
static uint32_t skip_origin(const struct linking *linking, uint32_t i, uint32_t end) {
    uint32_t at = i + 1;
    if (at >= end || !lookup_word_in_class(linking->doc->pack, linking->segment->words[i], linking->known->comes_from))
        return i;
    while (at < end && segment_token(linking->segment, at)->flags & TOKEN_CAP)
        at++;
    return at == end ? at : i;
}

/* The number behind a faction that an office or a person is said to come from (`Anggota Komisi II DPR dari Fraksi PKB, …`, or
 * without `dari`), or `i`. */
static uint32_t skip_faction(const struct linking *linking, uint32_t i, uint32_t end) {
    const netral_pack *pack = linking->doc->pack;
    int may_come = i + 1 == end || is_of_type(linking, linking->known->institution, i + 1);
    uint32_t first = i + (may_come && lookup_word_in_class(pack, linking->segment->words[i], linking->known->comes_from));
    uint32_t at = first;
    while (at < end && is_of_type(linking, linking->known->institution, at))
        at++;
    return at > first || at == end ? at : i; /* the faction may belong to what told the name behind it */
}

/* Several capitals with full stops (`M.Psi.Psi`): a degree that no list knows, when it stands behind a person's name. */
static int is_dotted(const struct linking *linking, uint32_t i) {
    const struct token *token = segment_token(linking->segment, i);
    const char *form = segment_form(linking->segment, i);
    return token->flags & TOKEN_CAP && token->form_length < 16 && memchr(form, '.', token->form_length) != NULL;
}

/* A signature: the office ends its line, and the next line is the name alone. */
static int is_signed(const struct linking *linking, const struct element *left, const struct element *right) {
    const uint32_t *block_end = linking->segment->block_end;
    uint32_t end = block_end[left->first];
    while (end < right->first && block_end[end] <= right->first && block_end[end] < end + 4)
        end = block_end[end]; /* "ttd." */
    return !left->is_person && right->is_person && right->first == end && block_end[right->first] <= right->end + 1;
}

/* Whether a line begins behind token `from`, no later than at `to`. */
static int is_line_between(const struct linking *linking, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i <= to; i++)
        if (features_has(segment_features(linking->segment, i), FEATURE_LINE))
            return 1;
    return 0;
}

/* A list, a line for each person (`Wirawan, Camat Bima`): the name on the next line is another's. */
static int is_listed(const struct linking *linking, const struct element *left, const struct element *right) {
    if (left->is_person || !right->is_person || left == linking->elements || !left[-1].is_person)
        return 0;
    uint32_t first = left[-1].first;
    return is_line_between(linking, left->end, right->first) && is_line_between(linking, first - (first > 0), first) &&
           !is_line_between(linking, left[-1].end, left->first);
}

/* `Ketua OJK: Budi Minta …`: behind the colon of a headline goes on what the office's holder says of somebody. */
static int is_quoted(const struct linking *linking, const struct element *left, const struct element *right) {
    uint32_t next = right->end;
    return !left->is_person && right->is_person && next < linking->segment->count &&
           segment_token(linking->segment, next)->kind == NETRAL_WORD &&
           !features_has(segment_features(linking->segment, next), FEATURE_LINE) &&
           linking->segment->block_end[right->first] > next;
}

/* The same the other way round: the name is a line, and the office the next. */
static int is_signed_below(const struct linking *linking, const struct element *left, const struct element *right) {
    const uint32_t *block_end = linking->segment->block_end;
    uint32_t end = block_end[left->first];
    return left->is_person && !right->is_person && right->first == end && end <= left->end + 1 && block_end[end] <= right->end + 1 &&
           (left->first == 0 || block_end[left->first - 1] == left->first);
}

static enum gap gap_between(const struct linking *linking, const struct element *left, const struct element *right) {
    uint32_t i = left->end, end = right->first;
    int is_parted = linking->segment->block_end[left->first] <= right->first;
    if (end < i || end - i > GAP_TOKENS || is_listed(linking, left, right) ||
        (is_parted && !is_signed(linking, left, right) && !is_signed_below(linking, left, right)))
        return GAP_APART;
    uint32_t words = left->is_person ? linking->known->link_after : linking->known->link_before;
    enum gap gap = GAP_NONE;
    i = skip_parenthesis(linking, i, end);
    if (i < end)
        i = skip_faction(linking, i, end);
    if (i < end && !left->is_person)
        i = skip_origin(linking, i, end);
    for (; i < end; i++) {
        char sign = sign_at(linking, i);
        if (in_class(linking, linking->known->link_also, i) && left->is_person == right->is_person)
            gap = GAP_ALSO;
        else if (in_class(linking, words, i))
            gap = GAP_WORDS;
        else if (left->is_person && i + 1 == end && in_class(linking, linking->known->honorific, i))
            return GAP_APART; /* `Ratna: Pak Camat …`: somebody else is spoken of */
        else if (is_title(linking, i) || (left->is_person && is_dotted(linking, i)))
            continue;
        else if (gap == GAP_WORDS && !left->is_person && is_of_type(linking, linking->known->date, i))
            continue; /* the years of a term of office */
        else if (sign == ',' && gap == GAP_NONE)
            gap = GAP_COMMA;
        else if (sign == ')' && i == left->end && !left->is_person && !right->is_person)
            continue; /* `Wirawan (Camat Bima) menjadi Lurah Ende` */
        else if ((sign == '(' || sign == '/') && left->is_person && !right->is_person)
            gap = GAP_WORDS;
        else if (sign == '(' && right->is_person && i == left->end && sign_at(linking, right->end) == ')')
            continue; /* `Camat Bima (Wirawan), Lurah Ende (Sutrisno)` */
        else if (sign == ':' && is_quoted(linking, left, right))
            return GAP_APART;
        else if (sign != '-' && sign != ':' && !(sign == ',' && gap == GAP_WORDS))
            return GAP_APART;
    }
    return gap;
}

static int add_link(struct linking *linking, struct element *person, struct element *position) {
    netral_doc *doc = linking->doc;
    if (memory_reserve(&doc->allocator, &doc->links, &doc->link_capacity, doc->link_count + 1, sizeof *doc->links))
        return NETRAL_ERROR_MEMORY;
    doc->links[doc->link_count++] = (struct link){person->mention, position->mention};
    person->linked = position->linked = 1;
    return 0;
}

/* `Ketua Tim Kampanye Wirawan-Sutrisno`: a pair of candidates is nobody's holder. */
static int is_paired(const struct linking *linking, const struct element *person) {
    const struct element *next = person + 1;
    return next->first == person->end + 1 && person->is_person && next->is_person && sign_at(linking, person->end) == '-';
}

/* A person and an office that are not apart, and of no pair, may be tied. Written without a branch: which are cannot be foreseen. */
static void list_ties(struct linking *linking) {
    struct element *first = linking->elements, *last = first + linking->count - 1;
    int is_before_paired = 0;
    for (struct element *left = first; left < last; left++) {
        int may_be = (left->gap != GAP_APART) & (left->is_person != left[1].is_person) & !left[1].is_paired & !is_before_paired;
        unsigned tie = ties_by_gap[left->is_person][left->gap];
        linking->ties[tie][linking->tie_counts[tie]] = left;
        linking->tie_counts[tie] += (size_t)may_be;
        is_before_paired = left->is_paired;
    }
}

/* What lies between neighbours. */
static void look_between(struct linking *linking) {
    struct element *first = linking->elements, *last = first + linking->count - 1;
    last->is_paired = 0;
    last->gap = GAP_APART;
    for (struct element *element = last; element-- > first;) {
        element->is_paired = is_paired(linking, element);
        element->gap = gap_between(linking, element, element + 1);
        linking->has_pair |= (unsigned)element->is_paired;
        linking->has_also |= element->gap == GAP_ALSO;
        linking->has_list |= element->is_person & element[1].is_person && (element->gap == GAP_COMMA || element->gap == GAP_ALSO);
    }
    list_ties(linking);
}

/* `Bupati Bima, Wirawan, selaku Ketua Panitia`: a person tied to what follows may hold the office before the comma too, unless
 * it goes on from something before it. */
static int may_hold_both(const struct linking *linking, const struct element *office) {
    return office[1].is_person && !office->linked && (office == linking->elements || office[-1].gap == GAP_APART);
}

/* Links neighbours that have such a tie, unless one of them is tied already. A person may have another office behind
 * words that say so: Kepala BKN Haryomo yang juga Ketua Korpri. */
static int link_neighbours(struct linking *linking, enum tie tie) {
    int code = 0;
    for (size_t i = 0; i < linking->tie_counts[tie] && code == 0; i++) {
        struct element *left = linking->ties[tie][i], *right = left + 1;
        if ((left->linked && tie != TIE_APPOSED) || (right->linked && !(tie == TIE_COMMA && may_hold_both(linking, left))))
            continue;
        code = left->is_person ? add_link(linking, left, right) : add_link(linking, right, left);
    }
    return code;
}

/* `Bupati dan Wakil Bupati Bima Wirawan-Sutrisno`: two offices before a pair are theirs in order. */
static int link_pairs(struct linking *linking) {
    int code = 0;
    for (size_t i = 0; i + 3 < linking->count && code == 0; i++) {
        struct element *one = &linking->elements[i];
        if (one[0].is_person || one[1].is_person || !one[2].is_paired || one[0].gap != GAP_ALSO || one[1].gap == GAP_APART)
            continue;
        code = add_link(linking, one + 2, one);
        code = code ? code : add_link(linking, one + 3, one + 1);
    }
    return code;
}

static int person_of(const struct linking *linking, const struct element *position, uint32_t *person) {
    for (size_t i = linking->doc->link_count; i-- > 0;)
        if (linking->doc->links[i].position == position->mention) {
            *person = linking->doc->links[i].person;
            return 1;
        }
    return 0;
}

/* `Kepala BKN sekaligus Ketua Korpri Zudan`: an office beside a linked one, joined by words of addition, is the same person's. */
static int link_also(struct linking *linking) {
    int code = 0;
    for (size_t i = 0; i + 1 < linking->count && code == 0; i++) {
        struct element *left = &linking->elements[i], *right = left + 1;
        if (left->is_person || right->is_person || left->linked == right->linked || left->gap != GAP_ALSO)
            continue;
        struct element *tied = left->linked ? left : right, *free_one = left->linked ? right : left, person = {0};
        if (person_of(linking, tied, &person.mention))
            code = add_link(linking, &person, free_one);
    }
    return code;
}

/* `asesor A, B dan C`: a role in small letters before a list of names is everybody's. */
static int link_list(struct linking *linking) {
    int code = 0;
    for (size_t i = 0; i + 1 < linking->count && code == 0; i++) {
        struct element *position = &linking->elements[i];
        if (position->is_person || !position->linked || !linking->elements[i + 1].is_person ||
            segment_token(linking->segment, position->first)->flags & TOKEN_CAP)
            continue;
        for (size_t j = i + 2; j < linking->count && linking->elements[j].is_person && !linking->elements[j].linked && code == 0; j++) {
            enum gap gap = linking->elements[j - 1].gap;
            if (gap != GAP_COMMA && gap != GAP_ALSO)
                break;
            code = add_link(linking, &linking->elements[j], position);
        }
    }
    return code;
}

/* Mentions are in order; only degrees before a name bring it forward. */
static void sort_elements(struct linking *linking) {
    for (size_t i = 1; i < linking->count; i++) {
        struct element element = linking->elements[i];
        size_t at = i;
        for (; at > 0 && linking->elements[at - 1].first > element.first; at--)
            linking->elements[at] = linking->elements[at - 1];
        linking->elements[at] = element;
    }
}

/* `Menteri Perhubungan (Menhub) Budi`: the short form in parentheses is no office beside the first. */
static void leave_out_short_forms(struct linking *linking) {
    size_t kept = 0;
    for (size_t i = 0; i < linking->count; i++) {
        const struct element *element = &linking->elements[i], *last = kept ? &linking->elements[kept - 1] : NULL;
        int is_short = last && element->first == last->end + 1 && !element->is_person && !last->is_person &&
                       sign_at(linking, last->end) == '(' && element->end < linking->segment->count &&
                       sign_at(linking, element->end) == ')';
        if (!is_short)
            linking->elements[kept++] = *element;
    }
    linking->count = kept;
}

static int link_neighbours_all(struct linking *linking) {
    sort_elements(linking);
    leave_out_short_forms(linking);
    look_between(linking);
    int code = linking->has_pair ? link_pairs(linking) : 0;
    for (enum tie tie = 0; tie < TIES && code == 0; tie++)
        code = link_neighbours(linking, tie);
    if (linking->has_also && code == 0)
        code = link_also(linking);
    return code || !linking->has_list ? code : link_list(linking);
}

/* Adds a mention that is a person or an office, without a branch. An office's rule may look at a person beside it: that is not the
 * office's. */
static void add_element(struct linking *linking, uint32_t index, const struct placed_mention *placed, int is_person) {
    uint32_t person = 0u - (uint32_t)is_person;
    linking->elements[linking->count++] = (struct element){.mention = index, .is_person = is_person,
                                                           .first = (placed->outer_first & person) | (placed->first & ~person),
                                                           .end = (placed->outer_end & person) | (placed->end & ~person)};
    linking->persons += (size_t)is_person;
}

static void list_elements(struct linking *linking) {
    const netral_doc *doc = linking->doc;
    size_t first = linking->segment->first_mention;
    for (size_t at = first / 64; at * 64 < doc->sorted_count; at++) {
        uint64_t persons = doc->sets[at].in[SET_PERSONS], both = persons | doc->sets[at].in[SET_POSITIONS];
        for (both = at * 64 < first ? both >> first % 64 << first % 64 : both; both; both &= both - 1) {
            uint32_t bit = (uint32_t)lowest_bit(both), index = (uint32_t)at * 64 + bit;
            add_element(linking, index, &linking->segment->placed[index - first], (int)(persons >> bit & 1));
        }
    }
}

int links_find(netral_doc *doc, struct segment *segment) {
    struct linking linking = {.doc = doc, .segment = segment, .known = &doc->pack->known};
    size_t room = doc->mention_count - segment->first_mention;
    if (room < 2)
        return 0;
    linking.elements = arena_get(&doc->scratch, room * sizeof *linking.elements);
    struct element **ties = arena_get(&doc->scratch, TIES * room * sizeof *ties);
    if (!linking.elements || !ties)
        return NETRAL_ERROR_MEMORY;
    for (size_t i = 0; i < TIES; i++)
        linking.ties[i] = ties + i * room;
    list_elements(&linking);
    int code = linking.persons && linking.persons < linking.count ? link_neighbours_all(&linking) : 0;
    arena_reset(&doc->scratch);
    return code;
}
