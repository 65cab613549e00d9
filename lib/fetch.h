/* Asking the processor for memory before it is needed, so that it is there, or on its way, when it is. Worth it only for tables that lie
 * beyond the second cache, and for many places at a time: one place after the other would be waited for. */
#ifndef NETRAL_FETCH_H
#define NETRAL_FETCH_H

static inline void fetch(const void *place) {
#if defined(__GNUC__)
    __builtin_prefetch(place);
#else
    (void)place;
#endif
}

#endif
