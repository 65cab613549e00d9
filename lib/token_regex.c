/* The answer depends on the form alone, and the words of a text come again and again: the last answers are kept. */
#include "token_regex.h"

#include <string.h>

#include "hash.h"
#include "line.h"

#define FORM_BYTES 500

/* Asks PCRE2, with the form between the two bytes that stand around it in the line. */
static int ask(const netral_pack *pack, struct segment *segment, uint32_t regex, const char *form, size_t length) {
    char subject[FORM_BYTES + 2];
    const pcre2_code *code;
    if (length > FORM_BYTES || pack_regex_code(pack, regex, &code))
        return -1;
    subject[0] = LINE_EMPTY;
    memcpy(subject + 1, form, length);
    subject[length + 1] = LINE_END;
    int result = pcre2_match(code, (PCRE2_SPTR)subject, length + 2, 0, PCRE2_NO_UTF_CHECK, segment->match_data, segment->match_context);
    return result >= 0 ? 1 : result == PCRE2_ERROR_NOMATCH ? 0 : -1;
}

int token_regex(const netral_pack *pack, struct segment *segment, uint32_t regex, uint32_t number) {
    const char *form = segment_form(segment, number);
    size_t length = segment_token(segment, number)->form_length;
    if (length > sizeof segment->answers[0].form)
        return ask(pack, segment, regex, form, length);
    struct kept_answer *kept = &segment->answers[hash_pair(hash_bytes(form, length), regex) % KEPT_ANSWERS];
    if (kept->regex != regex || kept->length != length || memcmp(kept->form, form, length) != 0) {
        int answer = ask(pack, segment, regex, form, length);
        if (answer < 0)
            return answer;
        kept->regex = regex;
        kept->length = (uint16_t)length;
        kept->answer = (int16_t)answer;
        memcpy(kept->form, form, length);
    }
    return kept->answer;
}
