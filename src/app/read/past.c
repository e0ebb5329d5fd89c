#include "app/read/past.h"

#include "api/graphql/graphql.h"
#include "base/memory/array.h"
#include "parts/balance/balance.h"

#include <stdio.h>
#include <string.h>

enum {
    RECENT_MINUTES = 15,
    HOUR_MINUTES_BACK = 64,
    AGAIN_MS = 60000,       /* from one round to the next, */
    AGAIN_MS_EACH = 6000,   /* and for each of its questions */
    HOUR_AGAIN_MS = 900000, /* after so long without history the hour is asked for again */
    REST_MS = 700,          /* the cursor has stayed for so long */
    COMING_MS = 10000,      /* so long is waited for what all queues did */
    FAILED_MS = 30000,      /* after a failure that says nothing */
    QUESTIONS = 150,        /* of the 300 in 5 minutes */
    IDS = 500,              /* in one question */
    KINDS = 6,              /* of what is done with messages, at most, in a minute */
    TRIES = 8,              /* of one question, each time with what was learnt */
    SPANS = 20              /* that a range is asked for in, at most */
};

static const int64_t MINUTE = 60000;

static bool is_asking(const struct app *app)
{
    return calls_find_op(&app->calls, OP_HISTORY, NULL) ||
           calls_find_op(&app->calls, OP_HISTORY_LIMITS, NULL);
}

static struct request *ask(struct app *app, enum op op, enum past_job job)
{
    struct past *p = &app->past;

    p->job = job;
    if (!p->began_mono_ms)
        p->began_mono_ms = app->now.mono_ms;
    budget_note(&p->budget, app->now.mono_ms, 1);
    return calls_add(&app->calls, op, "", app->now.mono_ms);
}

/* The queues from place on in order of name, as many as fit; none are named where it is all. */
static void name_queues(struct past_round *round, const struct queues *q, size_t fit,
                        struct call *call)
{
    size_t n = q->n_rows - round->place;

    if (fit >= q->n_rows) {
        round->asked = q->n_rows;
        return;
    }
    fit = fit < IDS ? fit : IDS;
    round->asked = n < fit ? n : fit;
    for (size_t i = 0; i < round->asked; i++)
        call_add_queue(call, q->rows[round->place + i].queue->id);
}

/* The list may have become shorter since the last question. */
static void begin_round(struct past_round *round, size_t n_queues, int64_t now_mono_ms)
{
    if (round->place >= n_queues)
        round->place = 0;
    if (round->place > 0)
        return;
    round->began_mono_ms = now_mono_ms;
    round->n = 0;
}

/* What it is about may not be asked for; the other jobs go on. */
static void leave_out_round(struct past *p, struct past_round *round)
{
    round->due_mono_ms = INT64_MAX;
    round->done = true;
    if (p->plan.parts)
        return;
    p->stopped = true;
    snprintf(p->trouble, sizeof(p->trouble),
             "the analytics of this account say nothing of its queues");
}

static unsigned find_parts(enum past_job job)
{
    static const unsigned parts[] = {
        [PAST_LIMITS] = 0,
        [PAST_RECENT] = HISTORY_PART(HISTORY_BACKLOG) | HISTORY_PART(HISTORY_OPERATIONS),
        [PAST_HOUR] = HISTORY_PART(HISTORY_BACKLOG),
        [PAST_WANTED_QUEUES] = HISTORY_ALL_PARTS,
    };
    _Static_assert(ARRAY_LEN(parts) == PAST_JOBS, "every job has its parts");

    return parts[job];
}

