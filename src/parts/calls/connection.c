#include "parts/calls/connection.h"

#include "base/memory/array.h"

#include <stdio.h>

enum { SLOW_BY_USER_MS = 1000, SLOW_MS = 3000 };

void connection_init(struct connection *l)
{
    *l = (struct connection){.good = {-1, -1}, .retry_at_mono_ms = -1, .rate = {-1, -1, -1, -1}};
}

/* Without history the screen is whole. */
static bool is_of_screen(const struct call_state *call)
{
    return operation_get(call->op)->api == API_REST;
}

static bool is_waiting(const struct calls *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->items[i].retry_at_mono_ms >= 0 && is_of_screen(&c->items[i]))
            return true;
    return false;
}

static const char *name_trouble(const struct error *err)
{
    static const char *const names[] = {
        [ERR_NONE] = "failed",         [ERR_USAGE] = "not sent",      [ERR_NETWORK] = "no network",
        [ERR_TIMEOUT] = "no answer",   [ERR_RESPONSE] = "bad answer", [ERR_API] = "refused",
        [ERR_CANCELLED] = "cancelled",
    };
    _Static_assert(ARRAY_LEN(names) == ERR_COUNT, "every error has its name");

    if (err->kind != ERR_API)
        return names[err->kind];
    if (err->http == 429)
        return "rate limited";
    if (err->http == 403 && err->token == TOKEN_ACTIVE)
        return "no permission";
    return err->http >= 500 ? "server error" : names[ERR_API];
}

static bool is_slow(const struct call_state *call, int64_t now_mono_ms)
{
    return call->retry_at_mono_ms < 0 && !call->streams && is_of_screen(call) &&
           now_mono_ms - call->started_mono_ms >= (call->by_user ? SLOW_BY_USER_MS : SLOW_MS);
}

const struct call_state *connection_find_slow(const struct calls *c, int64_t now_mono_ms)
{
    const struct call_state *found = NULL;

    for (size_t i = 0; i < c->n; i++) {
        const struct call_state *call = &c->items[i];

        if (is_slow(call, now_mono_ms) &&
            (!found || call->by_user > found->by_user ||
             (call->by_user == found->by_user && call->started_mono_ms < found->started_mono_ms)))
            found = call;
    }
    return found;
}

static void keep_rate(struct connection *l, const struct event *e)
{
    if (e->rate.remaining < 0)
        return;
    l->rate = e->rate;
    l->rate_mono_ms = e->received.mono_ms;
}

void connection_note_good(struct connection *l, const struct calls *c, const struct event *e,
                          struct instant now)
{
    l->good = now;
    l->reads[e->op] = NULL;
    keep_rate(l, e);
    if (l->state == CONNECTION_RETRYING && is_waiting(c))
        return;
    l->state = CONNECTION_LIVE;
    l->retry_at_mono_ms = -1;
    l->error[0] = '\0';
}

/* A queue that is gone or cannot be pulled says nothing about the connection. */
static bool is_plain_no(const struct error *err)
{
    return err->kind == ERR_API && err->http >= 400 && err->http < 500 && err->http != 401 &&
           err->http != 403 && err->http != 429;
}

void connection_note_failed(struct connection *l, const struct event *e, const char *why)
{
    keep_rate(l, e);
    if (is_plain_no(&e->err) && l->state == CONNECTION_LIVE)
        return;
    l->state = CONNECTION_FAILED;
    l->trouble = name_trouble(&e->err);
    snprintf(l->error, sizeof(l->error), "%s", why);
}

void connection_note_read(struct connection *l, const struct event *e)
{
    l->reads[e->op] = name_trouble(&e->err);
}

const char *connection_find_read_trouble(const struct connection *l)
{
    for (int op = 0; op < OP_COUNT; op++)
        if (l->reads[op])
            return l->reads[op];
    return NULL;
}

void connection_note_retrying(struct connection *l, const struct event *e, const char *why)
{
    keep_rate(l, e);
    l->state = CONNECTION_RETRYING;
    l->trouble = name_trouble(&e->err);
    l->retry_at_mono_ms = e->retry_at_mono_ms;
    snprintf(l->error, sizeof(l->error), "%s", why);
}

void connection_leave_retrying(struct connection *l, const struct calls *c)
{
    if (l->state != CONNECTION_RETRYING || is_waiting(c))
        return;
    l->state = l->good.mono_ms >= 0 ? CONNECTION_LIVE : CONNECTION_LOADING;
    l->retry_at_mono_ms = -1;
}
