/* Unicode form and typography. ASCII, nearly everything, is stepped over eight bytes at a time, and so is what else cannot change
 * unless a mark follows. Of the rest, only a character that can be decomposed, or that a combining mark follows, is composed
 * anew; and it is a change only when the bytes differ. */
#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "bits.h"
#include "normalize_passes.h"
#include "unicode.h"

#define SOFT_HYPHEN 0xad
#define ELLIPSIS 0x2026
#define ZERO_WIDTH_JOINER 0x200d
#define PICTURE_SELECTOR 0xfe0f
#define KEYCAP 0x20e3
#define SHORT_CLUSTER 32 /* code points; longer ones are put into order by counting */

/* The first byte at or behind `at` that is not ASCII, or `length`. */
static size_t skip_ascii(const char *text, size_t at, size_t length) {
    while (length - at >= 8 && !(eight_bytes(text + at) & EACH_BYTE * 0x80))
        at += 8;
    while (at < length && (unsigned char)text[at] < 0x80)
        at++;
    return at;
}

/* The bytes of a character that is not ASCII and, unless a mark follows, stays as it is: below U+0300 all but the soft hyphen,
 * and the quotation marks and dashes from U+2010 to U+2027. 0 when another stands there. */
static size_t settled_bytes(const char *text, size_t length) {
    const unsigned char *bytes = (const unsigned char *)text;
    if (length >= 2 && bytes[0] >= 0xc2 && bytes[0] <= 0xcb)
        return unicode_continues(text[1]) && !(bytes[0] == 0xc2 && bytes[1] == SOFT_HYPHEN) ? 2 : 0;
    if (length >= 3 && bytes[0] == 0xe2 && bytes[1] == 0x80)
        return bytes[2] >= 0x90 && bytes[2] <= 0xa7 ? 3 : 0;
    return 0;
}

static size_t skip_settled(const char *text, size_t at, size_t length) {
    at = skip_ascii(text, at, length);
    for (size_t size; (size = settled_bytes(text + at, length - at)) > 0;)
        at = skip_ascii(text, at + size, length);
    return at;
}

/* ---- Clusters: a character and the marks on it ----------------------------------------------------------------------- */

struct cluster {
    int32_t *codepoints, *sorted;
    size_t count, capacity, sorted_capacity;
    char *bytes;
    size_t bytes_capacity;
    int32_t near[SHORT_CLUSTER * 4]; /* room for the usual case, without the allocator */
    char near_bytes[SHORT_CLUSTER * 16];
};

/* A mark, or a Hangul vowel or final: what may be composed with the character before it. */
static int joins_before(int32_t c) {
    if (c < 0x300)
        return 0;
    if (c >= 0x1160 && c <= 0x11ff)
        return c != 0x11a7; /* no final: utf8proc 2.8 would swallow it */
    if (unicode_class_of(c) != UNICODE_LETTER)
        return 0;
    utf8proc_category_t category = utf8proc_category(c);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME;
}

static int decomposes(int32_t c) {
    int32_t parts[4];
    if (c < 0xc0 || (c >= 0x2010 && c <= 0x2027))
        return 0;
    return utf8proc_decompose_char(c, parts, 4, UTF8PROC_DECOMPOSE, NULL) != 1 || parts[0] != c;
}

static int combining_class(int32_t c) {
    return c < 0x300 ? 0 : utf8proc_get_property(c)->combining_class;
}

/* Marks stand in the order of their classes: each run between two zeros is sorted, equal ones staying as they are. */
static void order_short(int32_t *codepoints, size_t count) {
    for (size_t i = 1; i < count; i++) {
        int32_t moved = codepoints[i];
        int class = combining_class(moved);
        size_t at = i;
        for (; class && at > 0 && combining_class(codepoints[at - 1]) > class; at--)
            codepoints[at] = codepoints[at - 1];
        codepoints[at] = moved;
    }
}

