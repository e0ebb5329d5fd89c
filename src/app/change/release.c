#include "app/change/release.h"

#include "app/change/sending.h"
#include "base/text_line.h"

#include <stdio.h>
#include <string.h>

/* All leases of the queue of the first one.  Nobody waits for a summary. */
static void release_queue(struct app *app)
{
    struct change_batch asked = {.by = BY_LEASE, .verb = VERB_RETRY};
    const struct string_map *held = &app->leases.held;
    const struct lease *first = held->items[0].value;

    memcpy(asked.queue_id, first->queue_id, sizeof(asked.queue_id));
    for (size_t i = 0; i < held->n; i++) {
        const struct lease *lease = held->items[i].value;

        if (!strcmp(lease->queue_id, asked.queue_id))
            change_batch_add_lease(&asked, NULL, lease->id, lease->deadline_mono_ms);
    }
    app->release.asked += asked.n;
    leases_drop_queue(&app->leases, asked.queue_id);
    sending_add(app, &asked);
}

void release_start(struct app *app, struct instant now)
{
    app->now = now;
    leases_drop_expired(&app->leases, now.mono_ms);
    while (app->leases.held.n > 0 && !app_option(app, OPT_KEEP_LEASES))
        release_queue(app);
    sending_run(app);
}

bool release_is_done(const struct app *app)
{
    return (app->leases.held.n == 0 || app_option(app, OPT_KEEP_LEASES)) &&
           !calls_are_changing(&app->calls);
}

/* A success may leave leases out; without a count it means all of them. */
void release_note(struct app *app, size_t n, const struct event *e, const char *why)
{
    const struct ack_result *ack = e->kind == EV_DONE ? e->u.ack : NULL;
    bool all = ack && (ack->retry_count < 0 || (uint64_t)ack->retry_count >= n);

    if (ack)
        why = ack->n_warnings ? ack->warnings[0].text : "the server left them out";
    app->release.released += all ? n : ack ? (size_t)ack->retry_count : 0;
    if (!all)
        snprintf(app->release.error, sizeof(app->release.error), "%s", why);
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
    struct text_line l = text_line(out, size);

    if (app_option(app, OPT_KEEP_LEASES) && app->leases.held.n)
        text_line_add(&l, "%s kept (--keep-leases): give back with cfqtop release",
                      FORMAT_COUNTED(app->leases.held.n, "lease"));
    else if (r->released < r->asked)
        text_line_add(&l, "released %zu of %s, the rest end by themselves: %s", r->released,
                      FORMAT_COUNTED(r->asked, "lease"),
                      r->error[0] ? r->error : "no answer in time");
    else if (r->asked)
        text_line_add(&l, "released %s", FORMAT_COUNTED(r->released, "lease"));
    if (calls_find_op(&app->calls, OP_PULL, NULL))
        text_line_join(&l, "; ", "a pull got no answer: anything it leased comes back by itself");
    if (unanswered)
        text_line_join(&l, "; ", "%s got no answer: it may have been done", unanswered);
    if (r->n_unsent)
        text_line_join(&l, "; ", "%s not sent: as before", FORMAT_COUNTED(r->n_unsent, "message"));
}
