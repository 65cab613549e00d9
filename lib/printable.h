/* Whether bytes are printable ASCII or line feeds, several at a time. Both ways say the same; a test puts every byte at every place. */
#ifndef NETRAL_PRINTABLE_H
#define NETRAL_PRINTABLE_H

#include "bits.h"

#if defined(__SSE2__) && defined(__x86_64__)
#include <emmintrin.h>

#define PRINTABLE_BYTES 16

/* As signed numbers, from the space to before DEL. */
static inline int are_printable(const char *bytes) {
    __m128i seen = _mm_loadu_si128((const void *)bytes);
    __m128i printable = _mm_andnot_si128(_mm_cmpeq_epi8(seen, _mm_set1_epi8(0x7f)), _mm_cmpgt_epi8(seen, _mm_set1_epi8(' ' - 1)));
    return _mm_movemask_epi8(_mm_or_si128(printable, _mm_cmpeq_epi8(seen, _mm_set1_epi8('\n')))) == 0xffff;
}

#else

#define PRINTABLE_BYTES 8

/* The high bit of a byte of `printable` is set from the space to before DEL, that of `feeds` where it is a line feed; sums of seven bits
 * never reach into the next byte. */
static inline int are_printable(const char *bytes) {
    const uint64_t high = EACH_BYTE * 0x80;
    uint64_t seen = eight_bytes(bytes), low = seen & ~high, printable = (low + EACH_BYTE * (0x80 - ' ')) & ~(low + EACH_BYTE);
    uint64_t feeds = ~((low ^ EACH_BYTE * '\n') + EACH_BYTE * 0x7f);
    return !(~(printable | feeds) & high || seen & high);
}

#endif

#endif