static void ask_round(struct app *app, enum past_job job)
{
    struct past *p = &app->past;
    bool recent = job == PAST_RECENT;
    struct past_round *round = &p->rounds[job];
    size_t rows = recent ? RECENT_MINUTES : HOUR_MINUTES_BACK;
    enum history_step step = HISTORY_MINUTE;
    struct history_question question;
    struct history_plan_span span = {.now_ms = app->now.wall_ms};
    struct request *r;

    if (!recent && history_plan_fit(&p->plan, rows) < app->queues.n_rows) {
        step = HISTORY_FIVE_MINUTES;
        rows = HOUR_MINUTES_BACK / 5 + 1;
    }
    span.end_ms = history_floor(step, span.now_ms); /* a step that is not over says little */
    span.start_ms = span.end_ms - (recent ? RECENT_MINUTES : HOUR_MINUTES_BACK) * MINUTE;
    if (!history_plan_make(&p->plan, find_parts(job), &span, step, &question)) {
        leave_out_round(p, round);
        return;
    }
    /* In steps where that is not too much: only so it is known what comes and goes now. */
    question.operations_in_total = history_plan_fit(&p->plan, rows * KINDS) < app->queues.n_rows;
    begin_round(round, app->queues.n_rows, app->now.mono_ms);
    round->n++;
    r = ask(app, OP_HISTORY, job);
    r->call.history = question;
    name_queues(round, &app->queues, history_plan_fit(&p->plan, rows), &r->call);
}

/* What came is the answer, until it is asked for again. */
static void end_wanted(struct app *app)
{
    struct past *p = &app->past;
    int64_t step_ms;

    if (!p->incoming)
        return;
    step_ms = history_step_ms(p->incoming->asked.step);
    history_free(p->history);
    p->history = p->incoming;
    p->incoming = NULL;
    p->wanted_due_mono_ms = app->now.mono_ms + (step_ms / 2 > AGAIN_MS ? step_ms / 2 : AGAIN_MS);
}

static void ask_wanted(struct app *app)
{
    struct past *p = &app->past;
    enum history_step step = history_plan_step(&p->plan, p->range_ms);
    struct history_question question;
    struct history_plan_span span;
    struct request *r;

    p->wanted_due_mono_ms = INT64_MAX;
    if (!p->incoming) {
        p->incoming_start_ms = history_floor(step, app->now.wall_ms - p->range_ms);
        p->n_spans = 0;
    }
    p->n_spans++;
    span = (struct history_plan_span){p->incoming_start_ms,
                                      p->incoming ? p->incoming->asked.start_ms : app->now.wall_ms,
                                      app->now.wall_ms};
    if (!history_plan_make(&p->plan, find_parts(PAST_WANTED_QUEUES), &span,
                           p->incoming ? p->incoming->asked.step : step, &question)) {
        end_wanted(app); /* nothing older is kept */
        return;
    }
    r = ask(app, OP_HISTORY, PAST_WANTED_QUEUES);
    r->call.history = question;
    p->asked_version = p->version;
    for (size_t i = 0; i < p->n_wanted; i++)
        call_add_queue(&r->call, p->wanted[i]);
}

static bool can_ask(const struct app *app)
{
    return !app->past.stopped && !app->quitting && !app->freeze.on && app->config.account_id[0] &&
           app->queues.loaded && app->queues.n_rows > 0 && !is_asking(app);
}

/* The next moment at which each kind of question may be asked. */
static int64_t find_due(const struct past *p, enum past_job job)
{
    if (job == PAST_LIMITS)
        return p->knows_limits ? INT64_MAX : 0;
    return job == PAST_WANTED_QUEUES ? p->wanted_due_mono_ms : p->rounds[job].due_mono_ms;
}

static enum past_job find_next(const struct past *p, int64_t *due_mono_ms)
{
    enum past_job next = PAST_LIMITS;

    *due_mono_ms = INT64_MAX;
    for (int job = 0; job < PAST_JOBS; job++)
        if (find_due(p, (enum past_job)job) < *due_mono_ms) {
            next = (enum past_job)job;
            *due_mono_ms = find_due(p, next);
        }
    if (*due_mono_ms < p->again_mono_ms)
        *due_mono_ms = p->again_mono_ms;
    return next;
}

void past_run(struct app *app)
{
    struct past *p = &app->past;
    enum past_job job;
    int64_t due;

    if (!can_ask(app))
        return;
    job = find_next(p, &due);
    if (due > app->now.mono_ms)
        return;
    if (budget_used(&p->budget, app->now.mono_ms) >= QUESTIONS)
        p->again_mono_ms = app->now.mono_ms + 1000;
    else if (job == PAST_LIMITS)
        ask(app, OP_HISTORY_LIMITS, job);
    else if (job == PAST_WANTED_QUEUES)
        ask_wanted(app);
    else
        ask_round(app, job);
}

