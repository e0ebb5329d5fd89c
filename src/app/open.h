/* Opening a queue: peeking it (looks, never consumes), pulling from it (asks first). */
#ifndef APP_OPEN_H
#define APP_OPEN_H

#include "app/app.h"

enum { PEEK_BATCH = 100 }; /* a peek costs the queue nothing: ask for all the API gives */

/* Opens the queue named on the command line as soon as the list has it. */
void open_wanted(struct app *app);

/* The list is whole: where it did not have that queue, there is nothing to show. */
void open_miss_wanted(struct app *app);

/* Opens the row's queue and peeks it; says so where the API has no peek. */
void open_peek(struct app *app, const struct queue_row *row);

/* P: opens the prompt for the queue that the focus is about; obstacle_find() found nothing. */
void open_pull_prompt(struct app *app);

/* Enter in that prompt: pulls, or says in the prompt what is wrong. */
void open_pull_confirmed(struct app *app);

/* The queue that keys of the pane in focus are about; NULL: none, or it is gone from the list. */
const struct queue_row *open_target(const struct app *app);

/* What a pull from row costs or why it will be refused; may hold OUTSIDE bytes. */
void open_describe_pull(const struct app *app, char *out, size_t size);

#endif
