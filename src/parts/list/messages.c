#include "parts/list/messages.h"

#include "base/memory/mem.h"
#include "model/leases.h"
#include "parts/filter/row_filter.h"
#include "parts/list/own_answers.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLE = 100 /* rows that columns of paths are made wide enough for */ };

static void make_sort_columns(struct messages *m)
{
    static const char keys[] = "12345678";
    const struct sort_columns *own = sort_message_columns();
    int n = own->n + (int)m->columns.n;

    _Static_assert(sizeof(keys) == PATH_COLUMNS_MAX + 1, "every column has its key");
    m->sort_items = mem_resize(m->sort_items, (size_t)n, sizeof(*m->sort_items));
    memcpy(m->sort_items, own->items, (size_t)own->n * sizeof(*own->items));
    for (int i = own->n; i < n; i++)
        m->sort_items[i] =
            (struct sort_column){.key = keys[i - own->n],
                                 .name = path_columns_name(&m->columns, (size_t)(i - own->n)),
                                 .hint = "smallest first"};
    m->sort = (struct sort_columns){m->sort_items, n, own->first};
}

void messages_init(struct messages *m, const struct instant *now)
{
    *m = (struct messages){.now = now, .order = sort_order(sort_message_columns(), MESSAGE_COMING)};
    alike_free(&m->alike);
    make_sort_columns(m);
}

void messages_free(struct messages *m)
{
    batch_free(m->peek);
    for (size_t i = 0; i < m->n_pulls; i++)
        batch_free(m->pulls[i]);
    free(m->pulls);
    free(m->rows);
    free(m->view);
    string_map_free(&m->by_id, NULL);
    string_map_free(&m->by_handle, NULL);
    free(m->before_id);
    filter_free(&m->filter);
    alike_free(&m->alike);
    path_columns_free(&m->columns);
    free(m->sort_items);
    *m = (struct messages){.now = m->now};
}

static bool is_open(const struct messages *m, const struct batch *b)
{
    return !strcmp(m->queue_id, b->queue_id);
}

/* Fills rows from the front, and what has no row from the end. */
static void add_rows(struct messages *m, struct batch *b, size_t *end)
{
    for (size_t i = 0; i < b->n; i++) {
        struct message *message = &b->items[i];
        const struct message_row *same =
            message->id[0] ? string_map_get(&m->by_id, message->id) : NULL;
        bool shown = is_open(m, b) && (!same || same->batch == b);
        struct message_row *row = &m->rows[shown ? m->n_rows++ : --*end];

        *row = (struct message_row){b, message, SIZE_MAX};
        if (message_handle(message))
            string_map_put(&m->by_handle, message_handle(message), row);
        if (shown && message->id[0] && !same)
            string_map_put(&m->by_id, message->id, row);
    }
}

static void make_rows(struct messages *m)
{
    size_t n = m->peek ? m->peek->n : 0;

    for (size_t i = 0; i < m->n_pulls; i++)
        n += m->pulls[i]->n;
    m->rows = mem_resize(m->rows, n, sizeof(*m->rows));
    m->n_rows = 0;
    string_map_free(&m->by_id, NULL);
    string_map_free(&m->by_handle, NULL);
    for (size_t i = m->n_pulls; i-- > 0;)
        add_rows(m, m->pulls[i], &n);
    m->n_pulled_rows = m->n_rows;
    m->n_over_rows = 0;
    for (size_t i = 0; i < m->n_rows; i++)
        m->n_over_rows += m->rows[i].message->lease_over;
    if (m->peek)
        add_rows(m, m->peek, &n);
    path_columns_forget(&m->columns, m->n_rows);
}

static void drop_pull(struct messages *m, size_t i)
{
    batch_free(m->pulls[i]);
    memmove(&m->pulls[i], &m->pulls[i + 1], (m->n_pulls - i - 1) * sizeof(struct batch *));
    m->n_pulls--;
}

static void drop_dead_pulls(struct messages *m, int64_t now_mono_ms)
{
    for (size_t i = m->n_pulls; i-- > 0;)
        if (!is_open(m, m->pulls[i]) && leases_batch_deadline(m->pulls[i]) <= now_mono_ms)
            drop_pull(m, i);
}

/* Of the rows of the view from there on, at most n. */
static void read_values(struct messages *m, size_t from, size_t n)
{
    for (size_t i = from; m->columns.n && i < m->n_view && i - from < n; i++)
        path_columns_read(&m->columns, m->view[i], (size_t)(m->view[i] - m->rows));
}

