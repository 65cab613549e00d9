#include "names.h"

#include <stdio.h>
#include <string.h>

static unsigned long draw(struct names *names, unsigned long below) {
    names->state ^= names->state >> 12;
    names->state ^= names->state << 25;
    names->state ^= names->state >> 27;
    return (unsigned long)((names->state * 2685821657736338717ull) >> 33) % below;
}

#define PICK(names, list) ((list)[draw(names, sizeof(list) / sizeof *(list))])

static const char *const stems[] = {"maju", "jaya", "abadi", "makmur", "sejahtera", "mandiri", "utama", "sentosa", "karya", "bina",
                                    "mitra", "cipta", "graha", "bumi", "tirta", "surya", "mega", "prima", "agung", "lestari",
                                    "sumber", "rejeki", "harapan", "nusa", "bahari", "rimba", "tani", "mulia", "sakti", "damai"};

/* A frequent stem, or a word of two to four syllables, the rarer the more. */
static size_t word(struct names *names, char *text) {
    static const char *const onsets[] = {"b", "c", "d", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "w", "y", "ng", "ny", ""};
    static const char *const rimes[] = {"a", "i", "u", "e", "o", "an", "ar", "as", "ang", "in", "ur", "al", "at", "ung"};
    size_t length = 0;
    if (draw(names, 3) == 0) {
        length = (size_t)sprintf(text, "%s", PICK(names, stems));
    } else {
        struct names rare = {(draw(names, 700) * draw(names, 900) + 1) * 0x9e3779b97f4a7c15ull, 0};
        for (unsigned long left = 2 + draw(&rare, 2); left > 0; left--)
            length += (size_t)sprintf(text + length, "%s%s", PICK(&rare, onsets), PICK(&rare, rimes));
    }
    if (text[0] >= 'a')
        text[0] = (char)(text[0] - 32);
    return length;
}

size_t names_line(struct names *names, char *line, size_t size) {
    static const char *const kinds[][2] = {{"PT", "company"}, {"PT", "company"}, {"CV", "company"}, {"Yayasan", "foundation"},
                                           {"Koperasi", "cooperative"}, {"Desa", "village"}, {"SD Negeri", "school"},
                                           {"Pondok Pesantren", "school"}, {"Puskesmas", "clinic"}, {"Paguyuban", "association"}};
    const char *const *kind = PICK(names, kinds);
    char text[4][80];
    for (int i = 0; i < 4; i++)
        word(names, text[i]);
    unsigned long words = 2 + draw(names, 3), number = ++names->number;
    size_t used = (size_t)snprintf(line, size, "%s", kind[0]);
    for (unsigned long i = 0; i < words; i++)
        used += (size_t)snprintf(line + used, size - used, " %s", text[i]);
    used += (size_t)snprintf(line + used, size - used, "\t");
    if (number % 5 == 0) /* one in five has another name */
        used += (size_t)snprintf(line + used, size - used, "%c%c%c %s", text[0][0], text[1][0], text[2][0], text[3]);
    return used + (size_t)snprintf(line + used, size - used, "\tG-%07lu\t%s\t%lu\n", number, kind[1], 1950 + draw(names, 75));
}
