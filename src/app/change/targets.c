#include "app/change/targets.h"

#include "base/memory/mem.h"
#include "base/text/format.h"
#include "base/text/text_line.h"
#include "parts/queues/prospect.h"

#include <stdlib.h>

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

bool targets_are_a_group(const struct app *app)
{
    return is_grouped(app) && !has_marks(app);
}

/* Of how many groups they are. */
static size_t count_groups(const struct app *app, bool marked)
{
    size_t n = 0;
    bool *has;

    if (!is_grouped(app))
        return 0;
    has = mem_new(app->groups.made.n, sizeof(*has));
    for (size_t i = 0; i < app->messages.n_view; i++) {
        size_t group = groups_of_row(app, i);

        if (has[group] || !is_target(app, i, marked))
            continue;
        has[group] = true;
        n++;
    }
    free(has);
    return n;
}

void targets_count(const struct app *app, struct targets *t)
{
    *t = (struct targets){.marked = has_marks(app)};
    t->n_groups = count_groups(app, t->marked);
    for (size_t i = 0; i < app->messages.n_view; i++)
        if (is_target(app, i, t->marked))
            count_row(app, app->messages.view[i], t);
}

const char *targets_print(char *out, size_t size, const struct targets *t, size_t n)
{
    struct text_line l = text_line(out, size);

    text_line_add(&l, "%s", FORMAT_COUNTED(n, t->marked ? "marked message" : "message"));
    if (t->n_groups)
        text_line_add(&l, " of %s", FORMAT_COUNTED(t->n_groups, "group"));
    return out;
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
