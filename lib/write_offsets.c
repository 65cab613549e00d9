/* Byte offsets to code points or UTF-16 units.
 *
 * The ruler remembers the last start it measured and walks on from there: mentions, tokens and sentences are sorted by start,
 * so all starts together cost one pass over the text. Ends are not sorted (a mention may hold others), so an end is measured
 * from its own start with a copy of the ruler. That costs the mention's length, and mentions of one type never overlap: all
 * ends together cost at most one more pass for each type. A place before the last one (warnings come in any order) starts over.
 *
 * A byte that is not UTF-8 counts as one unit, as the U+FFFD that the JSON writer prints for it does. */
#include "unicode.h"
#include "write.h"

struct ruler ruler_start(const char *text, size_t length, int unit) {
    return (struct ruler){text, length, unit, 0, 0};
}

static size_t units_of(int32_t codepoint, int unit) {
    return unit == NETRAL_OFFSETS_UTF16 && codepoint > 0xffff ? 2 : 1;
}

static void walk_to(struct ruler *ruler, size_t byte) {
    if (byte > ruler->length)
        byte = ruler->length;
    if (byte < ruler->byte) {
        ruler->byte = 0;
        ruler->units = 0;
    }
    while (ruler->byte < byte) {
        int32_t codepoint;
        ruler->byte += unicode_read(ruler->text + ruler->byte, ruler->length - ruler->byte, &codepoint);
        ruler->units += units_of(codepoint, ruler->unit);
    }
}

netral_span ruler_span(struct ruler *ruler, size_t start, size_t end) {
    if (ruler->unit == NETRAL_OFFSETS_BYTE)
        return (netral_span){start, end};
    walk_to(ruler, start);
    struct ruler further = *ruler;
    walk_to(&further, end);
    return (netral_span){ruler->units, further.units};
}
