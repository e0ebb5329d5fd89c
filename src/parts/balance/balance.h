/* Why does a queue grow, or not drain?  What came in and went out of it in the last two hours, by
 * the account's analytics (model/history.h), when that turned, and the one most likely reason.
 *
 * Analytics are minutes late, sampled and with gaps: a rate is a mean over known steps only, -1
 * where there are none, and its time is said.  Steps longer than five minutes say nothing of now.
 * Pure; rates are messages a minute, times Unix ms. */
#pragma once

#include "model/history.h"
#include "parts/balance/turn.h"
#include "parts/queues/drain.h"

enum {
    BALANCE_SPAN_MS = 2 * 3600000,  /* an incident is longer than an hour before one looks */
    BALANCE_OLD_MS = DRAIN_KEPT_MS, /* as long as a trend is kept; then it is not now */
    BALANCE_NOW = 5, /* steps that a rate of now is of: enough for chance, not yet past */
    BALANCE_LEAST = TURN_LEAST,
    BALANCE_STEP_MS = BALANCE_OLD_MS / BALANCE_LEAST /* of longer ones there are not enough */
};

/* In the order in which they are asked for; the first that holds is told. */
enum balance_kind {
    BALANCE_UNKNOWN,
    BALANCE_DEAD,    /* its consumer takes nothing any more */
    BALANCE_POISON,  /* much of what is read fails */
    BALANCE_FLOOD,   /* producers send more than before */
    BALANCE_TOO_FEW, /* all the consumers that it may have are busy */
    BALANCE_SLOWER,  /* as many consumers get less done */
    BALANCE_BEHIND,  /* more comes than goes, and nothing of the above */
    BALANCE_FINE,
    BALANCE_KINDS
};

/* Means over n steps; -1: not known. */
struct balance_flow {
    int n;
    double rate[HISTORY_ACTIONS];
    double lag_ms;  /* from write to delivery */
    double retries; /* of what was read */
    double workers; /* of its consumer at once */
};

struct balance {
    enum balance_kind kind;
    int64_t step_ms;
    double interval;            /* of sampling; 1: every event was counted */
    int64_t end_ms;             /* of the newest step that is known; -1: none */
    struct balance_flow now;    /* its newest steps: since the last turn, BALANCE_NOW at most */
    struct balance_flow before; /* the rest, or what was before the last turn */
    struct turn turns[HISTORY_ACTIONS];
    int64_t turned_ms[HISTORY_ACTIONS]; /* when that step began; -1: it did not turn */
    double excess; /* of in over out since they turned; 0: none above chance; below 0: it drains */
    double wasted; /* share of the reads of now that led to no delivery; -1: too few to tell */
    double workers_max; /* that its settings allow; -1: not known, or no limit of its own */
};

/* What is known of the queue; history may be NULL. */
struct balance balance_find(const struct history *history, const struct queue_row *row,
                            const struct drain *drain, int64_t now_wall_ms);

/* When that began that the diagnosis is about, -1: it is not about a turn, or not of these hours.
 */
int64_t balance_turned_ms(const struct balance *b);

/* Fewer than before, by what its analytics count. */
bool balance_has_fewer_workers(const struct balance *b);
