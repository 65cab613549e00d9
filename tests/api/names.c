/* Later names, in articles of a few persons and of many: a bare surname is the person's, also where more persons share their first name
 * than are looked at by one word. */
#include "articles.h"

#define NAME_ROOM 64

/* A word of five syllables, another for each number. Two of them are never so alike that they may be one in two spellings. */
static void make_word(char first, size_t number, char *name) {
    static const char *const syllables[] = {"bax", "del", "gim", "kof", "puz"};
    size_t count = sizeof syllables / sizeof *syllables;
    *name++ = first;
    *name = '\0';
    for (size_t i = 0; i < count; i++, number /= count)
        strcat(name, syllables[number % count]);
}

/* All of some, and forty of many have a first name. */
static void make_name(size_t persons, size_t number, char *name) {
    make_word('Y', number / (persons < 100 ? 100 : 40), name);
    strcat(name, " ");
    make_word('Z', number, name + strlen(name));
}

/* Every person with an office, then every one by the surname alone. */
static char *make_text(size_t persons) {
    char *text = malloc(persons * 128 + 1), name[NAME_ROOM];
    size_t used = 0;
    if (!text)
        exit(2);
    for (size_t i = 0; i < persons; i++) {
        make_name(persons, i, name);
        used += (size_t)sprintf(text + used, "Bupati Bima %s hadir.\n\n", name);
    }
    for (size_t i = 0; i < persons; i++) {
        make_name(persons, i, name);
        used += (size_t)sprintf(text + used, "Ya, kata %s.\n\n", strchr(name, ' ') + 1);
    }
    return text;
}

static void check_persons(netral_doc *doc, size_t persons) {
    char *text = make_text(persons), wanted[NAME_ROOM];
    size_t found = 0;
    CHECK(netral_doc_extract(doc, text, strlen(text), NULL, NULL) == 0, "a text of %zu persons cannot be read", persons);
    check_open();
    for (size_t i = 0; i < netral_doc_mention_count(doc); i++) {
        netral_mention mention;
        netral_doc_mention(doc, i, &mention);
        if (strcmp(mention.type, "person") != 0)
            continue;
        make_name(persons, found++ % persons, wanted);
        CHECK(strcmp(mention.norm, wanted) == 0, "of %zu persons, mention %zu: wanted %s, found %s", persons, i, wanted, mention.norm);
    }
    CHECK(found == 2 * persons, "of %zu persons: %zu mentions", persons, found);
    check_close();
    free(text);
}

int main(void) {
    static const size_t persons[] = {3, 60, 70, 2000, 3};
    netral_pack *pack;
    netral_doc *doc;
    if (netral_pack_shipped(NULL, &pack, NULL) || netral_doc_new(pack, NULL, &doc, NULL))
        return 2;
    for (size_t i = 0; i < sizeof persons / sizeof *persons; i++)
        check_persons(doc, persons[i]);
    netral_doc_free(doc);
    netral_pack_free(pack);
    return check_finish();
}