static void make_view(struct messages *m)
{
    m->view = mem_resize(m->view, m->n_rows, sizeof(struct message_row *));
    m->n_view = 0;
    m->filter.limited = false;
    for (size_t i = 0; i < m->n_rows; i++) {
        m->rows[i].place = SIZE_MAX;
        if (row_filter_message(&m->filter, &m->rows[i], m->now) &&
            (!m->narrowed || m->narrowed(m->narrowed_arg, &m->rows[i])))
            m->view[m->n_view++] = &m->rows[i];
    }
    if (m->order.column >= MESSAGE_COLUMNS)
        read_values(m, 0, m->n_view);
    sort_messages(m->view, m->n_view, m->order, &m->columns, m->rows);
    read_values(m, 0, SAMPLE);
    for (size_t i = 0; i < m->n_view; i++)
        m->view[i]->place = i;
    alike_find(&m->alike, m->rows, m->n_rows, m->n_pulled_rows);
    m->stale_view = false;
    m->version++;
}

/* A message that was peeked and is now pulled (or the other way round) is the same message.
 * n_view: it is not shown. */
size_t messages_find_place(const struct messages *m, const char *id)
{
    const struct message_row *row = string_map_get(&m->by_id, id);

    return row && row->place < m->n_view ? row->place : m->n_view;
}

/* The id of the message that the cursor belongs to, NULL: none; for free(). */
static char *copy_selected(const struct messages *m)
{
    const struct message_row *row = messages_selected(m);

    return m->typing ? mem_copy_str(m->before_id) : row ? mem_copy_str(row->message->id) : NULL;
}

/* Takes id, may be NULL. */
static void place_cursor(struct messages *m, char *id)
{
    size_t place = id ? messages_find_place(m, id) : m->n_view;

    if (m->to_top) {
        list_follow(&m->list, m->n_view, 0);
    } else if (place < m->n_view) {
        list_follow(&m->list, m->n_view, place);
    } else {
        if (m->typing)
            m->list.selected = m->list.top = 0;
        list_fit(&m->list, m->n_view, m->list.height);
    }
    m->to_top = false;
    free(id);
}

void messages_settle(struct messages *m)
{
    char *id;

    if (m->stale_view) {
        id = copy_selected(m);
        make_view(m);
        place_cursor(m, id);
    }
    read_values(m, m->list.top, m->list.height);
}

void messages_tick(struct messages *m)
{
    m->stale_view = m->stale_view || filter_moves(&m->filter);
}

void messages_set_order(struct messages *m, struct order order)
{
    m->order = order;
    m->to_top = !m->moved;
    m->stale_view = true;
}

/* What it is in the order of stays so, as long as there is that column. */
bool messages_change_columns(struct messages *m, const char *text, struct error *err)
{
    char *by = mem_copy_str(m->sort_items[m->order.column].name);
    bool ok = path_columns_change(&m->columns, text, err), found = false;

    if (ok)
        make_sort_columns(m);
    for (int i = 0; ok && i < m->sort.n && !found; i++)
        if (!strcmp(m->sort_items[i].name, by)) {
            m->order.column = i;
            found = true;
        }
    if (ok && !found)
        m->order = sort_order(&m->sort, m->sort.first);
    m->stale_view |= ok;
    free(by);
    return ok;
}

void messages_set_filter(struct messages *m, const char *text)
{
    filter_parse(&m->filter, text, row_filter_message_language());
    m->stale_view = true;
}

void messages_narrow(struct messages *m, bool (*keeps)(void *arg, const struct message_row *row),
                     void *arg)
{
    m->narrowed = keeps;
    m->narrowed_arg = arg;
    m->stale_view = true;
}

void messages_start_typing(struct messages *m)
{
    m->before_id = copy_selected(m);
    m->before = m->list;
    m->typing = true;
}

void messages_end_typing(struct messages *m, const char *former)
{
    if (former) {
        messages_set_filter(m, former);
        m->list.selected = m->before.selected;
        m->list.top = m->before.top;
    }
    messages_settle(m);
    m->typing = false;
    free(m->before_id);
    m->before_id = NULL;
}

void messages_open(struct messages *m, const char *queue_id, int64_t now_mono_ms)
{
    if (!strcmp(m->queue_id, queue_id))
        return;
    snprintf(m->queue_id, sizeof(m->queue_id), "%s", queue_id);
    batch_free(m->peek);
    m->peek = NULL;
    drop_dead_pulls(m, now_mono_ms);
    filter_free(&m->filter);
    m->list.selected = m->list.top = 0;
    m->moved = false;
    make_rows(m);
    make_view(m);
    place_cursor(m, NULL);
}

