#include "app/change/orphans.h"

#include "app/change/sending.h"
#include "app/keys/ask.h"
#include "app/keys/keys.h"
#include "base/text/format.h"

#include <stdio.h>
#include <string.h>

static bool is_ours(const struct app *app, const struct kept_lease *l)
{
    return kept_lease_is_of(l, app->config.account_id, app->config.options.texts[OPT_BASE_URL]);
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
        app_set_status(app, STATUS_INFO, "read-only: %s of an earlier run will not be released",
                       FORMAT_COUNTED(n, "lease"));
        return;
    }
    ask_start(app, MODE_ORPHANS, (struct question){.yes = YES_BY_Y, .does = "releases"});
}

void orphans_describe(const struct app *app, char *out, size_t size)
{
    int64_t first = -1;
    struct format at;

    for (size_t i = 0; i < app->orphans.found.n; i++) {
        const struct kept_lease *l = &app->orphans.found.items[i];

        if (is_ours(app, l) && (first < 0 || l->taken_wall_ms < first))
            first = l->taken_wall_ms;
    }
    snprintf(out, size, "Release %s, held since %s?", FORMAT_COUNTED(count_ours(app), "lease"),
             times_print_clock(&at, app->times, first));
}

/* They are sorted by queue. */
static void release(struct app *app)
{
    struct change_summary *summary = change_summary_new(VERB_RETRY, 0);
    struct change_batch asked = {.req_id = 0};
    size_t n = count_ours(app);

    for (size_t i = 0; i < app->orphans.found.n; i++) {
        const struct kept_lease *l = &app->orphans.found.items[i];

        if (!is_ours(app, l))
            continue;
        if (strcmp(l->queue_id, asked.queue_id) != 0)
            sending_add(app, &asked);
        asked.by = BY_LEASE;
        asked.verb = VERB_RETRY;
        asked.summary = summary;
        memcpy(asked.queue_id, l->queue_id, sizeof(asked.queue_id));
        change_batch_add_lease(&asked, l->message_id, l->lease_id);
    }
    sending_add(app, &asked);
    app_set_status(app, STATUS_INFO, "releasing %s", FORMAT_COUNTED(n, "lease"));
    sending_run(app);
}

void orphans_key(struct app *app, struct key key)
{
    enum question_result result = ask_key(app, key);

    if (result == QUESTION_YES)
        release(app);
    else if (result == QUESTION_CANCEL)
        app_set_status(app, STATUS_INFO, "leases kept: cfqtop release gives them back");
}
