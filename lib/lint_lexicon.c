/* Word lists: the same words twice in one class. Twice the same is idle; twice with another meaning is a contradiction, for only one
 * of the two can be found. Entries that are told apart by their ids, or by what their attributes say (a law's short name meant one
 * law until a day, another since) are none. */
#include <stdio.h>
#include <string.h>

#include "lexicon_reader.h"
#include "lint.h"

/* An entry, as far as its pair is known: one of those before it that share a variant with it. */
struct doubled {
    uint32_t first; /* 0: there is none */
    uint32_t class;
    int contradicts;
    struct place place; /* learnt when the files are read once more */
};

struct reading {
    const struct lint *lint;
    struct doubled *entries; /* one for each of the pack */
    uint32_t entry;
};

static int same_ids(const netral_pack *pack, uint32_t a, uint32_t b) {
    const char *one = pack_entry_id(pack, a), *other = pack_entry_id(pack, b);
    return one == other || (one && other && strcmp(one, other) == 0);
}

static void note_doubled(const struct lint *lint, uint32_t first, const struct image_record *record, struct doubled *entries) {
    uint32_t second = record->entry;
    const struct image_entry *one = &lint->pack->entries[first], *other = &lint->pack->entries[second];
    const char *strings = lint->pack->strings;
    if (strcmp(strings + one->attributes, strings + other->attributes) != 0 || !same_ids(lint->pack, first, second) ||
        entries[second].first)
        return;
    entries[second].first = first;
    entries[second].class = record->class;
    entries[second].contradicts = strcmp(strings + one->canonical, strings + other->canonical) != 0;
}

/* Of one node's records: those of one class that demand the same capitals. */
static void check_node(const struct lint *lint, const struct image_node *node, struct doubled *entries) {
    const struct image_record *records = lint->pack->records + node->record;
    const char *levels = lint->pack->levels;
    for (uint32_t i = 1; i < node->record_count; i++)
        for (uint32_t j = 0; j < i; j++)
            if (records[i].entry != records[j].entry && records[i].class == records[j].class &&
                strcmp(levels + records[i].levels, levels + records[j].levels) == 0) {
                note_doubled(lint, records[j].entry, &records[i], entries);
                break;
            }
}

/* ---- Places -------------------------------------------------------------------------------------------------------- */

static int take_place(void *context, const struct lexicon_entry *entry, netral_error *error) {
    struct reading *reading = context;
    (void)error;
    if (reading->entry < reading->lint->pack->entry_count)
        reading->entries[reading->entry++].place = entry->place;
    return 0;
}

/* Of a large list no text was kept: its entries are told by their file alone. */
static int read_places(struct lint *lint, uint32_t file, struct doubled *entries) {
    const netral_pack *pack = lint->pack;
    const struct image_file *made = &pack->files[file];
    const char *name = pack->strings + made->name;
    uint32_t end = file + 1 < pack->file_count ? made[1].entry : pack->entry_count;
    struct reading reading = {lint, entries, made->entry};
    size_t used;
    for (uint32_t i = made->entry; i < end && i < pack->entry_count; i++)
        entries[i].place.file = name;
    struct lexicon_reader *reader = made->text ? arena_get(&lint->arena, sizeof *reader) : NULL;
    if (!reader)
        return made->text ? NETRAL_ERROR_MEMORY : 0;
    lexicon_open(reader, (enum source_format)made->format, name, &pack->allocator, take_place, &reading, lint->error);
    int code = lexicon_feed(reader, pack->texts + made->text, made->length, 1, &used);
    lexicon_close(reader);
    return code;
}

/* ---- Telling ------------------------------------------------------------------------------------------------------- */

static void tell(const struct lint *lint, const struct doubled *entries, uint32_t second) {
    const netral_pack *pack = lint->pack;
    const struct doubled *doubled = &entries[second];
    const struct place *first = &entries[doubled->first].place;
    const char *class = pack->strings + pack->classes[doubled->class].name, *file = first->file ? first->file : "?";
    const char *canonical = pack->strings + pack->entries[second].canonical;
    char line[16] = "";
    if (first->line > 0)
        snprintf(line, sizeof line, ":%d", first->line);
    if (doubled->contradicts)
        lint_place(lint, doubled->place, "lexicon-contradiction",
                   "[%s] a variant of \"%s\" is also one of \"%s\", in %s%s; only the first is found", class, canonical,
                   pack->strings + pack->entries[doubled->first].canonical, file, line);
    else
        lint_place(lint, doubled->place, "lexicon-duplicate", "[%s] \"%s\" has a variant twice, here and in %s%s", class, canonical, file,
                   line);
}

static void tell_file(const struct lint *lint, uint32_t file, const struct doubled *entries) {
    const netral_pack *pack = lint->pack;
    uint32_t end = file + 1 < pack->file_count ? pack->files[file + 1].entry : pack->entry_count;
    for (uint32_t i = pack->files[file].entry; i < end && i < pack->entry_count && pack->files[file].level == lint->level; i++)
        if (entries[i].first)
            tell(lint, entries, i);
}

int lint_lexicon(struct lint *lint) {
    const netral_pack *pack = lint->pack;
    size_t size = (pack->entry_count + (size_t)1) * sizeof(struct doubled);
    struct doubled *entries = arena_get(&lint->arena, size);
    int code = entries ? 0 : NETRAL_ERROR_MEMORY;
    if (entries)
        memset(entries, 0, size);
    for (uint32_t i = 1; i < pack->node_count && code == 0; i++)
        check_node(lint, &pack->nodes[i], entries);
    for (uint32_t i = 0; i < pack->file_count && code == 0; i++)
        code = pack->files[i].format == SOURCE_RULES ? 0 : read_places(lint, i, entries);
    for (uint32_t i = 0; i < pack->file_count && code == 0; i++)
        tell_file(lint, i, entries);
    arena_reset(&lint->arena);
    return code;
}
