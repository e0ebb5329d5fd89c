#include "cli/run/headless.h"

#include "app/read/measure.h"
#include "app/read/past.h"
#include "base/memory/mem.h"
#include "cli/print/output.h"
#include "cli/run/resolve.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS = 1000000, SHOWN_BYTES = 100, SLEEP_MS = 60000 };

static struct app *make_app(const struct headless *h, const struct settings *s, bool dead_letters)
{
    struct app_config cfg = {.credential = s->credential_source, .by_key = s->by_key};

    option_values_init(&cfg.options);
    memcpy(cfg.options.numbers, s->options.numbers, sizeof(cfg.options.numbers));
    cfg.options.numbers[OPT_READ_ONLY] = true;
    memcpy(cfg.account_id, h->account_id, sizeof(cfg.account_id));
    cfg.only = h->only;
    cfg.only.dead_letters = dead_letters;
    return app_new(&cfg, clock_now());
}

/* What stays wrong however often it is asked again; of one queue that is gone the others know
 * nothing. */
static bool is_failure(const struct event *e)
{
    return e->kind == EV_FAILED && e->final && e->err.kind != ERR_CANCELLED &&
           (e->op == OP_QUEUES || e->op == OP_ACCOUNTS ||
            (e->op == OP_METRICS && e->err.http != 404));
}

/* The app frees what it takes. */
static void take_events(struct headless *h)
{
    struct event *next;

    for (struct event *e = fetch_take(h->session.fetch); e; e = next) {
        next = (struct event *)e->mail.next;
        if (h->failure) {
            event_free(e);
        } else if (is_failure(e)) {
            h->failure = e;
        } else {
            if (e->kind == EV_RETRYING && operation_get(e->op)->api == API_REST)
                session_note_retry(&h->session, e);
            app_event(h->app, e, clock_now());
        }
    }
}

static void send_requests(struct headless *h)
{
    struct request *r;

    while ((r = app_take_request(h->app)) != NULL) {
        if (r->kind == REQ_CALL && r->call.op == OP_QUEUES)
            r->call.keep_json = h->session.settings->options.numbers[OPT_JSON];
        fetch_put(h->session.fetch, r);
    }
}

static void settle(struct headless *h)
{
    const struct app_sizes all = {.queue_rows = ROWS};

    queues_settle(&h->app->queues, h->app->now.mono_ms);
    app_set_sizes(h->app, &all, clock_now());
    app_tick(h->app, clock_now());
    send_requests(h);
}

static int find_timeout(const struct headless *h, int64_t until_mono_ms)
{
    int64_t now = clock_now().mono_ms, due = app_next_due(h->app);

    due = due < until_mono_ms ? due : until_mono_ms;
    return due <= now ? 0 : due - now > SLEEP_MS ? SLEEP_MS : (int)(due - now);
}

enum headless_end headless_run(struct headless *h, headless_is_done *is_done, void *ctx,
                               int64_t for_ms)
{
    int64_t until = for_ms < 0 ? INT64_MAX : clock_now().mono_ms + for_ms;

    for (;;) {
        settle(h);
        if (is_done(ctx, h))
            return HEADLESS_DONE;
        if (clock_now().mono_ms >= until)
            return HEADLESS_TIME;
        session_wait(&h->session, find_timeout(h, until));
        if (h->session.signal)
            return HEADLESS_SIGNAL;
        take_events(h);
        if (h->failure)
            return HEADLESS_FAILED;
    }
}

static bool is_listed(void *unused, struct headless *h)
{
    (void)unused;
    return h->app->queues.loaded;
}

static bool has_all(const struct headless *h)
{
    for (size_t i = 0; i < h->only.n; i++) {
        const char *name = h->only.queues[i];

        if (queues_find_name(&h->app->queues, name) || queues_find(&h->app->queues, name))
            continue;
        output_fail("no queue \"%.*s\" in account %s", SHOWN_BYTES, name, h->account_id);
        return false;
    }
    return true;
}

static int begin(struct headless *h, struct settings *settings)
{
    struct resolved where = {.queue_name = NULL};
    struct error err;
    int status;

    if (!session_open(&h->session, settings, &err)) {
        output_fail("%s", err.text);
        return 1;
    }
    status = resolve_account(&h->session, &where);
    memcpy(h->account_id, where.account_id, sizeof(h->account_id));
    if (!status)
        return 0;
    session_close(&h->session);
    return h->session.signal ? 128 + h->session.signal : status;
}

enum headless_end headless_open(struct headless *h, struct settings *settings, bool dead_letters,
                                int *status)
{
    enum headless_end end;

    *h = (struct headless){.only = {settings->queues, settings->n_queues, false}};
    *status = begin(h, settings);
    if (*status)
        return HEADLESS_REFUSED;
    h->app = make_app(h, settings, dead_letters);
    if (!settings->options.texts[OPT_ACCOUNT])
        measure_note_request(h->app, NULL); /* the accounts were asked for */
    end = headless_run(h, is_listed, NULL, -1);
    return end == HEADLESS_DONE && !has_all(h) ? HEADLESS_NO_QUEUE : end;
}

int headless_report(const struct headless *h, enum headless_end end)
{
    if (end == HEADLESS_SIGNAL)
        return 128 + h->session.signal;
    if (end == HEADLESS_FAILED)
        session_report(&h->session, h->failure);
    return end == HEADLESS_FAILED || end == HEADLESS_NO_QUEUE;
}

struct queue_row *headless_next(const struct headless *h, size_t *place)
{
    while (*place < h->app->queues.n_rows) {
        struct queue_row *row = &h->app->queues.rows[(*place)++];

        if (measure_only_names(&h->only, row))
            return row;
    }
    return NULL;
}

size_t headless_count(const struct headless *h)
{
    size_t n = 0, place = 0;

    while (headless_next(h, &place))
        n++;
    return n;
}

bool headless_is_measured(const struct queue_row *row)
{
    return row->stats->series.n > 0 || row->stats->failed;
}

bool headless_waits_for_past(const struct headless *h)
{
    return h->app->queues.n_rows > 0 && past_is_coming(h->app);
}

void headless_close(struct headless *h)
{
    session_close(&h->session);
    event_free(h->failure);
    app_free(h->app);
}
