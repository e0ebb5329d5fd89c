#include "tests/sim/history/past.h"

#include "base/memory/mem.h"

#include <stdlib.h>
#include <string.h>

enum { USUAL_SIZE = 500, USUAL_LAG_MS = 700, BILLED_BYTES = 64000, LOOKS = 4 };

struct stretch {
    struct past_phase is;
    int64_t start_ms;
    int64_t end_ms;
    double backlog; /* at its end; where the queue keeps up, what lies there between bursts */
};

struct past {
    size_t n;
    int64_t end_ms;
    int64_t max_retries;
    bool worker; /* who takes messages: a Worker, else somebody who pulls */
    struct stretch stretches[];
};

/* Messages since the beginning of a stretch. */
struct totals {
    double in;
    double success;
    double dlq;
    double fail;
};

static double to_minutes(int64_t ms)
{
    return (double)ms / HISTORY_MINUTE_MS;
}

/* t within periods of which one begins when the past ends: 0 to period - 1. */
static int64_t find_phase(const struct past *p, int64_t period_ms, int64_t t)
{
    int64_t at = (t - p->end_ms) % period_ms;

    return at < 0 ? at + period_ms : at;
}

/* The triangle by which rates go up and down, from -1 to 1 and back in a period, summed up from the
 * beginning of the period to t. */
static double sum_wave(const struct past *p, const struct past_phase *is, int64_t t)
{
    double u;

    if (is->period_ms <= 0)
        return 0;
    u = (double)find_phase(p, is->period_ms, t) / (double)is->period_ms;
    u = u < 0.5 ? 2 * u * u - u : 3 * u - 2 * u * u - 1;
    return u * is->swing * to_minutes(is->period_ms);
}

/* What is left at t of the last burst, where the queue keeps up. */
static double find_rest(const struct past *p, const struct past_phase *is, int64_t t)
{
    double rest;

    if (is->out >= 0 || is->burst_ms <= 0 || is->capacity <= is->in)
        return 0;
    rest = (double)is->burst - (is->capacity - is->in) * to_minutes(find_phase(p, is->burst_ms, t));
    return rest > 0 ? rest : 0;
}

static struct totals sum_up(const struct past *p, const struct stretch *s, int64_t t)
{
    const struct past_phase *is = &s->is;
    double passed = to_minutes(t - s->start_ms);
    double waved = passed + sum_wave(p, is, t) - sum_wave(p, is, s->start_ms);
    struct totals sum = {.in = is->in * waved, .dlq = is->dlq * passed, .fail = is->fail * passed};

    if (is->burst_ms > 0) {
        int64_t into = t - s->start_ms + find_phase(p, is->burst_ms, s->start_ms);
        int64_t bursts = into / is->burst_ms;

        sum.in += (double)(is->burst * bursts);
    }
    sum.success = is->out * waved;
    if (is->out < 0)
        sum.success =
            sum.in - sum.dlq - sum.fail - find_rest(p, is, t) + find_rest(p, is, s->start_ms);
    return sum;
}

static double find_backlog(const struct past *p, const struct stretch *s, int64_t t)
{
    struct totals at, end;
    double n;

    if (s->is.out < 0)
        return s->backlog + find_rest(p, &s->is, t);
    at = sum_up(p, s, t);
    end = sum_up(p, s, s->end_ms);
    n = s->backlog - (end.in - at.in) + (end.success - at.success) + (end.dlq - at.dlq) +
        (end.fail - at.fail);
    return n > 0 ? n : 0;
}

/* From the last to the first: each ends with the backlog that the next one begins with. */
static void fit_backlogs(struct past *p, double backlog)
{
    for (size_t i = p->n; i-- > 0;) {
        struct stretch *s = &p->stretches[i];

        s->backlog = backlog;
        if (s->is.out < 0)
            s->backlog -= find_rest(p, &s->is, s->end_ms);
        if (s->backlog < 0)
            s->backlog = 0;
        backlog = find_backlog(p, s, s->start_ms);
    }
}

struct past *past_new(const struct sim_queue *q, const struct past_phase *phases, size_t n,
                      int64_t now)
{
    struct past *p = mem_new(1, sizeof(*p) + n * sizeof(p->stretches[0]));
    const struct sim_consumer *c = world_find_consumer(q, SIM_WORKER);
    int64_t end = now;

    p->n = n;
    p->end_ms = now;
    p->worker = c && !world_find_consumer(q, SIM_HTTP_PULL);
    p->max_retries = q->n_consumers > 0 ? q->consumers[0].max_retries : 0;
    for (size_t i = n; i-- > 0;) {
        struct stretch *s = &p->stretches[i];

        s->is = phases[i];
        s->end_ms = end;
        s->start_ms = end -= phases[i].minutes * HISTORY_MINUTE_MS;
        if (s->is.size == 0)
            s->is.size = q->count > 0 ? q->bytes / q->count : USUAL_SIZE;
    }
    fit_backlogs(p, (double)q->count);
    return p;
}

