/* Officials: one record for each person whom the article gives an office. */
#ifndef NETRAL_OFFICIALS_H
#define NETRAL_OFFICIALS_H

#include "document.h"

int officials_make(netral_doc *doc);

#endif
