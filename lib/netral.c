/* The only file that knows all stages, in order: source -> tokens -> lookup -> match -> links, then, over the whole document,
 * resolve -> officials. */
#include "netral.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>
#include <yaml.h>

#include "calendar.h"
#include "companions.h"
#include "document.h"
#include "explain.h"
#include "limits.h"
#include "links.h"
#include "lookup.h"
#include "match.h"
#include "match_steps.h"
#include "names.h"
#include "officials.h"
#include "reading.h"
#include "resolve.h"
#include "segment.h"
#include "sentences.h"
#include "source.h"

const char *netral_version(void) {
    return NETRAL_VERSION;
}

const char *netral_library_version(const char *library) {
    if (!library)
        return NULL;
    if (strcmp(library, "utf8proc") == 0)
        return utf8proc_version();
    if (strcmp(library, "libyaml") == 0)
        return yaml_get_version_string();
    if (strcmp(library, "pcre2") != 0)
        return NULL;
    return pack_regex_version();
}

/* ---- Beginning and ending ------------------------------------------------------------------------------------------ */

int netral_doc_new(const netral_pack *pack, const netral_allocator *given, netral_doc **made, netral_error *error) {
    if (!pack || !made)
        return error_set(error, NETRAL_ERROR_ARGUMENT, "argument", "netral_doc_new: pack or doc is NULL");
    netral_allocator allocator = memory_allocator(given);
    *made = NULL;
    netral_doc *doc = memory_resize(&allocator, NULL, 0, sizeof *doc);
    if (!doc)
        return error_memory(error);
    memset(doc, 0, sizeof *doc);
    doc->pack = pack;
    doc->allocator = allocator;
    arena_init(&doc->arena, &allocator);
    arena_init(&doc->scratch, &allocator);
    doc->strings.arena = &doc->arena;
    token_list_init(&doc->tokens, &allocator);
    doc->tokens.has_blocks = 1;
    doc->segment = segment_new(&doc->allocator);
    if (!doc->segment) {
        netral_doc_free(doc);
        return error_memory(error);
    }
    *made = doc;
    return 0;
}

void netral_doc_free(netral_doc *doc) {
    if (!doc)
        return;
    netral_allocator allocator = doc->allocator;
    explanation_free(doc->explanation);
    segment_free(doc->segment);
    token_list_free(&doc->tokens);
    memory_give_back(&allocator, doc->mentions, doc->mention_capacity, sizeof *doc->mentions);
    memory_give_back(&allocator, doc->sets, doc->set_capacity, sizeof *doc->sets);
    memory_give_back(&allocator, doc->parts, doc->part_capacity, sizeof *doc->parts);
    memory_give_back(&allocator, doc->facts, doc->facts_capacity, sizeof *doc->facts);
    memory_give_back(&allocator, doc->spelt, doc->spelt_capacity, sizeof *doc->spelt);
    memory_give_back(&allocator, doc->told, doc->told_capacity, sizeof *doc->told);
    memory_give_back(&allocator, doc->told_parts, doc->told_part_capacity, sizeof *doc->told_parts);
    memory_give_back(&allocator, doc->links, doc->link_capacity, sizeof *doc->links);
    memory_give_back(&allocator, doc->loose, doc->loose_capacity, sizeof *doc->loose);
    memory_give_back(&allocator, doc->stretches, doc->stretch_capacity, sizeof *doc->stretches);
    memory_give_back(&allocator, doc->stretch_kinds, doc->stretch_kind_capacity, sizeof *doc->stretch_kinds);
    memory_give_back(&allocator, doc->officials, doc->official_capacity, sizeof *doc->officials);
    memory_give_back(&allocator, doc->sentences, doc->sentence_capacity, sizeof *doc->sentences);
    memory_give_back(&allocator, doc->warnings, doc->warning_capacity, sizeof *doc->warnings);
    name_index_free(doc);
    interned_free(&doc->strings);
    arena_free(&doc->scratch);
    memory_give_back(&allocator, doc->rule_steps, doc->rule_steps_capacity, sizeof *doc->rule_steps);
    arena_free(&doc->arena);
    memory_resize(&allocator, doc, sizeof *doc, 0);
}

