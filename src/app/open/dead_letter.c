/* The two ends of dead-lettering: from a queue to its dead-letter queue, from that to a source. */
#include "app/keys/actions.h"
#include "app/open/open.h"
#include "base/memory/mem.h"
#include "base/text/format.h"

#include <stdlib.h>
#include <string.h>

static bool is_source(const struct queue *q, const char *name)
{
    for (size_t i = 0; i < q->n_consumers; i++)
        if (q->consumers[i].dead_letter_queue && !strcmp(q->consumers[i].dead_letter_queue, name))
            return true;
    return false;
}

struct ends {
    const struct queue_row **items;
    size_t n;
    size_t n_own; /* the first ones: q's dead-letter queue; the others are sources */
};

static void collect(struct ends *e, const struct queues *all, const struct queue *q)
{
    const char *dlq = queue_find_dlq(q);
    const struct queue_row *row = dlq ? queues_find_name(all, dlq) : NULL;

    *e = (struct ends){.items = mem_new(all->n_rows + 1, sizeof(struct queue_row *))};
    if (row)
        e->items[e->n++] = row;
    e->n_own = e->n;
    for (size_t i = 0; i < all->n_rows; i++)
        if (all->rows[i].queue != q && is_source(all->rows[i].queue, q->name))
            e->items[e->n++] = &all->rows[i];
}

/* 0 when id is none of them. */
static size_t place_of(const struct ends *e, const char *id)
{
    for (size_t i = 0; i < e->n; i++)
        if (!strcmp(e->items[i]->queue->id, id))
            return i;
    return 0;
}

static void keep_id(char *out, const char *id)
{
    memcpy(out, id, ID_BYTES);
}

/* Sets where from and to lead next: from to next, to back to from, unless it was to that led to
 * from just now. */
static void remember(struct app *app, const struct queue_row *from, const struct queue_row *to,
                     const struct queue_row *next)
{
    bool returns = !strcmp(app->jump.from, to->queue->id) && !strcmp(app->jump.to, from->queue->id);

    keep_id(from->stats->next_end, next->queue->id);
    if (!returns)
        keep_id(to->stats->next_end, from->queue->id);
    keep_id(app->jump.from, from->queue->id);
    keep_id(app->jump.to, to->queue->id);
}

static void say(struct app *app, const struct queue *from, const struct ends *e, size_t place)
{
    const char *to = e->items[place]->queue->name;
    size_t n = e->n - e->n_own;

    if (place < e->n_own)
        app_set_status(app, STATUS_INFO, "%s: dead-letter queue of %s", FORMAT_NAME(to),
                       FORMAT_NAME(from->name));
    else if (n > 1)
        app_set_status(app, STATUS_INFO, "%s: source %zu of %zu of %s", FORMAT_NAME(to),
                       place - e->n_own + 1, n, FORMAT_NAME(from->name));
    else
        app_set_status(app, STATUS_INFO, "%s: source of %s", FORMAT_NAME(to),
                       FORMAT_NAME(from->name));
}

static void say_none(struct app *app, const struct queue *q)
{
    const char *dlq = queue_find_dlq(q);

    if (dlq)
        app_set_status(app, STATUS_ERROR, "%s is not in the list of queues", FORMAT_NAME(dlq));
    else
        app_set_status(app, STATUS_INFO, "%s has no dead-letter queue and is not one",
                       FORMAT_NAME(q->name));
}

static void go(struct app *app, const struct queue_row *from, const struct ends *e)
{
    size_t place = place_of(e, from->stats->next_end);
    const struct queue_row *to = e->items[place];

    remember(app, from, to, e->items[(place + 1) % e->n]);
    queues_select(&app->queues, to);
    say(app, from->queue, e, place);
    if (app->focus == PANE_MESSAGES)
        open_peek(app, to, PEEK_BATCH);
}

void dead_letter_jump(struct app *app)
{
    const struct queue_row *from = app_target_queue(app);
    struct ends ends;

    if (!from)
        return;
    collect(&ends, &app->queues, from->queue);
    if (ends.n > 0)
        go(app, from, &ends);
    else
        say_none(app, from->queue);
    free(ends.items);
}
