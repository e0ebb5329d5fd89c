#include "parts/list/sort.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "body/decode/decode.h"
#include "config/options.h"
#include "model/leases.h"
#include "parts/list/messages.h"
#include "parts/list/path_columns.h"
#include "parts/queues/queue_past.h"
#include "parts/queues/trouble.h"

#include <stdlib.h>
#include <string.h>

enum { PREVIEW_BYTES = 128 };

/* What a row is compared by, taken once. */
struct sort_key {
    void *row;
    int64_t number;
    const char *text;               /* compared where the numbers are equal */
    const struct path_value *value; /* the same; NULL: none is asked for */
    int64_t tie_ms; /* where these are equal, the earlier, and what has no time last; then tie */
    const char *tie;
    size_t at; /* place before */
    bool unknown;
};

_Static_assert(QUEUE_COLUMNS == (int)SORT_WISH_COUNT && QUEUE_TROUBLE == (int)SORT_WISH_TROUBLE,
               "every order can be asked for");

const struct sort_columns *sort_queue_columns(void)
{
    static const struct sort_column items[] = {
#define QUEUE_COLUMN(id, key, name, hint, descending, measured, ...)                               \
    {key, name, hint, descending, measured},
#define QUEUE_ORDER QUEUE_COLUMN
#include "parts/queues/queue_columns.def"
    };
    static const struct sort_columns columns = {items, QUEUE_COLUMNS, QUEUE_TROUBLE};

    return &columns;
}

const struct sort_columns *sort_message_columns(void)
{
    static const struct sort_column items[] = {
#define MESSAGE_COLUMN(id, key, name, hint, descending, ...) {key, name, hint, descending, false},
#define MESSAGE_ORDER                                        MESSAGE_COLUMN
#include "parts/list/message_columns.def"
    };
    static const struct sort_columns columns = {items, MESSAGE_COLUMNS, MESSAGE_COMING};

    return &columns;
}

struct order sort_order(const struct sort_columns *columns, int column)
{
    return (struct order){column, columns->items[column].descending};
}

static int compare_numbers(int64_t x, int64_t y)
{
    return (x > y) - (x < y);
}

static int compare_keys(const struct sort_key *x, const struct sort_key *y, int direction)
{
    int by = x->unknown - y->unknown;

    if (!by && !x->unknown)
        by = direction * compare_numbers(x->number, y->number);
    if (!by && !x->unknown && x->value)
        by = direction * path_value_compare(x->value, y->value);
    else if (!by && !x->unknown)
        by = direction > 0 ? strcmp(x->text, y->text) : strcmp(y->text, x->text);
    if (!by)
        by = compare_numbers(x->tie_ms, y->tie_ms);
    if (!by)
        by = strcmp(x->tie, y->tie);
    return by ? by : (x->at > y->at) - (x->at < y->at);
}

static int compare_up(const void *x, const void *y)
{
    return compare_keys(x, y, 1);
}

static int compare_down(const void *x, const void *y)
{
    return compare_keys(x, y, -1);
}

/* Returns how many are unknown. */
static size_t sort_keys(struct sort_key *keys, size_t n, bool descending)
{
    size_t unknown = 0;

    if (n)
        qsort(keys, n, sizeof(*keys), descending ? compare_down : compare_up);
    for (size_t i = 0; i < n; i++)
        unknown += keys[i].unknown;
    return unknown;
}

static void set_number(struct sort_key *k, int64_t number)
{
    k->number = number;
    k->unknown = number < 0;
}

/* The longer ago, the more. */
static void set_age(struct sort_key *k, int64_t ms)
{
    set_number(k, ms);
    k->number = -k->number;
}

static void set_text(struct sort_key *k, const char *text)
{
    k->text = text ? text : "";
    k->unknown = !k->text[0];
}

static int64_t rank_flags(const struct queue *q)
{
    return q->paused == FLAG_YES                           ? 0
           : queue_find_consumer(q, CONSUMER_WORKER)       ? 1
           : queue_find_consumer(q, CONSUMER_HTTP_PULL)    ? 2
           : queue_find_consumer(q, CONSUMER_NOTIFICATION) ? 3
                                                           : 4;
}

/* What has no end comes behind the longest time, by what stands in the way. */
static int64_t rank_drain(const struct queue_row *row, const struct instant *now)
{
    static const int64_t ranks[] = {
        [DRAIN_UNKNOWN] = -1,
        [DRAIN_EMPTY] = 0,
        [DRAIN_ETA] = 0,
        [DRAIN_STEADY] = INT64_MAX - 6,
        [DRAIN_UNCLEAR] = -1,
        [DRAIN_GROWS] = INT64_MAX - 5,
        [DRAIN_NOT_PULLED] = INT64_MAX - 4,
        [DRAIN_NO_CONSUMER] = INT64_MAX - 3,
        [DRAIN_PAUSED] = INT64_MAX - 2,
        [DRAIN_LOSS] = INT64_MAX - 1,
    };
    _Static_assert(ARRAY_LEN(ranks) == DRAIN_COUNT, "every verdict has its rank");
    struct drain d = drain_find(row, now);

    return d.kind == DRAIN_ETA ? 1 + (int64_t)(d.trend.eta_s * 1000) : ranks[d.kind];
}

