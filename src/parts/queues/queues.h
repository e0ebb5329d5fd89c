/* The queue pane's state: the account's queues, what is known of each, which of them are shown in
 * which order, which one is selected.
 *
 * Pages of the list are shown as they arrive the first time; a refresh is shown when it is whole,
 * so that a failed one leaves the last good list.  What was measured of a queue (struct
 * queue_stats) outlives refreshes: it is kept by id.
 *
 * Rows are all queues, by name.  The view is what the pane shows of them: those that the filter
 * lets through, in the order asked for; the list's indexes are places in it.  Measurements put it
 * in order anew, but not within a second after a key, so that nothing moves under a hand.  An order
 * asked for is seen from its first row, unless the cursor was moved by hand: then it stays on its
 * queue. */
#pragma once

#include "base/memory/string_map.h"
#include "model/history.h"
#include "parts/filter/filter.h"
#include "parts/list/list.h"
#include "parts/list/sort.h"
#include "parts/queues/queue_row.h"

struct page_set {
    struct queue_page **items;
    size_t n;
};

struct queues {
    struct page_set shown;
    struct page_set incoming; /* a refresh under way */
    bool loaded;              /* a whole list has been here */
    bool broken_off;          /* the first one ended early: shown is a part of it */
    bool stale_rows;          /* pages changed: rows are to be made anew */
    int64_t loaded_mono_ms;   /* when the shown list was whole; -1: never */
    int64_t total;            /* queues in the account; -1: not said */
    struct queue_row *rows;   /* by name */
    size_t n_rows;
    size_t n_measured;       /* of them, once at least */
    struct queue_row **view; /* the rows shown, in order */
    size_t n_view;
    const struct instant *now; /* borrowed */
    struct order order;
    struct filter filter;
    const struct queue_row *loses; /* the next to lose messages, see queues_first_loss() */
    size_t n_need_look;            /* rows */
    size_t n_unknown;              /* shown without a value of the column they are ordered by */
    bool stale_view;               /* order or filter changed */
    bool stale_values;             /* so did what the view depends on */
    int64_t still_until_mono_ms;   /* until then values wait */
    bool typing;                   /* a filter is being typed: the cursor can still go back */
    struct list before;            /* where the cursor was before */
    struct string_map stats;       /* by id: struct queue_stats */
    struct list list;
    bool touched;               /* a key was pressed: until then the cursor is on the first row */
    bool moved;                 /* the cursor, by hand, from the first row */
    bool to_top;                /* a new order is seen from its first row */
    char selected_id[ID_BYTES]; /* "": follow the first row */
};

/* now: the clock that ages are told by, borrowed. */
void queues_init(struct queues *q, const struct instant *now);
void queues_free(struct queues *q);

/* One page of a list being loaded; taken over. */
void queues_add_page(struct queues *q, struct queue_page *page);
void queues_finish_load(struct queues *q, int64_t now_mono_ms);
void queues_abandon_load(struct queues *q);

/* Makes rows, view and selection agree with pages, order, filter and values; cheap when nothing
 * changed. */
void queues_settle(struct queues *q, int64_t now_mono_ms);

/* A key was pressed: values wait. */
void queues_hold(struct queues *q, int64_t now_mono_ms);

/* Time passed: rates and filters look at it. */
void queues_tick(struct queues *q);

/* When values that wait may move rows; INT64_MAX: none wait. */
int64_t queues_next_due(const struct queues *q);

void queues_set_order(struct queues *q, struct order order);
void queues_set_filter(struct queues *q, const char *text);

/* While a filter is typed the cursor is on the first row where its own is hidden.  At the end the
 * filter is kept, or former is put back with the cursor where it was. */
void queues_start_typing(struct queues *q);
void queues_end_typing(struct queues *q, const char *former);

/* Of all queues the one that loses messages next, and in how many ms; NULL: none does soon. */
const struct queue_row *queues_first_loss(const struct queues *q, const struct instant *now,
                                          int64_t *in_ms);

struct queue_row *queues_selected(const struct queues *q); /* NULL: none is shown */
struct queue_row *queues_find(const struct queues *q, const char *id);
struct queue_row *queues_find_name(const struct queues *q, const char *name);

/* Where a name stands among the rows, or would stand. */
size_t queues_find_place(const struct queues *q, const char *name);
struct queue_stats *queues_stats(struct queues *q, const char *id); /* made when missing */

void queues_move(struct queues *q, enum list_move move, size_t n);
void queues_scroll(struct queues *q, int rows);
void queues_select_place(struct queues *q, size_t place);          /* in view */
void queues_select(struct queues *q, const struct queue_row *row); /* lets go of a filter that
                                                                    * hides it */

/* Takes history of minutes in, which ends about now, for queues of the list; or of any step, for
 * the last hour alone. */
void queues_take_past(struct queues *q, const struct history *h);
void queues_take_hour(struct queues *q, const struct history *h);

/* Takes a measurement in: fields that are -1 leave the old ones. */
void queues_measure(struct queues *q, const char *id, const struct metrics *m, int64_t mono_ms);
