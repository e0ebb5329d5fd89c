#include "app/change/release.h"

#include "app/change/sending.h"
#include "base/text/text_line.h"

#include <stdio.h>
#include <string.h>

/* All leases of the queue of number first, and none of them again.  Nobody waits for a summary. */
static void release_queue(struct app *app, size_t first)
{
    struct change_batch asked = {.by = BY_LEASE, .verb = VERB_RETRY};
    const struct string_map *held = &app->leases.held;
    const struct lease *lease = held->items[first].value;

    memcpy(asked.queue_id, lease->queue_id, sizeof(asked.queue_id));
    for (size_t i = first; i < held->n; i++) {
        lease = held->items[i].value;
        if (lease->state != LEASE_HELD || strcmp(lease->queue_id, asked.queue_id) != 0)
            continue;
        change_batch_add_lease(&asked, NULL, lease->id);
        leases_set_state(&app->leases, lease->id, LEASE_BUSY);
    }
    app->release.asked += asked.n;
    sending_add(app, &asked);
}

void release_start(struct app *app, struct instant now)
{
    app->now = now;
    app->release.started = true;
    leases_drop_expired(&app->leases, now.mono_ms);
    for (size_t i = 0; i < app->leases.held.n && !app_option(app, OPT_KEEP_LEASES); i++)
        if (((const struct lease *)app->leases.held.items[i].value)->state == LEASE_HELD)
            release_queue(app, i);
    sending_run(app);
}

bool release_is_done(const struct app *app)
{
    return (!leases_count(&app->leases, LEASE_HELD) || app_option(app, OPT_KEEP_LEASES)) &&
           !calls_are_changing(&app->calls);
}

void release_note(struct app *app, const struct change_item *item)
{
    struct release *r = &app->release;

    if (change_item_is_done(item))
        r->released++;
    else if (change_item_is_over(item))
        r->gone++;
    else if (item->note)
        snprintf(r->error, sizeof(r->error), "%s", item->note);
}

/* What was sent, changes the server and has no answer; NULL: nothing.  A pull and what gives leases
 * back have words of their own. */
static const char *name_unanswered(const struct app *app)
{
    for (size_t i = 0; i < app->calls.n; i++) {
        const struct call_state *call = &app->calls.items[i];
        const struct change_batch *b = changes_find(&app->changes, call->id);

        if (b && b->summary)
            return verb_words(b->verb)->name;
        if (!b && operation_get(call->op)->changes_server && call->op != OP_PULL)
            return operation_get(call->op)->name;
    }
    return NULL;
}

void release_describe(const struct app *app, char *out, size_t size)
{
    const struct release *r = &app->release;
    const char *unanswered = name_unanswered(app);
    size_t kept = leases_count(&app->leases, LEASE_HELD);
    struct text_line l = text_line(out, size);

    if (app_option(app, OPT_KEEP_LEASES) && kept)
        text_line_add(&l, "%s kept (--keep-leases): give back with cfqtop release",
                      FORMAT_COUNTED(kept, "lease"));
    else if (r->released + r->gone < r->asked)
        text_line_add(&l, "released %zu of %s, the rest end by themselves: %s", r->released,
                      FORMAT_COUNTED(r->asked, "lease"),
                      r->error[0] ? r->error : "no answer in time");
    else if (r->released)
        text_line_add(&l, "released %s", FORMAT_COUNTED(r->released, "lease"));
    if (r->gone)
        text_line_join(&l, "; ", "%s had ended before", FORMAT_COUNTED(r->gone, "lease"));
    if (calls_find_op(&app->calls, OP_PULL, NULL))
        text_line_join(&l, "; ", "a pull got no answer: anything it leased comes back by itself");
    if (unanswered)
        text_line_join(&l, "; ", "%s got no answer: it may have been done", unanswered);
    if (r->n_unsent)
        text_line_join(&l, "; ", "%s not sent: as before", FORMAT_COUNTED(r->n_unsent, "message"));
}
