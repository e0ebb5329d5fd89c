#include "tests/sim/graphql/rows.h"

#include "base/memory/mem.h"
#include "tests/sim/graphql/sampling.h"
#include "tests/sim/world/random.h"

#include <stdlib.h>
#include <string.h>

/* What is the same for all rows while they are collected. */
struct collector {
    struct gql_rows *rows;
    const struct gql_node *node;
    const struct gql_settings *settings;
    int64_t from_ms; /* the time that is asked for, and is there */
    int64_t until_ms;
    int64_t now;
    uint64_t serial;
    uint64_t seed;
    int64_t step;  /* minutes of the shortest time among the dimensions; 0: none is */
    size_t *table; /* of rows->all, by hash: an index + 1, or 0; only where no queue is told */
    size_t n_table;
};

static bool asks(const struct gql_node *node, enum gql_field_id field)
{
    return node->asked & 1u << field;
}

static const char *label(const struct gql_row *row, enum gql_field_id field)
{
    return field == GQL_FIELD_QUEUE_ID ? row->queue->id : gql_series_text(row->series, field);
}

static int64_t bucket(const struct collector *c, int64_t minute)
{
    return c->step > 0 ? minute / c->step : 0;
}

/* Both belong into one row of the answer. */
static bool is_same(const struct collector *c, const struct gql_row *a, const struct gql_row *b)
{
    static const enum gql_field_id labels[] = {GQL_FIELD_ACTION_TYPE, GQL_FIELD_OUTCOME,
                                               GQL_FIELD_CONSUMER_TYPE};

    if ((asks(c->node, GQL_FIELD_QUEUE_ID) && a->queue != b->queue) ||
        bucket(c, a->minute) != bucket(c, b->minute))
        return false;
    for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
        if (asks(c->node, labels[i]) && strcmp(label(a, labels[i]), label(b, labels[i])) != 0)
            return false;
    return true;
}

static struct gql_row *new_row(struct gql_rows *rows, const struct gql_row *what)
{
    struct gql_row *row;

    MEM_GROW(rows->all, rows->n_all);
    row = &rows->all[rows->n_all++];
    *row = (struct gql_row){.queue = what->queue, .minute = what->minute, .series = what->series};
    return row;
}

/* Queue comes after queue, and minute after minute: where rows tell queues apart, what belongs
 * together stands together. */
static struct gql_row *need_last_row(struct collector *c, const struct gql_row *what)
{
    struct gql_rows *rows = c->rows;

    for (size_t i = rows->n_all; i-- > 0;) {
        struct gql_row *row = &rows->all[i];

        if (is_same(c, row, what))
            return row;
        if (row->queue != what->queue || bucket(c, row->minute) != bucket(c, what->minute))
            break;
    }
    return new_row(rows, what);
}

/* Labels are not in it: few series share a bucket. */
static size_t hash(const struct collector *c, const struct gql_row *row)
{
    return (size_t)(random_mix(0, (uint64_t)bucket(c, row->minute)) % c->n_table);
}

static void grow_table(struct collector *c)
{
    free(c->table);
    c->n_table = c->n_table ? 2 * c->n_table : 1024;
    c->table = mem_new(c->n_table, sizeof(*c->table));
    for (size_t i = 0; i < c->rows->n_all; i++) {
        size_t at = hash(c, &c->rows->all[i]);

        while (c->table[at])
            at = (at + 1) % c->n_table;
        c->table[at] = i + 1;
    }
}

/* The row that what belongs to; a new one holds nothing yet. */
static struct gql_row *need_row(struct collector *c, const struct gql_row *what)
{
    struct gql_rows *rows = c->rows;
    size_t at;

    if (asks(c->node, GQL_FIELD_QUEUE_ID))
        return need_last_row(c, what);
    if (rows->n_all * 2 >= c->n_table)
        grow_table(c);
    at = hash(c, what);
    while (c->table[at] && !is_same(c, &rows->all[c->table[at] - 1], what))
        at = (at + 1) % c->n_table;
    if (c->table[at])
        return &rows->all[c->table[at] - 1];
    c->table[at] = rows->n_all + 1;
    return new_row(rows, what);
}

static void add(struct collector *c, const struct gql_row *what)
{
    struct gql_row *row = need_row(c, what);

    row->sum.count += what->sum.count;
    row->sum.billable += what->sum.billable;
    row->sum.bytes += what->sum.bytes;
    row->sum.lag_ms += what->sum.lag_ms;
    row->sum.retries += what->sum.retries;
    if (what->sum.max_size > row->sum.max_size)
        row->sum.max_size = what->sum.max_size;
    row->measured++;
    row->messages += what->messages;
    row->bytes += what->bytes;
    row->concurrency += what->concurrency;
}

