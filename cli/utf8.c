/* Reading UTF-8. See utf8.h. The library has the same for texts, but does not offer it to others. */
#include "utf8.h"

static size_t sequence_length(unsigned char lead) {
    if (lead < 0x80)
        return 1;
    if (lead < 0xc2 || lead > 0xf4)
        return 0;
    return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/* Longer than needed, a surrogate, or past the end of Unicode. */
static int is_forbidden(long value, size_t size) {
    static const long least[] = {0, 0, 0x80, 0x800, 0x10000};
    return value < least[size] || (value >= 0xd800 && value <= 0xdfff) || value > 0x10ffff;
}

size_t utf8_read(const char *bytes, size_t length, long *codepoint) {
    unsigned char lead = (unsigned char)bytes[0];
    size_t size = sequence_length(lead);
    *codepoint = UTF8_INVALID;
    if (size == 0 || size > length)
        return 1;
    long value = size == 1 ? lead : lead & (0x7f >> size);
    for (size_t i = 1; i < size; i++) {
        unsigned char next = (unsigned char)bytes[i];
        if ((next & 0xc0) != 0x80)
            return 1;
        value = value << 6 | (next & 0x3f);
    }
    if (is_forbidden(value, size))
        return 1;
    *codepoint = value;
    return size;
}

int utf8_is_control(long codepoint) {
    return (codepoint >= 0 && codepoint < 0x20) || (codepoint >= 0x7f && codepoint < 0xa0);
}
