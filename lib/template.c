/* Reading templates, one piece after another. See template.h. */
#include "template.h"

#include <string.h>

const char *const template_filters[] = {"upper", "lower", "title", "expand", "norm", NULL};

static struct template_text cut(const char *start, const char *end) {
    return (struct template_text){start, (size_t)(end - start)};
}

static int read_part(const char **at, struct template_piece *piece) {
    const char *start = *at + 1, *end = strchr(start, '}');
    if (!end)
        return -1;
    const char *bar = memchr(start, '|', (size_t)(end - start)), *body = bar ? bar : end;
    const char *colon = memchr(start, ':', (size_t)(body - start));
    *piece = (struct template_piece){.kind = TEMPLATE_PART, .text = cut(start, colon ? colon : body)};
    if (colon)
        piece->filters = cut(colon + 1, body);
    if (bar)
        piece->instead = cut(bar + 1, end);
    *at = end + 1;
    return piece->text.length ? 1 : -1;
}

/* A sign written twice is the first character of a text. */
static const char *text_end(const char *at) {
    if (strchr("{}[]", *at) && at[1] == *at)
        return at + 1;
    return at + strcspn(at, "{}[]");
}

int template_next(const char **at, struct template_piece *piece) {
    const char *start = *at;
    *piece = (struct template_piece){.kind = TEMPLATE_TEXT};
    if (!*start)
        return 0;
    const char *end = text_end(start);
    if (end > start) {
        piece->text = cut(start, end);
        *at = end + (strchr("{}[]", *start) ? 1 : 0); /* the second of a sign written twice */
        return 1;
    }
    if (*start == '{')
        return read_part(at, piece);
    piece->kind = *start == '[' ? TEMPLATE_OPEN : TEMPLATE_CLOSE;
    *at = start + 1;
    return *start == '}' ? -1 : 1;
}

int template_filter(struct template_text *filters, struct template_text *name) {
    if (!filters->text || filters->length == 0)
        return 0;
    const char *colon = memchr(filters->text, ':', filters->length), *end = filters->text + filters->length;
    *name = cut(filters->text, colon ? colon : end);
    *filters = cut(colon ? colon + 1 : end, end);
    return 1;
}

static size_t read_count(const char **at, const char *end) {
    size_t count = 0;
    for (; *at < end && **at >= '0' && **at <= '9' && count < 1000; (*at)++)
        count = count * 10 + (size_t)(**at - '0');
    return count;
}

int template_range(struct template_text filter, size_t *first, size_t *last) {
    const char *at = filter.text, *end = filter.text + filter.length;
    *first = read_count(&at, end);
    if (at == end || *at++ != '-')
        return 0;
    *last = read_count(&at, end);
    return at == end && *first > 0 && *first <= *last;
}
