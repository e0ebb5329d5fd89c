#include "cli/doctor/server.h"

#include "api/error/explain.h"
#include "api/graphql/graphql.h"
#include "base/memory/array.h"
#include "base/text/format.h"
#include "cli/doctor/judge.h"
#include "cli/run/session.h"
#include "parts/measure/history_plan.h"

#include <stdio.h>
#include <string.h>

enum { HOUR_MS = 3600000, NAME_BYTES = 40 };

static const struct token no_such = {TOKEN_BAD, -1};

struct look {
    struct findings *found;
    struct session session;
    char account_id[ID_BYTES]; /* "": not known */
    char queue_id[ID_BYTES];   /* the first one; "": there is none */
    struct format_name queue;
    int64_t sent;     /* requests that count to the limit of REST */
    int64_t others;   /* requests of others; -1: not known */
    struct rate rate; /* as last said */
    int64_t skew_ms;  /* by the first answer with a Date */
    bool knows_skew;
    bool lists_accounts; /* and was asked to */
    bool is_over;        /* nothing more is asked */
    bool knows_connection;
};

static void stop(struct look *l, const char *why)
{
    l->is_over = true;
    l->found->why_none = why;
}

static void note_rate(struct look *l, const struct event *e)
{
    l->sent += operation_get(e->op)->api == API_REST;
    if (e->rate.remaining < 0 && e->rate.quota < 0)
        return;
    l->rate = e->rate;
    if (l->others < 0)
        l->others = judge_others(&e->rate, l->sent);
}

static void note_connection(struct look *l, const struct event *e)
{
    const char *url = l->session.settings->options.texts[OPT_BASE_URL];
    const char *host = strstr(url, "://") + 3;
    struct arrival a = e->arrival;
    char name[80];

    if (a.date_ms >= 0 && !l->knows_skew) {
        l->knows_skew = true;
        l->skew_ms = judge_skew(a.date_ms, e->sent.wall_ms, e->received.wall_ms);
    }
    if (!a.http || l->knows_connection)
        return;
    l->knows_connection = true;
    snprintf(name, sizeof name, "%.*s", (int)strcspn(host, "/"), host);
    judge_connection(l->found, name, !strncmp(url, "http:", 5), &a,
                     e->received.mono_ms - e->sent.mono_ms);
}

/* No answer to one means none to the others. */
static void note_silence(struct look *l, const struct event *e)
{
    if (l->session.signal) {
        stop(l, "stopped");
    } else if (e->err.kind == ERR_NETWORK || e->err.kind == ERR_TIMEOUT) {
        findings_set(l->found, CHECK_CONNECTION, FINDING_FAILS, "%s", e->err.text);
        if (!strstr(e->err.text, "certificate"))
            findings_advise(l->found, CHECK_CONNECTION, "check network and proxy");
        stop(l, "no connection");
    }
}

static struct event *run(struct look *l, struct request *r, session_page *on_page, void *ctx)
{
    struct event *e;

    r->call.keep_json = false;
    e = session_run(&l->session, r, on_page, ctx);
    note_rate(l, e);
    note_connection(l, e);
    if (e->kind == EV_FAILED)
        note_silence(l, e);
    return e;
}

static struct event *ask(struct look *l, enum op op)
{
    return run(l, session_new_request(&l->session, op, l->account_id, l->queue_id), NULL, NULL);
}

/* A failed call, as what it was to show; what the rest is not tried for is told there. */
static void tell_failure(struct look *l, enum check c, enum finding_state state,
                         const struct event *e)
{
    bool by_key = l->session.settings->by_key;
    struct explained why;

    if (l->is_over)
        return;
    if (explain_is_denied(&e->err, e->op) ||
        (operation_get(e->op)->api == API_GRAPHQL &&
         graphql_find_trouble(&e->err).kind == GRAPHQL_FORBIDDEN)) {
        findings_set(l->found, c, state, "lacks \"%s\"", operation_get(e->op)->permission);
        findings_advise(l->found, c, "add it, or check --account");
        return;
    }
    findings_set(l->found, c, state, "%s", explain_advising(&why, &e->err, e->op, ""));
    findings_advise(l->found, c, "%s", explain_advice(&why, &e->err, e->op, by_key));
}

static int64_t find_server_now(const struct look *l)
{
    return clock_now().wall_ms - l->skew_ms;
}

static void tell_token(struct look *l, const struct token *t, const char *whose)
{
    judge_token(l->found, t, whose, find_server_now(l));
    if (l->found->items[CHECK_TOKEN].state == FINDING_FAILS)
        stop(l, "the token is not valid");
}

