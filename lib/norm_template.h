/* Normal forms and fields that a rule writes itself (template.h). */
#ifndef NETRAL_NORM_TEMPLATE_H
#define NETRAL_NORM_TEMPLATE_H

#include "document.h"

/* Writes the normal forms and fields of all mentions whose rules have templates, lower layers first, so that one may speak of
 * another. Mentions are sorted and have their normal forms. Returns 0 or NETRAL_ERROR_MEMORY. */
int templates_write(netral_doc *doc);

#endif
