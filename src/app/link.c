#include "app/link.h"

#include <stdio.h>

void link_init(struct link *l)
{
    *l = (struct link){.good = {-1, -1}, .retry_at_mono_ms = -1, .rate = {-1, -1, -1, -1}};
}

static bool is_waiting(const struct calls *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->items[i].retry_at_mono_ms >= 0)
            return true;
    return false;
}

static void keep_rate(struct link *l, const struct event *e)
{
    if (e->rate.remaining >= 0)
        l->rate = e->rate;
}

void link_note_good(struct link *l, const struct calls *c, const struct event *e,
                    struct instant now)
{
    l->good = now;
    keep_rate(l, e);
    if (l->state == LINK_RETRYING && is_waiting(c))
        return;
    l->state = LINK_LIVE;
    l->retry_at_mono_ms = -1;
    l->error[0] = '\0';
}

/* A queue that is gone or cannot be pulled says nothing about the connection. */
static bool is_plain_no(const struct error *err)
{
    return err->kind == ERR_API && err->http >= 400 && err->http < 500 && err->http != 401 &&
           err->http != 403 && err->http != 429;
}

void link_note_failed(struct link *l, const struct event *e, const char *why)
{
    keep_rate(l, e);
    if (is_plain_no(&e->err) && l->state == LINK_LIVE)
        return;
    l->state = LINK_FAILED;
    snprintf(l->error, sizeof(l->error), "%s", why);
}

void link_note_retrying(struct link *l, const struct event *e, const char *why)
{
    keep_rate(l, e);
    l->state = LINK_RETRYING;
    l->retry_at_mono_ms = e->retry_at_mono_ms;
    snprintf(l->error, sizeof(l->error), "%s", why);
}

void link_leave_retrying(struct link *l, const struct calls *c)
{
    if (l->state != LINK_RETRYING || is_waiting(c))
        return;
    l->state = l->good.mono_ms >= 0 ? LINK_LIVE : LINK_LOADING;
    l->retry_at_mono_ms = -1;
}