/* true: the API knows no user's token like it, so it may be an account's. */
static bool look_at_user_token(struct look *l)
{
    struct event *e;
    bool unknown = false;

    if (l->session.settings->by_key) {
        findings_set(l->found, CHECK_TOKEN, FINDING_OK,
                     "none: e-mail and key, which the calls below try");
        return false;
    }
    e = ask(l, OP_TOKEN);
    if (e->kind == EV_DONE)
        tell_token(l, &e->u.token, ", a user's token");
    else if (e->err.kind == ERR_API &&
             (e->err.http == 400 || e->err.http == 401 || e->err.http == 403))
        unknown = true;
    else
        tell_failure(l, CHECK_TOKEN, FINDING_FAILS, e);
    event_free(e);
    return unknown;
}

static void look_at_account_token(struct look *l)
{
    struct event *e;

    if (l->lists_accounts && !l->account_id[0]) {
        findings_set(l->found, CHECK_TOKEN, FINDING_OK, "works, and is an account's");
        return;
    }
    if (!l->account_id[0]) { /* the list of accounts was refused for the same reason */
        tell_token(l, &no_such, "");
        l->found->items[CHECK_ACCOUNT].state = FINDING_NONE;
        findings_advise(l->found, CHECK_TOKEN, "check it; an account's own needs --account");
        return;
    }
    e = ask(l, OP_ACCOUNT_TOKEN);
    if (e->kind == EV_DONE)
        tell_token(l, &e->u.token, ", the account's own token");
    else if (e->err.kind == ERR_API)
        tell_token(l, &no_such, "");
    else
        tell_failure(l, CHECK_TOKEN, FINDING_FAILS, e);
    event_free(e);
}

static void take_accounts(struct look *l, const struct account_list *list)
{
    if (!list || list->n != 1) {
        findings_set(l->found, CHECK_ACCOUNT, FINDING_FAILS, "the credential sees %zu accounts",
                     list ? list->n : 0);
        findings_advise(l->found, CHECK_ACCOUNT, "choose one with --account ID");
        return;
    }
    memcpy(l->account_id, list->items[0].id, sizeof l->account_id);
    findings_set(l->found, CHECK_ACCOUNT, FINDING_OK, "%s, the only one: %s", l->account_id,
                 FORMAT_NAME(list->items[0].name));
}

static void look_at_account(struct look *l)
{
    const char *given = l->session.settings->options.texts[OPT_ACCOUNT];
    struct event *e;

    if (given) {
        snprintf(l->account_id, sizeof l->account_id, "%s", given);
        findings_set(l->found, CHECK_ACCOUNT, FINDING_OK, "%s, as given", given);
        return;
    }
    e = ask(l, OP_ACCOUNTS);
    l->lists_accounts = e->kind == EV_DONE;
    if (e->kind == EV_DONE) {
        take_accounts(l, e->u.accounts);
    } else if (!l->is_over) {
        tell_failure(l, CHECK_ACCOUNT, FINDING_FAILS, e);
        findings_advise(l->found, CHECK_ACCOUNT, "give --account ID");
    }
    event_free(e);
}

/* The first page says all that is needed. */
static bool take_page(void *ctx, struct event *e)
{
    struct look *l = ctx;
    const struct queue_page *page = e->u.page;
    int64_t n;

    if (!page || page->page > 1)
        return true;
    n = page->total_count > 0 ? page->total_count : (int64_t)page->n;
    findings_set(l->found, CHECK_QUEUES, FINDING_OK, "has \"%s\": %s",
                 operation_get(OP_QUEUES)->permission, FORMAT_COUNTED(n, "queue"));
    if (page->n) {
        memcpy(l->queue_id, page->items[0].id, sizeof l->queue_id);
        format_name(&l->queue, page->items[0].name);
    }
    return false;
}

static void look_at_queues(struct look *l)
{
    struct event *e =
        run(l, session_new_request(&l->session, OP_QUEUES, l->account_id, NULL), take_page, l);

    if (l->found->items[CHECK_QUEUES].state == FINDING_NONE)
        tell_failure(l, CHECK_QUEUES, FINDING_FAILS, e);
    event_free(e);
}

static void look_at_metrics(struct look *l)
{
    struct event *e = ask(l, OP_METRICS);
    struct format n;

    if (e->kind == EV_DONE)
        findings_set(l->found, CHECK_METRICS, FINDING_OK, "%s has a backlog of %s", l->queue.s,
                     format_count(&n, e->u.metrics.backlog_count));
    else
        tell_failure(l, CHECK_METRICS, FINDING_FAILS, e);
    event_free(e);
}

static void look_at_peek(struct look *l)
{
    struct request *r = session_new_request(&l->session, OP_PEEK, l->account_id, l->queue_id);
    struct event *e;

    r->call.batch_size = 1;
    e = run(l, r, NULL, NULL);
    if (e->kind == EV_DONE)
        findings_set(l->found, CHECK_PEEK, FINDING_OK, "%s can be peeked, which takes no lease",
                     l->queue.s);
    else
        tell_failure(l, CHECK_PEEK, explain_is_unavailable(&e->err) ? FINDING_WARNS : FINDING_FAILS,
                     e);
    event_free(e);
}

