/* What the account's analytics know of the time before this program came (model/history.h), asked
 * for by itself, one question at a time.
 *
 * At the start: what may be asked, then the last quarter of an hour of all queues by minutes (their
 * trends; what failed for good), then their last hour.  From then on the quarter of an hour again
 * once a minute.  And as often the history of the queues that the screen is about, over the range
 * that it shows; that is kept as one answer.
 *
 * The analytics have a limit of their own, 300 questions in 5 minutes to a user (GraphQL Analytics
 * docs, Limits), of which this keeps to a part.  A credential that may not ask loses history, and
 * nothing else. */
#pragma once

#include "app/state.h"

/* Makes the request that is due; none while frozen. */
void past_run(struct app *app);

/* When past_run() next has something to do, monotonic ms; INT64_MAX: only after an event. */
int64_t past_next_due(const struct app *app);

/* The answer to a question, or why there is none. */
void past_take(struct app *app, struct event *e);
void past_take_failure(struct app *app, const struct event *e, const char *why);

/* What may be asked may be other by now: it is asked anew. */
void past_forget_refusal(struct app *app);

/* What all queues did of late is about to be known: measuring those that are new can wait. */
bool past_is_coming(const struct app *app);

/* What the screen is about: n queues (PAST_WANTED at most), from range_ms ago up to now. */
void past_want(struct app *app, const char *const *queue_ids, size_t n, int64_t range_ms);

/* The newest answer about these queues; NULL: there is none yet.  Good until the next event. */
const struct history *past_find(const struct app *app);

/* Why there is no history; "": nothing stands in the way. */
const char *past_find_trouble(const struct app *app);
