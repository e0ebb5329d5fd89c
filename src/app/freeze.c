#include "app/freeze.h"

#include "app/state.h"

void freeze_start(struct app *app)
{
    struct freeze *f = &app->freeze;

    *f = (struct freeze){.on = true,
                         .now = app->now,
                         .since_mono_ms = app->now.mono_ms,
                         .ticked_mono_ms = app->now.mono_ms};
    f->last = &f->first;
}

void freeze_free(struct freeze *f)
{
    while (f->first) {
        struct mail *next = f->first->next;

        event_free((struct event *)f->first);
        f->first = next;
    }
    *f = (struct freeze){0};
}

/* Of a stream the newest sample is enough: there may be many until the freeze ends. */
static void drop_older_sample(struct freeze *f, const struct event *newer)
{
    for (struct mail **link = &f->first; *link; link = &(*link)->next) {
        struct event *e = (struct event *)*link;

        if (e->kind != EV_SAMPLE || e->req_id != newer->req_id)
            continue;
        *link = e->mail.next;
        if (f->last == &e->mail.next)
            f->last = link;
        event_free(e);
        return;
    }
}

bool freeze_hold(struct app *app, struct event *event)
{
    struct freeze *f = &app->freeze;

    if (!f->on)
        return false;
    if (event->kind == EV_SAMPLE)
        drop_older_sample(f, event);
    event->mail.next = NULL;
    *f->last = &event->mail;
    f->last = &event->mail.next;
    return true;
}

void freeze_tick(struct app *app)
{
    struct freeze *f = &app->freeze;

    if (f->now.mono_ms < f->ticked_mono_ms + 1000)
        return;
    f->ticked_mono_ms = f->now.mono_ms;
    app->dirty = true;
}

int64_t freeze_next_due(const struct app *app)
{
    return app->freeze.ticked_mono_ms + 1000;
}

int64_t freeze_span(const struct app *app)
{
    return app->freeze.now.mono_ms - app->freeze.since_mono_ms;
}

void freeze_refuse(struct app *app)
{
    app_set_status(app, STATUS_ERROR, "frozen: nothing is read or changed until %s goes on",
                   ACTION_KEY(ACT_FREEZE));
}