/* What makes the throws for a record its own; nothing is thrown for without need. */
static uint64_t salt(const struct collector *c, const struct gql_row *row, uint64_t serial)
{
    uint64_t queue;

    if (c->settings->sample_interval <= 1 && c->settings->missing_percent == 0)
        return 0;
    memcpy(&queue, row->queue->id, sizeof(queue));
    return random_mix(random_mix(c->seed ^ serial, queue),
                      (uint64_t)row->minute * HISTORY_N_SERIES + row->series);
}

/* The part of sum that lies in the time asked for: ms of the minute's that have passed. */
static bool cut(const struct collector *c, int64_t minute, struct history_sum *sum)
{
    int64_t start = minute * HISTORY_MINUTE_MS, end = start + HISTORY_MINUTE_MS, n = sum->count;
    int64_t all, part;

    end = end < c->now ? end : c->now + 1;
    all = end - start;
    start = start > c->from_ms ? start : c->from_ms;
    end = end < c->until_ms ? end : c->until_ms;
    part = end - start;
    if (part >= all)
        return true;
    sum->count = (n * part + all / 2) / all;
    if (sum->count <= 0)
        return false;
    sum->billable = sum->billable * sum->count / n;
    sum->bytes = sum->bytes * sum->count / n;
    sum->lag_ms = sum->lag_ms * sum->count / n;
    sum->retries = sum->retries * sum->count / n;
    return true;
}

static void add_operations(struct collector *c, struct gql_row *row,
                           const struct history_minute *minute)
{
    for (int i = 0; i < HISTORY_N_SERIES; i++) {
        struct gql_record r = {row->queue->id, minute->minute, (enum history_series)i};

        if (!(minute->present & 1u << i) || !gql_filter_match(c->node->filter, &r))
            continue;
        row->series = r.series;
        row->sum = minute->sums[i];
        if (cut(c, minute->minute, &row->sum) &&
            gql_sample_sum(&row->sum, c->settings->sample_interval, salt(c, row, c->serial)))
            add(c, row);
    }
}

/* One of the three datasets that hold means. */
static void add_means(struct collector *c, struct gql_row *row, const struct history_minute *minute)
{
    struct gql_record r = {row->queue->id, minute->minute, HISTORY_WRITE};
    double factor = gql_sample_mean(c->settings->sample_interval, salt(c, row, c->serial));

    if (!gql_filter_match(c->node->filter, &r))
        return;
    row->messages = factor * (c->node->dataset == GQL_DELAYED ? minute->delayed : minute->messages);
    row->bytes = factor * minute->bytes;
    row->concurrency = factor * minute->concurrency;
    if (c->node->dataset == GQL_BACKLOG   ? minute->has_backlog
        : c->node->dataset == GQL_DELAYED ? minute->delayed > 0
                                          : minute->concurrency > 0)
        add(c, row);
}

/* false: more than may be looked through. */
static bool add_queue(struct collector *c, struct sim_queue *q, int64_t *points)
{
    int64_t until = (c->until_ms + HISTORY_MINUTE_MS - 1) / HISTORY_MINUTE_MS;
    struct history_cursor at = history_seek(q, c->from_ms / HISTORY_MINUTE_MS);
    struct history_minute minute;

    while (history_next(&at, until, &minute)) {
        struct gql_row row = {.queue = q, .minute = minute.minute};

        if (c->settings->max_points > 0 && ++*points > c->settings->max_points)
            return false;
        if (gql_sample_misses(c->settings->missing_percent, salt(c, &row, 0)))
            continue;
        if (c->node->dataset == GQL_OPERATIONS)
            add_operations(c, &row, &minute);
        else
            add_means(c, &row, &minute);
    }
    return true;
}

double gql_row_number(const struct gql_rows *rows, const struct gql_row *row,
                      enum gql_field_id field)
{
    double measured = (double)row->measured, count = (double)row->sum.count;
    int64_t time = 0;

