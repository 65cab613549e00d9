/* Persons and offices of a block are laid out in order, and the words between neighbours are looked at: nothing (`Kepala BKN
 * Haryomo`), a comma (`Kepala BKN, Haryomo`), words of apposition (`selaku`, `yang menjabat`), a parenthesis (`Rosdiana
 * (Analis)`). Ranks and degrees in between count as nothing. Anything else separates. Commas may be read both ways (`A, Kepala X,
 * B, Kepala Y`): they bind from left to right after all closer ties are made. The words are lexicon classes [link-before],
 * [link-after], [link-also]. */
#include "links.h"

#include <string.h>

#include "lookup.h"

enum gap { GAP_APART, GAP_NONE, GAP_COMMA, GAP_WORDS, GAP_ALSO };

/* A person or an office. What lies between it and the next one does not change while links are made. */
struct element {
    uint32_t mention, first, end; /* tokens, with degrees and ranks */
    int is_person, linked;
    int is_paired;  /* a person joined with the next one by a hyphen */
    enum gap gap;   /* to the next one */
};

#define GAP_TOKENS 16

struct linking {
    netral_doc *doc;
    struct segment *segment;
    const struct known *known;
    struct element *elements;
    size_t count, persons;
    struct element **ties; /* the left ones of those neighbours of which one may hold the other */
    size_t tie_count;
    unsigned gaps[2];      /* a bit for each kind of gap between these: behind an office, behind a person … */
    unsigned has_pair, has_also; /* … and whether there are pairs, or words of addition */
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

static char sign_at(const struct linking *linking, uint32_t i) {
    const struct token *token = segment_token(linking->segment, i);
    return token->kind == NETRAL_PUNCTUATION && token->form_length == 1 ? *segment_form(linking->segment, i) : '\0';
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

static enum gap gap_between(const struct linking *linking, const struct element *left, const struct element *right) {
    uint32_t i = left->end, end = right->first;
    int is_parted = linking->segment->block_end[left->first] <= right->first;
    if (end < i || end - i > GAP_TOKENS || (is_parted && !is_signed(linking, left, right)))
        return GAP_APART;
    uint32_t words = left->is_person ? linking->known->link_after : linking->known->link_before;
    enum gap gap = GAP_NONE;
    i = skip_parenthesis(linking, i, end);
    if (i < end)
        i = skip_faction(linking, i, end);
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
        else if (sign == ',' && gap == GAP_NONE)
            gap = GAP_COMMA;
        else if (sign == ')' && i == left->end && !left->is_person && !right->is_person)
            continue; /* `Wirawan (Camat Bima) menjadi Lurah Ende` */
        else if ((sign == '(' || sign == '/') && left->is_person && !right->is_person)
            gap = GAP_WORDS;
        else if (sign == '(' && right->is_person && i == left->end && sign_at(linking, right->end) == ')')
            continue; /* `Camat Bima (Wirawan), Lurah Ende (Sutrisno)` */
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
    return person->is_person && next->is_person && next->first == person->end + 1 && sign_at(linking, person->end) == '-';
}

/* What lies between neighbours; a person and an office that are not apart, and of no pair, may be tied. */
static void look_between(struct linking *linking) {
    struct element *first = linking->elements, *last = first + linking->count - 1;
    last->is_paired = 0;
    last->gap = GAP_APART;
    for (struct element *element = last; element-- > first;) {
        element->is_paired = is_paired(linking, element);
        element->gap = gap_between(linking, element, element + 1);
        linking->has_pair |= (unsigned)element->is_paired;
        linking->has_also |= element->gap == GAP_ALSO;
    }
    for (struct element *left = first; left < last; left++) {
        if (left->gap == GAP_APART || left->is_person == left[1].is_person || left[1].is_paired || (left > first && left[-1].is_paired))
            continue;
        linking->ties[linking->tie_count++] = left;
        linking->gaps[left->is_person] |= 1u << left->gap;
    }
}

/* `Bupati Bima, Wirawan, selaku Ketua Panitia`: a person tied to what follows may hold the office before the comma too, unless
 * it goes on from something before it. */
static int may_hold_both(const struct linking *linking, const struct element *office) {
    return office[1].is_person && !office->linked && (office == linking->elements || office[-1].gap == GAP_APART);
}

/* Links neighbours whose gap is one of two kinds, unless one of them is tied already. A person may have another office behind
 * words that say so: Kepala BKN Haryomo yang juga Ketua Korpri. */
static int link_neighbours(struct linking *linking, enum gap before, enum gap after) {
    int code = 0, are_some = (int)(linking->gaps[0] >> before | linking->gaps[1] >> after) & 1;
    for (size_t i = 0; i < linking->tie_count && are_some && code == 0; i++) {
        struct element *left = linking->ties[i], *right = left + 1;
        if (left->gap != (left->is_person ? after : before) || (left->linked && !(left->is_person && left->gap == GAP_WORDS)) ||
            (right->linked && !(before == GAP_COMMA && may_hold_both(linking, left))))
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
        int is_short = last && !element->is_person && !last->is_person && element->first == last->end + 1 &&
                       sign_at(linking, last->end) == '(' && element->end < linking->segment->count && sign_at(linking, element->end) == ')';
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
    code = code ? code : link_neighbours(linking, GAP_NONE, GAP_APART); /* A adalah Wakil Menteri B: B's */
    code = code ? code : link_neighbours(linking, GAP_NONE, GAP_WORDS);
    code = code ? code : link_neighbours(linking, GAP_WORDS, GAP_NONE);
    code = code ? code : link_neighbours(linking, GAP_COMMA, GAP_COMMA);
    if (linking->has_also && code == 0)
        code = link_also(linking);
    return code || !(linking->tie_count || linking->has_pair) ? code : link_list(linking);
}

/* Adds a mention that is a person or an office; written without a branch, since which it is cannot be foreseen. */
static void add_element(struct linking *linking, uint32_t index, const struct placed_mention *placed) {
    uint32_t type = linking->doc->mentions[index].type;
    int is_person = type == linking->known->person;
    /* an office's rule may look at a person beside it: that is not the office's */
    linking->elements[linking->count] = (struct element){.mention = index, .first = is_person ? placed->outer_first : placed->first,
                                                         .end = is_person ? placed->outer_end : placed->end, .is_person = is_person};
    linking->count += (size_t)(is_person | (type == linking->known->position));
    linking->persons += (size_t)is_person;
}

int links_find(netral_doc *doc, struct segment *segment) {
    struct linking linking = {.doc = doc, .segment = segment, .known = &doc->pack->known};
    size_t first = segment->first_mention, room = doc->mention_count - first;
    if (room < 2)
        return 0;
    linking.elements = arena_get(&doc->scratch, room * sizeof *linking.elements);
    linking.ties = arena_get(&doc->scratch, room * sizeof *linking.ties);
    if (!linking.elements || !linking.ties)
        return NETRAL_ERROR_MEMORY;
    for (size_t i = first; i < doc->mention_count; i++)
        add_element(&linking, (uint32_t)i, &segment->placed[i - first]);
    int code = linking.persons && linking.persons < linking.count ? link_neighbours_all(&linking) : 0;
    arena_reset(&doc->scratch);
    return code;
}
