/* What stages share about a document. See document.h. */
#include "document.h"

#include <string.h>

uint32_t document_type(const netral_doc *doc, const char *name) {
    return pack_type(doc->pack, name);
}

int document_warn(netral_doc *doc, const char *name, size_t start, size_t end, size_t count, const char *text) {
    for (size_t i = 0; i < doc->warning_count; i++)
        if (strcmp(doc->warnings[i].name, name) == 0) {
            doc->warnings[i].count += count;
            return 0;
        }
    if (memory_reserve(&doc->allocator, &doc->warnings, &doc->warning_capacity, doc->warning_count + 1, sizeof *doc->warnings))
        return NETRAL_ERROR_MEMORY;
    doc->warnings[doc->warning_count++] = (netral_warning){name, start, end, count, text};
    return 0;
}

char *document_plain(netral_doc *doc, size_t start, size_t end) {
    char *plain = arena_get(&doc->arena, end - start + 1);
    if (!plain)
        return NULL;
    size_t used = 0;
    int space = 0;
    for (size_t i = start; i < end; i++) {
        char c = doc->text[i];
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            space = used > 0;
            continue;
        }
        if (space)
            plain[used++] = ' ';
        space = 0;
        plain[used++] = c;
    }
    plain[used] = '\0';
    return plain;
}

const struct part *mention_part(const struct mention *mention, const char *name) {
    for (uint32_t i = 0; i < mention->part_count; i++)
        if (mention->parts[i].name[0] == name[0] && strcmp(mention->parts[i].name, name) == 0)
            return &mention->parts[i];
    return NULL;
}

int document_add_mention(netral_doc *doc, const struct mention *mention) {
    if (doc->mention_count >= UINT32_MAX - 1 ||
        memory_reserve(&doc->allocator, &doc->mentions, &doc->mention_capacity, doc->mention_count + 1, sizeof *doc->mentions))
        return NETRAL_ERROR_MEMORY;
    doc->mentions[doc->mention_count++] = *mention;
    return 0;
}
