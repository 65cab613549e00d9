/* When a found mention is the annotated one:
 *
 *   person, position, institution   the same bytes
 *   regulation                      they overlap, and type, number, year and pinpoint of the normal form are equal; the words
 *                                   between the type's first word and the number (issuer, region) are not compared
 *   date                            they overlap, and the normal form is equal; clock times count where both have one; where
 *                                   the annotation knows no year (XXXX-11-02) any year will do
 *   officials                       pairs of the person's full name and a position's text
 *
 * Case and runs of white space never count. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "tally.h"

const char *const measure_names[MEASURES] = {"person", "position", "institution", "regulation", "date", "officials"};

double tally_f1(const struct tally *tally) {
    double both = (double)(tally->found + tally->gold);
    return both > 0 ? 2 * (double)tally->right / both : 0;
}

/* ---- Values -------------------------------------------------------------------------------------------------------- */

#define VALUE_BYTES 2000

/* Small letters, one space for any white space, none at the ends. Letters outside ASCII are left as they are. */
static void fold(char folded[VALUE_BYTES], const char *text, size_t length) {
    size_t used = 0;
    for (size_t i = 0; i < length && used < VALUE_BYTES - 1; i++) {
        unsigned char c = (unsigned char)text[i];
        if (!isspace(c))
            folded[used++] = (char)tolower(c);
        else if (used > 0 && folded[used - 1] != ' ')
            folded[used++] = ' ';
    }
    used -= used > 0 && folded[used - 1] == ' ';
    folded[used] = '\0';
}

