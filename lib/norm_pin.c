/* Laws cite by the same few words thousands of times: what the lexicon says of them is remembered. */
#include "norm_pin.h"

#include <stdlib.h>
#include <string.h>

#include "entries.h"
#include "hash.h"

static void look_up(netral_doc *doc, const char *letters, size_t length, struct pin_word *word) {
    const netral_pack *pack = doc->pack;
    char said[8];
    uint32_t node;
    *word = (struct pin_word){.length = 0};
    if (entries_find(pack, &doc->segment->tokens, letters, length, &node))
        return; /* that is not remembered */
    uint32_t entry = entries_first(pack, node, pack->known.pin_word);
    word->length = (uint8_t)length;
    memcpy(word->letters, letters, length);
    if (!entry || !pack_attribute(pack, entry, "level", said, sizeof said) || atoi(said) >= PIN_LEVELS)
        return;
    word->level = (uint8_t)atoi(said);
    word->name = pack->strings + pack->entries[entry].canonical;
    word->first = *word->name;
    if (pack_attribute(pack, entry, "written", said, sizeof said))
        word->first = *said;
    word->has_brackets = pack_attribute(pack, entry, "number", said, sizeof said) && *said == '(';
}

const struct pin_word *pin_word(netral_doc *doc, const char *letters, size_t length) {
    static const struct pin_word none;
    if (length == 0 || length > PIN_LETTERS)
        return &none;
    struct pin_word *word = &doc->pin_words[hash_bytes(letters, length) % PIN_WORDS];
    if (word->length != length || memcmp(word->letters, letters, length) != 0)
        look_up(doc, letters, length, word);
    return word;
}
