#include "parts/queues/queues.h"

#include "base/memory/mem.h"
#include "parts/filter/row_filter.h"
#include "parts/queues/queue_past.h"
#include "parts/queues/trouble.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STILL_MS = 1000 };

static void pages_free(struct page_set *set)
{
    for (size_t i = 0; i < set->n; i++)
        queue_page_free(set->items[i]);
    free(set->items);
    *set = (struct page_set){0};
}

static void pages_add(struct page_set *set, struct queue_page *page)
{
    MEM_GROW(set->items, set->n);
    set->items[set->n++] = page;
}

void queues_init(struct queues *q, const struct instant *now)
{
    *q = (struct queues){.now = now,
                         .loaded_mono_ms = -1,
                         .total = -1,
                         .order = sort_order(sort_queue_columns(), sort_queue_columns()->first)};
}

static void free_stats(void *stats)
{
    series_free(&((struct queue_stats *)stats)->series);
    free(((struct queue_stats *)stats)->decoder);
    free(((struct queue_stats *)stats)->columns);
    free(stats);
}

void queues_free(struct queues *q)
{
    pages_free(&q->shown);
    pages_free(&q->incoming);
    string_map_free(&q->stats, free_stats);
    free(q->rows);
    free(q->view);
    filter_free(&q->filter);
    queues_init(q, q->now);
}

static bool is_replacing(const struct queues *q)
{
    return q->loaded || q->broken_off;
}

void queues_add_page(struct queues *q, struct queue_page *page)
{
    if (page->total_count >= 0)
        q->total = page->total_count;
    pages_add(is_replacing(q) ? &q->incoming : &q->shown, page);
    q->stale_rows = q->stale_rows || !is_replacing(q);
}

static void remember_selected(struct queues *q)
{
    const struct queue_row *row = queues_selected(q);

    if (row)
        snprintf(q->selected_id, sizeof(q->selected_id), "%s", row->queue->id);
}

void queues_finish_load(struct queues *q, int64_t now_mono_ms)
{
    if (is_replacing(q)) {
        pages_free(&q->shown);
        q->shown = q->incoming;
        q->incoming = (struct page_set){0};
    }
    q->loaded = true;
    q->stale_rows = true;
    q->loaded_mono_ms = now_mono_ms;
    queues_settle(q, now_mono_ms); /* the old rows point into pages that are gone */
}

void queues_abandon_load(struct queues *q)
{
    pages_free(&q->incoming);
    q->broken_off = q->broken_off || (!q->loaded && q->shown.n > 0);
}

static int compare_rows(const void *a, const void *b)
{
    const struct queue *x = ((const struct queue_row *)a)->queue;
    const struct queue *y = ((const struct queue_row *)b)->queue;
    int by_name = strcmp(x->name, y->name);

    return by_name ? by_name : strcmp(x->id, y->id);
}

/* A list that changed between two pages can name a queue twice: the first one stays. */
static void drop_twins(struct queues *q)
{
    size_t kept = 0;

    for (size_t i = 0; i < q->n_rows; i++)
        if (!kept || strcmp(q->rows[kept - 1].queue->id, q->rows[i].queue->id) != 0)
            q->rows[kept++] = q->rows[i];
    q->n_rows = kept;
}

/* Rows move: what points to them is set when they stand. */
static void link_rows(struct queues *q)
{
    for (size_t i = q->n_rows; i-- > 0;) {
        struct queue_row *row = &q->rows[i];
        const char *dlq = queue_find_dlq(row->queue);

        row->stats->row = row;
        trend_set_batch(&row->stats->trend, queue_find_batch(row->queue));
        row->dlq = dlq ? queues_find_name(q, dlq) : NULL;
        if (row->dlq)
            row->dlq->is_dlq = true;
    }
}

static void unlink_rows(struct queues *q)
{
    for (size_t i = 0; i < q->n_rows; i++)
        q->rows[i].stats->row = NULL;
}

static void make_rows(struct queues *q)
{
    size_t n = 0;

    unlink_rows(q);
    for (size_t p = 0; p < q->shown.n; p++)
        n += q->shown.items[p]->n;
    q->rows = mem_resize(q->rows, n, sizeof(*q->rows));
    q->n_rows = 0;
    for (size_t p = 0; p < q->shown.n; p++)
        for (size_t i = 0; i < q->shown.items[p]->n; i++) {
            const struct queue *queue = &q->shown.items[p]->items[i];

            q->rows[q->n_rows++] =
                (struct queue_row){.queue = queue, .stats = queues_stats(q, queue->id)};
        }
    if (q->n_rows)
        qsort(q->rows, q->n_rows, sizeof(*q->rows), compare_rows);
    drop_twins(q);
    link_rows(q);
    q->n_measured = 0;
    for (size_t i = 0; i < q->n_rows; i++)
        q->n_measured += q->rows[i].stats->measured_mono_ms >= 0;
}

