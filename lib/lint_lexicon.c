/* Word lists: the same words twice in one class. Twice the same is idle; twice with another meaning is a contradiction, for only one
 * of the two can be found. Entries that are told apart by what their attributes say (a law's short name meant one law until a
 * day, another since) are none. */
#include <string.h>

#include "lexicon_reader.h"
#include "lint.h"

/* Two entries of a class that share a variant. Places are learnt when the files are read once more. */
struct doubled {
    uint32_t first, second; /* entries */
    int contradicts;
    struct place places[2];
    struct doubled *next;
};

struct reading {
    const struct lint *lint;
    struct doubled *list;
    uint32_t entry, layer;
};

static int is_same(const struct lint *lint, uint32_t a, uint32_t b) {
    const struct image_entry *one = &lint->pack->entries[a], *other = &lint->pack->entries[b];
    const char *strings = lint->pack->strings;
    return strcmp(strings + one->canonical, strings + other->canonical) == 0 &&
           strcmp(strings + one->attributes, strings + other->attributes) == 0;
}

static int add_doubled(struct lint *lint, const struct image_record *one, const struct image_record *other, struct doubled **list) {
    const char *strings = lint->pack->strings;
    const struct image_entry *entries = lint->pack->entries;
    int same = is_same(lint, one->entry, other->entry);
    if (!same && strcmp(strings + entries[one->entry].attributes, strings + entries[other->entry].attributes) != 0)
        return 0; /* the attributes tell them apart */
    for (const struct doubled *known = *list; known; known = known->next) /* two variants of the same two entries */
        if (known->first == one->entry && known->second == other->entry)
            return 0;
    struct doubled *made = arena_get(&lint->arena, sizeof *made);
    if (!made)
        return NETRAL_ERROR_MEMORY;
    *made = (struct doubled){one->entry, other->entry, !same, {{NULL, 0, 0}, {NULL, 0, 0}}, *list};
    *list = made;
    return 0;
}

/* Of one node's records: those of one class that demand the same capitals. */
static int check_node(struct lint *lint, const struct image_node *node, struct doubled **list) {
    const struct image_record *records = lint->pack->records + node->record;
    const char *strings = lint->pack->strings;
    int code = 0;
    for (uint32_t i = 1; i < node->record_count && code == 0; i++)
        for (uint32_t j = 0; j < i && code == 0; j++)
            if (records[i].entry != records[j].entry && records[i].class == records[j].class && strcmp(strings + records[i].levels, strings + records[j].levels) == 0) {
                code = add_doubled(lint, &records[j], &records[i], list);
                break;
            }
    return code;
}

static int take_place(void *context, const struct lexicon_entry *entry, netral_error *error) {
    struct reading *reading = context;
    (void)error;
    reading->entry++;
    for (struct doubled *doubled = reading->list; doubled; doubled = doubled->next) {
        if (doubled->first == reading->entry)
            doubled->places[0] = entry->place;
        if (doubled->second == reading->entry)
            doubled->places[1] = entry->place;
    }
    return 0;
}

static void tell(const struct lint *lint, const struct doubled *doubled) {
    const netral_pack *pack = lint->pack;
    const struct image_entry *entry = &pack->entries[doubled->second];
    const char *class = pack->strings + pack->classes[entry->class].name, *canonical = pack->strings + entry->canonical;
    const struct place *first = &doubled->places[0];
    if (doubled->contradicts)
        lint_place(lint, doubled->places[1], "lexicon-contradiction",
                   "[%s] a variant of \"%s\" is also one of \"%s\", in %s:%d; only the first is found", class, canonical,
                   pack->strings + pack->entries[doubled->first].canonical, first->file ? first->file : "?", first->line);
    else
        lint_place(lint, doubled->places[1], "lexicon-duplicate", "[%s] \"%s\" has a variant twice, here and in %s:%d", class, canonical,
                   first->file ? first->file : "?", first->line);
}

/* Entries are counted in the order in which the files were read when the pack was made. */
static int tell_all(struct lint *lint, struct doubled *list) {
    struct reading reading = {lint, list, 0, 0};
    const netral_pack *pack = lint->pack;
    int code = 0;
    for (uint32_t i = 0; i < pack->file_count && code == 0; i++)
        if (pack->files[i].is_lexicon)
            code = lexicon_read(pack->strings + pack->files[i].name, pack->strings + pack->files[i].text, pack->files[i].length, take_place,
                                &reading, lint->error);
    return code;
}

static int is_checked(const struct lint *lint, const struct place *place) {
    const netral_pack *pack = lint->pack;
    for (uint32_t i = 0; i < pack->file_count; i++)
        if (place->file == pack->strings + pack->files[i].name)
            return pack->files[i].layer == lint->layer;
    return 0;
}

/* The list has the newest in front. */
static struct doubled *in_order(struct doubled *list) {
    struct doubled *ordered = NULL, *next;
    for (; list; list = next) {
        next = list->next;
        list->next = ordered;
        ordered = list;
    }
    return ordered;
}

int lint_lexicon(struct lint *lint) {
    struct doubled *list = NULL;
    int code = 0;
    for (uint32_t i = 1; i < lint->pack->node_count && code == 0; i++)
        code = check_node(lint, &lint->pack->nodes[i], &list);
    list = in_order(list);
    code = code ? code : tell_all(lint, list);
    for (const struct doubled *doubled = list; doubled && code == 0; doubled = doubled->next)
        if (is_checked(lint, &doubled->places[1]))
            tell(lint, doubled);
    arena_reset(&lint->arena);
    return code;
}
