#include "app/change/release.h"

#include <stdio.h>
#include <string.h>

/* One call for all leases of the queue of the first one. */
static void release_queue(struct app *app)
{
    const struct lease *first = app->leases.held.items[0].value;
    char queue_id[ID_BYTES];
    struct request *r;
    size_t n = 0;

    memcpy(queue_id, first->queue_id, sizeof(queue_id));
    r = calls_add(&app->calls, OP_ACK, queue_id, app->now.mono_ms);
    for (size_t i = 0; i < app->leases.held.n; i++) {
        const struct lease *lease = app->leases.held.items[i].value;

        if (strcmp(lease->queue_id, queue_id) != 0)
            continue;
        call_add_retry(&r->call, lease->id, 0);
        n++;
    }
    app->calls.items[app->calls.n - 1].n_leases = n;
    app->release.asked += n;
    leases_drop_queue(&app->leases, queue_id);
}

void release_start(struct app *app, struct instant now)
{
    app->now = now;
    if (app_option(app, OPT_KEEP_LEASES))
        return;
    leases_drop_expired(&app->leases, now.mono_ms);
    while (app->leases.held.n > 0)
        release_queue(app);
}

bool release_is_done(const struct app *app)
{
    return (app->leases.held.n == 0 || app_option(app, OPT_KEEP_LEASES)) &&
           !calls_are_changing(&app->calls);
}

void release_note(struct app *app, size_t n, const char *error)
{
    app->release.released += n;
    if (error)
        snprintf(app->release.error, sizeof(app->release.error), "%s", error);
}

static int add_sentence(char *out, size_t size, int n, const char *text)
{
    if (n < 0 || (size_t)n >= size)
        return n;
    return n + snprintf(out + n, size - (size_t)n, "%s%s", n ? "; " : "", text);
}

/* What was sent, changes the server and has no answer; NULL: nothing.  A pull and what gives leases
 * back have words of their own. */
static const char *name_unanswered(const struct app *app)
{
    if (app->changes.n_sent)
        return verb_words(app->changes.sent[0].verb)->name;
    for (size_t i = 0; i < app->calls.n; i++) {
        const struct call_state *call = &app->calls.items[i];

        if (operation_get(call->op)->changes_server && call->op != OP_PULL && !call->n_leases)
            return operation_get(call->op)->name;
    }
    return NULL;
}

void release_describe(const struct app *app, char *out, size_t size)
{
    const struct release *r = &app->release;
    const char *unanswered = name_unanswered(app);
    bool lost = r->released < r->asked;
    char sentence[100];
    int n = 0;

    out[0] = '\0';
    if (app_option(app, OPT_KEEP_LEASES) && app->leases.held.n)
        n = snprintf(out, size, "%zu lease%s kept (--keep-leases): cfqtop release gives %s back",
                     app->leases.held.n, app->leases.held.n == 1 ? "" : "s",
                     app->leases.held.n == 1 ? "it" : "them");
    else if (lost)
        n = snprintf(out, size, "released %zu of %zu leases, the rest end by themselves: %s",
                     r->released, r->asked, r->error[0] ? r->error : "no answer in time");
    else if (r->asked)
        n = snprintf(out, size, "released %zu lease%s", r->released, r->released == 1 ? "" : "s");
    if (calls_find_op(&app->calls, OP_PULL, NULL))
        n = add_sentence(out, size, n, "a pull had no answer: what it leased comes back by itself");
    if (unanswered) {
        snprintf(sentence, sizeof(sentence), "%s had no answer: it may have been done", unanswered);
        add_sentence(out, size, n, sentence);
    }
}
