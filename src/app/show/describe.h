/* One queue in words: delivery, limits and times, where failed messages go and whose come here, its
 * consumers and producers with every setting. */
#pragma once

#include "app/state.h"

/* All that is known of q, as text. */
void describe_print(struct buf *b, const struct app *app, const struct queue *q);

/* OP_QUEUE answered: its fields go to the screen, if that still waits for them. */
void describe_take(struct app *app, const struct queue_page *page);
