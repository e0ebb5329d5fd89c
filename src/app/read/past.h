/* What the account's analytics know of the time before this program came (model/history.h), asked
 * for by itself.
 *
 * The history of the queues that the screen is about, over the range that it shows, is kept as one
 * answer.  It is asked for again as time goes on. */
#pragma once

#include "app/state.h"

/* What the screen is about: n queues (PAST_WANTED at most), from range_ms ago up to now. */
void past_want(struct app *app, const char *const *queue_ids, size_t n, int64_t range_ms);

/* The newest answer about that; NULL: there is none yet.  Good until the next event. */
const struct history *past_find(const struct app *app);
