/* What the account's analytics know of queues from before this program came: backlog, concurrency
 * of consumers, and what was done with messages, in steps of time.
 *
 * A struct history is one answer and owns everything in it; nothing in it changes after
 * history_finish().  Numbers are means over a step, sampled by the API, and minutes late.  Where
 * the API has measured nothing there is no row, and in a row that is there for something else -1:
 * unknown, which is not zero.  Times are Unix ms.  Pure. */
#pragma once

#include "base/failure/err.h"
#include "model/queue.h"

enum history_step {
#define STEP(id, dimension, ms) HISTORY_##id,
#include "model/history_steps.def"
    HISTORY_STEPS
};

const char *history_step_dimension(enum history_step step); /* as the API calls it */
int64_t history_step_ms(enum history_step step);

/* When the step began that the moment is in. */
int64_t history_floor(enum history_step step, int64_t wall_ms);

/* What can be asked for; the API has a dataset for each. */
enum history_part {
    HISTORY_BACKLOG,
    HISTORY_DELAYED,
    HISTORY_CONCURRENCY,
    HISTORY_OPERATIONS,
    HISTORY_PARTS
};

#define HISTORY_PART(part) (1U << (part))
#define HISTORY_ALL_PARTS  ((1U << HISTORY_PARTS) - 1)

enum { HISTORY_ROWS = 10000 }; /* the most that the API gives of one part */

struct history_question {
    unsigned parts;           /* HISTORY_PART() of each that is asked for */
    int64_t start_ms, end_ms; /* whole seconds; the end is not in it */
    enum history_step step;   /* of the rows */
    bool operations_in_total; /* not in steps: one sum over the span */
    int64_t rows;             /* of each part at most; 0: HISTORY_ROWS */
};

/* What is done with a message, and what became of it in the end. */
enum history_action {
    HISTORY_WRITTEN,
    HISTORY_READ,
    HISTORY_DELIVERED, /* deleted, acknowledged */
    HISTORY_DEAD_LETTERED,
    HISTORY_FAILED, /* given up, and deleted */
    HISTORY_ACTIONS
};

struct history_tally {
    int64_t count;   /* messages */
    int64_t lag_ms;  /* from when they were written, a mean */
    int64_t retries; /* of each, a mean */
};

struct history_row {
    int64_t time_ms;  /* when the step began */
    int64_t messages; /* of the backlog, in it */
    int64_t bytes;
    int64_t delayed;    /* messages that are not due yet */
    double concurrency; /* of its consumer */
    struct history_tally did[HISTORY_ACTIONS];
};

struct history_queue {
    char id[ID_BYTES];
    const struct history_row *rows; /* oldest first, each time once */
    size_t n;
    const struct history_tally *did; /* operations_in_total: HISTORY_ACTIONS of them; else NULL */
};

/* What one row of the answer says of a queue; what it does not say is -1. */
struct history_fact {
    char queue_id[ID_BYTES];
    enum history_part part;
    enum history_action action; /* HISTORY_OPERATIONS */
    uint32_t place;             /* in the answer */
    int64_t time_ms;            /* -1: of the whole span */
    int64_t messages;           /* HISTORY_BACKLOG, HISTORY_DELAYED */
    int64_t bytes;
    double concurrency;
    struct history_tally tally;
};

/* How much of a part there is. */
struct history_extent {
    bool came;              /* else it was not asked for, or err says why */
    bool cut;               /* as many rows as were allowed: there may be more */
    int64_t whole_from_ms;  /* from here to the end nothing was cut off; the end: all of it may be
                               cut, as fewer queues would not be */
    double sample_interval; /* 1: every event was counted, 10: every tenth; -1: not said */
};

struct history {
    struct history_question asked;
    const struct history_queue *queues; /* those that have rows, by id */
    size_t n;
    struct history_extent parts[HISTORY_PARTS];
    struct error err; /* what the API says of parts that did not come; ERR_NONE: all did */
    struct history_fact *facts; /* while it is made */
    size_t n_facts;
    struct history_row *rows;  /* of all queues */
    struct history_tally *did; /* of those that have any */
};

/* The queue's history, found in log n steps; NULL: nothing was measured. */
const struct history_queue *history_find(const struct history *h, const char *queue_id);

/* How many messages it was done with in the step; -1: not known.  What was done is told as far as
 * it was done: where all of it came, and something is known of the step, the rest was not done.  A
 * step that was not over when it was asked for would look like a fall, and is not known. */
int64_t history_count(const struct history *h, const struct history_row *row,
                      enum history_action action);

/* Making one: facts in any order; those of one queue and time are one row, and of two that say the
 * same thing the later counts.  One that says nothing is left out. */
struct history *history_new(const struct history_question *asked);
struct history_fact history_fact(enum history_part part, int64_t time_ms); /* says nothing yet */
void history_add(struct history *h, const struct history_fact *fact);      /* it is copied */
void history_finish(struct history *h);

/* The part came with n rows, the oldest of them at oldest_ms (-1: rows have no times). */
void history_note_part(struct history *h, enum history_part part, size_t n, int64_t oldest_ms);

/* Two answers to one question about steps, where older ends as newer begins: both as one.  Takes
 * both. */
struct history *history_join(struct history *older, struct history *newer);

void history_free(struct history *h); /* NULL is fine */

/* What the account may ask of one part; -1: not said. */
struct history_limit {
    enum flag enabled;
    int64_t max_duration_s;   /* from start to end */
    int64_t not_older_than_s; /* the start */
    int64_t max_rows;
    int64_t max_fields;
};

struct history_limits {
    struct history_limit parts[HISTORY_PARTS];
    struct error err; /* what the API says of those that are not known; ERR_NONE: nothing */
};