static void order_run(int32_t *codepoints, size_t count, int32_t *sorted) {
    size_t places[257] = {0};
    for (size_t i = 0; i < count; i++)
        places[combining_class(codepoints[i]) + 1]++;
    for (size_t class = 1; class < 257; class++)
        places[class] += places[class - 1];
    for (size_t i = 0; i < count; i++)
        sorted[places[combining_class(codepoints[i])]++] = codepoints[i];
    memcpy(codepoints, sorted, count * sizeof *codepoints);
}

static void order_long(int32_t *codepoints, size_t count, int32_t *sorted) {
    for (size_t start = 0, end; start < count; start = end) {
        for (end = start; end < count && combining_class(codepoints[end]);)
            end++;
        if (end > start + SHORT_CLUSTER)
            order_run(codepoints + start, end - start, sorted);
        else
            order_short(codepoints + start, end - start);
        if (end == start)
            end++;
    }
}

static int reserve_cluster(struct editor *editor, struct cluster *cluster, size_t count) {
    const netral_allocator *allocator = &editor->allocator;
    if (count <= SHORT_CLUSTER * 4)
        return 0;
    int32_t *held = cluster->codepoints == cluster->near ? NULL : cluster->codepoints;
    int fails = memory_reserve(allocator, &held, &cluster->capacity, count, sizeof *held);
    if (!fails && cluster->codepoints == cluster->near)
        memcpy(held, cluster->near, cluster->count * sizeof *held);
    if (!fails)
        cluster->codepoints = held;
    fails = fails || memory_reserve(allocator, &cluster->sorted, &cluster->sorted_capacity, cluster->capacity, sizeof *held) ||
            memory_reserve(allocator, &cluster->bytes, &cluster->bytes_capacity, cluster->capacity * 4, 1);
    if (fails)
        editor->failed = 1;
    return fails;
}

static void free_cluster(struct editor *editor, struct cluster *cluster) {
    if (cluster->codepoints != cluster->near)
        memory_resize(&editor->allocator, cluster->codepoints, cluster->capacity * sizeof *cluster->codepoints, 0);
    memory_resize(&editor->allocator, cluster->sorted, cluster->sorted_capacity * sizeof *cluster->sorted, 0);
    memory_resize(&editor->allocator, cluster->bytes, cluster->bytes_capacity, 0);
}

static int add_to_cluster(struct editor *editor, struct cluster *cluster, int32_t codepoint) {
    if (reserve_cluster(editor, cluster, cluster->count + 8))
        return -1;
    utf8proc_ssize_t added = utf8proc_decompose_char(codepoint, cluster->codepoints + cluster->count, 8, UTF8PROC_DECOMPOSE, NULL);
    cluster->count += added > 0 && added <= 8 ? (size_t)added : 0;
    return 0;
}

/* Composes the cluster that stands for text[start, end). */
static void replace_cluster(struct editor *editor, struct cluster *cluster, size_t start, size_t end) {
    int is_long = cluster->codepoints != cluster->near && cluster->count > SHORT_CLUSTER;
    char *bytes = cluster->bytes ? cluster->bytes : cluster->near_bytes;
    if (is_long)
        order_long(cluster->codepoints, cluster->count, cluster->sorted);
    else
        order_short(cluster->codepoints, cluster->count);
    size_t length = unicode_compose(cluster->codepoints, cluster->count, bytes);
    if (length != end - start || memcmp(bytes, editor->text + start, length) != 0)
        editor_replace(editor, start, end, bytes, length);
}

/* ---- The pass -------------------------------------------------------------------------------------------------------- */

static int32_t read_at(const struct editor *editor, size_t at, size_t *size) {
    int32_t codepoint = UNICODE_INVALID;
    *size = at < editor->length ? unicode_read(editor->text + at, editor->length - at, &codepoint) : 0;
    return codepoint;
}

/* Pictures keep the joiners and selectors behind them: they make one picture of several. */
static int is_picture(int32_t c) {
    return c >= 0x2190 && unicode_plain(c) == c && unicode_class_of(c) == UNICODE_SYMBOL;
}

static int is_selector(int32_t c) {
    return c == ZERO_WIDTH_JOINER || c == PICTURE_SELECTOR;
}

