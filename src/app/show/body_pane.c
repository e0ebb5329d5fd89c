#include "app/show/body_pane.h"

#include "app/keys/actions.h"

#include <string.h>

void body_pane_mark_stale(struct app *app)
{
    app->body.stale = true;
}

static void lay_out(struct body_pane *pane)
{
    struct layout layout;

    pane->shown_view = pane->view;
    if (pane->view == LAYOUT_RECEIVED) {
        const struct message *m = pane->shown.message;

        /* As received: not decoded, so that what the API sent can be seen. */
        struct body raw = {
            .form = BODY_TEXT, .bytes = (char *)(uintptr_t)m->body, .len = m->body_len};

        layout_make(&layout, &raw, LAYOUT_RECEIVED);
    } else {
        layout_make(&layout, &pane->body, pane->view);
    }
    pager_set_layout(&pane->pager, &layout);
}

static bool shows_what_came(enum layout_view view)
{
    return view == LAYOUT_BYTES || view == LAYOUT_BASE64 || view == LAYOUT_RECEIVED;
}

/* A message that was peeked or pulled again with the same content stays where it was scrolled to.
 */
static void show(struct body_pane *pane, const struct message_row *row)
{
    struct body fresh;
    bool same;

    if (shows_what_came(pane->view))
        body_decode_came(&fresh, row->message);
    else
        body_decode(&fresh, row->message);
    same = pane->shown.message && fresh.form == pane->body.form && fresh.len == pane->body.len &&
           !strcmp(fresh.chain, pane->body.chain) &&
           !memcmp(fresh.bytes, pane->body.bytes, fresh.len) && pane->shown_view == pane->view;
    body_free(&pane->body);
    pane->body = fresh;
    pane->shown = *row;
    if (!same)
        lay_out(pane);
}

/* The same bytes as before: what is on the screen stays where it is. */
static bool is_same(const struct body_pane *pane, const struct message_row *row)
{
    return !pane->stale && pane->shown.batch == row->batch && pane->shown.message == row->message;
}

void body_pane_settle(struct app *app)
{
    struct body_pane *pane = &app->body;
    const struct message_row *row = messages_selected(&app->messages);

    if (!row) {
        if (pane->shown.message)
            body_pane_close(app);
        pane->stale = false;
        return;
    }
    if (is_same(pane, row))
        return;
    show(pane, row);
    pane->stale = false;
}

bool body_pane_set_view(struct app *app, enum layout_view view, struct error *err)
{
    struct body_pane *pane = &app->body;
    struct queue_stats *stats;

    if (!app->messages.queue_id[0])
        return error_set(err, ERR_USAGE, "no queue is open: each queue has its own view");
    stats = queues_stats(&app->queues, app->messages.queue_id);
    stats->view = view;
    stats->view_chosen = true;
    pane->view = view;
    body_pane_mark_stale(app); /* some look at what came, others at what a decoder made of it */
    body_pane_settle(app);
    return true;
}

void body_pane_walk_view(struct app *app)
{
    enum layout_view next = app->body.view + 1;
    struct error err;

    while (next < LAYOUT_RECEIVED && !layout_has_view(&app->body.body, next))
        next++;
    if (body_pane_set_view(app, next <= LAYOUT_LAST_WALKED ? next : LAYOUT_AUTO, &err))
        app_set_status(app, STATUS_INFO, "bodies of this queue shown %s",
                       layout_view_phrase(app->body.view));
    else
        app_set_status(app, STATUS_INFO, "%s", err.text);
}

void body_pane_open_queue(struct app *app)
{
    const struct queue_stats *stats = queues_stats(&app->queues, app->messages.queue_id);
    const struct queue_option *o =
        queue_options_find(&app->config.queue_options, app_open_name(app));

    app->body.view = stats->view_chosen  ? stats->view
                     : o && o->view >= 0 ? (enum layout_view)o->view
                                         : LAYOUT_AUTO;
}

void body_pane_close(struct app *app)
{
    struct body_pane *pane = &app->body;
    struct layout none = {0};

    body_free(&pane->body);
    pager_set_layout(&pane->pager, &none);
    pane->shown = (struct message_row){0};
}