void past_free(struct past *p)
{
    free(p);
}

static bool is_silent(const struct past_phase *is)
{
    return is->in <= 0 && is->burst_ms <= 0 && is->out <= 0 && is->dlq <= 0 && is->fail <= 0;
}

int64_t past_next(const struct past *p, int64_t minute)
{
    for (size_t i = 0; i < p->n; i++) {
        const struct stretch *s = &p->stretches[i];
        int64_t first = s->start_ms / HISTORY_MINUTE_MS;

        if (minute * HISTORY_MINUTE_MS < s->end_ms && !is_silent(&s->is))
            return minute > first ? minute : first;
    }
    return INT64_MAX;
}

static void add(struct history_minute *out, enum history_series series, int64_t size,
                const struct history_sum *what)
{
    struct history_sum *sum = &out->sums[series];

    if (what->count <= 0)
        return;
    if (!(out->present & 1u << series))
        *sum = (struct history_sum){.max_size = 0};
    out->present |= 1u << series;
    sum->count += what->count;
    sum->billable += what->count * (1 + size / BILLED_BYTES);
    sum->bytes += what->count * size;
    sum->lag_ms += what->lag_ms;
    sum->retries += what->retries;
    sum->max_size = size > sum->max_size ? size : sum->max_size;
}

/* Whole messages between two sums, so that no minute gains or loses a part of one. */
static int64_t count_between(double from, double to)
{
    return (int64_t)(to + 1e-6) - (int64_t)(from + 1e-6);
}

/* Milliseconds between the write of a message and its end. */
static int64_t find_lag(const struct past_phase *is, double backlog)
{
    double rate = is->in;

    if (is->burst_ms > 0)
        rate += (double)is->burst / to_minutes(is->burst_ms);
    if (rate <= 0)
        rate = is->out;
    if (is->lag_ms >= 0)
        return is->lag_ms;
    return USUAL_LAG_MS + (rate > 0 ? (int64_t)(backlog / rate * HISTORY_MINUTE_MS) : 0);
}

static void add_deletes(const struct past *p, const struct stretch *s, struct history_minute *out,
                        const struct totals *from, const struct totals *to, double backlog)
{
    int64_t lag = find_lag(&s->is, backlog), tries = p->max_retries + 1;
    int64_t success = count_between(from->success, to->success);
    int64_t dlq = count_between(from->dlq, to->dlq), fail = count_between(from->fail, to->fail);
    int64_t retries = (int64_t)((double)success * s->is.retries + 0.5);
    struct history_sum sum = {.count = success, .lag_ms = success * lag, .retries = retries};

    add(out, p->worker ? HISTORY_SUCCESS_WORKER : HISTORY_SUCCESS_HTTP, s->is.size, &sum);
    sum = (struct history_sum){.count = dlq, .lag_ms = dlq * lag, .retries = dlq * (tries - 1)};
    add(out, p->worker ? HISTORY_DLQ_WORKER : HISTORY_DLQ_HTTP, s->is.size, &sum);
    sum = (struct history_sum){.count = fail, .lag_ms = fail * lag, .retries = fail * (tries - 1)};
    add(out, p->worker ? HISTORY_FAIL_WORKER : HISTORY_FAIL_HTTP, s->is.size, &sum);
    /* Each that is given up was read as often as it may be. */
    sum.count = success + (dlq + fail) * tries;
    sum.lag_ms = sum.count * lag;
    sum.retries = retries + (dlq + fail) * tries * (tries - 1) / 2;
    add(out, p->worker ? HISTORY_READ_WORKER : HISTORY_READ_HTTP, s->is.size, &sum);
}

/* What one stretch has from start to end, a part of the minute. */
static void read_stretch(const struct past *p, const struct stretch *s, int64_t start, int64_t end,
                         struct history_minute *out)
{
    struct totals from = sum_up(p, s, start), to = sum_up(p, s, end);
    double backlog = 0;
    struct history_sum written = {.count = count_between(from.in, to.in)};

    for (int64_t i = 1; i < 2LL * LOOKS; i += 2)
        backlog += find_backlog(p, s, start + (end - start) * i / (2LL * LOOKS)) / LOOKS;
    add(out, HISTORY_WRITE, s->is.size, &written);
    add_deletes(p, s, out, &from, &to, backlog);
    out->has_backlog = true;
    out->messages = backlog;
    out->bytes = backlog * (double)s->is.size;
    out->delayed = s->is.delayed;
    out->concurrency = s->is.concurrency;
}

void past_read(const struct past *p, struct history_minute *out)
{
    int64_t start = out->minute * HISTORY_MINUTE_MS, end = start + HISTORY_MINUTE_MS;

    for (size_t i = 0; i < p->n; i++) {
        const struct stretch *s = &p->stretches[i];
        int64_t a = start > s->start_ms ? start : s->start_ms;
        int64_t b = end < s->end_ms ? end : s->end_ms;

        if (a < b && !is_silent(&s->is))
            read_stretch(p, s, a, b, out);
    }
}