/* What a text of millions of mentions needed is not kept for the next one. */
static void trim(netral_doc *doc) {
    const netral_allocator *allocator = &doc->allocator;
    memory_trim(allocator, &doc->mentions, &doc->mention_capacity, sizeof *doc->mentions);
    memory_trim(allocator, &doc->sets, &doc->set_capacity, sizeof *doc->sets);
    memory_trim(allocator, &doc->parts, &doc->part_capacity, sizeof *doc->parts);
    memory_trim(allocator, &doc->facts, &doc->facts_capacity, sizeof *doc->facts);
    memory_trim(allocator, &doc->spelt, &doc->spelt_capacity, sizeof *doc->spelt);
    memory_trim(allocator, &doc->told, &doc->told_capacity, sizeof *doc->told);
    memory_trim(allocator, &doc->told_parts, &doc->told_part_capacity, sizeof *doc->told_parts);
    memory_trim(allocator, &doc->links, &doc->link_capacity, sizeof *doc->links);
    memory_trim(allocator, &doc->stretches, &doc->stretch_capacity, sizeof *doc->stretches);
    memory_trim(allocator, &doc->stretch_kinds, &doc->stretch_kind_capacity, sizeof *doc->stretch_kinds);
    memory_trim(allocator, &doc->officials, &doc->official_capacity, sizeof *doc->officials);
    memory_trim(allocator, &doc->sentences, &doc->sentence_capacity, sizeof *doc->sentences);
}

static void forget(netral_doc *doc) {
    explanation_free(doc->explanation);
    doc->explanation = NULL;
    interned_clear(&doc->strings);
    name_index_clear(doc);
    arena_reset(&doc->arena);
    segment_clear(doc->segment);
    token_list_clear(&doc->tokens);
    doc->mention_count = doc->sorted_count = doc->part_count = doc->facts_count = doc->spelt_count = 0;
    doc->told_count = doc->told_part_count = 0;
    doc->has_dropped = doc->is_extracted = 0;
    doc->part_names = 0;
    doc->link_count = doc->loose_count = doc->official_count = 0;
    doc->stretch_count = doc->sentence_count = doc->warning_count = 0;
    doc->title_start = doc->title_end = doc->length = 0;
    doc->text = doc->id = "";
    doc->date = NULL;
    trim(doc);
}

/* ---- Reading ------------------------------------------------------------------------------------------------------- */

static int warn_of_damage(netral_doc *doc) {
    const struct source_damage *damage = &doc->source.damage;
    int code = 0;
    if (damage->invalid_count)
        code = document_warn(doc, "invalid-utf8", damage->invalid_at, damage->invalid_at + 1, damage->invalid_count,
                             "bytes that are not UTF-8; they are read as gaps between words");
    if (damage->control_count && code == 0)
        code = document_warn(doc, "control-bytes", damage->control_at, damage->control_at + 1, damage->control_count,
                             "control characters; they are read as gaps between words");
    if (doc->source.front_error && code == 0)
        code = document_warn(doc, "front-matter", doc->source.front_error_at, doc->source.front_error_at, 1, doc->source.front_error);
    return code;
}

static int is_text(const struct source_damage *damage, size_t length) {
    return damage->invalid_count + damage->control_count <= 1 + length / LIMIT_DAMAGE_SHARE;
}

static int take_options(netral_doc *doc, const netral_options *options, netral_error *error) {
    struct calendar_date date;
    const char *id = options && options->id ? options->id : "", *day = options && options->date ? options->date : "";
    size_t length = calendar_read(day, &date);
    if (*day && !length)
        return error_set(error, NETRAL_ERROR_ARGUMENT, "argument", "options.date is \"%s\": must be a date like 2023-11-02", day);
    const char *id_kept = arena_string(&doc->arena, id, strlen(id)), *day_kept = length ? arena_string(&doc->arena, day, length) : NULL;
    if (!id_kept || (length && !day_kept))
        return error_memory(error);
    doc->id = id_kept;
    doc->date = day_kept;
    return 0;
}

/* So many bytes of prose hold one token at least. */
#define TOKEN_BYTES 8
#define SENTENCE_BYTES 64 /* … and a sentence */

int reading_open(netral_doc *doc, const char *text, size_t length, const netral_options *options, netral_error *error) {
    if (!doc || (!text && length > 0) || (options && options->size != sizeof *options))
        return error_set(error, NETRAL_ERROR_ARGUMENT, "argument", "doc or text is NULL, or options.size is not sizeof(netral_options)");
    forget(doc);
    doc->error = error;
    if (length > LIMIT_TEXT_BYTES)
        return error_set(error, NETRAL_ERROR_LIMIT, "text-size", "the text has %zu bytes, more than %u: cut it in parts", length,
                         LIMIT_TEXT_BYTES);
    doc->text = length ? text : "";
    doc->length = length;
    doc->tokens.recent.expected = length / SENTENCE_BYTES;
    doc->segment->tokens.recent.expected = length / TOKEN_BYTES;
    int code = take_options(doc, options, error);
    if (code)
        return code;
    if (source_open(&doc->source, &doc->arena, doc->text, length) || warn_of_damage(doc) ||
        match_steps_begin(doc))
        return error_memory(error);
    if (!is_text(&doc->source.damage, length))
        return error_set(error, NETRAL_ERROR_TEXT, "not-text", "this is not text: %zu of %zu bytes are control characters or not UTF-8",
                         doc->source.damage.invalid_count + doc->source.damage.control_count, length);
    return 0;
}

