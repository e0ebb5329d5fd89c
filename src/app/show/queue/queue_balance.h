/* Why a queue of the list grows or does not drain, by the analytics that the app has (past.h).  UI
 * thread. */
#pragma once

#include "parts/balance/balance_text.h"

struct app;

struct balance queue_balance_find(const struct app *app, const struct queue_row *row);

/* b was found for the row.  Nothing where there are no analytics: past_find_trouble() says why. */
void queue_balance_explain(const struct app *app, const struct queue_row *row,
                           const struct balance *b, struct sentences *out);