static int is_word_byte(char c) {
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

static int starts_word(const char *text, const char *at, const char *word) {
    size_t length = strlen(word);
    return strncmp(at, word, length) == 0 && (at == text || !is_word_byte(at[-1])) && !is_word_byte(at[length]);
}

/* Where a regulation's pinpoint begins, or the end. */
static const char *find_pinpoint(const char *text) {
    static const char *const words[] = {"pasal", "ayat", "huruf", "angka", "bab", "bagian", "lampiran"};
    const char *at = text;
    for (; *at; at++)
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (starts_word(text, at, words[i]))
                return at;
    return at;
}

/* A regulation as `first word|words with digits|pinpoint`: `Permenpan RB 5/2014 Pasal 2` is `permenpan|5/2014|pasal 2`. */
static void regulation_value(char value[VALUE_BYTES], const char *folded) {
    const char *pinpoint = find_pinpoint(folded), *at = folded;
    size_t used = strcspn(folded, " ;");
    int numbered = 0;
    if (used > (size_t)(pinpoint - folded))
        used = (size_t)(pinpoint - folded);
    memcpy(value, folded, used);
    value[used++] = '|';
    while (at < pinpoint) { /* words in turn; the number goes on over a semicolon: `17/2023; 9/2023` */
        size_t length = strcspn(at, " ;");
        if (at + length > pinpoint)
            length = (size_t)(pinpoint - at);
        int has_digit = 0;
        for (size_t i = 0; i < length; i++)
            has_digit |= isdigit((unsigned char)at[i]) != 0;
        if (numbered && length > 0 && !(has_digit && value[used - 1] == ';'))
            break;
        if (has_digit) {
            memcpy(value + used, at, length);
            used += length;
            numbered = 1;
        }
        at += length;
        if (numbered && at < pinpoint && *at == ';')
            value[used++] = ';';
        at += at < pinpoint;
    }
    while (used > 0 && value[used - 1] == ';')
        used--;
    value[used++] = '|';
    memcpy(value + used, pinpoint, strlen(pinpoint) + 1);
}

static int same_regulation(const char *a, const char *b) {
    char left[VALUE_BYTES * 2], right[VALUE_BYTES * 2];
    regulation_value(left, a);
    regulation_value(right, b);
    return strcmp(left, right) == 0;
}

/* `found` and `gold` are folded: a date's T is a small one. */
static int same_date(const char *found, const char *gold) {
    if (strncmp(gold, "xxxx-", 5) == 0 && strlen(found) > 5 && found[4] == '-') {
        found += 5;
        gold += 5;
    }
    const char *found_time = strchr(found, 't'), *gold_time = strchr(gold, 't');
    if ((found_time == NULL) == (gold_time == NULL))
        return strcmp(found, gold) == 0;
    size_t found_day = found_time ? (size_t)(found_time - found) : strlen(found);
    size_t gold_day = gold_time ? (size_t)(gold_time - gold) : strlen(gold);
    return found_day == gold_day && strncmp(found, gold, found_day) == 0;
}

/* ---- Mentions ------------------------------------------------------------------------------------------------------ */

static const char *text_of(const json_t *object, const char *key) {
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static size_t number_of(const json_t *object, const char *key) {
    return (size_t)json_integer_value(json_object_get(object, key));
}

static int same_mention(int measure, const netral_mention *found, const json_t *gold) {
    size_t start = number_of(gold, "start"), end = number_of(gold, "end");
    if (measure != REGULATION && measure != DATE)
        return found->start == start && found->end == end;
    char a[VALUE_BYTES], b[VALUE_BYTES];
    const char *norm = text_of(gold, "norm");
    fold(a, found->norm, strlen(found->norm));
    fold(b, norm, strlen(norm));
    int overlap = found->start < end && start < found->end;
    return overlap && (measure == DATE ? same_date(a, b) : same_regulation(a, b));
}

/* Each annotated mention takes the first found one that is the same and not yet taken. */
static void compare_type(const netral_doc *doc, const json_t *mentions, int measure, struct tally *tally) {
    size_t count = netral_doc_mention_count(doc), index;
    char *taken = calloc(count + 1, 1);
    netral_mention found;
    const json_t *gold;
    if (!taken)
        exit(2);
    for (size_t i = 0; netral_doc_mention(doc, i, &found) == 0; i++) {
        taken[i] = strcmp(found.type, measure_names[measure]) != 0;
        tally->found += !taken[i];
    }
    json_array_foreach((json_t *)mentions, index, gold) {
        if (strcmp(text_of(gold, "type"), measure_names[measure]) != 0)
            continue;
        tally->gold++;
        size_t i = 0;
        while (netral_doc_mention(doc, i, &found) == 0 && (taken[i] || !same_mention(measure, &found, gold)))
            i++;
        tally->right += i < count;
        taken[i] = 1;
    }
    free(taken);
}

/* ---- Officials ----------------------------------------------------------------------------------------------------- */

/* A set of folded `name|position`, as the keys of an object. */
static void add_pair(json_t *pairs, const char *name, size_t name_length, const char *position, size_t position_length) {
    char key[VALUE_BYTES * 2 + 1];
    fold(key, name, name_length);
    size_t used = strlen(key);
    key[used++] = '|';
    fold(key + used, position, position_length);
    json_object_set_new(pairs, key, json_true());
}

static json_t *found_pairs(const netral_doc *doc) {
    json_t *pairs = json_object();
    netral_official official;
    netral_mention position;
    size_t length;
    const char *text = netral_doc_text(doc, &length);
    for (size_t i = 0; netral_doc_official(doc, i, &official) == 0; i++)
        for (size_t j = 0; j < official.position_count; j++)
            if (netral_doc_mention(doc, official.positions[j], &position) == 0)
                add_pair(pairs, official.name, strlen(official.name), text + position.start, position.end - position.start);
    return pairs;
}

/* The normal form of the first person who is written like this: an official may be annotated by a part of the name. */
static const char *full_name(const json_t *mentions, const char *name) {
    char wanted[VALUE_BYTES], text[VALUE_BYTES];
    size_t index;
    const json_t *mention;
    fold(wanted, name, strlen(name));
    json_array_foreach((json_t *)mentions, index, mention) {
        fold(text, text_of(mention, "text"), strlen(text_of(mention, "text")));
        if (strcmp(text_of(mention, "type"), "person") == 0 && strcmp(text, wanted) == 0)
            return text_of(mention, "norm")[0] ? text_of(mention, "norm") : name;
    }
    return name;
}

static json_t *gold_pairs(const json_t *gold) {
    json_t *pairs = json_object();
    size_t i, j;
    const json_t *official, *position;
    json_array_foreach(json_object_get(gold, "officials"), i, official) {
        const char *name = full_name(json_object_get(gold, "mentions"), text_of(official, "person"));
        json_array_foreach(json_object_get(official, "positions"), j, position) {
            const char *text = json_string_value(position);
            if (text)
                add_pair(pairs, name, strlen(name), text, strlen(text));
        }
    }
    return pairs;
}

static void compare_officials(const netral_doc *doc, const json_t *gold, struct tally *tally) {
    json_t *found = found_pairs(doc), *wanted = gold_pairs(gold), *value;
    const char *key;
    tally->found += json_object_size(found);
    tally->gold += json_object_size(wanted);
    json_object_foreach(wanted, key, value)
        tally->right += json_object_get(found, key) != NULL;
    json_decref(found);
    json_decref(wanted);
}

/* ---------------------------------------------------------------------------------------------------------------------- */

static size_t wrong_places(const netral_doc *doc, const json_t *mentions) {
    size_t length, wrong = 0, index;
    const char *text = netral_doc_text(doc, &length);
    const json_t *mention;
    json_array_foreach((json_t *)mentions, index, mention) {
        size_t start = number_of(mention, "start"), end = number_of(mention, "end");
        const char *written = text_of(mention, "text");
        wrong += end > length || start >= end || strlen(written) != end - start || memcmp(text + start, written, end - start) != 0;
    }
    return wrong;
}

size_t compare_document(const netral_doc *doc, const json_t *gold, struct tally tallies[MEASURES]) {
    const json_t *mentions = json_object_get(gold, "mentions");
    for (int measure = 0; measure < OFFICIALS; measure++)
        compare_type(doc, mentions, measure, &tallies[measure]);
    compare_officials(doc, gold, &tallies[OFFICIALS]);
    return wrong_places(doc, mentions);
}