/* A message pulled again after its lease ran out stands in the newer pull; an old pull of which all
 * leases are over and whose every message came again has nothing left to say. */
static bool is_superseded(const struct batch *old, const struct string_map *new)
{
    for (size_t i = 0; i < old->n; i++)
        if (!string_map_get(new, old->items[i].id))
            return false;
    return true;
}

static void add_pull(struct messages *m, struct batch *b, int64_t now_mono_ms)
{
    struct string_map ids = {0};

    for (size_t i = 0; i < b->n; i++)
        string_map_put(&ids, b->items[i].id, &b->items[i]);
    for (size_t i = m->n_pulls; i-- > 0;)
        if (!strcmp(m->pulls[i]->queue_id, b->queue_id) &&
            leases_batch_deadline(m->pulls[i]) <= now_mono_ms && is_superseded(m->pulls[i], &ids))
            drop_pull(m, i);
    string_map_free(&ids, NULL);
    MEM_GROW(m->pulls, m->n_pulls);
    m->pulls[m->n_pulls++] = b;
}

void messages_end_lease(struct messages *m, const char *lease_id)
{
    const struct message_row *row = string_map_get(&m->by_handle, lease_id);

    if (!row || row->message->lease_over)
        return;
    row->message->lease_over = true;
    m->n_over_rows += (size_t)(row - m->rows) < m->n_pulled_rows;
    m->stale_view = true; /* a filter may look at it */
}

void messages_renew_lease(struct messages *m, const char *old, const char *lease_id,
                          int64_t deadline_mono_ms)
{
    struct message_row *row = string_map_remove(&m->by_handle, old);

    if (!row)
        return;
    row->message->lease_id =
        lease_id ? arena_copy(&row->batch->arena, lease_id, strlen(lease_id)) : NULL;
    row->message->deadline_mono_ms = deadline_mono_ms;
    if (lease_id)
        string_map_put(&m->by_handle, row->message->lease_id, row);
    m->stale_view = true; /* may be in order of leases */
}

void messages_add(struct messages *m, struct batch *b, int64_t now_mono_ms)
{
    char *selected_id = copy_selected(m);

    own_answers_carry(m, b);
    if (b->source == BATCH_PULL) {
        add_pull(m, b, now_mono_ms);
        if (is_open(m, b) && b->n) {
            free(selected_id);
            selected_id = mem_copy_str(b->items[0].id);
        }
    } else if (is_open(m, b)) {
        batch_free(m->peek);
        m->peek = b;
    } else {
        batch_free(b);
    }
    if (m->typing) {
        free(m->before_id);
        m->before_id = mem_copy_str(selected_id);
    }
    make_rows(m);
    make_view(m);
    place_cursor(m, selected_id);
}

static void drop_from(struct batch *b, bool (*is_over)(const struct message *, void *), void *arg)
{
    size_t kept = 0;

    for (size_t i = 0; i < b->n; i++)
        if (!is_over(&b->items[i], arg))
            b->items[kept++] = b->items[i];
    b->n = kept;
}

void messages_drop(struct messages *m, bool (*is_over)(const struct message *, void *), void *arg)
{
    char *selected_id = copy_selected(m);

    if (m->peek)
        drop_from(m->peek, is_over, arg);
    for (size_t i = m->n_pulls; i-- > 0;)
        if (is_open(m, m->pulls[i])) {
            drop_from(m->pulls[i], is_over, arg);
            if (m->pulls[i]->n == 0)
                drop_pull(m, i);
        }
    make_rows(m);
    make_view(m);
    place_cursor(m, selected_id);
}

const struct message *messages_find_handle(const struct messages *m, const char *handle)
{
    const struct message_row *row = string_map_get(&m->by_handle, handle);

    return row ? row->message : NULL;
}

const struct message *messages_find_id(const struct messages *m, const char *id)
{
    const struct message_row *row = string_map_get(&m->by_id, id);

    return row ? row->message : NULL;
}

const struct message_row *messages_selected(const struct messages *m)
{
    return m->list.selected < m->n_view ? m->view[m->list.selected] : NULL;
}

static void note_moved(struct messages *m)
{
    m->moved = m->list.selected > 0;
}

void messages_move(struct messages *m, enum list_move move, size_t n)
{
    list_move(&m->list, move, n);
    note_moved(m);
}

void messages_scroll(struct messages *m, int rows)
{
    list_scroll(&m->list, rows);
    note_moved(m);
}

void messages_select_place(struct messages *m, size_t place)
{
    list_select(&m->list, place);
    note_moved(m);
}
