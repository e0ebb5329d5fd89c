#include "parts/balance/steps.h"

static bool is_known(const struct history *h, const struct history_row *row)
{
    for (int action = 0; action < HISTORY_ACTIONS; action++)
        if (history_count(h, row, (enum history_action)action) < 0)
            return false;
    return true;
}

/* The first of the newest rows since then, of which TURN_STEPS at most are known. */
static size_t find_first(const struct history *h, const struct history_queue *q, int64_t since_ms)
{
    size_t first = q->n;

    for (int known = 0; first > 0 && q->rows[first - 1].time_ms >= since_ms; first--) {
        known += is_known(h, &q->rows[first - 1]);
        if (known > TURN_STEPS)
            break;
    }
    return first;
}

void steps_read(const struct history *h, const char *queue_id, int64_t now_wall_ms,
                struct steps *out)
{
    const struct history_queue *q = h ? history_find(h, queue_id) : NULL;
    double interval = h ? h->parts[HISTORY_OPERATIONS].sample_interval : 1;

    out->n = 0;
    out->step_ms = history_step_ms(h ? h->asked.step : HISTORY_MINUTE);
    out->interval = interval > 1 ? interval : 1;
    if (!q)
        return;
    for (size_t i = find_first(h, q, history_floor(h->asked.step, now_wall_ms - BALANCE_SPAN_MS));
         i < q->n; i++) {
        const struct history_row *row = &q->rows[i];

        if (!is_known(h, row))
            continue;
        for (int action = 0; action < HISTORY_ACTIONS; action++)
            out->counts[action][out->n] =
                (double)history_count(h, row, (enum history_action)action);
        out->rows[out->n++] = row;
    }
}

/* A mean of what was done to messages, each of which counts; -1: of none it is known. */
static double find_mean(const struct steps *s, int from, int to, enum history_action action,
                        bool of_retries)
{
    double sum = 0, n = 0;

    for (int i = from; i < to; i++) {
        const struct history_tally *did = &s->rows[i]->did[action];
        int64_t value = of_retries ? did->retries : did->lag_ms;

        if (did->count <= 0 || value < 0)
            continue;
        sum += (double)value * (double)did->count;
        n += (double)did->count;
    }
    return n > 0 ? sum / n : -1;
}

static double find_workers(const struct steps *s, int from, int to)
{
    double sum = 0, n = 0;

    for (int i = from; i < to; i++) {
        if (s->rows[i]->concurrency < 0)
            continue;
        sum += s->rows[i]->concurrency;
        n++;
    }
    return n > 0 ? sum / n : -1;
}

struct balance_flow steps_mean(const struct steps *s, int from, int to)
{
    struct balance_flow flow = {.n = to - from,
                                .lag_ms = find_mean(s, from, to, HISTORY_DELIVERED, false),
                                .retries = find_mean(s, from, to, HISTORY_READ, true),
                                .workers = find_workers(s, from, to)};
    double minutes = (double)flow.n * (double)s->step_ms / 60000;

    for (int action = 0; action < HISTORY_ACTIONS; action++) {
        double sum = 0;

        for (int i = from; i < to; i++)
            sum += s->counts[action][i];
        flow.rate[action] = flow.n > 0 ? sum / minutes : -1;
    }
    return flow;
}
