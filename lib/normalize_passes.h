/* The passes of normalisation. Each reads editor->text and tells the editor what to replace. */
#ifndef NETRAL_NORMALIZE_PASSES_H
#define NETRAL_NORMALIZE_PASSES_H

#include "normalize_edit.h"

void normalize_unicode(struct editor *editor);
void normalize_typography(struct editor *editor);
void normalize_case(struct editor *editor);
void normalize_spaced_letters(struct editor *editor);
void normalize_space(struct editor *editor);
void normalize_lines(struct editor *editor);
void normalize_repeats(struct editor *editor);
void normalize_reduplication(struct editor *editor);
void normalize_old_spelling(struct editor *editor);
void normalize_informal(struct editor *editor);
void normalize_clitics(struct editor *editor);
void normalize_numbers(struct editor *editor);

#endif
