/* What is known of the selected message beside its body. */
#include "base/text/format.h"
#include "parts/queues/prospect.h"
#include "ui/view/views.h"

#include <stdio.h>

static void put_times(const struct app *app, struct rect *r, const struct message *m)
{
    struct format age, utc;
    char text[100];

    if (m->timestamp_ms < 0) {
        view_title_put(r, "timestamp", ROLE_TEXT, "");
        return;
    }
    snprintf(text, sizeof(text), "%s  (%s ago)", format_utc(&utc, m->timestamp_ms),
             format_span(&age, app->now.wall_ms - m->timestamp_ms));
    view_title_put(r, "timestamp", ROLE_TEXT, text);
}

static void put_attempts(const struct app *app, struct rect *r, const struct message *m)
{
    const struct queue_row *row = app_open_queue(app);
    int64_t max = row ? queue_find_max_retries(row->queue) : -1;
    char text[60] = "";

    if (m->attempts >= 0 && max >= 0)
        snprintf(text, sizeof(text), "%lld, max_retries %lld", (long long)m->attempts,
                 (long long)max);
    else if (m->attempts >= 0)
        snprintf(text, sizeof(text), "%lld", (long long)m->attempts);
    view_title_put(r, "attempts", ROLE_TEXT, text);
}

static void put_expiry(const struct app *app, struct rect *r, const struct message *m)
{
    const struct queue_row *row = app_open_queue(app);
    int64_t left = prospect_expires_in(row ? row->queue : NULL, m->timestamp_ms, app->now.wall_ms);
    struct format f;

    view_title_put(r, "expires in",
                   row && prospect_is_soon(row->queue, left) ? ROLE_WARN : ROLE_TEXT,
                   format_span(&f, left));
}

static void put_fate(const struct app *app, struct rect *r, const struct message *m)
{
    struct message_outcome outcome = outcomes_find(&app->changes.outcomes, m);
    char text[500];

    if (outcome.outcome == OUTCOME_NONE)
        return;
    snprintf(text, sizeof(text), "%s%s%s", outcome_name(outcome.outcome), outcome.note ? ": " : "",
             outcome.note ? outcome.note : "");
    view_title_put(r, "outcome", ROLE_NOTICE, text);
}

void view_fields_draw(const struct app *app, struct rect r)
{
    char right[60];
    const struct message_row *row = messages_selected(&app->messages);
    const struct message *m = row ? row->message : NULL;

    if (rect_is_empty(r))
        return;
    snprintf(right, sizeof(right), "%s: all fields", ACTION_KEY(ACT_INFO));
    view_title_draw(r, false, "Message", right);
    rect_cut_top(&r, 1);
    if (!m)
        return;
    view_title_put(&r, "id", ROLE_TEXT, m->id);
    if (row->batch->source == BATCH_PULL)
        view_title_put(&r, "lease_id", ROLE_TEXT, m->lease_id);
    else
        view_title_put(&r, "ref (peeked)", ROLE_TEXT, m->ref);
    put_attempts(app, &r, m);
    put_times(app, &r, m);
    put_expiry(app, &r, m);
    view_title_put(&r, "metadata", ROLE_TEXT, m->metadata);
    put_fate(app, &r, m);
}
