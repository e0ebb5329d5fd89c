#include "app/change/orphans.h"

#include "app/ask.h"
#include "base/format.h"

#include <stdio.h>
#include <string.h>

static bool is_ours(const struct app *app, const struct kept_lease *l)
{
    const char *here = app->config.options.texts[OPT_BASE_URL], *there = l->base_url;

    return !strcmp(l->account_id, app->config.account_id) &&
           (here && there ? !strcmp(here, there) : here == there);
}

static size_t count_ours(const struct app *app)
{
    size_t n = 0;

    for (size_t i = 0; i < app->orphans.found.n; i++)
        n += is_ours(app, &app->orphans.found.items[i]);
    return n;
}

void orphans_settle(struct app *app)
{
    struct orphans *o = &app->orphans;
    size_t n;

    if (o->asked || !o->found.n || !app->config.account_id[0] || app->mode != MODE_PANES ||
        app->freeze.on)
        return;
    o->asked = true;
    n = count_ours(app);
    if (!n)
        return;
    if (app_option(app, OPT_READ_ONLY)) {
        app_set_status(app, STATUS_INFO, "read-only: %zu lease%s of an earlier run end%s by %s", n,
                       n == 1 ? "" : "s", n == 1 ? "s" : "", n == 1 ? "itself" : "themselves");
        return;
    }
    ask_start(app, MODE_ORPHANS, (struct question){.yes = YES_BY_Y, .does = "releases"});
}

void orphans_describe(const struct app *app, char *out, size_t size)
{
    size_t n = count_ours(app);
    int64_t first = -1;
    struct format at;

    for (size_t i = 0; i < app->orphans.found.n; i++) {
        const struct kept_lease *l = &app->orphans.found.items[i];

        if (is_ours(app, l) && (first < 0 || l->taken_wall_ms < first))
            first = l->taken_wall_ms;
    }
    snprintf(out, size, "%zu lease%s from %s %s still held: release %s?", n, n == 1 ? "" : "s",
             times_print_clock(&at, app->times, first), n == 1 ? "is" : "are",
             n == 1 ? "it" : "them");
}

static int64_t find_deadline(const struct app *app, const struct kept_lease *l)
{
    return app->now.mono_ms + (l->deadline_wall_ms - app->now.wall_ms);
}

static void send(struct app *app, struct change_batch *e)
{
    if (e->n)
        changes_send(&app->changes, e, &app->calls, &app->leases, app->now.mono_ms);
}

/* They are sorted by queue: one request for each. */
static void release(struct app *app)
{
    struct changes *all = &app->changes;
    struct change_batch e = {.req_id = 0};
    size_t n = count_ours(app);

    all->summary = (struct change_summary){.group = all->summary.group + 1, .verb = VERB_RETRY};
    all->summary.by_outcome[OUTCOME_SENT] = n;
    for (size_t i = 0; i < app->orphans.found.n; i++) {
        const struct kept_lease *l = &app->orphans.found.items[i];

        if (!is_ours(app, l))
            continue;
        if (strcmp(l->queue_id, e.queue_id) != 0)
            send(app, &e);
        e.by = BY_LEASE;
        e.verb = VERB_RETRY;
        e.group = all->summary.group;
        memcpy(e.queue_id, l->queue_id, sizeof(e.queue_id));
        change_batch_add_lease(&e, l->message_id ? l->message_id : "", l->lease_id,
                               find_deadline(app, l));
    }
    send(app, &e);
    app_set_status(app, STATUS_INFO, "giving %zu lease%s back", n, n == 1 ? "" : "s");
}

void orphans_key(struct app *app, struct key key)
{
    enum question_result result = ask_key(app, key);

    if (result == QUESTION_YES)
        release(app);
    else if (result == QUESTION_CANCEL)
        app_set_status(app, STATUS_INFO, "left as they are: cfqtop release gives them back");
}