    switch (field) {
    case GQL_FIELD_COUNT: return count;
    case GQL_FIELD_SUM_BILLABLE: return (double)row->sum.billable;
    case GQL_FIELD_SUM_BYTES: return (double)row->sum.bytes;
    case GQL_FIELD_AVG_MESSAGES: return row->messages / measured;
    case GQL_FIELD_AVG_BYTES: return row->bytes / measured;
    case GQL_FIELD_AVG_CONCURRENCY: return row->concurrency / measured;
    case GQL_FIELD_AVG_LAG_TIME: return (double)row->sum.lag_ms / count;
    case GQL_FIELD_AVG_RETRY_COUNT: return (double)row->sum.retries / count;
    case GQL_FIELD_AVG_SAMPLE_INTERVAL: return (double)rows->sample_interval;
    case GQL_FIELD_MAX_MESSAGE_SIZE: return (double)row->sum.max_size;
    case GQL_FIELD_DATE:
    case GQL_FIELD_SIX_HOURS:
    case GQL_FIELD_HOUR:
    case GQL_FIELD_FIFTEEN_MINUTES:
    case GQL_FIELD_FIVE_MINUTES:
    case GQL_FIELD_MINUTE:
    case GQL_FIELD_DATETIME: time = row->minute / gql_fields[field].minutes; break;
    case GQL_FIELD_QUEUE_ID:
    case GQL_FIELD_ACTION_TYPE:
    case GQL_FIELD_OUTCOME:
    case GQL_FIELD_CONSUMER_TYPE:
    case GQL_N_FIELDS: break;
    }
    return (double)time;
}

static int compare(const void *left, const void *right, void *cls)
{
    const struct gql_row *a = *(struct gql_row *const *)left, *b = *(struct gql_row *const *)right;
    const struct collector *c = cls;

    for (size_t i = 0; i < c->node->n_orders; i++) {
        enum gql_field_id field = c->node->orders[i].field;
        double x = gql_row_number(c->rows, a, field), y = gql_row_number(c->rows, b, field);
        int sign = gql_fields[field].scalar == GQL_TEXT ? strcmp(label(a, field), label(b, field))
                                                        : (x > y) - (x < y);

        if (sign != 0)
            return c->node->orders[i].descending ? -sign : sign;
    }
    return (a > b) - (a < b);
}

/* Lets a heap's i-th of n rows sink, so that the one that comes last of all is the first. */
static void sink(struct collector *c, size_t i, size_t n)
{
    struct gql_row **heap = c->rows->sorted;

    for (size_t child = 2 * i + 1; child < n; child = 2 * i + 1) {
        struct gql_row *row = heap[i];

        if (child + 1 < n && compare(&heap[child + 1], &heap[child], c) > 0)
            child++;
        if (compare(&heap[child], &row, c) <= 0)
            return;
        heap[i] = heap[child];
        heap[child] = row;
        i = child;
    }
}

/* Only those that are within the limit, however many there are. */
static void sort(struct collector *c)
{
    struct gql_rows *rows = c->rows;
    size_t limit = (size_t)c->node->limit;

    rows->n = rows->n_all < limit ? rows->n_all : limit;
    rows->sorted = mem_new(rows->n + 1, sizeof(struct gql_row *));
    for (size_t i = 0; i < rows->n; i++)
        rows->sorted[i] = &rows->all[i];
    for (size_t i = rows->n / 2; i-- > 0;)
        sink(c, i, rows->n);
    for (size_t i = rows->n; i < rows->n_all; i++) {
        struct gql_row *row = &rows->all[i];

        if (compare(&row, &rows->sorted[0], c) < 0) {
            rows->sorted[0] = row;
            sink(c, 0, rows->n);
        }
    }
    qsort_r(rows->sorted, rows->n, sizeof(struct gql_row *), compare, c);
}

/* The time that is asked for, and of which something may be there. */
static void narrow(struct collector *c)
{
    int64_t there = c->now - c->settings->lag_s * 1000;

    c->from_ms = 0;
    c->until_ms = there / HISTORY_MINUTE_MS * HISTORY_MINUTE_MS + HISTORY_MINUTE_MS;
    gql_filter_narrow(c->node->filter, &c->from_ms, &c->until_ms);
    for (int f = 0; f < GQL_N_FIELDS; f++)
        if (gql_fields[f].minutes > 0 && asks(c->node, (enum gql_field_id)f))
            c->step = gql_fields[f].minutes;
}

bool gql_rows_collect(struct gql_rows *rows, struct world *w, const struct gql_node *node,
                      int64_t now, uint64_t serial, int64_t *points)
{
    struct collector c = {.rows = rows, .node = node, .settings = &w->options.graphql};
    bool fits = true;

    *rows = (struct gql_rows){.sample_interval = c.settings->sample_interval};
    c.now = now;
    c.serial = serial;
    c.seed = w->seed;
    narrow(&c);
    for (size_t i = 0; i < w->n_queues && fits; i++)
        if (w->queues[i]->account == node->account &&
            gql_filter_match_queue(node->filter, w->queues[i]->id))
            fits = add_queue(&c, w->queues[i], points);
    if (fits)
        sort(&c);
    free(c.table);
    return fits;
}

void gql_rows_free(struct gql_rows *rows)
{
    free(rows->all);
    free(rows->sorted);
    *rows = (struct gql_rows){.n = 0};
}
