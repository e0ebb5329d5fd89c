/* Pulling: takes messages under a lease and uses an attempt of each, so it asks first. */
#pragma once

#include "app/state.h"

/* Opens the row's queue and pulls, without a question. */
void pull_send(struct app *app, const struct queue_row *row, int64_t batch_size, int64_t lease_ms);

/* Asks with other values in the fields. */
void pull_ask_with(struct app *app, const char *number, const char *lease);

/* What the pull in the prompt costs, or why it will be refused; and what becomes of the messages
 * that are at their limit, "" when nothing is known of them.  May hold OUTSIDE bytes. */
struct pull_text {
    char price[200];
    char ends[200];
};

void pull_describe(const struct app *app, struct pull_text *out);
