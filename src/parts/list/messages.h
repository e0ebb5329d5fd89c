/* The message pane's state: the messages of one open queue, peeked and pulled.
 *
 * Owns all batches: the last peek of the open queue, and every pull that still holds a lease, of
 * whatever queue (they come back when that queue is opened again).  Rows point into the batches:
 * pulled ones first, newest pull first, then the peeked ones; a message that is there already is
 * left out.  The view is what the pane shows of them, by order and filter.  UI thread. */
#pragma once

#include "base/memory/string_map.h"
#include "model/message.h"
#include "parts/filter/filter.h"
#include "parts/list/alike.h"
#include "parts/list/list.h"
#include "parts/list/path_columns.h"
#include "parts/list/sort.h"

#include <stdbool.h>

struct message_row {
    struct batch *batch;
    struct message *message;
    size_t place; /* in the view; SIZE_MAX: hidden */
};

struct messages {
    char queue_id[ID_BYTES]; /* the open queue; "": none */
    struct batch *peek;      /* NULL: not peeked, or nothing came yet */
    struct batch **pulls;    /* oldest first */
    size_t n_pulls;
    struct message_row *rows; /* behind them: those without a row, of other queues or left out */
    size_t n_rows;
    size_t n_pulled_rows;      /* the first rows: pulled */
    size_t n_over_rows;        /* of those: the lease is over, as the server has said */
    struct message_row **view; /* the rows shown, in order: the list's indexes are its */
    size_t n_view;
    struct string_map by_id;     /* the first row of each id */
    struct string_map by_handle; /* rows, and those without one, by lease or ref */
    const struct instant *now;   /* borrowed */
    struct alike alike;          /* of all rows */
    struct path_columns columns; /* those that show paths */
    struct sort_column *sort_items;
    struct sort_columns sort; /* what they can be ordered by: those of the table, then paths */
    struct order order;
    struct filter filter; /* goes when another queue is opened */
    bool stale_view;      /* order or filter changed */
    uint64_t version;     /* of the view: another one whenever it was made anew */
    bool (*narrowed)(void *arg, const struct message_row *row); /* it is shown; NULL: all are */
    void *narrowed_arg;
    bool typing;        /* a filter is being typed: the cursor can still go back */
    char *before_id;    /* to this message, */
    struct list before; /* on this line */
    struct list list;
    bool moved, to_top; /* as those of queues */
};

/* now: the clock that ages and leases are told by, borrowed. */
void messages_init(struct messages *m, const struct instant *now);
void messages_free(struct messages *m);

/* Opens a queue: another queue's peek is let go, and so are its pulls without a live lease. */
void messages_open(struct messages *m, const char *queue_id, int64_t now_mono_ms);

/* Takes a batch of peek or pull over.  A peek of a queue that is not open is dropped.  A pull goes
 * to the top and its first message is selected; otherwise the selection stays on its message. */
void messages_add(struct messages *m, struct batch *b, int64_t now_mono_ms);

/* Makes the view agree with order and filter, and reads what columns of paths show of the rows in
 * sight; cheap when nothing changed. */
void messages_settle(struct messages *m);

/* Time passed: a filter may look at it. */
void messages_tick(struct messages *m);

void messages_set_order(struct messages *m, struct order order);
void messages_set_filter(struct messages *m, const char *text);

/* Shows, beside order and filter, only rows of which keeps says so; NULL: all. */
void messages_narrow(struct messages *m, bool (*keeps)(void *arg, const struct message_row *row),
                     void *arg);

/* Changes the columns that show paths, see path_columns_change(). */
bool messages_change_columns(struct messages *m, const char *text, struct error *err);

/* As those of queues. */
void messages_start_typing(struct messages *m);
void messages_end_typing(struct messages *m, const char *former);

/* Takes messages out of the batches of the open queue; the pointers to the others move. */
void messages_drop(struct messages *m, bool (*is_over)(const struct message *, void *), void *arg);

/* The lease of a message is over, as the server has said; it may be of none. */
void messages_end_lease(struct messages *m, const char *lease_id);

/* The lease old of a message is lease_id now (copied; NULL: not known), until that deadline. */
void messages_renew_lease(struct messages *m, const char *old, const char *lease_id,
                          int64_t deadline_mono_ms);

/* Where a message stands in the view, n_view: it is not shown. */
size_t messages_find_place(const struct messages *m, const char *id);

/* The message of the open queue with this id, shown or not; NULL: there is none. */
const struct message *messages_find_id(const struct messages *m, const char *id);

/* The message of any batch with this lease or ref; NULL: there is none. */
const struct message *messages_find_handle(const struct messages *m, const char *handle);

const struct message_row *messages_selected(const struct messages *m); /* NULL: none is shown */

void messages_move(struct messages *m, enum list_move move, size_t n);
void messages_scroll(struct messages *m, int rows);
void messages_select_place(struct messages *m, size_t place); /* in view */
