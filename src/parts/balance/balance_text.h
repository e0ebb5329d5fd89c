/* What balance.h finds, in sentences: the reason first, with the numbers that its rule used, then
 * what came and went.  Pure. */
#pragma once

#include "base/text/sentences.h"
#include "parts/balance/balance.h"
#include "parts/list/times.h"

/* As found for the row at that time; times of day by the clock chosen. */
void balance_explain(const struct balance *b, const struct queue_row *row, enum times times,
                     int64_t now_wall_ms, struct sentences *out);

/* What that rests on, as analytics come late and not of everything: "5 minutes up to 11:58, 2m10s
 * ago, one in 10 counted".  Not of BALANCE_UNKNOWN. */
const char *balance_print_source(const struct balance *b, enum times times, int64_t now_wall_ms,
                                 char *out, size_t size);
