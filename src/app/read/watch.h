/* The metrics of the queue that is looked at, the open one or else the selected, as a stream where
 * the server gives one.
 *
 * What is asked for a stream is a read of metrics that is due anyway (measure.h): a server that
 * knows no streams answers it as any other, and is not asked for one again for an hour.  While a
 * stream brings samples the queue is not read beside it; the read comes when a sample is late.
 * A stream that ends, breaks or goes silent is asked for again after a wait that grows.  Whatever
 * becomes of it, the ordinary reads tell what there is to tell of the connection. */
#pragma once

#include "app/state.h"

/* Makes the request for the metrics of the queue as one for a stream, where it is time for that;
 * false: it is to be read the ordinary way. */
bool watch_ask(struct app *app, const char *queue_id);

/* The queue's metrics come as a stream. */
bool watch_is_live(struct app *app, const char *queue_id);

/* Ends the stream of a queue that is no longer looked at. */
void watch_settle(struct app *app);

/* Takes an event of OP_WATCH; false: it is an ordinary answer. */
bool watch_take(struct app *app, const struct event *e);