static void judge_rows(struct queues *q, const struct instant *now)
{
    int64_t least = INT64_MAX;

    q->loses = NULL;
    q->n_need_look = 0;
    for (size_t i = 0; i < q->n_rows; i++) {
        struct drain d = drain_find(&q->rows[i], now);

        q->rows[i].needs_look = trouble_needs_look(&q->rows[i], &d, now);
        q->n_need_look += q->rows[i].needs_look;
        if (d.kind == DRAIN_LOSS && d.loss_ms < least) {
            least = d.loss_ms;
            q->loses = &q->rows[i];
        }
    }
}

static void make_view(struct queues *q, int64_t now_mono_ms)
{
    struct instant now = {now_mono_ms, q->now->wall_ms};
    const struct order by_name = sort_order(sort_queue_columns(), QUEUE_NAME);
    size_t n = 0;

    q->view = mem_resize(q->view, q->n_rows, sizeof(struct queue_row *));
    for (size_t i = 0; i < q->n_rows; i++) {
        q->rows[i].place = SIZE_MAX;
        if (row_filter_queue(&q->filter, &q->rows[i], &now))
            q->view[n++] = &q->rows[i];
    }
    q->n_view = n;
    q->n_unknown = 0;
    if (q->order.column != by_name.column || q->order.descending)
        q->n_unknown = sort_queues(q->view, n, q->order, &now);
    for (size_t i = 0; i < n; i++)
        q->view[i]->place = i;
    judge_rows(q, &now);
}

/* To the selected queue, or else on the line where it was. */
static void place_cursor(struct queues *q)
{
    const struct queue_row *row = queues_find(q, q->selected_id);

    if (q->to_top || (!q->touched && !q->moved && q->loaded)) {
        list_follow(&q->list, q->n_view, 0);
    } else if (row && row->place != SIZE_MAX) {
        list_follow(&q->list, q->n_view, row->place);
    } else {
        if (q->typing)
            q->list.selected = q->list.top = 0;
        list_fit(&q->list, q->n_view, q->list.height);
    }
    if (!q->typing && (q->loaded || q->selected_id[0]))
        remember_selected(q);
    q->to_top = false;
}

static void hold(struct queues *q, int64_t now_mono_ms)
{
    q->still_until_mono_ms = now_mono_ms + STILL_MS;
}

void queues_settle(struct queues *q, int64_t now_mono_ms)
{
    bool by_values = q->stale_values && now_mono_ms >= q->still_until_mono_ms;

    if (!q->stale_rows && !q->stale_view && !by_values)
        return;
    if (q->stale_rows)
        make_rows(q);
    q->stale_rows = q->stale_view = q->stale_values = false;
    hold(q, now_mono_ms);
    make_view(q, now_mono_ms);
    place_cursor(q);
}

const struct queue_row *queues_first_loss(const struct queues *q, const struct instant *now,
                                          int64_t *in_ms)
{
    struct drain d = {.kind = DRAIN_UNKNOWN};

    if (q->loses)
        d = drain_find(q->loses, now);
    *in_ms = d.loss_ms;
    return d.kind == DRAIN_LOSS ? q->loses : NULL;
}

void queues_hold(struct queues *q, int64_t now_mono_ms)
{
    hold(q, now_mono_ms);
    q->touched = true;
}

void queues_tick(struct queues *q)
{
    q->stale_values = true;
}

int64_t queues_next_due(const struct queues *q)
{
    return q->stale_values ? q->still_until_mono_ms : INT64_MAX;
}

void queues_set_order(struct queues *q, struct order order)
{
    q->order = order;
    q->to_top = !q->moved;
    q->stale_view = true;
}

void queues_set_filter(struct queues *q, const char *text)
{
    filter_parse(&q->filter, text, row_filter_queue_language());
    q->stale_view = true;
}

void queues_start_typing(struct queues *q)
{
    q->typing = true;
    q->before = q->list;
}

void queues_end_typing(struct queues *q, const char *former)
{
    q->typing = false;
    q->stale_view = true;
    if (!former)
        return;
    queues_set_filter(q, former);
    q->list.selected = q->before.selected;
    q->list.top = q->before.top;
}