int64_t past_next_due(const struct app *app)
{
    int64_t due;

    if (!can_ask(app))
        return INT64_MAX;
    find_next(&app->past, &due);
    return due;
}

static void end_round(struct past *p, enum past_job job, size_t n_queues, int64_t now_mono_ms)
{
    struct past_round *round = &p->rounds[job];
    int64_t wait = round->n * AGAIN_MS_EACH;

    round->place += round->asked;
    if (round->place < n_queues)
        return;
    round->place = 0;
    round->done = true;
    round->done_mono_ms = now_mono_ms;
    round->due_mono_ms = round->began_mono_ms + (wait > AGAIN_MS ? wait : AGAIN_MS);
    if (job == PAST_HOUR) /* the other goes on with it */
        round->due_mono_ms = INT64_MAX;
}

/* After a long silence the hour has a hole. */
static void mend_hour(struct past *p, int64_t now_mono_ms)
{
    const struct past_round *recent = &p->rounds[PAST_RECENT];

    if (recent->done && now_mono_ms - recent->done_mono_ms > HOUR_AGAIN_MS)
        p->rounds[PAST_HOUR].due_mono_ms = 0;
}

/* Where the span was too long for one question, the rest is asked for at once. */
static void keep_wanted(struct app *app, struct history *h)
{
    struct past *p = &app->past;

    if (p->asked_version != p->version) {
        history_free(h);
        return;
    }
    p->incoming = p->incoming ? history_join(h, p->incoming) : h;
    if (p->incoming->asked.start_ms > p->incoming_start_ms && p->n_spans < SPANS)
        p->wanted_due_mono_ms = app->now.mono_ms;
    else
        end_wanted(app);
}

/* Told where a person can do something about it. */
static void stop(struct app *app, enum graphql_kind kind, const char *why)
{
    struct past *p = &app->past;

    p->stopped = true;
    snprintf(p->trouble, sizeof(p->trouble), "%s", why);
    if (kind == GRAPHQL_FORBIDDEN)
        app_set_status(app, STATUS_INFO, "no history: the credential lacks \"%s\"",
                       operation_get(OP_HISTORY)->permission);
    else if (kind == GRAPHQL_PLAN)
        app_set_status(app, STATUS_INFO, "no history: it is not in the plan of this account");
}

/* Some parts came, others did not: what stands in the way of these for good is not asked again. */
static void leave_out_missing(struct past *p, const struct history *h)
{
    struct graphql_trouble t = graphql_find_trouble(&h->err);

    if (h->err.kind == ERR_NONE)
        return;
    for (int part = 0; part < HISTORY_PARTS; part++)
        if ((h->asked.parts & HISTORY_PART(part)) && !h->parts[part].came &&
            (t.wait_s == GRAPHQL_NEVER || t.wait_s == 0))
            p->plan.parts &= ~HISTORY_PART(part);
}

/* What comes and goes, by the rules by which it is told of one queue. */
static void take_flows(struct app *app, const struct history *h)
{
    app->past.has_flows = !h->asked.operations_in_total && h->parts[HISTORY_OPERATIONS].came;
    for (size_t i = 0; i < h->n && app->past.has_flows; i++) {
        struct queue_row *row = queues_find(&app->queues, h->queues[i].id);
        struct balance b;
        struct drain d;

        if (!row)
            continue;
        d = drain_find(row, &app->now);
        b = balance_find(h, row, &d, app->now.wall_ms);
        row->stats->flow = (struct queue_flow){
            b.now.rate[HISTORY_WRITTEN], b.now.rate[HISTORY_DELIVERED],
            b.now.rate[HISTORY_DEAD_LETTERED] < 0 || b.now.rate[HISTORY_FAILED] < 0
                ? -1
                : b.now.rate[HISTORY_DEAD_LETTERED] + b.now.rate[HISTORY_FAILED],
            b.end_ms};
    }
}

