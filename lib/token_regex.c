/* Nearly every regular expression has an automaton; the others are asked of PCRE2, with the form between the two bytes that stand
 * around it in the line. */
#include "token_regex.h"

#include <string.h>

#include "line.h"
#include "token_automaton.h"

#define FORM_BYTES 500

static int ask(const netral_pack *pack, struct segment *segment, uint32_t regex, const char *form, size_t length) {
    char subject[FORM_BYTES + 2];
    const pcre2_code *code;
    if (length > FORM_BYTES || pack_regex_code(pack, regex, &code))
        return -1;
    subject[0] = LINE_EMPTY;
    memcpy(subject + 1, form, length);
    subject[length + 1] = LINE_END;
    segment->regex_steps += LIMIT_TOKEN_REGEX_STEPS;
    pcre2_set_match_limit(segment->match_context, LIMIT_TOKEN_REGEX_STEPS);
    int result = pcre2_match(code, (PCRE2_SPTR)subject, length + 2, 0, PCRE2_NO_UTF_CHECK, segment->match_data, segment->match_context);
    return result >= 0 ? 1 : result == PCRE2_ERROR_NOMATCH ? 0 : -1;
}

int token_regex(const netral_pack *pack, struct segment *segment, uint32_t regex, uint32_t number) {
    const struct image_regex *made = &pack->regexes[regex];
    const struct token *token = segment_token(segment, number);
    const char *form = segment->tokens.forms + token->form;
    if (!made->states)
        return ask(pack, segment, regex, form, token->form_length);
    return token_automaton_run(pack->automata + made->automaton, made->kinds, made->states, form, token->form_length);
}
