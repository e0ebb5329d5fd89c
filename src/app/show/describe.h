/* One queue in words: delivery, limits and times, where failed messages go and whose come here, its
 * consumers and producers with every setting. */
#ifndef APP_SHOW_DESCRIBE_H
#define APP_SHOW_DESCRIBE_H

#include "app/state.h"

/* d: opens the screen for the queue that the focus is about and asks the API for its fields anew;
 * pressed on the screen, closes it. */
void describe_toggle(struct app *app);

/* All that is known of q, as text. */
void describe_print(struct buf *b, const struct app *app, const struct queue *q);

/* OP_QUEUE answered: its fields go to the screen, if that still waits for them. */
void describe_take(struct app *app, const struct queue_page *page);

#endif
