/* The inspector without a screen: struct app measures, as it does behind the list of queues and
 * within the same budget, until a command knows what it was asked for.
 *
 * All queues that the command names are in sight, all others are left alone.  Nothing is ever
 * changed on the server.  Used by one thread; it owns the session (see session.h) and the app. */
#pragma once

#include "app/app.h"
#include "cli/run/session.h"

struct headless {
    struct session session;
    struct app *app;
    char account_id[ID_BYTES];
    struct measure_only only; /* what the command names */
    struct event *failure;    /* why the last run failed */
};

enum headless_end {
    HEADLESS_DONE,
    HEADLESS_TIME, /* is over */
    HEADLESS_SIGNAL,
    HEADLESS_FAILED,   /* the API or the network said no: see failure */
    HEADLESS_NO_QUEUE, /* a queue that was named is not there, as stderr says */
    HEADLESS_REFUSED,  /* nothing was begun, as stderr says */
};

/* Begins, and waits for the list of queues.  dead_letters: the queues' dead-letter queues are
 * measured with them.  On HEADLESS_REFUSED the status is an exit status, and there is nothing to
 * close. */
enum headless_end headless_open(struct headless *h, struct settings *settings, bool dead_letters,
                                int *status);

/* Called whenever something may have changed; true: enough. */
typedef bool headless_is_done(void *ctx, struct headless *h);

/* Runs for for_ms at most (-1: for ever). */
enum headless_end headless_run(struct headless *h, headless_is_done *is_done, void *ctx,
                               int64_t for_ms);

/* The exit status of a run that ended so; a failure is reported on stderr. */
int headless_report(const struct headless *h, enum headless_end end);

/* The queues the command is about, by name: the next from *place (0 at first) on, or NULL.  Good
 * until the next run. */
struct queue_row *headless_next(const struct headless *h, size_t *place);
size_t headless_count(const struct headless *h);

/* The API was asked for the queue's metrics and answered, with whatever it was. */
bool headless_is_measured(const struct queue_row *row);

/* What history says of all queues may still come. */
bool headless_waits_for_past(const struct headless *h);

void headless_close(struct headless *h);
