/* What is asked of the account's analytics: spans, steps and rows, within what the account may ask
 * as far as that is known.  Plain values, pure. */
#pragma once

#include "api/graphql/graphql.h"
#include "model/history.h"

struct history_plan {
    unsigned parts; /* HISTORY_PART() of each that may be asked for; 0: nothing is given */
    int64_t rows;   /* of a part in one answer */
    int64_t span_s; /* from start to end at most; -1: not known */
    int64_t age_s;  /* nothing that is older; -1: not known */
    int coarser;    /* steps that are longer by so many than they would be */
};

void history_plan_init(struct history_plan *a);

/* What the API says may be asked. */
void history_plan_learn(struct history_plan *a, const struct history_limits *limits);

/* What the API says stands in the way of a question with those parts.  false: nothing was learnt,
 * the same question would end the same way. */
bool history_plan_adapt(struct history_plan *a, const struct graphql_trouble *t, unsigned parts);

/* The step in which a range is seen well. */
enum history_step history_plan_step(const struct history_plan *a, int64_t range_ms);

/* From when to when, now. */
struct history_plan_span {
    int64_t start_ms, end_ms, now_ms;
};

/* A question about parts of the span, in whole steps, or as much of its end as may be asked for at
 * once.  false: none of the parts may be asked for, or nothing of the span. */
bool history_plan_make(const struct history_plan *a, unsigned parts,
                       const struct history_plan_span *span, enum history_step step,
                       struct history_question *out);

/* How many queues fit into one answer with so many rows each. */
size_t history_plan_fit(const struct history_plan *a, size_t rows_each);
