#include "app/change/targets.h"

#include "base/memory/mem.h"
#include "parts/queues/prospect.h"

/* In the body pane it is about the one that is read. */
static bool is_grouped(const struct app *app)
{
    return app->focus == PANE_MESSAGES && groups_are_shown(app);
}

static bool is_target(const struct app *app, size_t row, bool marked)
{
    if (marked)
        return marks_has_row(&app->marks, &app->messages, row);
    return is_grouped(app) ? groups_has_row(app, row) : row == app->messages.list.selected;
}

static bool is_over(const struct app *app, const struct message *m)
{
    return outcome_is_over(outcomes_find(&app->changes.outcomes, m).outcome);
}

static bool has_marks(const struct app *app)
{
    return marks_count(&app->marks, &app->messages) > 0;
}

static void count_row(const struct app *app, const struct message_row *row, struct targets *t)
{
    const struct queue_row *queue = app_open_queue(app);
    const struct message *m = row->message;
    enum prospect_kind kind;

    if (is_over(app, m)) {
        t->over++;
    } else if (m->lease_id) {
        t->by_lease++;
        t->expired += leases_deadline(row->batch, m) <= app->now.mono_ms;
        kind = prospect_find(queue ? queue->queue : NULL, m->attempts).kind;
        t->last += kind == PROSPECT_LAST;
        t->maybe_last += kind == PROSPECT_MAYBE;
    } else if (m->ref) {
        t->by_ref++;
    } else {
        t->bare++;
    }
}

void targets_count(const struct app *app, struct targets *t)
{
    *t = (struct targets){.marked = has_marks(app)};
    t->grouped = !t->marked && is_grouped(app);
    for (size_t i = 0; i < app->messages.n_view; i++)
        if (is_target(app, i, t->marked))
            count_row(app, app->messages.view[i], t);
}

void targets_take(const struct app *app, struct change_batch changes[BY_COUNT])
{
    bool marked = has_marks(app);

    for (size_t i = 0; i < app->messages.n_view; i++) {
        const struct message_row *row = app->messages.view[i];

        if (!is_target(app, i, marked) || is_over(app, row->message))
            continue;
        if (row->message->lease_id)
            change_batch_add(&changes[BY_LEASE], row);
        else if (row->message->ref)
            change_batch_add(&changes[BY_REF], row);
    }
}

const struct message_row **targets_list(const struct app *app, bool all, size_t *n)
{
    const struct messages *m = &app->messages;
    const struct message_row **list = mem_new(m->n_view, sizeof(struct message_row *));
    bool marked = has_marks(app);

    *n = 0;
    for (size_t i = 0; i < m->n_view; i++)
        if ((all && !marked) || is_target(app, i, marked))
            list[(*n)++] = m->view[i];
    return list;
}