/* Messages per 1,000 minutes: slow rates differ too. */
static void take_rate(const struct queue_row *row, const struct instant *now, struct sort_key *k)
{
    struct drain d = drain_find(row, now);

    k->unknown = !d.has_rate;
    k->number = d.has_rate ? (int64_t)(d.trend.rate.per_s * 60000) : 0;
}

/* As take_rate().  What was minutes ago is told, and counts, for a while. */
static void take_flow(const struct queue_row *row, const struct instant *now, double per_minute,
                      struct sort_key *k)
{
    k->unknown = per_minute < 0 || !queue_past_has_flow(row->stats, now->wall_ms);
    k->number = k->unknown ? 0 : (int64_t)(per_minute * 1000);
}

/* By how much it has grown since an hour ago. */
static void take_hour(const struct queue_row *row, const struct instant *now, struct sort_key *k)
{
    int64_t before = hour_first(&row->stats->hour, now->wall_ms);

    k->unknown = before < 0 || row->stats->metrics.backlog_count < 0;
    k->number = k->unknown ? 0 : row->stats->metrics.backlog_count - before;
}

/* Dead-letter queues, then those that have one by its name; without either there is no relation to
 * order by. */
static void take_dlq(const struct queue_row *row, struct sort_key *k)
{
    const char *dlq = queue_find_dlq(row->queue);

    set_text(k, dlq);
    k->number = !row->is_dlq;
    k->unknown = !dlq && !row->is_dlq;
}

static void take_queue(const struct queue_row *row, enum queue_column column,
                       const struct instant *now, struct sort_key *k)
{
    const struct metrics *m = &row->stats->metrics;

#define QUEUE_COLUMN(id, key, name, hint, descending, measured, value, ...)                        \
    if (column == QUEUE_##id)                                                                      \
        value;
#define QUEUE_ORDER(id, key, name, hint, descending, measured, value)                              \
    if (column == QUEUE_##id)                                                                      \
        value;
#include "parts/queues/queue_columns.def"
}

size_t sort_queues(struct queue_row **rows, size_t n, struct order order, const struct instant *now)
{
    struct sort_key *keys = mem_new(n, sizeof(*keys));
    size_t unknown;

    for (size_t i = 0; i < n; i++) {
        keys[i] =
            (struct sort_key){.row = rows[i], .text = "", .tie = rows[i]->queue->name, .at = i};
        take_queue(rows[i], (enum queue_column)order.column, now, &keys[i]);
    }
    unknown = sort_keys(keys, n, order.descending);
    for (size_t i = 0; i < n; i++)
        rows[i] = keys[i].row;
    free(keys);
    return unknown;
}

/* room takes PREVIEW_BYTES. */
static void take_preview(const struct message *m, char *room, struct sort_key *k)
{
    body_preview_text(m, room, PREVIEW_BYTES);
    set_text(k, room);
}

static void take_message(const struct message_row *row, enum message_column column, char *room,
                         struct sort_key *k)
{
    const struct message *m = row->message;

#define MESSAGE_COLUMN(id, key, name, hint, descending, value, ...)                                \
    if (column == MESSAGE_##id)                                                                    \
        value;
#define MESSAGE_ORDER(id, key, name, hint, descending, value)                                      \
    if (column == MESSAGE_##id)                                                                    \
        value;
#include "parts/list/message_columns.def"
}

static void take_path(const struct path_value *value, struct sort_key *k)
{
    k->value = value;
    k->unknown = value->kind == COLUMN_ABSENT;
}

size_t sort_messages(struct message_row **rows, size_t n, struct order order,
                     const struct path_columns *paths, const struct message_row *all)
{
    struct sort_key *keys;
    size_t unknown;
    char *room;

    if (order.column == MESSAGE_COMING && !order.descending)
        return 0;
    keys = mem_new(n, sizeof(*keys));
    room = mem_new(order.column == MESSAGE_PREVIEW ? n : 0, PREVIEW_BYTES);
    for (size_t i = 0; i < n; i++) {
        int64_t ms = rows[i]->message->timestamp_ms;

        keys[i] = (struct sort_key){.row = rows[i],
                                    .text = "",
                                    .tie_ms = ms < 0 ? INT64_MAX : ms,
                                    .tie = rows[i]->message->id,
                                    .at = i};
        if (order.column >= MESSAGE_COLUMNS)
            take_path(path_columns_value(paths, (size_t)(order.column - MESSAGE_COLUMNS),
                                         (size_t)(rows[i] - all)),
                      &keys[i]);
        else
            take_message(rows[i], (enum message_column)order.column,
                         order.column == MESSAGE_PREVIEW ? room + i * PREVIEW_BYTES : room,
                         &keys[i]);
    }
    unknown = sort_keys(keys, n, order.descending);
    for (size_t i = 0; i < n; i++)
        rows[i] = keys[i].row;
    free(room);
    free(keys);
    return unknown;
}
