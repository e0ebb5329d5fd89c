#include "app/change/sending.h"

#include "app/blocker.h"
#include "base/memory/array.h"
#include "base/text/format.h"
#include "base/text/text_line.h"

#include <stdio.h>
#include <string.h>

/* With four, 30,000 messages (300 requests, a quarter of what the API allows in five minutes) take
 * seconds, and of a token or a network that fails no more than 400 messages learn.  On the way out
 * all that counts is that most leases are given back in time. */
enum { AT_ONCE = 4, AT_ONCE_LEAVING = 16 };

/* ", 2 warned" */
static void add_count(struct text_line *l, size_t n, const char *what)
{
    if (n)
        text_line_join(l, ", ", "%zu %s", n, what);
}

void sending_say(struct app *app, const struct change_summary *s)
{
    static const struct {
        enum outcome outcome;
        const char *words;
    } bad[] = {{OUTCOME_WARNED, "warned"},
               {OUTCOME_FAILED, "failed"},
               {OUTCOME_UNKNOWN, "unknown (may be done)"},
               {OUTCOME_NONE, "not sent"}};
    const size_t *n = s->by_outcome;
    size_t done = n[OUTCOME_ACKED] + n[OUTCOME_RETRIED] + n[OUTCOME_EXTENDED];
    size_t n_bad = 0;
    struct format delay;
    char text[200], in[40] = "";
    struct text_line l = text_line(text, sizeof(text));

    if (s->verb == VERB_RETRY && s->delay_s)
        snprintf(in, sizeof(in), ", back in %s", format_duration(&delay, s->delay_s * 1000));
    if (done)
        text_line_add(&l, "%s %zu%s", verb_words(s->verb)->done, done, in);
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        add_count(&l, n[bad[i].outcome], bad[i].words);
        n_bad += n[bad[i].outcome];
    }
    add_count(&l, n[OUTCOME_SENT] + n[OUTCOME_WAITING], "under way");
    app_set_status(app, n_bad ? STATUS_ERROR : STATUS_INFO, "%s%s%s%s%s",
                   done ? "" : verb_words(s->verb)->name, done ? "" : ": ", text, n_bad ? ": " : "",
                   n_bad ? s->why : "");
}

static void set_outcomes(struct app *app, const struct change_batch *b, enum outcome outcome)
{
    for (size_t i = 0; i < b->n; i++)
        outcomes_set(&app->changes.outcomes, b->items[i].handle, outcome, NULL);
}

void sending_add(struct app *app, struct change_batch *asked)
{
    set_outcomes(app, asked, OUTCOME_WAITING);
    if (asked->summary)
        asked->summary->by_outcome[OUTCOME_WAITING] += asked->n;
    changes_add(&app->changes, asked);
}

/* asked: but what gives leases back on the way out. */
static size_t stop(struct app *app, bool asked, const char *queue_id, const char *why)
{
    struct changes *all = &app->changes;
    size_t n = 0;

    for (size_t i = all->n; i-- > 0;) {
        struct change_batch *b = &all->batches[i];
        struct change_summary *s = b->summary;

        if (b->req_id || (asked && !s) || (queue_id && strcmp(b->queue_id, queue_id) != 0))
            continue;
        n += b->n;
        set_outcomes(app, b, OUTCOME_NONE);
        if (s) {
            s->by_outcome[OUTCOME_WAITING] -= b->n;
            s->by_outcome[OUTCOME_NONE] += b->n;
            if (!s->why[0])
                snprintf(s->why, sizeof(s->why), "%s", why);
            sending_say(app, s);
        }
        changes_remove(all, b);
    }
    return n;
}

bool sending_give_up(struct app *app, uint64_t trash_id)
{
    struct changes *all = &app->changes;
    bool found = false;

    for (size_t i = all->n; i-- > 0;)
        if (all->batches[i].trash_id == trash_id) {
            set_outcomes(app, &all->batches[i], OUTCOME_NONE);
            changes_remove(all, &all->batches[i]);
            found = true;
        }
    return found;
}

size_t sending_stop(struct app *app, const char *queue_id, const char *why)
{
    return stop(app, false, queue_id, why);
}

void sending_run(struct app *app)
{
    struct changes *all = &app->changes;
    size_t most = app->release.started ? AT_ONCE_LEAVING : AT_ONCE;
    /* :set or a 403 may have said so after the yes. */
    const char *why = blocker_hides(app, ACT_ACK) ? blocker_find(app, ACT_ACK) : NULL;
    struct change_batch *b;
    char text[160];

    if (app->release.started)
        app->release.n_unsent += stop(app, true, NULL, "quitting");
    else if (why)
        stop(app, true, NULL, action_fill(text, sizeof(text), why));
    while ((b = changes_next(all, most)) != NULL)
        changes_send(all, b, &app->calls, &app->leases, app->now.mono_ms);
}