struct queue_row *queues_selected(const struct queues *q)
{
    return q->list.selected < q->n_view ? q->view[q->list.selected] : NULL;
}

struct queue_row *queues_find(const struct queues *q, const char *id)
{
    const struct queue_stats *stats = string_map_get(&q->stats, id);

    return stats ? stats->row : NULL;
}

size_t queues_find_place(const struct queues *q, const char *name)
{
    size_t low = 0, high = q->n_rows;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (strcmp(q->rows[mid].queue->name, name) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

struct queue_row *queues_find_name(const struct queues *q, const char *name)
{
    size_t place = queues_find_place(q, name);

    return place < q->n_rows && !strcmp(q->rows[place].queue->name, name) ? &q->rows[place] : NULL;
}

struct queue_stats *queues_stats(struct queues *q, const char *id)
{
    struct queue_stats *stats = string_map_get(&q->stats, id);

    if (stats)
        return stats;
    stats = mem_new(1, sizeof(*stats));
    *stats = (struct queue_stats){.metrics = {-1, -1, -1},
                                  .measured_mono_ms = -1,
                                  .asked_mono_ms = -1,
                                  .flow = {-1, -1, -1, -1}};
    snprintf(stats->id, sizeof(stats->id), "%s", id);
    trend_init(&stats->trend, QUEUE_USUAL_BATCH);
    string_map_put(&q->stats, stats->id, stats);
    return stats;
}

static void note_moved(struct queues *q)
{
    remember_selected(q);
    q->moved = q->list.selected > 0;
}

void queues_move(struct queues *q, enum list_move move, size_t n)
{
    list_move(&q->list, move, n);
    note_moved(q);
}

void queues_scroll(struct queues *q, int rows)
{
    list_scroll(&q->list, rows);
    note_moved(q);
}

void queues_select_place(struct queues *q, size_t place)
{
    list_select(&q->list, place);
    note_moved(q);
}

void queues_select(struct queues *q, const struct queue_row *row)
{
    q->moved = true;
    if (row->place == SIZE_MAX) {
        snprintf(q->selected_id, sizeof(q->selected_id), "%s", row->queue->id);
        queues_set_filter(q, "");
        return;
    }
    list_select(&q->list, row->place);
    remember_selected(q);
}

static void set_oldest(struct queue_stats *stats, int64_t oldest_ms, int64_t mono_ms)
{
    if (stats->metrics.oldest_ms != oldest_ms)
        stats->head_mono_ms = mono_ms;
    stats->head_seen_mono_ms = mono_ms;
    stats->metrics.oldest_ms = oldest_ms;
}

void queues_measure(struct queues *q, const char *id, const struct metrics *m, int64_t mono_ms)
{
    struct queue_stats *stats = queues_stats(q, id);

    if (m->backlog_count >= 0) {
        stats->metrics.backlog_count = m->backlog_count;
        series_add(&stats->series,
                   &(struct sample){mono_ms, m->backlog_count, m->backlog_bytes, m->oldest_ms});
        trend_add(&stats->trend, mono_ms, m->backlog_count);
        hour_measure(&stats->hour, q->now->wall_ms - (q->now->mono_ms - mono_ms), m->backlog_count);
    }
    if (m->backlog_bytes >= 0)
        stats->metrics.backlog_bytes = m->backlog_bytes;
    if (m->oldest_ms >= 0 || m->backlog_bytes >= 0)
        set_oldest(stats, m->oldest_ms, mono_ms);
    q->n_measured += stats->measured_mono_ms < 0 && stats->row;
    stats->measured_mono_ms = mono_ms;
    q->stale_values = true;
    stats->failed = stats->refused = false;
}

void queues_take_hour(struct queues *q, const struct history *h)
{
    for (size_t i = 0; i < h->n; i++) {
        struct queue_row *row = queues_find(q, h->queues[i].id);

        if (row)
            queue_past_take_hour(row->stats, &h->queues[i], h->asked.step);
    }
    q->stale_values = true;
}

void queues_take_past(struct queues *q, const struct history *h)
{
    for (size_t i = 0; i < h->n; i++) {
        struct queue_row *row = queues_find(q, h->queues[i].id);
        bool measured = row && row->stats->measured_mono_ms >= 0;

        if (!row)
            continue;
        queue_past_take(row->stats, &h->queues[i], q->now);
        q->n_measured += !measured && row->stats->measured_mono_ms >= 0;
    }
    q->stale_values = true;
}