/* The title is the front matter's, else the first line when more text follows. */
static void note_title(netral_doc *doc, const struct source_block *block) {
    const char *key = doc->text + block->key_start;
    size_t key_length = block->key_end - block->key_start;
    int is_title = key_length ? lexicon_has(doc->pack, "data-title-key", key, key_length) : doc->title_end == 0;
    if (is_title && doc->title_end == 0) {
        doc->title_start = block->start;
        doc->title_end = block->end;
    }
}

int reading_segment(netral_doc *doc, int *more) {
    struct segment *segment = doc->segment;
    struct source_block block;
    int code = 0;
    segment_clear(segment);
    while (code == 0 && segment->tokens.count < LIMIT_SEGMENT_TOKENS && (*more = source_next(&doc->source, &block))) {
        note_title(doc, &block);
        code = tokenize_inside(&segment->tokens, doc->text, doc->length, block.start, block.end);
    }
    if (code)
        return code;
    lookup_words(doc->pack, &segment->tokens, 0);
    sentences_mark(doc->pack, &segment->tokens);
    return 0;
}

static int extract_segment(netral_doc *doc) {
    int code = lookup_segment(doc->pack, doc->segment);
    code = code ? code : companions_collect(doc, doc->segment);
    code = code ? code : match_segment(doc, doc->segment);
    code = code ? code : resolve_segment(doc, doc->segment);
    return code ? code : links_find(doc, doc->segment);
}

/* When memory ran out, some normal forms are no strings yet. */
static void show_nothing(netral_doc *doc) {
    doc->mention_count = doc->sorted_count = doc->link_count = doc->official_count = 0;
}

static int finish(netral_doc *doc, int code, netral_error *error) {
    doc->error = NULL;
    return code == NETRAL_ERROR_MEMORY ? error_memory(error) : code;
}

/* Recent words are of use to the next text, if there is one, but those of a large text take a megabyte just when the whole is resolved. */
#define LARGE_TEXT_BYTES 500000

int netral_doc_extract(netral_doc *doc, const char *text, size_t length, const netral_options *options, netral_error *error) {
    int code = reading_open(doc, text, length, options, error);
    if (code)
        return code;
    for (int more = 1; more && code == 0;) {
        code = reading_segment(doc, &more);
        code = code ? code : extract_segment(doc);
    }
    if (length > LARGE_TEXT_BYTES)
        lookup_shrink(&doc->segment->tokens);
    code = code ? code : resolve_document(doc);
    code = code ? code : officials_make(doc);
    if (code)
        show_nothing(doc);
    doc->is_extracted = code == 0;
    return finish(doc, code, error);
}

/* ---- Tokens and sentences ------------------------------------------------------------------------------------------ */

/* The turns are the first tokens of sentences now. */
static int collect_sentences(netral_doc *doc) {
    struct token_list *list = &doc->tokens;
    size_t count = list->turn_count;
    if (memory_reserve(&doc->allocator, &doc->sentences, &doc->sentence_capacity, doc->sentence_count + count, sizeof *doc->sentences))
        return NETRAL_ERROR_MEMORY;
    for (size_t i = 0; i < count; i++) {
        size_t end = i + 1 < count ? list->turns[i + 1] : list->count;
        doc->sentences[doc->sentence_count++] = (netral_span){list->items[list->turns[i]].start, list->items[end - 1].end};
    }
    list->turn_count = 0;
    return 0;
}

/* A few blocks at a time, so that their tokens are still near when sentences are marked. */
static int tokenize_some(netral_doc *doc, int *more) {
    struct token_list *list = &doc->tokens;
    size_t from = list->count;
    struct source_block block;
    int code = 0;
    while (code == 0 && list->count - from < LIMIT_SEGMENT_TOKENS && (*more = source_next(&doc->source, &block))) {
        note_title(doc, &block);
        code = tokenize_inside(list, doc->text, doc->length, block.start, block.end);
    }
    if (code)
        return code;
    sentences_mark_alone(doc->pack, list);
    return collect_sentences(doc);
}

int netral_doc_tokenize(netral_doc *doc, const char *text, size_t length, const netral_options *options, netral_error *error) {
    int code = reading_open(doc, text, length, options, error);
    for (int more = 1; more && code == 0;)
        code = tokenize_some(doc, &more);
    return finish(doc, code, error);
}
