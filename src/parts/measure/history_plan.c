#include "parts/measure/history_plan.h"

#include "base/memory/array.h"

enum { FEW_ROWS = 100 };

void history_plan_init(struct history_plan *a)
{
    *a = (struct history_plan){
        .parts = HISTORY_ALL_PARTS, .rows = HISTORY_ROWS, .span_s = -1, .age_s = -1};
}

static void lower(int64_t *limit, int64_t to)
{
    if (to > 0 && (*limit < 0 || to < *limit))
        *limit = to;
}

void history_plan_learn(struct history_plan *a, const struct history_limits *limits)
{
    for (int part = 0; part < HISTORY_PARTS; part++) {
        const struct history_limit *l = &limits->parts[part];

        if (l->enabled == FLAG_NO) {
            a->parts &= ~HISTORY_PART(part);
            continue;
        }
        lower(&a->rows, l->max_rows);
        lower(&a->span_s, l->max_duration_s);
        lower(&a->age_s, l->not_older_than_s);
    }
}

/* Those that can be done without go first. */
static bool drop_part(struct history_plan *a, unsigned parts)
{
    static const enum history_part order[] = {HISTORY_DELAYED, HISTORY_CONCURRENCY,
                                              HISTORY_OPERATIONS, HISTORY_BACKLOG};
    _Static_assert(ARRAY_LEN(order) == HISTORY_PARTS, "every part can go");

    for (size_t i = 0; i < ARRAY_LEN(order); i++)
        if (a->parts & parts & HISTORY_PART(order[i])) {
            a->parts &= ~HISTORY_PART(order[i]);
            return true;
        }
    return false;
}

static bool halve_rows(struct history_plan *a)
{
    if (a->rows <= FEW_ROWS)
        return false;
    a->rows /= 2;
    return true;
}

static bool learn_limit(int64_t *limit, int64_t said)
{
    int64_t before = *limit;

    lower(limit, said);
    return *limit != before;
}

bool history_plan_adapt(struct history_plan *a, const struct graphql_trouble *t, unsigned parts)
{
    if (t->kind == GRAPHQL_TOO_OLD)
        return learn_limit(&a->age_s, t->limit);
    if (t->kind == GRAPHQL_TOO_WIDE)
        return learn_limit(&a->span_s, t->limit);
    if (t->kind == GRAPHQL_ROWS)
        return learn_limit(&a->rows, t->limit) || halve_rows(a);
    if (t->kind == GRAPHQL_FIELDS)
        return drop_part(a, parts);
    if (t->kind == GRAPHQL_TOO_MUCH || t->kind == GRAPHQL_COST) {
        a->coarser += a->coarser < HISTORY_STEPS;
        return halve_rows(a);
    }
    return false;
}

enum history_step history_plan_step(const struct history_plan *a, int64_t range_ms)
{
    static const int64_t longest_s[] = {
        [HISTORY_MINUTE] = 10800, /* 3 hours, */
        [HISTORY_FIVE_MINUTES] = 43200,
        [HISTORY_FIFTEEN_MINUTES] = 172800,
        [HISTORY_HOUR] = 1296000, /* 15 days */
        [HISTORY_SIX_HOURS] = INT64_MAX / 1000,
    };
    _Static_assert(ARRAY_LEN(longest_s) == HISTORY_STEPS, "every step has its range");
    int step = 0;

    while (range_ms > longest_s[step] * 1000)
        step++;
    step += a->coarser;
    return step < HISTORY_STEPS ? (enum history_step)step : HISTORY_SIX_HOURS;
}

bool history_plan_make(const struct history_plan *a, unsigned parts,
                       const struct history_plan_span *span, enum history_step step,
                       struct history_question *out)
{
    int64_t step_ms = history_step_ms(step);

    *out = (struct history_question){.parts = parts & a->parts,
                                     .start_ms = history_floor(step, span->start_ms),
                                     .end_ms = span->end_ms - span->end_ms % 1000,
                                     .step = step,
                                     .rows = a->rows};
    if (a->span_s > 0 && out->end_ms - out->start_ms > a->span_s * 1000)
        out->start_ms = history_floor(step, out->end_ms - a->span_s * 1000 + step_ms - 1);
    /* A little inside the limit: the API's clock is not ours. */
    if (a->age_s > 0 && span->now_ms - out->start_ms > a->age_s * 1000 - 60000)
        out->start_ms = history_floor(step, span->now_ms - a->age_s * 1000 + 60000 + step_ms - 1);
    if (out->start_ms < 0)
        out->start_ms = 0;
    return out->parts && out->start_ms < out->end_ms;
}

size_t history_plan_fit(const struct history_plan *a, size_t rows_each)
{
    size_t n = (size_t)a->rows / rows_each;

    return n > 0 ? n : 1;
}