static void take_history(struct app *app, struct history *h)
{
    struct past *p = &app->past;

    leave_out_missing(p, h);
    p->tries = 0;
    p->trouble[0] = '\0';
    if (p->job == PAST_WANTED_QUEUES) {
        keep_wanted(app, h);
        return;
    }
    if (p->job == PAST_RECENT) {
        queues_take_past(&app->queues, h);
        take_flows(app, h);
        mend_hour(p, app->now.mono_ms);
    } else {
        queues_take_hour(&app->queues, h);
    }
    end_round(p, p->job, app->queues.n_rows, app->now.mono_ms);
    history_free(h);
}

void past_take(struct app *app, struct event *e)
{
    struct past *p = &app->past;

    if (e->op == OP_HISTORY_LIMITS) {
        p->knows_limits = true;
        history_plan_learn(&p->plan, e->u.history_limits);
        return;
    }
    take_history(app, e->u.history);
    e->u.history = NULL;
}

/* From the beginning: with what was learnt the steps may be others. */
static void ask_wanted_anew(struct past *p)
{
    history_free(p->incoming);
    p->incoming = NULL;
    p->wanted_due_mono_ms = 0;
}

void past_take_failure(struct app *app, const struct event *e, const char *why)
{
    struct past *p = &app->past;
    struct graphql_trouble t = graphql_find_trouble(&e->err);

    if (p->job == PAST_WANTED_QUEUES && p->wanted_due_mono_ms == INT64_MAX)
        ask_wanted_anew(p);
    if (t.wait_s == GRAPHQL_NEVER && p->job == PAST_LIMITS && t.kind == GRAPHQL_SCHEMA) {
        p->knows_limits = true; /* what may be asked is asked for otherwise than we know */
    } else if (t.wait_s == GRAPHQL_NEVER) {
        stop(app, t.kind, why);
    } else if (++p->tries < TRIES && history_plan_adapt(&p->plan, &t, find_parts(p->job))) {
        p->again_mono_ms = app->now.mono_ms;
    } else {
        p->tries = 0;
        snprintf(p->trouble, sizeof(p->trouble), "%s", why);
        p->again_mono_ms = app->now.mono_ms + (t.wait_s > 0 ? t.wait_s * 1000 : FAILED_MS);
    }
}

void past_forget_refusal(struct app *app)
{
    app->past.stopped = false;
    app->past.knows_limits = false;
    history_plan_init(&app->past.plan);
}

bool past_is_coming(const struct app *app)
{
    const struct past *p = &app->past;

    return !p->stopped && !p->trouble[0] && !p->rounds[PAST_RECENT].done &&
           (!p->began_mono_ms || app->now.mono_ms - p->began_mono_ms < COMING_MS);
}

static bool is_wanted(const struct past *p, const char *const *queue_ids, size_t n)
{
    bool same = p->n_wanted == n;

    for (size_t i = 0; same && i < n; i++)
        same = !strcmp(p->wanted[i], queue_ids[i]);
    return same;
}

void past_want(struct app *app, const char *const *queue_ids, size_t n, int64_t range_ms)
{
    struct past *p = &app->past;
    bool same;

    n = n < PAST_WANTED ? n : PAST_WANTED;
    same = is_wanted(p, queue_ids, n);
    if (same && p->range_ms == range_ms)
        return;
    for (size_t i = 0; i < n; i++)
        snprintf(p->wanted[i], ID_BYTES, "%s", queue_ids[i]);
    p->n_wanted = n;
    p->range_ms = range_ms;
    p->version++;
    history_free(p->incoming);
    p->incoming = NULL;
    p->wanted_due_mono_ms = n ? app->now.mono_ms + REST_MS : INT64_MAX;
    if (same) /* until the answer comes, of the range that was */
        return;
    history_free(p->history);
    p->history = NULL;
}

const struct history *past_find(const struct app *app)
{
    return app->past.history ? app->past.history : app->past.incoming;
}

const char *past_find_trouble(const struct app *app)
{
    return app->past.trouble;
}