static void look_at_queue(struct look *l)
{
    static const enum check checks[] = {CHECK_METRICS, CHECK_PEEK};

    if (l->queue_id[0]) {
        look_at_metrics(l);
        if (!l->is_over)
            look_at_peek(l);
        return;
    }
    for (size_t i = 0; i < ARRAY_LEN(checks); i++)
        findings_set(l->found, checks[i], FINDING_WARNS, "not tried: no queue is known");
}

/* What a token may do no answer tells. */
static void look_at_write(struct look *l)
{
    if (l->session.settings->options.numbers[OPT_READ_ONLY]) {
        findings_set(l->found, CHECK_WRITE, FINDING_OK, "not needed: read-only");
        return;
    }
    findings_set(l->found, CHECK_WRITE, FINDING_WARNS, "not tried: it would change a queue");
    findings_advise(l->found, CHECK_WRITE, "pull needs \"%s\"", operation_get(OP_PULL)->permission);
}

static int64_t find_newest(const struct history *h)
{
    int64_t newest = -1;

    for (size_t i = 0; h && i < h->n; i++)
        if (h->queues[i].n && h->queues[i].rows[h->queues[i].n - 1].time_ms > newest)
            newest = h->queues[i].rows[h->queues[i].n - 1].time_ms;
    return newest;
}

static void look_at_newest(struct look *l, const struct history_plan *plan)
{
    int64_t now_ms = find_server_now(l), end_ms = history_floor(HISTORY_MINUTE, now_ms);
    const struct history_plan_span span = {end_ms - HOUR_MS, end_ms, now_ms};
    struct history_question question;
    struct request *r;
    struct event *e;

    if (!history_plan_make(plan, HISTORY_PART(HISTORY_BACKLOG) | HISTORY_PART(HISTORY_OPERATIONS),
                           &span, HISTORY_MINUTE, &question)) {
        findings_set(l->found, CHECK_NEWEST, FINDING_WARNS, "not of queues, for this account");
        return;
    }
    question.rows = 1; /* the newest comes first */
    r = session_new_request(&l->session, OP_HISTORY, l->account_id, NULL);
    r->call.history = question;
    e = run(l, r, NULL, NULL);
    if (e->kind == EV_DONE)
        judge_newest(l->found, find_newest(e->u.history), now_ms);
    else
        tell_failure(l, CHECK_NEWEST, FINDING_WARNS, e);
    event_free(e);
}

static void look_at_analytics(struct look *l)
{
    struct event *e = ask(l, OP_HISTORY_LIMITS);
    struct history_plan plan;
    struct format age;

    if (e->kind == EV_DONE) {
        history_plan_init(&plan);
        history_plan_learn(&plan, e->u.history_limits);
        findings_set(l->found, CHECK_ANALYTICS, FINDING_OK, "has \"%s\"%s%s",
                     operation_get(OP_HISTORY)->permission, plan.age_s > 0 ? ": the last " : "",
                     plan.age_s > 0 ? format_span(&age, plan.age_s * 1000) : "");
        look_at_newest(l, &plan);
    } else if (!l->is_over) {
        tell_failure(l, CHECK_ANALYTICS, FINDING_WARNS, e);
        findings_set(l->found, CHECK_NEWEST, FINDING_WARNS, "not tried: no analytics");
    }
    event_free(e);
}

static void look_at_all(struct look *l)
{
    static void (*const steps[])(struct look *) = {look_at_queues, look_at_queue, look_at_write,
                                                   look_at_analytics};
    bool unknown = look_at_user_token(l);

    if (!l->is_over)
        look_at_account(l);
    if (!l->is_over && unknown)
        look_at_account_token(l);
    if (!l->is_over && !l->account_id[0])
        stop(l, "no account");
    for (size_t i = 0; i < ARRAY_LEN(steps) && !l->is_over; i++)
        steps[i](l);
    if (l->knows_skew)
        judge_clock(l->found, l->skew_ms);
    if (l->knows_connection)
        judge_limit(l->found, &l->rate, l->others);
}

int server_look(struct findings *f, struct settings *s)
{
    struct look l = {.found = f, .others = -1, .rate = {-1, -1, -1, -1}};
    struct error err;

    if (s->no_credentials) {
        findings_set(f, CHECK_TOKEN, FINDING_FAILS, "%s", s->no_credentials);
        f->why_none = "no credential";
        return 0;
    }
    if (!session_open(&l.session, s, &err)) {
        findings_set(f, CHECK_CONNECTION, FINDING_FAILS, "%s", err.text);
        f->why_none = "no connection";
        return 0;
    }
    look_at_all(&l);
    session_close(&l.session);
    return l.session.signal;
}
