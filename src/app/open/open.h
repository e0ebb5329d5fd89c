/* Opening a queue: peeking at it, which looks and never consumes. */
#pragma once

#include "app/state.h"

enum { PEEK_BATCH = 100 }; /* a peek costs the queue nothing: ask for all the API gives */

/* Shows the row's queue in the message pane, as far as it is known. */
void open_pane(struct app *app, const struct queue_row *row);

/* Opens the row's queue and peeks at n messages; says so where the API has no peek. */
void open_peek(struct app *app, const struct queue_row *row, int64_t n);