static int begins_keycap(const struct editor *editor, int32_t c, size_t next) {
    size_t size;
    return c == PICTURE_SELECTOR && read_at(editor, next, &size) == KEYCAP;
}

/* Whether the code point that ends at `next` is left out. Bytes that are not UTF-8 on both sides of it must not become a
 * character by that. */
static int is_dropped(const struct editor *editor, int32_t c, int32_t before, size_t next) {
    size_t size;
    if (unicode_class_of(c) != UNICODE_IGNORED || begins_keycap(editor, c, next))
        return 0;
    if (before == UNICODE_INVALID && next < editor->length && read_at(editor, next, &size) == UNICODE_INVALID)
        return 0;
    return !(is_selector(c) && is_picture(before));
}

/* Reads on from `at`, behind the character that began the cluster: marks on it, over what is dropped. Returns the end of the last
 * mark. */
static size_t gather_marks(struct editor *editor, struct cluster *cluster, size_t at) {
    size_t end = at, size;
    for (int32_t c; (c = read_at(editor, at, &size)) >= 0; at += size) {
        if (joins_before(c)) {
            if (add_to_cluster(editor, cluster, c))
                return end;
            end = at + size;
        } else if (unicode_class_of(c) != UNICODE_IGNORED || begins_keycap(editor, c, at + size)) {
            break;
        }
    }
    return end;
}

static int ends_line(const struct editor *editor, size_t at) {
    return (at < editor->length && editor->text[at] == '\n') ||
           (at + 1 < editor->length && editor->text[at] == '\r' && editor->text[at + 1] == '\n');
}

/* Whether the character needs a look at its marks, or has another form itself. */
static int begins_cluster(const struct editor *editor, int32_t c, size_t next_at) {
    size_t size;
    if (c < 0)
        return 0;
    int32_t next = read_at(editor, next_at, &size);
    int hides_mark = unicode_class_of(next) == UNICODE_IGNORED && unicode_class_of(c) != UNICODE_IGNORED;
    return decomposes(c) || joins_before(c) || joins_before(next) || hides_mark;
}

/* Deals with the code point at `start`; returns where to go on. `before` is the code point before it that stays. */
static size_t unicode_at(struct editor *editor, struct cluster *cluster, size_t start, int32_t *before) {
    size_t size;
    int32_t c = read_at(editor, start, &size);
    size_t next = start + size;
    if (is_dropped(editor, c, *before, next)) {
        int shown = c == SOFT_HYPHEN && ends_line(editor, next);
        editor_replace(editor, start, next, "-", (size_t)shown);
        return next;
    }
    if (!is_selector(c))
        *before = c;
    if (!begins_cluster(editor, c, next))
        return next;
    cluster->count = 0;
    if (add_to_cluster(editor, cluster, c))
        return editor->length;
    size_t end = gather_marks(editor, cluster, next);
    replace_cluster(editor, cluster, start, end);
    if (end > next)
        *before = 0;
    return editor->failed ? editor->length : end;
}

void normalize_unicode(struct editor *editor) {
    struct cluster cluster = {.count = 0};
    cluster.codepoints = cluster.near;
    int32_t before = 0;
    for (size_t at = 0; at < editor->length;) {
        size_t next = skip_settled(editor->text, at, editor->length);
        if (next == editor->length)
            break;
        if (next > at)
            for (at = next - 1; unicode_continues(editor->text[at]);) /* the last of them may carry a mark */
                at--;
        at = unicode_at(editor, &cluster, at, &before);
    }
    free_cluster(editor, &cluster);
}

void normalize_typography(struct editor *editor) {
    for (size_t at = skip_ascii(editor->text, 0, editor->length); at < editor->length;) {
        size_t size;
        int32_t c = read_at(editor, at, &size), plain = unicode_plain(c);
        if (c == ELLIPSIS)
            editor_replace(editor, at, at + size, "...", 3);
        else if (plain != c)
            editor_replace(editor, at, at + size, (char[]){(char)plain}, 1);
        at = skip_ascii(editor->text, at + size, editor->length);
    }
}
