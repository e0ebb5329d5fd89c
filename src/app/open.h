/* Opening a queue: peeking it (looks, never consumes), pulling from it (asks first). */
#pragma once

#include "app/state.h"

enum { PEEK_BATCH = 100 }; /* a peek costs the queue nothing: ask for all the API gives */

/* Opens the queue named on the command line as soon as the list has it. */
void open_wanted(struct app *app);

/* The list is whole: where it did not have that queue, there is nothing to show. */
void open_miss_wanted(struct app *app);

/* Opens the row's queue and peeks at n messages; says so where the API has no peek. */
void open_peek(struct app *app, const struct queue_row *row, int64_t n);

/* Asks with other values in the fields. */
void open_fill_pull(struct app *app, const char *number, const char *lease);

/* What the pull in the prompt costs, or why it will be refused; and what becomes of the messages
 * that are at their limit, "" when nothing is known of them.  May hold OUTSIDE bytes. */
struct pull_text {
    char price[200];
    char ends[200];
};

void open_describe_pull(const struct app *app, struct pull_text *out);
